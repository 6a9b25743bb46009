public import DatabaseKit
public import Domain

/// What is owed to a district or to the centre, with what has been paid (domain 5.6, ledger).
public struct ReceivableStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// What the units of a district owe it in a year: the base share of the list that stands, without
    /// whom a correction has taken off; and those who have paid it
    /// although none stands, or although their union has moved since and owes its share elsewhere.
    public func units(in scope: UnionScope, year: Int) throws -> [Receivable] {
        try transaction.query(
            """
            SELECT e.id, e.number, n.name, u.name AS union_name,
                CASE WHEN s.owes = 1 THEN \(Self.due) ELSE 0 END AS due, s.paid
            FROM (SELECT x.id, max(x.owes) AS owes, CAST(sum(x.paid) AS BIGINT) AS paid
                    FROM (SELECT o.id, 1 AS owes, 0 AS paid FROM (\(Self.lists(in: scope, year: year))) AS o
                        UNION ALL \(Self.received(in: scope))) AS x
                    GROUP BY x.id) AS s
                JOIN unit_enrolment e ON e.id = s.id
                JOIN enrolling_unit n ON n.id = e.unit_id JOIN trade_union u ON u.id = n.union_id
                LEFT JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
            WHERE +e.year = \(year) ORDER BY n.name, e.id
            """
        ).map { row in
            let (name, union): (String, String) = (try row.get("name"), try row.get("union_name"))
            return Receivable(
                key: .enrolment(try row.get("id")), number: try row.get("number"),
                names: name == union ? [name] : [name, union], year: year, due: try row.get("due"),
                paid: try row.get("paid"))
        }.filter { $0.due > .zero || $0.paid > .zero }
    }

    /// What has come in for lists at the banks of a scope.
    ///
    /// A list may have been paid for in the district that its union has left: that money is there, and not where the list
    /// is owed now.
    private static func received(in scope: UnionScope) -> SQL {
        """
        SELECT b.enrolment_id AS id, 0 AS owes, b.amount_fen AS paid
        FROM trade_union k JOIN bank_line l ON l.union_id = k.id
            JOIN bank_booking b ON b.line_id = l.id AND b.undone_at IS NULL
        WHERE b.enrolment_id IS NOT NULL AND \(scope.covers("k.path"))
        """
    }

    /// The lists of a year that owe their share to a district of the scope.
    ///
    /// One that was handed in owes it to the district that handed it in and pays the centre for it, wherever its union
    /// stands now; any other to the district in which its unit stands.
    static func lists(in scope: UnionScope, year: Int) -> SQL {
        """
        SELECT l.id FROM trade_union h JOIN enrolling_unit m ON m.union_id = h.id
            JOIN unit_enrolment l ON l.unit_id = m.id
        WHERE +l.year = \(year) AND +l.submission_id IS NULL AND \(scope.covers("h.path"))
        UNION ALL
        SELECT l.id FROM trade_union h JOIN district_submission b ON b.district_id = h.id
            JOIN unit_enrolment l ON l.submission_id = b.id
        WHERE +b.year = \(year) AND \(scope.covers("h.path"))
        """
    }

    /// What a list `e` with its current version `v` owes its district.
    static let due: SQL = """
        CASE WHEN e.status IN ('submitted', 'endorsed', 'approved', 'locked', 'in-force')
            THEN coalesce((v.heads - (SELECT count(*) FROM coverage c
                WHERE c.version_id = v.id AND c.status = 'voided')) * v.base_fen, 0) ELSE 0 END
        """

    /// What districts owe the centre for the batches of a year: their own and the base share less the credit.
    public func districts(in scope: UnionScope, year: Int) throws -> [Receivable] {
        try transaction.query(
            """
            SELECT s.id, s.number, u.name, u.code,
                CASE WHEN s.status = 'lapsed' THEN 0 ELSE s.district_fen + s.base_fen - s.credit_fen END AS due,
                CAST(coalesce(p.paid, 0) AS BIGINT) AS paid
            FROM district_submission s JOIN trade_union u ON u.id = s.district_id
                LEFT JOIN (SELECT submission_id, sum(amount_fen) AS paid FROM bank_booking
                    WHERE undone_at IS NULL AND submission_id IS NOT NULL GROUP BY submission_id) p
                    ON p.submission_id = s.id
            WHERE s.year = \(year) AND \(scope.covers("u.path")) ORDER BY u.name, s.id
            """
        ).map {
            let number: String = try $0.get("number")
            return Receivable(
                key: .submission(try $0.get("id")), number: number,
                remarkCode: DistrictSubmission.remarkCode(
                    districtCode: try $0.get("code"), year: year, number: number),
                names: [try $0.get("name")], year: year, due: try $0.get("due"), paid: try $0.get("paid"))
        }.filter { $0.due > .zero || $0.paid > .zero }
    }
}
