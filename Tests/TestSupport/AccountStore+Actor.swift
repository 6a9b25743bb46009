public import Domain
public import Store

extension AccountStore {
    /// The actor of an account whose roles have no days.
    public func actor(_ id: ID<Account>) throws -> Actor? { try actor(id, on: .earliest) }
}
