/// The text of an announcement as paragraphs of words and links; there is no other markup.
public enum AnnouncementText {
    public enum Piece: Hashable, Sendable {
        case words(String)
        /// An address of another site, `https` only.
        case link(String)
    }

    /// Each line that is not empty as a paragraph.
    public static func paragraphs(of text: String) -> [[Piece]] {
        text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }.map(pieces)
    }

    private static let scheme = "https://"

    /// A link goes on as long as the characters are those of an address; Chinese words and punctuation end it, and a
    /// full stop or bracket at its end belongs to the sentence.
    static func pieces(of line: Substring) -> [Piece] {
        var found: [Piece] = []
        var words = ""
        var rest = line
        while let first = rest.first {
            if rest.hasPrefix(scheme) {
                var link = rest.prefix { $0.isASCII && !$0.isWhitespace && !"\"'<>\\`{}|^".contains($0) }
                while let last = link.last, ".,;:!?)]".contains(last) { link = link.dropLast() }
                if link.count > scheme.count {
                    if !words.isEmpty { found.append(.words(words)) }
                    words = ""
                    found.append(.link(String(link)))
                    rest = rest[link.endIndex...]
                    continue
                }
            }
            words.append(first)
            rest = rest.dropFirst()
        }
        if !words.isEmpty { found.append(.words(words)) }
        return found
    }
}
