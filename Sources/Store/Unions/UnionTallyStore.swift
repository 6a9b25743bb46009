import DatabaseKit
import Domain

/// The unions directly under each union by kind, with their enterprises; kept by every act that founds, moves or deletes a
/// union, or gives it an enterprise.
struct UnionTallyStore {
    let transaction: any Transaction

    init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    enum Direction {
        case `in`, out
    }

    /// Counts a union as it stands now among those of its superior, or takes it out of them as it stands now.
    func count(_ union: ID<Union>, _ direction: Direction) throws {
        let sign: SQL =
            switch direction {
            case .in: "1"
            case .out: "-1"
            }
        try add(
            union, unions: "\(sign) * CASE WHEN u.standing = 'ordinary' THEN 1 ELSE 0 END",
            enterprises: "\(sign) * u.enterprises")
    }

    func addEnterprise(of union: ID<Union>) throws {
        try add(union, unions: "0", enterprises: "1")
    }

    func removeEnterprise(of union: ID<Union>) throws {
        try add(union, unions: "0", enterprises: "-1")
    }

    private func add(_ union: ID<Union>, unions: SQL, enterprises: SQL) throws {
        try transaction.execute(
            """
            INSERT INTO union_tally (path, kind, unions, enterprises)
            SELECT p.path, u.kind, \(unions), \(enterprises)
            FROM trade_union u JOIN trade_union p ON p.id = u.parent_id WHERE u.id = \(union)
            ON CONFLICT (path, kind) DO UPDATE SET unions = union_tally.unions + excluded.unions,
                enterprises = union_tally.enterprises + excluded.enterprises
            """)
    }

    /// A subtree by kind, the union at its head included.
    func counts(in scope: UnionScope) throws -> UnionCounts {
        var counts = UnionCounts()
        try transaction.forEach(summing(scope)) { try Self.add($0, from: 0, to: &counts) }
        return counts
    }

    /// The same of each of the unions: a level of 统计报表.
    func counts(ofEach unions: [ID<Union>]) throws -> [ID<Union>: UnionCounts] {
        var counts: [ID<Union>: UnionCounts] = [:]
        for part in unions.inParts {
            try transaction.forEach(summing(ofEach: part)) { row in
                let id: ID<Union> = try row.get(0)
                try Self.add(row, from: 1, to: &counts[id, default: UnionCounts()])
            }
        }
        return counts
    }

    private static func add(_ row: Row, from place: Int, to counts: inout UnionCounts) throws {
        let kind: UnionKind = try row.get(place)
        let unions: Int = try row.get(place + 1)
        let enterprises: Int = try row.get(place + 2)
        counts.enterprises += enterprises
        switch kind {
        case .unionCommittee: counts.committees += unions
        case .jointUnion: counts.joint += unions
        case .branch: counts.branches += unions
        case .unionAssociation: counts.associations += unions
        case .cityFederation, .districtFederation, .industryBureau, .subdistrictFederation: break
        }
    }

    func summing(ofEach unions: ArraySlice<ID<Union>>) -> SQL {
        """
        SELECT top.id, t.kind, CAST(sum(t.unions) AS BIGINT) AS unions, CAST(sum(t.enterprises) AS BIGINT) AS enterprises
        FROM trade_union top JOIN union_tally t
            ON t.path >= top.path AND t.path < substr(top.path, 1, length(top.path) - 1) || '/'
        WHERE top.id IN \(list: unions) GROUP BY top.id, t.kind
        UNION ALL
        SELECT u.id, u.kind, CAST(CASE WHEN u.standing = 'ordinary' THEN 1 ELSE 0 END AS BIGINT), u.enterprises
        FROM trade_union u WHERE u.id IN \(list: unions)
        """
    }

    func summing(_ scope: UnionScope) -> SQL {
        """
        SELECT t.kind, CAST(sum(t.unions) AS BIGINT) AS unions, CAST(sum(t.enterprises) AS BIGINT) AS enterprises
        FROM union_tally t WHERE \(scope.covers("t.path")) GROUP BY t.kind
        UNION ALL
        SELECT u.kind, CAST(CASE WHEN u.standing = 'ordinary' THEN 1 ELSE 0 END AS BIGINT), u.enterprises
        FROM trade_union u WHERE u.path = \(scope.path)
        """
    }
}
