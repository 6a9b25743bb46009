import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

extension CardDesk {
    /// The desk with its member on a list that is approved, in the days of handing in.
    static func approved() async throws -> CardDesk {
        let desk = try await CardDesk.open()
        try await desk.platform.database.write { transaction in
            try transaction.execute(
                "UPDATE plan_window SET starts_on = '2023-11-15' WHERE activity = 'district-submission'")
            try transaction.execute("UPDATE person SET social_insurance = 'insured'")
            try transaction.execute(
                """
                INSERT INTO service_card (id, person_id, number_sealed, number_index, status, issued_on)
                SELECT 900, id, \(try desk.platform.seal.seal("6231000000000101", in: .cardNumber, row: 900)),
                    \([UInt8](repeating: 2, count: 4)), 'issued', '2023-05-01' FROM person
                """)
        }
        let clerk = try await desk.occasion("clerk")
        let enrolments = Enrolments(desk.platform)
        try await enrolments.reviewRoster(clerk, enterprise: nil)
        try await enrolments.choosePlan(clerk, enterprise: nil, plan: "A")
        let overview = try await enrolments.overview(clerk, enterprise: nil)
        let request = SubmissionRequest(expectedHeads: overview.heads, stamp: overview.stamp)
        #expect(try await enrolments.submit(clerk, enterprise: nil, request).heads == 1)
        try await desk.platform.database.write { transaction in
            _ = try transaction.execute("UPDATE unit_enrolment SET status = 'approved'")
        }
        return desk
    }

    /// What this account does, at the desk's moment.
    func occasion(_ account: String) async throws -> Occasion {
        let actor = try await platform.database.read { transaction in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: account).flatMap { try accounts.actor($0) }
        }
        return Occasion(actor: try #require(actor), today: .of(Self.now), now: Self.now, origin: "test")
    }
}
