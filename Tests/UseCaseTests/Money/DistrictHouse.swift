import DatabaseKit
import Domain
import Store
import TestSupport
import UseCases
import Vault

/// The enrolment scene with a district that reviews and hands in, and a centre that decides.
struct DistrictHouse {
    let house: EnrolmentHouse
    let centre: Actor
    let otherDistrict: Actor
    let levelTwo: Actor

    var scene: EnrolmentScene { house.scene }
    var platform: UseCases.Platform { house.platform }
    var reviews: Reviews { Reviews(platform) }
    var submissions: Submissions { Submissions(platform) }
    var batches: Batches { Batches(platform) }
    var vouchers: Vouchers { Vouchers(platform) }
    var deadlines: Deadlines { Deadlines(platform) }

    static func open(_ engine: Engine) async throws -> DistrictHouse {
        let house = try await EnrolmentHouse.open(engine)
        let scene = house.scene
        return try await scene.database.write { transaction in
            let other = try UnionStore(transaction).insert(
                name: "西岭区总工会", code: "319902000001", kind: .districtFederation, under: scene.city.id)
            return DistrictHouse(
                house: house, centre: try actor("zhongxin", scene.city, [.centre], transaction),
                otherDistrict: try actor("xiling", other, [.districtOfficer, .reviewer], transaction),
                levelTwo: try actor("jiedao", scene.subdistrict, [.reviewer], transaction))
        }
    }

    private static func actor(
        _ name: String, _ union: Union, _ roles: Set<Role>, _ transaction: any Transaction
    ) throws -> Actor {
        let account = try AccountStore(transaction).insert(
            name: name, displayName: "赵审例", union: union.id, roles: roles, passwordHash: "none",
            at: EnrolmentScene.now)
        try transaction.tell(of: account.id, holding: roles, in: union, at: EnrolmentScene.now)
        return Actor(
            account: account.id, name: name, displayName: "赵审例", union: union.id, unionName: union.name,
            kind: union.kind, path: union.path, roles: roles)
    }

    func reviewer(on day: String = "2023-11-21", ticket: String? = nil) -> Occasion {
        EnrolmentScene.occasion(scene.reviewer, on: day, ticket: ticket)
    }

    /// The officer, who has just proved anew who he is.
    func officer(on day: String = "2023-12-27", ticket: String? = nil) -> Occasion {
        EnrolmentScene.occasion(scene.reviewer, on: day, ticket: ticket).confirmed
    }

    /// The centre, who has just proved anew who he is.
    func centre(on day: String = "2024-01-08") -> Occasion { EnrolmentScene.occasion(centre, on: day).confirmed }

    func pending(_ occasion: Occasion? = nil, _ filter: ReviewFilter = ReviewFilter()) async throws -> Reviews.Desk {
        try await reviews.desk(
            occasion ?? reviewer(), filter, size: 20, approved: ListRange(page: 1, size: 20))
    }

    /// One list, handed in and passed.
    func approved(_ people: [BucketFacts] = EnrolmentScene.manualUnit, plan: String = "A") async throws {
        try await scene.add(people, to: scene.unit)
        try await house.submit(plan: plan)
        _ = try await reviews.approve(reviewer(), try await pending().pending.entries.map(\.reviewed))
    }

    static func contact() throws -> SubmissionContact {
        try SubmissionContact(name: "赵审例", phone: "19900000001", email: "a@example.com")
    }

    func submit(ticket: String? = nil) async throws -> Submissions.Receipt {
        let rehearsal = try await submissions.rehearsal(officer())
        return try await submissions.submit(
            officer(ticket: ticket), contact: try Self.contact(), expecting: rehearsal.expected)
    }

    func record(_ id: ID<DistrictSubmission>) async throws -> SubmissionRecord {
        try await batches.sheet(officer(), id).record
    }

    func coverage() async throws -> [String: Int] {
        try await scene.database.read { transaction in
            var counts: [String: Int] = [:]
            for row in try transaction.query("SELECT status, count(*) AS n FROM coverage GROUP BY status") {
                counts[try row.get("status")] = try row.get("n")
            }
            return counts
        }
    }

    func status() async throws -> UnitEnrolment.Status? {
        try await scene.database.read {
            try EnrolmentStore($0).find(unit: scene.unit.id, year: 2024)?.enrolment.status
        }
    }

    func violations() async throws -> [Violation] { try await Verification(platform).violations() }
}
