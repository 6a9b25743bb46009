import DatabaseKit
public import Domain
import Foundation
import Store
public import Vault
import Wording

/// A person's own password.
public struct Passwords: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    public enum Failure: Error, Sendable {
        /// The current password is not the one that was typed.
        case currentWrong
        /// It is one of the last so many, the present one among them.
        case repeated(last: Int)
        /// The account, the one-time code or its time: which one is never said.
        case codeRefused
        case weak([PasswordProblem])
    }

    // MARK: Rules

    /// The school that the installation has chosen (密码规则, `gonghui setting password-policy`).
    public func mode() async throws -> PasswordPolicy.Mode {
        try await platform.database.read { try Self.mode($0) }
    }

    /// The rules for an account.
    public func policy(for actor: Actor) async throws -> PasswordPolicy {
        PasswordPolicy(mode: try await mode(), reach: Self.reach(of: actor))
    }

    static func mode(_ transaction: any Transaction) throws -> PasswordPolicy.Mode {
        try SettingStore(transaction).get(.passwordPolicy).flatMap(PasswordPolicy.Mode.init(rawValue:))
            ?? .gradedProtection
    }

    /// Twelve characters from district level up, and for every administrator (security, section 1).
    static func reach(of actor: Actor) -> PasswordPolicy.Reach {
        if actor.roles.contains(where: \.isAdministrator) { return .districtAndAbove }
        return switch actor.kind {
        case .cityFederation, .districtFederation, .industryBureau: .districtAndAbove
        case .subdistrictFederation, .jointUnion, .unionCommittee, .unionAssociation, .branch: .union
        }
    }

    /// Whether the account may go on with its password in a session that began at this moment.
    ///
    /// The age is asked about at a login, so that nobody is interrupted in his work; it is the real clock's. In a
    /// demonstration or rehearsal, whose accounts are everybody's, passwords do not age.
    static func standing(
        of account: ID<Account>, since login: Instant, _ transaction: any Transaction
    ) throws -> Logins.PasswordStanding {
        guard let kept = try PasswordStore(transaction).standing(of: account) else { return .own }
        if kept.mustChange { return .oneTime }
        let mode = kept.policy.flatMap(PasswordPolicy.Mode.init(rawValue:)) ?? .gradedProtection
        // The age does not depend on how far the account reaches.
        let isInvented = kept.mode == "demo" || kept.mode == "rehearsal"
        guard !isInvented, let days = PasswordPolicy(mode: mode, reach: .union).maximumAge else { return .own }
        return kept.changedAt.adding(days: Int64(days)) <= login ? .expired(days: days) : .own
    }

    /// - Parameter current: the present password, when it was typed and found right; saves its hash.
    private func check(_ new: String, for actor: Actor, current: String?) async throws -> PasswordPolicy {
        let policy = try await policy(for: actor)
        if let current, Self.normal(new) == Self.normal(current) {
            throw Failure.repeated(last: max(1, policy.remembered))
        }
        let problems = policy.problems(of: new, contextWords: PasswordContext.words(of: actor))
        guard problems.isEmpty else { throw Failure.weak(problems) }
        let known = try await platform.database.read { [remembered = policy.remembered] in
            try PasswordStore($0).hashes(of: actor.account, limit: max(1, remembered))
        }
        for hash in current == nil ? known[...] : known.dropFirst() {
            guard let hash = PasswordHash(text: hash) else { continue }
            if try await platform.passwords.verify(new, against: hash) {
                throw Failure.repeated(last: max(1, policy.remembered))
            }
        }
        return policy
    }

    /// As the hash reads it.
    private static func normal(_ password: String) -> String { password.precomposedStringWithCompatibilityMapping }

    // MARK: Setting

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
            return try accounts.actor(current.account, on: now.day)
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
        let policy = try await check(new, for: actor, current: nil)
        let made = try await platform.passwords.hash(new).text
        try await platform.database.write { transaction in
            let accounts = AccountStore(transaction)
            guard try accounts.hasResetCode(hash, of: actor.account, at: now) else { throw Failure.codeRefused }
            try accounts.clearResetCode(of: actor.account)
            try PasswordStore(transaction).set(made, of: actor.account, remembered: policy.remembered, at: now)
            try SessionStore(transaction).deleteAll(of: actor.account)
            let occasion = Occasion(actor: actor, today: now.day, now: now, origin: origin.address)
            try EventStore(transaction).record(
                Accounts.Event.redeemCode.rawValue, on: .account, actor.account.rawValue, at: actor.path,
                to: AccountStore.fingerprint(ofHash: made), occasion)
        }
    }

    /// Sets a new password; all other sessions of the account end.
    ///
    /// Costs one hash for the present password, one for each of those before it and one for the new one; the rules that
    /// cost nothing are asked first.
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
        let policy = try await check(new, for: actor, current: current)
        let hash = try await platform.passwords.hash(new).text
        try await platform.database.write { transaction in
            let now = try AccountStore(transaction).credentials(actor.account)
            // Two forms at once: the later one's present password is no longer the present one.
            guard now?.passwordHash == stored.passwordHash else { throw Failure.currentWrong }
            try PasswordStore(transaction).set(
                hash, of: actor.account, remembered: policy.remembered, at: occasion.now)
            try SessionStore(transaction).deleteOthers(of: actor.account, keeping: session)
            try EventStore(transaction).record(
                "change-password", on: .account, actor.account.rawValue, at: actor.path,
                to: AccountStore.fingerprint(ofHash: hash), occasion)
        }
    }
}
