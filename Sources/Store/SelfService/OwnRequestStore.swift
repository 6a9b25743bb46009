public import DatabaseKit
public import Domain

/// What members ask their unions for; text and answer are sealed.
public struct OwnRequestStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// A request with what was written.
    public struct Listed: Sendable {
        public let request: OwnRequest
        public let union: ID<Union>
        public let path: UnionPath
        public let unionName: String
        public let memberNumber: String
        public let memberName: String
        public let text: String
        public let answer: String?
        public let askedAt: Instant
        public let answeredAt: Instant?
        /// Whether the membership still stands, so that the member's record can be opened.
        public let isMember: Bool
        /// Whether the person has been given a card since the request.
        public let isFollowedByCard: Bool
        /// Whether a card was granted that will not come: the membership ended before it was ordered, and what one union
        /// has granted does not bind another.
        public let hasLapsed: Bool
    }

    private static let columns: SQL = """
        SELECT r.id, r.member_id, r.kind, r.status, r.asked_on, r.version, r.union_id, u.path, u.name AS union_name,
            m.number, p.name AS member_name, r.text_sealed, r.answer_sealed, r.asked_at, r.answered_at, m.left_on,
            (SELECT count(*) FROM service_card k WHERE k.person_id = r.person_id AND k.issued_on >= r.asked_on) AS cards,
            (SELECT count(*) FROM card_batch_line l JOIN card_batch b ON b.id = l.batch_id
                WHERE l.member_id = r.member_id AND l.status = 'pending' AND b.status <> 'draft') AS orders
        FROM own_request r JOIN member m ON m.id = r.member_id JOIN person p ON p.id = r.person_id
            JOIN trade_union u ON u.id = r.union_id
        """

    /// All that a person has asked for, the newest first.
    public func list(of person: ID<Person>, limit: Int) throws -> [Listed] {
        try transaction.query(
            "\(Self.columns) WHERE r.person_id = \(person) ORDER BY r.id DESC LIMIT \(limit)"
        ).map(listed)
    }

    /// What the people of a union have asked for: what waits in its order, what is answered the newest first.
    public func list(of union: ID<Union>, _ part: OwnRequestPart, page: ListPage) throws -> [Listed] {
        let order: SQL =
            switch part {
            case .open: "r.id"
            case .answered: "r.id DESC"
            }
        return try transaction.query(
            """
            \(Self.columns) WHERE r.union_id = \(union) AND \(condition(part))
            ORDER BY \(order) LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map(listed)
    }

    public func count(of union: ID<Union>, _ part: OwnRequestPart) throws -> Int {
        try transaction.value(
            "SELECT count(*) FROM own_request r WHERE r.union_id = \(union) AND \(condition(part))") ?? 0
    }

    private func condition(_ part: OwnRequestPart) -> SQL {
        switch part {
        case .open: "r.status = 'open'"
        case .answered: "r.status <> 'open'"
        }
    }

    public func find(_ id: ID<OwnRequest>) throws -> Listed? {
        try transaction.first("\(Self.columns) WHERE r.id = \(id)").map(listed)
    }

    /// The person's open request of a kind.
    public func open(_ kind: OwnRequest.Kind, of person: ID<Person>) throws -> ID<OwnRequest>? {
        try transaction.value(
            "SELECT id FROM own_request WHERE person_id = \(person) AND kind = \(kind) AND status = 'open'")
    }

    /// Takes the open requests of people who have moved to the union that they belong to now.
    ///
    /// - Returns: each of them with that union.
    public func follow(_ people: [ID<Person>]) throws -> [(id: ID<OwnRequest>, union: ID<Union>)] {
        guard !people.isEmpty else { return [] }
        let now: SQL = "FROM member m WHERE m.person_id = own_request.person_id AND m.left_on IS NULL"
        return try transaction.query(
            """
            UPDATE own_request SET member_id = (SELECT m.id \(now) ORDER BY m.id DESC LIMIT 1),
                union_id = (SELECT m.union_id \(now) ORDER BY m.id DESC LIMIT 1), version = version + 1
            WHERE status = 'open' AND person_id IN \(list: people) AND EXISTS (SELECT 1 \(now))
                AND NOT EXISTS (SELECT 1 \(now) AND m.id = own_request.member_id)
            RETURNING id, union_id
            """
        ).map { (try $0.get("id"), try $0.get("union_id")) }
    }

    /// Whether a union has granted a card that has not come yet.
    public func hasGrantedCard(of person: ID<Person>) throws -> Bool {
        try transaction.first(
            """
            SELECT r.id FROM own_request r JOIN member m ON m.id = r.member_id
            WHERE r.person_id = \(person) AND r.kind = 'card' AND r.status = 'granted' AND m.left_on IS NULL
                AND NOT EXISTS (SELECT 1 FROM service_card k
                    WHERE k.person_id = r.person_id AND k.issued_on >= r.asked_on)
            """) != nil
    }

    private func listed(_ row: Row) throws -> Listed {
        let id: ID<OwnRequest> = try row.get("id")
        let answer: [UInt8]? = try row.get("answer_sealed")
        let leftOn: CalendarDay? = try row.get("left_on")
        let cards: Int = try row.get("cards")
        let orders: Int = try row.get("orders")
        let request = OwnRequest(
            id: id, member: try row.get("member_id"), kind: try row.get("kind"), status: try row.get("status"),
            askedOn: try row.get("asked_on"), version: try row.get("version"))
        return Listed(
            request: request,
            union: try row.get("union_id"), path: try row.get("path"), unionName: try row.get("union_name"),
            memberNumber: try row.get("number"), memberName: try row.get("member_name"),
            text: try seal.open(try row.get("text_sealed"), in: .requestText, row: id.rawValue),
            answer: try answer.map { try seal.open($0, in: .requestAnswer, row: id.rawValue) },
            askedAt: try row.get("asked_at"), answeredAt: try row.get("answered_at"), isMember: leftOn == nil,
            isFollowedByCard: cards > 0,
            hasLapsed: request.kind == .card && request.status == .granted && leftOn != nil && cards == 0 && orders == 0
        )
    }

    // MARK: Writing

    public func insert(
        _ kind: OwnRequest.Kind, text: String, member: ID<Member>, person: ID<Person>, union: ID<Union>,
        on day: CalendarDay, at now: Instant
    ) throws -> ID<OwnRequest> {
        let id = try transaction.newID(OwnRequest.self)
        try transaction.execute(
            """
            INSERT INTO own_request (id, member_id, person_id, union_id, kind, status, text_sealed, asked_at, asked_on)
            VALUES (\(id), \(member), \(person), \(union), \(kind), \(OwnRequest.Status.open),
                \(try seal.seal(text, in: .requestText, row: id.rawValue)), \(now), \(day))
            """)
        return id
    }

    /// Writes what became of a request; guarded by the version that was shown.
    public func decide(
        _ request: OwnRequest, answer: String?, by account: ID<Account>?, version: Int, at now: Instant
    ) throws {
        let sealed = try answer.map { try seal.seal($0, in: .requestAnswer, row: request.id.rawValue) }
        try transaction.update(
            """
            UPDATE own_request SET status = \(request.status), answer_sealed = \(sealed), answered_at = \(now),
                answered_by = \(account), version = version + 1
            WHERE id = \(request.id) AND version = \(version) AND status = 'open'
            """)
    }
}

extension OwnRequest.Kind: SQLBindable, SQLReadable {}
extension OwnRequest.Status: SQLBindable, SQLReadable {}
