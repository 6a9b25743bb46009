public import DatabaseKit
public import Domain

/// 新手指引 as the centre has written it, at most one row for each part.
public struct GuideStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public func all() throws -> [GuidePart: Guide] {
        var found: [GuidePart: Guide] = [:]
        for row in try transaction.query("\(Self.select)") {
            let guide = try Self.guide(row)
            found[guide.part] = guide
        }
        return found
    }

    public func find(_ part: GuidePart) throws -> Guide? {
        try transaction.first("\(Self.select) WHERE g.part = \(part)").map(Self.guide)
    }

    /// - Parameter version: as it was read; 0 where nothing had been written.
    /// - Throws: `StaleVersion` for one that was changed since.
    public func save(
        _ text: String, of part: GuidePart, version: Int, by account: ID<Account>?, at now: Instant
    ) throws {
        guard version > 0 else {
            return try transaction.update(
                """
                INSERT INTO guide_text (part, text, changed_at, changed_by)
                VALUES (\(part), \(text), \(now), \(account)) ON CONFLICT (part) DO NOTHING
                """)
        }
        try transaction.update(
            """
            UPDATE guide_text SET text = \(text), changed_at = \(now), changed_by = \(account), version = version + 1
            WHERE part = \(part) AND version = \(version)
            """)
    }

    private static let select: SQL = """
        SELECT g.part, g.text, g.version, g.changed_at, coalesce(a.display_name, '') AS account
        FROM guide_text g LEFT JOIN account a ON a.id = g.changed_by
        """

    private static func guide(_ row: Row) throws -> Guide {
        Guide(
            part: try row.get("part"), text: try row.get("text"), version: try row.get("version"),
            at: try row.get("changed_at"), account: try row.get("account"))
    }
}

extension GuidePart: SQLBindable, SQLReadable {}
