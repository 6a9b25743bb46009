import DatabaseKit
import Domain
import Store

/// Carries out what is asked and decided about transfers, for all of them at once, with events and todos.
struct TransferWriter {
    let transaction: any Transaction
    let seal: any FieldSealing
    let occasion: Occasion

    init(_ transaction: any Transaction, _ seal: any FieldSealing, _ occasion: Occasion) {
        self.transaction = transaction
        self.seal = seal
        self.occasion = occasion
    }

    private var transfers: TransferStore { TransferStore(transaction) }
    private var events: EventStore { EventStore(transaction) }

    // MARK: Asking

    /// Writes the requests, tells who decides, and tells it in the members' histories.
    ///
    /// - Parameters:
    ///   - paths: of the unions that have the members, in the order of the requests.
    ///   - name: of the union that asks.
    ///   - event: what the members' histories say.
    @discardableResult func ask(
        _ requests: [TransferStore.Request], at paths: [UnionPath], _ desks: [TransferDesk], from name: String,
        toldBy event: MemberEvent
    ) throws -> [ID<MembershipTransfer>] {
        try forgetReturned(of: requests.map(\.person))
        let ids = try transfers.insert(requests, by: occasion.author, at: occasion.now)
        try TodoStore(transaction).open(
            .decideTransfer,
            zip(ids, desks).map { id, desk in
                TodoStore.Opening(
                    union: desk.union, subject: id.rawValue, name: name, amount: 1,
                    due: max(desk.superiorFrom.adding(days: -1), occasion.today))
            }, at: occasion.now)
        try events.recordAll(
            MembershipRequest.requested, on: .transfer,
            zip(ids, paths).map { id, path in
                EventStore.Change(id: id.rawValue, path: path, to: MembershipRequest.Status.open.rawValue)
            }, occasion)
        try events.recordAll(
            event.rawValue, on: .member,
            zip(requests, paths).map { request, path in EventStore.Change(id: request.member.rawValue, path: path) },
            occasion)
        return ids
    }

    /// Offers to a union those of the members who can be offered to it.
    ///
    /// - Returns: the requests that were made.
    func offer(
        _ candidates: [TransferCandidate], to union: Union, motive: String
    ) throws -> [ID<Member>: ID<MembershipTransfer>] {
        let desk = TransferDesk(
            union.id, kind: union.kind, standing: union.role, superior: union.parent, askedOn: occasion.today,
            days: try TransferDesk.days(transaction))
        let going = candidates.filter { $0.problem(to: union.id) == nil }
        let ids = try ask(
            going.map {
                TransferStore.Request(
                    member: $0.member, person: $0.person, from: $0.union, to: union.id, initiator: .releasing,
                    motive: motive, superiorFrom: desk.superiorFrom)
            }, at: going.map(\.path), Array(repeating: desk, count: going.count), from: occasion.actor.unionName,
            toldBy: .transferOffered)
        return Dictionary(zip(going.map(\.member), ids), uniquingKeysWith: { first, _ in first })
    }

    // MARK: Deciding

    /// Ends the memberships, begins those in the other union, and closes what else was asked about the people.
    ///
    /// - Parameter place: where those go of whom the request does not say; nil where the union has one place only.
    /// - Throws: `StaleVersion` when any of them is decided or its membership has ended, `Refusal.placementMissing`.
    func accept(_ found: [TransferListStore.Listed], in place: TransferPlace? = nil) throws {
        guard !found.isEmpty else { return }
        let people = found.map(\.transfer.person)
        var reach = try EnrolmentReach(of: people, transaction)
        let memberships = try MemberStore(transaction, seal).open(of: people)
        try transfers.end(found.map(\.transfer.member), on: occasion.today)
        let accepted = try join(found, place, memberships)
        try transfers.accept(accepted, by: occasion.author, at: occasion.now)
        try tell(.accept, found)
        try tellMembers(found, accepted)
        try lapse(of: people)
        try forgetReturned(of: people)
        try followRequests(of: people)
        try reach.extend(to: people, transaction)
        try reach.refresh(transaction, occasion)
    }

    /// What the people have asked their old union for, the new one answers.
    func followRequests(of people: [ID<Person>]) throws {
        let todos = TodoStore(transaction)
        for request in try OwnRequestStore(transaction, seal).follow(people) {
            try todos.close([.answerMember], subject: request.id.rawValue, at: occasion.now)
            try todos.open(
                .answerMember, for: request.union, subject: request.id.rawValue, name: "", amount: 1, at: occasion.now)
        }
    }

    /// Those of which it is known where the person goes.
    func placed(_ found: [TransferListStore.Listed]) throws -> Set<ID<MembershipTransfer>> {
        let memberships = try MemberStore(transaction, seal).open(of: found.map(\.transfer.person))
        var places = TransferPlaces(transaction)
        var placed: Set<ID<MembershipTransfer>> = []
        for one in found {
            let open = memberships[one.transfer.person] ?? []
            guard let old = open.first(where: { $0.id == one.transfer.member }) else { throw StaleVersion() }
            if try places.placement(of: one, in: nil, before: old.particulars) != nil { placed.insert(one.transfer.id) }
        }
        return placed
    }

