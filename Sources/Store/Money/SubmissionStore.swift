public import DatabaseKit
public import Domain

/// The batches of districts.
public struct SubmissionStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public func find(_ id: ID<DistrictSubmission>) throws -> SubmissionRecord? {
        try transaction.first("\(Self.select) WHERE s.id = \(id)").map(Self.record)
    }

    public func list(
        in scope: UnionScope, _ filter: SubmissionFilter, _ range: ListRange
    ) throws -> Listing<SubmissionRecord> {
        let conditions = Self.conditions(scope, filter)
        let total: Int =
            try transaction.value(
                """
                SELECT count(*) AS n FROM district_submission s JOIN trade_union u ON u.id = s.district_id
                WHERE \(conditions)
                """) ?? 0
        let offset = range.offset < total ? range.offset : 0
        let rows = try transaction.query(
            "\(Self.select) WHERE \(conditions) ORDER BY s.id DESC LIMIT \(range.limit) OFFSET \(offset)")
        return Listing(entries: try rows.map(Self.record), total: total, offset: offset)
    }

    /// Batches in one state whose last day of the voucher lies before `day`.
    public func overdue(before day: CalendarDay) throws -> [SubmissionRecord] {
        try transaction.query(
            """
            \(Self.select) WHERE s.status IN ('awaiting-voucher', 'more-material', 'voucher-rejected')
                AND s.voucher_due < \(day) ORDER BY s.id
            """
        ).map(Self.record)
    }

    /// Batches of a scope that wait for a voucher.
    public func waiting(in scope: UnionScope, year: Int) throws -> [SubmissionRecord] {
        try transaction.query(
            """
            \(Self.select) WHERE s.year = \(year) AND \(scope.covers("u.path"))
                AND s.status IN ('awaiting-voucher', 'more-material', 'voucher-rejected') ORDER BY s.id
            """
        ).map(Self.record)
    }

    /// The vouchers that wait for the centre, the longest first.
    public func queue(in scope: UnionScope, limit: Int) throws -> [SubmissionRecord] {
        try transaction.query(
            """
            \(Self.select) WHERE s.status = 'voucher-under-review' AND \(scope.covers("u.path"))
            ORDER BY s.voucher_at, s.id LIMIT \(limit)
            """
        ).map(Self.record)
    }

    public func counts(in scope: UnionScope, year: Int) throws -> [DistrictSubmission.Status: Int] {
        var counts: [DistrictSubmission.Status: Int] = [:]
        for row in try transaction.query(
            """
            SELECT s.status, count(*) AS n FROM district_submission s JOIN trade_union u ON u.id = s.district_id
            WHERE s.year = \(year) AND \(scope.covers("u.path")) GROUP BY s.status
            """)
        {
            counts[try row.get("status")] = try row.get("n")
        }
        return counts
    }

    /// The row of a new batch.
    ///
    /// - Parameters:
    ///   - contact: sealed for this row.
    ///   - now: by the real clock; people read it on the business day.
    public func insert(
        _ submission: DistrictSubmission, totals: DistrictTotals, credit: Money, contact: [UInt8],
        by account: ID<Account>, on today: CalendarDay, at now: Instant, sealing seal: any FieldSealing
    ) throws {
        let amounts = totals.amounts
        try transaction.execute(
            """
            INSERT INTO district_submission (id, number, district_id, year, status, units, heads, premium_fen,
                city_fen, district_fen, base_fen, credit_fen, contact_sealed, voucher_due, submitted_at,
                submitted_on, submitted_by, updated_at, kind)
            VALUES (\(submission.id), \(submission.number), \(submission.district), \(submission.year),
                \(submission.status), \(totals.units), \(totals.heads), \(amounts.premium), \(amounts.city),
                \(amounts.district), \(amounts.base), \(credit), \(contact), \(submission.voucherDue), \(now),
                \(today), \(account), \(now.moved(to: today)), \(submission.kind))
            """)
        try RowSealStore(transaction, seal).add(to: .districtSubmission, [submission.id.rawValue])
    }

    /// Keeps a changed batch.
    ///
    /// - Throws: `StaleVersion` when somebody changed it after it was read.
    public func save(_ record: SubmissionRecord, at now: Instant, sealing seal: any FieldSealing) throws {
        try RowSealStore(transaction, seal).changing(.districtSubmission, [record.submission.id.rawValue]) {
            try transaction.update(
                """
                UPDATE district_submission SET status = \(record.submission.status),
                    voucher_due = \(record.submission.voucherDue), voucher_at = \(record.voucherAt),
                    answered_at = \(record.answeredAt), answer = \(record.answer), updated_at = \(now),
                    version = version + 1
                WHERE id = \(record.submission.id) AND version = \(record.stamp)
                """)
        }
    }

    public func contact(of id: ID<DistrictSubmission>) throws -> [UInt8]? {
        try transaction.value("SELECT contact_sealed FROM district_submission WHERE id = \(id)")
    }

    /// What the batch adds up to, plan by plan, recounted from its locked lists.
    public func totals(of id: ID<DistrictSubmission>) throws -> DistrictTotals {
        DistrictTotals(
            try transaction.query(
                """
                SELECT v.plan_type, \(ReviewStore.sums) \(ReviewStore.from) WHERE e.submission_id = \(id)
                GROUP BY v.plan_type ORDER BY v.plan_type
                """
            ).map(ReviewStore.planTotal))
    }

    /// How many units of a lapsed batch have handed in an instant list of the same year.
    public func converted(of id: ID<DistrictSubmission>) throws -> Int {
        try transaction.value(
            """
            SELECT count(DISTINCT e.unit_id) AS units FROM unit_enrolment e
                JOIN unit_enrolment i ON i.unit_id = e.unit_id AND i.year = e.year AND i.ordinal > 0
            WHERE e.submission_id = \(id) AND e.status = 'lapsed'
                AND i.status IN \(list: UnitEnrolment.Status.allCases.filter(\.claims))
            """) ?? 0
    }

    /// 集中参保统计表: one row per unit, by plan and then in the order of the tree.
    public func forEachUnit(of id: ID<DistrictSubmission>, _ body: (StatisticsRow) throws -> Void) throws {
        try transaction.forEach(
            """
            SELECT n.name, n.organisation_code, v.plan_type, v.heads, v.city_fen, v.district_fen, v.base_fen,
                v.submitted_at, v.version
            \(ReviewStore.from) WHERE e.submission_id = \(id) ORDER BY v.plan_type, u.path, n.id
            """
        ) { row in
            let rates = Rates(
                city: try row.get("city_fen"), district: try row.get("district_fen"), base: try row.get("base_fen"))
            let heads: Int = try row.get("heads")
            guard let amounts = Amounts(heads: heads, rates: rates) else {
                throw DatabaseError.unexpectedValue(column: "heads")
            }
            try body(
                StatisticsRow(
                    unit: try row.get("name"), organisationCode: try row.get("organisation_code"),
                    plan: try row.get("plan_type"), heads: heads, amounts: amounts,
                    submittedAt: try row.get("submitted_at"), version: try row.get("version")))
        }
    }

    // MARK: Rows

    private static let select: SQL = """
        SELECT s.id, s.number, s.district_id, s.year, s.status, s.units, s.heads, s.premium_fen, s.city_fen,
            s.district_fen, s.base_fen, s.credit_fen, s.voucher_due, s.submitted_at, s.submitted_on,
            coalesce(a.display_name, '') AS submitted_by, s.voucher_at, s.answered_at, s.answer, s.updated_at,
            s.version, s.kind, u.name AS district_name, u.code AS district_code, u.path
        FROM district_submission s
            JOIN trade_union u ON u.id = s.district_id
            LEFT JOIN account a ON a.id = s.submitted_by
        """

    private static func conditions(_ scope: UnionScope, _ filter: SubmissionFilter) -> SQL {
        var parts: [SQL] = [scope.covers("u.path")]
        if let number = filter.number {
            parts.append("s.number LIKE \(ReviewStore.escaped(number) + "%") ESCAPE '!'")
        }
        if let from = filter.from { parts.append("s.submitted_on >= \(from)") }
        if let through = filter.through { parts.append("s.submitted_on <= \(through)") }
        if let status = filter.status { parts.append("s.status = \(status)") }
        return SQL.joined(parts, separator: " AND ")
    }

    private static func record(_ row: Row) throws -> SubmissionRecord {
        let (at, day): (Instant, CalendarDay) = (try row.get("submitted_at"), try row.get("submitted_on"))
        return SubmissionRecord(
            submission: DistrictSubmission(
                id: try row.get("id"), number: try row.get("number"), district: try row.get("district_id"),
                year: try row.get("year"), kind: try row.get("kind"), status: try row.get("status"),
                voucherDue: try row.get("voucher_due")),
            districtName: try row.get("district_name"), districtCode: try row.get("district_code"),
            path: try row.get("path"), units: try row.get("units"), heads: try row.get("heads"),
            amounts: Amounts(
                premium: try row.get("premium_fen"), city: try row.get("city_fen"),
                district: try row.get("district_fen"), base: try row.get("base_fen")),
            credit: try row.get("credit_fen"), submittedAt: at.moved(to: day), submittedOn: day,
            submittedBy: try row.get("submitted_by"),
            voucherAt: try row.get("voucher_at"), answeredAt: try row.get("answered_at"),
            answer: try row.get("answer"), updatedAt: try row.get("updated_at"), stamp: try row.get("version"))
    }
}
