public import DatabaseKit
public import Domain

/// What officers have proposed to hand in, for a second person to confirm (提交复核).
public struct SubmissionProposalStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// A proposal as it is kept.
    public struct Record: Sendable {
        public let proposal: SubmissionProposal
        public let units: Int
        public let heads: Int
        public let premium: Money
        /// Of all its lists; whoever proposes and whoever confirms can read it to each other.
        public let fingerprint: String
        public let proposedAt: Instant
        public let proposer: String
        public let decidedAt: Instant?
        public let decider: String?
        /// Why it was refused.
        public let reason: String?
        public let submission: ID<DistrictSubmission>?
    }

    // MARK: Reading

    public func find(_ id: ID<SubmissionProposal>) throws -> Record? {
        try transaction.first("\(Self.select) WHERE p.id = \(id)").map(Self.record)
    }

    /// The one that waits in a district.
    public func waiting(in district: ID<Union>) throws -> Record? {
        try transaction.first("\(Self.select) WHERE p.district_id = \(district) AND p.status = 'waiting'")
            .map(Self.record)
    }

    /// All that wait, in the whole city; at most one to a district.
    public func waiting() throws -> [Record] {
        try transaction.query("\(Self.select) WHERE p.status = 'waiting' ORDER BY p.id").map(Self.record)
    }

    /// What a district has proposed, the newest first.
    public func list(of district: ID<Union>, year: Int, limit: Int) throws -> [Record] {
        try transaction.query(
            """
            \(Self.select) WHERE p.district_id = \(district) AND p.year = \(year) ORDER BY p.id DESC LIMIT \(limit)
            """
        ).map(Self.record)
    }

    /// The one that has become a batch; nil where one officer has handed in by himself.
    public func confirmed(as submission: ID<DistrictSubmission>) throws -> Record? {
        try transaction.first("\(Self.select) WHERE p.submission_id = \(submission)").map(Self.record)
    }

    public func lists(of id: ID<SubmissionProposal>) throws -> [ProposedList] {
        try transaction.query(
            """
            SELECT enrolment_id, unit_name, version, plan_type, heads, premium_fen, fingerprint
            FROM submission_proposal_list WHERE proposal_id = \(id) ORDER BY enrolment_id
            """
        ).map(Self.list)
    }

    /// The person in charge, as long as the proposal waits.
    public func contact(of id: ID<SubmissionProposal>) throws -> String? {
        let sealed: [UInt8]? = try transaction.first(
            "SELECT contact_sealed FROM submission_proposal WHERE id = \(id)"
        )?.get("contact_sealed")
        return try sealed.map { try seal.open($0, in: .proposalContact, row: id.rawValue) }
    }

    /// What a lock of the district's approved lists would take now, list by list.
    public func listsNow(in scope: UnionScope, year: Int) throws -> [ProposedList] {
        try transaction.query(
            """
            SELECT enrolment_id, unit_name, version, plan_type, heads - gone AS heads,
                CAST((heads - gone) * rate AS BIGINT) AS premium_fen,
                snapshot || '-' || CAST(gone AS TEXT) || '-' || CAST(last_gone AS TEXT) AS fingerprint
            FROM (
                SELECT e.id AS enrolment_id, n.name AS unit_name, v.version, v.plan_type, v.heads,
                    v.city_fen + v.district_fen + v.base_fen AS rate, v.fingerprint AS snapshot,
                    (SELECT count(*) \(Self.gone)) AS gone, (SELECT coalesce(max(p.person_id), 0) \(Self.gone)) AS last_gone
                \(ReviewStore.from)
                WHERE \(LockStore.Lists.centralised(scope, year: year).condition)
            ) remaining
            WHERE heads > gone ORDER BY enrolment_id
            """
        ).map(Self.list)
    }

    private static var gone: SQL {
        """
        FROM enrolment_person p JOIN member m ON m.id = p.member_id JOIN person x ON x.id = p.person_id
        WHERE p.version_id = v.id AND p.bucket = 'enrolling' AND \(LockStore.isGone)
        """
    }

    // MARK: Writing

    /// - Throws: `Refusal.secondPerson(.waiting)` when another one waits.
    public func insert(
        _ lists: [ProposedList], fingerprint: String, contact: String, district: ID<Union>, year: Int,
        by account: ID<Account>, at now: Instant
    ) throws -> ID<SubmissionProposal> {
        if try waiting(in: district) != nil { throw Refusal.secondPerson(.waiting) }
        let id = try transaction.newID(SubmissionProposal.self)
        let premium = lists.reduce(Money.zero) { $0 + $1.premium }
        try transaction.execute(
            """
            INSERT INTO submission_proposal (id, district_id, year, units, heads, premium_fen, fingerprint,
                contact_sealed, proposed_at, proposed_by)
            VALUES (\(id), \(district), \(year), \(lists.count), \(lists.reduce(0) { $0 + $1.heads }), \(premium),
                \(fingerprint), \(Array(try seal.seal(contact, in: .proposalContact, row: id.rawValue))), \(now),
                \(account))
            """)
        try transaction.executeMany(
            lists.lazy.map { list -> SQL in
                """
                INSERT INTO submission_proposal_list (proposal_id, enrolment_id, unit_name, version, plan_type, heads,
                    premium_fen, fingerprint)
                VALUES (\(id), \(list.enrolment), \(list.unit), \(list.version), \(list.plan), \(list.heads),
                    \(list.premium), \(list.fingerprint))
                """
            })
        return id
    }

    /// Ends a waiting proposal; its contact goes.
    ///
    /// - Parameter account: nil where nobody has decided.
    /// - Throws: `StaleVersion` when it waits no more.
    public func close(
        _ id: ID<SubmissionProposal>, as status: SubmissionProposal.Status, reason: String? = nil,
        submission: ID<DistrictSubmission>? = nil, by account: ID<Account>?, at now: Instant
    ) throws {
        try transaction.update(
            """
            UPDATE submission_proposal SET status = \(status), reason = \(reason), submission_id = \(submission),
                decided_by = \(account), decided_at = \(now), contact_sealed = NULL
            WHERE id = \(id) AND status = 'waiting'
            """)
    }

    // MARK: Rows

    private static let select: SQL = """
        SELECT p.id, p.district_id, p.year, p.status, p.units, p.heads, p.premium_fen, p.fingerprint, p.proposed_at,
            p.proposed_by, p.decided_at, p.reason, p.submission_id, u.path, a.display_name AS proposer,
            d.display_name AS decider
        FROM submission_proposal p
            JOIN trade_union u ON u.id = p.district_id
            JOIN account a ON a.id = p.proposed_by
            LEFT JOIN account d ON d.id = p.decided_by
        """

    private static func record(_ row: Row) throws -> Record {
        Record(
            proposal: SubmissionProposal(
                id: try row.get("id"), district: try row.get("district_id"), path: try row.get("path"),
                year: try row.get("year"), proposedBy: try row.get("proposed_by"), status: try row.get("status")),
            units: try row.get("units"), heads: try row.get("heads"), premium: try row.get("premium_fen"),
            fingerprint: try row.get("fingerprint"), proposedAt: try row.get("proposed_at"),
            proposer: try row.get("proposer"), decidedAt: try row.get("decided_at"),
            decider: try row.get("decider"), reason: try row.get("reason"), submission: try row.get("submission_id"))
    }

    private static func list(_ row: Row) throws -> ProposedList {
        ProposedList(
            enrolment: try row.get("enrolment_id"), unit: try row.get("unit_name"), version: try row.get("version"),
            plan: try row.get("plan_type"), heads: try row.get("heads"), premium: try row.get("premium_fen"),
            fingerprint: try row.get("fingerprint"))
    }
}

extension SubmissionProposal.Status: SQLBindable, SQLReadable {}
