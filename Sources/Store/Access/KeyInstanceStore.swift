public import DatabaseKit
public import Domain

/// Which running servers know which keys; a new key seals only when all of them know it.
public struct KeyInstanceStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public struct Instance: Hashable, Sendable {
        /// Machine and process.
        public let name: String
        /// The ids of the keys that it has read from its file.
        public let known: [String]
        /// The id of the key that it seals with.
        public let sealing: String
        /// Since when it has sealed with it.
        public let since: Instant
        public let seenAt: Instant
    }

    /// Says that the instance runs, and with which keys.
    public func report(_ name: String, known: [String], sealing: String, at now: Instant) throws {
        let list = known.sorted().joined(separator: " ")
        try transaction.execute(
            """
            INSERT INTO key_instance (name, known, sealing, since, seen_at)
            VALUES (\(name), \(list), \(sealing), \(now), \(now))
            ON CONFLICT (name) DO UPDATE SET known = excluded.known, seen_at = excluded.seen_at,
                since = CASE WHEN key_instance.sealing = excluded.sealing THEN key_instance.since
                    ELSE excluded.since END,
                sealing = excluded.sealing
            """)
    }

    public func remove(_ name: String) throws {
        try transaction.execute("DELETE FROM key_instance WHERE name = \(name)")
    }

    /// Forgets those that were stopped without a word.
    public func purge(seenBefore limit: Instant) throws {
        try transaction.execute("DELETE FROM key_instance WHERE seen_at < \(limit)")
    }

    public func all(seenSince limit: Instant) throws -> [Instance] {
        try transaction.query(
            "SELECT name, known, sealing, since, seen_at FROM key_instance WHERE seen_at >= \(limit) ORDER BY name"
        ).map { row in
            let known: String = try row.get("known")
            return Instance(
                name: try row.get("name"), known: known.split(separator: " ").map(String.init),
                sealing: try row.get("sealing"), since: try row.get("since"), seenAt: try row.get("seen_at"))
        }
    }
}
