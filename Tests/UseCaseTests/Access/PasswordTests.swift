import DatabaseKit
import Demo
import Domain
import Store
import TestSupport
import Testing
import UseCases
import Vault

@Suite("Setting one's own password")
struct PasswordTests {
    private let now = Instant(milliseconds: 1_700_442_000_000)
    private let first = "Gonghui-Demo-2024"

    private func platform(_ engine: Engine, _ mode: PasswordPolicy.Mode) async throws -> Platform {
        let platform = Platform(
            database: try await engine.database(migrations: Schema.migrations), keys: try .ephemeral(),
            passwords: PasswordHasher(cost: .cheap))
        try await Federation(platform).found(mode: "demo", businessDate: World.demoDay, year: 2024, now: now)
        try await Settings(platform).set(.passwordPolicy, to: mode.rawValue, at: now)
        return platform
    }

    private func occasion(_ account: String, _ platform: Platform) async throws -> Occasion {
        let actor = try await platform.database.read { transaction -> Actor? in
            let accounts = AccountStore(transaction)
            return try accounts.id(name: account).flatMap { try accounts.actor($0) }
        }
        return Occasion(actor: try #require(actor), today: now.day, now: now, origin: "test")
    }

    /// What was said of the new password; nil when it was set.
    private func change(
        _ account: String, from current: String, to new: String, _ platform: Platform
    ) async throws -> Passwords.Failure? {
        do {
            try await Passwords(platform).change(
                from: current, to: new, keeping: ID(1), try await occasion(account, platform))
            return nil
        } catch let failure as Passwords.Failure {
            return failure
        }
    }

    private func problems(_ failure: Passwords.Failure?) -> [PasswordProblem] {
        if case .weak(let problems)? = failure { return problems }
        return []
    }

    @Test("each mode says what it wants; length and words that are no secret count in both")
    func rules() async throws {
        let cases: [(account: String, password: String, graded: [PasswordProblem], standard: [PasswordProblem])] = [
            ("shili", "Ko7-nb", [.tooShort(minimum: 8)], [.tooShort(minimum: 8)]),
            ("shili", "kornblumenfeld", [.tooFewKinds(required: 3)], []),
            ("donghai", "Korn-blu77", [.tooShort(minimum: 12)], [.tooShort(minimum: 12)]),
            ("xitong", "Korn-blu77", [.tooShort(minimum: 12)], [.tooShort(minimum: 12)]),
            ("shili", "Korn-工会-77", [.containsContext("工会")], [.containsContext("工会")]),
            ("shili", "Korn-shili-77", [.containsContext("shili")], [.containsContext("shili")]),
            (
                "shili", String(repeating: "Ab3-xyqw", count: 17), [.tooLong(maximum: 128)],
                [.tooLong(maximum: 128)]
            ),
        ]
        for mode in PasswordPolicy.Mode.allCases {
            let platform = try await platform(.sqlite, mode)
            var current: [String: String] = [:]
            for (account, password, graded, standard) in cases {
                let found = try await change(account, from: current[account] ?? first, to: password, platform)
                let expected = mode == .gradedProtection ? graded : standard
                #expect(problems(found) == expected, "\(password) of \(account) in \(mode)")
                #expect((found == nil) == expected.isEmpty)
                if found == nil { current[account] = password }
            }
        }
    }

    @Test("the union's name is no secret, short or long")
    func unionName() async throws {
        let platform = try await platform(.sqlite, .gradedProtection)
        let name = try await occasion("shili", platform).actor.unionName
        let short = name.replacing("工会委员会", with: "")
        #expect(short != name)
        #expect(
            problems(try await change("shili", from: first, to: "Ab3-\(short)-x", platform)) == [
                .containsContext(short)
            ])
    }

