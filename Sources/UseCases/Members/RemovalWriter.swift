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
    }

    /// Closes whatever is still asked about people whose membership has ended.
    func lapse(of people: [ID<Person>]) throws {
        try close(.lapse, try RemovalRequestStore(transaction, seal).open(of: people))
    }
}
