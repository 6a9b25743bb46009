import DatabaseKit
import Domain
import Store

/// What a row does to the roll as it stands.
struct Resolution: Sendable {
    let judged: JudgedRow
    let outcome: ImportOutcome
    let act: Act
    /// Of a row that is right by itself.
    let indexes: PersonStore.Indexes?

    /// Whether the member keeps the roll's name, though the row has another.
    var keepsName: Bool {
        outcome != .failed && judged.row.nameChoice != .take && judged.problems.contains(where: \.renames)
    }

    /// The unit that a member leaves by it for another one of his union.
    var unitLeft: ID<EnrollingUnit>? {
        guard case .change(_, _, _, let member, let particulars) = act, member.particulars.unit != particulars.unit
        else { return nil }
        return member.particulars.unit
    }

    enum Act: Sendable {
        case none
        /// - Parameter returning: whether the union has had the person before.
        case join(MemberEntry, PersonStore.Indexes, known: PersonStore.Known?, returning: Bool = false)
        case change(MemberEntry, PersonStore.Indexes, PersonStore.Known, MemberStore.Open, to: MemberStore.Particulars)
        case askFor(PersonStore.Known, MemberStore.Open)
    }

    init(_ judged: JudgedRow, _ outcome: ImportOutcome, _ act: Act, _ indexes: PersonStore.Indexes?) {
        self.judged = judged
        self.outcome = outcome
        self.act = act
        self.indexes = indexes
    }
}

extension ImportCounts {
    mutating func count(_ resolution: Resolution) {
        count(resolution.outcome)
        if resolution.outcome != .failed, !resolution.judged.problems.isEmpty { warnings += 1 }
    }
}

/// A row with what the rules and the rest of its file say of it, ready to be looked up.
struct PreparedRow: Sendable {
    let judged: JudgedRow
    /// Nil for a row that is wrong by itself.
    let indexes: PersonStore.Indexes?

    init(_ judged: JudgedRow, _ seal: any FieldSealing) {
        self.judged = judged
        indexes = judged.candidate.map { PersonStore.Indexes($0, seal) }
    }

    private init(_ judged: JudgedRow, _ indexes: PersonStore.Indexes?) {
        self.judged = judged
        self.indexes = indexes
    }

    /// The same row with more said of it.
    func with(_ more: [MemberProblem]) -> PreparedRow { PreparedRow(judged.with(more), indexes) }
}

/// Compares rows with the roll, some hundred at a time with a fixed number of statements.
struct RosterResolver {
    let transaction: any Transaction
    let seal: any FieldSealing
    let target: ImportTarget
    /// How far the file speaks of those who are members already.
    var extent = ComparisonExtent.unit
    /// Whom the rows before have named.
    var seen = SeenPeople()
    /// Which name stands where a row gives a member another one.
    var names = NamePolicy.ofRollUnlessAgreed

    enum NamePolicy: Sendable {
        /// The row's: whoever has it written has seen both.
        case ofRow
        /// The roll's, unless the clerk has agreed in the row.
        case ofRollUnlessAgreed
    }

    func resolve(_ rows: [JudgedRow]) throws -> [Resolution] {
        try resolve(rows.map { PreparedRow($0, seal) })
    }

    func resolve(_ rows: [PreparedRow]) throws -> [Resolution] {
        let people = PersonStore(transaction, seal)
        let indexes = rows.compactMap { $0.judged.entry == nil ? nil : $0.indexes }
        let known = try people.known(by: indexes.map(\.document))
        let members = MemberStore(transaction, seal)
        let memberships = try members.open(of: known.values.map(\.id), openingAddressesOf: target.union.id)
        let former = try members.former(
            of: known.values.map(\.id).filter { memberships[$0] == nil }, in: target.union.id)
        let asked = try TransferStore(transaction).open(of: Array(memberships.keys), to: target.union.id)
        let holders = try people.holders(of: indexes.map(\.phone))

        return rows.map { prepared in
            let (row, indexes) = (prepared.judged, prepared.indexes)
            guard let entry = row.entry, let indexes else { return Resolution(row, .failed, .none, indexes) }
            let person = known[indexes.document]
            if let person, let first = seen.firstRow(of: person.id, namedBy: row.row.number) {
                return Resolution(row.with([.documentRepeatedInFile(firstRow: first)]), .failed, .none, indexes)
            }
            let open = person.flatMap { memberships[$0.id] } ?? []
            let mine = open.first { $0.union == target.union.id }
            let isReturning = person.map { former.contains($0.id) } ?? false
            let judged = row.with(
                phoneProblems(indexes, person, mine, holders[indexes.phone] ?? [])
                    + nameProblems(entry, person, open, isOurs: mine != nil, isReturning: isReturning)
                    + documentProblems(person))
            guard judged.entry != nil else { return Resolution(judged, .failed, .none, indexes) }
            guard let person else { return Resolution(judged, .new, .join(entry, indexes, known: nil), indexes) }
            if let mine { return change(judged, standing(entry, row.row, person), indexes, person, mine) }
            guard let elsewhere = open.first else {
                let entry = isReturning ? standing(entry, row.row, person) : entry
                return Resolution(
                    judged, .new, .join(entry, indexes, known: person, returning: isReturning), indexes)
            }
            if asked.contains(person.id) { return Resolution(judged.with([.openTransfer]), .skipped, .none, indexes) }
            return Resolution(judged.with([.memberOfAnotherUnion]), .moved, .askFor(person, elsewhere), indexes)
        }
    }

