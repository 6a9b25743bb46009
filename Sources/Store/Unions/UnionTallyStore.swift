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
        try transaction.forEach(summing(scope)) { row in
            let kind: UnionKind = try row.get(0)
            let unions: Int = try row.get(1)
            let enterprises: Int = try row.get(2)
            counts.enterprises += enterprises
            switch kind {
            case .unionCommittee: counts.committees += unions
            case .jointUnion: counts.joint += unions
            case .branch: counts.branches += unions
            case .unionAssociation: counts.associations += unions
            case .cityFederation, .districtFederation, .industryBureau, .subdistrictFederation: break
            }
        }
        return counts
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