    /// Closes open transfers that move nobody.
    func close(
        _ command: MembershipRequest.Command, _ found: [TransferListStore.Listed], reason: String? = nil
    ) throws {
        guard !found.isEmpty, let status = MembershipRequest.Status.open.after(command) else { return }
        try transfers.close(
            found.map(\.transfer.id), as: status, reason: reason, by: occasion.author, at: occasion.now)
        try tell(command, found)
        if command == .return { try tellAskers(found, reason: reason) }
    }

    /// Who has asked is told that it was returned and why, and the members' histories tell it.
    private func tellAskers(_ found: [TransferListStore.Listed], reason: String?) throws {
        let askers = try ReturnedStore(transaction).askers(ofTransfers: found.map(\.transfer.id))
        try TodoStore(transaction).open(
            .transferReturned,
            found.map { one in
                let transfer = one.transfer
                let requester = transfer.initiator == .receiving ? transfer.to : transfer.from
                return TodoStore.Opening(
                    union: askers[transfer.id] ?? requester, subject: transfer.id.rawValue, name: one.name,
                    amount: 1, due: nil, note: reason)
            }, at: occasion.now)
        try events.recordAll(
            MemberEvent.transferReturned.rawValue, on: .member,
            found.map { EventStore.Change(id: $0.transfer.member.rawValue, path: $0.transfer.fromPath) }, occasion)
    }

    /// What was returned before is no longer to be looked at: somebody has asked again, or the person has moved.
    private func forgetReturned(of people: [ID<Person>]) throws {
        let returned = try ReturnedStore(transaction).transfers(of: people)
        try TodoStore(transaction).close(
            .transferReturned, subjects: returned.map(\.rawValue), at: occasion.now)
    }

    /// Closes whatever is still asked about one membership that has ended, while its person remains another union's.
    func lapse(of member: ID<Member>, _ person: ID<Person>) throws {
        try close(
            .lapse, try TransferListStore(transaction, seal).open(of: [person]).filter { $0.transfer.member == member })
        let removals = RemovalWriter(transaction, seal, occasion)
        try removals.close(
            .lapse,
            try RemovalRequestStore(transaction, seal).open(of: [person]).filter { $0.request.member == member })
    }

    /// Closes whatever is still asked about people whose membership has ended.
    func lapse(of people: [ID<Person>]) throws {
        try close(.lapse, try TransferListStore(transaction, seal).open(of: people))
        try RemovalWriter(transaction, seal, occasion).lapse(of: people)
    }

    // MARK: Parts

    private func join(
        _ found: [TransferListStore.Listed], _ place: TransferPlace?, _ memberships: [ID<Person>: [MemberStore.Open]]
    ) throws -> [TransferStore.Accepted] {
        let members = MemberStore(transaction, seal)
        var numbers = try members.takeNumbers(found.count)[...]
        var places = TransferPlaces(transaction)
        var joining: [MemberStore.Joining] = []
        var accepted: [(transfer: ID<MembershipTransfer>, placement: TransferStore.Placement, member: ID<Member>?)] = []
        for one in found {
            let open = memberships[one.transfer.person] ?? []
            guard let old = open.first(where: { $0.id == one.transfer.member }) else { throw StaleVersion() }
            guard let placement = try places.placement(of: one, in: place, before: old.particulars) else {
                throw Refusal.placementMissing
            }
            if let there = open.first(where: { $0.union == one.transfer.to }) {
                accepted.append((one.transfer.id, placement, there.id))
                continue
            }
            guard let unit = try places.unit(placement.unit), unit.union == one.transfer.to,
                let number = numbers.popFirst()
            else { throw Refusal.notFound }
            joining.append(
                MemberStore.Joining(
                    number: number, person: one.transfer.person, union: one.transfer.to,
                    particulars: MemberStore.Particulars(
                        unit: unit.id, enterprise: unit.enterprise, category: placement.category,
                        flexibleKind: placement.flexibleKind, workplace: unit.name,
                        household: old.particulars.household)))
            accepted.append((one.transfer.id, placement, nil))
        }
        var made = try members.insert(joining, source: .transfer, joinedOn: occasion.today)[...]
        try members.carryElectronicCards(to: Array(made))
        return try accepted.map { transfer, placement, member in
            guard let member = member ?? made.popFirst() else { throw StaleVersion() }
            return TransferStore.Accepted(transfer: transfer, placement: placement, member: member)
        }
    }

    private func tell(_ command: MembershipRequest.Command, _ found: [TransferListStore.Listed]) throws {
        try TodoStore(transaction).close(
            .decideTransfer, subjects: found.map(\.transfer.id.rawValue), at: occasion.now)
        try events.recordAll(
            command.rawValue, on: .transfer,
            found.map { one in
                EventStore.Change(
                    id: one.transfer.id.rawValue, path: one.transfer.fromPath,
                    from: MembershipRequest.Status.open.rawValue,
                    to: MembershipRequest.Status.open.after(command)?.rawValue)
            }, occasion)
    }

    private func tellMembers(_ found: [TransferListStore.Listed], _ accepted: [TransferStore.Accepted]) throws {
        try events.recordAll(
            MemberEvent.transferredOut.rawValue, on: .member,
            found.map { EventStore.Change(id: $0.transfer.member.rawValue, path: $0.transfer.fromPath) }, occasion)
        try events.recordAll(
            MemberEvent.transferredIn.rawValue, on: .member,
            zip(found, accepted).map { one, made in
                EventStore.Change(id: made.member.rawValue, path: one.transfer.toPath)
            }, occasion)
    }
}
