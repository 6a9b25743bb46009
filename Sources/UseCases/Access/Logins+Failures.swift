import DatabaseKit
import Domain
import Store

extension Logins {
    func recordFailure(of account: ID<Account>?, _ event: Event, _ origin: Origin) async throws {
        try await platform.database.write {
            try Self.recordFailure(of: account, event, $0, from: origin.address, at: origin.now)
        }
    }

    /// Records a failure, counts it towards the account's lock and towards alerts.
    ///
    /// Counts within the transaction, so that many attempts at once lock the account as soon as one after another; a
    /// locked account counts no further, or strangers could keep it locked for ever.
    ///
    /// - Parameters:
    ///   - account: nil for a name that nobody has; the log does not keep what was typed, which may be a password.
    ///   - event: nil when the caller records the failure itself; a lock is recorded in any case.
    static func recordFailure(
        of account: ID<Account>?, _ event: Event?, _ transaction: any Transaction, from address: String,
        at now: Instant
    ) throws {
        let accounts = AccountStore(transaction)
        let watch = AlertWatch(transaction)
        var recorded = event
        var path = UnionPath.root
        if let account, let current = try accounts.managed(account, on: now.day) {
            path = current.path
            if current.lockedUntil.map({ now < $0 }) != true {
                let failures = try accounts.credentials(account)?.failures ?? 0
                let locks = failures + 1 >= Limits.failures
                try accounts.recordFailure(
                    of: account, lockedUntil: locks ? now.adding(minutes: Limits.lockMinutes) : nil)
                if locks {
                    recorded = .locked
                    try watch.lock(at: now)
                }
            }
        }
        try watch.failedLogin(of: account, from: address, at: now)
        guard let recorded else { return }
        try EventStore(transaction).recordVisitor(
            recorded.rawValue, on: .account, account?.rawValue ?? 0, at: path, from: address, now)
    }
}