    @Test("graded protection takes none of the last five again; the sixth is free", arguments: Engine.available)
    func remembered(engine: Engine) async throws {
        let platform = try await platform(engine, .gradedProtection)
        let passwords = (1...5).map { "Korn-blume-\($0)x" }
        var current = first
        for password in passwords {
            #expect(try await change("shili", from: current, to: password, platform) == nil)
            current = password
        }
        for used in passwords {
            guard case .repeated(last: 5)? = try await change("shili", from: current, to: used, platform) else {
                Issue.record("\(used) was taken again")
                return
            }
        }
        // Typed full-width it is the same password.
        guard case .repeated? = try await change("shili", from: current, to: "Korn-blume-５x", platform) else {
            Issue.record("the present password was taken again")
            return
        }
        #expect(try await change("shili", from: current, to: "Wiesen-grund-6", platform) == nil)
        let kept: Int? = try await platform.database.read { try $0.value("SELECT count(*) FROM past_password") }
        #expect(kept == 4)
        #expect(try await change("shili", from: "Wiesen-grund-6", to: passwords[0], platform) == nil)
    }

    @Test("the other mode keeps no hashes of earlier passwords, and refuses only the present one")
    func notRemembered() async throws {
        let platform = try await platform(.sqlite, .verificationStandard)
        #expect(try await change("shili", from: first, to: "kornblumenfeld", platform) == nil)
        let kept: Int? = try await platform.database.read { try $0.value("SELECT count(*) FROM past_password") }
        #expect(kept == 0)
        guard
            case .repeated(last: 1)? = try await change("shili", from: "kornblumenfeld", to: "kornblumenfeld", platform)
        else {
            Issue.record("the present password was taken again")
            return
        }
        #expect(try await change("shili", from: "kornblumenfeld", to: "zwischenzeitlich", platform) == nil)
        #expect(try await change("shili", from: "zwischenzeitlich", to: "kornblumenfeld", platform) == nil)
    }

    @Test("a one-time code does not bring an old password back either")
    func redeemed() async throws {
        let platform = try await platform(.sqlite, .gradedProtection)
        let administrator = try await occasion("xitong", platform).confirmed
        let shili = try await occasion("shili", platform).actor.account
        let code = try await Accounts(platform).issueCode(for: shili, administrator)
        let origin = Logins.Origin(address: "10.0.0.1", agent: "test", now: now)
        #expect(try await change("shili", from: first, to: "Korn-blume-1x", platform) == nil)
        do {
            try await Passwords(platform).redeem(code: code, of: "shili", to: "Korn-blume-1x", origin: origin)
            Issue.record("the present password was taken again")
        } catch Passwords.Failure.repeated(last: 5) {}
        // Nothing was used up by the mistake.
        try await Passwords(platform).redeem(code: code, of: "shili", to: "Wiesen-grund-6", origin: origin)
    }

    @Test(
        "after ninety days the next login leads to a new password; work that has begun goes on",
        arguments: [true, false])
    func age(isGraded: Bool) async throws {
        let platform = try await platform(.sqlite, isGraded ? .gradedProtection : .verificationStandard)
        try await platform.database.write { try $0.execute("DELETE FROM setting WHERE name = 'mode'") }
        func standing(at login: Instant, asked: Instant) async throws -> Logins.PasswordStanding? {
            let origin = Logins.Origin(address: "10.0.0.1", agent: "test", now: login)
            let token = Token.random()
            try await platform.database.write { transaction in
                let id = try AccountStore(transaction).id(name: "shili")
                _ = try SessionStore(transaction).insert(
                    tokenHash: token.hash, csrf: "csrf", account: id, stage: .member, origin: origin.address,
                    agent: origin.agent, at: login)
            }
            return try await Logins(platform).visit(token: token.text, now: asked)?.password
        }
        let day = now.adding(days: 90)
        let before = day.adding(minutes: -5)
        #expect(try await standing(at: before, asked: before) == .own)
        #expect(try await standing(at: before, asked: day.adding(minutes: 5)) == .own)
        #expect(try await standing(at: day, asked: day) == (isGraded ? .expired(days: 90) : .own))
    }
}
