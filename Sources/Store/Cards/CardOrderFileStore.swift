public import DatabaseKit
public import Domain

/// The files that were handed to the bank, kept sealed as they were.
public struct CardOrderFileStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    public func insert(
        _ bytes: [UInt8], name: String, mediaType: String, sha256: [UInt8], union: ID<Union>, by account: ID<Account>?,
        at now: Instant
    ) throws -> Int64 {
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO stored_file (id, union_id, purpose, name, media_type, size, sha256, sealed, created_at,
                created_by)
            VALUES (\(id), \(union), 'card-order', \(name), \(mediaType), \(bytes.count), \(sha256),
                \(try seal.sealBytes(bytes, in: .storedFile, row: id)), \(now), \(account))
            """)
        return id
    }

    /// Removes the files of batches whose answer was applied before then by the real clock; their hashes stay.
    ///
    /// - Returns: how many went.
    @discardableResult
    public func purge(answeredBefore limit: Instant) throws -> Int {
        let files = try transaction.query(
            "SELECT order_file_id FROM card_batch WHERE order_file_id IS NOT NULL AND answered_at < \(limit)"
        ).map { row -> Int64 in try row.get(0) }
        guard !files.isEmpty else { return 0 }
        try transaction.executeMany(
            files.map { "UPDATE card_batch SET order_file_id = NULL WHERE order_file_id = \($0)" })
        return try transaction.executeMany(files.map { "DELETE FROM stored_file WHERE id = \($0)" })
    }

    public func find(_ id: Int64) throws -> (name: String, bytes: [UInt8])? {
        try transaction.first("SELECT name, sealed FROM stored_file WHERE id = \(id) AND purpose = 'card-order'").map {
            (name: try $0.get(0), bytes: try seal.openBytes(try $0.get(1), in: .storedFile, row: id))
        }
    }
}
