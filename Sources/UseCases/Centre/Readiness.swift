import DatabaseKit
import Store

/// Whether people can use the platform now: what a monitor asks every few seconds.
public struct Readiness: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Asks the database one question, and tells nothing of the answer.
    ///
    /// - Throws: `DatabaseError` when it gives none.
    public func check() async throws {
        _ = try await platform.database.read { try SettingStore($0).get(.mode) }
    }
}
