import DatabaseKit
import Domain
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases
import Wording

/// What is named before a comparison is carried out, and what can be read of it later.
@Suite struct ComparisonExecutionTests {
    private func compare(_ rows: [[String]], in world: MemberWorld) async throws -> ID<MemberComparison> {
        try await world.comparisons.compare(
            try Roster.upload(rows), as: .enterprise(world.enterprise.id), .wholeUnion, world.occasion(world.clerk))
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

    private func members(_ world: MemberWorld) async throws -> Int {
        try await world.count("SELECT count(*) FROM member WHERE left_on IS NULL")
    }

    @Test(arguments: Engine.available)
    func `Before it is carried out everybody is named, by act`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...30).map { Roster.row($0) })
        try await world.apply([Roster.ofOther(40)], of: world.otherClerk, as: .outsideEnterprise)
        let id = try await compare(
            [Roster.row(1), Roster.row(2, phone: "19911110000"), Roster.row(31), Roster.row(40)], in: world)
        _ = try await decide(.import, .undecided, of: .new, in: id, world)
        _ = try await decide(.update, .undecided, of: .changed, in: id, world)
        let missing = try await sheet(id, .missing, in: world).lines
        _ = try await decide(.removeDeceased, .lines([missing[0].id]), of: .missing, in: id, world)
        _ = try await decide(.removeRetired, .undecided, of: .missing, in: id, world)
        let plan = try await world.comparisons.plan(id, world.occasion(world.clerk))
        #expect(plan.acts.map(\.decision) == [.import, .update, .removeRetired, .removeDeceased])
        #expect(plan.acts.map(\.people) == [2, 1, 27, 1])
        #expect(plan.acts.map(\.first.count) == [2, 1, 20, 1])
        #expect(plan.acts[0].moving == 1)
        #expect(plan.acts[3].first.map(\.name) == ["会员3"])
        #expect(plan.acts[3].first.allSatisfy { $0.document.contains("*") })
        // Those of one decision can be looked at alone.
        let planned = try await world.comparisons.sheet(
            id, .missing, .removeDeceased, after: 0, world.occasion(world.clerk))
        #expect(planned.lines.map(\.name) == ["会员3"])
        // What hangs on a membership is told of each and of all.
        let member = try #require(missing.first?.member)
        try await world.platform.database.write { transaction in
            try transaction.execute(
                """
                INSERT INTO service_card (id, person_id, number_sealed, number_index, status, issued_on)
                SELECT \(try transaction.newKey()), person_id, \([1] as [UInt8]), \([1] as [UInt8]), 'issued',
                    '2023-01-01' FROM member WHERE id = \(member)
                """)
        }
        let again = try await world.comparisons.plan(id, world.occasion(world.clerk)).acts[3]
        #expect(again.consequences.carded == 1)
        #expect(again.each[member]?.carded == 1)
        #expect(again.each[member]?.listed == 0)
    }

    @Test(arguments: Engine.available)
    func `When the holding union has gone before it is carried out, everybody stays and the others are done`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...4).map { Roster.row($0) })
        let id = try await compare([Roster.row(1), Roster.row(2, phone: "19911110000"), Roster.row(7)], in: world)
        let holding = try await world.platform.database.write { transaction in
            try UnionStore(transaction).insert(
                name: "东海区总工会临时工会", code: "319901000009", kind: .unionCommittee, under: world.district.id,
                standing: .holding)
        }
        #expect(try await decide(.transfer, .undecided, of: .missing, in: id, world) == 2)
        #expect(try await decide(.update, .undecided, of: .changed, in: id, world) == 1)
        #expect(try await decide(.import, .undecided, of: .new, in: id, world) == 1)
        try await world.platform.database.write { transaction in
            try transaction.execute("UPDATE trade_union SET standing = 'dissolved' WHERE id = \(holding.id)")
        }
        #expect(try await world.comparisons.execute(id, world.occasion(world.clerk)) == 4)
        let missing = try await sheet(id, .missing, in: world).lines
        #expect(missing.map(\.effect) == [.failed, .failed])
        #expect(try await sheet(id, .changed, in: world).lines.map(\.effect) == [.updated])
        #expect(try await sheet(id, .new, in: world).lines.map(\.effect) == [.imported])
        #expect(try await members(world) == 5)
        #expect(try await world.count("SELECT count(*) FROM membership_transfer") == 0)
        #expect(ComparisonEffect.failed.sentence(of: .transfer).contains("临时工会"))
        #expect(ComparisonEffect.failed.advice(of: .transfer)?.contains("会员信息") == true)
    }

    @Test func `What was decided after the confirmation was shown is not carried out with it`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        try await world.apply((1...3).map { Roster.row($0) })
        let id = try await compare([Roster.row(1)], in: world)
        let lines = try await sheet(id, .missing, in: world).lines
        _ = try await decide(.removeRetired, .lines([lines[0].id]), of: .missing, in: id, world)
        _ = try await decide(.removeRetired, .lines([lines[1].id]), of: .missing, in: id, world)
        await #expect(throws: Refusal.countChanged(expected: 1, actual: 2)) {
            try await world.comparisons.execute(id, expected: 1, world.occasion(world.clerk))
        }
        #expect(try await members(world) == 3)
        // The same form twice is no error: there is nothing left to do.
        let form = world.occasion(world.clerk, ticket: "execute")
        #expect(try await world.comparisons.execute(id, expected: 2, form) == 2)
        #expect(try await world.comparisons.execute(id, expected: 2, form) == 0)
        #expect(try await members(world) == 1)
    }

    @Test(arguments: Engine.available)
    func `What became of everybody can be read and taken away, and outlives the lines`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...5).map { Roster.row($0) })
        let id = try await compare(
            [Roster.row(1), Roster.row(2, phone: "19911110000"), Roster.row(7), Roster.row(8)], in: world)
        _ = try await decide(.update, .undecided, of: .changed, in: id, world)
        let new = try await sheet(id, .new, in: world).lines
        _ = try await decide(.import, .lines([new[0].id]), of: .new, in: id, world)
        _ = try await decide(.keep, .lines([new[1].id]), of: .new, in: id, world)
        let missing = try await sheet(id, .missing, in: world).lines
        _ = try await decide(.removeDeceased, .lines([missing[0].id]), of: .missing, in: id, world)
        try await world.platform.database.write { transaction in
            _ = try transaction.execute("UPDATE member SET version = version + 1 WHERE id = \(missing[1].member)")
        }
        _ = try await decide(.removeRetired, .lines([missing[1].id]), of: .missing, in: id, world)
        #expect(try await world.comparisons.execute(id, world.occasion(world.clerk)) == 5)
        func results(_ effect: ComparisonEffect? = nil, after place: ComparisonPlace? = nil) async throws
            -> MemberComparisons.Results
        {
            try await world.comparisons.results(id, effect, after: place, world.occasion(world.clerk))
        }
        let all = try await results()
        #expect(all.comparison.executed == 5)
        #expect(all.counts == [.updated: 1, .imported: 1, .kept: 1, .removed: 1, .changedMeanwhile: 1])
        #expect(all.lines.map(\.name) == ["会员2", "会员3", "会员4", "会员7", "会员8"])
        #expect(all.lines.map(\.part) == [.changed, .missing, .missing, .new, .new])
        #expect(all.history.map(\.account) == ["clerk"])
        // Who is gone keeps his page too.
        #expect(all.lines.map { $0.member != nil } == [true, true, true, false, false])
        #expect(try await results(.removed).lines.map(\.name) == ["会员3"])
        #expect(
            try await results(after: ComparisonPlace(.missing, 1)).lines.map(\.name) == ["会员4", "会员7", "会员8"])
        let file = try await world.comparisons.file(.results, of: id, world.occasion(world.clerk))
        let workbook = try Workbook.open(bytes: file.bytes)
        let first = try #require(workbook.sheets.first)
        let rows = try #require(try workbook.batches(of: first).next())
        #expect(rows.count == 6)
        #expect(rows[2].cells.map(\.text).suffix(3).first == "已删除")
        // Who has taken so many out is written down and counted.
        #expect(
            try await world.count(
                """
                SELECT count(*) FROM event WHERE subject = 'member-comparison' AND action = 'exported'
                    AND detail = 'rows=5 numbers=masked'
                """) == 1)
        #expect(
            try await world.count("SELECT amount FROM alert_tally WHERE about LIKE 'exports/%'") == 5)
        await #expect(throws: Refusal.notFound) {
            try await world.comparisons.results(id, nil, after: nil, world.occasion(world.otherClerk))
        }
        await #expect(throws: Refusal.notFound) {
            try await world.comparisons.file(.results, of: id, world.occasion(world.otherClerk))
        }
        await #expect(throws: Refusal.notFound) {
            try await world.comparisons.plan(id, world.occasion(world.otherClerk))
        }

        func compareLater(days: Int64) async throws {
            let later = Occasion(
                actor: world.clerk, today: MemberWorld.today, now: MemberWorld.now.adding(days: days), origin: "test")
            _ = try await world.comparisons.compare(
                try Roster.upload([Roster.row(1)]), as: .enterprise(world.enterprise.id), .wholeUnion, later)
        }
        try await compareLater(days: MemberComparisons.retention + 1)
        let kept = try await results()
        #expect(kept.comparison.status == .expired)
        #expect(kept.lines.map(\.name) == ["会员2", "会员3", "会员4", "会员7"])
        #expect(kept.lines[0].changes.map(\.field) == [.phone])
        #expect(
            try await world.count(
                """
                SELECT count(*) FROM member_comparison_line
                WHERE comparison_id = \(id) AND (part <> 'new') AND cells_sealed IS NOT NULL
                """) == 0)
        try await compareLater(days: MemberComparisons.resultRetention + 1)
        #expect(try await results().lines.isEmpty)
    }
}
