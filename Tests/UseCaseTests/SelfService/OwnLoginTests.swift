import DatabaseKit
import Domain
import Store
import Synchronization
import TestSupport
import Testing
import UseCases
import Wording

/// A way to telephones that keeps what it was given, or refuses.
final class TestChannel: CodeChannel {
    private let kept = Mutex<[CodeMessage]>([])
    private let isBroken: Bool

    init(isBroken: Bool = false) { self.isBroken = isBroken }

    var messages: [CodeMessage] { kept.withLock { $0 } }

    func send(_ message: CodeMessage) async throws(CodeChannelFailure) {
        if isBroken { throw .status(500) }
        kept.withLock { $0.append(message) }
    }
}

/// A member before the sign-in: what he types and what reaches his telephone.
struct OwnDoor {
    let world: MemberWorld
    let channel = TestChannel()
    var logins: OwnLogins { OwnLogins(world.platform) }

    /// The members with the serials 1 and 2, both of the own union.
    static func make(_ engine: Engine) async throws -> OwnDoor {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1), Roster.row(2)])
        return OwnDoor(world: world)
    }

    func origin(_ now: Instant) -> Logins.Origin { Logins.Origin(address: "10.0.0.1", agent: "test", now: now) }

    func session(at now: Instant = MemberWorld.now) async throws -> ID<OwnSession> {
        try await logins.openVisitor(origin(now)).session.id
    }

    /// What reaches the telephone when the number is typed; nil for nothing.
    func message(_ number: String, _ session: ID<OwnSession>, at now: Instant = MemberWorld.now) async throws -> String?
    {
        let before = channel.messages.count
        try await logins.ask(for: number, session: session, now: now)
        _ = try await CodeDeliveries(world.platform).work(by: channel, now: now)
        return channel.messages.dropFirst(before).first?.code
    }

    /// Signs a member in and agrees for him.
    func signedIn(_ serial: Int, at now: Instant = MemberWorld.now) async throws -> OwnOccasion {
        let session = try await session(at: now)
        let code = try #require(try await message(Roster.number(serial), session, at: now))
        let opened = try await logins.enter(code, session: session, origin(now))
        let visit = try #require(try await logins.visit(token: opened.token, now: now))
        let occasion = OwnOccasion(
            oneself: try #require(visit.oneself), today: MemberWorld.today, now: now, origin: "10.0.0.1")
        try await OwnRecords(world.platform).consent(occasion)
        return occasion
    }
}

