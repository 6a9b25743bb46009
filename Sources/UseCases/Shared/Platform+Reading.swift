import DatabaseKit
import Domain
import Store

extension Platform {
    /// Closes what the actor's union had only to read, now that it reads it; nothing is written where nothing waits.
    ///
    /// - Parameter subject: nil for all of the kind.
    func read(_ kind: Todo.Kind, subject: Int64? = nil, _ occasion: Occasion) async throws {
        let union = occasion.actor.union
        let waits = try await database.read { try TodoStore($0).isOpen(kind, subject: subject, for: union) }
        guard waits else { return }
        try await database.write { transaction in
            let store = TodoStore(transaction)
            if let subject {
                try store.close(kind, subjects: [subject], for: union, at: occasion.now)
            } else {
                try store.closeAll(kind, for: union, at: occasion.now)
            }
        }
    }
}
