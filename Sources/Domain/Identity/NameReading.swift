/// How a name is read in pinyin, without tones: what people type when they look for somebody by the sound of his name.
///
/// A surname is read as surnames are (ADR 8), the rest of a name by the most usual reading of each character. Letters of
/// another script stay, in lower case; everything else is left out. A reading tells no more than the name it is made of.
public struct NameReading: Hashable, Sendable {
    /// All syllables without spaces, in the letters `a` to `z`; `v` stands for u with two dots.
    public let whole: String
    /// The first letter of each syllable.
    public let initials: String

    public init(of name: String) {
        let syllables = Self.syllables(of: name)
        whole = syllables.joined()
        initials = String(syllables.compactMap(\.first))
    }

    private static func syllables(of name: String) -> [String] {
        let scalars = Array(name.unicodeScalars)
        let surname = surname(at: scalars)
        var syllables = surname.syllables
        var word = ""
        for scalar in scalars.dropFirst(surname.length) {
            if scalar.isASCII, scalar.properties.isAlphabetic {
                word.unicodeScalars.append(scalar)
                continue
            }
            if !word.isEmpty { syllables.append(word.lowercased()) }
            word = ""
            if let syllable = syllable(of: scalar) { syllables.append(syllable) }
        }
        if !word.isEmpty { syllables.append(word.lowercased()) }
        return syllables
    }

    /// The surname at the beginning, if it is one that is not read as its characters usually are.
    private static func surname(at scalars: [Unicode.Scalar]) -> (length: Int, syllables: [String]) {
        guard scalars.count > 1 else { return (0, []) }
        var double = String.UnicodeScalarView()
        double.append(contentsOf: scalars.prefix(2))
        if scalars.count > 2, let reading = doubleSurnames[String(double)] {
            return (2, reading.split(separator: " ").map(String.init))
        }
        if let reading = surnames[Character(scalars[0])] { return (1, [reading]) }
        return (0, [])
    }

    // MARK: One character

    private static let syllables = ReadingTable.syllables.split(whereSeparator: \.isWhitespace).map(String.init)
    private static let places: [UInt8] = ReadingTable.places.utf8.filter { $0 > UInt8(ascii: " ") }

    private static func syllable(of scalar: Unicode.Scalar) -> String? {
        guard scalar.value >= ReadingTable.first else { return nil }
        let position = Int(scalar.value - ReadingTable.first) * 2
        guard position + 1 < places.count else { return nil }
        let place = digit(places[position]) * 52 + digit(places[position + 1])
        return syllables.indices.contains(place) ? syllables[place] : nil
    }

    private static func digit(_ letter: UInt8) -> Int {
        letter >= UInt8(ascii: "a") ? Int(letter - UInt8(ascii: "a")) + 26 : Int(letter) - Int(UInt8(ascii: "A"))
    }

    // MARK: Surnames

    /// Surnames that are read otherwise than the character usually is.
    private static let surnames: [Character: String] = [
        "\u{5355}": "shan", "\u{66FE}": "zeng", "\u{4EC7}": "qiu", "\u{89E3}": "xie", "\u{533A}": "ou",
        "\u{67E5}": "zha", "\u{76D6}": "ge", "\u{4E50}": "yue", "\u{6734}": "piao", "\u{8983}": "qin",
        "\u{53EC}": "shao", "\u{5458}": "yun", "\u{79CD}": "chong", "\u{91CD}": "chong", "\u{6D17}": "xian",
        "\u{796D}": "zhai", "\u{6298}": "she", "\u{9ED1}": "he", "\u{79D8}": "bi", "\u{7E41}": "po",
        "\u{90C7}": "xun", "\u{961A}": "kan", "\u{8398}": "shen", "\u{725F}": "mu", "\u{4F74}": "nai",
        "\u{80FD}": "nai", "\u{4E5C}": "nie", "\u{85CF}": "zang", "\u{90FD}": "du", "\u{89D2}": "jue",
        "\u{53E5}": "gou", "\u{8584}": "bo", "\u{535C}": "bu", "\u{665F}": "cheng", "\u{9002}": "kuo",
        "\u{4E48}": "yao",
    ]

    private static let doubleSurnames: [String: String] = [
        "\u{4E07}\u{4FDF}": "mo qi", "\u{5C09}\u{8FDF}": "yu chi", "\u{6FB9}\u{53F0}": "tan tai",
        "\u{957F}\u{5B59}": "zhang sun", "\u{5355}\u{4E8E}": "chan yu", "\u{9C9C}\u{4E8E}": "xian yu",
        "\u{4EE4}\u{72D0}": "ling hu", "\u{4E93}\u{5B98}": "qi guan", "\u{5BB0}\u{7236}": "zai fu",
        "\u{6FEE}\u{9633}": "pu yang", "\u{4E2D}\u{884C}": "zhong hang", "\u{4E50}\u{6B63}": "yue zheng",
        "\u{516C}\u{51B6}": "gong ye",
    ]
}

/// What was typed to find people by the sound of their names.
public struct ReadingCondition: Hashable, Sendable {
    /// The beginning of the whole reading or of the initials.
    public let letters: String
    /// The first letters when `zh`, `ch` and `sh` are typed as the initials they are (`zhs` for Zhang San); nil when
    /// that makes no difference.
    public let initials: String?
    /// With ``initials``: how each syllable begins.
    public let beginnings: [String]

    /// Reads letters, with or without spaces and apostrophes; nil for anything else.
    public init?(_ typed: String) {
        var letters = ""
        for scalar in typed.lowercased().unicodeScalars {
            if ("a"..."z").contains(scalar) {
                letters.unicodeScalars.append(scalar)
            } else if scalar == "\u{FC}" {
                letters.append("v")
            } else if !Self.separators.contains(scalar) {
                return nil
            }
        }
        guard !letters.isEmpty else { return nil }
        self.letters = letters
        let beginnings = Self.beginnings(letters)
        let shortened = beginnings.map { String($0.compactMap(\.first)) }
        initials = shortened == letters ? nil : shortened
        self.beginnings = initials == nil ? [] : beginnings ?? []
    }

    private static let separators: Set<Unicode.Scalar> = [" ", "'", "\u{2019}", "\u{3000}"]

    /// The letters as initials of syllables; nil when a vowel shows that they are none.
    private static func beginnings(_ letters: String) -> [String]? {
        var beginnings: [String] = []
        for letter in letters {
            if "aeiouv".contains(letter), !beginnings.isEmpty { return nil }
            if letter == "h", let last = beginnings.last, ["z", "c", "s"].contains(last) {
                beginnings[beginnings.count - 1] = last + "h"
            } else {
                beginnings.append(String(letter))
            }
        }
        return beginnings
    }
}
