/// What became of a list of document numbers by which people were selected.
public struct NumberSelection: Hashable, Sendable, Codable {
    /// Different numbers that were asked for.
    public let asked: Int
    /// Open members of the subtree who hold one of them.
    public let found: Int
    /// The numbers that nobody there holds, masked, in the order of the list.
    public let missing: [String]

    public init(asked: Int, found: Int, missing: [String]) {
        self.asked = asked
        self.found = found
        self.missing = missing
    }

    /// So many numbers are taken at once.
    public static let limit = 5_000

    /// The numbers of a pasted column, each once.
    ///
    /// One a line, or with commas, semicolons or tabs between; spaces within a number are left out.
    public static func numbers(in text: String) -> [String] {
        var seen: Set<String> = []
        var numbers: [String] = []
        func take(_ piece: Substring) {
            let number = NormalisedNumber(String(piece), without: .none).text
            guard number.contains(where: { $0.isASCII && $0.isNumber }), seen.insert(number).inserted else { return }
            numbers.append(number)
        }
        for piece in text.split(whereSeparator: { $0.isNewline || separators.contains($0) }) {
            let digits = piece.count { !$0.isWhitespace }
            // Several numbers on a line with spaces between, or a name beside one; no number has more than 18 characters.
            if digits > 18 {
                for part in piece.split(whereSeparator: \.isWhitespace) { take(part) }
            } else {
                take(piece)
            }
        }
        return numbers
    }

    private static let separators: Set<Character> = [",", ";", "\t", "\u{FF0C}", "\u{FF1B}", "\u{3001}"]

    /// A number fit to be told back.
    public static func masked(_ number: String) -> String {
        var row = MemberRow(number: 0)
        row[.documentNumber] = MemberRow.Cell(number)
        return row.masked(.documentNumber)
    }
}
