import DatabaseKit
import Domain
import Store
import Synchronization
import TestSupport
import Testing
import UseCases

@Suite struct ImportJobTests {
    /// More than is done while somebody waits.
    private static let many = 2_300

    private func upload() throws -> MemberImports.Upload {
        try Roster.upload(
            (1...Self.many).map { serial in
                // Every hundredth row repeats the phone of the one before.
                serial.isMultiple(of: 100) ? Roster.row(serial, phone: Roster.row(serial - 1)[3]) : Roster.row(serial)
            })
    }

    private func stage(_ world: MemberWorld) async throws -> ID<MemberImport> {
        try await world.imports.stage(
            try upload(), as: .enterprise(world.enterprise.id), waiting: .short, world.occasion(world.clerk))
    }

    private func preview(_ id: ID<MemberImport>, _ world: MemberWorld) async throws -> MemberImports.Preview {
        try await world.imports.preview(id, rows: .all, group: nil, after: 0, world.occasion(world.clerk))
    }

    /// A clock that stands, some minutes after everything so far.
    private func later(_ minutes: Int64 = 0) -> RealClock { { MemberWorld.now.adding(minutes: minutes) } }

    @Test(arguments: Engine.available)
    func `A long file is read, repaired and written by the worker, step by step in sight`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let id = try await stage(world)
        let waiting = try await preview(id, world)
        #expect(waiting.memberImport.status == .reading)
        #expect(waiting.progress?.total == Self.many)
        await #expect(throws: Refusal.changedMeanwhile) { try await world.imports.confirm(id, occasion) }
        #expect(try await world.jobs.work(later()))
        #expect(try await world.jobs.work(later()) == false)
        let read = try await preview(id, world)
        #expect(read.memberImport.status == .staged)
        #expect(read.progress == nil)
        #expect(read.memberImport.counts[.failed] == 2 * (Self.many / 100))

        try await world.imports.leaveOut(all: .giveOwnPhone, of: id, waiting: .short, occasion)
        #expect(try await preview(id, world).progress?.task == .leaveOut(.giveOwnPhone))
        #expect(try await world.jobs.work(later()))
        #expect(try await preview(id, world).memberImport.counts[.failed] == 0)

