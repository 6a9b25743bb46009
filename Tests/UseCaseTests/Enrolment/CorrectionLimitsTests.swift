import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// What ends corrections besides a decision, and what they do not take in.
@Suite struct CorrectionLimitsTests {
    private func locked(_ engine: Engine) async throws -> DistrictHouse {
        let house = try await DistrictHouse.open(engine)
        try await house.approved()
        _ = try await house.submit()
        return house
    }

    private func inForce(_ engine: Engine) async throws -> DistrictHouse {
        let house = try await locked(engine)
        try await complete(house)
        return house
    }

    private func complete(_ house: DistrictHouse) async throws {
        let id: ID<DistrictSubmission> = try #require(
            try await house.scene.database.read { try $0.value("SELECT id FROM district_submission") })
        try await house.vouchers.upload(house.officer(on: "2024-01-04"), id, [try VoucherTests.picture()])
        _ = try await house.vouchers.decide(
            house.centre(), id, .accept, stamp: try await house.record(id).stamp)
    }

    private func corrections(_ house: DistrictHouse) -> Corrections { Corrections(house.platform) }
    private func clerk(_ house: DistrictHouse, ticket: String? = nil) -> Occasion {
        house.house.clerk(on: "2024-02-01", ticket: ticket)
    }
    private func district(_ house: DistrictHouse) -> Occasion { house.officer(on: "2024-02-02") }
    private func centre(_ house: DistrictHouse) -> Occasion { house.centre(on: "2024-02-03") }

    private func coverage(_ house: DistrictHouse, _ index: Int = 0) async throws -> ID<Coverage> {
        let ids: [ID<Coverage>] = try await house.scene.database.read {
            try $0.query("SELECT id FROM coverage ORDER BY id").map { try $0.get("id") }
        }
        return ids[index]
    }

    private func asked(_ house: DistrictHouse, _ wish: Corrections.Wish = .removal, _ index: Int = 0) async throws
        -> ID<EnrolmentCorrection>
    {
        try await corrections(house).ask(
            wish, about: try await coverage(house, index), note: "录入有误", clerk(house)
        ).id
    }

    private func endorsed(_ house: DistrictHouse, _ wish: Corrections.Wish = .removal, _ index: Int = 0) async throws
        -> ID<EnrolmentCorrection>
    {
        let id = try await asked(house, wish, index)
        _ = try await corrections(house).perform(.endorse, on: id, district(house))
        return id
    }

    private let passport = Corrections.Wish.identity(name: "会员更", type: .passport, number: "E19900001")

    @Test(arguments: Engine.available)
    func `When a batch lapses its open corrections are returned with the reason`(engine: Engine) async throws {
        let house = try await locked(engine)
        let (first, second) = (try await asked(house), try await endorsed(house, passport, 1))
        let own = Deadlines.ownOccasion(today: EnrolmentScene.day("2024-02-03"), now: EnrolmentScene.now)
        #expect(try await house.deadlines.carryOut(own).lapsed == 1)
        for id in [first, second] {
            let line = try await corrections(house).find(id, district(house)).line
            #expect(line.status == .returned)
            #expect(line.reason?.contains("逾期失效") == true)
        }
        #expect(try await house.house.todos(of: house.scene.district) == [.batchLapsed])
        #expect(try await house.house.todos(of: house.scene.city) == [])
        #expect(try await house.house.todos(of: house.scene.committee).contains(.correctionReturned))
        #expect(try await house.violations() == [])
    }

    @Test(arguments: Engine.available)
    func `Many that wait are told as one, with their number`(engine: Engine) async throws {
        let house = try await inForce(engine)
        for index in 0..<3 { _ = try await asked(house, .removal, index) }
        let todos = try await house.scene.database.read { try TodoStore($0).list(for: house.scene.district.id) }
        #expect(todos.map(\.kind) == [.reviewCorrection])
        #expect(todos.map(\.items) == [3])
    }

    @Test(arguments: Engine.available)
    func `Notes and reasons take no document numbers`(engine: Engine) async throws {
        let house = try await inForce(engine)
        let covered = try await coverage(house)
        await #expect(throws: CorrectionProblem.numberInText) {
            try await corrections(house).ask(
                .removal, about: covered, note: "应为 3199 0119 8506 0100 13", clerk(house))
        }
        let id = try await asked(house)
        await #expect(throws: CorrectionProblem.numberInText) {
            try await corrections(house).perform(.return, on: id, reason: "应为319901198506010013", district(house))
        }
        #expect(!EnrolmentCorrection.holdsNumber("2024-02-01 致电 19900000001，应退 1300 元"))
    }

    @Test(arguments: Engine.available)
    func `A number that tells no birthday takes the wrong one's with it`(engine: Engine) async throws {
        let house = try await inForce(engine)
        let id = try await endorsed(house, passport)
        let covered = try await coverage(house)
        try await house.scene.database.write {
            _ = try $0.execute("UPDATE identity_document SET expiry = '2030-01-01'")
        }
        _ = try await corrections(house).perform(.accept, on: id, centre(house))
        let row = try await house.scene.database.read { transaction in
            try transaction.first(
                """
                SELECT p.birth_day, p.statutory_day, d.expiry FROM coverage c JOIN person p ON p.id = c.person_id
                    JOIN identity_document d ON d.person_id = p.id AND d.standing = 'current'
                WHERE c.id = \(covered)
                """)
        }
        let found = try #require(row)
        let (birth, statutory): (String?, String?) = (try found.get("birth_day"), try found.get("statutory_day"))
        let expiry: String? = try found.get("expiry")
        #expect(birth == nil)
        #expect(statutory == nil)
        #expect(expiry == nil)
    }
}
