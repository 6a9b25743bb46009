public import DatabaseKit
public import Domain

/// Units that had people in time and have never begun a list of 集中参保.
public struct SilentUnitStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public struct Silent: Hashable, Sendable {
        public let unit: EnrollingUnit
        public let kind: UnionKind
    }

    /// All of the city, by one pass over the units' tallies; of a unit without a list people are looked at until one is
    /// found who was there in time.
    ///
    /// - Parameter extensions: of the year, wherever they hold.
    public func units(of year: PlanYear, _ extensions: [WindowExtension]) throws -> [Silent] {
        guard let silent = Self.isSilent(year, extensions) else { return [] }
        return try transaction.query(Self.asking(silent)).map(Self.silent)
    }

    /// Those of these units that are still silent.
    public func units(
        of year: PlanYear, _ extensions: [WindowExtension], among units: [ID<EnrollingUnit>]
    ) throws -> [Silent] {
        guard let silent = Self.isSilent(year, extensions) else { return [] }
        return try units.inParts.flatMap { part in
            try transaction.query(Self.asking("t.unit_id IN \(list: part) AND \(silent)")).map(Self.silent)
        }
    }

    /// Whether the unit `t` has somebody who was there before its district's time to hand in was over, and no list: a
    /// unit that gets its first people later has missed nothing.
    ///
    /// - Returns: nil for a year in which no district hands in.
    static func isSilent(_ year: PlanYear, _ extensions: [WindowExtension]) -> SQL? {
        guard let last = lastDay(year, extensions) else { return nil }
        return """
            t.members > 0 AND NOT EXISTS (
                SELECT 1 FROM unit_enrolment e WHERE e.unit_id = t.unit_id AND e.year = \(year.year) AND e.ordinal = 0)
            AND EXISTS (
                SELECT 1 FROM member m WHERE m.unit_id = t.unit_id AND m.left_on IS NULL
                    AND m.category IN \(list: UnitTallyStore.categories) AND m.joined_on <= \(last))
            """
    }

    /// The last day on which the district of the unit `t` hands in, as ``PlanYear/extended(by:at:)`` has it: what was
    /// granted to the nearest union holds, of several the newest.
    private static func lastDay(_ year: PlanYear, _ extensions: [WindowExtension]) -> SQL? {
        guard let window = year.windows[.districtSubmission] else { return nil }
        let granted = extensions.filter { $0.year == year.year && $0.activity == .districtSubmission }
            .sorted { ($0.path.depth, $0.ordinal) > ($1.path.depth, $1.ordinal) }
        guard !granted.isEmpty else { return "\(window.through)" }
        let days = granted.map { one -> SQL in "WHEN \(UnionScope(one.path).covers("t.path")) THEN \(one.through)" }
        return "CASE \(SQL.joined(days, separator: " ")) ELSE \(window.through) END"
    }

    static func asking(_ condition: SQL) -> SQL {
        """
        SELECT n.id, n.union_id, n.enterprise_id, u.path, n.name, u.name AS union_name, u.code AS union_code,
            n.organisation_code, u.kind
        FROM unit_tally t JOIN enrolling_unit n ON n.id = t.unit_id JOIN trade_union u ON u.id = n.union_id
        WHERE \(condition) ORDER BY n.id
        """
    }

    private static func silent(_ row: Row) throws -> Silent {
        Silent(unit: try UnionStore.unit(row), kind: try row.get("kind"))
    }

    /// Makes the lists of these units, not started, for what happens to units without one.
    public func open(_ silent: [Silent], year: Int, at now: Instant) throws -> [LockStore.Unit] {
        var taken = try numbers(of: silent, year: year)
        var statements: [SQL] = []
        let opened = try silent.map { silent -> LockStore.Unit in
            let unit = silent.unit
            let id = try transaction.newID(UnitEnrolment.self)
            var number = UnitEnrolment.number(of: unit, kind: silent.kind, year: year)
            if !taken.insert(number).inserted { number += "-\(unit.id)" }
            statements.append(
                """
                INSERT INTO unit_enrolment (id, unit_id, year, number, status, updated_at)
                VALUES (\(id), \(unit.id), \(year), \(number), \(UnitEnrolment.Status.notStarted), \(now))
                """)
            return LockStore.Unit(
                enrolment: UnitEnrolment(id: id, unit: unit.id, year: year), version: ID(0), path: unit.path,
                union: unit.union, name: unit.name)
        }
        try transaction.executeMany(statements)
        try EnrolmentTallyStore(transaction).add(opened.map(\.enrolment.id), at: now)
        return opened
    }

    /// Numbers that others have already.
    private func numbers(of silent: [Silent], year: Int) throws -> Set<String> {
        var taken: Set<String> = []
        for part in silent.inParts {
            let wanted = part.map { UnitEnrolment.number(of: $0.unit, kind: $0.kind, year: year) }
            try transaction.forEach("SELECT number FROM unit_enrolment WHERE number IN \(list: wanted)") {
                taken.insert(try $0.get(0))
            }
        }
        return taken
    }
}
