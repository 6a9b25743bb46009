public import DatabaseKit
public import Domain

/// Batches of cards with their people.
public struct CardBatchStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// Whose batches a list shows.
    public enum Scope: Sendable {
        /// The unit's own, drafts included.
        case unit(ID<EnrollingUnit>)
        /// What the unions of a subtree have submitted.
        case submitted(UnionScope)

        var condition: SQL {
            switch self {
            case .unit(let unit): "b.unit_id = \(unit)"
            case .submitted(let scope): "b.submitted_at IS NOT NULL AND \(scope.covers("u.path"))"
            }
        }
    }

    // MARK: Reading

    public func find(_ id: ID<CardBatch>) throws -> CardBatchRecord? {
        try transaction.first("\(Self.select) WHERE b.id = \(id)").map(Self.record)
    }

    public func count(_ filter: CardBatchFilter, in scope: Scope) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS batches FROM card_batch b JOIN enrolling_unit n ON n.id = b.unit_id
            JOIN trade_union u ON u.id = n.union_id
            WHERE \(scope.condition) AND \(filter.condition)
            """) ?? 0
    }

    /// The newest first.
    public func list(_ filter: CardBatchFilter, in scope: Scope, offset: Int, limit: Int) throws -> [CardBatchRecord] {
        try transaction.query(
            """
            \(Self.select) WHERE \(scope.condition) AND \(filter.condition)
            ORDER BY b.id DESC LIMIT \(limit) OFFSET \(offset)
            """
        ).map(Self.record)
    }

    /// How many of the batch's people the bank was asked for.
    public func ordered(in batch: ID<CardBatch>) throws -> Int {
        try transaction.value(
            "SELECT count(*) FROM card_batch_line WHERE batch_id = \(batch) AND status <> 'cancelled'") ?? 0
    }

    /// Whom the making of the batch left out, and why.
    public func refusals(of batch: ID<CardBatch>) throws -> [CardLeftOut] {
        try transaction.query(
            """
            SELECT m.id, m.number, p.name, r.obstacle FROM card_batch_refusal r JOIN member m ON m.id = r.member_id
            JOIN person p ON p.id = m.person_id WHERE r.batch_id = \(batch)
                AND NOT EXISTS (SELECT 1 FROM card_batch_line l
                    WHERE l.batch_id = r.batch_id AND l.member_id = r.member_id)
            ORDER BY m.number
            """
        ).map {
            CardLeftOut(
                member: try $0.get(0), number: try $0.get(1), name: try $0.get(2), obstacle: try $0.get(3))
        }
    }

    // MARK: Writing

    public func insert(
        _ batch: CardBatch, people: [ID<Member>], refused: [ID<Member>: CardObstacle], by account: ID<Account>?,
        at now: Instant, sealing seal: any FieldSealing
    ) throws {
        try transaction.execute(
            """
            INSERT INTO card_batch (id, number, unit_id, status, people, created_at, created_by)
            VALUES (\(batch.id), \(batch.number), \(batch.unit), \(batch.status), \(people.count), \(now), \(account))
            """)
        try RowSealStore(transaction, seal).add(to: .cardBatch, [batch.id.rawValue])
        try transaction.executeMany(
            people.map { member -> SQL in
                "INSERT INTO card_batch_line (batch_id, member_id, status) VALUES (\(batch.id), \(member), 'pending')"
            })
        try insert(refused: refused, of: batch.id)
    }

    public func submit(_ record: CardBatchRecord, to batch: CardBatch, at now: Instant) throws {
        try transaction.update(
            """
            UPDATE card_batch SET status = \(batch.status), submitted_at = \(now), version = version + 1
            WHERE id = \(batch.id) AND version = \(record.version)
            """)
    }

    /// Ends the batch; everybody in it is back in 待办.
    public func cancel(_ record: CardBatchRecord, to batch: CardBatch, at now: Instant) throws {
        try transaction.update(
            """
            UPDATE card_batch SET status = \(batch.status), completed_at = \(now), version = version + 1
            WHERE id = \(batch.id) AND version = \(record.version)
            """)
        try transaction.execute("UPDATE card_batch_line SET status = 'cancelled' WHERE batch_id = \(batch.id)")
    }

    /// Takes people out of a batch before the bank gets it, and keeps why; they are still seen in it.
    public func leaveOut(_ people: [ID<Member>: CardObstacle], of batch: ID<CardBatch>) throws {
        try transaction.executeMany(
            people.keys.map { member -> SQL in
                """
                UPDATE card_batch_line SET status = 'cancelled'
                WHERE batch_id = \(batch) AND member_id = \(member) AND status = 'pending'
                """
            })
        try insert(refused: people, of: batch)
    }

    /// Takes those whose membership has just ended out of every batch that the bank has not got, and keeps why.
    ///
    /// A batch that changes so gets a new version: nobody submits or hands over another list than he has seen. What
    /// the bank has got stays; the card is made, and its holder's own.
    public func release(_ ended: [ID<Member>]) throws {
        for part in ended.inParts {
            let waiting: SQL = """
                FROM card_batch_line l JOIN card_batch b ON b.id = l.batch_id
                WHERE l.member_id IN \(list: part) AND l.status = 'pending' AND b.status IN ('draft', 'submitted')
                """
            let changed = try transaction.execute(
                "UPDATE card_batch SET version = version + 1 WHERE id IN (SELECT l.batch_id \(waiting))")
            guard changed > 0 else { continue }
            try transaction.execute(
                """
                INSERT INTO card_batch_refusal (batch_id, member_id, obstacle)
                SELECT l.batch_id, l.member_id, 'left' \(waiting)
                """)
            try transaction.execute(
                """
                UPDATE card_batch_line SET status = 'cancelled'
                WHERE member_id IN \(list: part) AND status = 'pending' AND EXISTS (SELECT 1 FROM card_batch b
                    WHERE b.id = card_batch_line.batch_id AND b.status IN ('draft', 'submitted'))
                """)
        }
    }

    private func insert(refused: [ID<Member>: CardObstacle], of batch: ID<CardBatch>) throws {
        try transaction.executeMany(
            refused.map { member, obstacle -> SQL in
                """
                INSERT INTO card_batch_refusal (batch_id, member_id, obstacle)
                VALUES (\(batch), \(member), \(obstacle))
                """
            })
    }

    /// - Parameter hash: SHA-256 of the file; it outlives the file.
    public func handOver(
        _ record: CardBatchRecord, to batch: CardBatch, file: Int64, hash: [UInt8], at now: Instant
    ) throws {
        try transaction.update(
            """
            UPDATE card_batch SET status = \(batch.status), handed_over_at = \(now), order_file_id = \(file),
                order_file_hash = \(hash), version = version + 1
            WHERE id = \(batch.id) AND version = \(record.version)
            """)
    }

    /// A card that has come, and what its number's check digit says.
    public struct Issued: Sendable {
        let id: ID<ServiceCard>
        let check: BankCardNumber.CheckDigit

        public init(_ id: ID<ServiceCard>, _ check: BankCardNumber.CheckDigit) {
            (self.id, self.check) = (id, check)
        }
    }

    /// Writes down what came of every person, and ends the batch.
    ///
    /// - Parameters:
    ///   - cards: the new cards by member.
    ///   - failures: the bank's reasons by member.
    ///   - file: SHA-256 of the file.
    ///   - now: when it counts as done; what is kept of the bank goes by `clock`, the real one.
    public func complete(
        _ record: CardBatchRecord, to batch: CardBatch, cards: [ID<Member>: Issued], failures: [ID<Member>: String?],
        hash: [UInt8], file: [UInt8], at now: Instant, clock: Instant
    ) throws {
        try transaction.update(
            """
            UPDATE card_batch SET status = \(batch.status), issued = \(cards.count), failed = \(failures.count),
                completed_at = \(now), answered_at = \(clock), result_hash = \(hash),
                result_file_hash = \(file), version = version + 1
            WHERE id = \(batch.id) AND version = \(record.version)
            """)
        try transaction.executeMany(
            cards.map { member, card -> SQL in
                """
                UPDATE card_batch_line SET status = 'issued', card_id = \(card.id), number_check = \(card.check)
                WHERE batch_id = \(batch.id) AND member_id = \(member)
                """
            })
        try transaction.executeMany(
            failures.map { member, reason -> SQL in
                """
                UPDATE card_batch_line SET status = 'failed', reason = \(reason)
                WHERE batch_id = \(batch.id) AND member_id = \(member)
                """
            })
    }

    /// Other units to which people of the batch belong by now.
    public func unitsElsewhere(of batch: ID<CardBatch>) throws -> [ID<EnrollingUnit>] {
        try transaction.query(
            """
            SELECT DISTINCT m.unit_id FROM card_batch_line l
                JOIN card_batch b ON b.id = l.batch_id
                JOIN member o ON o.id = l.member_id
                JOIN member m ON m.person_id = o.person_id AND m.left_on IS NULL
            WHERE l.batch_id = \(batch) AND m.unit_id <> b.unit_id ORDER BY m.unit_id
            """
        ).map { try $0.get("unit_id") }
    }

    /// How many of each partly failed batch of a unit still wait for a card, zero included.
    public func openFailures(of unit: ID<EnrollingUnit>) throws -> [(batch: ID<CardBatch>, number: String, people: Int)]
    {
        try transaction.query(
            """
            SELECT b.id, b.number,
                sum(CASE WHEN m.left_on IS NULL
                    AND NOT EXISTS (SELECT 1 FROM service_card c WHERE c.person_id = m.person_id
                        AND c.status = 'issued' AND c.replacement_on IS NULL)
                    AND NOT EXISTS (SELECT 1 FROM card_batch_line w WHERE w.member_id = m.id AND w.status = 'pending')
                    THEN 1 ELSE 0 END) AS people
            FROM card_batch b JOIN card_batch_line l ON l.batch_id = b.id AND l.status = 'failed'
            JOIN member m ON m.id = l.member_id
            WHERE b.unit_id = \(unit) AND b.status = 'partly-failed'
            GROUP BY b.id, b.number ORDER BY b.id
            """
        ).map { (batch: try $0.get(0), number: try $0.get(1), people: try $0.get(2)) }
    }

    // MARK: Rows

    private static let select: SQL = """
        SELECT b.id, b.number, b.unit_id, b.status, u.path, u.id AS union_id, n.name AS unit_name,
            u.name AS union_name, b.people, b.issued, b.failed, b.created_at, b.submitted_at, b.handed_over_at,
            b.completed_at, b.order_file_id, b.order_file_hash, b.result_hash, b.result_file_hash, b.version,
            (SELECT count(*) FROM card_batch_refusal r JOIN card_batch_line l ON l.batch_id = r.batch_id
                AND l.member_id = r.member_id WHERE r.batch_id = b.id) AS left_out,
            (SELECT count(*) FROM card_batch_line o WHERE o.batch_id = b.id AND o.number_check = 'odd') AS odd,
            (SELECT q.status FROM card_batch_revocation q WHERE q.batch_id = b.id ORDER BY q.id DESC LIMIT 1)
                AS revocation
        FROM card_batch b JOIN enrolling_unit n ON n.id = b.unit_id JOIN trade_union u ON u.id = n.union_id
        """

    private static func record(_ row: Row) throws -> CardBatchRecord {
        CardBatchRecord(
            batch: CardBatch(
                id: try row.get("id"), number: try row.get("number"), unit: try row.get("unit_id"),
                status: try row.get("status")),
            path: try row.get("path"), union: try row.get("union_id"), unitName: try row.get("unit_name"),
            unionName: try row.get("union_name"), people: try row.get("people"), issued: try row.get("issued"),
            failed: try row.get("failed"), leftOut: try row.get("left_out"), odd: try row.get("odd"),
            createdAt: try row.get("created_at"),
            submittedAt: try row.get("submitted_at"), handedOverAt: try row.get("handed_over_at"),
            completedAt: try row.get("completed_at"), orderFile: try row.get("order_file_id"),
            orderFileHash: try row.get("order_file_hash"), resultHash: try row.get("result_hash"),
            resultFileHash: try row.get("result_file_hash"), version: try row.get("version"),
            revocation: try row.get("revocation"))
    }
}

extension CardBatchFilter {
    var condition: SQL {
        var parts: [SQL] = ["1 = 1"]
        if let number { parts.append("b.number = \(number)") }
        if let status { parts.append("b.status = \(status)") }
        return .joined(parts, separator: " AND ")
    }
}

extension CardObstacle: SQLBindable, SQLReadable {}
extension CardLine.Status: SQLBindable, SQLReadable {}
extension BankCardNumber.CheckDigit: SQLBindable, SQLReadable {}
