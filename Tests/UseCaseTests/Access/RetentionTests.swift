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
}
