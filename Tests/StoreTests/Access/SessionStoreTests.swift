import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

@Suite("Sessions and tickets in the store")
struct SessionStoreTests {
    private let start = Instant(milliseconds: 1_700_442_000_000)

    private func account(_ transaction: any Transaction) throws -> ID<Account> {
        let union = try UnionStore(transaction).insert(name: "示例市总工会", code: "1", kind: .cityFederation, under: nil)
        return try AccountStore(transaction).insert(
            name: "a", displayName: "账号甲", union: union.id, roles: [.centre, .clerk], passwordHash: "x", at: start
        ).id
    }

    private func open(
        _ transaction: any Transaction, _ byte: UInt8, _ account: ID<Account>?, at now: Instant
    ) throws -> Session {
        try SessionStore(transaction).insert(
            tokenHash: Array(repeating: byte, count: 32), csrf: "csrf", account: account,
            stage: account == nil ? .visitor : .member, origin: "127.0.0.1",
            agent: String(repeating: "长", count: 500), at: now)
    }

    @Test("the newest sessions of an account stay, other accounts' are not touched", arguments: Engine.available)
    func newest(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        try await database.write { transaction in
            let account = try account(transaction)
            let sessions = SessionStore(transaction)
            let visitor = try open(transaction, 9, nil, at: start)
            let opened = try (0..<4).map {
                try open(transaction, UInt8($0), account, at: start.adding(minutes: Int64($0)))
            }
            try sessions.keepNewest(3, of: account)
            #expect(try sessions.find(tokenHash: Array(repeating: 0, count: 32)) == nil)
            for number in 1..<4 {
                let kept = try sessions.find(tokenHash: Array(repeating: UInt8(number), count: 32))
                #expect(kept?.id == opened[number].id)
            }
            #expect(try sessions.find(tokenHash: Array(repeating: 9, count: 32))?.id == visitor.id)
        }
    }

    @Test("a captcha is taken once and only in its time", arguments: Engine.available)
    func captcha(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        try await database.write { transaction in
            let sessions = SessionStore(transaction)
            let visitor = try open(transaction, 1, nil, at: start).id
            try sessions.setCaptcha("1234", until: start.adding(minutes: 2), of: visitor)
            #expect(try sessions.captcha(of: visitor, at: start.adding(minutes: 3)) == nil)
            #expect(try sessions.takeCaptcha(of: visitor, at: start.adding(minutes: 2)) == "1234")
            #expect(try sessions.takeCaptcha(of: visitor, at: start) == nil)
        }
    }

    @Test("a flash is taken back only if it is the one that was shown", arguments: Engine.available)
    func flash(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        try await database.write { transaction in
            let sessions = SessionStore(transaction)
            let hash = Array(repeating: UInt8(1), count: 32)
            let visitor = try open(transaction, 1, nil, at: start).id
            try sessions.setFlash("second", of: visitor)
            try sessions.clearFlash("first", of: visitor)
            #expect(try sessions.find(tokenHash: hash)?.flash == "second")
            try sessions.clearFlash("second", of: visitor)
            #expect(try sessions.find(tokenHash: hash)?.flash == nil)
        }
    }

    @Test("purging takes what was seen before the limit and nothing else", arguments: Engine.available)
    func purge(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        try await database.write { transaction in
            let account = try account(transaction)
            _ = try open(transaction, 1, nil, at: start)
            _ = try open(transaction, 2, nil, at: start.adding(minutes: 5))
            let sessions = SessionStore(transaction)
            try sessions.purge(seenBefore: start.adding(minutes: 5))
            #expect(try sessions.find(tokenHash: Array(repeating: 1, count: 32)) == nil)
            #expect(try sessions.find(tokenHash: Array(repeating: 2, count: 32)) != nil)
            let tickets = TicketStore(transaction)
            try tickets.record("old", by: account, act: "a", answer: "1", at: start)
            try tickets.record("new", by: account, act: "a", answer: "2", at: start.adding(hours: 1))
            try tickets.purge(before: start.adding(hours: 1))
            #expect(try tickets.answer(to: "old", by: account, act: "a") == nil)
            #expect(try tickets.answer(to: "new", by: account, act: "a") == "2")
            #expect(try tickets.answer(to: "new", by: account, act: "b") == nil)
            #expect(try tickets.answer(to: "new", by: ID(account.rawValue + 1), act: "a") == nil)
        }
    }

    @Test("an actor has all its roles; a disabled one is nobody", arguments: Engine.available)
    func actor(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        try await database.write { transaction in
            let account = try account(transaction)
            let accounts = AccountStore(transaction)
            let today = start.day
            #expect(try accounts.actor(account, on: today)?.roles == [.centre, .clerk])
            try transaction.execute("UPDATE account SET status = 'disabled' WHERE id = \(account)")
            #expect(try accounts.actor(account, on: today) == nil)
        }
    }

    @Test("a role holds on its first and last day and between them, on no other", arguments: Engine.available)
    func roleDays(engine: Engine) async throws {
        let database = try await engine.database(migrations: Schema.migrations)
        try await database.write { transaction in
            let account = try account(transaction)
            let accounts = AccountStore(transaction)
            let (first, last) = (start.day, start.day.adding(days: 9))
            let shown = try accounts.managed(account, on: first)
            guard let shown else { throw Refusal.notFound }
            let grants = [
                RoleGrant(.clerk, from: first, until: last), RoleGrant(.reviewer, from: last),
                RoleGrant(.centre, until: first),
            ]
            try accounts.setRoles(grants, of: shown)
            func roles(_ day: CalendarDay) throws -> Set<Role> { try accounts.actor(account, on: day)?.roles ?? [] }
            #expect(try roles(first.adding(days: -1)) == [.centre])
            #expect(try roles(first) == [.centre, .clerk])
            #expect(try roles(first.adding(days: 1)) == [.clerk])
            #expect(try roles(last) == [.clerk, .reviewer])
            #expect(try roles(last.adding(days: 1)) == [.reviewer])
            let later = try accounts.managed(account, on: last.adding(days: 1))
            #expect(Set(later?.grants ?? []) == Set(grants))
            #expect(later?.roles == [.reviewer])
            #expect(try accounts.count(holding: .clerk, from: last) == 1)
            #expect(try accounts.count(holding: .clerk, from: last.adding(days: 1)) == 0)
            #expect(try accounts.count(holding: .reviewer, from: first) == 1)
        }
    }
}
