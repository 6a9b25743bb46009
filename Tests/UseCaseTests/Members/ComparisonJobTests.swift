import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// Rosters that nobody waits for: read by the worker, given up, taken up again.
@Suite struct ComparisonJobTests {
    /// Members 1…700 of whom the roster names the first hundred, and 2,200 people more; every hundredth row of these
    /// repeats the phone of the one before.
    private static let rows = 2_300
    private static let failed = 44
    private static let missing = 600

    private func world(_ engine: Engine, _ power: Power = Power()) async throws -> MemberWorld {
        let world = try await MemberWorld.make(engine) { FailingDatabase(under: $0, power) }
        try await world.apply((1...700).map { Roster.row($0) })
        return world
    }

    private func compare(_ world: MemberWorld) async throws -> ID<MemberComparison> {
        let new = (701...2_900).map { serial in
            serial.isMultiple(of: 100) ? Roster.row(serial, phone: Roster.row(serial - 1)[3]) : Roster.row(serial)
        }
        return try await world.comparisons.compare(
            try Roster.upload((1...100).map { Roster.row($0) } + new), as: .enterprise(world.enterprise.id),
            .wholeUnion, waiting: .short, world.occasion(world.clerk))
    }

    private func sheet(_ id: ID<MemberComparison>, _ world: MemberWorld) async throws -> MemberComparisons.Sheet {
        try await world.comparisons.sheet(id, .new, after: 0, world.occasion(world.clerk))
    }

    /// A clock that stands, some minutes after everything so far.
    private func later(_ minutes: Int64 = 0) -> RealClock { { MemberWorld.now.adding(minutes: minutes) } }

