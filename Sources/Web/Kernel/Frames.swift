import Domain
import Markup
import Pages
import UseCases
import Vault
import Wording

/// Makes the part of a page that is not its own: site, account, menu, day, tokens.
struct Frames {
    let site: Site
    let guest: Guest
    /// Whose pages they are.
    let audience: Audience
    let day: BusinessDay
    let now: Instant
    /// What was just done, if this page is to say it.
    let flash: String?

    func frame(_ platform: Pages.Platform) -> PageFrame {
        PageFrame(
            site: site, platform: platform, account: account, member: guest.member?.oneself?.name, menu: menu(platform),
            today: day.today,
            demo: day.mode == .live ? .none : .demo,
            tokens: FormTokens(csrf: guest.csrf ?? "", once: Token.random().text),
            flash: flash.map { Flash($0) }, demand: guest.account?.demand, made: now)
    }

    /// A frame for pages that say why something failed.
    var problem: PageFrame {
        switch audience {
        case .accounts: frame(.organisation)
        case .members: frame(.selfService)
        }
    }

    private var account: SignedIn? {
        guard let visit = guest.account, let actor = visit.actor else { return nil }
        let roles = Role.allCases.filter(actor.roles.contains).map(\.wording).joined(separator: "、")
        return SignedIn(
            name: actor.displayName, union: visit.enterprise?.name ?? actor.unionName, role: roles, todos: visit.todos,
            sessionSeconds: Int(Logins.Limits.idleMinutes) * 60,
            end: visit.session.createdAt.adding(hours: Logins.Limits.absoluteHours))
    }

    private func menu(_ platform: Pages.Platform) -> Menu {
        guard let actor = guest.account?.actor else { return .empty }
        let all =
            switch platform {
            case .organisation: Menu.organisation
            case .workbench: Menu.workbench
            case .selfService: Menu.empty
            }
        return all.open { Self.isOpen($0, to: actor) }
    }

    /// Whether a page of the menu is for this account; the routes ask the same authority.
    static func isOpen(_ path: Path, to actor: Actor) -> Bool {
        // 保障信息查询 looks down; a base union looks at its own people under 参保信息查询.
        if path == .coverageSearch, actor.kind.isBase { return false }
        // One rule holds in the whole city.
        if path == .access(.passwordPolicy), actor.kind != .cityFederation { return false }
        guard let action = action(of: path) else { return true }
        return actor.authority.includes(action)
    }

    private static func action(of path: Path) -> Action? {
        switch path {
        case .unions: .viewUnions
        case .statistics: .viewStatistics
        case .organisation(.requests): .askUnionRequests
        case .organisation(.registrations): .decideRegistrations
        case .members, .flexible: .viewMembers
        case .dictionary(.list): .keepDictionaries
        case .announcement(.desk): .keepAnnouncements
        case .download(.desk): .keepDownloads
        case .supportForm: .keepSupport
        case .guideDesk: .keepGuide
        case .memberImport: .importMembers
        case .memberTransfers: .decideTransfers
        case .memberRequests: .editMembers
        case .rights(.list): .keepRights
        case .exports(.list): .viewExports
        case .comparison(.list): .compareMembers
        case .duplicate(.list): .resolveDuplicates
        case .join(.codes): .manageJoinCodes
        case .cards, .cardBatches: .viewCards
        case .cardCandidates: .orderCards
        case .cardRevocations: .reviewCardRevocations
        case .enrolments, .coverage: .viewEnrolment
        case .coverageSearch: .viewCoverage
        case .correction(.list): .viewCorrections
        case .benefit(.list): .viewBenefits
        case .ledger(.list): .keepLedger
        case .ledger(.reminders): .remindPayments
        case .benefit(.imports): .importBenefits
        case .instantReview(.queue): .reviewInstant
        case .review, .reminders: .reviewEnrolment
        case .batches: .viewBatches
        case .monitor(.own): .viewMonitor
        case .vouchers: .decideVoucher
        case .share(.list): .setShares
        case .credits: .viewBatches
        case .centre(.planYears), .centre(.workingYears): .managePlanYears
        case .centre(.registers): .importRegister
        case .centre(.deadlines): .decideVoucher
        case .centre(.conflicts): .decideConflicts
        case .accounts: .viewAccounts
        case .alerts: .watchAlerts
        case .access(.passwordPolicy): .setPasswordPolicy
        case .audit: .viewAudit
        default: nil
        }
    }
}

extension Exchange {
    /// The frame of a page of this request.
    func frame(_ platform: Pages.Platform) -> PageFrame {
        frames.frame(platform)
    }

    /// A form's fields as the page kit takes them back, with the errors found.
    func state(_ errors: FieldErrors = .none, without secrets: Set<String> = []) -> FormState {
        var values: [String: [String]] = [:]
        for field in form.values where !secrets.contains(field.name) {
            values[field.name, default: []].append(field.value)
        }
        return FormState(values, errors: errors)
    }

    /// Says on the next page what was done.
    func flash(_ text: String) async throws {
        try await guest.say(text, platform)
    }
}
