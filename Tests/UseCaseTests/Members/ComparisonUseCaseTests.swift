import DatabaseKit
import Domain
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases

@Suite struct ComparisonUseCaseTests {
    // MARK: Support

    private func compare(
        _ rows: [[String]], in world: MemberWorld, _ extent: ComparisonExtent = .wholeUnion,
        as importClass: ImportClass? = nil
    ) async throws -> ID<MemberComparison> {
        try await world.comparisons.compare(
            try Roster.upload(rows), as: importClass ?? .enterprise(world.enterprise.id), extent,
            world.occasion(world.clerk))
    }

    private func sheet(
        _ id: ID<MemberComparison>, _ part: ComparisonPart, in world: MemberWorld
    ) async throws -> MemberComparisons.Sheet {
        try await world.comparisons.sheet(id, part, after: 0, world.occasion(world.clerk))
    }

    private func decide(
        _ decision: ComparisonDecision?, _ choice: MemberComparisons.Choice, of part: ComparisonPart,
        in id: ID<MemberComparison>, _ world: MemberWorld
    ) async throws -> Int {
        try await world.comparisons.decide(decision, choice, of: part, in: id, world.occasion(world.clerk))
    }

    private func execute(_ id: ID<MemberComparison>, in world: MemberWorld) async throws -> Int? {
        try await world.comparisons.execute(id, world.occasion(world.clerk))
    }

    private func members(_ world: MemberWorld) async throws -> Int {
        try await world.count("SELECT count(*) FROM member WHERE left_on IS NULL")
    }

    // MARK: The three groups

