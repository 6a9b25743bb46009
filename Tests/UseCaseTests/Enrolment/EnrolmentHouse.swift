import DatabaseKit
import Domain
import Store
import TestSupport
import UseCases
import Vault

/// The enrolment scene with the use cases on top of it.
struct EnrolmentHouse {
    let scene: EnrolmentScene
    let platform: UseCases.Platform
    let enrolments: Enrolments
    let confirmations: Confirmations

    static func open(_ engine: Engine) async throws -> EnrolmentHouse {
        let database = try await engine.database(migrations: Schema.migrations)
        let platform = UseCases.Platform(
            database: database, keys: try KeyRing.ephemeral(), passwords: PasswordHasher())
        return EnrolmentHouse(
            scene: try await EnrolmentScene.make(database, seal: platform.seal), platform: platform,
            enrolments: Enrolments(platform), confirmations: Confirmations(platform))
    }

    func clerk(on day: String = "2023-11-20", ticket: String? = nil) -> Occasion {
        EnrolmentScene.occasion(scene.clerk, on: day, ticket: ticket)
    }

    /// Chooses a plan and hands in what is there.
    @discardableResult
    func submit(
        plan: String = "A", on day: String = "2023-11-20", ticket: String? = nil
    ) async throws -> SubmissionReceipt {
        try await enrolments.choosePlan(clerk(on: day), enterprise: nil, plan: plan)
        let overview = try await enrolments.overview(clerk(on: day), enterprise: nil)
        return try await enrolments.submit(
            clerk(on: day, ticket: ticket), enterprise: nil,
            SubmissionRequest(expectedHeads: overview.heads, stamp: overview.stamp))
    }

    /// Rows of a table, to see that a refusal wrote nothing.
    func count(_ table: SQL) async throws -> Int {
        try await scene.database.read { try $0.value("SELECT count(*) AS n FROM \(table)") ?? 0 }
    }

    /// Actions written about the unit's enrolment, the oldest first.
    func actions() async throws -> [String] {
        try await scene.database.read { transaction in
            try transaction.query("SELECT action FROM event WHERE subject = 'enrolment' ORDER BY id").map {
                try $0.get("action")
            }
        }
    }

    func todos(of union: Union) async throws -> [Todo.Kind] {
        try await scene.database.read { try TodoStore($0).list(for: union.id).map(\.kind) }
    }

    /// What `gonghui verify` would find in the enrolments.
    func violations() async throws -> [String] {
        try await scene.database.read { transaction in
            let store = VerificationStore(transaction)
            return try store.versionsWhoseBucketsDiffer() + store.versionsWhoseRatesDiffer()
                + store.personsClaimedTwice() + store.unitsWithTwoPlans() + store.enrolmentsWhoseVersionsDiffer()
                + store.recordsWithoutNotice() + store.enrolmentsWhoseClaimsDiffer()
                + store.enrolmentsWhoseSubmissionsDiffer() + store.conflictsThatAreOver()
        }
    }

    static let insured = BucketFacts(socialInsurance: .insured, card: .issued)
    static let suspect = BucketFacts(
        socialInsurance: .insured, card: .issued, statutoryDay: CalendarDay("2023-10-05"))
    static let open = BucketFacts(socialInsurance: .unverified, card: .issued)
}
