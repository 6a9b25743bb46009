/// Everything a person can ask the platform to do or show; a route names exactly one.
public enum Action: String, Hashable, Sendable, CaseIterable {
    case viewHome = "view-home"
    case viewUnions = "view-unions"
    case viewStatistics = "view-statistics"
    case askUnionRequests = "ask-union-requests"
    case decideUnionRequests = "decide-union-requests"
    case editEnterprises = "edit-enterprises"
    case decideRegistrations = "decide-registrations"
    case viewMembers = "view-members"
    case importMembers = "import-members"
    case removeMembers = "remove-members"
    case approveRemovals = "approve-removals"
    case consentRemovals = "consent-removals"
    case transferMembers = "transfer-members"
    case decideTransfers = "decide-transfers"
    case compareMembers = "compare-members"
    case resolveDuplicates = "resolve-duplicates"
    case editMembers = "edit-members"
    case discloseMember = "disclose-member"
    case exportMembers = "export-members"
    case viewExports = "view-exports"
    case consentExports = "consent-exports"
    case keepRights = "keep-rights"
    case keepDictionaries = "keep-dictionaries"
    case keepAnnouncements = "keep-announcements"
    case keepDownloads = "keep-downloads"
    case keepSupport = "keep-support"
    case keepGuide = "keep-guide"
    case manageJoinCodes = "manage-join-codes"
    case decideApplications = "decide-applications"
    case viewCards = "view-cards"
    case orderCards = "order-cards"
    case reviewCardRevocations = "review-card-revocations"
    case exchangeCardFiles = "exchange-card-files"
    case viewEnrolment = "view-enrolment"
    case enrol
    case reviewEnrolment = "review-enrolment"
    case reviewInstant = "review-instant"
    case setReviewLevels = "set-review-levels"
    case submitToCentre = "submit-to-centre"
    case viewBatches = "view-batches"
    case viewMonitor = "view-monitor"
    case remindPayments = "remind-payments"
    case uploadVoucher = "upload-voucher"
    case decideVoucher = "decide-voucher"
    case importRegister = "import-register"
    case managePlanYears = "manage-plan-years"
    case setShares = "set-shares"
    case manageCredits = "manage-credits"
    case decideConflicts = "decide-conflicts"
    case viewCoverage = "view-coverage"
    case viewCorrections = "view-corrections"
    case askCorrections = "ask-corrections"
    case decideCorrections = "decide-corrections"
    case keepLedger = "keep-ledger"
    case viewBenefits = "view-benefits"
    case importBenefits = "import-benefits"
    case viewAccounts = "view-accounts"
    case manageAccounts = "manage-accounts"
    case manageRoles = "manage-roles"
    case viewAudit = "view-audit"
    case watchAlerts = "watch-alerts"
    case endSessions = "end-sessions"
    case setPasswordPolicy = "set-password-policy"

    /// The roles that include this act; nobody else has it.
    public var roles: Set<Role> {
        switch self {
        case .viewHome:
            Set(Role.allCases)
        case .viewUnions, .viewStatistics, .viewMembers, .resolveDuplicates, .viewCards, .viewCoverage, .viewBenefits,
            .viewExports:
            [.clerk, .reviewer, .districtOfficer, .centre]
        case .discloseMember, .exportMembers, .keepRights, .viewCorrections:
            [.clerk, .districtOfficer, .centre]
        case .importMembers, .removeMembers, .transferMembers, .editMembers, .compareMembers, .manageJoinCodes,
            .decideApplications, .orderCards, .viewEnrolment, .enrol, .askCorrections:
            [.clerk]
        case .exchangeCardFiles, .decideVoucher, .importRegister, .managePlanYears, .manageCredits, .keepDictionaries,
            .importBenefits, .decideConflicts, .keepAnnouncements, .keepDownloads, .keepSupport,
            .keepGuide:
            [.centre]
        case .askUnionRequests:
            [.clerk, .reviewer, .districtOfficer, .centre]
        case .decideUnionRequests, .consentExports:
            [.reviewer, .districtOfficer, .centre]
        case .editEnterprises:
            [.clerk, .districtOfficer]
        case .decideTransfers, .consentRemovals:
            [.clerk, .reviewer, .districtOfficer]
        case .approveRemovals, .decideRegistrations, .reviewEnrolment, .reviewCardRevocations:
            [.reviewer, .districtOfficer]
        case .submitToCentre, .uploadVoucher, .setShares, .setReviewLevels, .reviewInstant, .remindPayments:
            [.districtOfficer]
        case .viewBatches, .viewMonitor, .keepLedger, .decideCorrections:
            [.districtOfficer, .centre]
        case .viewAccounts, .endSessions:
            [.systemAdministrator, .securityAdministrator]
        case .manageAccounts:
            [.systemAdministrator]
        case .manageRoles, .setPasswordPolicy:
            [.securityAdministrator]
        case .viewAudit, .watchAlerts:
            [.auditAdministrator]
        }
    }
}

/// The subtree that a list may show.
public struct UnionScope: Hashable, Sendable {
    public let path: UnionPath

    public init(_ path: UnionPath) {
        self.path = path
    }
}

/// The one place that answers "this record?" and "which list?"; deny by default.
///
/// Out of scope is `Refusal.notFound`, so that nobody learns what stands elsewhere; in scope but not allowed is
/// `Refusal.notAllowed` with its reason (architecture, Authority).
public struct Authority: Hashable, Sendable {
    public let actor: Actor

    public init(_ actor: Actor) {
        self.actor = actor
    }

    /// Whether any role of the account includes the act, wherever.
    public func includes(_ action: Action) -> Bool {
        !action.roles.isDisjoint(with: actor.roles.filter { $0.fits(actor.kind) })
    }

    /// The subtree whose records the act may list.
    public func scope(for action: Action) throws(Refusal) -> UnionScope {
        guard includes(action) else { throw .notAllowed(action, .role) }
        return UnionScope(actor.path)
    }

    /// Whether the act is allowed on a record that belongs to the union at `path`.
    public func allows(_ action: Action, on path: UnionPath) -> Bool {
        refusal(of: action, on: path) == nil
    }

    public func refusal(of action: Action, on path: UnionPath) -> Refusal? {
        guard actor.path.contains(path) else { return .notFound }
        return includes(action) ? nil : .notAllowed(action, .role)
    }

    public func require(_ action: Action, on path: UnionPath) throws(Refusal) {
        if let refusal = refusal(of: action, on: path) { throw refusal }
    }
}
