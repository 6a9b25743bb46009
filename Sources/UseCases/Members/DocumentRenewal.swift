import DatabaseKit
import Domain
import Store
import Wording

/// 换证: a new document that is typed for who is a member already.
struct DocumentRenewal {
    let document: IdentityDocument
    private let entry: MemberEntry
    private let indexes: PersonStore.Indexes
    /// The row of a document that the person had before.
    private let known: ID<IdentityDocument>?

    /// Nil when no document is typed, or the one that he has.
    ///
    /// - Parameter row: the form as a row, with the document that he has.
    /// - Throws: `DraftRefusal` for a number that is none, somebody else's, or of another birth.
    init?(
        _ draft: MemberDraft, _ row: MemberRow, of found: MemberListStore.Record, _ person: ID<Person>,
        _ rules: MemberRules, _ transaction: any Transaction, _ seal: any FieldSealing
    ) throws {
        guard !draft[.documentNumber].isEmpty else { return nil }
        let present = found.listed.member.person.document
        let type = DocumentType(rawValue: draft[.documentType]) ?? present.type
        var row = row
        row[.documentType] = MemberRow.Cell(type.wording)
        row[.documentNumber] = MemberRow.Cell(draft[.documentNumber])
        let judged = rules.judge(row)
        guard let entry = judged.entry else { throw DraftRefusal.problems(judged.problems) }
        let indexes = PersonStore.Indexes(entry, seal)
        let holder = try PersonStore(transaction, seal).known(by: [indexes.document])[indexes.document]
        if let holder, holder.id != person { throw DraftRefusal.documentOfAnother }
        if let holder, holder.isCurrent { return nil }
        guard draft.renewal == .confirmed else { throw DraftRefusal.renewalNotConfirmed }
        if let before = found.birth, let now = entry.document.birth, before != now { throw DraftRefusal.birthDiffers }
        (self.entry, self.indexes, known) = (entry, indexes, holder?.document)
        document = entry.document
    }

    func write(
        of person: ID<Person>, on today: CalendarDay, _ transaction: any Transaction, _ seal: any FieldSealing
    ) throws {
        try PersonStore(transaction, seal).renew(person, entry, indexes, known: known, on: today)
    }
}

extension IdentityDocument {
    /// Type and number as a history keeps them, sealed.
    var changeText: String { "\(type.rawValue) \(number)" }

    /// Reads ``changeText``.
    init?(changeText: String) {
        let halves = changeText.split(separator: " ", maxSplits: 1).map(String.init)
        guard halves.count == 2, let type = DocumentType(rawValue: halves[0]) else { return nil }
        self.init(type: type, number: halves[1], expiry: nil)
    }
}
