import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct MemberRemovalTests {
    private func first(_ world: MemberWorld) async throws -> ID<Member> {
        let list = try await world.members.list(MemberFilter(), page: ListPage(), world.occasion(world.clerk))
        return try #require(list.lines.first).id
    }

    @Test(arguments: Engine.available)
    func `A member goes for a reason that is kept, and the row stays`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1), Roster.row(2)])
        let occasion = world.occasion(world.clerk)
        let id = try await first(world)
        let removal = try await world.members.removal(of: id, occasion)
        #expect(removal.consequences.issuedCards == 0)
        #expect(removal.consequences.listedYear == nil)
        _ = try await world.members.remove(id, .retired, version: removal.consequences.version, occasion)
        #expect(
            try await world.count(
                "SELECT count(*) FROM member WHERE leave_reason = 'retired' AND left_on = '2023-11-20'") == 1)
        #expect(
            try await world.count(
                "SELECT count(*) FROM event WHERE action = 'removed' AND subject_id = \(id) AND detail = 'retired'")
                == 1)
        #expect(try await world.members.list(MemberFilter(), page: ListPage(), occasion).lines.count == 1)
        await #expect(throws: Refusal.notFound) { try await world.members.removal(of: id, occasion) }
        await #expect(throws: Refusal.notFound) { try await world.members.remove(id, .retired, version: 2, occasion) }
    }

    @Test(arguments: Engine.available)
    func `The same form sent twice removes once, an old page removes nobody`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1)])
        let id = try await first(world)
        await #expect(throws: StaleVersion.self) {
            try await world.members.remove(id, .deceased, version: 7, world.occasion(world.clerk))
        }
        let occasion = world.occasion(world.clerk, ticket: "ticket-of-one-form")
        let receipt = try await world.members.remove(id, .deceased, version: 1, occasion)
        let again = try await world.members.remove(id, .deceased, version: 1, occasion)
        #expect(receipt.member == again.member)
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'removed'") == 1)
    }

    @Test func `Another union's member is not there, and who may only look may not remove`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply([Roster.row(1)])
        let id = try await first(world)
        await #expect(throws: Refusal.notFound) {
            try await world.members.remove(id, .retired, version: 1, world.occasion(world.otherClerk))
        }
        await #expect(throws: Refusal.notAllowed(.removeMembers, .role)) {
            try await world.members.remove(id, .retired, version: 1, world.occasion(world.officer))
        }
        #expect(try await world.count("SELECT count(*) FROM member WHERE left_on IS NULL") == 1)
    }

    @Test func `Who was removed may be imported again`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply([Roster.row(1)])
        let id = try await first(world)
        _ = try await world.members.remove(id, .convicted, version: 1, world.occasion(world.clerk))
        #expect(try await world.apply([Roster.row(1)]).counts[.new] == 1)
        #expect(try await world.count("SELECT count(*) FROM person") == 1)
    }
}
