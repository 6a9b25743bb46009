import DatabaseKit
public import Domain
import Store
import Vault

/// 系统管理: the accounts of one's subtree. System administrators make, disable and reset them, security
/// administrators give them roles; nobody manages his own. Whoever changes rights has proved anew who he is
/// (`Refusal.notConfirmed`).
extension Accounts {
    /// How long a one-time code can be redeemed (security, section 1).
    public static let codeMinutes: Int64 = 10

    /// One account with what this actor may do to it and what was done.
    public struct Sheet: Sendable {
        public let account: ManagedAccount
        public let managing: Refusal?
        public let assigning: Refusal?
        public let history: [Step]
        /// Where the account is logged in now; empty for one's own, which has a page of its own.
        public let sessions: [Sessions.Entry]
        /// The hand-overs in which it gives or takes, the newest first.
        public let handovers: [DutyHandover]
    }

    public struct Step: Sendable {
        public let at: Instant
        public let account: String
        public let event: Event
        public let detail: String?
    }

    /// What is recorded of accounts.
    public enum Event: String, Sendable, CaseIterable {
        case create = "create-account"
        case changeRoles = "change-roles"
        case disable = "disable-account"
        case enable = "enable-account"
        case issueCode = "issue-reset-code"
        case redeemCode = "redeem-reset-code"
        case changePassword = "change-password"
        case setUpSecondFactor = "set-up-second-factor"
        case endSession = "end-session"
        /// Its person has proved anew who he is.
        case stepUp = "step-up"
        case stepUpRefused = "step-up-refused"
        case askHandover = "duty-handover-asked"
        case withdrawHandover = "duty-handover-withdrawn"
        case handedOver = "duty-handed-over"
        case takenOver = "duty-taken-over"
    }

    public func list(
        _ range: ListRange, matching filter: AccountFilter = AccountFilter(), _ occasion: Occasion
    ) async throws -> Listing<ManagedAccount> {
        let scope = try occasion.actor.authority.scope(for: .viewAccounts)
        return try await platform.database.read {
            try AccountStore($0).list(in: scope, matching: filter, on: occasion.now.day, range)
        }
    }

    public func find(_ id: ID<Account>, _ occasion: Occasion) async throws -> Sheet {
        try await platform.database.read { transaction in
            let account = try Self.visible(id, transaction, occasion)
            return Sheet(
                account: account, managing: account.refusal(of: .manageAccounts, by: occasion.actor),
                assigning: account.refusal(of: .manageRoles, by: occasion.actor),
                history: try EventStore(transaction).history(
                    of: .account, id.rawValue, among: Event.allCases.map(\.rawValue)
                ).compactMap { entry in
                    Event(rawValue: entry.action).map {
                        Step(at: entry.at, account: entry.account, event: $0, detail: entry.detail)
                    }
                },
                sessions: account.refusal(of: .endSessions, by: occasion.actor) == nil
                    ? try Sessions.living(of: id, transaction, at: occasion.now) : [],
                handovers: try HandoverStore(transaction).list(of: id, limit: 20))
        }
    }

    /// Makes an account without roles and without a password: a code has to be issued and redeemed first.
    ///
    /// - Throws: `AccountProblems`, all of them.
    public func open(name: String, displayName: String, unionCode: String, _ occasion: Occasion) async throws
        -> ID<Account>
    {
        // Nobody knows it, so nobody logs in with it.
        let hash = try await platform.passwords.hash(Token.random().text).text
        return try await platform.once("open-account", occasion) { transaction in
            let accounts = AccountStore(transaction)
            var problems = AccountProblem.problems(name: name, displayName: displayName)
            if try accounts.id(name: name) != nil { problems.insert(.nameTaken, at: 0) }
            let found = try UnionStore(transaction).find(code: unionCode)
            guard let union = found, occasion.actor.path.contains(union.path) else {
                throw AccountProblems(problems + [.unionUnknown])
            }
            guard problems.isEmpty else { throw AccountProblems(problems) }
            try occasion.actor.authority.require(.manageAccounts, on: union.path)
            let made = try accounts.insert(
                name: name, displayName: displayName, union: union.id, roles: [], passwordHash: hash, at: occasion.now)
            try EventStore(transaction).record(
                Event.create.rawValue, on: .account, made.id.rawValue, at: union.path,
                from: AccountStore.fingerprint(ofHash: hash), occasion)
            return made.id
        }
    }

    /// Gives the account these roles and no others; each holds on its days, from the account's next request on.
    ///
    /// Who needs a second factor for them and has none logs in anew, and sets it up first.
    ///
    /// - Parameter wishes: at most one for each role; one without a first day goes on since it began, or begins today.
    /// - Throws: `AccountProblems`, all of them.
    public func assign(_ wishes: [RoleGrant], to id: ID<Account>, version: Int, _ occasion: Occasion) async throws {
        let today = occasion.now.day
        try await change(id, .manageRoles, version, "assign-roles", occasion) { transaction, account in
            let held = account.grants.lasting(on: today)
            let grants = Role.allCases.compactMap { role in
                wishes.first { $0.role == role }?.taking(over: held.first { $0.role == role }, on: today)
            }
            let problems = AccountProblem.problems(of: grants, at: account.kind, on: today)
            guard problems.isEmpty else { throw AccountProblems(problems) }
            guard grants != held else { return }
            try AccountStore(transaction).setRoles(grants, of: account)
            try Self.recordRoles(account, grants, transaction, occasion)
            try Self.endSessionsWithoutFactor(of: id, transaction, occasion)
        }
    }

