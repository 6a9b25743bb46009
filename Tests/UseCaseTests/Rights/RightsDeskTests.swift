import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// 个人信息请求: taken in, due in fifteen working days, answered, with a copy for whoever asks.
@Suite struct RightsDeskTests {
    private func world(_ engine: Engine) async throws -> (MemberWorld, RightsDesk, ID<Member>) {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...2).map { Roster.row($0) })
        let desk = RightsDesk(world.platform)
        let found = try await desk.seek(Roster.number(1), world.occasion(world.clerk))
        return (world, desk, try #require(found))
    }

    @Test(arguments: Engine.available)
    func `A request is due in fifteen working days, and is answered once`(engine: Engine) async throws {
        let (world, desk, member) = try await world(engine)
        let clerk = world.occasion(world.clerk)
        #expect(try await desk.seek("查无此号", clerk) == nil)
        await #expect(throws: Refusal.reasonMissing) {
            _ = try await desk.record(.access, of: member, " ", receivedOn: clerk.today, clerk)
        }
        await #expect(throws: Refusal.dayMissing) {
            _ = try await desk.record(.access, of: member, "想查询", receivedOn: clerk.today.adding(days: 1), clerk)
        }
        let receipt = try await desk.record(.access, of: member, "想查询", receivedOn: clerk.today, clerk)
        let calendar = try await world.platform.database.read { try PlanYearStore($0).workingDays() }
        #expect(calendar.workingDays(after: clerk.today, through: receipt.due) == RightsRequest.workingDays)
        #expect(calendar.isWorkingDay(receipt.due))
        let todos = try await world.platform.database.read { try TodoStore($0).list(for: world.clerk.union) }
        #expect(todos.filter { $0.kind == .answerRights }.map(\.due) == [receipt.due])
        let line = try await desk.find(receipt.id, clerk).line
        #expect(line.text == "想查询")
        #expect(!line.request.isOverdue(on: receipt.due))
        #expect(line.request.isOverdue(on: receipt.due.adding(days: 1)))

        await #expect(throws: Refusal.reasonMissing) { _ = try await desk.answer(.fulfil, receipt.id, "", clerk) }
        _ = try await desk.answer(.fulfil, receipt.id, "已当面告知", clerk)
        await #expect(throws: Refusal.changedMeanwhile) {
            _ = try await desk.answer(.refuse, receipt.id, "不办", clerk)
        }
        let answered = try await desk.find(receipt.id, clerk)
        #expect(answered.line.answer == "已当面告知")
        #expect(answered.history.map(\.action) == ["fulfil", "rights-recorded"])
        #expect(try await desk.list(.open, page: ListPage(), clerk).total == 0)
        #expect(try await desk.list(.closed, page: ListPage(), clerk).lines.map(\.request.id) == [receipt.id])
        let left = try await world.platform.database.read { try TodoStore($0).list(for: world.clerk.union) }
        #expect(!left.contains { $0.kind == .answerRights })
    }

    @Test(arguments: Engine.available)
    func `A copy is whole, asks who one is, and is written down`(engine: Engine) async throws {
        let (world, desk, member) = try await world(engine)
        let clerk = world.occasion(world.clerk)
        let id = try await desk.record(.copy, of: member, "要一份副本", receivedOn: clerk.today, clerk).id
        await #expect(throws: Refusal.notConfirmed) { _ = try await desk.copy(id, clerk) }
        let copy = try await desk.copy(id, clerk.confirmed)
        #expect(copy.bytes.starts(with: Array("PK".utf8)))
        #expect(try await desk.find(id, clerk).history.map(\.action) == ["rights-copied", "rights-recorded"])
        #expect(
            try await world.count(
                "SELECT count(*) FROM event WHERE action = 'disclosed' AND subject_id = \(member)") == 1)
        _ = try await desk.answer(.refuse, id, "身份不符", clerk)
        await #expect(throws: Refusal.changedMeanwhile) { _ = try await desk.copy(id, clerk.confirmed) }
    }

    @Test(arguments: Engine.available)
    func `Strangers do not find the person nor the request, the district and the centre do`(
        engine: Engine
    ) async throws {
        let (world, desk, member) = try await world(engine)
        let clerk = world.occasion(world.clerk)
        let id = try await desk.record(.correction, of: member, "名字有误", receivedOn: clerk.today, clerk).id
        let stranger = world.occasion(world.otherClerk)
        #expect(try await desk.seek(Roster.number(1), stranger) == nil)
        await #expect(throws: Refusal.notFound) { _ = try await desk.subject(member, stranger) }
        await #expect(throws: Refusal.notFound) { _ = try await desk.find(id, stranger) }
        await #expect(throws: Refusal.notFound) { _ = try await desk.copy(id, stranger.confirmed) }
        #expect(try await desk.list(.open, page: ListPage(), stranger).total == 0)
        for superior in [world.officer, world.centre] {
            #expect(try await desk.seek(Roster.number(1), world.occasion(superior)) == member)
            #expect(try await desk.list(.open, page: ListPage(), world.occasion(superior)).total == 1)
        }
    }

    @Test(arguments: Engine.available)
    func `The texts of what was answered go after their time`(engine: Engine) async throws {
        let (world, desk, member) = try await world(engine)
        let clerk = world.occasion(world.clerk)
        let open = try await desk.record(.access, of: member, "想查询", receivedOn: clerk.today, clerk).id
        let closed = try await desk.record(.copy, of: member, "要一份副本", receivedOn: clerk.today, clerk).id
        _ = try await desk.answer(.fulfil, closed, "已交本人", clerk)
        try await Housekeeping(world.platform).clear(at: clerk.moment.adding(days: RightsRequest.retentionDays + 1))
        #expect(try await desk.find(open, clerk).line.text == "想查询")
        let line = try await desk.find(closed, clerk).line
        #expect(line.text == nil)
        #expect(line.answer == nil)
        #expect(line.request.status == .fulfilled)
    }
}
