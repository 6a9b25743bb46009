import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// What was decided of many people is carried out by the worker: in sight, stopped, taken up again.
@Suite struct ComparisonExecutionJobTests {
    /// Members 1…700 of whom the roster names the first hundred, and 800 people more.
    private static let missing = 600
    private static let new = 800
    private static let people = missing + new

    private func world(_ engine: Engine, _ power: Power = Power()) async throws -> MemberWorld {
        let world = try await MemberWorld.make(engine) { FailingDatabase(under: $0, power) }
        try await world.apply((1...700).map { Roster.row($0) })
        return world
    }

    /// A comparison of which everything is decided.
    private func decided(_ world: MemberWorld) async throws -> ID<MemberComparison> {
        let occasion = world.occasion(world.clerk)
        let rows = (1...100).map { Roster.row($0) } + (701...1_500).map { Roster.row($0) }
        let id = try await world.comparisons.compare(
            try Roster.upload(rows), as: .enterprise(world.enterprise.id), .wholeUnion, occasion)
        #expect(
            try await world.comparisons.decide(.removeRetired, .undecided, of: .missing, in: id, occasion)
                == Self.missing)
        #expect(try await world.comparisons.decide(.import, .undecided, of: .new, in: id, occasion) == Self.new)
        return id
    }

    /// So many would go that a second person has to consent before the worker is asked.
    private func consent(_ world: MemberWorld) async throws {
        let held: ID<MassRemoval>? = try await world.platform.database.read {
            try $0.value("SELECT id FROM mass_removal WHERE status = 'open'")
        }
        try await MassRemovals(world.platform).accept(
            try #require(held), "", world.occasion(world.officer).confirmed)
    }

    private func sheet(_ id: ID<MemberComparison>, _ world: MemberWorld) async throws -> MemberComparisons.Sheet {
        try await world.comparisons.sheet(id, .new, after: 0, world.occasion(world.clerk))
    }

    private func events(_ action: String, _ world: MemberWorld) async throws -> Int {
        try await world.count(
            "SELECT count(*) FROM event WHERE subject = 'member-comparison' AND action = \(action)")
    }

    private func removed(_ world: MemberWorld) async throws -> Int {
        try await world.count("SELECT count(*) FROM event WHERE subject = 'member' AND action = 'removed'")
    }

    private func members(_ world: MemberWorld) async throws -> Int {
        try await world.count("SELECT count(*) FROM member WHERE left_on IS NULL")
    }

    /// A clock that stands, some minutes after everything so far.
    private func later(_ minutes: Int64 = 0) -> RealClock { { MemberWorld.now.adding(minutes: minutes) } }

    @Test(arguments: Engine.available)
    func `Many people are left to the worker, in sight, and nothing else is decided meanwhile`(
        engine: Engine
    ) async throws {
        let world = try await world(engine)
        let id = try await decided(world)
        let occasion = world.occasion(world.clerk)
        let form = world.occasion(world.clerk, ticket: "execute")
        #expect(
            try await world.comparisons.execute(id, expected: Self.people, waiting: .short, form) == nil)
        try await consent(world)
        let waiting = try await sheet(id, world)
        #expect(waiting.comparison.state == .executing)
        #expect(waiting.progress?.task == .apply)
        #expect(waiting.progress?.total == Self.people)
        #expect(!waiting.comparison.canBeArranged)
        #expect(try await members(world) == 700)
        // It is written down who has asked for it, before anything is done.
        #expect(try await events("executed", world) == 1)
        let found = try await world.comparisons.list(ComparisonFilter(state: .executing), page: ListPage(), occasion)
        #expect(found.total == 1)
        let others = try await world.comparisons.list(ComparisonFilter(state: .compared), page: ListPage(), occasion)
        #expect(others.total == 0)
        await #expect(throws: Refusal.changedMeanwhile) {
            try await world.comparisons.decide(nil, .decided, of: .new, in: id, occasion)
        }
        await #expect(throws: Refusal.changedMeanwhile) {
            try await world.comparisons.execute(id, waiting: .short, occasion)
        }
        await #expect(throws: Refusal.changedMeanwhile) { try await world.comparisons.discard(id, occasion) }
        // The same form sent twice asks once.
        #expect(
            try await world.comparisons.execute(id, expected: Self.people, waiting: .short, form) == 0)
        #expect(try await world.jobs.work(later()))
        #expect(try await world.jobs.work(later()) == false)
        let done = try await world.comparisons.results(id, nil, occasion)
        #expect(done.comparison.state == .compared)
        #expect(done.progress == nil)
        #expect(done.comparison.executed == Self.people)
        #expect(done.counts == [.removed: Self.missing, .imported: Self.new])
        #expect(done.history.count == 1)
        #expect(try await members(world) == 100 + Self.new)
        #expect(try await events("executed", world) == 1)
        #expect(try await world.count("SELECT count(*) FROM comparison_source") == 0)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `Wherever the server is killed, everybody is done once and it ends as if nothing had happened`(
        engine: Engine
    ) async throws {
        var expected: [String]?
        // 0 is never cut off; the others die after so many writes, of which the first takes the task.
        for writes in [0, 1, 2, 3, 4, 5, 6] {
            let power = Power()
            let world = try await world(engine, power)
            let id = try await decided(world)
            let asked = try await world.comparisons.execute(id, waiting: .short, world.occasion(world.clerk))
            #expect(asked == nil)
            try await consent(world)
            if writes > 0 {
                power.cut(after: writes)
                _ = try? await world.jobs.work(later())
                power.restore()
                #expect(try await sheet(id, world).comparison.state == .executing, "cut after \(writes) writes")
                // What is done so far is told, and told as so much.
                let progress = try #require(try await sheet(id, world).progress)
                #expect(
                    try await world.comparisons.results(id, nil, world.occasion(world.clerk)).counts.values.reduce(0, +)
                        == progress.done)
            }
            while try await world.jobs.work(later(5)) {}
            let lines = try await effects(of: id, world)
            #expect(lines.count == Self.people)
            #expect(lines == expected ?? lines, "cut after \(writes) writes")
            expected = lines
            #expect(try await removed(world) == Self.missing)
            #expect(try await members(world) == 100 + Self.new)
            #expect(try await sheet(id, world).comparison.executed == Self.people)
            #expect(try await events("executed", world) == 1)
            #expect(try await Verification(world.platform).violations() == [])
        }
    }

    private func effects(of id: ID<MemberComparison>, _ world: MemberWorld) async throws -> [String] {
        try await world.platform.database.read { transaction in
            try transaction.query(
                """
                SELECT part, position, coalesce(effect, '') AS effect FROM member_comparison_line
                WHERE comparison_id = \(id) ORDER BY part, position
                """
            ).map { row in
                let (part, position): (String, Int) = (try row.get("part"), try row.get("position"))
                let effect: String = try row.get("effect")
                return "\(part) \(position) \(effect)"
            }
        }
    }

    @Test(arguments: Engine.available)
    func `Stopped between two pieces, what is done stays done and the others wait`(engine: Engine) async throws {
        let power = Power()
        let world = try await world(engine, power)
        let id = try await decided(world)
        let occasion = world.occasion(world.clerk)
        _ = try await world.comparisons.execute(id, waiting: .short, occasion)
        try await consent(world)
        power.cut(after: 2)
        _ = try? await world.jobs.work(later())
        power.restore()
        #expect(try await removed(world) == 500)
        let stranger = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) { try await world.comparisons.stop(id, stranger) }
        try await world.comparisons.stop(id, occasion)
        #expect(try await events("stopped", world) == 1)
        #expect(try await world.jobs.work(later(5)) == false)
        let stopped = try await sheet(id, world)
        #expect(stopped.comparison.state == .compared)
        #expect(stopped.comparison.executed == 500)
        let told = try await world.comparisons.results(id, nil, occasion)
        #expect(told.history.map(\.event) == [.stopped, .executed])
        #expect(told.history.map(\.account) == ["clerk", "clerk"])
        #expect(told.waiting == Self.people - 500)
        let plan = try await world.comparisons.plan(id, occasion)
        #expect(plan.acts.map(\.people).reduce(0, +) == Self.people - 500)
        await #expect(throws: Refusal.changedMeanwhile) { try await world.comparisons.stop(id, occasion) }
        // What is left can be decided otherwise, and is carried out alone.
        #expect(try await world.comparisons.decide(nil, .decided, of: .missing, in: id, occasion) == 100)
        #expect(try await world.comparisons.execute(id, waiting: .short, occasion) == nil)
        while try await world.jobs.work(later(5)) {}
        #expect(try await removed(world) == 500)
        #expect(try await members(world) == 200 + Self.new)
        #expect(try await sheet(id, world).comparison.executed == 500 + Self.new)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `What fails again and again is given up: the rest waits for the clerk, with the event`(
        engine: Engine
    ) async throws {
        let world = try await world(engine)
        let id = try await decided(world)
        _ = try await world.comparisons.execute(id, waiting: .short, world.occasion(world.clerk))
        try await consent(world)
        try await world.platform.database.write { transaction in
            try transaction.execute("UPDATE roster_job SET attempts = 20")
        }
        #expect(try await world.jobs.work(later()))
        #expect(try await world.jobs.work(later(5)) == false)
        #expect(try await sheet(id, world).comparison.state == .compared)
        #expect(try await events("stopped", world) == 1)
        #expect(try await members(world) == 700)
    }

    @Test func `What is being carried out outlives the days of its lines`() async throws {
        let world = try await world(.sqlite)
        let id = try await decided(world)
        _ = try await world.comparisons.execute(id, waiting: .short, world.occasion(world.clerk))
        try await consent(world)
        let late = MemberWorld.now.adding(days: MemberComparisons.retention + 1)
        try await world.comparisons.clear(at: late)
        #expect(try await sheet(id, world).comparison.state == .executing)
        #expect(try await world.jobs.work { late })
        #expect(try await members(world) == 100 + Self.new)
        try await world.comparisons.clear(at: late)
        #expect(try await sheet(id, world).comparison.state == .expired)
    }

    // MARK: Removing all

    @Test(arguments: Engine.available)
    func `Before all are decided to be removed it is told how many, who first, and who is left out`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...30).map { Roster.row($0) })
        let occasion = world.occasion(world.clerk)
        let id = try await world.comparisons.compare(
            try Roster.upload([Roster.row(1), Roster.row(99, name: "会员30", [.documentNumber: "3199"])]),
            as: .enterprise(world.enterprise.id), .wholeUnion, occasion)
        let all = try await world.comparisons.removalOfAll(id, occasion)
        #expect(all.people == 28)
        #expect(all.namesakes == 1)
        #expect(all.first.map(\.name) == (2...21).map { "会员\($0)" })
        #expect(all.first.allSatisfy { $0.document.contains("*") })
        let stranger = world.occasion(world.otherClerk)
        await #expect(throws: Refusal.notFound) { try await world.comparisons.removalOfAll(id, stranger) }
        // Another number than the one that was shown is not decided at all.
        await #expect(throws: Refusal.countChanged(expected: 29, actual: 28)) {
            try await world.comparisons.decide(
                .removeRetired, .undecided, of: .missing, in: id, expected: 29, occasion)
        }
        #expect(
            try await world.count("SELECT count(*) FROM member_comparison_line WHERE decision IS NOT NULL") == 0)
        #expect(
            try await world.comparisons.decide(
                .removeRetired, .undecided, of: .missing, in: id, expected: 28, occasion) == 28)
        #expect(try await world.comparisons.removalOfAll(id, occasion).people == 0)
        #expect(try await world.comparisons.decide(nil, .decided, of: .missing, in: id, occasion) == 28)
    }
}
