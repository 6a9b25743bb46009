import DatabaseKit
import Demo
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

@Suite("One form, one effect")
struct OnceTests {
    private let now = Instant(milliseconds: 1_700_442_000_000)

    private func platform(_ engine: Engine) async throws -> Platform {
        let platform = Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try .ephemeral(),
            passwords: PasswordHasher(cost: .cheap))
        try await Federation(platform).found(mode: "demo", businessDate: World.demoDay, year: 2024, now: now)
        return platform
    }

    private func occasion(_ platform: Platform, _ account: String, ticket: String?) async throws -> Occasion {
        let actor = try await platform.database.read { transaction in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: account).flatMap { try accounts.actor($0) }
        }
        return Occasion(
            actor: try #require(actor), today: try #require(CalendarDay(World.demoDay)), now: now, origin: "test",
            ticket: ticket)
    }

    private func count(_ platform: Platform, _ occasion: Occasion, act: String = "count") async throws -> Int64 {
        try await platform.once(act, occasion) { try $0.nextNumber(in: "once") }
    }

    @Test("the same ticket gets the recorded answer, at once and afterwards", arguments: Engine.available)
    func sameTicket(engine: Engine) async throws {
        let platform = try await platform(engine)
        let occasion = try await occasion(platform, "shili", ticket: "ticket-1")
        let answers = try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 0..<12 { group.addTask { try await count(platform, occasion) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: 1, count: 12))
        #expect(try await count(platform, occasion) == 1)
    }

    @Test("without a ticket every act has its effect", arguments: Engine.available)
    func noTicket(engine: Engine) async throws {
        let platform = try await platform(engine)
        let occasion = try await occasion(platform, "shili", ticket: nil)
        #expect(try await count(platform, occasion) == 1)
        #expect(try await count(platform, occasion) == 2)
    }

    @Test("a refused act leaves no ticket behind", arguments: Engine.available)
    func refused(engine: Engine) async throws {
        let platform = try await platform(engine)
        let occasion = try await occasion(platform, "shili", ticket: "ticket-1")
        await #expect(throws: Refusal.reasonMissing) {
            try await platform.once("count", occasion) { transaction -> Int64 in
                _ = try transaction.nextNumber(in: "once")
                throw Refusal.reasonMissing
            }
        }
        #expect(try await count(platform, occasion) == 1)
    }

    @Test("another account never gets the answer of a ticket", arguments: Engine.available)
    func otherAccount(engine: Engine) async throws {
        let platform = try await platform(engine)
        #expect(try await count(platform, try await occasion(platform, "shili", ticket: "ticket-1")) == 1)
        let other = try await occasion(platform, "yanshi", ticket: "ticket-1")
        await #expect(throws: (any Error).self) { try await count(platform, other) }
    }
}
