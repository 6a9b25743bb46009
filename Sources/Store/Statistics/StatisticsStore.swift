public import DatabaseKit
public import Domain

/// The figures of 统计报表, from the roll-ups alone.
public struct StatisticsStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// How many unions stand directly under one.
    public func count(under union: ID<Union>) throws -> Int {
        try transaction.value(
            "SELECT count(*) FROM trade_union u WHERE u.parent_id = \(union) AND \(Self.isListed)") ?? 0
    }

    public func page(under union: ID<Union>, _ page: ListPage) throws -> [Union] {
        try transaction.query(
            """
            \(UnionStore.select) WHERE u.parent_id = \(union) AND \(Self.isListed)
            ORDER BY u.path LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map(UnionStore.union)
    }

    /// A union that stands, or stood and has days that the sum holds.
    private static let isListed: SQL = """
        (u.standing <> 'dissolved' OR EXISTS (SELECT 1 FROM member_day t
            WHERE t.path >= u.path AND t.path < substr(u.path, 1, length(u.path) - 1) || '/'))
        """

    /// What each of the unions is now, with everything under it.
    public func now(ofEach unions: [Union]) throws -> [ID<Union>: UnionFigures] {
        var figures = try UnionTallyStore(transaction).counts(ofEach: unions.map(\.id)).mapValues { UnionFigures($0) }
        for part in unions.map(\.id).inParts {
            try transaction.forEach(summing(part)) { row in
                let id: ID<Union> = try row.get(0)
                figures[id, default: UnionFigures()].counts.members = try row.get(1)
                figures[id, default: UnionFigures()].electronicCards = try row.get(2)
            }
        }
        return figures
    }

    /// A range of the index for each.
    func summing(_ unions: ArraySlice<ID<Union>>) -> SQL {
        """
        SELECT top.id, CAST(sum(t.members) AS BIGINT) AS members, CAST(sum(t.electronic_cards) AS BIGINT) AS cards
        FROM trade_union top JOIN member_tally t
            ON t.path >= top.path AND t.path < substr(top.path, 1, length(top.path) - 1) || '/'
        WHERE top.id IN \(list: unions) GROUP BY top.id
        """
    }

    /// What a union is now by itself, without those under it.
    public func own(_ union: Union) throws -> UnionFigures {
        var figures = UnionFigures()
        let directory = UnionDirectoryStore(transaction)
        try transaction.forEach(directory.counting("WHERE u.path = \(union.path)")) {
            figures = UnionFigures(try UnionDirectoryStore.counts($0, from: 0))
        }
        try transaction.forEach(
            """
            SELECT CAST(coalesce(sum(t.members), 0) AS BIGINT) AS members,
                CAST(coalesce(sum(t.electronic_cards), 0) AS BIGINT) AS cards
            FROM member_tally t WHERE t.path = \(union.path)
            """
        ) { row in
            figures.counts.members = try row.get(0)
            figures.electronicCards = try row.get(1)
        }
        return figures
    }

    public func total(of union: Union) throws -> UnionFigures {
        let scope = UnionScope(union.path)
        return UnionFigures(
            try UnionDirectoryStore(transaction).counts(in: scope),
            electronicCards: try MemberTallyStore(transaction).electronicCards(in: scope))
    }
}
