import DatabaseKit
import Demo
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

    @Test(arguments: Engine.available)
    func `Who moves takes his open request to his new union`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.ofOther(1)], of: world.otherClerk, as: .outsideEnterprise)
        let requests = OwnRequests(world.platform)
        _ = try await requests.ask(.correction, "手机号已更换", try await OwnDoor(world: world).signedIn(1))
        #expect(try await world.apply([Roster.row(1)]).counts[.moved] == 1)
        let (old, new) = (world.occasion(world.otherClerk), world.occasion(world.clerk))
        let offered = try #require(try await world.transfers.list(.waiting, page: ListPage(), old).lines.first)
        _ = try await world.transfers.perform(.accept, on: offered.transfer.id, old)

        #expect(try await requests.list(.open, page: ListPage(), old).total == 0)
        let line = try #require(try await requests.list(.open, page: ListPage(), new).lines.first)
        #expect(line.text == "手机号已更换")
        let todos: SQL = "todo WHERE closed_at IS NULL AND kind = 'answer-member'"
        #expect(try await world.count("SELECT count(*) FROM \(todos)") == 1)
        _ = try await requests.answer(.grant, line.request.id, "已更正", version: 2, new)
        #expect(try await world.count("SELECT count(*) FROM \(todos)") == 0)
    }

    @Test(arguments: Engine.available)
    func `Who moves takes his open request for a card along, and his new union orders it`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let third = try await world.third()
        if let year = World.planYear(2024) {
            try await world.platform.database.write {
                try PlanYearStore($0).insert(year, plans: World.plans(2024))
            }
        }
        try await world.apply([Roster.ofOther(5)], of: world.otherClerk, as: .outsideEnterprise)
        let door = OwnDoor(world: world)
        let requests = OwnRequests(world.platform)
        let oneself = try await door.signedIn(5)
        #expect(try await requests.ask(.card, "示例市示例路一百号", oneself) == .asked)
        let moving = Roster.row(5, union: ("样例公司工会委员会", "319901000003"), [.documentExpiry: "长期"])
        #expect(try await world.apply([moving], of: third, as: .outsideEnterprise).counts[.moved] == 1)
        let (old, new) = (world.occasion(world.otherClerk), world.occasion(third))
        let offered = try #require(try await world.transfers.list(.waiting, page: ListPage(), old).lines.first)
        _ = try await world.transfers.perform(.accept, on: offered.transfer.id, old)

        #expect(try await requests.list(.open, page: ListPage(), old).total == 0)
        let line = try #require(try await requests.list(.open, page: ListPage(), new).lines.first)
        #expect(line.text == "示例市示例路一百号")
        // He need not ask twice, and cannot.
        #expect(try await requests.ask(.card, "示例市示例路一百号", oneself) == .waiting)
        _ = try await requests.answer(.grant, line.request.id, "下一批办理", .taken, version: 2, new)
        #expect(try await state(door, oneself) == "granted")
        let candidates = CardCandidates(world.platform)
        let wanted = try await candidates.list(.requested, enterprise: nil, new)
        #expect(wanted.entries.map(\.name) == ["会员5"])
        #expect(wanted.entries.first?.obstacles.contains(.addressTooShort) == false)
        let left = try await candidates.list(.requested, enterprise: nil, old)
        #expect(left.entries.isEmpty)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `A card is asked for by those only for whom no union orders it`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
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

    /// Somebody outside the enterprises, whose request for a card waits, with the clerk who answers it.
    private func asked(_ engine: Engine) async throws -> (door: OwnDoor, oneself: OwnOccasion, id: ID<OwnRequest>) {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.ofOther(5)], of: world.otherClerk, as: .outsideEnterprise)
        let door = OwnDoor(world: world)
        let oneself = try await door.signedIn(5)
        let requests = OwnRequests(world.platform)
        #expect(try await requests.ask(.card, "示例市示例路一百号", oneself) == .asked)
        let line = try #require(
            try await requests.list(.open, page: ListPage(), world.occasion(world.otherClerk)).lines.first)
        return (door, oneself, line.request.id)
    }

    private func address(_ world: MemberWorld) async throws -> String? {
        try await world.platform.database.read { transaction in
            let id: ID<Member> = try #require(try transaction.value("SELECT id FROM member"))
            return try MemberListStore(transaction, world.platform.seal).find(id)?.address
        }
    }

    private func state(_ door: OwnDoor, _ oneself: OwnOccasion) async throws -> String {
        switch try await OwnRecords(door.world.platform).overview(oneself).card {
        case .appliedForByHimself: "himself"
        case .requested: "requested"
        case .granted: "granted"
        case .issued, .beingReplaced, .ordered, .orderedByUnion, .reorderedByUnion, .former: "other"
        }
    }

    @Test(arguments: Engine.available)
    func `Who moves learns that the card that was granted will not come, and asks his new union`(
        engine: Engine
    ) async throws {
        let (door, oneself, id) = try await asked(engine)
        let world = door.world
        let third = try await world.third()
        let requests = OwnRequests(world.platform)
        let (old, new) = (world.occasion(world.otherClerk), world.occasion(third))
        _ = try await requests.answer(.grant, id, "下一批办理", version: 1, old)
        #expect(try await requests.own(oneself).lines.map(\.hasLapsed) == [false])
        let moving = Roster.row(5, union: ("样例公司工会委员会", "319901000003"), [.documentExpiry: "长期"])
        #expect(try await world.apply([moving], of: third, as: .outsideEnterprise).counts[.moved] == 1)
        let offered = try #require(try await world.transfers.list(.waiting, page: ListPage(), old).lines.first)
        _ = try await world.transfers.perform(.accept, on: offered.transfer.id, old)

        #expect(try await requests.find(id, old).hasLapsed)
        #expect(try await requests.own(oneself).lines.map(\.hasLapsed) == [true])
        #expect(try await state(door, oneself) == "himself")
        #expect(try await requests.own(oneself).mayAsk == [.correction, .card])
        #expect(try await requests.ask(.card, "示例市示例路一百号", oneself) == .asked)
        #expect(try await requests.own(oneself).lines.map(\.hasLapsed) == [false, true])
        #expect(try await requests.list(.open, page: ListPage(), new).total == 1)
    }

    @Test(arguments: Engine.available)
    func `A granted card takes the address of the request to the member, as an edit does`(engine: Engine) async throws {
        let (door, oneself, id) = try await asked(engine)
        let world = door.world
        let requests = OwnRequests(world.platform)
        let clerk = world.occasion(world.otherClerk)
        #expect(try await state(door, oneself) == "requested")
        let check = try #require(try await requests.cardCheck(id, clerk))
        #expect(check.category == .outsideEnterprise)
        #expect(check.keptAddress == nil)
        #expect(check.obstacles.contains(.addressTooShort))
        #expect(!check.obstacles.contains(.notEnterpriseMember))
        await #expect(throws: Refusal.notFound) {
            try await requests.cardCheck(id, world.occasion(world.clerk))
        }
        _ = try await requests.answer(.grant, id, "下一批办理", .taken, version: 1, clerk)
        #expect(try await address(world) == "示例市示例路一百号")
        #expect(try await requests.cardCheck(id, clerk)?.obstacles.contains(.addressTooShort) == false)
        #expect(try await state(door, oneself) == "granted")
        #expect(try await requests.own(oneself).mayAsk == [.correction])
        let member: ID<Member> = try await world.platform.database.read {
            try #require(try $0.value("SELECT id FROM member"))
        }
        let history = try await world.members.find(member, clerk).history
        let edit = try #require(history.first { $0.event == .edited })
        #expect(edit.changes.map(\.field) == [.address])
        #expect(edit.changes.first?.after?.contains("一百号") == false)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `The clerk may leave the member's address as it is, and a card that is declined never touches it`(
        engine: Engine
    ) async throws {
        for command in [OwnRequest.Command.grant, .decline] {
            let (door, oneself, id) = try await asked(engine)
            let requests = OwnRequests(door.world.platform)
            let clerk = door.world.occasion(door.world.otherClerk)
            _ = try await requests.answer(
                command, id, "答复", command == .grant ? .left : .taken, version: 1, clerk)
            #expect(try await address(door.world) == nil)
            #expect(try await state(door, oneself) == (command == .grant ? "granted" : "himself"))
        }
    }

    @Test(arguments: Engine.available)
    func `A card is not asked for with a document that has ended`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.ofOther(5)], of: world.otherClerk, as: .outsideEnterprise)
        let oneself = try await OwnDoor(world: world).signedIn(5)
        let requests = OwnRequests(world.platform)
        #expect(try await requests.documentEnded(oneself) == nil)
        try await world.platform.database.write {
            _ = try $0.execute("UPDATE identity_document SET expiry = '2023-11-19'")
        }
        let ended = try #require(CalendarDay("2023-11-19"))
        #expect(try await requests.documentEnded(oneself) == ended)
        #expect(try await requests.ask(.card, "示例市示例路一百号", oneself) == .documentEnded(ended))
        #expect(try await requests.own(oneself).lines.isEmpty)
        #expect(try await requests.ask(.correction, "证件已换领", oneself) == .asked)
    }
}
