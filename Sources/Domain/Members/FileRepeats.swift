/// What stands more than once in one file: documents and phone numbers.
///
/// Filled by a first pass over the file and asked by a second, so that both rows of a repeated phone are told of the
/// other. It holds a short text per row and nothing else of it.
public struct FileRepeats: Sendable {
    private var firstRowOfDocument: [String: Int] = [:]
    private var holders: [String: Holders] = [:]

    private struct Holders {
        let row: Int
        let document: String
        /// The first row with the same phone and another document.
        var otherRow: Int?
    }

    public init() {}

    public mutating func note(_ judged: JudgedRow) {
        guard let entry = judged.entry else { return }
        let document = entry.document.key
        let row = judged.row.number
        if firstRowOfDocument[document] == nil { firstRowOfDocument[document] = row }
        guard let known = holders[entry.phone.rawValue] else {
            holders[entry.phone.rawValue] = Holders(row: row, document: document, otherRow: nil)
            return
        }
        if known.otherRow == nil, known.document != document { holders[entry.phone.rawValue]?.otherRow = row }
    }

    /// The problems of a row that come from other rows of its file.
    ///
    /// The first row of a document stands, the later ones do not. Of two people with one phone neither stands, because
    /// nobody can know whose it is.
    public func problems(of judged: JudgedRow) -> [MemberProblem] {
        guard let entry = judged.entry else { return [] }
        let row = judged.row.number
        if let first = firstRowOfDocument[entry.document.key], first != row {
            return [.documentRepeatedInFile(firstRow: first)]
        }
        guard let known = holders[entry.phone.rawValue], let other = known.otherRow else { return [] }
        return [.phoneRepeatedInFile(otherRow: known.document == entry.document.key ? other : known.row)]
    }
}