    @Test(arguments: Engine.available)
    func `Everybody stands in exactly one group, and nothing is written into the roll`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...6).map { Roster.row($0) })
        try await world.apply([Roster.ofOther(20)], of: world.otherClerk, as: .outsideEnterprise)
        let before = try await world.count("SELECT count(*) FROM event WHERE subject = 'member'")
        let id = try await compare(
            [
                Roster.row(1), Roster.row(2, phone: "19911110000", [.label: "外包工"]), Roster.row(3),
                Roster.row(7), Roster.row(20), Roster.row(8, name: ""),
            ], in: world)
        let sheet = try await sheet(id, .missing, in: world)
        let counts = sheet.comparison.counts
        #expect(counts.fileRows == 6)
        #expect([counts.new, counts.changed, counts.same, counts.failed, counts.missing] == [2, 1, 2, 1, 3])
        #expect(sheet.lines.map(\.name) == ["会员4", "会员5", "会员6"])
        #expect(sheet.lines[0].document.contains("*"))
        #expect(try await members(world) == 7)
        #expect(try await world.count("SELECT count(*) FROM event WHERE subject = 'member'") == before)

        let changed = try await self.sheet(id, .changed, in: world).lines
        #expect(
            changed.map(\.changes) == [
                [
                    FieldChange(.phone, from: "199****0002", to: "199****0000"),
                    FieldChange(.label, from: "", to: "外包工"),
                ]
            ])
        let new = try await self.sheet(id, .new, in: world).lines
        #expect(new.map(\.outcome) == [.new, .moved])
        #expect(new.map(\.row) == [5, 6])
        #expect(try await self.sheet(id, .failed, in: world).lines.map(\.row) == [7])
    }

    @Test func `A row that is kept out still names its person, who has not left`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply([Roster.row(1), Roster.row(2), Roster.row(3)])
        let id = try await compare(
            [Roster.row(1, phone: "12"), Roster.row(2, [.documentNumber: "3.19901E+17"]), Roster.row(9, name: "会员3")],
            in: world)
        let missing = try await sheet(id, .missing, in: world).lines
        #expect(missing.map(\.name) == ["会员2", "会员3"])
        // Both may be the members themselves, with a number that was typed wrong.
        #expect(missing.map(\.namesakeRow) == [3, 4])
        let removed = try await decide(.removeRetired, .undecided, of: .missing, in: id, world)
        #expect(removed == 0)
        #expect(try await decide(.keep, .undecided, of: .missing, in: id, world) == 2)
    }

    @Test func `A list of the whole union moves nobody to another unit, one of a unit does`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply([Roster.row(1)], as: .enterprise(world.secondEnterprise.id))
        try await world.apply([Roster.row(2)])
        let whole = try await compare([Roster.row(1), Roster.row(2)], in: world)
        #expect(try await sheet(whole, .changed, in: world).comparison.counts.same == 2)
        let unit = try await compare([Roster.row(1)], in: world, .unit)
        let changed = try await sheet(unit, .changed, in: world)
        #expect(changed.lines.first?.changes.map(\.field) == [.unit, .workplace])
        #expect(changed.comparison.counts.missing == 1)
    }

    @Test func `Only the members of the unit are missed in a list of the unit`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply([Roster.row(1)], as: .enterprise(world.secondEnterprise.id))
        try await world.apply([Roster.row(2), Roster.row(3)])
        let id = try await compare([Roster.row(2)], in: world, .unit)
        #expect(try await sheet(id, .missing, in: world).lines.map(\.name) == ["会员3"])
        let nobody = try await compare([Roster.row(2)], in: world, .unit, as: .flexible(kind: "courier"))
        #expect(try await sheet(nobody, .missing, in: world).comparison.counts.missing == 0)
    }

    // MARK: Deciding and carrying out

    @Test(arguments: Engine.available)
    func `What is decided is done once, and carrying out again changes nothing`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...5).map { Roster.row($0) })
        try await world.apply([Roster.ofOther(20)], of: world.otherClerk, as: .outsideEnterprise)
        let id = try await compare(
            [Roster.row(1), Roster.row(2, phone: "19911110000"), Roster.row(7), Roster.row(20)], in: world)
        #expect(try await decide(.import, .undecided, of: .new, in: id, world) == 2)
        #expect(try await decide(.update, .undecided, of: .changed, in: id, world) == 1)
        let missing = try await sheet(id, .missing, in: world).lines
        #expect(missing.count == 3)
        #expect(try await decide(.removeDeceased, .lines([missing[0].id]), of: .missing, in: id, world) == 1)
        #expect(try await decide(.keep, .lines([missing[1].id]), of: .missing, in: id, world) == 1)
        // Nothing is done before it is carried out.
        #expect(try await members(world) == 6)
        #expect(try await execute(id, in: world) == 5)
        #expect(try await members(world) == 6)
        #expect(
            try await world.count(
                "SELECT count(*) FROM member WHERE leave_reason = 'deceased' AND left_on = '2023-11-20'") == 1)
        #expect(try await world.count("SELECT count(*) FROM membership_transfer WHERE status = 'open'") == 1)
        #expect(try await sheet(id, .new, in: world).lines.map(\.effect) == [.imported, .asked])
        #expect(try await sheet(id, .changed, in: world).lines.map(\.effect) == [.updated])
        #expect(try await sheet(id, .missing, in: world).lines.map(\.effect) == [.removed, .kept, nil])
        let events = try await world.count("SELECT count(*) FROM event")
        #expect(try await execute(id, in: world) == 0)
        #expect(try await world.count("SELECT count(*) FROM event") == events)
        #expect(try await members(world) == 6)
        // What is done is not decided again.
        #expect(try await decide(.keep, .lines([missing[0].id]), of: .missing, in: id, world) == 0)
        let again = try await compare([Roster.row(1), Roster.row(2, phone: "19911110000"), Roster.row(7)], in: world)
        let counts = try await sheet(again, .new, in: world).comparison.counts
        #expect([counts.new, counts.changed, counts.same] == [0, 0, 3])
    }

    @Test(arguments: Engine.available)
    func `Who has left the company is offered to the holding union, once`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...4).map { Roster.row($0) })
        let id = try await compare([Roster.row(1), Roster.row(9, name: "会员4")], in: world)
        #expect(try await sheet(id, .missing, in: world).holding == nil)
        await #expect(throws: Refusal.notFound) { try await decide(.transfer, .undecided, of: .missing, in: id, world) }
        try await world.platform.database.write { transaction in
            _ = try UnionStore(transaction).insert(
                name: "东海区总工会临时工会", code: "319901000009", kind: .unionCommittee, under: world.district.id,
                standing: .holding)
        }
        #expect(try await sheet(id, .missing, in: world).holding == "东海区总工会临时工会")
        #expect(try await sheet(id, .missing, in: world).reserve == ComparisonReserve(namesakes: 1))
        // The namesake stays undecided: his number may only be typed wrong.
        #expect(try await decide(.transfer, .undecided, of: .missing, in: id, world) == 2)
        #expect(try await execute(id, in: world) == 2)
        #expect(try await sheet(id, .missing, in: world).lines.map(\.effect) == [.offered, .offered, nil])
        #expect(try await members(world) == 4)
        let asked = try await world.transfers.list(.requested, page: ListPage(), world.occasion(world.clerk)).lines
        #expect(asked.map(\.toName) == ["东海区总工会临时工会", "东海区总工会临时工会"])
        #expect(asked.map(\.transfer.initiator) == [.releasing, .releasing])
        #expect(try await execute(id, in: world) == 0)
        // Compared again, they are missing still; offering them again makes no second request.
        let again = try await compare([Roster.row(1), Roster.row(4)], in: world)
        #expect(try await decide(.transfer, .undecided, of: .missing, in: again, world) == 2)
        #expect(try await execute(again, in: world) == 2)
        #expect(try await sheet(again, .missing, in: world).lines.map(\.effect) == [.alreadyDone, .alreadyDone])
        #expect(try await world.count("SELECT count(*) FROM membership_transfer") == 2)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test func `A decision can be taken back until it is done, one by one and for all`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply((1...3).map { Roster.row($0) })
        let id = try await compare([Roster.row(7)], in: world)
        let lines = try await sheet(id, .missing, in: world).lines
        #expect(try await decide(.removeRetired, .undecided, of: .missing, in: id, world) == 3)
        #expect(try await decide(nil, .lines([lines[1].id]), of: .missing, in: id, world) == 1)
        #expect(try await decide(nil, .decided, of: .missing, in: id, world) == 2)
        #expect(try await execute(id, in: world) == 0)
        #expect(try await members(world) == 3)
    }

    @Test func `What has changed since the comparison is left alone`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply((1...4).map { Roster.row($0) })
        let id = try await compare([Roster.row(1, phone: "19911110000"), Roster.row(7), Roster.row(8)], in: world)
        #expect(try await decide(.update, .undecided, of: .changed, in: id, world) == 1)
        #expect(try await decide(.removeRetired, .undecided, of: .missing, in: id, world) == 3)
        #expect(try await decide(.import, .undecided, of: .new, in: id, world) == 2)
        // Meanwhile another list is imported, and a member is removed by hand.
        try await world.apply([
            Roster.row(1, phone: "19911112222"), Roster.row(2, [.label: "外包工"]), Roster.row(7),
        ])
        let list = try await world.members.list(MemberFilter(), page: ListPage(), world.occasion(world.clerk))
        let third = try #require(list.lines.first { $0.name == "会员3" })
        _ = try await world.members.remove(third.id, .retired, version: 1, world.occasion(world.clerk))
        _ = try await execute(id, in: world)
        #expect(try await sheet(id, .changed, in: world).lines.map(\.effect) == [.changedMeanwhile])
        #expect(
            try await sheet(id, .missing, in: world).lines.map(\.effect) == [
                .changedMeanwhile, .alreadyDone, .removed,
            ])
        #expect(try await sheet(id, .new, in: world).lines.map(\.effect) == [.alreadyDone, .imported])
    }

    @Test func `A row that no longer fits says why, and the others go in`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let id = try await compare([Roster.row(1, phone: "19911110000"), Roster.row(2)], in: world)
        #expect(try await decide(.import, .undecided, of: .new, in: id, world) == 2)
        try await world.apply([Roster.row(9, phone: "19911110000")])
        #expect(try await execute(id, in: world) == 2)
        let lines = try await sheet(id, .new, in: world).lines
        #expect(lines.map(\.effect) == [.failed, .imported])
        #expect(lines.first?.findings.map(\.problem) == [.phoneOfAnotherMember])
    }

    @Test func `Members who go are gone from a list that was handed in`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply((1...2).map { Roster.row($0) })
        let id = try await compare([Roster.row(1)], in: world)
        _ = try await decide(.removeRetired, .undecided, of: .missing, in: id, world)
        _ = try await execute(id, in: world)
        #expect(
            try await world.count(
                """
                SELECT count(*) FROM event WHERE action = 'removed' AND subject = 'member' AND detail = 'retired'
                """) == 1)
        #expect(
            try await world.count("SELECT count(*) FROM event WHERE subject = 'member-comparison'") == 3)
        // Nothing is read otherwise any more, and no row is to be mended.
        #expect(try await world.count("SELECT count(*) FROM comparison_source") == 0)
    }

    // MARK: Scope and time

    @Test func `Another union's comparison is not there, nor are its lines`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply([Roster.row(1)])
        let id = try await compare([Roster.row(2)], in: world)
        let line = try #require(try await sheet(id, .missing, in: world).lines.first).id
        let stranger = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) {
            try await world.comparisons.sheet(id, .missing, after: 0, stranger)
        }
        await #expect(throws: Refusal.notFound) { try await world.comparisons.execute(id, stranger) }
        await #expect(throws: Refusal.notFound) { try await world.comparisons.newPeople(id, stranger) }
        await #expect(throws: Refusal.notFound) { try await world.comparisons.file(.missing, of: id, stranger) }
        let own = try await world.comparisons.compare(
            try Roster.upload([Roster.ofOther(5)]), as: .outsideEnterprise, .wholeUnion, stranger)
        #expect(
            try await world.comparisons.decide(.removeRetired, .lines([line]), of: .missing, in: own, stranger) == 0)
        await #expect(throws: Refusal.notAllowed(.compareMembers, .role)) {
            try await world.comparisons.list(ComparisonFilter(), page: ListPage(), world.occasion(world.officer))
        }
    }

    @Test(arguments: Engine.available)
    func `Past comparisons are found by file, account and state`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1)])
        _ = try await compare([Roster.row(1)], in: world)
        func found(_ filter: ComparisonFilter) async throws -> Int {
            try await world.comparisons.list(filter, page: ListPage(), world.occasion(world.clerk)).total
        }
        #expect(try await found(ComparisonFilter()) == 1)
        #expect(try await found(ComparisonFilter(fileName: "名册", account: "cler", state: .compared)) == 1)
        #expect(try await found(ComparisonFilter(fileName: "名_册")) == 0)
        #expect(try await found(ComparisonFilter(account: "other")) == 0)
        #expect(try await found(ComparisonFilter(state: .expired)) == 0)
    }

    @Test func `Lines older than a week go with the next comparison, and the counts stay`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply([Roster.row(1)])
        let id = try await compare([Roster.row(2)], in: world)
        let later = Occasion(
            actor: world.clerk, today: MemberWorld.today,
            now: MemberWorld.now.adding(days: MemberComparisons.retention + 1), origin: "test")
        _ = try await world.comparisons.compare(
            try Roster.upload([Roster.row(2)]), as: .enterprise(world.enterprise.id), .wholeUnion, later)
        let old = try await sheet(id, .missing, in: world)
        #expect(old.comparison.status == .expired)
        #expect(old.comparison.counts.missing == 1)
        #expect(old.lines.isEmpty)
        await #expect(throws: Refusal.changedMeanwhile) { try await execute(id, in: world) }
    }

    @Test func `The same form sent twice compares once, and a refused file leaves nothing`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let form = world.occasion(world.clerk, ticket: "ticket-1")
        let upload = try Roster.upload([Roster.row(1)])
        let first = try await world.comparisons.compare(
            upload, as: .enterprise(world.enterprise.id), .wholeUnion, form)
        let again = try await world.comparisons.compare(
            upload, as: .enterprise(world.enterprise.id), .wholeUnion, form)
        #expect(first == again)
        #expect(try await world.count("SELECT count(*) FROM member_comparison_line") == 1)
        await #expect(throws: MemberFileRefusal.empty) {
            try await world.comparisons.compare(
                MemberImports.Upload(name: "空.xlsx", bytes: []), as: .outsideEnterprise, .wholeUnion,
                world.occasion(world.clerk))
        }
        #expect(try await world.count("SELECT count(*) FROM member_comparison") == 1)
    }

    // MARK: The manual's two downloads

    @Test(arguments: Engine.available)
    func `The download of new people is imported as it is`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1)])
        try await world.apply([Roster.ofOther(20)], of: world.otherClerk, as: .outsideEnterprise)
        let id = try await compare(
            [Roster.row(1), Roster.row(2, [.label: "外包工"]), Roster.row(20), Roster.row(3, name: "")], in: world)
        let occasion = world.occasion(world.clerk)
        let file = try await world.comparisons.newPeople(id, occasion)
        #expect(file.fileName == "名册-比对结果.xlsx")
        #expect(
            try await world.count("SELECT count(*) FROM event WHERE action = 'downloaded' AND detail = 'rows=2'") == 1)
        let staged = try await world.imports.stage(
            MemberImports.Upload(name: file.fileName, bytes: file.bytes), as: .enterprise(world.enterprise.id),
            occasion)
        let counts = try await world.imports.confirm(staged, occasion).counts
        #expect(counts.rows == 2)
        #expect(counts[.new] == 1)
        #expect(counts[.moved] == 1)
        #expect(counts.warnings == 1)
    }

    @Test func `The download of missing members has them all, with masked numbers`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply((1...3).map { Roster.row($0) })
        let id = try await compare([Roster.row(1)], in: world)
        let file = try await world.comparisons.file(.missing, of: id, world.occasion(world.clerk))
        #expect(file.fileName == "名册-处理详情.xlsx")
        let workbook = try Workbook.open(bytes: file.bytes)
        let first = try #require(workbook.sheets.first)
        let rows = try #require(try workbook.batches(of: first).next())
        #expect(rows.dropFirst().map { $0.cells[0].text } == ["会员2", "会员3"])
        #expect(rows[1].cells[2].text == "3199**********\(Roster.number(2).suffix(4))")
        #expect(rows[1].cells[3].text == "199****0002")
    }
}
