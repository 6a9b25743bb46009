import DatabaseKit
public import Domain
import Store
import Vault

/// Logging in and out, and who stands behind a session.
///
/// Times here are the real clock's: sessions and locks do not follow a rehearsal's calendar (security, section 1).
public struct Logins: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Limits of a login and its session.
    public enum Limits {
        public static let failures = 5
        public static let lockMinutes: Int64 = 10
        public static let captchaMinutes: Int64 = 2
        public static let idleMinutes: Int64 = 20
        public static let absoluteHours: Int64 = 10
        public static let sessions = 3
        /// How long a right password waits for its second factor.
        public static let secondFactorMinutes: Int64 = 5
    }

    /// Where a request comes from and when.
    public struct Origin: Sendable {
        public let address: String
        public let agent: String
        public let now: Instant

        public init(address: String, agent: String, now: Instant) {
            self.address = address
            self.agent = agent
            self.now = now
        }
    }

    public enum Failure: Error, Sendable {
        /// Account, password or captcha: which one is never said.
        case refused
    }

    /// A new session together with the token that only the browser keeps.
    public struct Opened: Sendable {
        public let token: String
        public let session: Session
        /// How the account was used before; nil at its first login.
        public let before: Before?
        public let next: Next
    }

    /// What comes after the password.
    public enum Next: Sendable {
        case nothing
        /// The session is nobody's until a code is entered.
        case secondFactor
    }

    /// The login before this one, and what failed since.
    public struct Before: Sendable {
        public let at: Instant
        public let origin: String
        public let failures: Int
    }

    /// Everything a request needs to know of its visitor, read in one snapshot.
    public struct Visit: Sendable {
        public let session: Session
        public let actor: Actor?
        public let enterprise: Enterprise?
        public let todos: Int
        /// What the account must still confirm; asked for once it may work.
        public let demand: AnnouncementDemand?
        public let password: PasswordStanding

        /// Somebody who has not logged in.
        public init(visitor session: Session) {
            self.init(session: session, actor: nil, enterprise: nil, todos: 0, password: .own)
        }

        init(
            session: Session, actor: Actor?, enterprise: Enterprise?, todos: Int, demand: AnnouncementDemand? = nil,
            password: PasswordStanding
        ) {
            self.session = session
            self.actor = actor
            self.enterprise = enterprise
            self.todos = todos
            self.demand = demand
            self.password = password
        }
    }

    /// Whose choice the password is.
    public enum PasswordStanding: Hashable, Sendable {
        case own
        /// Given by somebody else; nothing may be done before it is changed.
        case oneTime
        /// Older than so many days when the session began; nothing may be done before it is changed.
        case expired(days: Int)

        var isOwn: Bool {
            switch self {
            case .own: true
            case .oneTime, .expired: false
            }
        }
    }

    // MARK: Sessions

    public func openVisitor(_ origin: Origin) async throws -> Opened {
        let token = Token.random()
        let csrf = Token.random().text
        let session = try await platform.database.write { transaction in
            try SessionStore(transaction).insert(
                tokenHash: token.hash, csrf: csrf, account: nil, stage: .visitor, origin: origin.address,
                agent: origin.agent, at: origin.now)
        }
        return Opened(token: token.text, session: session, before: nil, next: .nothing)
    }

    /// The visit behind a cookie; nil when the session is unknown, idle too long, or too old.
    ///
    /// - Parameter today: the business day; nil for the clock's.
    public func visit(token: String, on today: CalendarDay? = nil, now: Instant) async throws -> Visit? {
        guard let hash = Token(text: token)?.hash else { return nil }
        let visit = try await platform.database.read { transaction -> Visit? in
            guard let session = try SessionStore(transaction).find(tokenHash: hash), Self.isAlive(session, at: now)
            else { return nil }
            guard session.stage == .member, let account = session.account else {
                return Visit(visitor: session)
            }
            guard let actor = try AccountStore(transaction).actor(account, on: now.day) else { return nil }
            let enterprise = try session.enterprise.flatMap { try UnionStore(transaction).enterprise($0) }
            let password = try Passwords.standing(of: account, since: session.createdAt, transaction)
            return Visit(
                session: session, actor: actor, enterprise: enterprise?.union == actor.union ? enterprise : nil,
                todos: try TodoStore(transaction).count(for: actor.union, .init(actor.roles)),
                demand: session.duty == nil && password.isOwn
                    ? try AnnouncementStore(transaction).demand(of: account, on: today ?? .of(now)) : nil,
                password: password)
        }
        if let visit, visit.session.seenAt.adding(minutes: 1) < now {
            try await platform.database.write { try SessionStore($0).touch(visit.session.id, at: now) }
        }
        return visit
    }

    static func isAlive(_ session: Session, at now: Instant) -> Bool {
        now < session.seenAt.adding(minutes: Limits.idleMinutes + 1)
            && now < session.createdAt.adding(hours: Limits.absoluteHours)
    }

    public func setFlash(_ text: String?, of session: ID<Session>) async throws {
        try await platform.database.write { try SessionStore($0).setFlash(text, of: session) }
    }

    /// Takes back what a page has said; something said since then stays for the next page.
    public func clearFlash(_ text: String, of session: ID<Session>) async throws {
        try await platform.database.write { try SessionStore($0).clearFlash(text, of: session) }
    }

    // MARK: Captcha

    /// Gives the visitor a captcha to read: the one already shown, or a new one.
    public func captcha(of session: ID<Session>, renew: Renewal, now: Instant) async throws -> String {
        if renew == .ifNeeded,
            let text = try await platform.database.read({
                try SessionStore($0).captcha(of: session, at: now)
            })
        {
            return text
        }
        let text = String((0..<4).map { _ in Character(String(Int.random(in: 0...9))) })
        try await platform.database.write {
            try SessionStore($0).setCaptcha(
                text, until: now.adding(minutes: Limits.captchaMinutes), of: session)
        }
        return text
    }

    public enum Renewal: Sendable {
        case ifNeeded, always
    }

    // MARK: Login

    /// Logs in with a new session; the visitor's old one ends.
    ///
    /// Unknown, wrong and locked give the same answer and cost the same one password hash. Who comes in with a hash that
    /// was made more cheaply than new ones are leaves with a new one.
    public func logIn(
        account name: String, password: String, captcha: String, visitor: ID<Session>, origin: Origin
    ) async throws -> Opened {
        let now = origin.now
        let seal = platform.seal
        let (shown, credentials) = try await platform.database.write { transaction in
            (
                try SessionStore(transaction).takeCaptcha(of: visitor, at: now),
                try AccountStore(transaction).credentials(name: name)
            )
        }
        guard let shown, shown == captcha else { throw Failure.refused }
        let stored = credentials.flatMap { PasswordHash(text: $0.passwordHash) }
        let matches = try await platform.passwords.verify(password, against: stored)
        let isLocked = credentials?.lockedUntil.map { now < $0 } ?? false
        guard matches, !isLocked, let credentials, credentials.status == .active else {
            try await recordFailure(of: credentials?.account, .logInRefused, origin)
            throw Failure.refused
        }
        var renewed: String?
        if let stored { renewed = await platform.passwords.renewal(of: stored, password)?.text }
        let opened = try await platform.database.write { [renewed] transaction -> Opened? in
            // While the hash was made, others may have failed too often, or the account may have been disabled.
            let current = try AccountStore(transaction).credentials(credentials.account)
            guard let current, current.status == .active, current.lockedUntil.map({ now < $0 }) != true else {
                return nil
            }
            if let renewed {
                try Self.renew(credentials, with: renewed, transaction, origin)
            }
            try SessionStore(transaction).delete(visitor)
            if try SecondFactorStore(transaction, seal).isSetUp(current.account) {
                return try Self.openHalf(transaction, account: current.account, origin: origin)
            }
            return try Self.logIn(current, transaction, origin)
        }
        guard let opened else { throw Failure.refused }
        return opened
    }

    /// A session for a named account without its password; the caller has made sure that the database is a demo's.
    public func mint(account name: String, origin: Origin) async throws -> Opened? {
        try await platform.database.write { transaction in
            let mode = try SettingStore(transaction).get(.mode)
            guard mode == "demo" || mode == "rehearsal" else { throw Refusal.notDemo }
            guard let id = try AccountStore(transaction).id(name: name) else { return nil }
            return try Self.open(transaction, account: id, origin: origin)
        }
    }

    public func logOut(_ session: ID<Session>, _ occasion: Occasion) async throws {
        try await platform.database.write { transaction in
            try SessionStore(transaction).delete(session)
            try EventStore(transaction).record(
                Event.logOut.rawValue, on: .account, occasion.actor.account.rawValue, at: occasion.actor.path, occasion)
        }
    }

    /// What is recorded of logins, besides what administrators do with accounts (`Accounts.Event`).
    public enum Event: String, Sendable, CaseIterable {
        case logIn = "log-in"
        case logOut = "log-out"
        /// The password is the same, and harder to guess from its hash.
        case renewHash = "password-rehashed"
        /// A wrong password, or an account that is unknown, locked or disabled.
        case logInRefused = "log-in-refused"
        /// The password was right, the second factor was not.
        case secondFactorRefused = "second-factor-refused"
        /// No one-time code of this account, or one that is too old.
        case codeRefused = "reset-code-refused"
        /// The failure that locked the account.
        case locked = "locked-refused"
    }

    static func open(
        _ transaction: any Transaction, account: ID<Account>, origin: Origin, before: Before? = nil,
        duty: Session.Duty? = nil
    ) throws -> Opened {
        let token = Token.random()
        let sessions = SessionStore(transaction)
        let session = try sessions.insert(
            tokenHash: token.hash, csrf: Token.random().text, account: account, stage: .member, duty: duty,
            origin: origin.address, agent: origin.agent, at: origin.now)
        try sessions.keepNewest(Limits.sessions, of: account)
        return Opened(token: token.text, session: session, before: before, next: .nothing)
    }
}
