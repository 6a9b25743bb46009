public import DatabaseKit
public import Domain

/// How many members of the workbench each unit has, kept by every act that changes memberships.
///
/// ``MemberTallyStore`` keeps it along with its own; who stands outside the workbench is on no list and not counted.
public struct UnitTallyStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    static let categories = MemberCategory.allCases.filter(\.isInWorkbench)

    // MARK: Keeping

    func add(_ joined: [MemberStore.Joining]) throws {
        let counted = joined.map(\.particulars).filter(\.category.isInWorkbench)
        let numbers = Dictionary(counted.map { ($0.unit, 1) }, uniquingKeysWith: +)
        for (unit, number) in numbers.sorted(by: { $0.key < $1.key }) {
            try transaction.execute(
                """
                INSERT INTO unit_tally (unit_id, path, members)
                SELECT n.id, u.path, \(number) FROM enrolling_unit n JOIN trade_union u ON u.id = n.union_id
                WHERE n.id = \(unit)
                ON CONFLICT (unit_id) DO UPDATE SET members = unit_tally.members + excluded.members
                """)
        }
    }

    /// Adds memberships to their units, as they are now, or takes them out; always in the same order, so that two acts
    /// do not wait for each other.
    ///
    /// - Parameter sign: `1` or `-1`.
    func count(_ members: ArraySlice<ID<Member>>, _ sign: SQL) throws {
        try transaction.execute(
            """
            INSERT INTO unit_tally (unit_id, path, members)
            SELECT n.id, u.path, \(sign) * count(*)
            FROM member m JOIN enrolling_unit n ON n.id = m.unit_id JOIN trade_union u ON u.id = n.union_id
            WHERE m.id IN \(list: members) AND m.left_on IS NULL AND m.category IN \(list: Self.categories)
            GROUP BY n.id, u.path ORDER BY n.id
            ON CONFLICT (unit_id) DO UPDATE SET members = unit_tally.members + excluded.members
            """)
    }

    // MARK: Reading

    /// Somebody of the unit `n` could be on its list: one row of a key, whatever its size.
    static let hasPeople: SQL = "EXISTS (SELECT 1 FROM unit_tally t WHERE t.unit_id = n.id AND t.members > 0)"

    /// How many people of each unit could be on its list, whatever bucket they are in; 0 is left out.
    public func members(of units: [ID<EnrollingUnit>]) throws -> [ID<EnrollingUnit>: Int] {
        var members: [ID<EnrollingUnit>: Int] = [:]
        for part in units.inParts {
            try transaction.forEach(
                "SELECT t.unit_id, t.members FROM unit_tally t WHERE t.unit_id IN \(list: part) AND t.members > 0"
            ) { members[try $0.get(0)] = try $0.get(1) }
        }
        return members
    }
}
