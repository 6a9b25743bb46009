/// A code of six digits that is sent to a member's telephone and proves once that he holds it (security, section 1).
public struct OneTimeCode: Hashable, Sendable {
    public let id: ID<OneTimeCode>
    /// Nil where the number typed is nobody's: such a code is made as well, so that both look the same, and is never
    /// sent and never right.
    public let person: ID<Person>?
    public let expiresAt: Instant
    public let failures: Int
    public let usedAt: Instant?

    public init(id: ID<OneTimeCode>, person: ID<Person>?, expiresAt: Instant, failures: Int, usedAt: Instant?) {
        self.id = id
        self.person = person
        self.expiresAt = expiresAt
        self.failures = failures
        self.usedAt = usedAt
    }

    public enum Limits {
        public static let minutes: Int64 = 5
        public static let tries = 5
        /// Between two messages to one person.
        public static let pauseSeconds: Int64 = 60
        public static let perHour = 5
        public static let perDay = 10
        /// Attempts to hand a message over.
        public static let deliveries = 3
        public static let retrySeconds: Int64 = 10
    }

    /// Whether what is typed now may still be compared with it.
    public func isOpen(at now: Instant) -> Bool {
        usedAt == nil && failures < Limits.tries && now < expiresAt
    }

    /// Whether another message may go to the person.
    ///
    /// - Parameter earlier: when the messages of the last 24 hours were asked for.
    public static func mayBeSent(after earlier: [Instant], at now: Instant) -> Bool {
        let hour = now.adding(hours: -1)
        let day = now.adding(hours: -24)
        let pause = now.adding(seconds: -Limits.pauseSeconds)
        return !earlier.contains { $0 > pause }
            && earlier.filter { $0 > hour }.count < Limits.perHour
            && earlier.filter { $0 > day }.count < Limits.perDay
    }
}
