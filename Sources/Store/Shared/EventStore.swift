public import DatabaseKit
public import Domain

/// What an event is about; the table of the subject.
public enum EventSubject: String, CaseIterable, Sendable, SQLBindable, SQLReadable {
    case account
    /// The audit log itself.
    case auditLog = "audit-log"
    case union
    case member
    case memberImport = "member-import"
    case memberComparison = "member-comparison"
    case cardBatch = "card-batch"
    case cardRevocation = "card-revocation"
    case expirySheet = "expiry-sheet"
    case serviceCard = "service-card"
    case planYear = "plan-year"
    /// The days off of a calendar year.
    case workingDays = "working-days"
    case register
    case enrolment
    case submission
    /// 提交复核.
    case submissionProposal = "submission-proposal"
    case voucher
    case file
    case credit
    case transfer
    case memberList = "member-list"
    /// 卡片信息管理 as a file.
    case cardList = "card-list"
    /// 统计报表 as a file.
    case statistics
    case dictionary
    case ownRequest = "own-request"
    /// A member's sign-in and consent; beside his record, so that his history stays that of his membership.
    case ownAccess = "own-access"
    case removal
    case joinCode = "join-code"
    case claimConflict = "claim-conflict"
    case joinApplication = "join-application"
    case coverageProof = "coverage-proof"
    /// 参保信息 that was taken out as a file.
    case coverageList = "coverage-list"
    case bankStatement = "bank-statement"
    case benefit
    case benefitImport = "benefit-import"
    case unionRequest = "union-request"
    /// A list of unions or enterprises from a file.
    case organisationSheet = "organisation-sheet"
    /// 组织查询管理 as a file.
    case organisationList = "organisation-list"
    case registration
    /// 更正申请 about a locked list.
    case correction
    case announcement
    case download
    /// The contacts of 技术支持.
    case support
    /// 新手指引.
    case guide
    case alert
    /// 个人信息请求.
    case rightsRequest = "rights-request"
    /// 批量导出申请.
    case exportRequest = "export-request"
    /// 批量删除申请.
    case massRemoval = "mass-removal"
    /// The keys of the sealed fields.
    case sealingKeys = "sealing-keys"
    /// What the city says of itself.
    case setting
    /// What was cleared away because it has had its time.
    case retention
}

/// Who did what to which record, written in the transaction of the act; rows are only ever added.
public struct EventStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// - Parameter detail: facts without personal data (counts, versions, reasons).
    /// - Returns: the event's key, for what hangs on it.
    @discardableResult
    public func record(
        _ action: String, on subject: EventSubject, _ id: Int64, at path: UnionPath, from: String? = nil,
        to: String? = nil, detail: String? = nil, _ occasion: Occasion
    ) throws -> Int64 {
        let change = Change(id: id, path: path, from: from, to: to, detail: detail)
        guard let event = try add(EventAct(action, subject, occasion), [change]).first else {
            throw DatabaseError.corrupt
        }
        return event
    }

    /// What a member has done for himself: without an account, for the union whose member he is.
    @discardableResult
    public func record(
        _ action: String, on subject: EventSubject, _ id: Int64, at path: UnionPath, to: String? = nil,
        _ occasion: OwnOccasion
    ) throws -> Int64 {
        let act = EventAct(action, subject, occasion, at: path)
        guard let event = try add(act, [Change(id: id, path: path, to: to)]).first else {
            throw DatabaseError.corrupt
        }
        return event
    }

    /// What somebody has done or tried who has not proved who he is, on the day of the real clock.
    ///
    /// - Parameter id: of the account that was named; 0 for one that does not exist.
    public func recordVisitor(
        _ action: String, on subject: EventSubject, _ id: Int64, at path: UnionPath, detail: String? = nil,
        from origin: String, _ now: Instant
    ) throws {
        let act = EventAct(action, subject, at: now, from: origin, path: path)
        _ = try add(act, [Change(id: id, path: path, detail: detail)])
    }

    /// The same of many records at once, which a command has made.
    public func recordVisitor(
        _ action: String, on subject: EventSubject, _ changes: [Change], from origin: String, _ now: Instant
    ) throws {
        _ = try add(EventAct(action, subject, at: now, from: origin, path: .root), changes)
    }

    public struct Entry: Sendable {
        public let id: Int64
        public let at: Instant
        public let day: CalendarDay
        public let account: String
        /// The union for which it was done.
        public let actorPath: UnionPath?
        public let action: String
        public let from: String?
        public let to: String?
        public let detail: String?
    }

    /// The history of one record, the newest first.
    ///
    /// - Parameter actions: nil for all.
    public func history(
        of subject: EventSubject, _ id: Int64, among actions: [String]? = nil, limit: Int = 50
    ) throws -> [Entry] {
        let wanted: SQL = actions.map { "AND e.action IN \(list: $0)" } ?? ""
        return try transaction.query(
            """
            SELECT e.id, e.at, e.day, coalesce(a.display_name, '') AS account, e.actor_path, e.action,
                e.from_status, e.to_status, e.detail
            FROM event e LEFT JOIN account a ON a.id = e.account_id
            WHERE e.subject = \(subject) AND e.subject_id = \(id) \(wanted)
            ORDER BY e.id DESC LIMIT \(limit)
            """
        ).map {
            Entry(
                id: try $0.get("id"), at: try $0.get("at"), day: try $0.get("day"), account: try $0.get("account"),
                actorPath: try $0.get("actor_path"), action: try $0.get("action"), from: try $0.get("from_status"),
                to: try $0.get("to_status"),
                detail: try $0.get("detail"))
        }
    }
}
