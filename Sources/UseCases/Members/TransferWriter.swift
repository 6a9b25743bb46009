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
    func ask(
        _ requests: [TransferStore.Request], at paths: [UnionPath], _ desks: [TransferDesk], from name: String,
        toldBy event: MemberEvent
    ) throws {
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
    }

    // MARK: Deciding

    /// Ends the memberships, begins those in the other union, and closes what else was asked about the people.
    ///
    /// - Parameter placements: where each goes; those without one are as the request says.
    /// - Throws: `StaleVersion` when any of them is decided or its membership has ended.
    func accept(
        _ found: [TransferListStore.Listed], _ placements: [ID<MembershipTransfer>: TransferStore.Placement] = [:]
    ) throws {
        guard !found.isEmpty else { return }
        let people = found.map(\.transfer.person)
        let register = RegisterStore(transaction)
        let left = try register.openEnrolments(of: people)
        let memberships = try MemberStore(transaction, seal).open(of: people)
        try transfers.end(found.map(\.transfer.member), on: occasion.today)
        let accepted = try join(found, placements, memberships)
        try transfers.accept(accepted, by: occasion.author, at: occasion.now)
        try tell(.accept, found)
        try tellMembers(found, accepted)
        try lapse(of: people)
        let lists = Set(left).union(try register.openEnrolments(of: people))
        try EnrolmentFreshness.refresh(lists.sorted(), transaction, occasion)
    }

    /// Closes open transfers that move nobody.
    func close(
        _ command: MembershipRequest.Command, _ found: [TransferListStore.Listed], reason: String? = nil
    ) throws {
        guard !found.isEmpty, let status = MembershipRequest.Status.open.after(command) else { return }
        try transfers.close(
            found.map(\.transfer.id), as: status, reason: reason, by: occasion.author, at: occasion.now)
        try tell(command, found)
    }

    /// Closes whatever is still asked about people whose membership has ended.
    func lapse(of people: [ID<Person>]) throws {
        try close(.lapse, try TransferListStore(transaction, seal).open(of: people))
    }

    // MARK: Parts

    private func join(
        _ found: [TransferListStore.Listed], _ placements: [ID<MembershipTransfer>: TransferStore.Placement],
        _ memberships: [ID<Person>: [MemberStore.Open]]
    ) throws -> [TransferStore.Accepted] {
        let members = MemberStore(transaction, seal)
        var numbers = try members.takeNumbers(found.count)[...]
        var units: [ID<EnrollingUnit>: EnrollingUnit] = [:]
        var joining: [MemberStore.Joining] = []
        var accepted: [(transfer: ID<MembershipTransfer>, placement: TransferStore.Placement, member: ID<Member>?)] = []
        for one in found {
            guard let placement = placements[one.transfer.id] ?? one.placement else { throw Refusal.placementMissing }
            let open = memberships[one.transfer.person] ?? []
            guard let old = open.first(where: { $0.id == one.transfer.member }) else { throw StaleVersion() }
            if let there = open.first(where: { $0.union == one.transfer.to }) {
                accepted.append((one.transfer.id, placement, there.id))
                continue
            }
            let known = try units[placement.unit] ?? UnionStore(transaction).unit(placement.unit)
            guard let unit = known, unit.union == one.transfer.to, let number = numbers.popFirst() else {
                throw Refusal.notFound
            }
            units[placement.unit] = unit
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
