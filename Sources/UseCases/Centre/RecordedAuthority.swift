import DatabaseKit
import Domain
import Store

/// I8: who acted had the role and the scope at that time, and holds what he was given.
///
/// The roles of an account are told by the events that gave them; an act is judged by the one function that judges a
/// request, with the roles and the union that its event says of the actor.
struct RecordedAuthority {
    /// The longest that a request goes on with the roles that it began with, and that clocks of two servers differ.
    static let settlingSeconds: Int64 = 60

    static let unmade = "an account was made by a recorded act"
    static let ungiven = "an account holds the roles that it was given"
    static let unheld = "nobody acts with a role that he was not given"
    static let elsewhere = "nobody acts for a union that is not his"
    static let beyond = "nobody acts beyond his role and scope"
    static let rules = [unmade, ungiven, unheld, elsewhere, beyond]

    private let given: [Int64: [VerificationStore.Grant]]
    private let moved: [UnionPath]

    /// Holds the grants of all accounts: a few for each.
    init(_ store: VerificationStore) throws {
        var given: [Int64: [VerificationStore.Grant]] = [:]
        try store.forEachGrant { given[$0.account, default: []].append($0) }
        self.given = given
        moved = try store.movedUnions()
    }

    static func violations(_ store: VerificationStore) throws -> [Violation] {
        let authority = try RecordedAuthority(store)
        var found: [Violation] = []
        try store.forEachHolding { holding in
            guard let rule = authority.fault(of: holding) else { return }
            found.append(Violation(invariant: "I8", record: "account \(holding.account)", rule: rule))
        }
        try store.forEachAct { act in
            guard let rule = authority.fault(of: act) else { return }
            found.append(Violation(invariant: "I8", record: "event \(act.event)", rule: rule))
        }
        return found
    }

    private func fault(of holding: VerificationStore.Holding) -> String? {
        guard let last = given[holding.account]?.last else { return Self.unmade }
        return last.words == holding.words ? nil : Self.ungiven
    }

    private func fault(of act: VerificationStore.Act) -> String? {
        if let held = held(by: act.account.rawValue, at: act.at), !act.roles.isSubset(of: held) { return Self.unheld }
        // A union that was put under another one, or one above it, had another place before.
        let wasMoved = moved.contains { $0.contains(act.unionPath) }
        if act.actorPath != act.unionPath, !wasMoved { return Self.elsewhere }
        guard let actorPath = act.actorPath, let subjectPath = act.subjectPath else { return Self.beyond }
        let actions = act.subject.map { Self.actions(of: act.action, on: $0) } ?? []
        guard !actions.isEmpty else { return nil }
        let actor = Actor(
            account: act.account, name: "", displayName: "", union: act.union, unionName: "", kind: act.kind,
            path: actorPath, roles: act.roles)
        let isAllowed = actions.contains { actor.authority.allows($0, on: subjectPath) }
        return isAllowed ? nil : Self.beyond
    }

    /// All roles that the account held around that moment; nil for one that the log does not know.
    private func held(by account: Int64, at moment: Instant) -> Set<Role>? {
        guard let grants = given[account], let first = grants.first else { return nil }
        let from = moment.adding(seconds: -Self.settlingSeconds)
        let through = moment.adding(seconds: Self.settlingSeconds)
        // Who acts before he was made belongs to a demonstration, which is told in days long gone.
        var around = first.at > from ? first.before + first.grants : []
        for (position, grant) in grants.enumerated() where grant.at <= through {
            let isOver = position + 1 < grants.count && grants[position + 1].at < from
            if !isOver { around += grant.grants }
        }
        return around.roles(on: from.day).union(around.roles(on: through.day))
    }

    /// What an event of a decisive act was, any one of these; none for acts that follow from another one.
    private static func actions(of act: String, on subject: EventSubject) -> [Action] {
        switch (subject, act) {
        case (.enrolment, "prepare"), (.enrolment, "submit"): [.enrol]
        case (.enrolment, "endorse"), (.enrolment, "approve"), (.enrolment, "take-back"):
            [.reviewEnrolment, .reviewInstant]
        case (.enrolment, "lock"), (.submission, "submit"): [.submitToCentre, .reviewInstant]
        case (.submissionProposal, "propose"), (.submissionProposal, "second"): [.submitToCentre]
        case (.submission, "upload-voucher"): [.uploadVoucher]
        case (.submission, "accept"), (.submission, "reject"), (.submission, "ask-for-more"): [.decideVoucher]
        case (.cardBatch, "create"), (.cardBatch, "submit"): [.orderCards]
        case (.cardBatch, "hand-over"), (.cardBatch, "apply-full-result"), (.cardBatch, "apply-partial-result"):
            [.exchangeCardFiles]
        case (.register, "loaded"), (.register, "list-undone"): [.importRegister]
        case (.credit, "enter"): [.manageCredits, .decideCorrections]
        case (.exportRequest, "consent-export"), (.exportRequest, "refuse-export"): [.consentExports]
        case (.massRemoval, "accept"), (.massRemoval, "return"): [.consentRemovals]
        case (.account, "change-roles"): [.manageRoles]
        case (.account, "issue-reset-code"): [.manageAccounts]
        case (.auditLog, "exported"): [.viewAudit]
        default: []
        }
    }
}
