import DatabaseKit
import Demo
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

@Suite("The second factor of an account")
struct SecondFactorsTests {
    private let now = Instant(milliseconds: 1_700_442_000_000)

    @Test(
        "a secret is offered, proved, stored sealed and used; recovery codes are counted", arguments: Engine.available)
    func journey(engine: Engine) async throws {
        let platform = Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try .ephemeral(),
            passwords: PasswordHasher(cost: .cheap))
        try await Federation(platform).found(mode: "demo", businessDate: World.demoDay, year: 2024, now: now)
        let origin = Logins.Origin(address: "10.0.0.1", agent: "test", now: now)
        let session = try #require(try await Logins(platform).mint(account: "shili", origin: origin)).session.id
        let actor = try await platform.database.read { transaction in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: "shili").flatMap { try accounts.actor($0) }
        }
        let occasion = Occasion(actor: try #require(actor), today: now.day, now: now, origin: "test")
        let factors = SecondFactors(platform)
        guard case .offered(let secret, let uri) = try await factors.standing(session, issuer: "示例", occasion) else {
            Issue.record("nothing is offered")
            return
        }
        #expect(uri.hasPrefix("otpauth://totp/"))
        await #expect(throws: SecondFactors.Failure.codeWrong) {
            try await factors.setUp(code: "x", session, occasion)
        }
        let code = try #require(OneTimePassword(base32: secret)).code(at: now.milliseconds)
        #expect(try await factors.setUp(code: code, session, occasion).count == 10)
        guard case .inUse(let left) = try await factors.standing(session, issuer: "示例", occasion) else {
            Issue.record("the secret is not in use")
            return
        }
        #expect(left == 10)
        await #expect(throws: Refusal.changedMeanwhile) { try await factors.setUp(code: code, session, occasion) }
        let seal = platform.seal
        let stored = try await platform.database.read {
            try SecondFactorStore($0, seal).secret(of: occasion.actor.account)
        }
        #expect(stored?.base32 == secret)
        #expect(stored?.lastStep == OneTimePassword.step(at: now.milliseconds))
    }
}
