import DatabaseKit
public import Domain
import Store
import Vault

/// Members sign in for themselves: the number of a document, then a code that is sent to their telephone.
///
/// Times here are the real clock's. Whatever number is typed, the answer and the work are the same: a code is made and
/// kept for anybody, and only one that somebody waits for is sent (security, section 1).
public struct OwnLogins: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    public enum Limits {
        public static let idleMinutes: Int64 = 20
        public static let absoluteHours: Int64 = 2
        public static let sessions = 3
    }

    public enum Failure: Error, Sendable {
        /// Wrong, old, used or tried too often: which one is never said.
        case refused
    }

    /// A new session together with the token that only the browser keeps.
    public struct Opened: Sendable {
        public let token: String
        public let session: OwnSession
    }

    /// Everything a request needs to know of the member, read in one snapshot.
    public struct Visit: Sendable {
        public let session: OwnSession
        /// Nil before the code has been entered, and when the membership has ended.
        public let oneself: Oneself?
        public let consent: Consent

        /// Somebody who has not signed in.
        public init(visitor session: OwnSession) {
            self.init(session: session, oneself: nil, consent: .missing)
        }

        init(session: OwnSession, oneself: Oneself?, consent: Consent) {
            self.session = session
            self.oneself = oneself
            self.consent = consent
        }
    }

    /// Whether the person has agreed to the privacy notice in force.
    public enum Consent: Sendable {
        case given, missing
    }

    // MARK: Sessions

    public func openVisitor(_ origin: Logins.Origin) async throws -> Opened {
        let token = Token.random()
        let csrf = Token.random().text
        let session = try await platform.database.write { transaction in
            try OwnSessionStore(transaction).insert(
                tokenHash: token.hash, csrf: csrf, person: nil, origin: origin.address, agent: origin.agent,
                at: origin.now)
        }
        return Opened(token: token.text, session: session)
    }

    /// The visit behind a cookie; nil when the session is unknown, idle too long, or too old.
    public func visit(token: String, now: Instant) async throws -> Visit? {
        guard let hash = Token(text: token)?.hash else { return nil }
        let seal = platform.seal
        let visit = try await platform.database.read { transaction -> Visit? in
            guard let session = try OwnSessionStore(transaction).find(tokenHash: hash), Self.isAlive(session, at: now)
            else { return nil }
            let records = OwnRecordStore(transaction, seal)
            guard let person = session.person, let oneself = try records.member(person) else {
                return Visit(visitor: session)
            }
            let consent = try records.consent(of: person, to: PrivacyNotice.version)
            return Visit(session: session, oneself: oneself, consent: consent == nil ? .missing : .given)
        }
        if let visit, visit.session.seenAt.adding(minutes: 1) < now {
            try await platform.database.write { try OwnSessionStore($0).touch(visit.session.id, at: now) }
        }
        return visit
    }

    static func isAlive(_ session: OwnSession, at now: Instant) -> Bool {
        now < session.seenAt.adding(minutes: Limits.idleMinutes + 1)
            && now < session.createdAt.adding(hours: Limits.absoluteHours)
    }

    public func setFlash(_ text: String, of session: ID<OwnSession>) async throws {
        try await platform.database.write { try OwnSessionStore($0).setFlash(text, of: session) }
    }

    public func clearFlash(_ text: String, of session: ID<OwnSession>) async throws {
        try await platform.database.write { try OwnSessionStore($0).clearFlash(text, of: session) }
    }

    public func signOut(_ session: ID<OwnSession>, _ occasion: OwnOccasion) async throws {
        let seal = platform.seal
        try await platform.database.write { transaction in
            try OwnSessionStore(transaction).delete(session)
            try Self.record(.logOut, transaction, seal, occasion)
        }
    }

    // MARK: Signing in

    /// Asks for a code; what becomes of it is not told.
    ///
    /// Asked again before another may be sent, the one that is on its way stays good.
    ///
    /// - Parameter typed: the number of a document, as it was typed.
    public func ask(for typed: String, session: ID<OwnSession>, now: Instant) async throws {
        let seal = platform.seal
        let digits = String(Int.random(in: 0...999_999))
        let code = String(repeating: "0", count: 6 - digits.count) + digits
        try await platform.database.write { transaction in
            let codes = OneTimeCodeStore(transaction, seal)
            var person = try Self.member(with: typed, transaction, seal)
            let open = try codes.open(of: session, at: now)
            if let known = person {
                let earlier = try codes.requests(of: known, since: now.adding(hours: -24))
                // Nothing is sent to invented people; a demonstration waits for nothing.
                let mayWait = try !SettingStore(transaction).holdsInventedPeople()
                if mayWait, !OneTimeCode.mayBeSent(after: earlier, at: now) {
                    if open?.person == known { return }
                    person = nil
                }
            } else if let open, open.person == nil, !OneTimeCode.mayBeSent(after: [open.askedAt], at: now) {
                return
            }
            try codes.insert(
                code, for: person, session: session, until: now.adding(minutes: OneTimeCode.Limits.minutes), at: now)
        }
    }

    /// The member with that document whom a message can reach.
    private static func member(
        with typed: String, _ transaction: any Transaction, _ seal: FieldSeal
    ) throws -> ID<Person>? {
        let found = try PersonStore(transaction, seal).known(by: DocumentIndex.candidates(for: typed, seal))
        let people = Set(found.values.map(\.id))
        let records = OwnRecordStore(transaction, seal)
        // One number as two kinds of document of two people names neither.
        guard people.count == 1, let person = people.first, try records.member(person) != nil,
            try records.hasPhone(person)
        else { return nil }
        return person
    }

    /// Signs in with a new session; the visitor's old one ends.
    public func enter(
        _ typed: String, session: ID<OwnSession>, _ origin: Logins.Origin
    ) async throws -> Opened {
        let seal = platform.seal
        let now = origin.now
        let opened = try await platform.database.write { transaction -> Opened? in
            let codes = OneTimeCodeStore(transaction, seal)
            let judged = try codes.judge(typed, of: session)
            guard let (code, isRight) = judged, code.isOpen(at: now) else {
                try Self.recordRefusal(of: judged?.code.person, transaction, seal, origin)
                return nil
            }
            guard isRight, let person = code.person,
                let oneself = try OwnRecordStore(transaction, seal).member(person)
            else {
                // Counted in the transaction, so that many tries at once are as many as one after the other.
                try codes.recordFailure(of: code.id)
                try Self.recordRefusal(of: code.person, transaction, seal, origin)
                return nil
            }
            try codes.use(code.id, at: now)
            let sessions = OwnSessionStore(transaction)
            try sessions.delete(session)
            let token = Token.random()
            let opened = try sessions.insert(
                tokenHash: token.hash, csrf: Token.random().text, person: person, origin: origin.address,
                agent: origin.agent, at: now)
            try sessions.keepNewest(Limits.sessions, of: person)
            try Self.record(
                .logIn, transaction, seal,
                OwnOccasion(oneself: oneself, today: now.day, now: now, origin: origin.address))
            return Opened(token: token.text, session: opened)
        }
        guard let opened else { throw Failure.refused }
        return opened
    }

    // MARK: Audit

    /// What is recorded of a member's access, by the names that accounts have for the same.
    enum Event: String, Sendable, CaseIterable {
        case logIn = "log-in"
        case logOut = "log-out"
        /// A wrong or old code, or one that was asked for with a number that is nobody's.
        case logInRefused = "log-in-refused"
        /// To the privacy notice of the version that the event tells.
        case consented
    }

    /// Records what a member did, under his newest membership.
    static func record(
        _ event: Event, to state: String? = nil, _ transaction: any Transaction, _ seal: FieldSeal,
        _ occasion: OwnOccasion
    ) throws {
        let membership = try OwnRecordStore(transaction, seal).memberships(of: occasion.oneself.person).first
        try EventStore(transaction).record(
            event.rawValue, on: .ownAccess, membership?.member.rawValue ?? 0, at: membership?.path ?? .root, to: state,
            occasion)
    }

    /// Records a sign-in that failed, by somebody who has not proved who he is.
    private static func recordRefusal(
        of person: ID<Person>?, _ transaction: any Transaction, _ seal: FieldSeal, _ origin: Logins.Origin
    ) throws {
        let membership = try person.flatMap { try OwnRecordStore(transaction, seal).memberships(of: $0).first }
        try EventStore(transaction).recordVisitor(
            Event.logInRefused.rawValue, on: .ownAccess, membership?.member.rawValue ?? 0,
            at: membership?.path ?? .root, from: origin.address, origin.now)
    }

    /// The code that the session waits for, to be shown beside the form; nil in a database that holds real people.
    public func shownCode(of session: ID<OwnSession>, now: Instant) async throws -> String? {
        let seal = platform.seal
        return try await platform.database.read { transaction in
            guard try SettingStore(transaction).holdsInventedPeople() else { return nil }
            return try OneTimeCodeStore(transaction, seal).shown(of: session, at: now)
        }
    }
}

extension SettingStore {
    /// Whether the database is marked as a demonstration or a rehearsal.
    func holdsInventedPeople() throws -> Bool {
        let mode = try get(.mode)
        return mode == "demo" || mode == "rehearsal"
    }
}
