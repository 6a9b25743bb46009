import DatabaseKit
public import Domain
import Store

/// Removes what has had its time: ended sessions and the forms kept for them, the codes of sign-ins, the tickets of old
/// forms, the files that were for the bank, the conditions of mass exports, sheets of expiry days that nobody has applied,
/// and the licences of enterprises that have been registered.
public struct Housekeeping: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// How long things are kept after their last use.
    public enum Retention {
        /// Longer than a session may be idle, so that nobody is logged out by it.
        public static let sessionMinutes: Int64 = 2 * Logins.Limits.idleMinutes
        /// As long as a page may stay open until its form is sent: a working day.
        public static let endedSessionHours = Logins.Limits.absoluteHours
        /// A member's session, so that a form which was open in one is known.
        public static let ownSessionHours = OwnLogins.Limits.absoluteHours
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
            try SessionStore(transaction).forget(seenBefore: now.adding(hours: -Retention.endedSessionHours))
            try KeptFormStore(transaction, seal).purge(before: now.adding(minutes: -KeptForms.minutes))
            try OwnSessionStore(transaction).purge(seenBefore: now.adding(hours: -Retention.ownSessionHours))
            try OneTimeCodeStore(transaction, seal).purge(before: now.adding(hours: -Retention.codeHours))
            try CardOrderFileStore(transaction, seal).purge(
                answeredBefore: now.adding(hours: -24 * Int64(CardBatch.orderFileDays)))
            try KeyInstanceStore(transaction).purge(seenBefore: now.adding(hours: -Retention.tallyHours))
            try RegistrationStore(transaction, seal).purgeProofs(
                decidedBefore: now.adding(hours: -24 * Int64(EnterpriseRegistration.proofDays)))
            let lapsed = try ExportRequestStore(transaction, seal).lapse(before: now)
            try TodoStore(transaction).close(
                [.consentExport, .readExportAnswer], subjects: lapsed.map(\.rawValue), at: now)
            try RightsStore(transaction, seal).purge(answeredBefore: now.adding(days: -RightsRequest.retentionDays))
            try ExpirySheetStore(transaction, seal).purge(before: now.adding(days: -ExpirySheets.retention))
            try AlertStore(transaction).purge(before: now.adding(hours: -Retention.tallyHours))
            try TicketStore(transaction).purge(before: now.adding(hours: -Retention.ticketHours))
        }
    }
}
