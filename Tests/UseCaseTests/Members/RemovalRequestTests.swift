import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct RemovalRequestTests {
    private func requests(_ world: MemberWorld) -> RemovalRequests { RemovalRequests(world.platform) }

    private func asked(_ world: MemberWorld) async throws -> (ID<Member>, ID<RemovalRequest>) {
        try await world.apply([Roster.row(1)])
        let occasion = world.occasion(world.clerk)
        let list = try await world.members.list(MemberFilter(), page: ListPage(), occasion)
        let member = try #require(list.lines.first).id
        let receipt = try await requests(world).ask(member, .duplicate, note: "录了两次", version: 1, occasion)
        return (member, receipt.id)
    }

    @Test(arguments: Engine.available)
    func `The superior approves, the membership ends with the ground, the history stays`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let (member, id) = try await asked(world)
        let officer = world.occasion(world.officer, ticket: "ticket-of-one-form")
        #expect(try await requests(world).list(.open, page: ListPage(), officer).total == 1)
        #expect(
            try await world.count("SELECT count(*) FROM todo WHERE kind = 'decide-removal' AND closed_at IS NULL") == 1)
        #expect(try await requests(world).find(id, officer).commands == [.accept, .return])
        #expect(try await requests(world).find(id, world.occasion(world.clerk)).commands == [.withdraw])
        await #expect(throws: Refusal.notAllowed(.approveRemovals, .role)) {
            try await requests(world).perform(.accept, on: id, world.occasion(world.clerk))
        }
        await #expect(throws: Refusal.alreadyRequested) {
            try await requests(world).ask(member, .mistaken, note: "误录", version: 1, world.occasion(world.clerk))
        }
        _ = try await requests(world).perform(.accept, on: id, officer)
        _ = try await requests(world).perform(.accept, on: id, officer)
        #expect(try await world.count("SELECT count(*) FROM member WHERE leave_reason = 'duplicate'") == 1)
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'removed'") == 1)
        #expect(try await world.count("SELECT count(*) FROM todo WHERE closed_at IS NULL") == 0)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `Returned with a reason or withdrawn, the member stays`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let (member, id) = try await asked(world)
        let officer = world.occasion(world.officer)
        await #expect(throws: Refusal.reasonMissing) { try await requests(world).perform(.return, on: id, officer) }
        _ = try await requests(world).perform(.return, on: id, reason: "请核对证件", officer)
        let clerk = world.occasion(world.clerk)
        #expect(try await requests(world).find(id, clerk).line.reason == "请核对证件")
        let again = try await requests(world).ask(member, .mistaken, note: "误录", version: 1, clerk)
        _ = try await requests(world).perform(.withdraw, on: again.id, clerk)
        #expect(try await world.count("SELECT count(*) FROM member WHERE left_on IS NULL") == 1)
        #expect(try await requests(world).list(.closed, page: ListPage(), clerk).total == 2)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test func `A request lapses when the member is deleted or moves, and is not there for others`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let (member, id) = try await asked(world)
        await #expect(throws: Refusal.notFound) {
            try await requests(world).find(id, world.occasion(world.otherClerk))
        }
        _ = try await world.members.remove(member, .retired, version: 1, world.occasion(world.clerk))
        #expect(try await requests(world).find(id, world.occasion(world.clerk)).line.request.status == .lapsed)
        #expect(try await Verification(world.platform).violations() == [])
    }
}
