import DatabaseKit
public import Domain
import Store

/// Removes what has had its time: ended sessions, the codes of sign-ins, the tickets of old forms, and the
/// files that were for the bank.
public struct Housekeeping: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// How long things are kept after their last use.
    public enum Retention {
        /// Longer than a session may be idle, so that nobody is logged out by it.
        public static let sessionMinutes: Int64 = 2 * Logins.Limits.idleMinutes
        /// A form sent again later than this has its effect again, if the rules let it.
        public static let ticketHours: Int64 = 48
        /// As long as one-time codes count towards what may be sent to a person.
        public static let codeHours: Int64 = 25
        /// Longer than anything is counted towards an alert.
        public static let tallyHours: Int64 = 48
    }

    /// - Parameter now: the real clock's.
    public func clear(at now: Instant) async throws {
        let seal = platform.seal
        try await platform.database.write { transaction in
            try SessionStore(transaction).purge(seenBefore: now.adding(minutes: -Retention.sessionMinutes))
            try OwnSessionStore(transaction).purge(seenBefore: now.adding(minutes: -Retention.sessionMinutes))
            try OneTimeCodeStore(transaction, seal).purge(before: now.adding(hours: -Retention.codeHours))
            try CardOrderFileStore(transaction, seal).purge(
                completedBefore: now.adding(hours: -24 * Int64(CardBatch.orderFileDays)))
            try AlertStore(transaction).purge(before: now.adding(hours: -Retention.tallyHours))
            try TicketStore(transaction).purge(before: now.adding(hours: -Retention.ticketHours))
        }
    }
}
