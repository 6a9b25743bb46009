import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct MemberTransferTests {
    /// The other union has a member whom the own union's list names.
    private func asked(_ world: MemberWorld) async throws -> ID<MembershipTransfer> {
        try await world.apply([Roster.ofOther(1)], of: world.otherClerk, as: .outsideEnterprise)
        #expect(try await world.apply([Roster.row(1)]).counts[.moved] == 1)
        let list = try await world.transfers.list(.waiting, page: ListPage(), world.occasion(world.otherClerk))
        #expect(list.waiting == 1)
        return try #require(list.lines.first).transfer.id
    }

    @Test(arguments: Engine.available)
    func `Accepted, the person leaves the one union and joins the other in the unit of the list`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let id = try await asked(world)
        let releasing = world.occasion(world.otherClerk)
        let record = try await world.transfers.find(id, releasing)
        #expect(record.commands == [.accept, .return])
        #expect(record.consequences?.issuedCards == 0)
        _ = try await world.transfers.perform(.accept, on: id, releasing)
        #expect(try await world.members.list(MemberFilter(), page: ListPage(), releasing).lines.isEmpty)
        let lines = try await world.members.list(MemberFilter(), page: ListPage(), world.occasion(world.clerk)).lines
        #expect(lines.map(\.source) == [.transfer])
        #expect(lines.map(\.workplace) == ["示例科技有限公司"])
        #expect(try await world.count("SELECT count(*) FROM member WHERE leave_reason = 'transferred'") == 1)
        #expect(try await world.count("SELECT count(*) FROM todo WHERE closed_at IS NULL") == 0)
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'transferred-in'") == 1)
        await #expect(throws: Refusal.changedMeanwhile) {
            try await world.transfers.perform(.return, on: id, reason: "本人仍在", releasing)
        }
    }

    @Test(arguments: Engine.available)
    func `Returned with a reason, everything stays, and it may be asked for again`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let id = try await asked(world)
        let releasing = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.reasonMissing) { try await world.transfers.perform(.return, on: id, releasing) }
        _ = try await world.transfers.perform(.return, on: id, reason: "本人仍在本单位工作", releasing)
        let asking = world.occasion(world.clerk)
        let list = try await world.transfers.list(.requested, page: ListPage(), asking)
        #expect(list.lines.map(\.transfer.status) == [.returned])
        #expect(list.lines.map(\.reason) == ["本人仍在本单位工作"])
        #expect(list.lines.map(\.fromName) == [nil])
        #expect(try await world.count("SELECT count(*) FROM member WHERE left_on IS NULL") == 1)
        #expect(try await world.apply([Roster.row(1)]).counts[.moved] == 1)
    }

    @Test func `Only who has asked withdraws, only the other side decides, nobody else sees it`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let id = try await asked(world)
        let asking = world.occasion(world.clerk)
        #expect(try await world.transfers.find(id, asking).commands == [.withdraw])
        await #expect(throws: Refusal.notFound) { try await world.transfers.perform(.accept, on: id, asking) }
        await #expect(throws: Refusal.notFound) {
            try await world.transfers.perform(.withdraw, on: id, world.occasion(world.otherClerk))
        }
        _ = try await world.transfers.perform(.withdraw, on: id, asking)
        #expect(try await world.count("SELECT count(*) FROM membership_transfer WHERE status = 'withdrawn'") == 1)
        #expect(try await world.count("SELECT count(*) FROM todo WHERE closed_at IS NULL") == 0)
        #expect(try await world.count("SELECT count(*) FROM member WHERE left_on IS NULL") == 1)
    }

    @Test func `The same decision sent twice has one effect`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let id = try await asked(world)
        let occasion = world.occasion(world.otherClerk, ticket: "ticket-of-one-form")
        _ = try await world.transfers.perform(.accept, on: id, occasion)
        _ = try await world.transfers.perform(.accept, on: id, occasion)
        #expect(try await world.count("SELECT count(*) FROM member WHERE left_on IS NULL") == 1)
        #expect(try await world.count("SELECT count(*) FROM member") == 2)
    }

    @Test(arguments: Engine.available)
    func `The superior decides when the union's days are over, and not before`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let id = try await asked(world)
        let early = world.occasion(world.officer)
        #expect(try await world.transfers.list(.waiting, page: ListPage(), early).total == 0)
        #expect(try await world.transfers.list(.below, page: ListPage(), early).total == 1)
        #expect(try await world.transfers.find(id, early).commands.isEmpty)
        let last = try #require(CalendarDay("2023-11-26"))
        await #expect(throws: Refusal.transferAwaitsUnion(through: last)) {
            try await world.transfers.perform(.accept, on: id, early)
        }
        await #expect(throws: Refusal.notAllowed(.decideTransfers, .level)) {
            try await world.transfers.perform(.withdraw, on: id, early)
        }
        let late = Occasion(
            actor: world.officer, today: last.adding(days: 1), now: MemberWorld.now, origin: "test", ticket: nil)
        #expect(try await world.transfers.list(.waiting, page: ListPage(), late).total == 1)
        #expect(try await world.transfers.list(.below, page: ListPage(), late).total == 0)
        _ = try await world.transfers.perform(.accept, on: id, late)
        #expect(try await world.count("SELECT count(*) FROM member WHERE left_on IS NULL") == 1)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test func `The city sets the days, and a holding union has none to itself`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.platform.database.write { transaction in
            try SettingStore(transaction).set(.transferDays, to: "3")
        }
        let id = try await asked(world)
        let superior = try await world.transfers.find(id, world.occasion(world.otherClerk)).line.transfer.superiorFrom
        #expect(superior == CalendarDay("2023-11-23"))
        #expect(
            TransferPeriod.superiorFrom(.unionCommittee, .holding, askedOn: MemberWorld.today, days: 3)
                == MemberWorld.today)
        #expect(
            TransferPeriod.superiorFrom(.branch, .ordinary, askedOn: MemberWorld.today, days: 3) == MemberWorld.today)
    }

    @Test(arguments: Engine.available)
    func `Of two unions that ask for one person the second is told that the membership has changed`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let id = try await asked(world)
        let third = try await world.third()
        try await world.apply(
            [Roster.row(1, union: ("样例公司工会委员会", "319901000003"))], of: third, as: .outsideEnterprise)
        let releasing = world.occasion(world.otherClerk)
        #expect(try await world.transfers.list(.waiting, page: ListPage(), releasing).total == 2)
        _ = try await world.transfers.perform(.accept, on: id, releasing)
        let asked = try await world.transfers.list(.requested, page: ListPage(), world.occasion(third))
        #expect(asked.lines.map(\.transfer.status) == [.lapsed])
        #expect(try await world.count("SELECT count(*) FROM todo WHERE closed_at IS NULL") == 0)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test func `Who is removed is not transferred any more`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let id = try await asked(world)
        let occasion = world.occasion(world.otherClerk)
        let list = try await world.members.list(MemberFilter(), page: ListPage(), occasion)
        _ = try await world.members.remove(try #require(list.lines.first).id, .retired, version: 1, occasion)
        #expect(try await world.transfers.find(id, occasion).line.transfer.status == .lapsed)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test func `A membership that changed since its consequences were shown is not given away`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let id = try await asked(world)
        await #expect(throws: StaleVersion.self) {
            try await world.transfers.perform(.accept, on: id, seen: 7, world.occasion(world.otherClerk))
        }
        #expect(try await world.count("SELECT count(*) FROM member WHERE left_on IS NULL") == 1)
    }

    @Test func `The history names each side's own account alone`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let id = try await asked(world)
        _ = try await world.transfers.perform(.return, on: id, reason: "本人仍在", world.occasion(world.otherClerk))
        let asking = try await world.transfers.find(id, world.occasion(world.clerk)).history
        #expect(asking.map(\.action) == ["return", "request"])
        #expect(asking.map(\.account) == [nil, "clerk"])
        let releasing = try await world.transfers.find(id, world.occasion(world.otherClerk)).history
        #expect(releasing.map(\.account) == ["other", nil])
    }
}
