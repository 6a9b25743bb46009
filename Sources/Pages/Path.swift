public import Domain
public import Markup

/// Every address of the site.
///
/// Links are made from these values and routes are registered under the same ones.
/// Personal data never stands in an address; a filter by name or number is kept on the server under a token.
public enum Path: Hashable, Sendable {
    // Before logging in
    case login
    case secondFactor
    case secondFactorSetup
    case secondFactorPicture
    case logout
    case captcha(String)
    case captchaSound(String)
    case announcements
    case announcement(AnnouncementPath)
    case download(DownloadPath)
    case guide
    case guideDesk
    case guideForm
    case support
    case supportForm
    case registration
    case accessibility
    case privacy

    // The account
    case home
    case newPassword
    case session
    case sessions
    case sessionEnd(ID<Session>)
    case passwordReset

    // Administration
    case audit
    case auditExport
    case alerts
    case access(AccessPath)
    case accounts
    case accountNew
    case account(ID<Account>)
    case accountRoles(ID<Account>)
    case accountStatus(ID<Account>)
    case accountReset(ID<Account>)
    case todos
    case statistics
    case monitor(MonitorPath)
    case statisticsExport
    case businessDate

    // The workbench
    case workbench
    case workbenchUnit

    // The main job
    case members
    case memberFilter
    case memberList(MemberListPath)
    case member(ID<Member>)
    case memberRemoval(ID<Member>)
    case memberTransfers
    case removalRequests
    case removalRequest(ID<RemovalRequest>)
    case removalRequestAcceptance(ID<RemovalRequest>)
    case removalRequestReturn(ID<RemovalRequest>)
    case removalRequestWithdrawal(ID<RemovalRequest>)
    case memberBatch(MemberBatchPath)
    case massRemoval(MassRemovalPath)
    case memberTransferSelection
    case memberTransferNew
    case memberTransferDecisionCheck
    case memberTransferDecisions
    case memberTransferRun(ID<TransferRun>)
    case memberTransfer(ID<MembershipTransfer>)
    case memberTransferAcceptance(ID<MembershipTransfer>)
    case memberTransferReturn(ID<MembershipTransfer>)
    case memberTransferWithdrawal(ID<MembershipTransfer>)
    case flexible
    case unions
    case union(ID<Union>)
    case organisation(OrganisationPath)
    case dictionary(DictionaryPath)
    case memberTemplate
    case memberImport
    case memberImports
    case memberImportRun(ID<MemberImport>)
    case memberImportConfirmation(ID<MemberImport>)
    case memberImportDiscard(ID<MemberImport>)
    case memberImportFailures(ID<MemberImport>)
    /// Whom it has written, in the list of members
    case memberImportPeople(ID<MemberImport>)
    case memberImportColumns(ID<MemberImport>)
    case comparison(ComparisonPath)
    case duplicate(DuplicatePath)
    case join(JoinPath)
    case memberImportRow(ID<MemberImport>)
    case memberImportRows(ID<MemberImport>)
    case memberImportUndo(ID<MemberImport>)
    case memberImportNames(ID<MemberImport>)
    case memberImportOmission(ID<MemberImport>)
    case memberImportRestoration(ID<MemberImport>)
    case memberImportRepair(ID<MemberImport>)
    case memberImportCancellation(ID<MemberImport>)
    case cards
    case cardExport
    case cardCandidates
    case cardBatches
    case cardExpiry(String)
    case memberCards(ID<Member>)
    case memberCardActs(ID<Member>)
    case expirySheets
    case expirySheetTemplate
    case expirySheet(ID<ExpirySheet>)
    case expirySheetApplication(ID<ExpirySheet>)
    case expirySheetDiscard(ID<ExpirySheet>)
    case expirySheetRefused(ID<ExpirySheet>)
    case cardBatch(String)
    case cardBatchSubmission(String)
    case cardBatchCancellation(String)
    case cardBatchRevocation(String)
    case cardBatchRevocationWithdrawal(String)
    case cardRevocations
    case cardRevocationCheck
    case cardRevocationDecisions
    case cardHandOver(String)
    case cardOrderFile(String)
    case cardResult(String)
    case enrolments
    case enrolment(EnrolmentPath)
    case notice(ID<Notice>)
    case verification(String)
    case review
    case batches
    case vouchers
    case coverage

    // Review and what follows from it; keys of enrolments, batches and files
    case reviewSheet(Int64)
    case reviewUnits
    case reviewClear
    case reviewRule
    case reviewApprove
    case reviewReturn
    case reviewTakeBack
    case submissionNew
    case submissionCheck
    case submissions
    case submission(Int64)
    case proposal(ProposalPath)
    case batch(Int64)
    case batchNotice(Int64)
    case batchStatistics(Int64)
    case batchVouchers(Int64)
    case voucherFile(Int64)
    case voucherDesk(Int64)
    case coverageExport
    case coverageSearch
    case coverageSearchExport
    case coverageProof(ID<Coverage>)
    case correction(CorrectionPath)
    case rights(RightsPath)
    case exports(ExportPath)
    case benefit(BenefitPath)
    case ledger(LedgerPath)
    case centre(CentrePath)
    case share(SharePath)
    case instantReview(InstantReviewPath)
    case reminders
    case reminder(ID<EnrollingUnit>)
    case credits
    case creditCancellation(ID<Credit>)