        let asked = try await world.imports.confirm(id, waiting: .short, occasion)
        #expect(try await preview(id, world).memberImport.status == .applying)
        #expect(try await world.count("SELECT count(*) FROM member") == 0)
        #expect(try await world.jobs.work(later()))
        let done = try await preview(id, world).memberImport
        #expect(done.status == .applied)
        #expect(done.counts == asked.counts)
        #expect(try await world.count("SELECT count(*) FROM member") == Self.many - 2 * (Self.many / 100))
        #expect(try await world.count("SELECT count(*) FROM roster_job") == 0)
    }

    @Test(arguments: Engine.available)
    func `What is repeated in a long file is found by a worker of another process too`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let id = try await stage(world)
        let other = Platform(
            database: world.platform.database, seal: world.platform.seal, passwords: world.platform.passwords)
        #expect(try await RosterJobs(other).work(later()))
        let read = try await preview(id, world).memberImport
        #expect(read.status == .staged)
        #expect(read.counts[.failed] == 2 * (Self.many / 100))
    }

    @Test func `What a first reading found is handed out once, to those who judge by the same rules`() throws {
        func rules(_ addressRule: AddressRule) -> MemberRules {
            MemberRules(
                unionName: "示例工会", unionCode: "319901000001", addressRule: addressRule, today: MemberWorld.today,
                vocabulary: MemberVocabulary(documentTypes: [:], sexes: [:], longTerm: [], entries: [:]))
        }
        let first = FirstReadings()
        let (one, other) = (RosterList.memberImport(ID(1)), RosterList.comparison(ID(1)))
        let rule = try #require(AddressRule.allCases.first)
        first.keep(FileRepeats(), by: rules(rule), of: one)
        #expect(first.take(other, by: rules(rule)) == nil)
        #expect(first.take(one, by: rules(rule)) != nil)
        #expect(first.take(one, by: rules(rule)) == nil)
        for changed in AddressRule.allCases where changed != rule {
            first.keep(FileRepeats(), by: rules(rule), of: one)
            #expect(first.take(one, by: rules(changed)) == nil)
        }
    }

    @Test(arguments: Engine.available)
    func `Wherever the server is killed, the import goes on and ends as if nothing had happened`(
        engine: Engine
    ) async throws {
        var expected: ImportCounts?
        // 0 is never cut off; the others die after so many writes.
        for writes in [0, 2, 4, 6] {
            let power = Power()
            let world = try await MemberWorld.make(engine) { FailingDatabase(under: $0, power) }
            let occasion = world.occasion(world.clerk)
            let id = try await stage(world)
            try await live(world, cut: writes, power)
            try await world.imports.leaveOut(all: .giveOwnPhone, of: id, waiting: .short, occasion)
            try await live(world, cut: writes, power)
            _ = try await world.imports.confirm(id, waiting: .short, occasion)
            try await live(world, cut: writes, power)
            let done = try await preview(id, world).memberImport
            #expect(done.status == .applied)
            #expect(done.counts == expected ?? done.counts)
            expected = done.counts
            #expect(try await world.count("SELECT count(*) FROM member") == done.counts[.new])
            #expect(try await world.count("SELECT count(*) FROM member_import_row") == Self.many)
        }
    }

    /// Works until nothing waits; the first worker dies after so many writes, the next comes when its lease is over.
    private func live(_ world: MemberWorld, cut writes: Int, _ power: Power) async throws {
        if writes > 0 {
            power.cut(after: writes)
            _ = try? await world.jobs.work(later())
            power.restore()
        }
        while try await world.jobs.work(later(5)) {}
    }

    @Test(arguments: Engine.available)
    func `An import that is stopped writes nothing, and can be confirmed again`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let occasion = world.occasion(world.clerk)
        let id = try await stage(world)
        while try await world.jobs.work(later()) {}
        _ = try await world.imports.confirm(id, waiting: .short, occasion)
        try await world.imports.cancel(id, occasion)
        #expect(try await world.jobs.work(later()) == false)
        #expect(try await preview(id, world).memberImport.status == .staged)
        #expect(try await world.count("SELECT count(*) FROM member") == 0)

        // Stopped while it is being written: all or nothing, whoever was faster.
        _ = try await world.imports.confirm(id, waiting: .short, occasion)
        let clock = later()
        async let working: Bool? = try? world.jobs.work(clock)
        async let stopping: Void? = try? world.imports.cancel(id, occasion)
        _ = await (working, stopping)
        let found = try await preview(id, world).memberImport
        let members = try await world.count("SELECT count(*) FROM member")
        #expect([.staged, .applied].contains(found.status))
        #expect(members == (found.status == .applied ? found.counts[.new] : 0))
        #expect(try await world.count("SELECT count(*) FROM roster_job") == 0)
        guard found.status == .staged else { return }
        #expect(try await world.imports.confirm(id, occasion).counts[.new] == Self.many - 2 * (Self.many / 100))
    }

    @Test(arguments: Engine.available)
    func `A repair that fails again and again leaves the import as far as it came, to be repaired anew or undone`(
        engine: Engine
    ) async throws {
        let power = Power()
        let world = try await MemberWorld.make(engine) { FailingDatabase(under: $0, power) }
        let occasion = world.occasion(world.clerk)
        let id = try await stage(world)
        while try await world.jobs.work(later()) {}
        let failed = 2 * (Self.many / 100)
        try await world.imports.leaveOut(all: .giveOwnPhone, of: id, waiting: .short, occasion)
        // The first rows are left out, then nothing goes any more.
        power.cut(after: 2)
        _ = try? await world.jobs.work(later())
        power.restore()
        try await world.platform.database.write { transaction in
            try transaction.execute("UPDATE roster_job SET attempts = 20")
        }
        #expect(try await world.jobs.work(later(5)))
        #expect(try await world.jobs.work(later(10)) == false)
        let left = try await preview(id, world)
        #expect(left.memberImport.status == .staged)
        #expect((1..<failed).contains(left.memberImport.counts[.failed]))
        #expect(try await world.count("SELECT count(*) FROM member_import_row") == Self.many)
        let act = try #require(left.lastAct)
        #expect(act.rows == failed - left.memberImport.counts[.failed])
        // Done again it is done to the end; undone, every act of it, the rows are what they were.
        try await world.imports.leaveOut(all: .giveOwnPhone, of: id, waiting: .short, occasion)
        while try await world.jobs.work(later(10)) {}
        let whole = try await preview(id, world)
        #expect(whole.memberImport.counts[.failed] == 0)
        for _ in 0..<2 {
            let last = try #require(try await preview(id, world).lastAct)
            try await world.imports.undo(last.number, of: id, occasion)
        }
        #expect(try await preview(id, world).memberImport.counts[.failed] == failed)
    }

    @Test(arguments: Engine.available)
    func `An import given up while it is read leaves no row`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let id = try await stage(world)
        try await world.imports.discard(id, world.occasion(world.clerk))
        #expect(try await world.jobs.work(later()) == false)
        #expect(try await preview(id, world).memberImport.status == .discarded)
        #expect(try await preview(id, world).memberImport.ending == .givenUp)
        #expect(try await world.count("SELECT count(*) FROM member_import_row") == 0)
        #expect(try await world.count("SELECT count(*) FROM import_source") == 0)
    }

    @Test(arguments: Engine.available)
    func `What nobody has confirmed for seven days goes, the dates stay`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let id = try await world.imports.stage(
            try Roster.upload([Roster.row(1)]), as: .enterprise(world.enterprise.id), world.occasion(world.clerk))
        // The upload was on 15 November in the morning; its last day is over at midnight.
        let last = try await preview(id, world).memberImport.lastDay
        #expect(last == MemberWorld.now.day.adding(days: 7))
        let evening = MemberWorld.now.adding(days: 7).adding(hours: 17)
        #expect(evening.day == last)
        try await world.imports.clear(at: evening)
        #expect(try await world.count("SELECT count(*) FROM member_import_row") == 1)
        let night = evening.adding(hours: 1)
        #expect(night.day == last.adding(days: 1))
        try await world.imports.clear(at: night)
        #expect(try await world.count("SELECT count(*) FROM member_import_row") == 0)
        #expect(try await world.count("SELECT count(*) FROM import_source") == 0)
        let gone = try await preview(id, world)
        #expect(gone.memberImport.status == .discarded)
        #expect(gone.memberImport.ending == .expired)
        #expect(gone.memberImport.counts[.new] == 1)
        #expect(gone.rows.isEmpty)
        let runs = try await world.imports.runs(ListPage(), world.occasion(world.clerk))
        #expect(runs.imports.map(\.id) == [id])
        await #expect(throws: Refusal.changedMeanwhile) {
            try await world.imports.confirm(id, world.occasion(world.clerk))
        }
    }

    @Test(arguments: Engine.available)
    func `What was confirmed on its last evening is written after midnight, and then has its time behind it`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let id = try await stage(world)
        #expect(try await world.jobs.work(later()))
        let last = try await preview(id, world).memberImport
        let asked = try await world.imports.confirm(id, waiting: .short, world.occasion(world.clerk))
        let night = MemberWorld.now.adding(days: 7).adding(hours: 18)
        #expect(night.day == last.lastDay.adding(days: 1))
        try await world.imports.clear(at: night)
        #expect(try await preview(id, world).memberImport.status == .applying)
        #expect(try await world.count("SELECT count(*) FROM import_source") == 1)
        #expect(try await world.jobs.work { night })
        let done = try await preview(id, world).memberImport
        #expect(done.status == .applied)
        #expect(done.counts == asked.counts)
        #expect(try await world.count("SELECT count(*) FROM member") == done.counts[.new])
        try await world.imports.clear(at: night)
        #expect(try await world.count("SELECT count(*) FROM import_source") == 0)
        #expect(try await world.count("SELECT count(*) FROM member_import_row") == 0)
        #expect(try await preview(id, world).memberImport.status == .applied)
    }
}

/// Whether a database may still write.
final class Power: Sendable {
    private let left = Mutex<Int?>(nil)

    func cut(after writes: Int) { left.withLock { $0 = writes } }
    func restore() { left.withLock { $0 = nil } }

    func spend() throws {
        try left.withLock { left in
            guard let writes = left else { return }
            guard writes > 0 else { throw DatabaseError.unavailable("cut off") }
            left = writes - 1
        }
    }
}

/// A database whose writes fail once the power is cut, as those of a killed server do.
struct FailingDatabase: Database {
    let inner: any Database
    let power: Power

    init(under inner: any Database, _ power: Power) {
        self.inner = inner
        self.power = power
    }

    var engine: EngineKind { inner.engine }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await inner.read(body)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try power.spend()
        return try await inner.write(body)
    }

    func checkIntegrity() async throws -> [String] { try await inner.checkIntegrity() }
    func close() async throws { try await inner.close() }
}
