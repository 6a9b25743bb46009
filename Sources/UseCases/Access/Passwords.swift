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
