public import DatabaseKit
public import Domain

/// Units that have people and have never begun a list of 集中参保.
public struct SilentUnitStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public struct Silent: Hashable, Sendable {
        public let unit: EnrollingUnit
        public let kind: UnionKind
    }

    /// All of the city, by one pass over the units' tallies; no member is looked at.
    public func units(of year: Int) throws -> [Silent] { try units(where: "\(Self.isSilent(year))") }

    /// Those of these units that are still silent.
    public func units(of year: Int, among units: [ID<EnrollingUnit>]) throws -> [Silent] {
        try units.inParts.flatMap {
            try self.units(where: "t.unit_id IN \(list: $0) AND \(Self.isSilent(year))")
        }
    }

    private static func isSilent(_ year: Int) -> SQL {
        """
        t.members > 0 AND NOT EXISTS (
            SELECT 1 FROM unit_enrolment e WHERE e.unit_id = t.unit_id AND e.year = \(year) AND e.ordinal = 0)
        """
    }

    private func units(where condition: SQL) throws -> [Silent] {
        try transaction.query(
            """
            SELECT n.id, n.union_id, n.enterprise_id, u.path, n.name, u.name AS union_name, u.code AS union_code,
                n.organisation_code, u.kind
            FROM unit_tally t JOIN enrolling_unit n ON n.id = t.unit_id JOIN trade_union u ON u.id = n.union_id
            WHERE \(condition) ORDER BY n.id
            """
        ).map { Silent(unit: try UnionStore.unit($0), kind: try $0.get("kind")) }
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
