import DatabaseKit
public import Domain
import Store
import Vault

extension Logins {
    /// Ends a login that waits for its second factor: with a code of the authenticator, or with a recovery code.
    ///
    /// A wrong code counts as a failed login, so that codes cannot be guessed either. A code works once.
    public func passSecondFactor(
        code: String, recoveryCode: String, session: ID<Session>, origin: Origin
    ) async throws -> Opened {
        let now = origin.now
        let seal = platform.seal
        let (account, opened) = try await platform.database.write { transaction -> (ID<Account>?, Opened?) in
            guard
                let account = try SessionStore(transaction).awaiting(
                    session, since: now.adding(minutes: -Limits.secondFactorMinutes)),
                let current = try AccountStore(transaction).credentials(account), current.status == .active,
                current.lockedUntil.map({ now < $0 }) != true
            else { return (nil, nil) }
            let factors = SecondFactorStore(transaction, seal)
            guard try factors.isSetUp(account) else { return (nil, nil) }
            guard try factors.take(code: code, recoveryCode: recoveryCode, of: account, at: now) else {
                return (account, nil)
            }
            try SessionStore(transaction).delete(session)
            return (account, try Self.logIn(current, transaction, origin))
        }
        if let opened { return opened }
        if let account { try await recordFailure(of: account, .secondFactorRefused, origin) }
        throw Failure.refused
    }

    /// The code that the authenticator of a named account would show now; only in a demo's or rehearsal's database.
    ///
    /// - Returns: nil for an account without a second factor.
    public func code(account name: String, now: Instant) async throws -> String? {
        let seal = platform.seal
        return try await platform.database.read { transaction in
            let mode = try SettingStore(transaction).get(.mode)
            guard mode == "demo" || mode == "rehearsal" else { throw Refusal.notDemo }
            guard let id = try AccountStore(transaction).id(name: name),
                let secret = try SecondFactorStore(transaction, seal).secret(of: id)
            else { return nil }
            return OneTimePassword(base32: secret.base32)?.code(at: now.milliseconds)
        }
    }

    /// Lets the account in; whoever needs a second factor and has none gets a session to set it up in.
    ///
    /// A role that begins while the session lives, or ever, asks for it now: later nobody would.
    static func logIn(
        _ current: AccountStore.Credentials, _ transaction: any Transaction, _ origin: Origin
    ) throws -> Opened {
        let before = current.lastLoginAt.map {
            Before(at: $0, origin: current.lastLoginOrigin ?? "", failures: current.failures)
        }
        let accounts = AccountStore(transaction)
        try accounts.recordLogin(of: current.account, from: origin.address, at: origin.now)
        let actor = try accounts.actor(current.account, on: origin.now.day)
        if let actor {
            try AlertWatch(transaction).login(actor, at: origin.now)
            try EventStore(transaction).record(
                Event.logIn.rawValue, on: .account, actor.account.rawValue, at: actor.path,
                Occasion(actor: actor, today: origin.now.day, now: origin.now, origin: origin.address))
        }
        let lacks = try accounts.managed(current.account, on: origin.now.day)?.secondFactor == .missing
        return try open(
            transaction, account: current.account, origin: origin, before: before, duty: lacks ? .secondFactor : nil)
    }

    /// Keeps a new hash of the password that was right, and tells the log, which knows each by its fingerprint.
    static func renew(
        _ credentials: AccountStore.Credentials, with hash: String, _ transaction: any Transaction, _ origin: Origin
    ) throws {
        let accounts = AccountStore(transaction)
        guard try accounts.renewHash(hash, replacing: credentials.passwordHash, of: credentials.account),
            let actor = try accounts.actor(credentials.account, on: origin.now.day)
        else { return }
        try EventStore(transaction).record(
            Event.renewHash.rawValue, on: .account, actor.account.rawValue, at: actor.path,
            to: AccountStore.fingerprint(ofHash: hash),
            Occasion(actor: actor, today: origin.now.day, now: origin.now, origin: origin.address))
    }

    /// A session that knows whose password was right, and is nobody's until the second factor is.
    static func openHalf(
        _ transaction: any Transaction, account: ID<Account>, origin: Origin
    ) throws -> Opened {
        let token = Token.random()
        let session = try SessionStore(transaction).insert(
            tokenHash: token.hash, csrf: Token.random().text, account: account, stage: .visitor,
            origin: origin.address, agent: origin.agent, at: origin.now)
        return Opened(token: token.text, session: session, before: nil, next: .secondFactor)
    }
}

extension SecondFactorStore {
    /// Takes a code of the authenticator, or else a recovery code; each works once.
    func take(code: String, recoveryCode: String, of account: ID<Account>, at now: Instant) throws -> Bool {
        guard let secret = try secret(of: account) else { return false }
        let step = OneTimePassword(base32: secret.base32)?.verify(
            code, at: now.milliseconds, lastUsed: secret.lastStep)
        if let step {
            try use(step: step, of: account)
            return true
        }
        guard let recovery = RecoveryCode(typed: recoveryCode)?.hash else { return false }
        return try useCode(recovery, of: account, at: now)
    }
}
