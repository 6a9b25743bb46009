/// What stands more than once in one file: documents and phone numbers.
///
/// Filled by a first pass over the file and asked by a second, so that both rows of a repeated phone are told of the
/// other. It holds a short text per row and nothing else of it.
public struct FileRepeats: Sendable {
    private var documents: [String: Bearer] = [:]
    private var holders: [String: Holders] = [:]

    private struct Bearer {
        let row: Int
        let name: String
        /// The first row with the same document and another name.
        var otherRow: Int?
    }

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
        if let first = documents[document] {
            if first.otherRow == nil, first.name != entry.name { documents[document]?.otherRow = row }
        } else {
            documents[document] = Bearer(row: row, name: entry.name, otherRow: nil)
        }
        guard let known = holders[entry.phone.rawValue] else {
            holders[entry.phone.rawValue] = Holders(row: row, document: document, otherRow: nil)
            return
        }
        if known.otherRow == nil, known.document != document { holders[entry.phone.rawValue]?.otherRow = row }
    }

    /// The problems of a row that come from other rows of its file.
    ///
    /// The first row of a document stands, the later ones do not, unless they name somebody else: then no row stands.
    /// Of two people with one phone neither stands either. Nobody can know whose the document or the phone is.
    public func problems(of judged: JudgedRow) -> [MemberProblem] {
        guard let entry = judged.entry else { return [] }
        let row = judged.row.number
        if let first = documents[entry.document.key] {
            if first.row != row { return [.documentRepeatedInFile(firstRow: first.row)] }
            if let other = first.otherRow { return [.documentRepeatedInFile(firstRow: other)] }
        }
        guard let known = holders[entry.phone.rawValue], let other = known.otherRow else { return [] }
        return [.phoneRepeatedInFile(otherRow: known.document == entry.document.key ? other : known.row)]
    }
}
