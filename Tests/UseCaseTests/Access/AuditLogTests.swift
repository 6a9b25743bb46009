import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault
import Wording

@Suite("Audit log")
struct AuditLogTests {
    private static let now = Instant(milliseconds: 1_700_442_000_000)
    private static let today = CalendarDay.of(now)

    private struct Scene {
        let platform: UseCases.Platform
        let city: Occasion
        let district: Occasion
        let clerk: Occasion
    }

    /// A city with two districts; three events in the first and one in the second, a minute apart.
    private func scene(_ engine: Engine) async throws -> Scene {
        let platform = UseCases.Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try KeyRing.ephemeral(),
            passwords: PasswordHasher())
        let unions = try await platform.database.write { transaction in
            let store = UnionStore(transaction)
            let city = try store.insert(name: "示例市总工会", code: "319900000001", kind: .cityFederation, under: nil)
            let first = try store.insert(
                name: "东海区总工会", code: "319901000001", kind: .districtFederation, under: city.id)
            let second = try store.insert(
                name: "西岭区总工会", code: "319902000001", kind: .districtFederation, under: city.id)
            return [city, first, second]
        }
        func occasion(_ union: Union, _ role: Role, minute: Int64 = 60) -> Occasion {
            Occasion(
                actor: Actor(
                    account: ID(7), name: "shenji", displayName: "审计甲", union: union.id, unionName: union.name,
                    kind: union.kind, path: union.path, roles: [role]),
                today: Self.today, now: Self.now.adding(minutes: minute), origin: "127.0.0.1")
        }
        let acts: [(union: Union, action: String)] = [
            (unions[1], "edited"), (unions[2], "edited"), (unions[1], "disclosed"), (unions[1], "step-up-refused"),
        ]
        for (number, act) in acts.enumerated() {
            let occasion = occasion(unions[0], .centre, minute: Int64(number))
            try await platform.database.write { transaction in
                try EventStore(transaction).record(
                    act.action, on: .member, Int64(number), at: act.union.path, detail: "rows=\(number)", occasion)
            }
        }
        return Scene(
            platform: platform, city: occasion(unions[0], .auditAdministrator),
            district: occasion(unions[1], .auditAdministrator), clerk: occasion(unions[0], .centre))
    }

    private func filter(_ change: (inout AuditFilter) -> Void = { _ in }) -> AuditFilter {
        var filter = AuditFilter(from: nil, through: nil, today: Self.today)
        change(&filter)
        return filter
    }

    private func numbers(
        _ scene: Scene, _ filter: AuditFilter, as occasion: Occasion? = nil
    ) async throws -> [Int64] {
        try await AuditLog(scene.platform).page(occasion ?? scene.city, filter, .first, size: 50).entries.map(\.number)
    }

    @Test(
        "an audit administrator sees his subtree, the newest first, and nobody else sees it",
        arguments: Engine.available)
    func scope(engine: Engine) async throws {
        let scene = try await scene(engine)
        #expect(try await numbers(scene, filter()) == [3, 2, 1, 0])
        #expect(try await numbers(scene, filter(), as: scene.district) == [3, 2, 0])
        #expect(try await numbers(scene, filter { $0.union = "319902000001" }, as: scene.district) == [])
        await #expect(throws: Refusal.notAllowed(.viewAudit, .role)) {
            _ = try await numbers(scene, filter(), as: scene.clerk)
        }
        await #expect(throws: Refusal.notAllowed(.viewAudit, .role)) {
            _ = try await AuditLog(scene.platform).export(scene.clerk, filter())
        }
    }

    @Test("each condition narrows the log", arguments: Engine.available)
    func conditions(engine: Engine) async throws {
        let scene = try await scene(engine)
        #expect(try await numbers(scene, filter { $0.action = "edited" }) == [1, 0])
        #expect(try await numbers(scene, filter { $0.subject = "account" }) == [])
        #expect(try await numbers(scene, filter { $0.subject = "member" }).count == 4)
        #expect(try await numbers(scene, filter { $0.union = "西岭区总工会" }) == [1])
        #expect(try await numbers(scene, filter { $0.result = .refused }) == [3])
        #expect(try await numbers(scene, filter { $0.result = .done }) == [2, 1, 0])
        #expect(try await numbers(scene, filter { $0.account = "nobody" }) == [])
        let before = AuditFilter(from: nil, through: Self.today.adding(days: -1), today: Self.today)
        #expect(try await numbers(scene, before) == [])
    }

    @Test("pages go on from a key in both directions", arguments: Engine.available)
    func pages(engine: Engine) async throws {
        let scene = try await scene(engine)
        let log = AuditLog(scene.platform)
        let first = try await log.page(scene.city, filter(), .first, size: 3)
        #expect(first.entries.map(\.number) == [3, 2, 1])
        #expect(first.previous == nil)
        let key = try #require(first.next)
        let second = try await log.page(scene.city, filter(), .after(key), size: 3)
        #expect(second.entries.map(\.number) == [0])
        #expect(second.next == nil)
        let back = try await log.page(scene.city, filter(), .before(try #require(second.previous)), size: 3)
        #expect(back.entries.map(\.number) == [3, 2, 1])
        #expect(back.previous == nil)
        #expect(AuditKey(key.text) == key)
    }

    @Test("who takes the log out is in it, and an empty search gives no file", arguments: Engine.available)
    func export(engine: Engine) async throws {
        let scene = try await scene(engine)
        let log = AuditLog(scene.platform)
        let file = try await log.export(scene.district, filter())
        #expect(file.bytes.starts(with: [0x50, 0x4B]))
        let last = try #require(try await log.page(scene.district, filter(), .first, size: 1).entries.first)
        #expect(last.action == "exported")
        #expect(last.subject == "audit-log")
        #expect(last.detail?.hasPrefix("rows=3 ") == true)
        await #expect(throws: ExportRefusal.nobody) {
            _ = try await log.export(scene.district, filter { $0.subject = "credit" })
        }
    }

    @Test("a digest kept elsewhere shows what the chain itself no longer does", arguments: Engine.available)
    func digest(engine: Engine) async throws {
        let scene = try await scene(engine)
        let digests = AuditDigests(scene.platform)
        let digest = try await digests.make(at: Self.now)
        #expect(digest.chains.count == 2)
        #expect(try await digests.violations(digest) == [])
        // The last event of a chain goes, with its link, and the chain's end is moved.
        try await scene.platform.database.write { transaction in
            try transaction.allowChangingEvents()
            for statement: SQL in [
                "DELETE FROM event WHERE subject_id = 3",
                "DELETE FROM event_link WHERE chain = '0001.0001.' AND position = 3",
                """
                UPDATE event_chain SET position = 2,
                    hash = (SELECT hash FROM event_link WHERE chain = '0001.0001.' AND position = 2)
                WHERE chain = '0001.0001.'
                """,
            ] {
                try transaction.execute(statement)
            }
        }
        #expect(try await Verification(scene.platform).violations() == [])
        #expect(
            try await digests.violations(digest) == [
                Violation(invariant: "I12", record: "event_chain 0001.0001. 3", rule: "no event was removed")
            ])
        let forged = AuditDigest(at: digest.at, chains: Array(digest.chains.prefix(1)), seal: digest.seal)
        await #expect(throws: AuditDigests.Problem.notGenuine) { _ = try await digests.violations(forged) }
    }

    @Test("what nobody did reads 平台, and is no member's act and no visitor's", arguments: Engine.available)
    func platformActs(engine: Engine) async throws {
        let scene = try await scene(engine)
        let own = Deadlines.ownOccasion(today: Self.today, now: Self.now)
        let member = OwnOccasion(
            oneself: Oneself(person: ID(1), name: "会员甲"), today: Self.today, now: Self.now, origin: "127.0.0.1")
        try await scene.platform.database.write { transaction in
            let events = EventStore(transaction)
            try events.record("lapse", on: .submission, 1, at: .root, own)
            try events.recordVisitor("cleared", on: .retention, 0, at: .root, from: "gonghui serve", Self.now)
            try events.recordVisitor("log-in-refused", on: .account, 0, at: .root, from: "10.0.0.9", Self.now)
            try events.record("consented", on: .ownAccess, 1, at: .root, member)
        }
        let entries = try await AuditLog(scene.platform).page(scene.city, filter(), .first, size: 50).entries
        func doer(_ action: String) -> String? { entries.first { $0.action == action }.map(AuditWording.doer) }
        #expect(doer("lapse") == AuditWording.platform)
        #expect(doer("cleared") == AuditWording.platform)
        #expect(doer("log-in-refused") == AuditWording.visitor)
        #expect(doer("consented") == AuditWording.member)
    }

    @Test("every subject of an event has a plain word")
    func subjects() {
        for subject in EventSubject.allCases { #expect(AuditWording.knows(subject: subject.rawValue), "\(subject)") }
    }

    @Test("every act of a whole year has a plain word")
    func acts() async throws {
        let year = try await RehearsedYears.shared.year(.sqlite)
        let actions = try await year.platform.database.read { transaction in
            try transaction.query("SELECT DISTINCT action FROM event").map { try $0.get("action") as String }
        }
        #expect(!actions.isEmpty)
        #expect(actions.filter { !AuditWording.knows(action: $0) }.sorted() == [])
    }

    @Test("details show counts and codes, never free words or numbers of people")
    func details() {
        #expect(AuditWording.detail("rows=2 numbers=masked") == "行数 2，证件号码 masked")
        #expect(AuditWording.detail("version=1;reason=张三 319900199001011234") == "版本 1")
        #expect(AuditWording.detail("张三") == nil)
        #expect(AuditWording.detail(nil) == nil)
        #expect(AuditWording.detail("registers=1 sheets=2") == "登记名单文件 1，表格文件 2")
        for kept in Housekeeping.Kept.allCases {
            #expect(AuditWording.detail("\(kept.rawValue)=1")?.contains(kept.rawValue) == false)
        }
    }
}
