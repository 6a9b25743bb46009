import DatabaseKit
import Demo
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

@Suite("What is kept, and for how long")
struct RetentionTests {
    private func count(_ platform: Platform, _ statement: SQL) async throws -> Int {
        try await platform.database.read { try $0.value(statement) ?? 0 }
    }

    @Test("a database that was only just made has no account, and nobody in it", arguments: Engine.available)
    func fresh(engine: Engine) async throws {
        let platform = Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try .ephemeral(),
            passwords: PasswordHasher(cost: .cheap))
        for statement in [
            "SELECT count(*) FROM account", "SELECT count(*) FROM trade_union", "SELECT count(*) FROM person",
            "SELECT count(*) FROM session", "SELECT count(*) FROM setting",
        ] as [SQL] {
            #expect(try await count(platform, statement) == 0)
        }
        let now = MemberWorld.now
        let password = try await Accounts(platform).createFirst(
            account: "first", displayName: "管理员甲", cityName: "示例市总工会", now: now)
        #expect(password?.count == 16)
        #expect(
            try await Accounts(platform).createFirst(
                account: "second", displayName: "管理员乙", cityName: "示例市总工会", now: now) == nil)
    }

    @Test("events are kept for good, whatever is cleared away ten years later", arguments: Engine.available)
    func events(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        let (events, links) = (
            try await count(world.platform, "SELECT count(*) FROM event"),
            try await count(world.platform, "SELECT count(*) FROM event_link")
        )
        #expect(events > 0)
        let later = MemberWorld.now.adding(days: 3_650)
        try await Housekeeping(world.platform).clear(at: later)
        try await MemberImports(world.platform).clear(at: later)
        #expect(try await count(world.platform, "SELECT count(*) FROM event") == events)
        #expect(try await count(world.platform, "SELECT count(*) FROM event_link") == links)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test("what was read into a list goes with its time, the members stay", arguments: Engine.available)
    func staged(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let id = try await world.imports.stage(
            try Roster.upload((1...3).map { Roster.row($0) }), as: .enterprise(world.enterprise.id),
            world.occasion(world.clerk))
        #expect(try await count(world.platform, "SELECT count(*) FROM import_source") == 1)
        _ = id
        let later = MemberWorld.now.adding(days: 400)
        try await MemberImports(world.platform).clear(at: later)
        #expect(try await count(world.platform, "SELECT count(*) FROM import_source") == 0)
        #expect(try await count(world.platform, "SELECT count(*) FROM member_import_row") == 0)
    }

    @Test(
        "files that nobody has taken go by the hour, not by the next file, and an event says how many",
        arguments: Engine.available)
    func untaken(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let centre = world.occasion(world.centre)
        let register = Array("证件号码\n\(Roster.number(1))\n".utf8)
        _ = try await RegisterLists(world.platform).stage(
            centre, .retired, asOf: RegisterTests.day, file: register, name: "名单.csv")
        _ = try await BenefitImports(world.platform).stage(
            centre, file: try BenefitRows.bytes([BenefitRows.row(1, reference: "GF1")]), name: "给付.xlsx")
        _ = try await OrganisationSheets(world.platform).stage(
            Array("组织名称,上级,类型\n示例新工会,\(world.district.name),工会委员会\n".utf8), name: "名册.csv", .unions,
            world.occasion(world.officer))
        let kept: SQL = """
            SELECT (SELECT count(*) FROM register_import WHERE sealed IS NOT NULL)
                + (SELECT count(*) FROM benefit_import WHERE sealed IS NOT NULL)
                + (SELECT count(*) FROM organisation_sheet WHERE file_sealed IS NOT NULL)
            """
        let told: SQL = "SELECT count(*) FROM event WHERE subject = 'retention' AND action = 'cleared'"
        let housekeeping = Housekeeping(world.platform)
        #expect(try await housekeeping.clear(at: MemberWorld.now.adding(days: 7)).counts.isEmpty)
        #expect(try await count(world.platform, kept) == 3)
        #expect(try await count(world.platform, told) == 0)
        let late = MemberWorld.now.adding(days: 7).adding(minutes: 1)
        let cleared = try await housekeeping.clear(at: late)
        #expect(cleared.counts == [.registers: 1, .payments: 1, .sheets: 1])
        #expect(cleared.detail == "registers=1 sheets=1 payments=1")
        #expect(try await count(world.platform, kept) == 0)
        #expect(try await count(world.platform, told) == 1)
        #expect(try await housekeeping.clear(at: late).counts.isEmpty)
        #expect(try await count(world.platform, told) == 1)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test("a filter behind a token goes after a day, a named one stays", arguments: Engine.available)
    func filters(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let seal = world.platform.seal
        try await world.platform.database.write { transaction in
            let filters = SavedFilterStore(transaction, seal)
            let account = world.clerk.account
            try filters.save("会员甲", token: "unnamed", list: "members", for: account, at: MemberWorld.now)
            try filters.name("常用", "会员乙", token: "named", list: "members", for: account, at: MemberWorld.now)
        }
        let filters: SQL = "SELECT count(*) FROM saved_filter"
        try await Housekeeping(world.platform).clear(at: MemberWorld.now.adding(days: 1))
        #expect(try await count(world.platform, filters) == 2)
        try await Housekeeping(world.platform).clear(at: MemberWorld.now.adding(days: 1).adding(minutes: 1))
        #expect(try await count(world.platform, filters) == 1)
        #expect(try await count(world.platform, "SELECT count(*) FROM saved_filter WHERE token = 'named'") == 1)
    }

    @Test(
        "the lines of an old comparison go some at a time, and what is left is found again", arguments: Engine.available
    )
    func comparisons(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let comparisons = MemberComparisons(world.platform)
        _ = try await comparisons.compare(
            try Roster.upload((1...5).map { Roster.row($0) }), as: .enterprise(world.enterprise.id), .wholeUnion,
            world.occasion(world.clerk))
        let lines: SQL = "SELECT count(*) FROM member_comparison_line"
        let late = MemberWorld.now.adding(days: MemberComparisons.retention + 1)
        let union = world.own.id
        // As after a crash between two pieces.
        let hasMore = try await world.platform.database.write { transaction in
            let store = ComparisonStore(transaction)
            try store.expire(of: union, before: late.adding(days: -1), results: MemberWorld.now)
            return try store.clearLines(of: union, amount: 2)
        }
        #expect(hasMore)
        #expect(try await count(world.platform, lines) == 3)
        try await comparisons.clear(at: late)
        #expect(try await count(world.platform, lines) == 0)
        #expect(
            try await count(
                world.platform,
                "SELECT count(*) FROM member_comparison WHERE clearing IS NOT NULL OR status <> 'expired'")
                == 0)
    }
}
