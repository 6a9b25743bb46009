import DatabaseKit
import Demo
import Domain
import Store
import TestSupport
import Testing
import Vault
import Wording

@testable import UseCases

@Suite("Alerts for audit administrators")
struct AlertTests {
    /// 2023-11-20 09:00 in Shanghai.
    private let now = Instant(milliseconds: 1_700_442_000_000)

    @Test(
        "checklist 36, 38: failed logins are events of their account, and many of them one alert with one todo",
        arguments: Engine.available)
    func failedLogins(engine: Engine) async throws {
        let platform = try await platform(engine)
        // The lock ends after ten minutes; its own failures go on to be counted.
        for number in 0..<12 {
            try await fail("shili", platform, from: "10.0.0.\(number)", at: now.adding(minutes: Int64(number)))
        }
        let auditor = try await occasion("shenji", platform)
        let found = try await Alerts(platform).list(.open, ListRange(page: 1, size: 20), auditor).entries
        #expect(found.map(\.kind) == [.failedLogins])
        #expect(found.first?.account == "shili")
        #expect(found.first?.amount == 12)
        #expect(found.first?.firstAt == now)

        var filter = AuditFilter(from: nil, through: nil, today: now.day)
        filter.account = "shili"
        // Before them stands that the account was made.
        let entries = try await AuditLog(platform).page(auditor, filter, .first, size: 50).entries
            .filter { $0.action != "create-account" }
        #expect(entries.count == 12)
        #expect(Set(entries.map(\.action)) == ["log-in-refused", "locked-refused"])
        #expect(entries.allSatisfy { $0.account == nil && $0.unnamed == .visitor && $0.result == .refused })
        #expect(AuditWording.object(try #require(entries.first)) == "账号 shili")

        let todos = try await Homes(platform).todos(auditor).todos
        #expect(todos.map(\.kind) == [.settleAlert])
        #expect(try await Homes(platform).todos(try await occasion("centre", platform)).todos.isEmpty)
        #expect(try await Homes(platform).todos(try await occasion("xitong", platform)).todos.isEmpty)
    }

    @Test("a name that nobody has counts towards its address only", arguments: Engine.available)
    func guessing(engine: Engine) async throws {
        let platform = try await platform(engine)
        for number in 0..<25 {
            try await fail("guess-\(number)", platform, from: "10.0.0.9", at: now.adding(seconds: Int64(number)))
        }
        let auditor = try await occasion("shenji", platform)
        let found = try await Alerts(platform).list(.open, ListRange(page: 1, size: 20), auditor).entries
        #expect(found.map(\.kind) == [.guessing])
        #expect(found.first?.address == "10.0.0.9")
        #expect(found.first?.amount == 25)
        let filter = AuditFilter(from: nil, through: nil, today: now.day)
        let entry = try #require(try await AuditLog(platform).page(auditor, filter, .first, size: 1).entries.first)
        #expect(AuditWording.object(entry) == AuditWording.unknownAccount)
        // What was typed may be a password; it stands nowhere.
        #expect(entry.detail == nil)
    }

    @Test("checklist 38: five locked accounts within ten minutes are an alert", arguments: Engine.available)
    func locks(engine: Engine) async throws {
        let platform = try await platform(engine)
        let accounts = ["shili", "yanshi", "haifeng", "kongbai", "chuchuang"]
        for (number, account) in accounts.enumerated() {
            #expect(try await kinds(platform).isEmpty)
            for _ in 0..<5 { try await fail(account, platform, from: "10.0.\(number).1", at: now) }
        }
        #expect(try await kinds(platform) == [.locks])
    }

