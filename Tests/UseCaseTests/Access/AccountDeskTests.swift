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
            try await accounts.assign([.clerk], to: try await id("shili", platform), version: 1, occasion)
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
        try await accounts.assign([.clerk], to: shili, version: sheet.account.version, occasion)
        #expect(try await accounts.find(shili, occasion).history.isEmpty)
        try await accounts.assign([], to: shili, version: sheet.account.version, occasion)
        await #expect(throws: StaleVersion.self) {
            try await accounts.assign([.clerk], to: shili, version: sheet.account.version, occasion)
        }
        let after = try await accounts.find(shili, occasion)
        #expect(after.account.roles.isEmpty)
        #expect(after.history.map(\.event) == [.changeRoles])
        #expect(try await self.occasion("shili", platform).actor.authority.includes(.enrol) == false)
        await #expect(throws: Refusal.notAllowed(.manageRoles, .ownAccount)) {
            try await accounts.assign([], to: occasion.actor.account, version: 1, occasion)
        }
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
        #expect(history.map(\.event) == [.redeemCode, .issueCode])
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
