public import DatabaseKit
public import Domain

/// Credits of districts from earlier years, with every use of them.
public struct CreditStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public func insert(
        _ entry: CreditEntry, district: ID<Union>, by account: ID<Account>, at now: Instant,
        sealing seal: any FieldSealing
    ) throws -> ID<Credit> {
        let id = try transaction.newID(Credit.self)
        try transaction.execute(
            """
            INSERT INTO credit (id, district_id, from_year, amount_fen, reason, at, account_id)
            VALUES (\(id), \(district), \(entry.fromYear), \(entry.amount), \(entry.reason), \(now), \(account))
            """)
        try RowSealStore(transaction, seal).add(to: .credit, [id.rawValue])
        return id
    }

    /// The credits of a scope, the newest first.
    public func list(in scope: UnionScope, limit: Int = 500) throws -> [Credit] {
        try credits(where: scope.covers("u.path"), limit: limit)
    }

    public func find(_ id: ID<Credit>) throws -> Credit? {
        try credits(where: "c.id = \(id)", limit: 1).first
    }

    /// What a district can still set against a batch.
    public func open(of district: ID<Union>) throws -> [Credit] {
        try credits(where: "c.district_id = \(district) AND c.status = 'open'", limit: 500).filter {
            $0.remaining > .zero
        }
    }

    private func credits(where condition: SQL, limit: Int) throws -> [Credit] {
        let rows = try transaction.query(
            """
            SELECT c.id, c.district_id, u.name, c.from_year, c.amount_fen, c.reason, c.at, c.status,
                coalesce(a.display_name, '') AS account
            FROM credit c JOIN trade_union u ON u.id = c.district_id LEFT JOIN account a ON a.id = c.account_id
            WHERE \(condition) ORDER BY c.at DESC, c.id DESC LIMIT \(limit)
            """)
        let uses = try uses(of: rows.map { try $0.get("id") })
        return try rows.map { row in
            let id: ID<Credit> = try row.get("id")
            return Credit(
                id: id, district: try row.get("district_id"), districtName: try row.get("name"),
                fromYear: try row.get("from_year"), amount: try row.get("amount_fen"),
                reason: try row.get("reason"), at: try row.get("at"), account: try row.get("account"),
                standing: try row.get("status"), uses: uses[id] ?? [])
        }
    }

    private func uses(of credits: [ID<Credit>]) throws -> [ID<Credit>: [Credit.Use]] {
        guard !credits.isEmpty else { return [:] }
        var uses: [ID<Credit>: [Credit.Use]] = [:]
        for row in try transaction.query(
            """
            SELECT x.credit_id, x.submission_id, s.number, s.year, x.amount_fen, x.at, x.returned_at
            FROM credit_use x JOIN district_submission s ON s.id = x.submission_id
            WHERE x.credit_id IN \(list: credits) ORDER BY x.at, x.id
            """)
        {
            uses[try row.get("credit_id"), default: []].append(
                Credit.Use(
                    submission: try row.get("submission_id"), number: try row.get("number"),
                    year: try row.get("year"), amount: try row.get("amount_fen"), at: try row.get("at"),
                    returnedAt: try row.get("returned_at")))
        }
        return uses
    }

    /// Sets parts of credits against a batch.
    public func use(
        _ allotment: CreditAllotment, for submission: ID<DistrictSubmission>, at now: Instant,
        sealing seal: any FieldSealing
    ) throws {
        let uses = try allotment.parts.map { (key: try transaction.newKey(), part: $0) }
        for (key, part) in uses {
            try transaction.execute(
                """
                INSERT INTO credit_use (id, credit_id, submission_id, amount_fen, at)
                VALUES (\(key), \(part.credit), \(submission), \(part.amount), \(now))
                """)
        }
        try RowSealStore(transaction, seal).add(to: .creditUse, uses.map(\.key))
    }

    /// Frees what stood against a batch that has lapsed.
    public func giveBack(
        of submission: ID<DistrictSubmission>, at now: Instant, sealing seal: any FieldSealing
    ) throws {
        let held: SQL = "submission_id = \(submission) AND returned_at IS NULL"
        try RowSealStore(transaction, seal).changing(.creditUse, where: held) {
            try transaction.execute("UPDATE credit_use SET returned_at = \(now) WHERE \(held)")
        }
    }

    /// Whether it refunds what a correction has taken off a list.
    public func isOfCorrection(_ id: ID<Credit>) throws -> Bool {
        try transaction.first("SELECT 1 AS found FROM enrolment_correction WHERE credit_id = \(id)") != nil
    }

    /// - Throws: `StaleVersion` when it was cancelled or used meanwhile.
    public func cancel(_ id: ID<Credit>, sealing seal: any FieldSealing) throws {
        try RowSealStore(transaction, seal).changing(.credit, [id.rawValue]) {
            try transaction.update(
                """
                UPDATE credit SET status = 'cancelled' WHERE id = \(id) AND status = 'open' AND NOT EXISTS (
                    SELECT 1 FROM credit_use x WHERE x.credit_id = credit.id AND x.returned_at IS NULL)
                """)
        }
    }
}

extension Credit.Standing: SQLBindable, SQLReadable {}

extension VerificationStore {
    /// I2: no credit is used beyond its amount, and none that was taken back is used.
    public func creditsUsedTooFar() throws -> [String] {
        try transaction.query(
            """
            SELECT c.id FROM credit c
                LEFT JOIN (SELECT credit_id, sum(amount_fen) AS used FROM credit_use WHERE returned_at IS NULL
                    GROUP BY credit_id) x ON x.credit_id = c.id
            WHERE coalesce(x.used, 0) > c.amount_fen OR (c.status = 'cancelled' AND x.used IS NOT NULL)
            ORDER BY c.id
            """
        ).map {
            let id: Int64 = try $0.get("id")
            return "credit \(id)"
        }
    }

    /// I2: a batch's credit is the sum of what was set against it, free again when it has lapsed.
    public func submissionsWhoseCreditDiffers() throws -> [String] {
        try transaction.query(
            """
            SELECT s.id FROM district_submission s
                LEFT JOIN (SELECT submission_id, sum(amount_fen) AS used,
                        sum(CASE WHEN returned_at IS NULL THEN 0 ELSE 1 END) AS freed, count(*) AS parts
                    FROM credit_use GROUP BY submission_id) x ON x.submission_id = s.id
            WHERE coalesce(x.used, 0) <> s.credit_fen
                OR (x.parts IS NOT NULL
                    AND x.freed <> CASE WHEN s.status = 'lapsed' THEN x.parts ELSE 0 END)
            ORDER BY s.id
            """
        ).map {
            let id: Int64 = try $0.get("id")
            return "district_submission \(id)"
        }
    }
}