    /// Notes whom rows name that are dealt with already.
    func pass(_ rows: [PreparedRow]) throws {
        let named = rows.filter { $0.judged.entry != nil }
        let known = try PersonStore(transaction, seal).known(by: named.compactMap { $0.indexes?.document })
        for row in named {
            guard let person = row.indexes.flatMap({ known[$0.document] }) else { continue }
            _ = seen.firstRow(of: person.id, namedBy: row.judged.row.number)
        }
    }

    /// A member keeps the phone he has, whoever else has it; only a phone that would be new is looked at.
    private func phoneProblems(
        _ indexes: PersonStore.Indexes, _ person: PersonStore.Known?, _ mine: MemberStore.Open?,
        _ holders: [PersonStore.PhoneHolder]
    ) -> [MemberProblem] {
        if mine != nil, person?.phoneIndex == indexes.phone { return [] }
        let others = holders.filter { $0.person != person?.id }
        if others.contains(where: { $0.union == target.union.id }) { return [.phoneOfAnotherMember] }
        return others.isEmpty ? [] : [.phoneOfAnotherUnion]
    }

    /// Only the union that has a person, or has had him and nobody has him now, may correct his name, and is told so:
    /// another name may be another person.
    private func nameProblems(
        _ entry: MemberEntry, _ person: PersonStore.Known?, _ open: [MemberStore.Open], isOurs: Bool, isReturning: Bool
    ) -> [MemberProblem] {
        guard let person, person.name != entry.name else { return [] }
        if isOurs { return [.nameWouldChange(from: person.name)] }
        if isReturning { return names == .ofRow ? [] : [.nameWouldChange(from: person.name)] }
        return open.isEmpty ? [] : [.nameDiffersFromRegister]
    }

    /// What the row says, under the name that stands.
    private func standing(_ entry: MemberEntry, _ row: MemberRow, _ person: PersonStore.Known) -> MemberEntry {
        switch names {
        case .ofRow: entry
        case .ofRollUnlessAgreed:
            entry.name == person.name || row.nameChoice == .take ? entry : entry.named(person.name)
        }
    }

    /// An earlier document finds its holder; whoever sends it is told that there is a newer one.
    private func documentProblems(_ person: PersonStore.Known?) -> [MemberProblem] {
        guard let person, !person.isCurrent else { return [] }
        return [.documentReplaced(on: person.replacedOn)]
    }

    private func change(
        _ judged: JudgedRow, _ entry: MemberEntry, _ indexes: PersonStore.Indexes, _ person: PersonStore.Known,
        _ mine: MemberStore.Open
    ) -> Resolution {
        let particulars = Placement(target: target, extent: extent).particulars(entry, before: mine.particulars)
        let isSame =
            particulars == mine.particulars && person.name == entry.name && person.sex == entry.sex
            && person.phoneIndex == indexes.phone && !changesExpiry(entry, person)
        if isSame { return Resolution(judged, .unchanged, .none, indexes) }
        return Resolution(judged, .updated, .change(entry, indexes, person, mine, to: particulars), indexes)
    }
}

/// An earlier document tells nothing of the present one's expiry, and an empty cell takes nothing away.
func changesExpiry(_ entry: MemberEntry, _ person: PersonStore.Known) -> Bool {
    person.isCurrent && entry.document.expiry != nil && entry.document.expiry != person.expiry
}

extension ImportTarget {
    /// What the membership says after the row: what the row leaves empty stays as it was.
    func particulars(_ entry: MemberEntry, before: MemberStore.Particulars?) -> MemberStore.Particulars {
        let isSameUnit = before?.unit == unit?.id && before?.category == category
        return MemberStore.Particulars(
            unit: unit?.id ?? ID(0), enterprise: enterprise?.id, category: category, flexibleKind: flexibleKind,
            workplace: entry.workplace ?? (isSameUnit ? before?.workplace : nil) ?? defaultWorkplace,
            label: entry.label ?? before?.label, household: entry.household ?? before?.household,
            post: entry.post ?? before?.post, address: entry.address ?? before?.address)
    }
}
