import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// What is asked about members stands in the list, and the list can be narrowed to it.
@Suite struct PendingRequestTests {
    private func list(
        _ world: MemberWorld, _ kind: PendingRequests.Kind? = nil, _ actor: Actor? = nil
    ) async throws -> Members.List {
        var filter = MemberFilter()
        filter.pending = kind
        return try await world.members.list(filter, page: ListPage(), world.occasion(actor ?? world.clerk))
    }

    @Test(arguments: Engine.available)
    func `Open requests stand beside the member, and each kind can be filtered`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...5).map { Roster.row($0) })
        let ids = try await list(world).lines.map(\.id)
        let occasion = world.occasion(world.clerk)
        _ = try await world.transfers.ask(.member(ids[0]), to: world.other.id, motive: "调动", occasion)
        _ = try await RemovalRequests(world.platform).ask(ids[1], .mistaken, note: "误录", version: 1, occasion)
        try await world.platform.database.write { [own = world.own.id, member = ids[2]] transaction in
            let person: ID<Person> = try #require(
                try transaction.value("SELECT person_id FROM member WHERE id = \(member)"))
            let store = OwnRequestStore(transaction, world.platform.seal)
            _ = try store.insert(
                .correction, text: "手机号换了", member: member, person: person, union: own, on: MemberWorld.today,
                at: MemberWorld.now)
        }
        let all = try await list(world)
        #expect(Set(all.pending.keys) == Set(ids.prefix(3)))
        #expect(all.pending[ids[0]]?.transfer != nil)
        #expect(all.pending[ids[1]]?.removal != nil)
        #expect(all.pending[ids[2]]?.correction != nil)
        let found = try await world.members.find(ids[2], occasion)
        #expect(found.pending == all.pending[ids[2]])
        // At the base union and at the city the filter is read in two ways, with one answer.
        for actor in [world.clerk, world.officer, world.centre] {
            #expect(try await list(world, .transfer, actor).lines.map(\.id) == [ids[0]])
            #expect(try await list(world, .removal, actor).lines.map(\.id) == [ids[1]])
            #expect(try await list(world, .correction, actor).lines.map(\.id) == [ids[2]])
        }
        #expect(try await list(world, .transfer, world.otherClerk).lines.isEmpty)
        // What is decided is no longer pending.
        let transfer = try #require(all.pending[ids[0]]?.transfer)
        _ = try await world.transfers.perform(.withdraw, on: transfer, occasion)
        #expect(try await list(world).pending[ids[0]] == nil)
        #expect(try await list(world, .transfer).lines.isEmpty)
    }
}
