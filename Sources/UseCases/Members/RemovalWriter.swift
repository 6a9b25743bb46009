import DatabaseKit
import Domain
import Store

/// Closes requests for a deletion, with events and todos.
struct RemovalWriter {
    let transaction: any Transaction
    let seal: any FieldSealing
    let occasion: Occasion

    init(_ transaction: any Transaction, _ seal: any FieldSealing, _ occasion: Occasion) {
        self.transaction = transaction
        self.seal = seal
        self.occasion = occasion
    }

    /// Asks the superiors to approve deletions, and tells it in the members' histories.
    ///
    /// - Parameter members: of whom nothing is asked yet.
    func ask(
        _ members: [TransferCandidate], _ ground: RemovalRequest.Ground, note: String
    ) throws -> [ID<Member>: ID<RemovalRequest>] {
        guard !members.isEmpty else { return [:] }
        try forgetReturned(of: members.map(\.person))
        let ids = try RemovalRequestStore(transaction, seal).insert(
            members, ground, note: note, by: occasion.author, at: occasion.now)
        var desks: [UnionPath: (superior: ID<Union>, name: String)] = [:]
        for path in Set(members.map(\.path)) {
            let lineage = try UnionStore(transaction).lineage(of: path)
            let superior = lineage.last {
                $0.path != path && ($0.kind.isDistrictLevel || $0.kind == .subdistrictFederation)
            }
            if let superior, let own = lineage.last { desks[path] = (superior.id, own.name) }
        }
        let asked = Array(zip(ids, members))
        try TodoStore(transaction).open(
            .decideRemoval,
            asked.compactMap { id, member in
                desks[member.path].map {
                    TodoStore.Opening(union: $0.superior, subject: id.rawValue, name: $0.name, amount: 1, due: nil)
                }
            }, at: occasion.now)
        try EventStore(transaction).recordAll(
            MembershipRequest.requested, on: .removal,
            asked.map { id, member in
                EventStore.Change(id: id.rawValue, path: member.path, to: MembershipRequest.Status.open.rawValue)
            }, detail: ground.rawValue, occasion)
        try EventStore(transaction).recordAll(
            MemberEvent.removalRequested.rawValue, on: .member,
            members.map { EventStore.Change(id: $0.member.rawValue, path: $0.path) }, detail: ground.rawValue,
            occasion)
        return Dictionary(asked.map { ($1.member, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func close(
        _ command: MembershipRequest.Command, _ found: [RemovalRequestStore.Listed], reason: String? = nil
    ) throws {
        guard !found.isEmpty, let status = MembershipRequest.Status.open.after(command) else { return }
        try RemovalRequestStore(transaction, seal).close(
            found.map(\.request.id), as: status, reason: reason, by: occasion.author, at: occasion.now)
        try TodoStore(transaction).close(
            .decideRemoval, subjects: found.map(\.request.id.rawValue), at: occasion.now)
        try EventStore(transaction).recordAll(
            command.rawValue, on: .removal,
            found.map {
                EventStore.Change(
                    id: $0.request.id.rawValue, path: $0.request.path,
                    from: MembershipRequest.Status.open.rawValue, to: status.rawValue)
            }, occasion)
        if command == .return { try tellAskers(found, reason: reason) }
    }

    /// Who has asked is told that it was returned and why, and the members' histories tell it.
    private func tellAskers(_ found: [RemovalRequestStore.Listed], reason: String?) throws {
        let askers = try ReturnedStore(transaction).askers(ofRemovals: found.map(\.request.id))
        try TodoStore(transaction).open(
            .removalReturned,
            found.compactMap { one in
                askers[one.request.id].map {
                    TodoStore.Opening(
                        union: $0, subject: one.request.id.rawValue, name: one.name, amount: 1, due: nil, note: reason)
                }
            }, at: occasion.now)
        try EventStore(transaction).recordAll(
            MemberEvent.removalReturned.rawValue, on: .member,
            found.map { EventStore.Change(id: $0.request.member.rawValue, path: $0.request.path) }, occasion)
    }

    /// What was returned before is no longer to be looked at: somebody has asked again, or the membership has ended.
    private func forgetReturned(of people: [ID<Person>]) throws {
        let returned = try ReturnedStore(transaction).removals(of: people)
        try TodoStore(transaction).close(.removalReturned, subjects: returned.map(\.rawValue), at: occasion.now)
    }

    /// Closes whatever is still asked about people whose membership has ended.
    func lapse(of people: [ID<Person>]) throws {
        try close(.lapse, try RemovalRequestStore(transaction, seal).open(of: people))
        try forgetReturned(of: people)
    }
}
