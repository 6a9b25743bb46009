import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct OwnRequestTests {
    @Test(arguments: Engine.available)
    func `A correction waits for the member's union, once, is answered, and the answer is read`(
        engine: Engine
    ) async throws {
        let door = try await OwnDoor.make(engine)
        let requests = OwnRequests(door.world.platform)
        let oneself = try await door.signedIn(1)
        let clerk = door.world.occasion(door.world.clerk)
        #expect(try await requests.own(oneself).mayAsk == [.correction])
        #expect(try await requests.ask(.correction, "手机号已更换", oneself) == .asked)
        #expect(try await requests.ask(.correction, "手机号已更换", oneself) == .waiting)
        #expect(try await requests.own(oneself).mayAsk.isEmpty)
        #expect(
            try await door.world.count("SELECT count(*) FROM todo WHERE closed_at IS NULL AND kind = 'answer-member'")
                == 1)
        let line = try #require(try await requests.list(.open, page: ListPage(), clerk).lines.first)
        #expect(line.text == "手机号已更换")
        #expect(line.memberName == "会员1")
        await #expect(throws: Refusal.reasonMissing) {
            try await requests.answer(.grant, line.request.id, " ", version: 1, clerk)
        }
        await #expect(throws: StaleVersion.self) {
            try await requests.answer(.grant, line.request.id, "已更正", version: 0, clerk)
        }
        _ = try await requests.answer(.grant, line.request.id, "已更正", version: 1, clerk)
        await #expect(throws: Refusal.changedMeanwhile) {
            try await requests.answer(.decline, line.request.id, "不同意", version: 2, clerk)
        }
        let own = try await requests.own(oneself)
        #expect(own.lines.map(\.answer) == ["已更正"])
        #expect(own.lines.map(\.request.status) == [.granted])
        #expect(own.mayAsk == [.correction])
        #expect(
            try await door.world.count("SELECT count(*) FROM todo WHERE closed_at IS NULL AND kind = 'answer-member'")
                == 0)
        #expect(try await requests.list(.answered, page: ListPage(), clerk).total == 1)
    }

    @Test(arguments: Engine.available)
    func `Another union neither sees nor answers, and another member's stays his own`(engine: Engine) async throws {
        let door = try await OwnDoor.make(engine)
        let requests = OwnRequests(door.world.platform)
        _ = try await requests.ask(.correction, "手机号已更换", try await door.signedIn(1))
        let clerk = door.world.occasion(door.world.clerk)
        let id = try #require(try await requests.list(.open, page: ListPage(), clerk).lines.first).request.id
        let stranger = door.world.occasion(door.world.otherClerk)
        #expect(try await requests.list(.open, page: ListPage(), stranger).total == 0)
        await #expect(throws: Refusal.notFound) { try await requests.find(id, stranger) }
        await #expect(throws: Refusal.notFound) {
            try await requests.answer(.grant, id, "已更正", version: 1, stranger)
        }
        let other = try await door.signedIn(2)
        #expect(try await requests.own(other).lines.isEmpty)
        try await requests.withdraw(.correction, other)
        #expect(try await requests.find(id, clerk).request.status == .open)
    }

    @Test func `A card is asked for by those only for whom no union orders it`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply([Roster.ofOther(5)], of: world.otherClerk, as: .outsideEnterprise)
        try await world.apply([Roster.row(1)])
        let door = OwnDoor(world: world)
        let requests = OwnRequests(world.platform)
        let outside = try await door.signedIn(5)
        #expect(try await requests.own(outside).mayAsk == [.correction, .card])
        for short in ["示例路一号", "示例路 1 号 101 室"] {
            #expect(try await requests.ask(.card, short, outside) == .addressTooShort(.moreThanSixChineseCharacters))
        }
        #expect(try await requests.own(outside).lines.isEmpty)
        #expect(try await requests.ask(.card, "示例市示例路一百号", outside) == .asked)
        let employed = try await door.signedIn(1)
        await #expect(throws: Refusal.notFound) { try await requests.ask(.card, "示例市示例路一百号", employed) }
        try await requests.withdraw(.card, outside)
        try await requests.withdraw(.card, outside)
        #expect(try await requests.own(outside).lines.map(\.request.status) == [.withdrawn])
        #expect(
            try await world.count("SELECT count(*) FROM todo WHERE closed_at IS NULL AND kind = 'answer-member'") == 0)
        #expect(try await requests.own(outside).mayAsk == [.correction, .card])
    }
}
