public import DatabaseKit
public import Domain

/// Members in flexible employment, counted by kind.
public struct FlexibleStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// How many open members of the subtree are of each kind, by the kind's code; kinds without members are left out.
    public func counts(in scope: UnionScope) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try transaction.forEach(counting(in: scope)) { row in
            guard let kind: String = try row.get(0) else { return }
            counts[kind] = try row.get(1)
        }
        return counts
    }

    func counting(in scope: UnionScope) -> SQL {
        """
        SELECT m.flexible_kind, count(*) AS members FROM trade_union u CROSS JOIN member m
        WHERE \(scope.covers("u.path")) AND m.union_id = u.id AND m.left_on IS NULL AND m.category = 'flexible'
        GROUP BY m.flexible_kind
        """
    }
}
