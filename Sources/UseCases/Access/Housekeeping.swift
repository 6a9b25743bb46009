import DatabaseKit
public import Domain
import Store

/// Removes what has had its time: ended sessions and the forms kept for them, the codes of sign-ins, the tickets of old
/// forms, filters behind a token, the files that were for the bank, the conditions of mass exports, files that were read
/// and never taken, and the licences of enterprises that have been registered.
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
        /// What stands behind a token in an address; a named filter stays.
        public static let filterDays: Int64 = 1
        /// Longer than anything is counted towards an alert.
        public static let tallyHours: Int64 = 48
    }

    /// What one round has removed, by what it was; nothing that is zero.
    public struct Cleared: Hashable, Sendable {
        public internal(set) var counts: [Kept: Int] = [:]

        /// As an event and the server's log keep it: `order-files=2 sheets=1`.
        public var detail: String {
            Kept.allCases.compactMap { kept in counts[kept].map { "\(kept.rawValue)=\($0)" } }.joined(separator: " ")
        }
    }

    /// What is kept for a time of people's data, besides the rolls.
    public enum Kept: String, Hashable, Sendable, CaseIterable {
        /// What the bank made cards from.
        case orderFiles = "order-files"
        /// Of enterprises that registered.
        case licences
        /// What persons asked about their own data, and were answered.
        case answers
        /// 登记名单 that nobody has taken.
        case registers
        /// Of expiry days, unions and enterprises.
        case sheets
        /// Files of payments that nobody has taken.
        case payments
    }

    /// - Parameter now: the real clock's.
    /// - Returns: what went of people's data; an event tells it too, where anything went.
    @discardableResult
    public func clear(at now: Instant) async throws -> Cleared {
        try await clearSessions(at: now)
        return try await clearFiles(at: now)
    }

    private func clearSessions(at now: Instant) async throws {
        let seal = platform.seal
        try await platform.database.write { transaction in
            try SessionStore(transaction).purge(seenBefore: now.adding(minutes: -Retention.sessionMinutes))
            try SessionStore(transaction).forget(seenBefore: now.adding(hours: -Retention.endedSessionHours))
            try KeptFormStore(transaction, seal).purge(before: now.adding(minutes: -KeptForms.minutes))
            try OwnSessionStore(transaction).purge(seenBefore: now.adding(hours: -Retention.ownSessionHours))
            try OneTimeCodeStore(transaction, seal).purge(before: now.adding(hours: -Retention.codeHours))
            try KeyInstanceStore(transaction).purge(seenBefore: now.adding(hours: -Retention.tallyHours))
            let lapsed = try ExportRequestStore(transaction, seal).lapse(before: now)
            try TodoStore(transaction).close(
                [.consentExport, .readExportAnswer], subjects: lapsed.map(\.rawValue), at: now)
            try MassRemovals.lapse(at: now, transaction, from: Self.origin)
            try AlertStore(transaction).purge(before: now.adding(hours: -Retention.tallyHours))
            try TicketStore(transaction).purge(before: now.adding(hours: -Retention.ticketHours))
            try SavedFilterStore(transaction, seal).purge(before: now.adding(days: -Retention.filterDays))
        }
    }

    private func clearFiles(at now: Instant) async throws -> Cleared {
        let seal = platform.seal
        return try await platform.database.write { transaction in
            let sheets = try ExpirySheetStore(transaction, seal).purge(
                before: now.adding(days: -ExpirySheets.retention))
            let lists = try OrganisationSheetStore(transaction, seal).purge(
                stagedBefore: now.adding(days: -OrganisationSheet.daysStaged),
                failedBefore: now.adding(days: -OrganisationSheet.daysFailed))
            let removed: [Kept: Int] = [
                .orderFiles: try CardOrderFileStore(transaction, seal).purge(
                    answeredBefore: now.adding(hours: -24 * Int64(CardBatch.orderFileDays))),
                .licences: try RegistrationStore(transaction, seal).purgeProofs(
                    decidedBefore: now.adding(hours: -24 * Int64(EnterpriseRegistration.proofDays))),
                .answers: try RightsStore(transaction, seal).purge(
                    answeredBefore: now.adding(days: -RightsRequest.retentionDays)),
                .registers: try RegisterListStore(transaction, seal).purge(
                    before: now.adding(days: -RegisterLists.retention)),
                .sheets: sheets + lists,
                .payments: try BenefitImportStore(transaction, seal).purge(
                    before: now.adding(days: -BenefitImports.retention)),
            ]
            let cleared = Cleared(counts: removed.filter { $0.value > 0 })
            if !cleared.counts.isEmpty {
                try EventStore(transaction).recordVisitor(
                    "cleared", on: .retention, 0, at: .root, detail: cleared.detail, from: Self.origin, now)
            }
            return cleared
        }
    }

    private static let origin = "gonghui serve"
}
