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
    /// - Parameter limit: how many at most.
    public func children(of union: Union, limit: Int) throws -> [UnionBranch] {
        let children = try UnionStore(transaction).children(of: union.id, limit: limit)
        let members = try MemberTallyStore(transaction).members(ofEach: children)
        return children.map { UnionBranch($0, members: members[$0.id] ?? 0) }
    }

    public func counts(in scope: UnionScope) throws -> UnionCounts {
        var counts = try UnionTallyStore(transaction).counts(in: scope)
        counts.members = try MemberTallyStore(transaction).members(in: scope)
        return counts
    }

    /// The counters of a union all of whose subordinates have been read: these know their members already.
    public func counts(of union: Union, above level: [UnionBranch]) throws -> UnionCounts {
        var counts = try UnionTallyStore(transaction).counts(in: UnionScope(union.path))
        let own: Int? = try transaction.value(
            """
            SELECT CAST(coalesce(sum(t.members), 0) AS BIGINT) AS number FROM member_tally t WHERE t.path = \(union.path)
            """)
        counts.members = level.reduce(own ?? 0) { $0 + $1.members }
        return counts
    }

    static func counts(_ row: Row, from place: Int) throws -> UnionCounts {
        UnionCounts(
            committees: try row.get(place), joint: try row.get(place + 1), branches: try row.get(place + 2),
            enterprises: try row.get(place + 4), associations: try row.get(place + 3))
    }

    /// - Parameter condition: on the unions `u`; what it reads beside the figures' index makes the count slow.
    func counting(_ condition: SQL) -> SQL { "SELECT \(Self.figures) FROM trade_union u \(condition)" }

    static let figures: SQL = .joined(
        [.unionCommittee, .jointUnion, .branch, .unionAssociation].map { (kind: UnionKind) in
            """
            CAST(coalesce(sum(CASE WHEN u.kind = \(kind) AND u.standing = 'ordinary' THEN 1 ELSE 0 END), 0) AS BIGINT)
            """
        } + ["CAST(coalesce(sum(u.enterprises), 0) AS BIGINT)"], separator: ", ")

    /// - Parameter part: the unions directly under one, or everything of its subtree.
    public func count(_ filter: UnionFilter, _ part: Part) throws -> Int {
        try transaction.value(counting(filter, part)) ?? 0
    }

    func counting(_ filter: UnionFilter, _ part: Part) -> SQL {
        "SELECT count(*) FROM trade_union u WHERE \(Self.condition(filter, part))"
    }

    public func list(_ filter: UnionFilter, _ part: Part, page: ListPage) throws -> [UnionLine] {
        try transaction.query(listing(filter, part, page: page)).map {
            UnionLine(
                try UnionStore.union($0), superior: try $0.get("superior"),
                enterprises: try $0.get("enterprises"))
        }
    }

    /// The page is found in the index alone; only its rows are looked up.
    func listing(_ filter: UnionFilter, _ part: Part, page: ListPage) -> SQL {
        """
        SELECT u.id, u.parent_id, u.code, u.name, u.kind, u.path, u.credit_code, u.standing, p.name AS superior,
            u.enterprises
        FROM (
            SELECT u.id FROM trade_union u WHERE \(Self.condition(filter, part))
            ORDER BY u.path LIMIT \(page.size) OFFSET \(page.offset)
        ) AS found JOIN trade_union u ON u.id = found.id LEFT JOIN trade_union p ON p.id = u.parent_id
        ORDER BY u.path
        """
    }

    /// Which unions are listed.
    public enum Part: Sendable {
        case children(ID<Union>)
        case subtree(UnionScope)
    }

    static func condition(_ filter: UnionFilter, _ part: Part) -> SQL {
        var parts: [SQL] = ["u.standing <> 'dissolved'"]
        let superiors: SQL
        switch part {
        case .children(let id):
            parts.append("u.parent_id = \(id)")
            superiors = "p.id = \(id)"
        case .subtree(let scope):
            parts.append(scope.covers("u.path"))
            superiors = scope.covers("p.path")
        }
        if let name = filter.name { parts.append("u.name LIKE \(Self.within(name)) ESCAPE '!'") }
        if let reading = filter.reading { parts.append(Self.sounds(like: reading)) }
        if let superior = filter.superior {
            parts.append(
                """
                u.parent_id IN (SELECT p.id FROM trade_union p
                    WHERE \(superiors) AND p.name LIKE \(Self.within(superior)) ESCAPE '!')
                """)
        }
        if let kind = filter.kind { parts.append("u.kind = \(kind)") }
        if let enterprise = filter.enterprise {
            parts.append(
                """
                u.id IN (SELECT e.union_id FROM enterprise e
                    WHERE e.ended_on IS NULL AND e.name LIKE \(Self.within(enterprise)) ESCAPE '!')
                """)
        }
        if let type = filter.economicType { parts.append(Self.says("economic_type", type)) }
        if let industry = filter.industry { parts.append(Self.says("industry", industry)) }
        if let code = filter.code { parts.append(Self.begins(with: code.uppercased())) }
        if let code = filter.organisationCode {
            parts.append(Self.belongs(toOrganisation: code.uppercased().filter { $0 != "-" && !$0.isWhitespace }))
        }
        return .joined(parts, separator: " AND ")
    }

    private static func says(_ column: SQL, _ word: String) -> SQL {
        """
        u.id IN (
            SELECT o.union_id FROM organisation_particulars o WHERE o.\(column) = \(word) AND o.\(column) <> ''
                AND o.union_id IS NOT NULL
            UNION ALL
            SELECT e.union_id FROM organisation_particulars o JOIN enterprise e ON e.id = o.enterprise_id
            WHERE o.\(column) = \(word) AND o.\(column) <> '' AND e.ended_on IS NULL)
        """
    }

    /// Each code has its own index; codes are digits and capitals, which all stand before a tilde.
    private static func begins(with code: String) -> SQL {
        let range = { (column: SQL) -> SQL in "\(column) >= \(code) AND \(column) < \(code + "~")" }
        return """
            u.id IN (
                SELECT x.id FROM trade_union x WHERE \(range("x.code"))
                UNION ALL
                SELECT x.id FROM trade_union x
                WHERE \(range("x.credit_code")) AND x.credit_code IS NOT NULL AND x.standing <> 'dissolved'
                UNION ALL
                SELECT e.union_id FROM enterprise e WHERE \(range("e.code")) AND e.ended_on IS NULL
                UNION ALL
                SELECT n.union_id FROM enrolling_unit n WHERE \(range("n.organisation_code")))
            """
    }

    /// 组织机构代码 is characters 9 to 17 of the credit code (GB 32100-2015).
    private static func belongs(toOrganisation code: String) -> SQL {
        let range = { (column: SQL) -> SQL in
            "substr(\(column), 9, 9) >= \(code) AND substr(\(column), 9, 9) < \(code + "~")"
        }
        return """
            u.id IN (
                SELECT x.id FROM trade_union x
                WHERE \(range("x.credit_code")) AND x.credit_code IS NOT NULL AND x.standing <> 'dissolved'
                UNION ALL
                SELECT e.union_id FROM enterprise e WHERE \(range("e.code")) AND e.ended_on IS NULL)
            """
    }

    /// Anywhere in the reading or in the initials; the letters need no escaping.
    private static func sounds(like reading: ReadingCondition) -> SQL {
        var ways: [SQL] = [
            "u.name_reading LIKE \(within(reading.letters))", "u.name_initials LIKE \(within(reading.letters))",
        ]
        if let initials = reading.initials {
            let pattern = "%" + reading.beginnings.joined(separator: "%") + "%"
            ways.append("(u.name_initials LIKE \(within(initials)) AND u.name_reading LIKE \(pattern))")
        }
        return "(\(SQL.joined(ways, separator: " OR ")))"
    }

    /// The pattern of texts that have this one in them.
    static func within(_ text: String) -> String { "%\(ReviewStore.escaped(text))%" }
}
