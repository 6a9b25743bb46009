import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

@Suite("Who is touched by an incident")
struct AffectedTests {
    private let day = CalendarDay.of(MemberWorld.now)

    private func affected(
        _ world: MemberWorld, account: String? = nil, address: String? = nil, days: Int = 0
    ) async throws -> AuditLog.Affected {
        try await AuditLog(world.platform).affected(
            by: AuditLog.Incident(
                from: day.adding(days: days), through: day.adding(days: days), account: account, address: address),
            at: MemberWorld.now)
    }

    @Test(
        "people whose records an account touched are listed once, with their union and number",
        arguments: Engine.available)
    func people(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        try await world.apply((4...5).map { Roster.ofOther($0) }, of: world.otherClerk, as: .outsideEnterprise)
        let own = try await affected(world, account: "clerk")
        #expect(own.people.map(\.name).sorted() == ["会员1", "会员2", "会员3"])
        #expect(own.people.allSatisfy { $0.union == "示例联合工会" && $0.memberNumber != nil && $0.acts >= 1 })
        #expect(try await affected(world, account: "other").people.map(\.name).sorted() == ["会员4", "会员5"])
        #expect(try await affected(world).people.count == 5)
        #expect(try await affected(world, address: "test").people.count == 5)
        #expect(try await affected(world, address: "192.0.2.1").people == [])
        #expect(try await affected(world, days: -1).people == [])
        await #expect(throws: Refusal.notFound) { try await affected(world, account: "nobody") }
    }

    @Test("a list that was taken out is told beside, and that this was asked is an event", arguments: Engine.available)
    func lists(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        let before = try await affected(world)
        #expect(before.lists == [])
        let asked = try await affected(world).lists
        #expect(asked.map(\.subject) == ["audit-log", "audit-log"].prefix(asked.count).map(\.self))
        #expect(asked.count == 1)
        #expect(asked.first?.detail?.hasPrefix("people=3 ") == true)
    }
}
