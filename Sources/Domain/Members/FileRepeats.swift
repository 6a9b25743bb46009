/// What stands more than once in one file: documents and phone numbers.
///
/// Filled by a first pass over the file and asked by a second, so that both rows of a repeated phone are told of the
/// other. It holds a short text per row and nothing else of it.
public struct FileRepeats: Sendable {
    private var documents: [String: Standing] = [:]
    private var phones: [String: Standing] = [:]

    /// Where a document or a phone stands.
    private struct Standing {
        /// Who stands there: beside a document the name, beside a phone the document.
        let bearer: String
        /// The first row.
        let row: Int
        /// The first row with another bearer.
        var otherRow: Int?
        var isRepeated = false

        init(_ bearer: String, in row: Int) {
            (self.bearer, self.row) = (bearer, row)
        }

        /// Notes a row; the first one again says nothing.
        mutating func meet(_ bearer: String, in row: Int) {
            guard row != self.row else { return }
            isRepeated = true
            if otherRow == nil, bearer != self.bearer { otherRow = row }
        }
    }

    public init() {}

    public mutating func note(_ judged: JudgedRow) {
        guard let entry = judged.entry else { return }
        let document = entry.document.key
        let row = judged.row.number
        documents[document, default: Standing(entry.name, in: row)].meet(entry.name, in: row)
        phones[entry.phone.rawValue, default: Standing(document, in: row)].meet(document, in: row)
    }

    /// Keeps only what stands more than once, when all rows are noted: nothing else has a problem, and of a long list it
    /// would be some thirty megabytes.
    public mutating func forgetSingles() {
        documents = documents.filter(\.value.isRepeated)
        phones = phones.filter(\.value.isRepeated)
    }

    /// The problems of a row that come from other rows of its file.
    ///
    /// The first row of a document stands, the later ones do not, unless they name somebody else: then no row stands.
    /// Of two people with one phone neither stands either. Nobody can know whose the document or the phone is.
    public func problems(of judged: JudgedRow) -> [MemberProblem] {
        guard let entry = judged.entry, !(documents.isEmpty && phones.isEmpty) else { return [] }
        let row = judged.row.number
        if let first = documents[entry.document.key] {
            if first.row != row { return [.documentRepeatedInFile(firstRow: first.row)] }
            if let other = first.otherRow { return [.documentRepeatedInFile(firstRow: other)] }
        }
        guard let known = phones[entry.phone.rawValue], let other = known.otherRow else { return [] }
        return [.phoneRepeatedInFile(otherRow: known.bearer == entry.document.key ? other : known.row)]
    }
}
