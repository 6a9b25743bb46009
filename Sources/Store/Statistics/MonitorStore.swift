public import DatabaseKit
public import Domain

/// What 集中参保实时监控画面 shows besides the roll-ups: the unions of a level, the units of one union.
public struct MonitorStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// The unions directly under one in tree order, dissolved ones too: their lists still count.
    public func subordinates(of union: ID<Union>) throws -> [Union] {
        try transaction.query("\(UnionStore.select) WHERE u.parent_id = \(union) ORDER BY u.path").map(UnionStore.union)
    }

    /// How many units of one union are shown at most.
    static let unitLimit = 500

    /// The units of one union with their lists; one without list and without people is left out.
    public func units(of union: ID<Union>, year: Int) throws -> [EnrolmentMonitor.UnitLine] {
        let rows = try transaction.query(
            """
            SELECT n.id, n.union_id, n.enterprise_id, u.path, n.name, u.name AS union_name, u.code AS union_code,
                n.organisation_code, e.id AS enrolment, coalesce(e.status, 'not-started') AS status,
                coalesce(v.heads, 0) AS heads, coalesce(v.city_fen, 0) AS city, coalesce(v.district_fen, 0) AS district,
                coalesce(v.base_fen, 0) AS base
            FROM enrolling_unit n JOIN trade_union u ON u.id = n.union_id
                LEFT JOIN unit_enrolment e ON e.unit_id = n.id AND e.year = \(year) AND e.ordinal = 0
                LEFT JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
            WHERE n.union_id = \(union) ORDER BY n.id LIMIT \(Self.unitLimit)
            """)
        let members = try UnitTallyStore(transaction).members(of: rows.map { try $0.get("id") })
        return try rows.map { row in
            let unit = try UnionStore.unit(row)
            let heads: Int = try row.get("heads")
            let rates = Rates(city: try row.get("city"), district: try row.get("district"), base: try row.get("base"))
            guard let amounts = Amounts(heads: heads, rates: rates) else {
                throw DatabaseError.unexpectedValue(column: "heads")
            }
            return EnrolmentMonitor.UnitLine(
                unit: unit, enrolment: try row.get("enrolment"), status: try row.get("status"),
                members: members[unit.id] ?? 0, heads: heads, amounts: amounts)
        }.filter { $0.enrolment != nil || $0.members > 0 }
    }

    /// The batches of 集中参保 of a scope by their districts and states.
    public func batches(
        in scope: UnionScope, year: Int
    ) throws -> [UnionPath: [DistrictSubmission.Status: Int]] {
        var batches: [UnionPath: [DistrictSubmission.Status: Int]] = [:]
        try transaction.forEach(
            """
            SELECT u.path, s.status, count(*) AS batches FROM district_submission s
                JOIN trade_union u ON u.id = s.district_id
            WHERE s.year = \(year) AND s.kind = 'centralised' AND \(scope.covers("u.path"))
            GROUP BY u.path, s.status
            """
        ) { row in
            let (place, status): (UnionPath, DistrictSubmission.Status) = (try row.get(0), try row.get(1))
            batches[place, default: [:]][status] = try row.get(2)
        }
        return batches
    }
}
