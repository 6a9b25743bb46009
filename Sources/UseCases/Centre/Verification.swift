public import DatabaseKit
import Domain
import Store

/// A record that breaks an invariant.
public struct Violation: Hashable, Sendable, Codable {
    /// `I1` … `I12`, as the operations manual lists them.
    public let invariant: String
    /// The record: its table and key.
    public let record: String
    /// Which rule of the invariant it breaks.
    public let rule: String

    public init(invariant: String, record: String, rule: String) {
        self.invariant = invariant
        self.record = record
        self.rule = rule
    }
}

/// Checks that every record keeps the invariants, from base rows alone (`gonghui verify`).
///
/// State changes are not compared with a second copy of the rules: their recorded history is performed again by the
/// workflows themselves, on the recorded days, by the recorded accounts.
public struct Verification: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    public func violations() async throws -> [Violation] {
        let seal = platform.seal
        return try await platform.database.read { try Self.violations($0, seal) }
    }

    /// The same within a transaction under way, which may hold changes that nobody else sees.
    public static func violations(_ transaction: any Transaction, _ seal: FieldSeal) throws -> [Violation] {
        let store = VerificationStore(transaction)
        var found: [Violation] = []
        for check in checks {
            found += try check.records(store).map {
                Violation(invariant: check.invariant, record: $0, rule: check.rule)
            }
        }
        found += try SealedContents.violations(store, seal)
        found += try RecordedAuthority.violations(store)
        found += try store.chainFaults().map(Self.violation)
        return try found + replay(transaction)
    }

    /// The rules that are checked besides the recorded histories.
    public static var rules: [String] {
        checks.map(\.rule) + SealedContents.rules + RecordedAuthority.rules + ChainFault.Kind.allCases.map(rule)
    }

    static func violation(_ fault: ChainFault) -> Violation {
        Violation(invariant: "I12", record: fault.record, rule: rule(fault.kind))
    }

    private static func rule(_ kind: ChainFault.Kind) -> String {
        switch kind {
        case .changed: "no event was changed"
        case .removed: "no event was removed"
        case .inserted: "no event was put in"
        }
    }

    private struct Check: Sendable {
        let invariant: String
        let rule: String
        /// The records that break the rule.
        let records: @Sendable (VerificationStore) throws -> [String]

        init(
            _ invariant: String, _ rule: String,
            _ records: @escaping @Sendable (VerificationStore) throws -> [String]
        ) {
            self.invariant = invariant
            self.rule = rule
            self.records = records
        }
    }

    private static let checks = [
        Check("I1", "buckets equal the people") { try $0.versionsWhoseBucketsDiffer() },
        Check("I2", "shares add up to the premium") { try $0.versionsWhoseRatesDiffer() },
        Check("I2", "splits fit and are as recorded") { try $0.splitsOutOfStep() },
        Check("I2", "lists carry the rates in force") { try $0.listsAtOtherRates() },
        Check("I2", "no credit is used twice") { try $0.creditsUsedTooFar() },
        Check("I2", "credit of a batch equals its parts") { try $0.submissionsWhoseCreditDiffers() },
        Check("I2", "a booked line has one booking of its amount") { try $0.linesWhoseBookingDiffers() },
        Check("I2", "an instant list costs what its term costs") { try $0.instantListsOfAnotherTerm() },
        Check("I2", "batch equals the sum of its units") { try $0.submissionsWhoseSumsDiffer() },
        Check("I2", "a removal is refunded in full") { try $0.removalsWithoutRefund() },
        Check("I3", "one active policy per person and year") { try $0.personsCoveredTwice() },
        Check("I3", "nobody on two current lists") { try $0.personsClaimedTwice() },
        Check("I4", "one plan per unit and year") { try $0.unitsWithTwoPlans() },
        Check("I5", "versions are 1…n, the last is current") { try $0.enrolmentsWhoseVersionsDiffer() },
        Check("I5", "every version and batch has its notice") { try $0.recordsWithoutNotice() },
        Check("I5", "a notice says what its version says") { try $0.noticesThatDiffer() },
        Check("I6", "snapshot unchanged since submission") { try $0.versionsWhoseSnapshotDiffers() },
        Check("I7", "batch handed in within its window") { try $0.submissionsOutsideTheirWindow() },
        Check("I7", "an instant batch is made within its year") { try $0.instantBatchesOutsideTheirYear() },
        Check("I9", "an instant list covers from its own day on") { try $0.instantListsOutOfStep() },
        Check("I8", "nobody decided on his own correction") { try $0.correctionsOfOneHand() },
        Check("I8", "nobody passed a list of his own") { try $0.listsPassedByOneHand() },
        Check("I9", "coverage is voided by a correction alone") { try $0.voidedOutOfStep() },
        Check("I9", "claims equal the current list") { try $0.enrolmentsWhoseClaimsDiffer() },
        Check("I9", "coverage equals the locked list") { try $0.enrolmentsWhoseCoverageDiffers() },
        Check("I9", "lists keep step with their batch") { try $0.enrolmentsOutOfStepWithTheirBatch() },
        Check("I9", "card batch equals its lines") { try $0.cardBatchesWhoseLinesDiffer() },
        Check("I9", "an import is applied by one act") { try $0.importsWhoseActsDiffer() },
        Check("I9", "an open conflict can be decided") { try $0.conflictsThatAreOver() },
        Check("I10", "one version per submission") { try $0.enrolmentsWhoseSubmissionsDiffer() },
        Check("I11", "rows add up") { try $0.importsWhoseRowsDiffer() },
        Check("I11", "a file of payments has entered what it says") { try $0.benefitImportsThatDiffer() },
        Check("I12", "one open membership per person") { try $0.personsWithTwoMemberships() },
        Check("I12", "a union's number of members is kept") { try $0.unionsWhoseTallyDiffers() },
        Check("I12", "a unit's number of people is kept") { try $0.unitsWhoseTallyDiffers() },
        Check("I12", "a union's days are kept") { try $0.unionsWhoseDaysDiffer() },
        Check("I12", "a union's lists are kept by state") { try $0.unionsWhoseListsDiffer() },
        Check("I12", "a union's number of enterprises is kept") { try $0.unionsWhoseEnterprisesDiffer() },
        Check("I12", "a union's numbers of subordinates are kept") { try $0.unionsWhoseSubordinatesDiffer() },
        Check("I12", "a member is found by his workplace") { try $0.membersWithUnknownWorkplace() },
        Check("I12", "a deletion was approved, or has not been") { try $0.removalsOutOfStep() },
        Check("I12", "a transfer has moved its person, or not") { try $0.transfersOutOfStep() },
        Check("I12", "an account is in use as was last recorded") { try $0.accountsOfAnotherStatus() },
        Check("I12", "a second factor is in use as was last recorded") { try $0.secondFactorsOutOfStep() },
        Check("I12", "a password is the one that was last set") { try $0.passwordsOutOfStep() },
        Check("I12", "what waits for somebody is open") { try $0.todosWithoutWork() },
        Check("I12", "what is open waits for somebody") { try $0.workWithoutTodo() },
    ]

    /// I6 and I7: performs every recorded history again; whatever the workflow would have refused is a violation.
    private static func replay(_ transaction: any Transaction) throws -> [Violation] {
        var found: [Violation] = []
        let history = HistoryStore(transaction)
        let years = PlanYearStore(transaction)
        var known: [Int: PlanYear] = [:]
        func planYear(_ year: Int?) throws -> PlanYear? {
            guard let year else { return nil }
            if let found = known[year] { return found }
            known[year] = try years.unextended(year)
            return known[year]
        }
        var granted: [Int: [WindowExtension]] = [:]
        func calendar(of record: HistoryStore.Record) throws -> RecordedCalendar? {
            guard let year = try planYear(record.year), let path = record.path else { return nil }
            let extensions = try granted[year.year] ?? years.extensions(of: year.year)
            granted[year.year] = extensions
            return RecordedCalendar(published: year, extensions: extensions, path: path)
        }
        try history.forEach(of: .enrolment, in: .enrolment) { record, steps in
            guard let calendar = try calendar(of: record) else { return }
            found += EnrolmentReplay(record: "unit_enrolment \(record.id)", calendar: calendar, entry: record.entry)
                .violations(steps, endingAs: record.status)
        }
        try history.forEach(of: .submission, in: .submission) { record, steps in
            guard let calendar = try calendar(of: record) else { return }
            found += BatchReplay(
                record: "district_submission \(record.id)", calendar: calendar,
                instantOn: record.kind == .instant ? record.openedOn : nil, owed: record.due ?? .zero
            )
            .violations(steps, endingAs: record.status)
        }
        try history.forEach(of: .cardBatch, in: .cardBatch) { record, steps in
            found += Replay.violations(
                "card_batch \(record.id)", steps, startingAs: CardBatch.Status.draft, endingAs: record.status
            ) { from, action in CardBatch.Command(rawValue: action).flatMap(from.after) }
        }
        try history.forEach(of: .removal, in: .removal) { record, steps in
            found += Replay.violations(
                "removal_request \(record.id)", steps, startingAs: MembershipRequest.Status.open,
                endingAs: record.status
            ) { from, action in MembershipRequest.Command(rawValue: action).flatMap(from.after) }
        }
        try history.forEach(of: .correction, in: .correction) { record, steps in
            found += Replay.violations(
                "enrolment_correction \(record.id)", steps, startingAs: EnrolmentCorrection.Status.submitted,
                endingAs: record.status
            ) { from, action in EnrolmentCorrection.Command(rawValue: action).flatMap(from.after) }
        }
        try history.forEach(of: .transfer, in: .transfer) { record, steps in
            found += Replay.violations(
                "membership_transfer \(record.id)", steps, startingAs: MembershipRequest.Status.open,
                endingAs: record.status
            ) { from, action in MembershipRequest.Command(rawValue: action).flatMap(from.after) }
        }
        return found
    }
}
