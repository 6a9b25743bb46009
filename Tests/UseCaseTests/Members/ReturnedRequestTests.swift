import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Wording

/// Who has asked for something is told when it is returned, and todos that come in hundreds are told as one.
@Suite struct ReturnedRequestTests {
    private func todos(_ world: MemberWorld, _ actor: Actor) async throws -> [Todo] {
        try await Homes(world.platform).todos(world.occasion(actor)).todos
    }

    private func count(_ world: MemberWorld, _ actor: Actor) async throws -> Int {
        try await world.platform.database.read { try TodoStore($0).count(for: actor.union) }
    }

    /// The own union asks by an import for members of the other.
    private func asked(_ world: MemberWorld, _ serials: [Int]) async throws -> [ID<MembershipTransfer>] {
        try await world.apply(serials.map { Roster.ofOther($0) }, of: world.otherClerk, as: .outsideEnterprise)
        try await world.apply(serials.map { Roster.row($0) })
        return try await world.transfers.list(.waiting, page: ListPage(), world.occasion(world.otherClerk)).lines
            .map(\.transfer.id)
    }

    @Test(arguments: Engine.available)
    func `Transfers that wait are one todo, and their number is its amount`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let ids = try await asked(world, [1, 2, 3])
        let waiting = try await todos(world, world.otherClerk)
        #expect(waiting.map(\.kind) == [.decideTransfer])
        #expect(waiting.map(\.amount) == [3])
        #expect(waiting.first?.wording == "会籍转移待审核（3 人）")
        #expect(try await count(world, world.otherClerk) == 1)
        _ = try await world.transfers.perform(
            .return, on: ids[0], reason: "查无此人", world.occasion(world.otherClerk))
        #expect(try await todos(world, world.otherClerk).map(\.amount) == [2])
    }

    @Test(arguments: Engine.available)
    func `A union that asked by an import is told why it was refused, until it has read it`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let ids = try await asked(world, [1])
        _ = try await world.transfers.perform(
            .return, on: ids[0], reason: "仍在原单位工作", world.occasion(world.otherClerk))
        let told = try await todos(world, world.clerk)
        #expect(told.map(\.kind) == [.transferReturned])
        #expect(told.first?.wording.contains("会员1") == true)
        #expect(told.first?.wording.contains("仍在原单位工作") == true)
        // Its own member's history has the entry.
        let member = try #require(
            try await world.members.list(MemberFilter(), page: ListPage(), world.occasion(world.otherClerk)).lines.first
        )
        let history = try await world.members.find(member.id, world.occasion(world.otherClerk)).history
        #expect(history.first?.event == .transferReturned)
        // The side that decided has nothing to read; reading by it closes nothing.
        _ = try await world.transfers.find(ids[0], world.occasion(world.otherClerk))
        #expect(try await todos(world, world.clerk).count == 1)
        _ = try await world.transfers.find(ids[0], world.occasion(world.clerk))
        #expect(try await todos(world, world.clerk).isEmpty)
    }

    @Test func `Several that were returned are one todo, closed by their list or by asking again`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let ids = try await asked(world, [1, 2])
        _ = try await world.transfers.decide(
            .return, .ticked(ids), reason: "查无此人", world.occasion(world.otherClerk))
        let told = try await todos(world, world.clerk)
        #expect(told.map(\.items) == [2])
        #expect(told.first?.wording == "会籍转移申请被退回（2 人），请查看原因")
        // Asked again for one, the other is left to read.
        try await world.apply([Roster.row(1)])
        #expect(try await todos(world, world.clerk).map(\.items) == [1])
        _ = try await world.transfers.list(.requested, page: ListPage(), world.occasion(world.clerk))
        #expect(try await todos(world, world.clerk).isEmpty)
    }

    @Test func `A member who was offered and not taken is told to the union that offered him`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply([Roster.row(1)])
        let member = try #require(
            try await world.members.list(MemberFilter(), page: ListPage(), world.occasion(world.clerk)).lines.first)
        _ = try await world.transfers.ask(
            .member(member.id), to: world.other.id, motive: "调动", world.occasion(world.clerk))
        let id = try #require(
            try await world.transfers.list(.waiting, page: ListPage(), world.occasion(world.otherClerk)).lines.first
        )
        .transfer.id
        _ = try await world.transfers.perform(
            .return, on: id, reason: "不是本单位职工", world.occasion(world.otherClerk))
        #expect(try await todos(world, world.clerk).map(\.subject) == [id.rawValue])
        // Asked again, the answer before is no longer to be read.
        _ = try await world.transfers.ask(
            .member(member.id), to: world.other.id, motive: "调动", world.occasion(world.clerk))
        #expect(try await todos(world, world.clerk).isEmpty)
    }

    @Test(arguments: Engine.available)
    func `A deletion that the superior returns is told with its reason`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1)])
        let requests = RemovalRequests(world.platform)
        let clerk = world.occasion(world.clerk)
        let member = try #require(try await world.members.list(MemberFilter(), page: ListPage(), clerk).lines.first).id
        let id = try await requests.ask(member, .mistaken, note: "误录", version: 1, clerk).id
        _ = try await requests.perform(.return, on: id, reason: "请补充说明", world.occasion(world.officer))
        let told = try await todos(world, world.clerk)
        #expect(told.map(\.kind) == [.removalReturned])
        #expect(told.first?.wording.contains("请补充说明") == true)
        #expect(try await world.members.find(member, clerk).history.first?.event == .removalReturned)
        _ = try await requests.find(id, world.occasion(world.officer))
        #expect(try await todos(world, world.clerk).count == 1)
        _ = try await requests.find(id, clerk)
        #expect(try await todos(world, world.clerk).isEmpty)
        // Deleted otherwise, nothing is left to read.
        let again = try await requests.ask(member, .mistaken, note: "误录", version: 1, clerk).id
        _ = try await requests.perform(.return, on: again, reason: "请补充说明", world.occasion(world.officer))
        _ = try await world.members.remove(member, .retired, version: 1, clerk)
        #expect(try await todos(world, world.clerk).isEmpty)
    }
}
