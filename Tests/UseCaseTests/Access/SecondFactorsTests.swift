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

    @Test(
        "a role that asks for a second factor ends the sessions that have none; the next login sets it up first",
        arguments: Engine.available)
    func givenRole(engine: Engine) async throws {
        let (platform, newcomer) = try await newcomer(engine)
        let (accounts, security) = (Accounts(platform), try await occasion("anquan", platform))
        let (living, clerk) = (try await session("newcomer", platform), try await session("shili", platform))
        #expect(try await visits(living, platform))
        let version = try await accounts.find(newcomer, security).account.version
        try await accounts.assign([RoleGrant(.districtOfficer)], to: newcomer, version: version, security)
        #expect(try await visits(living, platform) == false)
        #expect(try await logIn("newcomer", platform).session.duty == .secondFactor)

        // Whose roles ask for none goes on.
        let shili = try await occasion("shili", platform).actor.account
        let held = try await accounts.find(shili, security).account.version
        try await accounts.assign(
            [RoleGrant(.clerk, until: now.day.adding(days: 20))], to: shili, version: held, security)
        #expect(try await visits(clerk, platform))
        #expect(try await logIn("shili", platform).session.duty == nil)
    }

    @Test("a role from tomorrow asks for its second factor at today's login", arguments: Engine.available)
    func roleAhead(engine: Engine) async throws {
        let (platform, newcomer) = try await newcomer(engine)
        let (accounts, security) = (Accounts(platform), try await occasion("anquan", platform))
        let living = try await session("newcomer", platform)
        let version = try await accounts.find(newcomer, security).account.version
        try await accounts.assign(
            [RoleGrant(.districtOfficer, from: now.day.adding(days: 1))], to: newcomer, version: version, security)
        #expect(try await visits(living, platform) == false)
        #expect(try await accounts.find(newcomer, security).account.secondFactor == .missing)
        #expect(try await logIn("newcomer", platform).session.duty == .secondFactor)
    }

    @Test("a duty that asks for a second factor ends its successor's sessions as well", arguments: Engine.available)
    func handedOver(engine: Engine) async throws {
        let (platform, newcomer) = try await newcomer(engine)
        let handovers = Handovers(platform)
        let living = try await session("newcomer", platform)
        let request = Handovers.Request(successor: newcomer, day: now.day, fate: .keep, remark: "")
        let donghai = try await occasion("donghai", platform).actor.account
        let id = try await handovers.ask(request, from: donghai, try await occasion("xitong", platform))
        #expect(try await visits(living, platform))
        try await handovers.move(id, try await occasion("anquan", platform))
        #expect(try await visits(living, platform) == false)
        #expect(try await logIn("newcomer", platform).session.duty == .secondFactor)
    }

    // MARK: Steps

    /// The demonstration with somebody at a district who has no role yet, and so needs no second factor.
    private func newcomer(_ engine: Engine) async throws -> (Platform, ID<Account>) {
        let platform = Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try .ephemeral(),
            passwords: PasswordHasher(cost: .cheap))
        try await Federation(platform).found(mode: "demo", businessDate: World.demoDay, year: 2024, now: now)
        let district = try await occasion("donghai", platform).actor.union
        try await Accounts(platform).create(
            [
                .init(
                    name: "newcomer", displayName: "新审例", union: district, roles: [], password: "Gonghui-Demo-2024")
            ], now: now)
        return (platform, try await occasion("newcomer", platform).actor.account)
    }

    private func occasion(_ account: String, _ platform: Platform) async throws -> Occasion {
        let actor = try await platform.database.read { transaction in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: account).flatMap { try accounts.actor($0) }
        }
        return Occasion(actor: try #require(actor), today: now.day, now: now, origin: "test").confirmed
    }

    private func session(_ account: String, _ platform: Platform) async throws -> String {
        let origin = Logins.Origin(address: "10.0.0.1", agent: "test", now: now)
        return try #require(try await Logins(platform).mint(account: account, origin: origin)).token
    }

    private func visits(_ token: String, _ platform: Platform) async throws -> Bool {
        try await Logins(platform).visit(token: token, now: now) != nil
    }

    private func logIn(_ account: String, _ platform: Platform) async throws -> Logins.Opened {
        let logins = Logins(platform)
        let origin = Logins.Origin(address: "10.0.0.1", agent: "test", now: now)
        let visitor = try await logins.openVisitor(origin).session.id
        let captcha = try await logins.captcha(of: visitor, renew: .always, now: now)
        return try await logins.logIn(
            account: account, password: "Gonghui-Demo-2024", captcha: captcha, visitor: visitor, origin: origin)
    }
}
