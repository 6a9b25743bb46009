public import DatabaseKit
public import Domain

/// The open memberships of each union by class and kind, kept by every act that changes them; these acts keep the days of
/// ``MemberDayStore`` and the units of ``UnitTallyStore`` too.
///
/// Only a union's own members are counted in its rows: no row is the city's, so that nobody waits for another's act,
/// and a subtree is summed over one range of paths. An act changes the tally once for all whom it touches.
public struct MemberTallyStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    // MARK: Keeping

    /// Counts those who have just joined, whose electronic cards are not active yet.
    public func add(_ joined: [MemberStore.Joining]) throws {
        var numbers: [Row: Int] = [:]
        for one in joined {
            let particulars = one.particulars
            let row = Row(union: one.union, category: particulars.category, kind: particulars.flexibleKind ?? "")
            numbers[row, default: 0] += 1
        }
        for (row, number) in numbers.sorted(by: { $0.key < $1.key }) {
            try transaction.execute(
                """
                INSERT INTO member_tally (path, category, flexible_kind, members, electronic_cards)
                SELECT u.path, \(row.category), \(row.kind), \(number), 0 FROM trade_union u WHERE u.id = \(row.union)
                ON CONFLICT (path, category, flexible_kind)
                    DO UPDATE SET members = member_tally.members + excluded.members
                """)
        }
        try UnitTallyStore(transaction).add(joined)
    }

    private struct Row: Hashable, Comparable {
        let union: ID<Union>
        let category: MemberCategory
        let kind: String

        /// Always the same order, so that two acts do not wait for each other.
        static func < (left: Row, right: Row) -> Bool {
            (left.union, left.category.rawValue, left.kind) < (right.union, right.category.rawValue, right.kind)
        }
    }

    /// Counts memberships as they are, those that have ended for nothing.
    public func add(_ members: [ID<Member>]) throws { try count(members, "1") }

    /// Changes memberships — ends them, gives them another class, activates their cards — and counts them anew.
    @discardableResult
    public func changing<Answer>(_ members: [ID<Member>], _ change: () throws -> Answer) throws -> Answer {
        try count(members, "-1")
        let answer = try change()
        try count(members, "1")
        return answer
    }

    private func count(_ members: [ID<Member>], _ sign: SQL) throws {
        for part in members.inParts {
            try transaction.execute(
                """
                INSERT INTO member_tally (path, category, flexible_kind, members, electronic_cards)
                SELECT c.path, c.category, c.kind, \(sign) * count(*), \(sign) * sum(c.card) FROM (
                    SELECT u.path, m.category, coalesce(m.flexible_kind, '') AS kind,
                        CASE WHEN m.electronic_card = 'active' THEN 1 ELSE 0 END AS card
                    FROM member m JOIN trade_union u ON u.id = m.union_id
                    WHERE m.id IN \(list: part) AND m.left_on IS NULL
                ) AS c GROUP BY c.path, c.category, c.kind ORDER BY c.path
                ON CONFLICT (path, category, flexible_kind)
                    DO UPDATE SET members = member_tally.members + excluded.members,
                        electronic_cards = member_tally.electronic_cards + excluded.electronic_cards
                """)
            try UnitTallyStore(transaction).count(part, sign)
            try MemberDayStore(transaction).count(part, sign)
        }
    }

    // MARK: Reading

    public func members(in scope: UnionScope) throws -> Int { try transaction.value(summing("members", scope)) ?? 0 }

    public func electronicCards(in scope: UnionScope) throws -> Int {
        try transaction.value(summing("electronic_cards", scope)) ?? 0
    }

    func summing(_ column: SQL, _ scope: UnionScope) -> SQL {
        """
        SELECT CAST(coalesce(sum(t.\(column)), 0) AS BIGINT) AS number FROM member_tally t
        WHERE \(scope.covers("t.path"))
        """
    }

    /// Members of a subtree by class; a class without members is left out.
    public func classes(in scope: UnionScope) throws -> [MemberCategory: Int] {
        var classes: [MemberCategory: Int] = [:]
        try transaction.forEach(
            """
            SELECT t.category, CAST(sum(t.members) AS BIGINT) AS number FROM member_tally t
            WHERE \(scope.covers("t.path")) GROUP BY t.category HAVING sum(t.members) <> 0
            """
        ) { classes[try $0.get(0)] = try $0.get(1) }
        return classes
    }

    /// Members of a subtree in flexible employment by the code of their kind; kinds without members are left out.
    public func flexibleKinds(in scope: UnionScope) throws -> [String: Int] {
        var kinds: [String: Int] = [:]
        try transaction.forEach(
            """
            SELECT t.flexible_kind, CAST(sum(t.members) AS BIGINT) AS number FROM member_tally t
            WHERE \(scope.covers("t.path")) AND t.category = 'flexible'
            GROUP BY t.flexible_kind HAVING sum(t.members) <> 0
            """
        ) { kinds[try $0.get(0)] = try $0.get(1) }
        return kinds
    }

    /// Members of each of the unions with everything under it: a level of the tree, or unions that were found.
    public func members(ofEach unions: [Union]) throws -> [ID<Union>: Int] {
        var counts: [ID<Union>: Int] = [:]
        for part in unions.map(\.id).inParts {
            try transaction.forEach(counting(part)) { counts[try $0.get(0)] = try $0.get(1) }
        }
        return counts
    }

    /// A range of the index for each; gathering a whole subtree by its first levels would sort it.
    func counting(_ unions: ArraySlice<ID<Union>>) -> SQL {
        """
        SELECT u.id, (SELECT CAST(coalesce(sum(t.members), 0) AS BIGINT) FROM member_tally t
                WHERE t.path >= u.path AND t.path < substr(u.path, 1, length(u.path) - 1) || '/') AS members
        FROM trade_union u WHERE u.id IN \(list: unions)
        """
    }
}
