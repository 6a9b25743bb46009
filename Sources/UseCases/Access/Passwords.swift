import DatabaseKit
public import Domain
import Store
public import Vault

/// A person's own password.
public struct Passwords: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    public enum Failure: Error, Sendable {
        /// The current password is not the one that was typed.
        case currentWrong
        case repeated
        /// The account, the one-time code or its time: which one is never said.
        case codeRefused
        case weak([PasswordProblem])
    }

    /// The rules for an account: twelve characters from district level up (security, section 1).
    public static func policy(for actor: Actor) -> PasswordPolicy {
        switch actor.kind {
        case .cityFederation, .districtFederation, .industryBureau: PasswordPolicy(reach: .districtAndAbove)
        case .subdistrictFederation, .jointUnion, .unionCommittee, .unionAssociation, .branch:
            PasswordPolicy(reach: .union)
        }
    }

    /// Sets a password of one's own with the one-time code that the superior union issued.
    ///
    /// An unknown account, a wrong code and an old one give the same answer, and count as failed logins.
    public func redeem(code: String, of name: String, to new: String, origin: Logins.Origin) async throws {
        let now = origin.now
        let hash = RecoveryCode(typed: code)?.hash
        let actor = try await platform.database.read { transaction -> Actor? in
            let accounts = AccountStore(transaction)
            guard let current = try accounts.credentials(name: name), let hash,
                current.lockedUntil.map({ now < $0 }) != true,
                try accounts.hasResetCode(hash, of: current.account, at: now)
            else { return nil }
            return try accounts.actor(current.account)
        }
        guard let actor, let hash else {
            // Only an account that has a code can be guessed at: otherwise anybody could keep anybody locked out.
            let known = try await platform.database.read { transaction -> ID<Account>? in
                let accounts = AccountStore(transaction)
                return try accounts.id(name: name).flatMap { try accounts.awaitsCode($0, at: now) ? $0 : nil }
            }
            try await Logins(platform).recordFailure(of: known, .codeRefused, origin)
            throw Failure.codeRefused
        }
        let problems = Self.policy(for: actor).problems(of: new, contextWords: [actor.name, actor.unionName])
        guard problems.isEmpty else { throw Failure.weak(problems) }
        let made = try await platform.passwords.hash(new).text
        try await platform.database.write { transaction in
            let accounts = AccountStore(transaction)
            guard try accounts.hasResetCode(hash, of: actor.account, at: now) else { throw Failure.codeRefused }
            try accounts.clearResetCode(of: actor.account)
            try accounts.setPassword(made, of: actor.account, at: now)
            try SessionStore(transaction).deleteAll(of: actor.account)
            let occasion = Occasion(actor: actor, today: now.day, now: now, origin: origin.address)
            try EventStore(transaction).record(
                Accounts.Event.redeemCode.rawValue, on: .account, actor.account.rawValue, at: actor.path, occasion)
        }
    }

    /// Sets a new password; all other sessions of the account end.
    public func change(from current: String, to new: String, keeping session: ID<Session>, _ occasion: Occasion)
        async throws
    {
        let actor = occasion.actor
        guard let stored = try await platform.database.read({ try AccountStore($0).credentials(actor.account) }) else {
            throw Refusal.notFound
        }
        guard try await platform.passwords.verify(current, against: PasswordHash(text: stored.passwordHash)) else {
            throw Failure.currentWrong
        }
        guard new != current else { throw Failure.repeated }
        let problems = Self.policy(for: actor).problems(of: new, contextWords: [actor.name, actor.unionName])
        guard problems.isEmpty else { throw Failure.weak(problems) }
        let hash = try await platform.passwords.hash(new).text
        try await platform.database.write { transaction in
            try AccountStore(transaction).setPassword(hash, of: actor.account, at: occasion.now)
            try SessionStore(transaction).deleteOthers(of: actor.account, keeping: session)
            try EventStore(transaction).record(
                "change-password", on: .account, actor.account.rawValue, at: actor.path, occasion)
        }
    }
}
