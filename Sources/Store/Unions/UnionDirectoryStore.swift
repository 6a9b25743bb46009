public import DatabaseKit
public import Domain

/// The federation as 组织查询管理 shows it: a level of the tree, a list, counters.
public struct UnionDirectoryStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// The unions directly under one, in the tree's order.
    ///
    /// - Parameter limit: how many at most; a subtree is counted with one walk over its paths.
    public func children(of union: Union, limit: Int) throws -> [UnionBranch] {
        let children = try transaction.query(
            "\(UnionStore.select) WHERE u.parent_id = \(union.id) AND u.standing <> 'dissolved' ORDER BY u.path LIMIT \(limit)"
        ).map(UnionStore.union)
        guard let first = children.first, let last = children.last else { return [] }
        var counts: [String: Int] = [:]
        let length = first.path.text.utf8.count
        try transaction.forEach(
            """
            SELECT below.place, count(*) AS unions FROM (
                SELECT substr(u.path, 1, CAST(\(length) AS INTEGER)) AS place FROM trade_union u
                WHERE u.path >= \(first.path) AND u.path < \(last.path.end) AND \(Self.isBase)
            ) AS below GROUP BY below.place
            """
        ) { counts[try $0.get(0)] = try $0.get(1) }
        return children.map { UnionBranch($0, baseUnions: counts[$0.path.text] ?? 0) }
    }

    public func counts(in scope: UnionScope) throws -> UnionCounts {
        var counts = UnionCounts()
        try transaction.forEach(
            """
            SELECT u.kind, count(*) FROM trade_union u WHERE \(scope.covers("u.path")) AND u.standing = 'ordinary'
            GROUP BY u.kind
            """
        ) { row in
            let number: Int = try row.get(1)
            switch try row.get(0) as UnionKind {
            case .unionCommittee: counts.committees = number
            case .jointUnion: counts.joint = number
            case .branch: counts.branches = number
            case .unionAssociation: counts.associations = number
            case .cityFederation, .districtFederation, .industryBureau, .subdistrictFederation: break
            }
        }
        let home = HomeStore(transaction)
        counts.members = try home.members(in: scope)
        counts.enterprises = try home.enterprises(in: scope)
        return counts
    }

    /// - Parameter part: the unions directly under one, or everything of its subtree.
    public func count(_ filter: UnionFilter, _ part: Part) throws -> Int {
        try transaction.value("SELECT count(*) FROM trade_union u \(join) WHERE \(condition(filter, part))") ?? 0
    }

    public func list(_ filter: UnionFilter, _ part: Part, page: ListPage) throws -> [UnionLine] {
        try transaction.query(
            """
            SELECT u.id, u.parent_id, u.code, u.name, u.kind, u.path, u.credit_code, u.standing,
                p.name AS superior, (SELECT count(*) FROM enterprise e WHERE e.union_id = u.id AND e.ended_on IS NULL)
                    AS enterprises
            FROM trade_union u \(join) WHERE \(condition(filter, part))
            ORDER BY u.path LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map {
            UnionLine(
                try UnionStore.union($0), superior: try $0.get("superior"),
                enterprises: try $0.get("enterprises"))
        }
    }

    /// Which unions are listed.
    public enum Part: Sendable {
        case children(ID<Union>)
        case subtree(UnionScope)
    }

    private var join: SQL { "LEFT JOIN trade_union p ON p.id = u.parent_id" }

    private static let isBase: SQL = "u.kind IN ('joint-union', 'union-committee') AND u.standing = 'ordinary'"

    private func condition(_ filter: UnionFilter, _ part: Part) -> SQL {
        var parts: [SQL] = ["u.standing <> 'dissolved'"]
        switch part {
        case .children(let id): parts.append("u.parent_id = \(id)")
        case .subtree(let scope): parts.append(scope.covers("u.path"))
        }
        if let name = filter.name { parts.append("u.name LIKE \(Self.within(name)) ESCAPE '!'") }
        if let superior = filter.superior { parts.append("p.name LIKE \(Self.within(superior)) ESCAPE '!'") }
        if let kind = filter.kind { parts.append("u.kind = \(kind)") }
        if let enterprise = filter.enterprise {
            parts.append(
                """
                EXISTS (SELECT 1 FROM enterprise e WHERE e.union_id = u.id AND e.ended_on IS NULL
                    AND e.name LIKE \(Self.within(enterprise)) ESCAPE '!')
                """)
        }
        if let code = filter.code {
            let beginning = ReviewStore.escaped(code) + "%"
            parts.append(
                """
                (u.code LIKE \(beginning) ESCAPE '!' OR u.credit_code LIKE \(beginning) ESCAPE '!'
                    OR EXISTS (SELECT 1 FROM enterprise e WHERE e.union_id = u.id AND e.ended_on IS NULL
                        AND e.code LIKE \(beginning) ESCAPE '!')
                    OR EXISTS (SELECT 1 FROM enrolling_unit n WHERE n.union_id = u.id
                        AND n.organisation_code LIKE \(beginning) ESCAPE '!'))
                """)
        }
        return .joined(parts, separator: " AND ")
    }

    private static func within(_ text: String) -> String { "%\(ReviewStore.escaped(text))%" }
}
