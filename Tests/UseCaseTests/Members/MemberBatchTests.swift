import DatabaseKit
import Domain
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases
import Wording

/// 修改标签 and 批量删除: everybody has a result, and nothing is done twice.
@Suite struct MemberBatchTests {
    private func world(_ engine: Engine = .sqlite, members: Int = 5) async throws -> MemberWorld {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...members).map { Roster.row($0, $0 == 2 ? [.label: "外包工"] : [:]) })
        return world
    }

    private func batches(_ world: MemberWorld) -> MemberBatches { MemberBatches(world.platform) }

    private func ids(_ world: MemberWorld, _ actor: Actor? = nil) async throws -> [ID<Member>] {
        try await world.members.list(MemberFilter(), page: ListPage(), world.occasion(actor ?? world.clerk)).lines
            .map(\.id)
    }

    /// Chooses, notes and does it, as the pages do.
    private func perform(
        _ act: MemberBatch.Act, note: String? = nil, _ members: [ID<Member>], in world: MemberWorld
    ) async throws -> MemberBatches.Record {
        let occasion = world.occasion(world.clerk)
        let token = try await batches(world).keep(members, for: act.kind, occasion)
        let id = try await batches(world).begin(act, note: note, token, occasion).id
        try await batches(world).proceed(id, occasion)
        return try await batches(world).find(id, page: ListPage(), occasion)
    }

    private func outcomes(_ record: MemberBatches.Record) -> [MemberBatchOutcome?] { record.lines.map(\.outcome) }

    private var label: String {
        get throws { try #require(MemberDictionary.label.initialEntries.first { $0.name == "外包工" }).code }
    }

    // MARK: Labels

    @Test(arguments: Engine.available)
    func `A label is given to everybody and taken off again, with an entry in each history`(
        engine: Engine
    ) async throws {
        let world = try await world(engine)
        let members = try await ids(world)
        let draft = try await batches(world).draft(
            try await batches(world).keep(members, for: .label, world.occasion(world.clerk)), .label,
            world.occasion(world.clerk))
        #expect(draft.people == 5)
        #expect(draft.first.map(\.label) == [nil, "外包工", nil, nil, nil])
        #expect(draft.labels.map(\.people) == [4, 1])
        let given = try await perform(.label(try label), members, in: world)
        #expect(outcomes(given) == [.done, .unchanged, .done, .done, .done])
        #expect(given.label == "外包工")
        #expect(try await world.count("SELECT count(*) FROM member WHERE label = \(try label)") == 5)
        let history = try await world.members.find(members[0], world.occasion(world.clerk)).history
        #expect(history.first?.event == .edited)
        #expect(history.first?.changes.map(\.after) == ["外包工"])
        // Who carried it before has nothing new to tell.
        #expect(try await world.members.find(members[1], world.occasion(world.clerk)).history.count == 1)
        let taken = try await perform(.label(nil), Array(members.prefix(2)), in: world)
        #expect(outcomes(taken) == [.done, .done])
        #expect(try await world.count("SELECT count(*) FROM member WHERE label IS NOT NULL") == 3)
    }

    @Test func `A label that is not offered is refused, and a token of another act finds nobody`() async throws {
        let world = try await world()
        let occasion = world.occasion(world.clerk)
        let token = try await batches(world).keep(try await ids(world), for: .label, occasion)
        await #expect(throws: Refusal.notFound) {
            try await batches(world).begin(.label("no-such-label"), token, occasion)
        }
        await #expect(throws: Refusal.notFound) {
            try await batches(world).begin(.removal(.retired), token, occasion)
        }
        #expect(try await world.count("SELECT count(*) FROM member_batch") == 0)
    }

    // MARK: Deletion

    @Test(arguments: Engine.available)
    func `Everybody is deleted for one reason, and who changed meanwhile is left and named`(
        engine: Engine
    ) async throws {
        let world = try await world(engine)
        let members = try await ids(world)
        let occasion = world.occasion(world.clerk)
        let token = try await batches(world).keep(members, for: .removal, occasion)
        let id = try await batches(world).begin(.removal(.deceased), token, occasion).id
        // Between the act and its carrying out one leaves and one is changed.
        _ = try await world.members.remove(members[0], .retired, version: 1, occasion)
        try await world.platform.database.write { transaction in
            _ = try transaction.execute("UPDATE member SET version = version + 1 WHERE id = \(members[1])")
        }
        try await batches(world).proceed(id, occasion)
        let record = try await batches(world).find(id, page: ListPage(), occasion)
        #expect(outcomes(record) == [.left, .changedMeanwhile, .done, .done, .done])
        #expect(record.lines.map { $0.member == nil } == [true, false, true, true, true])
        #expect(record.counts == [.left: 1, .changedMeanwhile: 1, .done: 3])
        #expect(
            try await world.count(
                "SELECT count(*) FROM member WHERE leave_reason = 'deceased' AND left_on = '2023-11-20'") == 3)
        #expect(
            try await world.count(
                "SELECT count(*) FROM event WHERE action = 'removed' AND subject = 'member' AND detail = 'deceased'")
                == 3)
        let workbook = try Workbook.open(bytes: try await batches(world).file(id, occasion))
        let sheet = try #require(workbook.sheets.first)
        let rows = try #require(try workbook.batches(of: sheet).next())
        #expect(rows.count == 6)
        #expect(rows[3].cells[3].text == "已删除")
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test func `A transfer that is open lapses with the membership`() async throws {
        let world = try await world()
        let members = try await ids(world)
        _ = try await world.transfers.ask(
            .member(members[0]), to: world.other.id, motive: "调动", world.occasion(world.clerk))
        let token = try await batches(world).keep(members, for: .removal, world.occasion(world.clerk))
        #expect(
            try await batches(world).draft(token, .removal, world.occasion(world.clerk)).transferring == 1)
        _ = try await perform(.removal(.retired), members, in: world)
        #expect(try await world.count("SELECT count(*) FROM membership_transfer WHERE status = 'lapsed'") == 1)
        #expect(try await world.count("SELECT count(*) FROM todo WHERE closed_at IS NULL") == 0)
    }

    @Test(arguments: Engine.available)
    func `Members who were entered by mistake are asked for of the superior, each once`(engine: Engine) async throws {
        let world = try await world(engine)
        let members = try await ids(world)
        let requests = RemovalRequests(world.platform)
        _ = try await requests.ask(members[4], .mistaken, note: "误录", version: 1, world.occasion(world.clerk))
        let token = try await batches(world).keep(members, for: .removal, world.occasion(world.clerk))
        await #expect(throws: Refusal.reasonMissing) {
            try await batches(world).begin(.removalRequest(.duplicate), token, world.occasion(world.clerk))
        }
        let record = try await perform(.removalRequest(.duplicate), note: "重复导入", members, in: world)
        #expect(outcomes(record) == [.done, .done, .done, .done, .alreadyAsked])
        #expect(record.lines.map { $0.request == nil } == [false, false, false, false, true])
        #expect(try await world.count("SELECT count(*) FROM member WHERE left_on IS NULL") == 5)
        let open = try await requests.list(.open, page: ListPage(), world.occasion(world.officer))
        #expect(open.lines.count == 5)
        #expect(open.lines.count { $0.note == "重复导入" } == 4)
    }

    // MARK: Once, and to the end

    @Test func `A form sent twice makes one act, and one that was cut off goes on`() async throws {
        let world = try await world()
        let members = try await ids(world)
        let form = world.occasion(world.clerk, ticket: "batch")
        let token = try await batches(world).keep(members, for: .removal, form)
        let first = try await batches(world).begin(.removal(.retired), token, form).id
        let again = try await batches(world).begin(.removal(.retired), token, form).id
        #expect(first == again)
        // Cut off: it is noted, and nobody is deleted yet.
        #expect(try await batches(world).find(first, page: ListPage(), form).counts == [nil: 5])
        #expect(try await world.count("SELECT count(*) FROM member WHERE left_on IS NULL") == 5)
        try await batches(world).proceed(first, form)
        try await batches(world).proceed(first, form)
        #expect(try await batches(world).find(first, page: ListPage(), form).counts == [.done: 5])
        #expect(try await world.count("SELECT count(*) FROM event WHERE action = 'removed'") == 5)
    }

    @Test func `A long list is done in pieces`() async throws {
        let world = try await world(members: 1_201)
        let occasion = world.occasion(world.clerk)
        let token = try await batches(world).keep(
            allOf: MemberFilter(), under: nil, expected: 1_201, for: .label, occasion)
        let id = try await batches(world).begin(.label(try label), token, occasion).id
        try await batches(world).proceed(id, occasion)
        #expect(
            try await batches(world).find(id, page: ListPage(), occasion).counts == [.done: 1_200, .unchanged: 1])
        await #expect(throws: Refusal.countChanged(expected: 1_200, actual: 1_201)) {
            try await batches(world).keep(allOf: MemberFilter(), under: nil, expected: 1_200, for: .label, occasion)
        }
    }

    @Test func `Another union's members and acts are not there`() async throws {
        let world = try await world()
        try await world.apply([Roster.ofOther(20)], of: world.otherClerk, as: .outsideEnterprise)
        let stranger = try await ids(world, world.otherClerk)
        let own = try await ids(world)
        await #expect(throws: Refusal.notFound) {
            try await batches(world).keep(own.prefix(1) + stranger, for: .label, world.occasion(world.clerk))
        }
        let record = try await perform(.label(nil), own, in: world)
        let other = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) {
            try await batches(world).find(record.batch.id, page: ListPage(), other)
        }
        await #expect(throws: Refusal.notFound) { try await batches(world).file(record.batch.id, other) }
        await #expect(throws: Refusal.notFound) { try await batches(world).proceed(record.batch.id, other) }
        let token = try await batches(world).keep(own, for: .removal, world.occasion(world.clerk))
        await #expect(throws: Refusal.notFound) { try await batches(world).draft(token, .removal, other) }
        await #expect(throws: Refusal.notAllowed(.removeMembers, .role)) {
            try await batches(world).keep(own, for: .removal, world.occasion(world.officer))
        }
    }
}
