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
        _ statuses: [UnitEnrolment.Status], in scope: UnionScope, year: Int, _ filter: ReviewFilter = ReviewFilter(),
        _ range: ListRange
    ) throws -> Listing<ReviewEntry> {
        let conditions = Self.conditions(statuses, scope, year, filter)
        let total: Int = try transaction.value("SELECT count(*) AS n \(Self.from) WHERE \(conditions)") ?? 0
        let offset = range.offset < total ? range.offset : 0
        let rows = try transaction.query(
            """
            \(Self.select) \(Self.from) \(Self.lastYear) WHERE \(conditions)
            ORDER BY v.submitted_at, e.id LIMIT \(range.limit) OFFSET \(offset)
            """)
        return Listing(entries: try entries(rows), total: total, offset: offset)
    }

    /// The lists with these keys, whatever their state; keys that are none are missing in the answer.
    public func find(_ enrolments: [ID<UnitEnrolment>]) throws -> [ID<UnitEnrolment>: ReviewEntry] {
        var found: [ID<UnitEnrolment>: ReviewEntry] = [:]
        for part in enrolments.inParts {
            let rows = try transaction.query(
                "\(Self.select) \(Self.from) \(Self.lastYear) WHERE e.id IN \(list: part)")
            for entry in try entries(rows) { found[entry.enrolment] = entry }
        }
        return found
    }

    /// What the lists of a scope in these states add up to, by plan.
    public func totals(
        _ statuses: [UnitEnrolment.Status], in scope: UnionScope, year: Int, _ filter: ReviewFilter = ReviewFilter()
    ) throws -> DistrictTotals {
        try totals(where: Self.conditions(statuses, scope, year, filter))
    }

    func totals(where conditions: SQL) throws -> DistrictTotals {
        DistrictTotals(
            try transaction.query(
                """
                SELECT v.plan_type, \(Self.sums) \(Self.from)
                WHERE \(conditions) GROUP BY v.plan_type ORDER BY v.plan_type
                """
            ).map(Self.planTotal))
    }

    public func counts(in scope: UnionScope, year: Int) throws -> ReviewCounts {
        var counts: [UnitEnrolment.Status: Int] = [:]
        for row in try transaction.query(
            """
            SELECT e.status, count(*) AS n FROM unit_enrolment e
            JOIN enrolling_unit n ON n.id = e.unit_id JOIN trade_union u ON u.id = n.union_id
            WHERE +e.year = \(year) AND e.ordinal = 0 AND \(scope.covers("u.path")) GROUP BY e.status
            """)
        {
            counts[try row.get("status")] = try row.get("n")
        }
        let silent: Int =
            try transaction.value(
                """
                SELECT count(*) AS n FROM enrolling_unit n JOIN trade_union u ON u.id = n.union_id
                WHERE \(scope.covers("u.path"))
                    AND NOT EXISTS (
                        SELECT 1 FROM unit_enrolment e WHERE e.unit_id = n.id AND e.year = \(year) AND e.ordinal = 0)
                    AND \(UnitTallyStore.hasPeople)
                """) ?? 0
        return ReviewCounts(byStatus: counts, silent: silent)
    }

    /// Units of the scope that have not come to an end of any kind, for the rehearsal of the lock.
    public func openUnits(in scope: UnionScope, year: Int, limit: Int) throws -> [OpenUnit] {
        try transaction.query(
            """
            SELECT n.name, n.organisation_code, e.id, coalesce(e.status, 'not-started') AS status
            FROM enrolling_unit n JOIN trade_union u ON u.id = n.union_id
            LEFT JOIN unit_enrolment e ON e.unit_id = n.id AND e.year = \(year) AND e.ordinal = 0
            WHERE \(scope.covers("u.path"))
                AND (e.status IN ('not-started', 'draft', 'submitted', 'endorsed', 'returned') OR (e.id IS NULL AND \(UnitTallyStore.hasPeople)))
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
        let silent: SQL = group == .open ? "OR (e.id IS NULL AND \(UnitTallyStore.hasPeople))" : ""
        let rows: SQL = """
            FROM enrolling_unit n JOIN trade_union u ON u.id = n.union_id
                LEFT JOIN unit_enrolment e ON e.unit_id = n.id AND e.year = \(year) AND e.ordinal = 0
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

    /// The unions that look at lists from these places: level 2, where there is one, and the district.
    public func reviewers(of paths: [UnionPath]) throws -> [UnionPath: [ID<Union>]] {
        var reviewers: [UnionPath: ID<Union>] = [:]
        for part in Array(Set(paths.flatMap(\.lineage)).sorted()).inParts {
            for row in try transaction.query(
                """
                SELECT id, path FROM trade_union WHERE path IN \(list: part)
                    AND kind IN ('district-federation', 'industry-bureau', 'subdistrict-federation')
                """)
            {
                reviewers[try row.get("path")] = try row.get("id")
            }
        }
        return Dictionary(
            paths.map { path in (path, path.lineage.compactMap { reviewers[$0] }) },
            uniquingKeysWith: { first, _ in first })
    }

    // MARK: Parts of statements

    static let from: SQL = """
        FROM unit_enrolment e
            JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
            JOIN enrolling_unit n ON n.id = e.unit_id
            JOIN trade_union u ON u.id = n.union_id
        """

    /// The unit's list of the year before, if it came to a lock.
    static let lastYear: SQL = """
        LEFT JOIN unit_enrolment le ON le.unit_id = e.unit_id AND le.year = e.year - 1 AND le.ordinal = 0
                AND le.status IN ('locked', 'in-force', 'lapsed')
            LEFT JOIN enrolment_version lv ON lv.enrolment_id = le.id AND lv.version = le.current_version
        """

    static func lastYear(_ row: Row) throws -> ReviewFacts.LastYear? {
        let heads: Int? = try row.get("last_heads")
        let plan: String? = try row.get("last_plan")
        guard let heads, let plan else { return nil }
        return ReviewFacts.LastYear(heads: heads, plan: plan)
    }

    /// A 街道 (集团) stands between the unit and its district.
    static let hasLevelTwo: SQL = """
        EXISTS (SELECT 1 FROM trade_union s WHERE s.kind = \(UnionKind.subdistrictFederation)
            AND s.path IN (substr(u.path, 1, 10), substr(u.path, 1, 15), substr(u.path, 1, 20)))
        """

    static let select: SQL = """
        SELECT e.id, e.number, e.status, n.name, n.union_id, u.name AS union_name, n.organisation_code, u.path,
            v.id AS version_id, v.version, v.plan_type, v.heads, v.city_fen, v.district_fen, v.base_fen,
            v.submitted_at, e.submitted_by, e.outdated_since, lv.heads AS last_heads, lv.plan_type AS last_plan,
            CASE WHEN \(hasLevelTwo) THEN 'through-level-two' ELSE 'straight' END AS route,
            CASE WHEN e.outdated_since IS NULL THEN 0 ELSE coalesce((SELECT t.amount FROM todo t
                WHERE t.union_id = n.union_id AND t.kind = 'resubmit-enrolment' AND t.subject_id = e.id
                    AND t.closed_at IS NULL), 0) END AS changed
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

    static func conditions(
        _ statuses: [UnitEnrolment.Status], _ scope: UnionScope, _ year: Int, _ filter: ReviewFilter
    ) -> SQL {
        // The sign keeps the year's index out of it, so that a page reads its own subtree and never the whole city's
        // lists of a state.
        var parts: [SQL] = [
            "+e.year = \(year)", filter.kind == .centralised ? "e.ordinal = 0" : "e.ordinal > 0",
            "e.status IN \(list: statuses)", scope.covers("u.path"),
        ]
        if let unit = filter.unit {
            let pattern = "%" + Self.escaped(unit) + "%"
            parts.append("(n.name LIKE \(pattern) ESCAPE '!' OR n.organisation_code LIKE \(pattern) ESCAPE '!')")
        }
        if let from = filter.from { parts.append("v.submitted_on >= \(from)") }
        if let through = filter.through { parts.append("v.submitted_on <= \(through)") }
        if let plan = filter.plan { parts.append("v.plan_type = \(plan)") }
        if let mark = filter.mark { parts.append(marked(mark)) }
        return SQL.joined(parts, separator: " AND ")
    }

    /// Takes their meaning from the signs that LIKE reads.
    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { pattern, character in
            if character == "%" || character == "_" || character == "!" { pattern.append("!") }
            pattern.append(character)
        }
    }

    static func marked(_ mark: ReviewMarkFilter) -> SQL {
        switch mark {
        case .none:
            """
            e.outdated_since IS NULL AND NOT EXISTS (SELECT 1 FROM review_mark r WHERE r.version_id = v.id)
            """
        case .any:
            """
            (e.outdated_since IS NOT NULL OR EXISTS (SELECT 1 FROM review_mark r WHERE r.version_id = v.id))
            """
        case .one(.outdated): "e.outdated_since IS NOT NULL"
        case .one(let mark):
            "EXISTS (SELECT 1 FROM review_mark r WHERE r.version_id = v.id AND r.mark = \(mark))"
        }
    }

    /// The lists of these rows, with their marks from one further statement.
    func entries(_ rows: [Row]) throws -> [ReviewEntry] {
        let risks = try ReviewMarkStore(transaction).risks(of: rows.map { try $0.get("version_id") })
        return try rows.map { row in
            try Self.entry(row, risks[try row.get("version_id")] ?? [])
        }
    }

    private static func entry(_ row: Row, _ risks: [ReviewRisk]) throws -> ReviewEntry {
        let heads: Int = try row.get("heads")
        let rates = Rates(
            city: try row.get("city_fen"), district: try row.get("district_fen"), base: try row.get("base_fen"))
        guard let amounts = Amounts(heads: heads, rates: rates) else {
            throw DatabaseError.unexpectedValue(column: "heads")
        }
        let outdated: Instant? = try row.get("outdated_since")
        let stale = outdated == nil ? [] : [ReviewRisk(.outdated, try row.get("changed"))]
        return ReviewEntry(
            enrolment: try row.get("id"), number: try row.get("number"), status: try row.get("status"),
            unit: try row.get("name"), union: try row.get("union_id"), unionName: try row.get("union_name"),
            organisationCode: try row.get("organisation_code"), path: try row.get("path"),
            version: try row.get("version"), plan: try row.get("plan_type"), heads: heads, amounts: amounts,
            submittedAt: try row.get("submitted_at"), submittedBy: try row.get("submitted_by"),
            lastYear: try lastYear(row), route: try row.get("route"), risks: risks + stale)
    }
}

extension ReviewRoute: SQLReadable {}
