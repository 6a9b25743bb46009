public import DatabaseKit
public import Domain

/// 组织码 of the unions.
public struct JoinCodeStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public func insert(
        _ text: String, for union: ID<Union>, validThrough: CalendarDay, by account: ID<Account>?, at now: Instant
    ) throws -> ID<JoinCode> {
        let id = try transaction.newID(JoinCode.self)
        try transaction.execute(
            """
            INSERT INTO join_code (id, union_id, text, valid_through, created_at, created_by)
            VALUES (\(id), \(union), \(text), \(validThrough), \(now), \(account))
            """)
        return id
    }

    public func find(_ id: ID<JoinCode>) throws -> JoinCode? {
        try transaction.first("\(Self.select) WHERE c.id = \(id)").map(Self.code)
    }

    /// What an address names; nil for a text that is nobody's.
    public func find(text: String) throws -> JoinCode? {
        try transaction.first("\(Self.select) WHERE c.text = \(text)").map(Self.code)
    }

    /// The codes of a union, the newest first: all that can be scanned on a day, and the latest of the others.
    public func list(of union: ID<Union>, validOn day: CalendarDay, others limit: Int) throws -> [JoinCode] {
        let isValid: SQL = "c.standing = 'issued' AND c.valid_through >= \(day)"
        let ofUnion: SQL = "\(Self.select) WHERE c.union_id = \(union)"
        let codes =
            try transaction.query("\(ofUnion) AND \(isValid)")
            + transaction.query("\(ofUnion) AND NOT (\(isValid)) ORDER BY c.id DESC LIMIT \(limit)")
        return try codes.map(Self.code).sorted { $0.id.rawValue > $1.id.rawValue }
    }

    /// - Throws: `StaleVersion` for one that is withdrawn.
    public func withdraw(_ id: ID<JoinCode>) throws {
        try transaction.update("UPDATE join_code SET standing = 'withdrawn' WHERE id = \(id) AND standing = 'issued'")
    }

    private static let select: SQL = """
        SELECT c.id, c.union_id, u.path, c.text, c.valid_through, c.standing
        FROM join_code c JOIN trade_union u ON u.id = c.union_id
        """

    private static func code(_ row: Row) throws -> JoinCode {
        JoinCode(
            id: try row.get("id"), union: try row.get("union_id"), unionPath: try row.get("path"),
            text: try row.get("text"), validThrough: try row.get("valid_through"), standing: try row.get("standing"))
    }
}

extension JoinCode.Standing: SQLBindable, SQLReadable {}