@Suite struct OwnLoginTests {
    @Test(arguments: Engine.available)
    func `The code that reaches the telephone signs in once, with a session of its own`(engine: Engine) async throws {
        let door = try await OwnDoor.make(engine)
        let before = try await door.logins.openVisitor(door.origin(MemberWorld.now))
        let code = try #require(try await door.message(Roster.number(1), before.session.id))
        #expect(door.channel.messages.map(\.phone) == ["19900000001"])
        let opened = try await door.logins.enter(code, session: before.session.id, door.origin(MemberWorld.now))
        #expect(opened.token != before.token)
        #expect(try await door.logins.visit(token: before.token, now: MemberWorld.now) == nil)
        let visit = try #require(try await door.logins.visit(token: opened.token, now: MemberWorld.now))
        #expect(visit.oneself?.name == "会员1")
        #expect(visit.consent == .missing)
        // The account's side does not know it.
        #expect(try await Logins(door.world.platform).visit(token: opened.token, now: MemberWorld.now) == nil)
        await #expect(throws: OwnLogins.Failure.refused) {
            try await door.logins.enter(code, session: before.session.id, door.origin(MemberWorld.now))
        }
        #expect(try await door.world.count("SELECT count(*) FROM one_time_code WHERE sealed IS NOT NULL") == 0)
    }

    @Test(arguments: Engine.available)
    func `A number that is nobody's is answered alike, keeps as much, and signs nobody in`(
        engine: Engine
    ) async throws {
        let door = try await OwnDoor.make(engine)
        let known = try await door.session()
        let unknown = try await door.session()
        #expect(try await door.message(Roster.number(1), known) != nil)
        #expect(try await door.message(Roster.number(9), unknown) == nil)
        #expect(try await door.world.count("SELECT count(*) FROM one_time_code") == 2)
        for code in 0..<6 {
            await #expect(throws: OwnLogins.Failure.refused) {
                try await door.logins.enter("00000\(code)", session: unknown, door.origin(MemberWorld.now))
            }
        }
    }

    @Test(arguments: Engine.available)
    func `Five wrong tries spend a code, also when they come at once`(engine: Engine) async throws {
        let door = try await OwnDoor.make(engine)
        let session = try await door.session()
        let code = try #require(try await door.message(Roster.number(1), session))
        let wrong = code == "000000" ? "111111" : "000000"
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    _ = try? await door.logins.enter(wrong, session: session, door.origin(MemberWorld.now))
                }
            }
        }
        await #expect(throws: OwnLogins.Failure.refused) {
            try await door.logins.enter(code, session: session, door.origin(MemberWorld.now))
        }
    }

    @Test(arguments: Engine.available)
    func `A code is good in its own session, until it is old or another was asked for`(engine: Engine) async throws {
        let door = try await OwnDoor.make(engine)
        let session = try await door.session()
        let code = try #require(try await door.message(Roster.number(1), session))
        let elsewhere = try await door.session()
        await #expect(throws: OwnLogins.Failure.refused) {
            try await door.logins.enter(code, session: elsewhere, door.origin(MemberWorld.now))
        }
        let late = MemberWorld.now.adding(minutes: 5)
        await #expect(throws: OwnLogins.Failure.refused) {
            try await door.logins.enter(code, session: session, door.origin(late))
        }
        let newer = try #require(try await door.message(Roster.number(1), session, at: late))
        if newer != code {
            await #expect(throws: OwnLogins.Failure.refused) {
                try await door.logins.enter(code, session: session, door.origin(late))
            }
        }
        _ = try await door.logins.enter(newer, session: session, door.origin(late))
    }

    @Test(arguments: Engine.available)
    func `Nobody gets more than one message a minute and five an hour, whoever asks`(engine: Engine) async throws {
        let door = try await OwnDoor.make(engine)
        var sent: [Int64] = []
        for minute in 0..<Int64(8) {
            for second in [Int64(0), 30] {
                let now = MemberWorld.now.adding(minutes: minute).adding(seconds: second)
                let session = try await door.session(at: now)
                if try await door.message(Roster.number(1), session, at: now) != nil { sent.append(minute) }
            }
        }
        #expect(sent == [0, 1, 2, 3, 4])
        let session = try await door.session()
        #expect(try await door.message(Roster.number(2), session) != nil)
    }

    @Test(arguments: Engine.available)
    func `Asked again too early, the code on its way stays good, and another number gets its own`(engine: Engine)
        async throws
    {
        let door = try await OwnDoor.make(engine)
        let session = try await door.session()
        let code = try #require(try await door.message(Roster.number(1), session))
        for second in [Int64(0), 30] {
            #expect(
                try await door.message(Roster.number(1), session, at: MemberWorld.now.adding(seconds: second)) == nil)
        }
        _ = try await door.logins.enter(code, session: session, door.origin(MemberWorld.now.adding(seconds: 31)))

        // The form that was sent twice has not been worked off yet; it is sent once.
        let (twice, now) = (try await door.session(), MemberWorld.now.adding(minutes: 2))
        try await door.logins.ask(for: Roster.number(1), session: twice, now: now)
        let sent = try #require(try await door.message(Roster.number(1), twice, at: now))
        _ = try await door.logins.enter(sent, session: twice, door.origin(now))

        // Who mistyped his number is not kept waiting.
        let mistyped = try await door.session()
        #expect(try await door.message("319901199001010000", mistyped) == nil)
        #expect(try await door.message(Roster.number(2), mistyped) != nil)
    }

    @Test(arguments: Engine.available)
    func `A demonstration shows a code that signs in, however soon it is asked for again`(engine: Engine) async throws {
        let door = try await OwnDoor.make(engine)
        try await door.world.platform.database.write { try SettingStore($0).set(.mode, to: "demo") }
        for _ in 0..<2 {
            let session = try await door.session()
            try await door.logins.ask(for: Roster.number(1), session: session, now: MemberWorld.now)
            let shown = try #require(try await door.logins.shownCode(of: session, now: MemberWorld.now))
            _ = try await door.logins.enter(shown, session: session, door.origin(MemberWorld.now))
        }
    }

    @Test(arguments: Engine.available)
    func `A message that cannot be sent is tried three times, and never after its code is old`(engine: Engine)
        async throws
    {
        let door = try await OwnDoor.make(engine)
        let broken = TestChannel(isBroken: true)
        let deliveries = CodeDeliveries(door.world.platform)
        let session = try await door.session()
        try await door.logins.ask(for: Roster.number(1), session: session, now: MemberWorld.now)
        var failures: [CodeChannelFailure] = []
        for second in 0..<Int64(60) {
            failures += try await deliveries.work(by: broken, now: MemberWorld.now.adding(seconds: second)).failures
        }
        #expect(failures == [.status(500), .status(500), .status(500)])
        try await door.logins.ask(for: Roster.number(2), session: session, now: MemberWorld.now)
        let outcome = try await deliveries.work(by: door.channel, now: MemberWorld.now.adding(minutes: 5))
        #expect(outcome.sent == 0 && outcome.failures.isEmpty)
    }

    @Test(arguments: Engine.available)
    func `Whoever has left his union is let in no more, and his session ends`(engine: Engine) async throws {
        let door = try await OwnDoor.make(engine)
        let session = try await door.session()
        let code = try #require(try await door.message(Roster.number(1), session))
        let opened = try await door.logins.enter(code, session: session, door.origin(MemberWorld.now))
        try await door.world.platform.database.write {
            try $0.execute("UPDATE member SET left_on = '2023-11-20', leave_reason = 'retired'")
        }
        #expect(try await door.logins.visit(token: opened.token, now: MemberWorld.now)?.oneself == nil)
        let again = try await door.session()
        let later = MemberWorld.now.adding(minutes: 2)
        #expect(try await door.message(Roster.number(1), again, at: later) == nil)
    }

    @Test(arguments: Engine.available)
    func `A session ends after twenty minutes without use and two hours at most`(engine: Engine) async throws {
        let door = try await OwnDoor.make(engine)
        let opened = try await door.logins.openVisitor(door.origin(MemberWorld.now))
        #expect(try await door.logins.visit(token: opened.token, now: MemberWorld.now.adding(minutes: 22)) == nil)
        var now = MemberWorld.now
        while now < MemberWorld.now.adding(hours: 2) {
            #expect(try await door.logins.visit(token: opened.token, now: now) != nil)
            now = now.adding(minutes: 15)
        }
        #expect(try await door.logins.visit(token: opened.token, now: now) == nil)
    }

    @Test(arguments: Engine.available)
    func `The code is shown beside the form only where everybody is invented`(engine: Engine) async throws {
        let door = try await OwnDoor.make(engine)
        let session = try await door.session()
        try await door.logins.ask(for: Roster.number(1), session: session, now: MemberWorld.now)
        #expect(try await door.logins.shownCode(of: session, now: MemberWorld.now) == nil)
        try await door.world.platform.database.write { try SettingStore($0).set(.mode, to: "demo") }
        let shown = try #require(try await door.logins.shownCode(of: session, now: MemberWorld.now))
        _ = try await CodeDeliveries(door.world.platform).work(by: door.channel, now: MemberWorld.now)
        #expect(try await door.logins.shownCode(of: session, now: MemberWorld.now) == shown)
        _ = try await door.logins.enter(shown, session: session, door.origin(MemberWorld.now))
    }

    @Test(arguments: Engine.available)
    func `Housekeeping clears sessions and codes, and keeps what still counts`(engine: Engine) async throws {
        let door = try await OwnDoor.make(engine)
        let session = try await door.session()
        _ = try await door.message(Roster.number(1), session)
        let housekeeping = Housekeeping(door.world.platform)
        try await housekeeping.clear(at: MemberWorld.now.adding(hours: 24))
        #expect(try await door.world.count("SELECT count(*) FROM own_session") == 0)
        #expect(try await door.world.count("SELECT count(*) FROM one_time_code") == 1)
        try await housekeeping.clear(at: MemberWorld.now.adding(hours: 26))
        #expect(try await door.world.count("SELECT count(*) FROM one_time_code") == 0)
    }

    @Test(arguments: Engine.available)
    func `Sign-in, refusal, sign-out and the first consent are in the audit log, of nobody's number as well`(
        engine: Engine
    ) async throws {
        let door = try await OwnDoor.make(engine)
        let stranger = try await door.session()
        _ = try await door.message(Roster.number(9), stranger)
        await #expect(throws: OwnLogins.Failure.refused) {
            try await door.logins.enter("000000", session: stranger, door.origin(MemberWorld.now))
        }
        let session = try await door.session()
        let code = try #require(try await door.message(Roster.number(1), session))
        await #expect(throws: OwnLogins.Failure.refused) {
            try await door.logins.enter(
                code == "000000" ? "111111" : "000000", session: session, door.origin(MemberWorld.now))
        }
        let opened = try await door.logins.enter(code, session: session, door.origin(MemberWorld.now))
        let oneself = try #require(try await door.logins.visit(token: opened.token, now: MemberWorld.now)?.oneself)
        let occasion = OwnOccasion(
            oneself: oneself, today: MemberWorld.today, now: MemberWorld.now, origin: "10.0.0.1")
        for _ in 0..<2 { try await OwnRecords(door.world.platform).consent(occasion) }
        try await door.logins.signOut(opened.session.id, occasion)
        #expect(try await door.logins.visit(token: opened.token, now: MemberWorld.now) == nil)

        let member: Int64 = try await door.world.platform.database.read {
            try #require(
                try $0.value("SELECT id FROM member WHERE person_id = \(oneself.person)"))
        }
        let events = try await door.world.platform.database.read {
            try $0.query(
                """
                SELECT action, subject_id, to_status, origin, account_id FROM event WHERE subject = 'own-access'
                ORDER BY id
                """
            ).map { row -> [String] in
                let subject: Int64 = try row.get("subject_id")
                let state: String? = try row.get("to_status")
                let account: Int64? = try row.get("account_id")
                return [
                    try row.get("action"), subject == member ? "member" : "\(subject)", state ?? "",
                    try row.get("origin"), account == nil ? "" : "account",
                ]
            }
        }
        #expect(
            events == [
                ["log-in-refused", "0", "", "10.0.0.1", ""], ["log-in-refused", "member", "", "10.0.0.1", ""],
                ["log-in", "member", "", "10.0.0.1", ""],
                ["consented", "member", PrivacyNotice.version, "10.0.0.1", ""],
                ["log-out", "member", "", "10.0.0.1", ""],
            ])
        for action in Set(events.map { $0[0] }) { #expect(AuditWording.knows(action: action)) }
        #expect(try await Verification(door.world.platform).violations() == [])
    }
}
