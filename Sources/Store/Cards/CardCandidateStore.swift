public import DatabaseKit
public import Domain

/// Members as the card desk sees them: what decides whether a card can be ordered, and what it would carry.
public struct CardCandidateStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// A member with what the rule asks; the document's number stays sealed until it is shown.
    public struct Candidate: Sendable {
        public let id: ID<Member>
        public let number: String
        public let person: ID<Person>
        public let name: String
        public let path: UnionPath
        public let unit: ID<EnrollingUnit>
        public let union: ID<Union>
        public let workplace: String
        public let applicant: CardApplicant
        /// The number of the batch in which the person waits for a card.
        public let batchNumber: String?
        public let personVersion: Int
        let document: ID<IdentityDocument>
        let documentType: DocumentType
        let documentSealed: [UInt8]
        let phoneSealed: [UInt8]?
    }

    /// Everybody of the unit who needs a card, in the order of their numbers: open memberships of the class 关联企业
    /// without one or with one to be replaced, and of the union's others those whose request was granted.
    public func withoutCard(in unit: EnrollingUnit) throws -> [Candidate] {
        try list(Self.needing(in: unit))
    }

    static func needing(in unit: EnrollingUnit) -> SQL {
        """
        m.union_id = \(unit.union) AND m.left_on IS NULL
            AND ((m.unit_id = \(unit.id) AND m.category = 'enterprise')
                OR (m.category <> 'enterprise' AND (\(requested) OR \(lost) OR \(replaced))))
            AND NOT EXISTS (SELECT 1 FROM service_card c WHERE c.person_id = p.id AND c.status = 'issued'
                AND c.replacement_on IS NULL)
        """
    }

    /// A card of his own that the union has granted, and that has not come since.
    private static let requested: SQL = """
        EXISTS (SELECT 1 FROM own_request r WHERE r.member_id = m.id AND r.kind = 'card' AND r.status = 'granted'
            AND NOT EXISTS (SELECT 1 FROM service_card k WHERE k.person_id = r.person_id AND k.issued_on >= r.asked_on))
        """
    private static let lost: SQL =
        "EXISTS (SELECT 1 FROM service_card s WHERE s.person_id = p.id AND s.status = 'lost')"
    static let replaced: SQL =
        "EXISTS (SELECT 1 FROM service_card s WHERE s.person_id = p.id AND s.replacement_on IS NOT NULL)"

    /// Why somebody needs one, as ``CardNeed`` names it.
    static let need: SQL = """
        CASE WHEN \(replaced) THEN 'replacement' WHEN \(lost) THEN 'lost'
            WHEN m.category <> 'enterprise' AND \(requested) THEN 'requested' ELSE 'first' END
        """

    /// Those whom a batch was ordered for and who got no card by it.
    public func failed(in batch: ID<CardBatch>) throws -> [Candidate] {
        try list("m.id IN (SELECT member_id FROM card_batch_line WHERE batch_id = \(batch) AND status = 'failed')")
    }

    /// These members, whoever they are and whether or not they have left.
    public func find(_ members: [ID<Member>]) throws -> [Candidate] {
        try chunks(members).flatMap { try list("m.id IN \(list: $0)") }
    }

    /// The people of a batch, without those who were taken out of it.
    public func people(of batch: ID<CardBatch>) throws -> [Candidate] {
        try list(
            "m.id IN (SELECT member_id FROM card_batch_line WHERE batch_id = \(batch) AND status <> 'cancelled')")
    }

    /// How many of a union's other members have no card and are not among those for whom one is ordered.
    public func applyingThemselves(in union: ID<Union>) throws -> [MemberCategory: Int] {
        var counts: [MemberCategory: Int] = [:]
        try transaction.forEach(
            """
            SELECT m.category, count(*) FROM member m JOIN person p ON p.id = m.person_id
            WHERE \(Self.applying(in: union)) GROUP BY m.category
            """
        ) { counts[try $0.get(0)] = try $0.get(1) }
        return counts
    }

    static func applying(in union: ID<Union>) -> SQL {
        """
        m.union_id = \(union) AND m.left_on IS NULL AND m.category <> 'enterprise'
            AND NOT EXISTS (SELECT 1 FROM service_card c WHERE c.person_id = p.id AND c.status = 'issued')
            AND NOT \(requested) AND NOT \(lost)
        """
    }

    private func list(_ condition: SQL) throws -> [Candidate] {
        try candidates(
            """
            SELECT \(Self.columns)
            FROM member m JOIN person p ON p.id = m.person_id JOIN trade_union u ON u.id = m.union_id
            JOIN identity_document d ON d.person_id = p.id AND d.standing = 'current'
            WHERE \(condition) ORDER BY m.number
            """)
    }

    static let columns: SQL = """
        m.id, m.number, p.id, p.name, u.path, m.unit_id, m.workplace, m.category, m.left_on,
            p.social_insurance, d.id, d.type, d.number_sealed, d.expiry, m.address_sealed, p.phone_sealed,
            p.version,
            (SELECT count(*) FROM service_card c WHERE c.person_id = p.id AND c.status = 'issued'
                AND c.replacement_on IS NULL),
            (SELECT min(b.number) FROM card_batch_line l JOIN card_batch b ON b.id = l.batch_id
                JOIN member o ON o.id = l.member_id
                WHERE o.person_id = p.id AND l.status = 'pending'),
            \(need), m.union_id
        """

    func candidates(_ statement: SQL) throws -> [Candidate] {
        var candidates: [Candidate] = []
        try transaction.forEach(statement) { candidates.append(try candidate($0)) }
        return candidates
    }

    private func candidate(_ row: Row) throws -> Candidate {
        let id: ID<Member> = try row.get(0)
        let leftOn: CalendarDay? = try row.get(8)
        let address: [UInt8]? = try row.get(14)
        let cards: Int = try row.get(17)
        let batch: String? = try row.get(18)
        let expiry: String? = try row.get(13)
        return Candidate(
            id: id, number: try row.get(1), person: try row.get(2), name: try row.get(3), path: try row.get(4),
            unit: try row.get(5), union: try row.get(20), workplace: try row.get(6),
            applicant: CardApplicant(
                category: try row.get(7), need: try row.get(19), membership: leftOn == nil ? .open : .left,
                socialInsurance: try row.get(9), possession: cards > 0 ? .issued : batch == nil ? .none : .ordered,
                expiry: expiry.flatMap { IdentityDocument.Expiry(rawValue: $0) },
                address: try address.map { try seal.open($0, in: .address, row: id.rawValue) }),
            batchNumber: batch, personVersion: try row.get(16), document: try row.get(10),
            documentType: try row.get(11), documentSealed: try row.get(12), phoneSealed: try row.get(15))
    }

    // MARK: Opening

    public func document(of candidate: Candidate) throws -> IdentityDocument {
        IdentityDocument(
            type: candidate.documentType,
            number: try seal.open(
                candidate.documentSealed, in: .documentNumber, row: candidate.document.rawValue),
            expiry: candidate.applicant.expiry)
    }

    public func phone(of candidate: Candidate) throws -> String? {
        try candidate.phoneSealed.map { try seal.open($0, in: .phone, row: candidate.person.rawValue) }
    }

    // MARK: Writing

    /// Writes down until when the person's current document holds good; guarded by the version that was shown.
    public func setExpiry(
        _ expiry: IdentityDocument.Expiry, of candidate: Candidate, version: Int
    ) throws {
        try transaction.update(
            "UPDATE person SET version = version + 1 WHERE id = \(candidate.person) AND version = \(version)")
        try transaction.update(
            "UPDATE identity_document SET expiry = \(expiry.rawValue) WHERE id = \(candidate.document)")
    }
}

extension CardNeed: SQLBindable, SQLReadable {}

/// Long lists of keys go to the database in pieces that both engines take.
func chunks<Element>(_ all: [Element], of size: Int = 500) -> [[Element]] {
    stride(from: 0, to: all.count, by: size).map { Array(all[$0..<min($0 + size, all.count)]) }
}