    // A member's own pages
    case own(OwnPath)
    case electronicCardProof(String)
    case memberRequests
    case memberRequest(ID<OwnRequest>)
    case memberRequestAnswer(ID<OwnRequest>)

    /// The parts between the slashes.
    public var segments: [String] {
        switch self {
        case .login: ["login"]
        case .secondFactor: ["login", "second-factor"]
        case .secondFactorSetup: ["account", "second-factor"]
        case .secondFactorPicture: ["account", "second-factor", "picture"]
        case .logout: ["logout"]
        case .captcha(let token): ["captcha", token]
        case .captchaSound(let token): ["captcha", token, "sound"]
        case .announcements: ["announcements"]
        case .announcement(let path): path.segments
        case .download(let path): path.segments
        case .guide: ["guide"]
        case .guideDesk: ["guide", "desk"]
        case .guideForm: ["guide", "edit"]
        case .support: ["support"]
        case .supportForm: ["support", "edit"]
        case .registration: ["registration"]
        case .accessibility: ["accessibility"]
        case .privacy: ["privacy"]
        case .home: []
        case .newPassword: ["account", "password"]
        case .session: ["session"]
        case .sessions: ["account", "sessions"]
        case .passwordReset: ["login", "reset"]
        case .audit: ["audit"]
        case .auditExport: ["audit", "export"]
        case .alerts: ["alerts"]
        case .access(let path): path.segments
        case .accounts: ["accounts"]
        case .accountNew: ["accounts", "new"]
        case .account(let id): ["accounts", id.description]
        case .accountRoles(let id): ["accounts", id.description, "roles"]
        case .accountStatus(let id): ["accounts", id.description, "status"]
        case .accountReset(let id): ["accounts", id.description, "reset"]
        case .sessionEnd(let id): ["account", "sessions", id.description, "end"]
        case .todos: ["todos"]
        case .statistics: ["statistics"]
        case .monitor(let path): path.segments
        case .statisticsExport: ["statistics", "export"]
        case .businessDate: ["demo", "business-date"]
        case .workbench: ["workbench"]
        case .workbenchUnit: ["workbench", "unit"]
        case .members: ["members"]
        case .memberFilter: ["members", "filter"]
        case .memberList(let path): ["members"] + path.segments
        case .member(let id): ["members", id.description]
        case .memberRemoval(let id): ["members", id.description, "removal"]
        case .memberTransfers: ["members", "transfers"]
        case .removalRequests: ["members", "removals"]
        case .removalRequest(let id): ["members", "removals", id.description]
        case .removalRequestAcceptance(let id): ["members", "removals", id.description, "acceptance"]
        case .removalRequestReturn(let id): ["members", "removals", id.description, "return"]
        case .removalRequestWithdrawal(let id): ["members", "removals", id.description, "withdrawal"]
        case .memberBatch(let path): path.segments
        case .massRemoval(let path): path.segments
        case .memberTransferSelection: ["members", "transfers", "selection"]
        case .memberTransferDecisionCheck: ["members", "transfers", "decisions", "check"]
        case .memberTransferDecisions: ["members", "transfers", "decisions"]
        case .memberTransferNew: ["members", "transfers", "new"]
        case .memberTransferRun(let id): ["members", "transfers", "runs", id.description]
        case .memberTransfer(let id): ["members", "transfers", id.description]
        case .memberTransferAcceptance(let id): ["members", "transfers", id.description, "acceptance"]
        case .memberTransferReturn(let id): ["members", "transfers", id.description, "return"]
        case .memberTransferWithdrawal(let id): ["members", "transfers", id.description, "withdrawal"]
        case .flexible: ["flexible"]
        case .unions: ["unions"]
        case .union(let id): ["unions", id.description]
        case .organisation(let path): path.segments
        case .dictionary(let path): path.segments
        case .memberTemplate: ["members", "template"]
        case .memberImport: ["members", "import"]
        case .memberImports: ["members", "imports"]
        case .memberImportRun(let id): ["members", "imports", id.description]
        case .memberImportConfirmation(let id): ["members", "imports", id.description, "confirmation"]
        case .memberImportDiscard(let id): ["members", "imports", id.description, "discard"]
        case .memberImportFailures(let id): ["members", "imports", id.description, "failures"]
        case .memberImportPeople(let id): ["members", "imports", id.description, "people"]
        case .memberImportColumns(let id): ["members", "imports", id.description, "columns"]
        case .comparison(let path): path.segments
        case .duplicate(let path): path.segments
        case .join(let path): path.segments
        case .memberImportRow(let id): ["members", "imports", id.description, "row"]
        case .memberImportRows(let id): ["members", "imports", id.description, "rows"]
        case .memberImportNames(let id): ["members", "imports", id.description, "names"]
        case .memberImportUndo(let id): ["members", "imports", id.description, "undo"]
        case .memberImportOmission(let id): ["members", "imports", id.description, "omission"]
        case .memberImportRestoration(let id): ["members", "imports", id.description, "restoration"]
        case .memberImportRepair(let id): ["members", "imports", id.description, "repair"]
        case .memberImportCancellation(let id): ["members", "imports", id.description, "cancellation"]
        case .cards: ["cards"]
        case .cardExport: ["cards", "export"]
        case .cardCandidates: ["cards", "candidates"]
        case .cardBatches: ["cards", "batches"]
        case .cardExpiry(let member): ["cards", "candidates", member, "expiry"]
        case .memberCards(let member): ["cards", "members", member.description]
        case .memberCardActs(let member): ["cards", "members", member.description, "acts"]
        case .expirySheets: ["cards", "expiry-sheets"]
        case .expirySheetTemplate: ["cards", "expiry-sheets", "template"]
        case .expirySheet(let id): ["cards", "expiry-sheets", id.description]
        case .expirySheetApplication(let id): ["cards", "expiry-sheets", id.description, "application"]
        case .expirySheetDiscard(let id): ["cards", "expiry-sheets", id.description, "discard"]
        case .expirySheetRefused(let id): ["cards", "expiry-sheets", id.description, "refused"]
        case .cardBatch(let id): ["cards", "batches", id]
        case .cardBatchSubmission(let id): ["cards", "batches", id, "submission"]
        case .cardBatchCancellation(let id): ["cards", "batches", id, "cancellation"]
        case .cardBatchRevocation(let id): ["cards", "batches", id, "revocation"]
        case .cardBatchRevocationWithdrawal(let id): ["cards", "batches", id, "revocation", "withdrawal"]
        case .cardRevocations: ["cards", "revocations"]
        case .cardRevocationCheck: ["cards", "revocations", "check"]
        case .cardRevocationDecisions: ["cards", "revocations", "decisions"]
        case .cardHandOver(let id): ["cards", "batches", id, "hand-over"]
        case .cardOrderFile(let id): ["cards", "batches", id, "order-file"]
        case .cardResult(let id): ["cards", "batches", id, "result"]
        case .enrolments: ["enrolments"]
        case .enrolment(let path): ["enrolments"] + path.segments
        case .notice(let id): ["notices", id.description]
        case .verification(let token): ["verify", token]
        case .review: ["review"]
        case .batches: ["batches"]
        case .vouchers: ["vouchers"]
        case .coverage: ["coverage"]
        case .instantReview(let path): path.segments
        case .reviewSheet(let id): ["review", String(id)]
        case .reviewUnits: ["review", "units"]
        case .reviewClear: ["review", "clear"]
        case .reviewRule: ["review", "rule"]
        case .reviewApprove: ["review", "approve"]
        case .reviewReturn: ["review", "return"]
        case .reviewTakeBack: ["review", "take-back"]
        case .submissionNew: ["submissions", "new"]
        case .submissionCheck: ["submissions", "check"]
        case .submissions: ["submissions"]
        case .submission(let id): ["submissions", String(id)]
        case .proposal(let path): path.segments
        case .batch(let id): ["batches", String(id)]
        case .batchNotice(let id): ["batches", String(id), "notice"]
        case .batchStatistics(let id): ["batches", String(id), "statistics"]
        case .batchVouchers(let id): ["batches", String(id), "vouchers"]
        case .voucherFile(let id): ["vouchers", "files", String(id)]
        case .voucherDesk(let id): ["vouchers", String(id)]
        case .coverageExport: ["coverage", "export"]
        case .coverageSearch: ["coverage", "search"]
        case .coverageSearchExport: ["coverage", "search", "export"]
        case .coverageProof(let id): ["coverage", id.description, "proof"]
        case .correction(let path): path.segments
        case .rights(let path): path.segments
        case .exports(let path): path.segments
        case .benefit(let path): path.segments
        case .ledger(let path): path.segments
        case .centre(let path): path.segments
        case .share(let path): path.segments
        case .reminders: ["reminders"]
        case .reminder(let unit): ["reminders", unit.description]
        case .credits: ["credits"]
        case .creditCancellation(let id): ["credits", id.description, "cancellation"]
        case .own(let path): path.segments
        case .memberRequests: ["members", "requests"]
        case .memberRequest(let id): ["members", "requests", id.description]
        case .memberRequestAnswer(let id): ["members", "requests", id.description, "answer"]
        case .electronicCardProof(let token): ["verify", "members", token]
        }
    }

    public var url: URLText { URLText(segments: segments) }

    /// The address with a query behind it, each part encoded.
    public func url(_ query: (name: String, value: String)...) -> URLText {
        URLText(segments: segments, query: query)
    }

    public func url(query: [(name: String, value: String)]) -> URLText { URLText(segments: segments, query: query) }
}

extension Attribute {
    public static func href(_ path: Path) -> Attribute { href(path.url) }
    public static func action(_ path: Path) -> Attribute { action(path.url) }
    public static func formAction(_ path: Path) -> Attribute { formAction(path.url) }
}
