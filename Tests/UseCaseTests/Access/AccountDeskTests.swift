import DatabaseKit
import Demo
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

@Suite("Accounts of one's subtree")
struct AccountDeskTests {
    private let now = Instant(milliseconds: 1_700_442_000_000)

    @Test("a district's administrator sees and manages his subtree only", arguments: Engine.available)
    func scope(engine: Engine) async throws {
        let platform = try await platform(engine)
        let accounts = Accounts(platform)
        let district = try await platform.database.read { try UnionStore($0).find(code: "319901000001") }
        try await accounts.create(
            [
                .init(
                    name: "district-system", displayName: "管理员乙", union: try #require(district).id,
                    roles: [.systemAdministrator], password: "Gonghui-Demo-2024")
            ], now: now)
        let occasion = try await occasion("district-system", platform)
        let seen = try await accounts.list(ListRange(page: 1, size: 100), occasion)
        #expect(seen.total == seen.entries.count)
        #expect(seen.entries.allSatisfy { occasion.actor.path.contains($0.path) })
        #expect(seen.entries.contains { $0.account.name == "shili" })
        let stranger = try await id("yangli", platform)
        await #expect(throws: Refusal.notFound) { try await accounts.find(stranger, occasion) }
        await #expect(throws: Refusal.notFound) { try await accounts.issueCode(for: stranger, occasion) }
        await #expect(throws: Refusal.notFound) {
            try await accounts.setStatus(.disabled, of: stranger, version: 1, occasion)
        }
        await #expect(throws: AccountProblems([.unionUnknown])) {
            try await accounts.open(name: "somebody", displayName: "某", unionCode: "319902000001", occasion)
        }
        await #expect(throws: AccountProblems([.nameTaken])) {
            try await accounts.open(name: "yangli", displayName: "某", unionCode: "319901000001", occasion)
        }
        await #expect(throws: AccountProblems([.nameShape, .displayNameMissing, .unionUnknown])) {
            try await accounts.open(name: "", displayName: "", unionCode: "", occasion)
        }
        await #expect(throws: Refusal.notAllowed(.manageRoles, .role)) {
            try await accounts.assign([RoleGrant(.clerk)], to: try await id("shili", platform), version: 1, occasion)
        }
    }

    @Test("accounts are found by name, union, number, role and state, within the subtree", arguments: Engine.available)
    func search(engine: Engine) async throws {
        let platform = try await platform(engine)
        let accounts = Accounts(platform)
        let occasion = try await occasion("xitong", platform)
        func found(_ filter: AccountFilter) async throws -> [String] {
            let found = try await accounts.list(ListRange(page: 1, size: 100), matching: filter, occasion)
            #expect(found.total == found.entries.count)
            return found.entries.map(\.account.name).sorted()
        }
        #expect(try await found(AccountFilter(name: "SHI")) == ["shili", "xinshi", "yanshi"])
        #expect(try await found(AccountFilter(name: "a_g")) == [])
        #expect(try await found(AccountFilter(union: "示例科技")) == ["shili"])
        #expect(try await found(AccountFilter(union: "31990200")) == ["shanqian", "xiling", "yangli"])
        #expect(try await found(AccountFilter(holding: .role(.centre))) == ["centre"])
        #expect(try await found(AccountFilter(name: "shi", holding: .nothing)) == [])
        #expect(try await found(AccountFilter(status: .disabled)) == [])
        let shili = try await accounts.find(try await id("shili", platform), occasion).account
        #expect(shili.roles == [.clerk])
        try await accounts.setStatus(.disabled, of: shili.account.id, version: shili.version, occasion)
        #expect(try await found(AccountFilter(status: .disabled)) == ["shili"])
        let page = try await accounts.list(ListRange(page: 2, size: 2), matching: AccountFilter(name: "shi"), occasion)
        #expect(page.total == 3)
        #expect(page.entries.count == 1)
    }

    @Test(
        "roles hold at once, with one event for each change; a shown version is used once", arguments: Engine.available)
    func roles(engine: Engine) async throws {
        let platform = try await platform(engine)
        let accounts = Accounts(platform)
        let occasion = try await occasion("anquan", platform)
        let shili = try await id("shili", platform)
        let sheet = try await accounts.find(shili, occasion)
        #expect(sheet.managing == .notAllowed(.manageAccounts, .role))
        try await accounts.assign([RoleGrant(.clerk)], to: shili, version: sheet.account.version, occasion)
        #expect(try await accounts.find(shili, occasion).history.map(\.event) == [.create])
        try await accounts.assign([], to: shili, version: sheet.account.version, occasion)
        await #expect(throws: StaleVersion.self) {
            try await accounts.assign([RoleGrant(.clerk)], to: shili, version: sheet.account.version, occasion)
        }
        let after = try await accounts.find(shili, occasion)
        #expect(after.account.roles.isEmpty)
        #expect(after.history.map(\.event) == [.changeRoles, .create])
        #expect(try await self.occasion("shili", platform).actor.authority.includes(.enrol) == false)
        await #expect(throws: Refusal.notAllowed(.manageRoles, .ownAccount)) {
            try await accounts.assign([], to: occasion.actor.account, version: 1, occasion)
        }
    }

    @Test("a role holds on its days and gives nothing before and after them", arguments: Engine.available)
    func roleDays(engine: Engine) async throws {
        let platform = try await platform(engine)
        let accounts = Accounts(platform)
        let security = try await occasion("anquan", platform)
        let shili = try await id("shili", platform)
        let today = now.day
        let (tomorrow, last) = (today.adding(days: 1), today.adding(days: 20))
        func version() async throws -> Int {
            let sheet = try await accounts.find(shili, security)
            return sheet.account.version
        }
        func mayEnrol(_ day: CalendarDay) async throws -> Bool {
            let actor = try await platform.database.read { try AccountStore($0).actor(shili, on: day) }
            return actor?.authority.includes(.enrol) ?? false
        }
        // What is wrong with the days is told at once, and nothing changes.
        await #expect(
            throws: AccountProblems([.roleIsOver(.clerk, today: today)])
        ) {
            try await accounts.assign(
                [RoleGrant(.clerk, until: today.adding(days: -1))], to: shili, version: try await version(), security)
        }
        await #expect(throws: AccountProblems([.roleEndsBeforeItBegins(.clerk)])) {
            try await accounts.assign(
                [RoleGrant(.clerk, from: last, until: tomorrow)], to: shili, version: try await version(), security)
        }
        #expect(try await accounts.find(shili, security).account.grants == [RoleGrant(.clerk)])
        // Without a first day a role that is held goes on since it began.
        try await accounts.assign(
            [RoleGrant(.clerk, until: last)], to: shili, version: try await version(), security)
        #expect(try await accounts.find(shili, security).account.grants == [RoleGrant(.clerk, until: last)])
        #expect(try await mayEnrol(last))
        #expect(try await mayEnrol(last.adding(days: 1)) == false)
        // Roles that exclude each other may follow one another; not overlap.
        await #expect(throws: AccountProblems([.rolesExclude(.clerk, .auditAdministrator)])) {
            try await accounts.assign(
                [RoleGrant(.clerk, until: last), RoleGrant(.auditAdministrator, from: last)], to: shili,
                version: try await version(), security)
        }
        try await accounts.assign(
            [RoleGrant(.clerk, until: last), RoleGrant(.auditAdministrator, from: last.adding(days: 1))], to: shili,
            version: try await version(), security)
        let found = try await accounts.find(shili, security)
        #expect(found.account.roles == [.clerk])
        #expect(found.history.map(\.event) == [.changeRoles, .changeRoles, .create])
        let written: String? = try await platform.database.read {
            try $0.value(
                "SELECT to_status FROM event WHERE action = 'change-roles' ORDER BY id DESC LIMIT 1")
        }
        #expect(written == "clerk(..\(last)),audit-administrator(\(last.adding(days: 1))..)")
        let ending = try await accounts.list(
            ListRange(page: 1, size: 20), matching: AccountFilter(holding: .ending), security)
        #expect(ending.entries.map(\.account.name) == ["shili"])
        // A new role without a first day begins today.
        try await accounts.assign(
            [RoleGrant(.systemAdministrator)], to: shili, version: try await version(), security)
        #expect(
            try await accounts.find(shili, security).account.grants == [RoleGrant(.systemAdministrator, from: today)])
        // What the log tells of roles and their days is what the accounts hold.
        #expect(try await Verification(platform).violations() == [])
    }

    @Test("who only keeps a role that has ended is no second person, no keeper of roles, and found under 未分配")
    func endedRoles() async throws {
        let platform = try await platform(.sqlite)
        let occasion = try await occasion("xitong", platform)
        let today = now.day
        try await platform.database.write { transaction in
            try transaction.execute("UPDATE account_role SET valid_until = \(today.adding(days: -1))")
        }
        let accounts = Accounts(platform)
        let page = ListRange(page: 1, size: 100)
        let all = try await accounts.list(page, occasion).entries.map(\.account.name)
        let none = try await accounts.list(page, matching: AccountFilter(holding: .nothing), occasion)
        #expect(none.entries.map(\.account.name) == all)
        #expect(
            try await accounts.list(page, matching: AccountFilter(holding: .role(.clerk)), occasion).entries.isEmpty)
        let district = try await self.occasion("donghai", platform).actor
        let keepers = try await platform.database.read { transaction -> [ID<Union>?] in
            [
                try HandoverStore(transaction).keeperOfRoles(at: .root, on: today),
                try AlertStore(transaction).watcher(of: .root, on: today),
                try AccountStore(transaction).second(
                    for: .consentExports, at: district.path, besides: district.account, on: today),
            ]
        }
        #expect(keepers == [nil, nil, nil])
        let officers = try await platform.database.read { transaction -> [Int] in
            let rules = SubmissionRuleStore(transaction)
            return [
                try rules.officers(of: district.union, on: today),
                try rules.officers(of: district.union, on: today.adding(days: -1)),
            ]
        }
        #expect(officers.first == 0)
        #expect(officers.last.map { $0 > 0 } == true)
    }

    @Test("a code is redeemed once; sessions end, the second factor is gone", arguments: Engine.available)
    func code(engine: Engine) async throws {
        let platform = try await platform(engine)
        let occasion = try await occasion("xitong", platform)
        let donghai = try await id("donghai", platform)
        let origin = Logins.Origin(address: "10.0.0.1", agent: "test", now: now)
        let session = try #require(try await Logins(platform).mint(account: "donghai", origin: origin))
        let code = try await Accounts(platform).issueCode(for: donghai, occasion)
        #expect(try await Logins(platform).visit(token: session.token, now: now) == nil)
        #expect(try await Accounts(platform).find(donghai, occasion).account.secondFactor == .missing)
        let passwords = Passwords(platform)
        await #expect(throws: Passwords.Failure.self) {
            try await passwords.redeem(code: code, of: "nobody", to: "Dragon-7-Lantern", origin: origin)
        }
        try await passwords.redeem(code: code, of: "donghai", to: "Dragon-7-Lantern", origin: origin)
        await #expect(throws: Passwords.Failure.self) {
            try await passwords.redeem(code: code, of: "donghai", to: "Dragon-7-Lantern", origin: origin)
        }
        let history = try await Accounts(platform).find(donghai, occasion).history
        #expect(history.map(\.event) == [.redeemCode, .issueCode, .setUpSecondFactor, .create])
        #expect(try await Verification(platform).violations() == [])
    }

    // MARK: Steps

    private func platform(_ engine: Engine) async throws -> Platform {
        let platform = Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try .ephemeral(),
            passwords: PasswordHasher(cost: .cheap))
        try await Federation(platform).found(mode: "demo", businessDate: World.demoDay, year: 2024, now: now)
        return platform
    }

    private func id(_ account: String, _ platform: Platform) async throws -> ID<Account> {
        try #require(try await platform.database.read { try AccountStore($0).id(name: account) })
    }

    private func occasion(_ account: String, _ platform: Platform) async throws -> Occasion {
        let id = try await id(account, platform)
        let actor = try await platform.database.read { try AccountStore($0).actor(id) }
        return Occasion(actor: try #require(actor), today: now.day, now: now, origin: "test").confirmed
    }
}
