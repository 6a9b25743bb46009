import DatabaseKit
public import Domain
import Store
import Vault

/// Proving anew who one is, before acts that do much harm in the wrong hands (step-up; security, section 1).
///
/// The proof is the session's and lasts some minutes. The act itself asks for it (`Occasion.requireConfirmation`), so that
/// no route can forget it.
public struct StepUps: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// What was typed; of the two codes one is enough, and neither is needed without a second factor.
    public struct Proof: Sendable {
        let password: String
        let code: String
        let recoveryCode: String

        public init(password: String, code: String, recoveryCode: String) {
            (self.password, self.code, self.recoveryCode) = (password, code, recoveryCode)
        }
    }

    /// What the actor has to bring now.
    public func demand(_ occasion: Occasion) async throws -> StepUp {
        guard !occasion.isConfirmed else { return .nothing }
        return try await platform.database.read { [seal = platform.seal] transaction in
            try SecondFactorStore(transaction, seal).isSetUp(occasion.actor.account) ? .passwordAndCode : .password
        }
    }

    /// Takes a proof for some minutes of this session.
    ///
    /// Wrong and locked give the same answer and cost one password hash; a wrong proof counts as a failed login.
    ///
    /// - Parameter act: what the proof is for, as the record says it.
    /// - Returns: the occasion on which the act may be done.
    /// - Throws: `Logins.Failure.refused`.
    public func confirm(
        _ proof: Proof, for act: Action, in session: ID<Session>, _ occasion: Occasion
    ) async throws -> Occasion {
        let (actor, seal, now) = (occasion.actor, platform.seal, occasion.now)
        let stored = try await platform.database.read { try AccountStore($0).credentials(actor.account)?.passwordHash }
        let matches = try await platform.passwords.verify(
            proof.password, against: stored.flatMap { PasswordHash(text: $0) })
        let isConfirmed = try await platform.database.write { transaction -> Bool in
            let current = try AccountStore(transaction).credentials(actor.account)
            let isLocked = current?.lockedUntil.map { now < $0 } ?? false
            let factors = SecondFactorStore(transaction, seal)
            // The password may have been changed while its hash was made.
            let sessions = SessionStore(transaction)
            // Of a form that is sent twice at once the second finds its code used up, and itself proved by the first.
            if let since = try sessions.confirmedAt(session, of: actor.account),
                Occasion.isConfirmed(since: since, at: now)
            {
                return true
            }
            let isProved =
                try matches && !isLocked && current?.passwordHash == stored && current?.status == .active
                && (!factors.isSetUp(actor.account)
                    || factors.take(
                        code: proof.code, recoveryCode: proof.recoveryCode, of: actor.account, at: now))
            if isProved {
                try sessions.confirm(session, of: actor.account, at: now)
            } else if !isLocked {
                try Logins.recordFailure(of: actor.account, nil, transaction, from: occasion.origin, at: now)
            }
            try EventStore(transaction).record(
                (isProved ? Accounts.Event.stepUp : .stepUpRefused).rawValue, on: .account, actor.account.rawValue,
                at: actor.path, detail: act.rawValue, occasion)
            return isProved
        }
        guard isConfirmed else { throw Logins.Failure.refused }
        return occasion.confirmed
    }
}
