import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// Rows that would give a member another name under the same document.
@Suite struct ImportNamesTests {
    private func stage(_ rows: [[String]], _ world: MemberWorld) async throws -> ID<MemberImport> {
        try await world.imports.stage(
            try Roster.upload(rows), as: .enterprise(world.enterprise.id), world.occasion(world.clerk))
    }

    private func preview(_ id: ID<MemberImport>, _ world: MemberWorld) async throws -> MemberImports.Preview {
        try await world.imports.preview(id, rows: .all, group: nil, after: 0, world.occasion(world.clerk))
    }

    private func outcomes(_ id: ID<MemberImport>, _ world: MemberWorld) async throws -> [ImportOutcome] {
        try await preview(id, world).rows.map(\.outcome)
    }

    private func roll(_ world: MemberWorld) async throws -> [String] {
        let occasion = world.occasion(world.clerk)
        return try await Members(world.platform).list(MemberFilter(), page: ListPage(), occasion).lines.map(\.name)
            .sorted()
    }

    @Test(arguments: Engine.available)
    func `Nobody is renamed without a choice; the rest of the row is updated, and the result says so`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...4).map { Roster.row($0) })
        let id = try await stage(
            [
                Roster.row(1, name: "会员甲"), Roster.row(2, name: "会员乙", phone: "19911119992"),
                Roster.row(3, name: "会员丙"), Roster.row(4, name: "会员丁", phone: "19911119994"), Roster.row(5),
            ], world)
        #expect(try await outcomes(id, world) == [.unchanged, .updated, .unchanged, .updated, .new])
        let before = try await preview(id, world)
        #expect(before.groups.map(\.repair) == [.chooseName])
        #expect(before.undecidedNames == 4)
        #expect(before.rows.compactMap(\.findings.first?.problem).first == .nameWouldChange(from: "会员1"))

        let occasion = world.occasion(world.clerk)
        try await world.imports.choose(.take, for: [4, 5], of: id, occasion)
        try await world.imports.choose(.keep, for: [2], of: id, occasion)
        let chosen = try await preview(id, world)
        #expect(chosen.rows.map(\.nameChoice) == [.keep, nil, .take, .take, nil])
        #expect(chosen.rows.map(\.outcome) == [.unchanged, .updated, .updated, .updated, .new])
        #expect(chosen.undecidedNames == 1)
        #expect(chosen.memberImport.counts.rows == 5)

        let receipt = try await world.imports.confirm(id, occasion)
        #expect(receipt.counts == chosen.memberImport.counts)
        #expect(try await roll(world) == ["会员1", "会员2", "会员5", "会员丁", "会员丙"].sorted())
        #expect(try await preview(id, world).memberImport.keptNames == 2)
        let phones = try await Members(world.platform).list(MemberFilter(), page: ListPage(), occasion).lines.map(
            \.phone)
        #expect(Set(phones).isSuperset(of: ["199****9992", "199****9994"]))
        #expect(try await world.count("SELECT count(*) FROM member_change WHERE field = 'name'") == 2)
    }

    @Test(arguments: Engine.available)
    func `For all is said of rows of which nothing was said, and is undone`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...4).map { Roster.row($0) })
        let occasion = world.occasion(world.clerk)
        let id = try await stage(
            [
                Roster.row(1, name: "会员甲"), Roster.row(2, name: "会员乙"),
                // Wrong besides: it is mended first and asked for its name then.
                Roster.row(3, name: "会员丙", [.sex: "女"]), Roster.row(4),
            ], world)
        try await world.imports.choose(.keep, for: [2], of: id, occasion)
        try await world.imports.choose(forAll: .take, of: id, occasion)
        #expect(try await preview(id, world).rows.map(\.nameChoice) == [.keep, .take, nil, nil])
        #expect(try await outcomes(id, world) == [.unchanged, .updated, .failed, .unchanged])
        #expect(
            try await preview(id, world).lastAct == ImportAct(number: 2, kind: .chooseName(.take), rows: 1, mended: 1))
        try await world.imports.undo(2, of: id, occasion)
        #expect(try await preview(id, world).rows.map(\.nameChoice) == [.keep, nil, nil, nil])
        #expect(try await outcomes(id, world) == [.unchanged, .unchanged, .failed, .unchanged])
        try await world.imports.undo(1, of: id, occasion)
        #expect(try await preview(id, world).undecidedNames == 2)
        _ = try await world.imports.edit(4, of: id, [.sex: "男"], occasion)
        #expect(try await preview(id, world).undecidedNames == 3)
        // What would rename nobody is not touched, and is no act.
        let act = try await preview(id, world).lastAct
        #expect(try await world.imports.choose(.take, for: [5], of: id, occasion).changed == 0)
        #expect(try await preview(id, world).lastAct == act)
        await #expect(throws: Refusal.notFound) {
            try await world.imports.choose(.take, for: [99], of: id, occasion)
        }
        let other = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) { try await world.imports.choose(.take, for: [2], of: id, other) }
        await #expect(throws: Refusal.notFound) { try await world.imports.choose(forAll: .take, of: id, other) }
    }

    @Test func `A consent is to one name: another text asks again, another phone does not`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply([Roster.row(1)])
        let occasion = world.occasion(world.clerk)
        let id = try await stage([Roster.row(1, name: "会员甲")], world)
        try await world.imports.choose(.take, for: [2], of: id, occasion)
        _ = try await world.imports.edit(2, of: id, [.phone: "19911110001"], occasion)
        #expect(try await preview(id, world).rows.map(\.nameChoice) == [.take])
        _ = try await world.imports.edit(2, of: id, [.name: "会员乙"], occasion)
        #expect(try await preview(id, world).rows.map(\.nameChoice) == [nil])
        _ = try await world.imports.edit(2, of: id, [.name: "会员1"], occasion)
        #expect(try await preview(id, world).undecidedNames == 0)
        #expect(try await preview(id, world).groups.isEmpty)
    }

    @Test func `The command line renames nobody, and says how many names it has kept`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply([Roster.row(1), Roster.row(2)])
        let report = try await world.imports.importFile(
            try Roster.upload([Roster.row(1, name: "会员甲", phone: "19911110001"), Roster.row(2)]),
            union: world.own.code, as: .enterprise(code: "913199010000000015"), mode: .apply,
            world.occasion(world.clerk))
        #expect((report.updated, report.unchanged, report.keptNames) == (1, 1, 1))
        #expect(try await roll(world) == ["会员1", "会员2"])
    }

    @Test(arguments: Engine.available)
    func `Who comes back is renamed by a choice only, and his history says what was`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        let occasion = world.occasion(world.clerk)
        for line in try await Members(world.platform).list(MemberFilter(), page: ListPage(), occasion).lines {
            _ = try await world.members.remove(line.id, .retired, version: 1, occasion)
        }
        let id = try await stage(
            [
                Roster.row(1, name: "会员甲"), Roster.row(2, name: "会员乙", phone: "19911119992"), Roster.row(3),
            ], world)
        #expect(try await outcomes(id, world) == [.new, .new, .new])
        #expect(try await preview(id, world).undecidedNames == 2)
        try await world.imports.choose(.take, for: [3], of: id, occasion)
        #expect(try await world.imports.confirm(id, occasion).counts[.new] == 3)
        #expect(try await roll(world) == ["会员1", "会员3", "会员乙"].sorted())
        #expect(try await preview(id, world).memberImport.keptNames == 1)
        #expect(try await world.count("SELECT count(*) FROM person") == 3)
        // The name and the telephone of one of them, with what was.
        let changes = try await world.platform.database.read { [seal = world.platform.seal] transaction in
            let events = try transaction.query("SELECT DISTINCT event_id FROM member_change").map {
                try $0.get("event_id") as Int64
            }
            return try MemberChangeStore(transaction, seal).changes(of: events).values.flatMap { $0 }
        }
        #expect(changes.map(\.field) == [.name, .phone])
        #expect(changes.first?.before == "会员2")
        #expect(changes.first?.after == "会员乙")
    }

    @Test func `Of somebody whom only others have had the name that was is not told`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply([Roster.row(1)])
        let occasion = world.occasion(world.clerk)
        let line = try #require(
            try await Members(world.platform).list(MemberFilter(), page: ListPage(), occasion).lines.first)
        _ = try await world.members.remove(line.id, .retired, version: 1, occasion)
        try await world.platform.database.write { [other = world.other] transaction in
            try transaction.execute(
                "UPDATE member SET union_id = \(other.id) WHERE left_on IS NOT NULL")
        }
        let id = try await stage([Roster.row(1, name: "会员甲")], world)
        #expect(try await preview(id, world).undecidedNames == 0)
        #expect(try await preview(id, world).groups.isEmpty)
        _ = try await world.imports.confirm(id, occasion)
        #expect(try await roll(world) == ["会员甲"])
        #expect(
            try await world.count(
                "SELECT count(*) FROM member_change WHERE field = 'name' AND before_sealed IS NULL") == 1)
    }
}
