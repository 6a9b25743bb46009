import DatabaseKit
import Domain
import Store
import Wording

/// One member's form against the roll: judged as a row of a file is, then written where it differs.
struct MemberEditor {
    private let transaction: any Transaction
    private let seal: any FieldSealing
    private let found: MemberListStore.Record
    private let entry: MemberEntry
    private let indexes: PersonStore.Indexes
    private let person: PersonStore.Known
    private let member: MemberStore.Open
    private let particulars: MemberStore.Particulars
    private let note: String?
    private let renewal: DocumentRenewal?
    let warnings: [MemberProblem]
    private let today: CalendarDay

    /// What the history calls the change.
    var event: MemberEvent { renewal == nil ? .edited : .documentRenewed }

    /// - Throws: `DraftRefusal` for a draft that the rules do not let in.
    init(
        _ found: MemberListStore.Record, _ draft: MemberDraft, _ occasion: Occasion, _ transaction: any Transaction,
        _ seal: any FieldSealing
    ) throws {
        let unions = UnionStore(transaction)
        let listed = found.listed
        guard let union = try unions.find(listed.member.union) else { throw Refusal.notFound }
        let vocabulary = try Vocabulary(DictionaryStore(transaction))
        let kind = try Self.flexibleKind(draft, listed, vocabulary)
        let target = ImportTarget(
            union: union, enterprise: try found.enterprise.flatMap { try unions.enterprise($0) },
            category: listed.member.category, flexibleKind: kind, unit: try unions.unit(listed.member.unit))
        let plan = try ImportPlan(target, vocabulary, occasion, transaction)
        let draftRow = DraftRow(draft, of: union, vocabulary, changing: found)
        let judged = plan.rules.judge(draftRow.row)
        let resolver = RosterResolver(transaction: transaction, seal: seal, target: target)
        guard let resolution = try resolver.resolve([judged]).first else { throw Refusal.notFound }
        guard let entry = resolution.judged.entry else { throw DraftRefusal.problems(resolution.judged.problems) }
        let indexes = PersonStore.Indexes(entry, seal)
        guard let person = try PersonStore(transaction, seal).known(by: [indexes.document])[indexes.document],
            let member = try MemberStore(transaction, seal).open(of: [person.id], openingAddressesOf: union.id)[
                person.id]?.first(where: { $0.id == listed.member.id })
        else { throw Refusal.notFound }
        (self.transaction, self.seal, self.found, self.entry) = (transaction, seal, found, entry)
        today = occasion.today
        (self.indexes, self.person, self.member) = (indexes, person, member)
        particulars = MemberStore.Particulars(
            unit: member.particulars.unit, enterprise: member.particulars.enterprise,
            category: member.particulars.category, flexibleKind: kind,
            workplace: entry.workplace ?? target.defaultWorkplace, label: entry.label ?? draftRow.kept[.label],
            household: entry.household ?? draftRow.kept[.household], post: entry.post ?? draftRow.kept[.post],
            address: entry.address ?? member.particulars.address)
        note = draft.note.isEmpty ? nil : draft.note
        renewal = try DocumentRenewal(draft, draftRow.row, of: found, person.id, plan.rules, transaction, seal)
        warnings = resolution.judged.problems
    }

    /// A word that has been retired stays with whom it has been given to.
    private static func flexibleKind(
        _ draft: MemberDraft, _ listed: MemberListStore.Listed, _ vocabulary: Vocabulary
    ) throws -> String? {
        guard listed.member.category == .flexible else { return nil }
        if draft.flexibleKind == listed.flexibleKind { return listed.flexibleKind }
        guard vocabulary.offered(.flexibleKind).contains(where: { $0.code == draft.flexibleKind }) else {
            throw DraftRefusal.flexibleKindMissing
        }
        return draft.flexibleKind
    }

