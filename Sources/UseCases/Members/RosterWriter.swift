import DatabaseKit
import Domain
import Store

/// Carries out what rows do to the roll, with an event for everybody whom it touches.
struct RosterWriter {
    let transaction: any Transaction
    let seal: any FieldSealing
    let union: Union
    let unit: EnrollingUnit
    let target: ImportTarget
    let occasion: Occasion
    /// How those who join came about.
    var source = MemberSource.batchImport

    func write(_ resolutions: [Resolution]) throws {
        var joining: [Joining] = []
        var changing: [Changing] = []
        var asked: [MemberStore.Open] = []
        for resolution in resolutions {
            switch resolution.act {
            case .none: break
            case .join(let entry, let indexes, let known, let isReturning):
                joining.append(Joining(entry: entry, indexes: indexes, known: known, isReturning: isReturning))
            case .change(let entry, let indexes, let known, let member, let particulars):
                changing.append(
                    Changing(entry: entry, indexes: indexes, known: known, member: member, particulars: particulars))
            case .askFor(_, let member): asked.append(member)
            }
        }
        try change(changing)
        try join(joining)
        try ask(asked)
    }

    private var joiningEvent: MemberEvent {
        switch source {
        case .batchImport, .transfer: .imported
        case .single: .added
        case .scan: .joinedByCode
        }
    }

    private struct Joining {
        let entry: MemberEntry
        let indexes: PersonStore.Indexes
        let known: PersonStore.Known?
        let isReturning: Bool
    }

    private struct Changing {
        let entry: MemberEntry
        let indexes: PersonStore.Indexes
        let known: PersonStore.Known
        let member: MemberStore.Open
        let particulars: MemberStore.Particulars
    }

    private func join(_ joining: [Joining]) throws {
        guard !joining.isEmpty else { return }
        let people = PersonStore(transaction, seal)
        let members = MemberStore(transaction, seal)
        let standings = try RegisterStore(transaction).standings(of: joining.map(\.indexes.document))
        try people.amend(joining.compactMap { one in one.known.map { amendment(one.entry, one.indexes, $0) } })
        var newcomers = try people.insert(
            joining.filter { $0.known == nil }.map {
                PersonStore.Newcomer($0.entry, $0.indexes, standing: standings[$0.indexes.document])
            })[...]
        let numbers = try members.takeNumbers(joining.count)
        let memberships = try zip(numbers, joining).map { number, one in
            guard let person = one.known?.id ?? newcomers.popFirst() else {
                throw DatabaseError.unexpectedValue(column: "person_id")
            }
            return MemberStore.Joining(
                number: number, person: person, union: union.id,
                particulars: target.particulars(one.entry, before: nil))
        }
        let joined = try members.insert(memberships, source: source, joinedOn: occasion.today)
        let events = try record(joiningEvent, of: joined)
        let changed = zip(events, joining).compactMap { event, one in
            one.known.map { (event, changes(of: $0, one.entry, one.indexes, isNameKnown: one.isReturning)) }
        }
        try MemberChangeStore(transaction, seal).record(changed.filter { !$0.1.isEmpty })
    }

    private func change(_ changing: [Changing]) throws {
        guard !changing.isEmpty else { return }
        try PersonStore(transaction, seal).amend(changing.map { amendment($0.entry, $0.indexes, $0.known) })
        try MemberStore(transaction, seal).update(
            changing.filter { $0.particulars != $0.member.particulars }.map {
                MemberStore.Update($0.member, to: $0.particulars)
            })
        let events = try record(.updatedByImport, of: changing.map(\.member.id))
        try MemberChangeStore(transaction, seal).record(
            zip(events, changing).map { event, one in
                (event, changes(one.entry, one.indexes, one.known, one.member.particulars, to: one.particulars))
            })
    }

    /// What becomes another with the person himself.
    ///
    /// The phone that was is only known by its index here.
    ///
    /// - Parameter isNameKnown: whether the union may know the name that was: that of a member whom only others have had
    ///   is not told.
    private func changes(
        of known: PersonStore.Known, _ entry: MemberEntry, _ indexes: PersonStore.Indexes, isNameKnown: Bool = true
    ) -> [MemberChange] {
        var changes: [MemberChange] = []
        if known.name != entry.name {
            changes.append(MemberChange(.name, from: isNameKnown ? known.name : nil, to: entry.name))
        }
        if known.sex != entry.sex {
            changes.append(MemberChange(.sex, from: known.sex.rawValue, to: entry.sex.rawValue))
        }
        if known.phoneIndex != indexes.phone {
            changes.append(MemberChange(.phone, from: nil, to: entry.phone.rawValue))
        }
        if changesExpiry(entry, known) {
            changes.append(
                MemberChange(.documentExpiry, from: known.expiry?.rawValue, to: entry.document.expiry?.rawValue))
        }
        return changes
    }

    private func changes(
        _ entry: MemberEntry, _ indexes: PersonStore.Indexes, _ known: PersonStore.Known,
        _ before: MemberStore.Particulars, to after: MemberStore.Particulars
    ) -> [MemberChange] {
        var changes = changes(of: known, entry, indexes)
        func compare(_ field: MemberField, _ old: String?, _ new: String?) {
            if old != new { changes.append(MemberChange(field, from: old, to: new)) }
        }
        compare(.flexibleKind, before.flexibleKind, after.flexibleKind)
        compare(.workplace, before.workplace, after.workplace)
        compare(.label, before.label, after.label)
        compare(.household, before.household, after.household)
        compare(.post, before.post, after.post)
        compare(.address, before.address, after.address)
        return changes
    }

    /// What the row says otherwise of the person himself.
    private func amendment(
        _ entry: MemberEntry, _ indexes: PersonStore.Indexes, _ known: PersonStore.Known
    ) -> PersonStore.Amendment {
        PersonStore.Amendment(
            of: known.id, name: known.name == entry.name ? nil : entry.name,
            sex: known.sex == entry.sex ? nil : entry.sex,
            phone: known.phoneIndex == indexes.phone ? nil : (entry.phone, indexes),
            expiry: changesExpiry(entry, known) ? entry.document.expiry.map { (known.document, $0) } : nil)
    }

    /// Asks the unions that have the people; until they answer these are not in the unit.
    private func ask(_ members: [MemberStore.Open]) throws {
        guard !members.isEmpty else { return }
        let days = try TransferDesk.days(transaction)
        let desks = members.map { TransferDesk($0, askedOn: occasion.today, days: days) }
        let placement = TransferStore.Placement(
            unit: unit.id, category: target.category, flexibleKind: target.flexibleKind)
        let requests = zip(members, desks).map { member, desk in
            TransferStore.Request(
                member: member.id, person: member.person, from: member.union, to: union.id, initiator: .receiving,
                placement: placement, superiorFrom: desk.superiorFrom)
        }
        try TransferWriter(transaction, seal, occasion).ask(
            requests, at: members.map(\.path), desks, from: union.name, toldBy: .transferRequested)
    }

    @discardableResult
    private func record(_ event: MemberEvent, of members: [ID<Member>]) throws -> [Int64] {
        try EventStore(transaction).recordAll(
            event.rawValue, on: .member, members.map { EventStore.Change(id: $0.rawValue, path: union.path) }, occasion)
    }
}

extension Occasion {
    /// The account that acts; nil for the command line, which has none.
    var author: ID<Account>? { actor.account.rawValue > 0 ? actor.account : nil }
}