    /// Disables or enables the account; a disabled one's sessions end at once.
    public func setStatus(
        _ status: Account.Status, of id: ID<Account>, version: Int, _ occasion: Occasion
    ) async throws {
        try await change(id, .manageAccounts, version, "set-account-status", occasion) { transaction, account in
            guard status != account.status else { return }
            try AccountStore(transaction).setStatus(status, of: account)
            switch status {
            case .disabled:
                try SessionStore(transaction).deleteAll(of: id)
                try Self.record(.disable, account, from: nil, to: nil, transaction, occasion)
            case .active: try Self.record(.enable, account, from: nil, to: nil, transaction, occasion)
            }
        }
    }

    /// Ends a session of somebody else's account at once (强退), or all of them.
    ///
    /// - Parameter session: nil for all; one that is not this account's is not there.
    public func endSessions(
        of id: ID<Account>, _ session: ID<Session>?, _ occasion: Occasion
    ) async throws {
        try await platform.database.write { transaction in
            let account = try Self.visible(id, transaction, occasion)
            if let refusal = account.refusal(of: .endSessions, by: occasion.actor) { throw refusal }
            let sessions = SessionStore(transaction)
            if let session {
                guard try sessions.account(of: session) == id else { throw Refusal.notFound }
                try sessions.delete(session)
            } else {
                try sessions.deleteAll(of: id)
            }
            try Self.record(.endSession, account, from: nil, to: nil, transaction, occasion)
        }
    }

    /// Issues a one-time code for a new password; the second factor is taken away and all sessions end.
    ///
    /// The code is stored as a hash and returned this one time; whoever issues it never learns the password. A second
    /// code replaces the first, so the act needs no ticket.
    public func issueCode(for id: ID<Account>, _ occasion: Occasion) async throws -> String {
        let (seal, code) = (platform.seal, RecoveryCode.random())
        try await platform.database.write { transaction in
            let account = try Self.visible(id, transaction, occasion)
            if let refusal = account.refusal(of: .manageAccounts, by: occasion.actor) { throw refusal }
            try occasion.requireConfirmation()
            try AccountStore(transaction).setResetCode(
                code.hash, until: occasion.now.adding(minutes: Self.codeMinutes), of: id)
            try SecondFactorStore(transaction, seal).clear(of: id)
            try SessionStore(transaction).deleteAll(of: id)
            try Self.record(.issueCode, account, from: nil, to: nil, transaction, occasion)
        }
        return code.text
    }

    // MARK: Steps

    private static func visible(
        _ id: ID<Account>, _ transaction: any Transaction, _ occasion: Occasion
    ) throws -> ManagedAccount {
        guard let account = try AccountStore(transaction).managed(id, on: occasion.now.day) else {
            throw Refusal.notFound
        }
        try occasion.actor.authority.require(.viewAccounts, on: account.path)
        return account
    }

    private func change(
        _ id: ID<Account>, _ action: Action, _ version: Int, _ act: String, _ occasion: Occasion,
        _ body: @escaping @Sendable (any Transaction, ManagedAccount) throws -> Void
    ) async throws {
        _ = try await platform.once(act, occasion) { transaction in
            let account = try Self.visible(id, transaction, occasion)
            if let refusal = account.refusal(of: action, by: occasion.actor) { throw refusal }
            try occasion.requireConfirmation()
            guard account.version == version else { throw StaleVersion() }
            try body(transaction, account)
            return true
        }
    }

    private static func record(
        _ event: Event, _ account: ManagedAccount, from: String?, to: String?, _ transaction: any Transaction,
        _ occasion: Occasion
    ) throws {
        try EventStore(transaction).record(
            event.rawValue, on: .account, account.account.id.rawValue, at: account.path, from: from, to: to, occasion)
    }

    /// Ends the sessions of an account whose new roles ask for a second factor that it has not: a session asks at its
    /// beginning only.
    static func endSessionsWithoutFactor(
        of id: ID<Account>, _ transaction: any Transaction, _ occasion: Occasion
    ) throws {
        guard try AccountStore(transaction).managed(id, on: occasion.now.day)?.secondFactor == .missing else { return }
        try SessionStore(transaction).deleteAll(of: id)
    }

    static func recordRoles(
        _ account: ManagedAccount, _ grants: [RoleGrant], _ transaction: any Transaction, _ occasion: Occasion
    ) throws {
        let held = account.grants.lasting(on: occasion.now.day)
        try record(.changeRoles, account, from: text(held), to: text(grants), transaction, occasion)
    }

    /// `clerk,reviewer(2026-01-05..2026-12-31)`: each role with the days that it has.
    private static func text(_ grants: [RoleGrant]) -> String {
        grants.map { grant in
            guard grant.from != nil || grant.until != nil else { return grant.role.rawValue }
            return "\(grant.role.rawValue)(\(grant.from?.description ?? "")..\(grant.until?.description ?? ""))"
        }.joined(separator: ",")
    }
}