    /// Writes what differs.
    ///
    /// - Returns: what was changed; empty when nothing was.
    func write() throws -> [MemberChange] {
        let changes = differences
        guard !changes.isEmpty else { return [] }
        let fields = Set(changes.map(\.field))
        try PersonStore(transaction, seal).amend([
            PersonStore.Amendment(
                of: person.id, name: fields.contains(.name) ? entry.name : nil,
                sex: fields.contains(.sex) ? entry.sex : nil,
                phone: fields.contains(.phone) ? (entry.phone, indexes) : nil,
                expiry: fields.contains(.documentExpiry) && renewal == nil
                    ? entry.document.expiry.map { (person.document, $0) } : nil)
        ])
        if let renewal { try renewal.write(of: person.id, on: today, transaction, seal) }
        let members = MemberStore(transaction, seal)
        if particulars != member.particulars {
            try members.update([MemberStore.Update(member, to: particulars)])
        }
        if fields.contains(.note) { try members.setNote(note, of: member.id) }
        return changes
    }

    private var differences: [MemberChange] {
        let (before, listed) = (member.particulars, found.listed.member)
        var changes: [MemberChange] = []
        func compare(_ field: MemberField, _ old: String?, _ new: String?) {
            if old != new { changes.append(MemberChange(field, from: old, to: new)) }
        }
        compare(.name, person.name, entry.name)
        compare(.sex, person.sex.rawValue, entry.sex.rawValue)
        compare(.phone, listed.person.phone?.rawValue, entry.phone.rawValue)
        if let renewal { compare(.document, listed.person.document.changeText, renewal.document.changeText) }
        if changesExpiry(entry, person) {
            compare(.documentExpiry, person.expiry?.rawValue, entry.document.expiry?.rawValue)
        }
        compare(.flexibleKind, before.flexibleKind, particulars.flexibleKind)
        compare(.workplace, before.workplace, particulars.workplace)
        compare(.label, before.label, particulars.label)
        compare(.household, before.household, particulars.household)
        compare(.post, before.post, particulars.post)
        compare(.address, before.address, particulars.address)
        compare(.note, listed.note, note)
        return changes
    }
}

/// A form's draft as the row of a file: codes become the words that stand for them.
struct DraftRow {
    private(set) var row = MemberRow(number: 1)
    /// Codes of retired words that the member has and keeps.
    private(set) var kept: [MemberDictionary: String] = [:]

    /// - Parameter found: the member to be changed, whose numbers stay where the draft is empty; nil for a new one.
    init(
        _ draft: MemberDraft, of union: Union, _ vocabulary: Vocabulary, changing found: MemberListStore.Record? = nil
    ) {
        func put(_ column: MemberColumn, _ text: String) { row[column] = MemberRow.Cell(text) }
        for column in MemberColumn.allCases { put(column, draft[column]) }
        put(.unionName, union.name)
        put(.unionCode, union.code)
        put(.sex, Sex(rawValue: draft[.sex])?.wording ?? "")
        let document = found?.listed.member.person.document
        put(.documentType, (document?.type ?? DocumentType(rawValue: draft[.documentType]))?.wording ?? "")
        if let found, let document {
            put(.documentNumber, document.number)
            if draft[.phone].isEmpty { put(.phone, found.listed.member.person.phone?.rawValue ?? "") }
        }
        let own: [(MemberColumn, MemberDictionary, String?)] = [
            (.label, .label, found?.listed.member.label), (.household, .household, found?.listed.household),
            (.post, .post, found?.listed.post),
        ]
        for (column, dictionary, present) in own {
            let code = draft[column]
            if let word = vocabulary.offered(dictionary).first(where: { $0.code == code }) {
                put(column, word.name)
            } else if !code.isEmpty, code == present {
                kept[dictionary] = code
                put(column, "")
            }
        }
    }
}

extension MemberListStore.Record {
    /// What the member's form begins with.
    var draft: MemberDraft {
        var draft = MemberDraft()
        let member = listed.member
        draft[.name] = member.person.name
        draft[.sex] = member.person.sex.rawValue
        draft[.documentType] = member.person.document.type.rawValue
        draft[.documentExpiry] = member.person.document.expiry?.wording ?? ""
        draft[.workplace] = member.workplace
        draft[.label] = member.label ?? ""
        draft[.household] = listed.household ?? ""
        draft[.post] = listed.post ?? ""
        draft.note = member.note ?? ""
        draft.flexibleKind = listed.flexibleKind ?? ""
        return draft
    }
}
