public import DatabaseKit
public import Domain

/// The lists that wait for a reviewer, always in one statement for a whole pane.
public struct ReviewStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// The lists of a scope in these states, the earliest submission first.
    public func list(
        _ statuses: [UnitEnrolment.Status], in scope: UnionScope, year: Int, _ filter: ReviewFilter,
        _ range: ListRange
    ) throws -> Listing<ReviewEntry> {
        let conditions = Self.conditions(statuses, scope, year, filter)
        let total: Int = try transaction.value("SELECT count(*) AS n \(Self.from) WHERE \(conditions)") ?? 0
        let offset = range.offset < total ? range.offset : 0
        let rows = try transaction.query(
            """
            \(Self.select) \(Self.from) \(Self.comparison) WHERE \(conditions)
            ORDER BY v.submitted_at, e.id LIMIT \(range.limit) OFFSET \(offset)
            """)
        return Listing(entries: try rows.map(Self.entry), total: total, offset: offset)
    }

    /// The lists with these keys, whatever their state; keys that are none are missing in the answer.
    public func find(_ enrolments: [ID<UnitEnrolment>]) throws -> [ID<UnitEnrolment>: ReviewEntry] {
        guard !enrolments.isEmpty else { return [:] }
        let rows = try transaction.query(
            "\(Self.select) \(Self.from) \(Self.comparison) WHERE e.id IN \(list: enrolments)")
        var found: [ID<UnitEnrolment>: ReviewEntry] = [:]
        for row in rows {
            let entry = try Self.entry(row)
            found[entry.enrolment] = entry
        }
        return found
    }

    /// What the lists of a scope in these states add up to, by plan.
    public func totals(
        _ statuses: [UnitEnrolment.Status], in scope: UnionScope, year: Int, _ filter: ReviewFilter = ReviewFilter()
    ) throws -> DistrictTotals {
        DistrictTotals(
            try transaction.query(
                """
                SELECT v.plan_type, \(Self.sums) \(Self.from)
                WHERE \(Self.conditions(statuses, scope, year, filter)) GROUP BY v.plan_type ORDER BY v.plan_type
                """
            ).map(Self.planTotal))
    }

    public func counts(in scope: UnionScope, year: Int) throws -> ReviewCounts {
        var counts: [UnitEnrolment.Status: Int] = [:]
        for row in try transaction.query(
            """
            SELECT e.status, count(*) AS n FROM unit_enrolment e
            JOIN enrolling_unit n ON n.id = e.unit_id JOIN trade_union u ON u.id = n.union_id
            WHERE e.year = \(year) AND \(scope.covers("u.path")) GROUP BY e.status
            """)
        {
            counts[try row.get("status")] = try row.get("n")
        }
        let silent: Int =
            try transaction.value(
                """
                SELECT count(*) AS n FROM enrolling_unit n JOIN trade_union u ON u.id = n.union_id
                WHERE \(scope.covers("u.path"))
                    AND NOT EXISTS (SELECT 1 FROM unit_enrolment e WHERE e.unit_id = n.id AND e.year = \(year))
                    AND \(Self.hasPeople)
                """) ?? 0
        return ReviewCounts(byStatus: counts, silent: silent)
    }

    /// Units of the scope that have not come to an end of any kind, for the rehearsal of the lock.
    public func openUnits(in scope: UnionScope, year: Int, limit: Int) throws -> [OpenUnit] {
        try transaction.query(
            """
            SELECT n.name, n.organisation_code, e.id, coalesce(e.status, 'not-started') AS status
            FROM enrolling_unit n JOIN trade_union u ON u.id = n.union_id
            LEFT JOIN unit_enrolment e ON e.unit_id = n.id AND e.year = \(year)
            WHERE \(scope.covers("u.path"))
                AND (e.status IN ('not-started', 'draft', 'submitted', 'endorsed', 'returned') OR (e.id IS NULL AND \(Self.hasPeople)))
            ORDER BY u.path, n.id LIMIT \(limit)
            """
        ).map {
            OpenUnit(
                enrolment: try $0.get("id"), name: try $0.get("name"),
                organisationCode: try $0.get("organisation_code"), status: try $0.get("status"))
        }
    }

    /// The units of the scope that stand in one term of the equation.
    public func units(
        _ group: ReviewGroup, in scope: UnionScope, year: Int, _ range: ListRange
    ) throws -> Listing<OpenUnit> {
        let silent: SQL = group == .open ? "OR (e.id IS NULL AND \(Self.hasPeople))" : ""
        let rows: SQL = """
            FROM enrolling_unit n JOIN trade_union u ON u.id = n.union_id
                LEFT JOIN unit_enrolment e ON e.unit_id = n.id AND e.year = \(year)
                LEFT JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
            WHERE \(scope.covers("u.path")) AND (e.status IN \(list: group.statuses) \(silent))
            """
        let total: Int = try transaction.value("SELECT count(*) AS units \(rows)") ?? 0
        let offset = range.offset < total ? range.offset : 0
        let units = try transaction.query(
            """
            SELECT n.name, n.organisation_code, e.id, coalesce(e.status, 'not-started') AS status, v.heads \(rows)
            ORDER BY u.path, n.id LIMIT \(range.limit) OFFSET \(offset)
            """
        ).map {
            OpenUnit(
                enrolment: try $0.get("id"), name: try $0.get("name"),
                organisationCode: try $0.get("organisation_code"), status: try $0.get("status"),
                heads: try $0.get("heads"))
        }
        return Listing(entries: units, total: total, offset: offset)
    }

    // MARK: Parts of statements

    /// Somebody of the unit could be on its list; a unit whose members all stand outside the workbench hands in none.
    private static let hasPeople: SQL = """
        EXISTS (SELECT 1 FROM member m WHERE m.unit_id = n.id AND m.left_on IS NULL
            AND m.category IN \(list: MemberCategory.allCases.filter(\.isInWorkbench)))
        """

    static let from: SQL = """
        FROM unit_enrolment e
            JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
            JOIN enrolling_unit n ON n.id = e.unit_id
            JOIN trade_union u ON u.id = n.union_id
        """

    private static let comparison: SQL = """
        LEFT JOIN unit_enrolment le ON le.unit_id = e.unit_id AND le.year = e.year - 1
                AND le.status IN ('locked', 'in-force', 'lapsed')
            LEFT JOIN enrolment_version lv ON lv.enrolment_id = le.id AND lv.version = le.current_version
        """

    private static let select: SQL = """
        SELECT e.id, e.number, e.status, n.name, u.name AS union_name, n.organisation_code, u.path, v.version,
            v.plan_type, v.heads, v.city_fen, v.district_fen, v.base_fen, v.submitted_at, e.submitted_by,
            e.outdated_since, lv.heads AS last_heads, lv.plan_type AS last_plan,
            (SELECT count(*) FROM event x WHERE x.subject = 'enrolment' AND x.subject_id = e.id
                AND x.action = 'approve' AND x.at < v.submitted_at) AS approvals
        """

    static let sums: SQL = """
        count(*) AS units, CAST(sum(v.heads) AS BIGINT) AS heads,
            CAST(sum(v.heads * v.city_fen) AS BIGINT) AS city, CAST(sum(v.heads * v.district_fen) AS BIGINT) AS district,
            CAST(sum(v.heads * v.base_fen) AS BIGINT) AS base
        """

    static func planTotal(_ row: Row) throws -> PlanTotal {
        let city: Money = try row.get("city")
        let district: Money = try row.get("district")
        let base: Money = try row.get("base")
        return PlanTotal(
            plan: try row.get("plan_type"), units: try row.get("units"), heads: try row.get("heads"),
            amounts: Amounts(premium: city + district + base, city: city, district: district, base: base))
    }

    private static func conditions(
        _ statuses: [UnitEnrolment.Status], _ scope: UnionScope, _ year: Int, _ filter: ReviewFilter
    ) -> SQL {
        var parts: [SQL] = [
            "e.year = \(year)", "e.status IN \(list: statuses)", scope.covers("u.path"),
        ]
        if let unit = filter.unit {
            let pattern = "%" + Self.escaped(unit) + "%"
            parts.append("(n.name LIKE \(pattern) ESCAPE '!' OR n.organisation_code LIKE \(pattern) ESCAPE '!')")
        }
        if let from = filter.from { parts.append("v.submitted_on >= \(from)") }
        if let through = filter.through { parts.append("v.submitted_on <= \(through)") }
        if let plan = filter.plan { parts.append("v.plan_type = \(plan)") }
        return SQL.joined(parts, separator: " AND ")
    }

    /// Takes their meaning from the signs that LIKE reads.
    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { pattern, character in
            if character == "%" || character == "_" || character == "!" { pattern.append("!") }
            pattern.append(character)
        }
    }

    private static func entry(_ row: Row) throws -> ReviewEntry {
        let heads: Int = try row.get("heads")
        let plan: String = try row.get("plan_type")
        let rates = Rates(
            city: try row.get("city_fen"), district: try row.get("district_fen"), base: try row.get("base_fen"))
        guard let amounts = Amounts(heads: heads, rates: rates) else {
            throw DatabaseError.unexpectedValue(column: "heads")
        }
        let lastHeads: Int? = try row.get("last_heads")
        let lastPlan: String? = try row.get("last_plan")
        var lastYear: ReviewRisk.Facts.LastYear?
        if let lastHeads, let lastPlan {
            lastYear = ReviewRisk.Facts.LastYear(heads: lastHeads, plan: lastPlan)
        }
        let approvals: Int = try row.get("approvals")
        let outdatedSince: Instant? = try row.get("outdated_since")
        let facts = ReviewRisk.Facts(
            heads: heads, plan: plan, lastYear: lastYear,
            history: approvals > 0 ? .approvedBefore : .neverApproved,
            freshness: outdatedSince == nil ? .current : .outdated)
        return ReviewEntry(
            enrolment: try row.get("id"), number: try row.get("number"), status: try row.get("status"),
            unit: try row.get("name"), unionName: try row.get("union_name"),
            organisationCode: try row.get("organisation_code"), path: try row.get("path"),
            version: try row.get("version"), plan: plan, heads: heads, amounts: amounts,
            submittedAt: try row.get("submitted_at"), submittedBy: try row.get("submitted_by"), lastYear: lastYear,
            risks: ReviewRisk.marks(facts))
    }
}
