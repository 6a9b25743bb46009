import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// What a member asks about his own data, from his own pages.
@Suite struct OwnRightsTests {
    @Test("a member asks, one of a kind at a time, his union answers, he reads it", arguments: Engine.available)
    func journey(engine: Engine) async throws {
        let door = try await OwnDoor.make(engine)
        let rights = OwnRights(door.world.platform)
        let oneself = try await door.signedIn(1)
        await #expect(throws: Refusal.reasonMissing) { _ = try await rights.ask(.copy, " ", oneself) }
        let asked = try await rights.ask(.copy, "要一份副本", oneself)
        guard case .asked(let number, let due) = asked else {
            Issue.record("not asked: \(asked)")
            return
        }
        #expect(try await rights.ask(.copy, "要一份副本", oneself) == .waiting)
        #expect(try await rights.overview(oneself).mayAsk == Set(RightsRequest.Kind.allCases).subtracting([.copy]))

        let desk = RightsDesk(door.world.platform)
        let clerk = door.world.occasion(door.world.clerk)
        let line = try #require(try await desk.list(.open, page: ListPage(), clerk).lines.first)
        #expect(line.request.number == number)
        #expect(line.request.due == due)
        #expect(line.memberName == "会员1")
        #expect(
            try await door.world.count("SELECT count(*) FROM todo WHERE kind = 'answer-rights' AND closed_at IS NULL")
                == 1)
        #expect(
            try await door.world.count(
                """
                SELECT count(*) FROM event WHERE subject = 'rights-request' AND action = 'rights-recorded'
                    AND account_id IS NULL
                """) == 1)
        _ = try await desk.answer(.fulfil, line.request.id, "副本已备好，请带证件来取", clerk)
        let read = try await rights.overview(oneself)
        #expect(read.lines.map(\.answer) == ["副本已备好，请带证件来取"])
        #expect(read.mayAsk == Set(RightsRequest.Kind.allCases))
    }

    @Test(
        "who takes his consent back is signed out and asked anew, and what he agreed to stays",
        arguments: Engine.available)
    func withdrawal(engine: Engine) async throws {
        let door = try await OwnDoor.make(engine)
        let (oneself, other) = (try await door.signedIn(1), try await door.signedIn(2))
        _ = try await OwnRights(door.world.platform).ask(.withdrawal, "不再使用", oneself)
        let desk = RightsDesk(door.world.platform)
        let clerk = door.world.occasion(door.world.clerk)
        let line = try #require(try await desk.list(.open, page: ListPage(), clerk).lines.first)
        _ = try await desk.answer(.fulfil, line.request.id, "已撤回", clerk)
        let records = OwnRecords(door.world.platform)
        #expect(try await records.consentedAt(oneself) == nil)
        #expect(try await records.consentedAt(other) == other.now)
        #expect(
            try await door.world.count("SELECT count(*) FROM own_session WHERE person_id = \(oneself.oneself.person)")
                == 0)
        #expect(try await door.world.count("SELECT count(*) FROM privacy_consent WHERE withdrawn_at IS NOT NULL") == 1)

        let later = oneself.now.adding(hours: 1)
        _ = try await door.signedIn(1, at: later)
        #expect(try await records.consentedAt(oneself) == later)
        #expect(try await door.world.count("SELECT count(*) FROM privacy_consent") == 2)
    }

    @Test("another member sees nothing of it, another union neither", arguments: Engine.available)
    func others(engine: Engine) async throws {
        let door = try await OwnDoor.make(engine)
        let rights = OwnRights(door.world.platform)
        _ = try await rights.ask(.access, "登记了什么", try await door.signedIn(1))
        let other = try await rights.overview(try await door.signedIn(2))
        #expect(other.lines.isEmpty)
        #expect(other.mayAsk == Set(RightsRequest.Kind.allCases))
        let stranger = door.world.occasion(door.world.otherClerk)
        #expect(try await RightsDesk(door.world.platform).list(.open, page: ListPage(), stranger).total == 0)
    }

    @Test("what was taken in at the desk is read by the member, too")
    func desk() async throws {
        let door = try await OwnDoor.make(.sqlite)
        let desk = RightsDesk(door.world.platform)
        let clerk = door.world.occasion(door.world.clerk)
        let member = try #require(try await desk.seek(Roster.number(1), clerk))
        _ = try await desk.record(.restriction, of: member, "不再使用手机号", receivedOn: clerk.today, clerk)
        let overview = try await OwnRights(door.world.platform).overview(try await door.signedIn(1))
        #expect(overview.lines.map(\.request.kind) == [.restriction])
        #expect(overview.mayAsk.contains(.restriction) == false)
    }
}
