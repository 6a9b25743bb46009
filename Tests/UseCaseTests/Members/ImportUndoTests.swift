import DatabaseKit
import Domain
import TestSupport
import Testing
import UseCases

/// Rows of a preview that are changed together, and taken back.
@Suite struct ImportUndoTests {
    private func stage(
        _ rows: [[String]], _ world: MemberWorld, waiting patience: MemberImports.Patience = .whole
    ) async throws -> ID<MemberImport> {
        try await world.imports.stage(
            try Roster.upload(rows), as: .enterprise(world.enterprise.id), waiting: patience,
            world.occasion(world.clerk))
    }

    private func preview(_ id: ID<MemberImport>, _ world: MemberWorld) async throws -> MemberImports.Preview {
        try await world.imports.preview(id, rows: .all, group: nil, after: 0, world.occasion(world.clerk))
    }

    private func outcomes(_ id: ID<MemberImport>, _ world: MemberWorld) async throws -> [Int: ImportOutcome] {
        let rows = try await preview(id, world).rows
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.number, $0.outcome) })
    }

    @Test(arguments: Engine.available)
    func `A page is saved at once: a wrong row keeps what was typed and holds up no other`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let id = try await stage(
            [
                Roster.row(1, phone: "123"), Roster.row(3, [.sex: "不详"]), Roster.row(5, phone: "456"), Roster.row(7),
            ], world)
        let page = try await preview(id, world)
        #expect(page.rows.map(\.cells) == [[.phone: "123"], [.sex: "不详"], [.phone: "456"], [:]])
        #expect(page.lastAct == nil)
        let edited = try await world.imports.edit(
            [2: [.phone: "19911110001"], 3: [.sex: "男"], 4: [.phone: "4567"], 5: [:]], of: id, occasion)
        #expect(edited.outcomes == [2: .new, 3: .new, 4: .failed, 5: .new])
        #expect(edited.changed == 3)
        let after = try await preview(id, world)
        #expect(after.rows.map(\.cells) == [[:], [:], [.phone: "4567"], [:]])
        #expect(after.lastAct == ImportAct(number: 1, kind: .edit, rows: 3, mended: 2))
        #expect(after.memberImport.counts[.new] == 3)
        #expect(after.memberImport.counts.rows == 4)
        // The same again changes nothing, and is no act.
        #expect(try await world.imports.edit([4: [.phone: "4567"]], of: id, occasion).changed == 0)
        #expect(try await preview(id, world).lastAct?.number == 1)
        await #expect(throws: Refusal.notFound) {
            try await world.imports.edit([4: [.phone: "1"], 99: [.phone: "2"]], of: id, occasion)
        }
        #expect(try await preview(id, world).rows[2].cells == [.phone: "4567"])
        let many = Dictionary(uniqueKeysWithValues: (1...101).map { ($0, [MemberColumn.phone: "1"]) })
        await #expect(throws: Refusal.notFound) { try await world.imports.edit(many, of: id, occasion) }
    }

    @Test(arguments: Engine.available)
    func `Rows of a page meet each other and the rest of the file`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let id = try await stage(
            [Roster.row(1, phone: "1"), Roster.row(3, phone: "2"), Roster.row(5), Roster.row(7, phone: "3")], world)
        let edited = try await world.imports.edit(
            [2: [.phone: "19911110001"], 3: [.phone: "19911110001"], 5: [.phone: "19900000005"]], of: id, occasion)
        #expect(edited.outcomes == [2: .failed, 3: .failed, 5: .failed])
        #expect(try await outcomes(id, world) == [2: .failed, 3: .failed, 4: .failed, 5: .failed])
        #expect(try await preview(id, world).lastAct == ImportAct(number: 1, kind: .edit, rows: 3, mended: 0))
        try await world.imports.undo(1, of: id, occasion)
        #expect(try await outcomes(id, world) == [2: .failed, 3: .failed, 4: .new, 5: .failed])
        #expect(try await preview(id, world).rows.map(\.cells[.phone]) == ["1", "2", nil, "3"])
    }

    @Test(arguments: Engine.available)
    func `A repair and the skipping of a group say how many rows they changed, and are undone one after the other`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let id = try await stage(
            [
                Roster.row(1, [.sex: "女"]), Roster.row(3, phone: "1", [.sex: "女"]), Roster.row(5, name: ""),
                Roster.row(7),
            ], world)
        let before = try await preview(id, world).memberImport.counts
        try await world.imports.repair(.correctSex, of: id, occasion)
        #expect(
            try await preview(id, world).lastAct
                == ImportAct(number: 1, kind: .repair(.correctSex), rows: 2, mended: 1))
        try await world.imports.leaveOut(all: .fillIn, of: id, occasion)
        let act = ImportAct(number: 2, kind: .leaveOut(.fillIn), rows: 1, mended: 1)
        let skipped = try await preview(id, world)
        #expect(skipped.lastAct == act)
        #expect((skipped.memberImport.counts[.skipped], skipped.memberImport.counts.rows) == (1, 4))
        // What is no longer the last cannot be undone, nor twice.
        await #expect(throws: Refusal.changedMeanwhile) { try await world.imports.undo(1, of: id, occasion) }
        #expect(try await world.imports.undo(2, of: id, occasion) == 1)
        await #expect(throws: Refusal.changedMeanwhile) { try await world.imports.undo(2, of: id, occasion) }
        #expect(try await preview(id, world).lastAct?.kind == .repair(.correctSex))
        #expect(try await world.imports.undo(1, of: id, occasion) == 2)
        let undone = try await preview(id, world)
        #expect(undone.memberImport.counts == before)
        #expect(undone.lastAct == nil)
        #expect(try await world.imports.row(2, of: id, occasion).row[.sex].text == "女")
        #expect(try await world.count("SELECT count(*) FROM import_act") == 0)
        // A repair that mends nothing leaves no trace.
        try await world.imports.repair(.joinDigits, of: id, occasion)
        #expect(try await preview(id, world).lastAct == nil)
    }

    @Test func `The same form sent twice undoes one step`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let id = try await stage([Roster.row(1, [.sex: "女"]), Roster.row(3, name: "")], world)
        try await world.imports.repair(.correctSex, of: id, world.occasion(world.clerk))
        try await world.imports.leaveOut(all: .fillIn, of: id, world.occasion(world.clerk))
        let form = world.occasion(world.clerk, ticket: "undo")
        #expect(try await world.imports.undo(2, of: id, form) == 1)
        #expect(try await world.imports.undo(2, of: id, form) == 1)
        #expect(try await preview(id, world).lastAct?.number == 1)
    }

    @Test(arguments: Engine.available)
    func `Nothing is undone after the confirmation or by another union, and what was kept for it goes`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let id = try await stage([Roster.row(1, [.sex: "女"]), Roster.row(3)], world)
        try await world.imports.repair(.correctSex, of: id, occasion)
        let other = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) { try await world.imports.undo(1, of: id, other) }
        await #expect(throws: Refusal.notFound) {
            try await world.imports.edit([2: [.phone: "1"]], of: id, other)
        }
        #expect(try await world.count("SELECT count(*) FROM import_former_row") == 1)
        _ = try await world.imports.confirm(id, occasion)
        await #expect(throws: Refusal.changedMeanwhile) { try await world.imports.undo(1, of: id, occasion) }
        #expect(try await preview(id, world).lastAct == nil)
        try await world.imports.clear(at: MemberWorld.now)
        #expect(try await world.count("SELECT count(*) FROM import_former_row") == 0)
        #expect(try await world.count("SELECT count(*) FROM import_act") == 0)
        #expect(try await world.count("SELECT count(*) FROM member_import_row") == 2)
    }

    @Test(arguments: Engine.available)
    func `What many rows were is brought back by the worker, also by one that takes over`(
        engine: Engine
    ) async throws {
        let clock: RealClock = { MemberWorld.now.adding(minutes: 5) }
        for writes in [0, 2, 3] {
            let power = Power()
            let world = try await MemberWorld.make(engine) { FailingDatabase(under: $0, power) }
            let occasion = world.occasion(world.clerk)
            let rows = (1...2_300).map { Roster.row($0, $0.isMultiple(of: 2) ? [:] : [.sex: "女"]) }
            let id = try await stage(rows, world)
            try await world.imports.repair(.correctSex, of: id, waiting: .short, occasion)
            while try await world.jobs.work(clock) {}
            #expect(try await preview(id, world).lastAct?.rows == 1_150)
            #expect(try await world.imports.undo(1, of: id, waiting: .short, occasion) == nil)
            #expect(try await preview(id, world).progress?.task == .undo)
            if writes > 0 {
                power.cut(after: writes)
                _ = try? await world.jobs.work { MemberWorld.now }
                power.restore()
            }
            while try await world.jobs.work(clock) {}
            let undone = try await preview(id, world)
            #expect(undone.lastAct == nil)
            #expect(undone.memberImport.counts[.failed] == 1_150)
            #expect(undone.memberImport.counts.rows == 2_300)
        }
    }
}