    @Test(arguments: Engine.available)
    func `A long roster is compared by the worker, in sight, and nothing is decided before its end`(
        engine: Engine
    ) async throws {
        let world = try await world(engine)
        let id = try await compare(world)
        let waiting = try await sheet(id, world)
        #expect(waiting.comparison.state == .comparing)
        #expect(waiting.progress?.total == Self.rows)
        let occasion = world.occasion(world.clerk)
        await #expect(throws: Refusal.changedMeanwhile) {
            try await world.comparisons.decide(.import, .undecided, of: .new, in: id, occasion)
        }
        await #expect(throws: Refusal.changedMeanwhile) { try await world.comparisons.columns(of: id, occasion) }
        #expect(try await world.jobs.work(later()))
        #expect(try await world.jobs.work(later()) == false)
        let done = try await sheet(id, world)
        #expect(done.comparison.state == .compared)
        #expect(done.progress == nil)
        let counts = done.comparison.counts
        #expect([counts.same, counts.failed, counts.missing] == [100, Self.failed, Self.missing])
        #expect(counts.fileRows == Self.rows)
        #expect(try await world.count("SELECT count(*) FROM roster_job") == 0)
    }

    @Test(arguments: Engine.available)
    func `Wherever the server is killed, the comparison goes on and ends as if nothing had happened`(
        engine: Engine
    ) async throws {
        var expected: [String]?
        // 0 is never cut off; the others die after so many writes: among the rows, among the missing, before the end.
        for writes in [0, 2, 4, 7, 8] {
            let power = Power()
            let world = try await world(engine, power)
            let id = try await compare(world)
            if writes > 0 {
                power.cut(after: writes)
                _ = try? await world.jobs.work(later())
                power.restore()
                #expect(try await sheet(id, world).comparison.state == .comparing)
                #expect(try await sheet(id, world).lines.isEmpty)
            }
            while try await world.jobs.work(later(5)) {}
            let done = try await sheet(id, world).comparison
            #expect(done.state == .compared)
            #expect(done.counts.fileRows == Self.rows)
            let lines = try await lines(of: id, world)
            #expect(lines.count == Self.rows - 100 + Self.missing)
            #expect(lines == expected ?? lines, "cut after \(writes) writes")
            expected = lines
        }
    }

    private func lines(of id: ID<MemberComparison>, _ world: MemberWorld) async throws -> [String] {
        try await world.platform.database.read { transaction in
            try transaction.query(
                """
                SELECT l.part, l.position, coalesce(l.outcome, '') AS outcome, coalesce(l.repair, '') AS repair,
                    coalesce(p.name, '') AS name
                FROM member_comparison_line l LEFT JOIN member m ON m.id = l.member_id
                    LEFT JOIN person p ON p.id = m.person_id
                WHERE l.comparison_id = \(id) ORDER BY l.part, l.position
                """
            ).map { row in
                let (part, position): (String, Int) = (try row.get("part"), try row.get("position"))
                let (outcome, repair): (String, String) = (try row.get("outcome"), try row.get("repair"))
                let name: String = try row.get("name")
                return "\(part) \(position) \(outcome) \(repair) \(name)"
            }
        }
    }

    @Test(arguments: Engine.available)
    func `Members who leave while the comparison is cut off are not missed twice`(engine: Engine) async throws {
        let power = Power()
        let world = try await world(engine, power)
        let id = try await compare(world)
        power.cut(after: 7)
        _ = try? await world.jobs.work(later())
        power.restore()
        #expect(
            try await world.count("SELECT count(*) FROM member_comparison_line WHERE part = 'missing'") == 500)
        let occasion = world.occasion(world.clerk)
        for name in ["会员150", "会员650"] {
            var filter = MemberFilter()
            filter.name = name
            let found = try await world.members.list(filter, page: ListPage(), occasion)
            let member = try #require(found.lines.first { $0.name == name })
            _ = try await world.members.remove(member.id, .retired, version: 1, occasion)
        }
        while try await world.jobs.work(later(5)) {}
        // The first has his line from before and the other none; nobody else is left out for them.
        #expect(try await sheet(id, world).comparison.counts.missing == Self.missing - 1)
        #expect(
            try await world.count(
                "SELECT count(DISTINCT member_id) FROM member_comparison_line WHERE part = 'missing'")
                == Self.missing - 1)
    }

    @Test(arguments: Engine.available)
    func `A comparison given up while it is read leaves no line and no file`(engine: Engine) async throws {
        let power = Power()
        let world = try await world(engine, power)
        let id = try await compare(world)
        power.cut(after: 4)
        _ = try? await world.jobs.work(later())
        power.restore()
        #expect(try await world.count("SELECT count(*) FROM member_comparison_line") > 0)
        let occasion = world.occasion(world.clerk)
        let stranger = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) { try await world.comparisons.discard(id, stranger) }
        try await world.comparisons.discard(id, occasion)
        #expect(try await world.jobs.work(later(5)) == false)
        #expect(try await sheet(id, world).comparison.state == .givenUp)
        for rows in ["member_comparison_line", "comparison_source", "roster_job"] as [SQL] {
            #expect(try await world.count("SELECT count(*) FROM \(rows)") == 0)
        }
        #expect(
            try await world.count(
                "SELECT count(*) FROM event WHERE subject = 'member-comparison' AND action = 'discarded'") == 1)
        // Given up again it stays so; one with a result is not given up.
        try await world.comparisons.discard(id, occasion)
        let small = try await world.comparisons.compare(
            try Roster.upload([Roster.row(1)]), as: .enterprise(world.enterprise.id), .wholeUnion, waiting: .short,
            occasion)
        await #expect(throws: Refusal.changedMeanwhile) { try await world.comparisons.discard(small, occasion) }
    }

    @Test(arguments: Engine.available)
    func `A comparison that fails again and again is given up and leaves nothing`(engine: Engine) async throws {
        let world = try await world(engine)
        let id = try await compare(world)
        try await world.platform.database.write { transaction in
            try transaction.execute("UPDATE roster_job SET attempts = 20")
        }
        #expect(try await world.jobs.work(later()))
        #expect(try await world.jobs.work(later(5)) == false)
        #expect(try await sheet(id, world).comparison.state == .interrupted)
        try await world.comparisons.clear(at: MemberWorld.now)
        #expect(try await world.count("SELECT count(*) FROM comparison_source") == 0)
        #expect(try await world.count("SELECT count(*) FROM member_comparison_line") == 0)
    }
}
