public import DatabaseKit
public import Domain

/// The people of a batch with what came of their order.
public struct CardLineStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// A part of the batch's people: who needs a second look first, the others in the order of their numbers.
    public func list(
        of batch: ID<CardBatch>, _ part: CardLinePart? = nil, offset: Int, limit: Int
    ) throws -> [CardLine] {
        try transaction.query(
            """
            SELECT m.id, m.number, p.name, d.id, d.type, d.number_sealed, d.expiry, l.status, l.reason, c.id,
                c.number_sealed, r.obstacle,
                CASE WHEN m.left_on IS NOT NULL THEN 'left'
                    WHEN p.social_insurance IN ('deceased', 'retired') THEN p.social_insurance END
            FROM card_batch_line l JOIN member m ON m.id = l.member_id JOIN person p ON p.id = m.person_id
            JOIN identity_document d ON d.person_id = p.id AND d.standing = 'current'
            LEFT JOIN service_card c ON c.id = l.card_id
            LEFT JOIN card_batch_refusal r ON r.batch_id = l.batch_id AND r.member_id = l.member_id
            WHERE l.batch_id = \(batch) AND \(Self.condition(part))
            ORDER BY CASE WHEN l.status = 'failed' THEN 0 WHEN l.number_check = 'odd' THEN 1
                WHEN l.status = 'cancelled' THEN 2 ELSE 3 END, m.number
            LIMIT \(limit) OFFSET \(offset)
            """
        ).map { row in
            let document: ID<IdentityDocument> = try row.get(3)
            let expiry: String? = try row.get(6)
            let card: ID<ServiceCard>? = try row.get(9)
            let sealed: [UInt8]? = try row.get(10)
            var number: BankCardNumber?
            if let card, let sealed {
                number = BankCardNumber(rawValue: try seal.open(sealed, in: .cardNumber, row: card.rawValue))
            }
            return CardLine(
                member: try row.get(0), number: try row.get(1), name: try row.get(2),
                document: IdentityDocument(
                    type: try row.get(4),
                    number: try seal.open(try row.get(5), in: .documentNumber, row: document.rawValue),
                    expiry: expiry.flatMap { IdentityDocument.Expiry(rawValue: $0) }),
                status: try row.get(7), reason: try row.get(8), card: number, leftOut: try row.get(11),
                since: try row.get(12))
        }
    }
    private static func condition(_ part: CardLinePart?) -> SQL {
        switch part {
        case .failed: "l.status = 'failed'"
        case .odd: "l.number_check = 'odd'"
        case .leftOut: "l.status = 'cancelled' AND r.obstacle IS NOT NULL"
        case .issued: "l.status = 'issued'"
        case nil: "1 = 1"
        }
    }

    /// Judges the numbers of cards that came before check digits were written down.
    ///
    /// - Returns: how many were judged; fewer than the limit when none is left.
    public func judgeNumbers(limit: Int) throws -> Int {
        let lines = try transaction.query(
            """
            SELECT l.batch_id, l.member_id, c.id, c.number_sealed
            FROM card_batch_line l CROSS JOIN service_card c
            WHERE l.status = 'issued' AND l.number_check IS NULL AND c.id = l.card_id LIMIT \(limit)
            """
        ).map { row -> (batch: ID<CardBatch>, member: ID<Member>, check: BankCardNumber.CheckDigit) in
            let card: ID<ServiceCard> = try row.get(2)
            let number = BankCardNumber(
                rawValue: try seal.open(try row.get(3), in: .cardNumber, row: card.rawValue))
            return (try row.get(0), try row.get(1), number?.checkDigit ?? .odd)
        }
        try transaction.executeMany(
            lines.map { line -> SQL in
                """
                UPDATE card_batch_line SET number_check = \(line.check)
                WHERE batch_id = \(line.batch) AND member_id = \(line.member)
                """
            })
        return lines.count
    }
}
