import Domain
import Store

extension AccountStore {
    /// The actor of an account whose roles have no days.
    func actor(_ id: ID<Account>) throws -> Actor? { try actor(id, on: .earliest) }
}
