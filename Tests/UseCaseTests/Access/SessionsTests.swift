import DatabaseKit
import Demo
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

@Suite("Sessions of an account")
struct SessionsTests {
    private let now = Instant(milliseconds: 1_700_442_000_000)

    @Test("one's own sessions are listed and ended with an event, another's is not there", arguments: Engine.available)
    func end(engine: Engine) async throws {
        let platform = Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try .ephemeral(),
            passwords: PasswordHasher(cost: .cheap))
        try await Federation(platform).found(mode: "demo", businessDate: World.demoDay, year: 2024, now: now)
        let mine = try await opened("shili", platform)
        let others = try await opened("yanshi", platform)
        let occasion = try await occasion("shili", platform)
        let sessions = Sessions(platform)
        #expect(try await sessions.list(occasion).map(\.id) == [mine])
        await #expect(throws: Refusal.notFound) { try await sessions.end(others, occasion) }
        try await sessions.end(mine, occasion)
        #expect(try await sessions.list(occasion).isEmpty)
        await #expect(throws: Refusal.notFound) { try await sessions.end(mine, occasion) }
        let history = try await platform.database.read {
            try EventStore($0).history(of: .account, occasion.actor.account.rawValue)
        }
        #expect(history.map(\.action) == ["end-session", "create-account"])
    }

    private func opened(_ account: String, _ platform: Platform) async throws -> ID<Session> {
        let origin = Logins.Origin(address: "10.0.0.1", agent: "test", now: now)
        return try #require(try await Logins(platform).mint(account: account, origin: origin)).session.id
    }

    private func occasion(_ account: String, _ platform: Platform) async throws -> Occasion {
        let actor = try await platform.database.read { transaction in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: account).flatMap { try accounts.actor($0) }
        }
        return Occasion(actor: try #require(actor), today: now.day, now: now, origin: "test")
    }
}