    @Test("a settled alert keeps its remark, does its todo, and comes back only for new attempts")
    func settling() async throws {
        let platform = try await platform(.sqlite)
        for number in 0..<10 { try await fail("shili", platform, from: "10.0.0.\(number)", at: now) }
        let auditor = try await occasion("shenji", platform)
        let alerts = Alerts(platform)
        let range = ListRange(page: 1, size: 20)
        let id = try #require(try await alerts.list(.open, range, auditor).entries.first).id
        await #expect(throws: Alerts.Failure.remark) { try await alerts.settle(id, remark: "", auditor) }
        await #expect(throws: Alerts.Failure.remark) {
            try await alerts.settle(id, remark: String(repeating: "长", count: 201), auditor)
        }
        await #expect(throws: Refusal.self) {
            try await alerts.settle(id, remark: "已核实", try await occasion("centre", platform))
        }
        try await alerts.settle(id, remark: "本人忘记密码，已重置", auditor)
        await #expect(throws: StaleVersion.self) { try await alerts.settle(id, remark: "再次", auditor) }
        let settled = try #require(try await alerts.list(.settled, range, auditor).entries.first)
        #expect(settled.settlement?.remark == "本人忘记密码，已重置")
        #expect(try await Homes(platform).todos(auditor).todos.isEmpty)
        try await fail("shili", platform, from: "10.0.1.1", at: now.adding(minutes: 1))
        #expect(try await kinds(platform).isEmpty)
        for number in 0..<10 {
            try await fail("shili", platform, from: "10.0.2.\(number)", at: now.adding(minutes: 61))
        }
        #expect(try await kinds(platform) == [.failedLogins])
    }

    @Test("an audit administrator of a district sees his alerts only, and gets the todo", arguments: Engine.available)
    func districts(engine: Engine) async throws {
        let platform = try await platform(engine)
        let district = try await platform.database.read { try UnionStore($0).find(code: "319901000001") }
        try await Accounts(platform).create(
            [
                .init(
                    name: "district-audit", displayName: "审计乙", union: try #require(district).id,
                    roles: [.auditAdministrator], password: "Gonghui-Demo-2024")
            ], now: now)
        for account in ["shili", "yangli"] {
            for number in 0..<10 { try await fail(account, platform, from: "10.\(number).0.1", at: now) }
        }
        let below = try await occasion("district-audit", platform)
        let above = try await occasion("shenji", platform)
        let range = ListRange(page: 1, size: 20)
        let mine = try await Alerts(platform).list(.open, range, below).entries
        #expect(mine.map(\.account) == ["shili"])
        let all = try await Alerts(platform).list(.open, range, above).entries
        #expect(Set(all.compactMap(\.account)) == ["shili", "yangli"])
        let foreign = try #require(all.first { $0.account == "yangli" }).id
        await #expect(throws: Refusal.notFound) { _ = try await Alerts(platform).find(foreign, below) }
        #expect(try await Homes(platform).todos(below).todos.map(\.amount) == [1])
        #expect(try await Homes(platform).todos(above).todos.map(\.amount) == [1])
    }

    @Test("checklist 38: an administrator who logs in at night is told of, a clerk is not", arguments: Engine.available)
    func night(engine: Engine) async throws {
        let platform = try await platform(engine)
        let late = now.adding(hours: 14)
        #expect(AlertRule.isNightLogin(at: late, roles: [.systemAdministrator]))
        #expect(AlertRule.isNightLogin(at: now.adding(hours: 20), roles: [.centre]))
        #expect(!AlertRule.isNightLogin(at: now.adding(hours: 21), roles: [.centre]))
        #expect(!AlertRule.isNightLogin(at: late, roles: [.clerk, .reviewer, .districtOfficer]))
        try await logIn("shili", platform, at: late)
        #expect(try await kinds(platform).isEmpty)
        try await logIn("anquan", platform, at: now)
        #expect(try await kinds(platform).isEmpty)
        try await logIn("anquan", platform, at: late)
        #expect(try await kinds(platform) == [.nightLogin])
    }

    @Test("checklist 38: a log that is not what was written is an alert", arguments: Engine.available)
    func chain(engine: Engine) async throws {
        let platform = try await platform(engine)
        try await fail("shili", platform, from: "10.0.0.1", at: now)
        try await Alerts(platform).checkChains(at: now)
        #expect(try await kinds(platform).isEmpty)
        try await platform.database.write { transaction in
            try transaction.allowChangingEvents()
            try transaction.execute("UPDATE event SET origin = '10.0.0.2' WHERE action = 'log-in-refused'")
        }
        for _ in 0..<2 { try await Alerts(platform).checkChains(at: now) }
        let auditor = try await occasion("shenji", platform)
        let found = try await Alerts(platform).list(.open, ListRange(page: 1, size: 20), auditor).entries
        #expect(found.map(\.kind) == [.chainBroken])
        #expect(found.first?.amount == 1)
    }

    @Test(
        "files of one day are an alert together, sooner with whole numbers, and end at a limit",
        arguments: Engine.available)
    func exports(engine: Engine) async throws {
        let platform = try await platform(engine)
        let donghai = try await occasion("donghai", platform)
        func export(_ people: Int, _ numbers: AlertRule.Numbers, on day: Int64 = 0) async throws {
            let actor = donghai.actor
            let occasion = Occasion(
                actor: actor, today: now.day, now: now.adding(days: day), origin: "test", confirmedAt: nil)
            try await platform.database.write { try AlertWatch($0).export(people: people, numbers, occasion) }
        }
        func amounts() async throws -> [Int] {
            let auditor = try await occasion("shenji", platform)
            return try await Alerts(platform).list(.open, ListRange(page: 1, size: 20), auditor).entries.map(\.amount)
        }
        try await export(499, .whole)
        try await export(9, .masked)
        #expect(try await amounts().isEmpty)
        try await export(1, .masked)
        #expect(try await amounts() == [509])
        try await export(30, .whole)
        #expect(try await amounts() == [539])
        // Another day is counted for itself.
        try await export(499, .whole, on: 1)
        #expect(try await amounts() == [539])
        await #expect(throws: Refusal.exportsSpent(people: 100_000)) { try await export(99_502, .whole, on: 1) }
        try await export(99_501, .whole, on: 1)
        await #expect(throws: Refusal.exportsSpent(people: 1_000_000)) { try await export(1, .masked, on: 1) }
    }

    @Test("nobody settles an alert about himself; its todo is his superior's", arguments: Engine.available)
    func own(engine: Engine) async throws {
        let platform = try await platform(engine)
        let district = try await platform.database.read { try UnionStore($0).find(code: "319901000001") }
        try await Accounts(platform).create(
            [
                .init(
                    name: "district-audit", displayName: "审计乙", union: try #require(district).id,
                    roles: [.auditAdministrator], password: "Gonghui-Demo-2024")
            ], now: now)
        for number in 0..<10 { try await fail("district-audit", platform, from: "10.\(number).0.1", at: now) }
        let (below, above) = (
            try await occasion("district-audit", platform), try await occasion("shenji", platform)
        )
        let id = try #require(
            try await Alerts(platform).list(.open, ListRange(page: 1, size: 20), below).entries.first
        ).id
        #expect(try await Homes(platform).todos(below).todos.isEmpty)
        #expect(try await Homes(platform).todos(above).todos.map(\.kind) == [.settleAlert])
        await #expect(throws: Refusal.notAllowed(.watchAlerts, .ownAlert)) {
            try await Alerts(platform).settle(id, remark: "没有问题", below)
        }
        try await Alerts(platform).settle(id, remark: "已核实", above)
    }

    @Test("addresses of one IPv6 network are one guesser")
    func network() async throws {
        let platform = try await platform(.sqlite)
        for number in 0..<20 {
            try await fail("guess-\(number)", platform, from: "2001:db8:1:2::\(number)", at: now)
        }
        let auditor = try await occasion("shenji", platform)
        let found = try await Alerts(platform).list(.open, ListRange(page: 1, size: 20), auditor).entries
        #expect(found.map(\.address) == ["2001:db8:1:2::/64"])
    }

    @Test("a time is counted from its last full border", arguments: [(0, 0), (599_999, 0), (600_000, 600_000)])
    func threshold(at: Int64, expected: Int64) {
        let start = AlertRule.locks.start(at: Instant(milliseconds: at))
        #expect(start == Instant(milliseconds: expected))
        #expect(AlertRule.locks.start(at: Instant(milliseconds: -1)) == Instant(milliseconds: -600_000))
    }

    // MARK: Steps

    private func platform(_ engine: Engine) async throws -> Platform {
        let platform = Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try .ephemeral(),
            passwords: PasswordHasher(cost: .cheap))
        try await Federation(platform).found(mode: "demo", businessDate: World.demoDay, year: 2024, now: now)
        return platform
    }

    private func occasion(_ account: String, _ platform: Platform) async throws -> Occasion {
        let actor = try await platform.database.read { transaction in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: account).flatMap { try accounts.actor($0) }
        }
        return Occasion(actor: try #require(actor), today: now.day, now: now, origin: "test")
    }

    private func kinds(_ platform: Platform) async throws -> [Alert.Kind] {
        let auditor = try await occasion("shenji", platform)
        return try await Alerts(platform).list(.open, ListRange(page: 1, size: 20), auditor).entries.map(\.kind)
    }

    private func fail(_ account: String, _ platform: Platform, from address: String, at now: Instant) async throws {
        await #expect(throws: Logins.Failure.self) {
            try await attempt(account, "wrong", platform, from: address, at: now)
        }
    }

    private func logIn(_ account: String, _ platform: Platform, at now: Instant) async throws {
        let opened = try await attempt(account, World.password, platform, from: "10.0.0.1", at: now)
        guard case .secondFactor = opened.next else { return }
        let code = try #require(try await Logins(platform).code(account: account, now: now))
        _ = try await Logins(platform).passSecondFactor(
            code: code, recoveryCode: "", session: opened.session.id,
            origin: Logins.Origin(address: "10.0.0.1", agent: "test", now: now))
    }

    private func attempt(
        _ account: String, _ password: String, _ platform: Platform, from address: String, at now: Instant
    ) async throws -> Logins.Opened {
        let logins = Logins(platform)
        let origin = Logins.Origin(address: address, agent: "test", now: now)
        let visitor = try await logins.openVisitor(origin).session.id
        let captcha = try await logins.captcha(of: visitor, renew: .always, now: now)
        return try await logins.logIn(
            account: account, password: password, captcha: captcha, visitor: visitor, origin: origin)
    }
}
