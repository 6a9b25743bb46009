import DatabaseKit
import Demo
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

@Suite("Forms kept for an account that has to log in again")
struct KeptFormStoreTests {
    private let now = Instant(milliseconds: 1_700_442_000_000)

    private func platform(_ engine: Engine) async throws -> Platform {
        let platform = Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try .ephemeral(),
            passwords: PasswordHasher(cost: .cheap))
        try await Federation(platform).found(mode: "demo", businessDate: World.demoDay, year: 2024, now: now)
        return platform
    }

    private func occasion(_ account: String, _ platform: Platform, at now: Instant) async throws -> Occasion {
        let actor = try await platform.database.read { transaction -> Actor? in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: account).flatMap { try accounts.actor($0) }
        }
        return Occasion(actor: try #require(actor), today: now.day, now: now, origin: "test")
    }

    private func typed(_ note: String) -> KeptForms.Typed {
        KeptForms.Typed(
            path: "/members/1", page: "/members/1/edit", fields: [.init("note", note), .init("note", "第二行")],
            isWhole: true)
    }

    @Test("a form is sealed, its account's alone, and one of five", arguments: Engine.available)
    func keeping(engine: Engine) async throws {
        let platform = try await platform(engine)
        let forms = KeptForms(platform)
        let shili = try await occasion("shili", platform, at: now)
        let other = try await occasion("yanshi", platform, at: now)
        var tokens: [String] = []
        for number in 0..<6 {
            tokens.append(try await forms.keep(typed("住址 \(number) 号"), of: .account(shili.actor.account), at: now))
        }
        let theirs = try await forms.keep(typed("另一份"), of: .account(other.actor.account), at: now)
        await #expect(throws: Refusal.notFound) { _ = try await forms.find(tokens[0], shili) }
        #expect(try await forms.find(tokens[1], shili) == typed("住址 1 号"))
        #expect(try await forms.find(tokens[5], shili) == typed("住址 5 号"))
        await #expect(throws: Refusal.notFound) { _ = try await forms.find(theirs, shili) }
        await #expect(throws: Refusal.notFound) { _ = try await forms.find(tokens[5], other) }
        let late = try await occasion("shili", platform, at: now.adding(minutes: KeptForms.minutes + 1))
        await #expect(throws: Refusal.notFound) { _ = try await forms.find(tokens[5], late) }
        let sealed: [[UInt8]] = try await platform.database.read {
            try $0.query("SELECT sealed FROM kept_form").map { try $0.get("sealed") }
        }
        #expect(sealed.count == 6)
        #expect(sealed.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("note") })
    }

    @Test("whose a session was is known however it has ended, for a working day", arguments: Engine.available)
    func ended(engine: Engine) async throws {
        let platform = try await platform(engine)
        let forms = KeptForms(platform)
        let shili = try await occasion("shili", platform, at: now).actor.account
        func open(at now: Instant) async throws -> (token: Token, id: ID<Session>) {
            let token = Token.random()
            let session = try await platform.database.write {
                try SessionStore($0).insert(
                    tokenHash: token.hash, csrf: "csrf of \(token.text)", account: shili, stage: .member,
                    origin: "10.0.0.1", agent: "test", at: now)
            }
            return (token, session.id)
        }
        let endings: [@Sendable (SessionStore, ID<Session>) throws -> Void] = [
            { try $0.delete($1) }, { store, _ in try store.deleteAll(of: shili) },
            { store, _ in try store.deleteOthers(of: shili, keeping: ID(1)) },
            { store, _ in try store.keepNewest(0, of: shili) },
            { [now] store, _ in try store.purge(seenBefore: now.adding(minutes: 1)) },
        ]
        for end in endings {
            let (token, id) = try await open(at: now)
            try await platform.database.write { try end(SessionStore($0), id) }
            let ended = try await forms.ended(token: token.text)
            #expect(ended?.owner == .account(shili))
            #expect(ended?.csrf == "csrf of \(token.text)")
        }
        // Somebody who had not logged in has nothing to keep.
        let visitor = try await Logins(platform).openVisitor(
            Logins.Origin(address: "10.0.0.1", agent: "test", now: now))
        try await platform.database.write { try SessionStore($0).delete(visitor.session.id) }
        #expect(try await forms.ended(token: visitor.token) == nil)
        let (token, id) = try await open(at: now)
        try await platform.database.write { try SessionStore($0).delete(id) }
        try await Housekeeping(platform).clear(at: now.adding(hours: 10).adding(minutes: 1))
        #expect(try await forms.ended(token: token.text) == nil)
    }
}
