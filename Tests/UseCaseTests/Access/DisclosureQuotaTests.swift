import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("Whole numbers have a limit a day")
struct DisclosureQuotaTests {
    private func occasion(_ world: MemberWorld, days: Int64 = 0) -> Occasion {
        Occasion(
            actor: world.officer, today: MemberWorld.today, now: MemberWorld.now.adding(days: days), origin: "test"
        ).confirmed
    }

    @Test(
        "an account sees no more whole numbers in a day than the limit, and others hear of it",
        arguments: Engine.available)
    func quota(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1)])
        let member = try await world.platform.database.read { transaction in
            try #require(try transaction.first("SELECT id FROM member")).get(0) as ID<Member>
        }
        for _ in 0..<AlertRule.disclosuresPerDay {
            _ = try await world.members.disclose(member, .contact, occasion(world))
        }
        let refused = Refusal.disclosuresSpent(limit: AlertRule.disclosuresPerDay)
        let now = occasion(world)
        await #expect(throws: refused) { try await world.members.disclose(member, .contact, now) }
        #expect(
            try await world.count("SELECT count(*) FROM event WHERE action = 'disclosed'")
                == AlertRule.disclosuresPerDay)
        #expect(
            try await world.count(
                "SELECT count(*) FROM alert WHERE kind IN ('disclosures-near', 'disclosures-spent')") == 2)
        _ = try await world.members.disclose(member, .contact, occasion(world, days: 1))
    }
}
