public import DatabaseKit
public import Domain

/// The unions that a member can be offered to, chosen outside the actor's subtree: name and kind only.
public struct TransferTargetStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// A union as the one who chooses sees it.
    public struct Target: Hashable, Sendable {
        public let id: ID<Union>
        public let name: String
        public let kind: UnionKind
        public let standing: Union.Standing
    }

    /// 区局(产业) of the whole city, in the tree's order.
    public func districts() throws -> [Union] {
        try transaction.query(selectingDistricts).map(UnionStore.union)
    }

    /// They stand directly under the city.
    var selectingDistricts: SQL {
        """
        \(UnionStore.select) WHERE u.parent_id = (SELECT c.id FROM trade_union c WHERE c.path = \(UnionPath.root))
            AND u.kind IN \(list: UnionKind.allCases.filter(\.isDistrictLevel)) AND u.standing <> 'dissolved'
        ORDER BY u.path
        """
    }

    /// How many units of the unions have handed in a list that is not locked: whoever comes to one of them is not on it.
    public func unitsWithOpenList(of unions: [ID<Union>]) throws -> Int {
        guard !unions.isEmpty else { return 0 }
        return try transaction.value(
            """
            SELECT count(DISTINCT n.id) AS units FROM enrolling_unit n JOIN unit_enrolment e ON e.unit_id = n.id
            WHERE n.union_id IN \(list: unions) AND e.ordinal = 0
                AND e.status IN ('submitted', 'endorsed', 'approved')
            """) ?? 0
    }

    /// 临时工会 of the district above a union; nil where the union has none or is it itself.
    public func holding(for union: UnionPath) throws -> Union? {
        guard let district = try UnionStore(transaction).district(of: union) else { return nil }
        return try transaction.first(
            """
            \(UnionStore.select) WHERE u.parent_id = \(district.id) AND u.standing = 'holding'
                AND u.path <> \(union) ORDER BY u.id LIMIT 1
            """
        ).map(UnionStore.union)
    }

    /// Unions of a district under which one of this kind may stand, itself and those below it left out.
    ///
    /// - Parameter name: part of the name, or the whole number; nil for all.
    public func superiors(of union: Union, in district: UnionScope, name: String?, limit: Int) throws -> [Target] {
        let kinds = UnionKind.allCases.filter { $0.children.contains(union.kind) }
        guard !kinds.isEmpty else { return [] }
        var conditions: [SQL] = [
            district.covers("u.path"), "u.standing = 'ordinary'", "u.kind IN \(list: kinds)",
            "NOT (\(UnionScope(union.path).covers("u.path")))",
        ]
        if let parent = union.parent { conditions.append("u.id <> \(parent)") }
        if let name {
            conditions.append("(u.code = \(name) OR u.name LIKE \(MemberListStore.containing(name)) ESCAPE '\\')")
        }
        return try transaction.query(
            """
            SELECT u.id, u.name, u.kind, u.standing FROM trade_union u
            WHERE \(SQL.joined(conditions, separator: " AND ")) ORDER BY u.path LIMIT \(limit)
            """
        ).map {
            Target(
                id: try $0.get("id"), name: try $0.get("name"), kind: try $0.get("kind"),
                standing: try $0.get("standing"))
        }
    }

    /// Base unions of a district, the holding union first.
    ///
    /// - Parameter name: part of the name, or the whole number; nil for all.
    public func find(in district: UnionScope, name: String?, limit: Int) throws -> [Target] {
        var conditions: [SQL] = [
            district.covers("u.path"), "u.standing <> 'dissolved'",
            "u.kind IN \(list: UnionKind.allCases.filter(\.isBase))",
        ]
        if let name {
            conditions.append("(u.code = \(name) OR u.name LIKE \(MemberListStore.containing(name)) ESCAPE '\\')")
        }
        return try transaction.query(
            """
            SELECT u.id, u.name, u.kind, u.standing FROM trade_union u
            WHERE \(SQL.joined(conditions, separator: " AND "))
            ORDER BY CASE WHEN u.standing = 'holding' THEN 0 ELSE 1 END, u.path LIMIT \(limit)
            """
        ).map {
            Target(
                id: try $0.get("id"), name: try $0.get("name"), kind: try $0.get("kind"),
                standing: try $0.get("standing"))
        }
    }
}
