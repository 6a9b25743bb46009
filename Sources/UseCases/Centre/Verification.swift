public import DatabaseKit
import Domain
import Store

/// A record that breaks an invariant.
public struct Violation: Hashable, Sendable, Codable {
    /// `I1` … `I11`, as the operations manual lists them.
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
        try await platform.database.read { try Self.violations($0) }
    }

    /// The same within a transaction under way, which may hold changes that nobody else sees.
    public static func violations(_ transaction: any Transaction) throws -> [Violation] {
        var found: [Violation] = []
        let store = VerificationStore(transaction)
        func add(_ invariant: String, _ rule: String, _ records: [String]) {
            found += records.map { Violation(invariant: invariant, record: $0, rule: rule) }
        }
        add("I1", "buckets equal the people", try store.versionsWhoseBucketsDiffer())
        add("I2", "shares add up to the premium", try store.versionsWhoseRatesDiffer())
        add("I2", "batch equals the sum of its units", try store.submissionsWhoseSumsDiffer())
        add("I3", "one active policy per person and year", try store.personsCoveredTwice())
        add("I3", "nobody on two current lists", try store.personsClaimedTwice())
        add("I4", "one plan per unit and year", try store.unitsWithTwoPlans())
        add("I5", "versions are 1…n, the last is current", try store.enrolmentsWhoseVersionsDiffer())
        add("I5", "every version and batch has its notice", try store.recordsWithoutNotice())
        add("I5", "a notice says what its version says", try store.noticesThatDiffer())
        add("I6", "snapshot unchanged since submission", try Self.changedSnapshots(transaction))
        found += try Self.replay(transaction)
        add("I7", "batch handed in within its window", try store.submissionsOutsideTheirWindow())
        add("I9", "claims equal the current list", try store.enrolmentsWhoseClaimsDiffer())
        add("I9", "coverage equals the locked list", try store.enrolmentsWhoseCoverageDiffers())
        add("I9", "lists keep step with their batch", try store.enrolmentsOutOfStepWithTheirBatch())
        add("I9", "card batch equals its lines", try store.cardBatchesWhoseLinesDiffer())
        add("I10", "one version per submission", try store.enrolmentsWhoseSubmissionsDiffer())
        add("I11", "rows add up", try store.importsWhoseRowsDiffer())
        return found
    }

    private static func changedSnapshots(_ transaction: any Transaction) throws -> [String] {
        var changed: [String] = []
        try HistoryStore(transaction).forEachVersion { id, stored, actual in
            if stored != actual { changed.append("enrolment_version \(id)") }
        }
        return changed
    }

    /// I6 and I7: performs every recorded history again; whatever the workflow would have refused is a violation.
    private static func replay(_ transaction: any Transaction) throws -> [Violation] {
        var found: [Violation] = []
        let history = HistoryStore(transaction)
        let years = PlanYearStore(transaction)
        var known: [Int: PlanYear] = [:]
        func planYear(_ year: Int?) throws -> PlanYear? {
            guard let year else { return nil }
            if let found = known[year] { return found }
            known[year] = try years.find(year)
            return known[year]
        }
        try history.forEach(of: .enrolment, in: .enrolment) { id, status, year, steps in
            let record = "unit_enrolment \(id)"
            guard let year = try planYear(year) else { return }
            found += EnrolmentReplay(record: record, year: year).violations(steps, endingAs: status)
        }
        try history.forEach(of: .submission, in: .submission) { id, status, year, steps in
            guard let year = try planYear(year) else { return }
            found += BatchReplay(record: "district_submission \(id)", year: year).violations(steps, endingAs: status)
        }
        try history.forEach(of: .cardBatch, in: .cardBatch) { id, status, _, steps in
            found += Replay.violations(
                "card_batch \(id)", steps, startingAs: CardBatch.Status.draft, endingAs: status
            ) { from, action in CardBatch.Command(rawValue: action).flatMap(from.after) }
        }
        return found
    }
}
