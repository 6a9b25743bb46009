import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

@Suite("The first account")
struct AccountsTests {
    private let now = Instant(milliseconds: 1_700_442_000_000)

    @Test(
        "an empty database gets one administrator with a one-time password, a used one none",
        arguments: Engine.available)
    func first(engine: Engine) async throws {
        let platform = Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try .ephemeral(),
            passwords: PasswordHasher(cost: .cheap))
        let accounts = Accounts(platform)
        #expect(try await platform.database.read { try AccountStore($0).count() } == 0)
        let password = try #require(
            try await accounts.createFirst(account: "first", displayName: "管理员甲", cityName: "示例市总工会", now: now))
        #expect(password.count == 16)
        let stored = try await platform.database.read { try AccountStore($0).credentials(name: "first") }
        #expect(stored?.mustChangePassword == true)
        #expect(stored?.passwordHash.contains(password) == false)
        let second = try await accounts.createFirst(
            account: "second", displayName: "管理员乙", cityName: "示例市总工会", now: now)
        #expect(second == nil)
        #expect(try await platform.database.read { try AccountStore($0).count() } == 1)
        let security = try await accounts.createFirst(
            account: "security", displayName: "管理员丙", cityName: "示例市总工会", role: .securityAdministrator, now: now)
        #expect(security != nil)
        let clerk = try await accounts.createFirst(
            account: "clerk", displayName: "经办甲", cityName: "示例市总工会", role: .clerk, now: now)
        #expect(clerk == nil)
    }
}
