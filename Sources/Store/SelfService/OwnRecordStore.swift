public import DatabaseKit
public import Domain

/// What the platform keeps of one person, as he himself may see it.
public struct OwnRecordStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// The name of a person who is a member of some union now; nil for anybody else.
    public func member(_ person: ID<Person>) throws -> Oneself? {
        let name: String? = try transaction.value(
            """
            SELECT p.name FROM person p WHERE p.id = \(person)
                AND EXISTS (SELECT 1 FROM member m WHERE m.person_id = p.id AND m.left_on IS NULL)
            """)
        return name.map { Oneself(person: person, name: $0) }
    }

    /// Whether a message can reach the person.
    public func hasPhone(_ person: ID<Person>) throws -> Bool {
        try transaction.first("SELECT id FROM person WHERE id = \(person) AND phone_sealed IS NOT NULL") != nil
    }

    /// The person's numbers as a page may show them.
    public struct Numbers: Sendable {
        public let documentType: DocumentType
        public let document: String
        public let expiry: IdentityDocument.Expiry?
        public let phone: String?
    }

    public func numbers(of person: ID<Person>) throws -> Numbers? {
        try transaction.first(
            """
            SELECT d.id, d.type, d.number_sealed, d.expiry, p.phone_sealed
            FROM person p JOIN identity_document d ON d.person_id = p.id AND d.standing = 'current'
            WHERE p.id = \(person)
            """
        ).map { row in
            let document: Int64 = try row.get("id")
            let phone: [UInt8]? = try row.get("phone_sealed")
            let expiry: String? = try row.get("expiry")
            let type: DocumentType = try row.get("type")
            let number = try seal.open(try row.get("number_sealed"), in: .documentNumber, row: document)
            return Numbers(
                documentType: type, document: IdentityDocument(type: type, number: number, expiry: nil).masked,
                expiry: expiry.flatMap { IdentityDocument.Expiry(rawValue: $0) },
                phone: try phone.map { sealed in
                    let text = try seal.open(sealed, in: .phone, row: person.rawValue)
                    return PhoneNumber(rawValue: text)?.masked ?? ""
                })
        }
    }

    /// The memberships that have not ended, the newest first.
    public func memberships(of person: ID<Person>) throws -> [OwnMembership] {
        try transaction.query(
            """
            SELECT m.id, m.number, u.name AS union_name, u.code, u.path, n.name AS unit_name, m.workplace, m.category,
                m.joined_on, m.electronic_card, m.electronic_card_on
            FROM member m JOIN trade_union u ON u.id = m.union_id JOIN enrolling_unit n ON n.id = m.unit_id
            WHERE m.person_id = \(person) AND m.left_on IS NULL ORDER BY m.joined_on DESC, m.id DESC
            """
        ).map {
            OwnMembership(
                member: try $0.get("id"), number: try $0.get("number"), unionName: try $0.get("union_name"),
                unionCode: try $0.get("code"), path: try $0.get("path"), unitName: try $0.get("unit_name"),
                workplace: try $0.get("workplace"), category: try $0.get("category"),
                joinedOn: try $0.get("joined_on"), electronicCard: try $0.get("electronic_card"),
                electronicCardOn: try $0.get("electronic_card_on"))
        }
    }

    /// The union of a membership that has not ended.
    public func union(of member: ID<Member>) throws -> ID<Union>? {
        try transaction.value("SELECT union_id FROM member WHERE id = \(member) AND left_on IS NULL")
    }

    /// All bank cards that the person ever had, the newest first.
    public func cards(of person: ID<Person>) throws -> [CardHolder.Card] {
        try transaction.query(
            """
            SELECT id, number_sealed, status, issued_on FROM service_card WHERE person_id = \(person)
            ORDER BY issued_on DESC, id DESC
            """
        ).compactMap { row in
            let text = try seal.open(try row.get("number_sealed"), in: .cardNumber, row: try row.get("id"))
            guard let number = BankCardNumber(rawValue: text) else { return nil }
            return CardHolder.Card(number: number, status: try row.get("status"), issuedOn: try row.get("issued_on"))
        }
    }

    /// The batch in which the person waits for a card.
    public func pendingBatch(of person: ID<Person>) throws -> (number: String, status: CardBatch.Status)? {
        try transaction.first(
            """
            SELECT b.number, b.status FROM card_batch_line l JOIN card_batch b ON b.id = l.batch_id
                JOIN member m ON m.id = l.member_id
            WHERE m.person_id = \(person) AND l.status = 'pending' ORDER BY b.id LIMIT 1
            """
        ).map { (try $0.get("number"), try $0.get("status")) }
    }

    /// Whether the card that he uses is to be replaced.
    public func awaitsReplacement(_ person: ID<Person>) throws -> Bool {
        try transaction.first(
            """
            SELECT id FROM service_card
            WHERE person_id = \(person) AND status = 'issued' AND replacement_on IS NOT NULL
            """) != nil
    }

    /// The lists that name the person and have not become coverage.
    public func listings(of person: ID<Person>) throws -> [OwnListing] {
        try transaction.query(
            """
            SELECT k.year, n.name, e.plan_type, e.status
            FROM enrolment_claim k JOIN unit_enrolment e ON e.id = k.enrolment_id
                JOIN enrolling_unit n ON n.id = e.unit_id
            WHERE k.person_id = \(person) AND NOT EXISTS (SELECT 1 FROM coverage c
                WHERE c.person_id = k.person_id AND c.year = k.year AND c.status NOT IN ('lapsed', 'voided'))
            ORDER BY k.year DESC
            """
        ).map {
            OwnListing(
                year: try $0.get("year"), unitName: try $0.get("name"), plan: try $0.get("plan_type"),
                status: try $0.get("status"))
        }
    }

    // MARK: Writing

    /// Activates the electronic card of a membership; one that is active stays as it is.
    ///
    /// - Returns: whether it was inactive.
    public func activate(_ member: ID<Member>, on day: CalendarDay) throws -> Bool {
        try MemberTallyStore(transaction).changing([member]) {
            try transaction.execute(
                """
                UPDATE member SET electronic_card = \(ElectronicCard.active), electronic_card_on = \(day),
                    version = version + 1
                WHERE id = \(member) AND left_on IS NULL AND electronic_card = \(ElectronicCard.inactive)
                """) == 1
        }
    }

    /// Whose active electronic card a membership is; nil when it is not active or has ended.
    public func activeCard(_ member: ID<Member>) throws -> (name: String, unionName: String)? {
        try transaction.first(
            """
            SELECT p.name, u.name AS union_name FROM member m JOIN person p ON p.id = m.person_id
                JOIN trade_union u ON u.id = m.union_id
            WHERE m.id = \(member) AND m.left_on IS NULL AND m.electronic_card = \(ElectronicCard.active)
            """
        ).map { (try $0.get("name"), try $0.get("union_name")) }
    }

    // MARK: Consent

    /// When the person agreed to this version of the privacy notice; nil when he has taken it back since.
    public func consent(of person: ID<Person>, to notice: String) throws -> Instant? {
        try transaction.value(
            """
            SELECT given_at FROM privacy_consent
            WHERE person_id = \(person) AND notice = \(notice) AND withdrawn_at IS NULL
            """)
    }

    /// Keeps the first consent to a version, and the first after it was taken back.
    ///
    /// - Returns: whether it is such a one.
    public func consent(
        of person: ID<Person>, to notice: String, from origin: String, at now: Instant
    ) throws -> Bool {
        try transaction.execute(
            """
            INSERT INTO privacy_consent (id, person_id, notice, given_at, origin)
            VALUES (\(try transaction.newKey()), \(person), \(notice), \(now), \(origin))
            ON CONFLICT (person_id, notice) DO UPDATE SET given_at = excluded.given_at, origin = excluded.origin,
                withdrawn_at = NULL
            WHERE privacy_consent.withdrawn_at IS NOT NULL
            """) == 1
    }

    /// Ends what the person has agreed to, whatever the version; that and when he agreed stays on record.
    public func withdrawConsent(of person: ID<Person>, at now: Instant) throws {
        try transaction.execute(
            "UPDATE privacy_consent SET withdrawn_at = \(now) WHERE person_id = \(person) AND withdrawn_at IS NULL")
    }
}
