public import DatabaseKit
public import Domain

/// What the lists of 集中参保 of each union add up to by state, and what each day has changed, kept by every act that
/// changes a list's state or version.
///
/// Only a union's own lists are counted in its rows: no row is the city's, so that on the last evening nobody waits for
/// another's act, and a subtree is summed over one range of paths.
public struct EnrolmentTallyStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    // MARK: Keeping

    /// The lists that one act changes.
    enum Lists {
        case these([ID<UnitEnrolment>])
        case batch(ID<DistrictSubmission>)

        var conditions: [SQL] {
            switch self {
            case .these(let lists): lists.inParts.map { "e.id IN \(list: $0)" }
            case .batch(let submission): ["e.submission_id = \(submission)"]
            }
        }
    }

    /// Counts lists that have just been made.
    func add(_ lists: [ID<UnitEnrolment>], at now: Instant) throws { try count(.these(lists), "1", now.day) }

    /// Changes lists and counts them anew; their unions stay what they are meanwhile.
    @discardableResult
    func changing<Answer>(_ lists: Lists, at now: Instant, _ change: () throws -> Answer) throws -> Answer {
        try count(lists, "-1", now.day)
        let answer = try change()
        try count(lists, "1", now.day)
        return answer
    }

    @discardableResult
    func changing<Answer>(
        _ lists: [ID<UnitEnrolment>], at now: Instant, _ change: () throws -> Answer
    ) throws -> Answer {
        try changing(.these(lists), at: now, change)
    }

    /// Always in the same order, so that two acts do not wait for each other.
    private func count(_ lists: Lists, _ sign: SQL, _ day: CalendarDay) throws {
        for condition in lists.conditions {
            try transaction.execute(
                """
                INSERT INTO enrolment_tally (path, year, status, units, heads, city_fen, district_fen, base_fen)
                SELECT u.path, e.year, e.status, \(sign) * count(*), \(sign) * coalesce(sum(v.heads), 0),
                    \(sign) * coalesce(sum(v.heads * v.city_fen), 0),
                    \(sign) * coalesce(sum(v.heads * v.district_fen), 0),
                    \(sign) * coalesce(sum(v.heads * v.base_fen), 0)
                \(Self.from) WHERE \(condition) AND e.ordinal = 0
                GROUP BY u.path, e.year, e.status ORDER BY u.path, e.year, e.status
                ON CONFLICT (path, year, status) DO UPDATE SET units = enrolment_tally.units + excluded.units,
                    heads = enrolment_tally.heads + excluded.heads,
                    city_fen = enrolment_tally.city_fen + excluded.city_fen,
                    district_fen = enrolment_tally.district_fen + excluded.district_fen,
                    base_fen = enrolment_tally.base_fen + excluded.base_fen
                """)
            try transaction.execute(
                """
                INSERT INTO enrolment_day (path, year, day, units, heads)
                SELECT u.path, e.year, \(day), \(sign) * count(*), \(sign) * coalesce(sum(v.heads), 0)
                \(Self.from) WHERE \(condition) AND e.ordinal = 0 AND \(Self.stands)
                GROUP BY u.path, e.year ORDER BY u.path, e.year
                ON CONFLICT (path, year, day) DO UPDATE SET units = enrolment_day.units + excluded.units,
                    heads = enrolment_day.heads + excluded.heads
                """)
        }
    }

    static let from: SQL = """
        FROM unit_enrolment e JOIN enrolling_unit n ON n.id = e.unit_id JOIN trade_union u ON u.id = n.union_id
            LEFT JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
        """

    static let stands: SQL = "e.status IN \(list: UnitEnrolment.Status.allCases.filter(\.claims))"

    // MARK: Reading

    /// What each union directly under one has with everything under it, by path; the union's own lists under its own.
    ///
    /// Unions without any are left out.
    public func places(under union: UnionPath, year: Int) throws -> [UnionPath: EnrolmentFigures] {
        var figures: [UnionPath: EnrolmentFigures] = [:]
        try transaction.forEach(tallying(under: union, year: year)) { row in
            let (city, district, base): (Money, Money, Money) = (try row.get(4), try row.get(5), try row.get(6))
            let part = EnrolmentFigures.Part(
                units: try row.get(2), heads: try row.get(3),
                amounts: Amounts(premium: city + district + base, city: city, district: district, base: base))
            let (place, status): (UnionPath, UnitEnrolment.Status) = (try row.get(0), try row.get(1))
            figures[place, default: EnrolmentFigures()].add(part, in: status)
        }
        try transaction.forEach(counting(under: union, year: year)) { row in
            let place: UnionPath = try row.get(0)
            figures[place, default: EnrolmentFigures()].silent = EnrolmentFigures.Silent(
                units: try row.get(1), members: try row.get(2))
        }
        return figures.filter { !$0.value.isEmpty }
    }

    /// A range of one index.
    func tallying(under union: UnionPath, year: Int) -> SQL {
        """
        SELECT c.place, c.status, CAST(sum(c.units) AS BIGINT) AS units, CAST(sum(c.heads) AS BIGINT) AS heads,
            CAST(sum(c.city_fen) AS BIGINT) AS city, CAST(sum(c.district_fen) AS BIGINT) AS district,
            CAST(sum(c.base_fen) AS BIGINT) AS base
        FROM (SELECT substr(t.path, 1, CAST(\(Self.level(under: union)) AS INTEGER)) AS place, t.status, t.units,
                t.heads, t.city_fen, t.district_fen, t.base_fen
            FROM enrolment_tally t WHERE t.year = \(year) AND \(UnionScope(union).covers("t.path"))) AS c
        GROUP BY c.place, c.status
        """
    }

    /// Units that have people and no list yet, with how many they could enrol: a range of one index, and one row of
    /// another for each unit; no member is looked at.
    func counting(under union: UnionPath, year: Int) -> SQL {
        """
        SELECT c.place, count(*) AS units, CAST(sum(c.members) AS BIGINT) AS members
        FROM (SELECT substr(t.path, 1, CAST(\(Self.level(under: union)) AS INTEGER)) AS place, t.members
            FROM unit_tally t
            WHERE \(UnionScope(union).covers("t.path")) AND t.members > 0
                AND NOT EXISTS (SELECT 1 FROM unit_enrolment e
                    WHERE e.unit_id = t.unit_id AND e.year = \(year) AND e.ordinal = 0)) AS c
        GROUP BY c.place
        """
    }

    private static func level(under union: UnionPath) -> Int { union.text.utf8.count + UnionPath.levelLength }

    /// How many people stand on the lists of a subtree, day by day.
    public func curve(of union: UnionPath, year: Int) throws -> EnrolmentCurve {
        var changes: [CalendarDay: Int] = [:]
        try transaction.forEach(
            """
            SELECT t.day, CAST(sum(t.heads) AS BIGINT) AS heads FROM enrolment_day t
            WHERE t.year = \(year) AND \(UnionScope(union).covers("t.path")) GROUP BY t.day
            """
        ) { changes[try $0.get(0)] = try $0.get(1) }
        return EnrolmentCurve(changes: changes.filter { $0.value != 0 })
    }
}
