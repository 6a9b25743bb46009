public import DatabaseKit
public import Domain
import Store

extension Transaction {
    /// Tells the audit log of an account that a test has made by itself, as the platform would.
    public func tell(of account: ID<Account>, holding roles: Set<Role>, in union: Union, at now: Instant) throws {
        try EventStore(self).recordVisitor(
            "create-account", on: .account,
            [EventStore.Change(id: account.rawValue, path: union.path, to: roles.recorded)],
            from: "test", now)
    }
}
