import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct TransferRequestTests {
    private func members(_ world: MemberWorld, of actor: Actor? = nil) async throws -> [ID<Member>] {
        let list = try await world.members.list(
            MemberFilter(), page: ListPage(size: 100), world.occasion(actor ?? world.clerk))
        return list.lines.map(\.id)
    }

    private func waiting(_ world: MemberWorld) async throws -> [MemberTransfers.Line] {
        try await world.transfers.list(.waiting, page: ListPage(), world.occasion(world.otherClerk)).lines
    }

    @Test(arguments: Engine.available)
    func `A member is offered, the other union takes him, both sides know`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1)])
        let member = try #require(try await members(world).first)
        let occasion = world.occasion(world.clerk)
        let draft = try await world.transfers.draft(.member(member), district: nil, name: "虚构", occasion)
        #expect(draft.people == 1)
        #expect(draft.targets.map(\.name) == ["虚构公司工会委员会"])
        #expect(draft.consequences == TransferConsequences())
        let receipt = try await world.transfers.ask(
            .member(member), to: world.other.id, motive: "调动工作", occasion)
        let run = try await world.transfers.run(receipt.run, page: ListPage(), occasion)
        #expect(run.run.done == 1)
        #expect(run.lines.map(\.problem) == [nil])
        let line = try #require(try await waiting(world).first)
        #expect(line.fromName == "示例联合工会")
        #expect(line.motive == "调动工作")
        #expect(line.unitName == nil)
        #expect(
            try await world.members.find(member, occasion).pending
                == PendingRequests(transfer: line.transfer.id, removal: nil))
        #expect(try await world.transfers.find(line.transfer.id, occasion).commands == [.withdraw])
        let receiving = world.occasion(world.otherClerk)
        #expect(try await world.transfers.find(line.transfer.id, receiving).commands == [.accept, .return])
        _ = try await world.transfers.perform(.accept, on: line.transfer.id, receiving)
        #expect(try await members(world).isEmpty)
        let joined = try #require(try await members(world, of: world.otherClerk).first)
        let history = try await world.members.find(joined, receiving).history
        #expect(history.map(\.event) == [.transferredIn])
        #expect(
            try await world.count("SELECT count(*) FROM event WHERE action IN ('transfer-offered', 'transferred-out')")
                == 2)
        #expect(
            try await world.count(
                "SELECT count(*) FROM member WHERE left_on IS NULL AND category = 'outside-enterprise'") == 1)
        #expect(try await world.count("SELECT count(*) FROM todo WHERE closed_at IS NULL") == 0)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `Who is registered as dead or retired is named first, before anything is asked`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...14).map { Roster.row($0) })
        try await world.platform.database.write { transaction in
            _ = try transaction.execute("UPDATE person SET social_insurance = 'deceased' WHERE name = '会员13'")
            _ = try transaction.execute("UPDATE person SET social_insurance = 'retired' WHERE name = '会员14'")
        }
        let occasion = world.occasion(world.clerk)
        let token = try await world.transfers.keep(try await members(world), occasion)
        let draft = try await world.transfers.draft(.kept(token), district: nil, name: nil, occasion)
        #expect([draft.consequences.deceased, draft.consequences.retired] == [1, 1])
        #expect(draft.faces.count == 10)
        #expect(draft.faces.prefix(3).map(\.name) == ["会员13", "会员14", "会员1"])
        #expect(draft.faces.prefix(3).map(\.consequences.deceased) == [1, 0, 0])
        #expect(draft.faces.prefix(3).map(\.consequences.retired) == [0, 1, 0])
    }

    @Test(arguments: Engine.available)
    func `Everybody of a filter is offered, and who cannot be is named with the reason`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1), Roster.row(2), Roster.row(3)])
        let occasion = world.occasion(world.clerk)
        let third = try await world.third()
        let first = try #require(try await members(world).first)
        _ = try await world.transfers.ask(.member(first), to: third.union, motive: "调动工作", occasion)
        await #expect(throws: Refusal.countChanged(expected: 4, actual: 3)) {
            try await world.transfers.keep(allOf: MemberFilter(), under: nil, expected: 4, occasion)
        }
        let token = try await world.transfers.keep(allOf: MemberFilter(), under: nil, expected: 3, occasion)
        #expect(try await world.transfers.draft(.kept(token), district: nil, name: nil, occasion).people == 3)
        let receipt = try await world.transfers.ask(.kept(token), to: world.other.id, motive: "离职", occasion)
        let run = try await world.transfers.run(receipt.run, page: ListPage(), occasion)
        #expect(run.run.done == 2)
        #expect(run.lines.map(\.problem) == [.alreadyLeaving, nil, nil])
        #expect(try await waiting(world).count == 2)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `The same form sent twice offers once`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1)])
        let member = try #require(try await members(world).first)
        let occasion = world.occasion(world.clerk, ticket: "ticket-of-one-form")
        let receipt = try await world.transfers.ask(.member(member), to: world.other.id, motive: "离职", occasion)
        let again = try await world.transfers.ask(.member(member), to: world.other.id, motive: "离职", occasion)
        #expect(receipt.run == again.run)
        #expect(try await world.count("SELECT count(*) FROM membership_transfer") == 1)
        #expect(try await world.count("SELECT count(*) FROM transfer_run") == 1)
    }

    @Test func `A union with several enterprises says where the person goes`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply([Roster.ofOther(1)], of: world.otherClerk, as: .outsideEnterprise)
        let member = try #require(try await members(world, of: world.otherClerk).first)
        _ = try await world.transfers.ask(
            .member(member), to: world.own.id, motive: "入职", world.occasion(world.otherClerk))
        let receiving = world.occasion(world.clerk)
        let list = try await world.transfers.list(.waiting, page: ListPage(), receiving)
        let id = try #require(list.lines.first).transfer.id
        #expect(try await world.transfers.find(id, receiving).enterprises.count == 2)
        await #expect(throws: Refusal.placementMissing) {
            try await world.transfers.perform(.accept, on: id, receiving)
        }
        await #expect(throws: Refusal.notFound) {
            try await world.transfers.perform(.accept, on: id, place: .enterprise(ID(999_999)), receiving)
        }
        _ = try await world.transfers.perform(
            .accept, on: id, place: .enterprise(world.secondEnterprise.id), receiving)
        let lines = try await world.members.list(MemberFilter(), page: ListPage(), receiving).lines
        #expect(lines.map(\.workplace) == ["示例物流有限公司"])
        #expect(lines.map(\.category) == [.enterprise])
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test func `Returned or withdrawn, everything stays and he may be offered again`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply([Roster.row(1)])
        let member = try #require(try await members(world).first)
        let occasion = world.occasion(world.clerk)
        for command in [MembershipTransfer.Command.return, .withdraw] {
            _ = try await world.transfers.ask(.member(member), to: world.other.id, motive: "离职", occasion)
            let id = try #require(try await waiting(world).first).transfer.id
            let actor = command == .return ? world.otherClerk : world.clerk
            _ = try await world.transfers.perform(command, on: id, reason: "查无此人", world.occasion(actor))
        }
        #expect(try await members(world) == [member])
        #expect(try await waiting(world).isEmpty)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test func `Another union's member is not there, and who may only look may not offer`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply([Roster.row(1)])
        let member = try #require(try await members(world).first)
        for actor in [world.otherClerk, world.officer] {
            await #expect(throws: Refusal.self) {
                try await world.transfers.ask(
                    .member(member), to: world.other.id, motive: "离职", world.occasion(actor))
            }
            await #expect(throws: Refusal.self) { try await world.transfers.keep([member], world.occasion(actor)) }
        }
        await #expect(throws: Refusal.notFound) {
            try await world.transfers.ask(
                .member(member), to: world.district.id, motive: "离职", world.occasion(world.clerk))
        }
        await #expect(throws: Refusal.nothingSelected) {
            try await world.transfers.keep([], world.occasion(world.clerk))
        }
        #expect(try await world.count("SELECT count(*) FROM membership_transfer") == 0)
    }
}
