public import DatabaseKit
public import Domain

/// 个人信息请求.
public struct RightsStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// A request with what a list and its page say of it.
    public struct Listed: Sendable {
        public let request: RightsRequest
        public let memberName: String
        public let memberNumber: String
        public let person: ID<Person>
        public let unionName: String
        /// nil once it has been kept long enough.
        public let text: String?
        public let answer: String?
        public let recordedAt: Instant
        public let answeredAt: Instant?
    }

    // MARK: Writing

    public func insert(
        _ kind: RightsRequest.Kind, number: String, member: ID<Member>, union: ID<Union>, text: String,
        receivedOn: CalendarDay, due: CalendarDay, by account: ID<Account>?, at now: Instant
    ) throws -> ID<RightsRequest> {
        let id = try transaction.newID(RightsRequest.self)
        try transaction.execute(
            """
            INSERT INTO rights_request (id, number, kind, member_id, union_id, text_sealed, received_on, due_on,
                recorded_at, recorded_by)
            VALUES (\(id), \(number), \(kind), \(member), \(union),
                \(try seal.seal(text, in: .rightsText, row: id.rawValue)), \(receivedOn), \(due), \(now), \(account))
            """)
        return id
    }

    /// - Throws: `StaleVersion` when it was answered meanwhile.
    public func close(
        _ id: ID<RightsRequest>, as status: RightsRequest.Status, answer: String, by account: ID<Account>?,
        at now: Instant
    ) throws {
        try transaction.update(
            """
            UPDATE rights_request SET status = \(status), answered_at = \(now), answered_by = \(account),
                answer_sealed = \(try seal.seal(answer, in: .rightsAnswer, row: id.rawValue))
            WHERE id = \(id) AND status = 'open'
            """)
    }

    /// Forgets the texts of what was answered before a moment; that it was asked and answered stays.
    ///
    /// - Returns: of how many.
    @discardableResult
    public func purge(answeredBefore limit: Instant) throws -> Int {
        try transaction.execute(
            """
            UPDATE rights_request SET text_sealed = NULL, answer_sealed = NULL
            WHERE answered_at < \(limit) AND text_sealed IS NOT NULL
            """)
    }

    // MARK: Reading

    public func find(_ id: ID<RightsRequest>) throws -> Listed? {
        try transaction.first("\(Self.select) WHERE q.id = \(id)").map(listed)
    }

    public func count(_ part: RightsPart, in scope: UnionScope) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS n FROM rights_request q JOIN trade_union u ON u.id = q.union_id
            WHERE \(Self.condition(part, scope))
            """) ?? 0
    }

    /// The first due first where something is to be answered, else the latest.
    public func list(_ part: RightsPart, in scope: UnionScope, page: ListPage) throws -> [Listed] {
        let order: SQL =
            switch part {
            case .open: "q.due_on, q.id"
            case .closed: "q.id DESC"
            }
        return try transaction.query(
            """
            \(Self.select) WHERE \(Self.condition(part, scope)) ORDER BY \(order)
            LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map(listed)
    }

    /// What a person has asked, by whichever way, the newest first.
    public func list(of person: ID<Person>, limit: Int) throws -> [Listed] {
        try transaction.query("\(Self.select) WHERE m.person_id = \(person) ORDER BY q.id DESC LIMIT \(limit)")
            .map(listed)
    }

    /// The kinds that wait for an answer to this person.
    public func waiting(of person: ID<Person>) throws -> Set<RightsRequest.Kind> {
        Set(
            try transaction.query(
                """
                SELECT DISTINCT q.kind FROM rights_request q JOIN member m ON m.id = q.member_id
                WHERE m.person_id = \(person) AND q.status = 'open'
                """
            ).map { try $0.get("kind") })
    }

    /// The newest membership, open before ended, that the unions of a scope keep of whoever has this number.
    ///
    /// - Parameter documents: blind indexes of a document number, one for each kind of document that it may be.
    public func member(_ number: String, _ documents: [[UInt8]], in scope: UnionScope) throws -> ID<Member>? {
        try transaction.value(
            """
            SELECT m.id FROM member m JOIN trade_union u ON u.id = m.union_id
            WHERE m.person_id IN (SELECT w.person_id FROM member w WHERE w.number = \(number)
                    UNION SELECT i.person_id FROM identity_document i WHERE i.number_index IN \(list: documents))
                AND \(scope.covers("u.path"))
            ORDER BY CASE WHEN m.left_on IS NULL THEN 0 ELSE 1 END, m.joined_on DESC, m.id DESC LIMIT 1
            """)
    }

    private static func condition(_ part: RightsPart, _ scope: UnionScope) -> SQL {
        switch part {
        case .open: "q.status = 'open' AND \(scope.covers("u.path"))"
        case .closed: "q.status IN ('fulfilled', 'refused') AND \(scope.covers("u.path"))"
        }
    }

    private static let select: SQL = """
        SELECT q.id, q.number, q.kind, q.member_id, q.status, q.text_sealed, q.answer_sealed, q.received_on, q.due_on,
            q.recorded_at, q.answered_at, u.path, u.name AS union_name, m.number AS member_number, m.person_id,
            p.name AS member_name
        FROM rights_request q JOIN trade_union u ON u.id = q.union_id
            JOIN member m ON m.id = q.member_id JOIN person p ON p.id = m.person_id
        """

    private func listed(_ row: Row) throws -> Listed {
        let id: ID<RightsRequest> = try row.get("id")
        let text: [UInt8]? = try row.get("text_sealed")
        let answer: [UInt8]? = try row.get("answer_sealed")
        return Listed(
            request: RightsRequest(
                id: id, number: try row.get("number"), kind: try row.get("kind"), member: try row.get("member_id"),
                path: try row.get("path"), receivedOn: try row.get("received_on"), due: try row.get("due_on"),
                status: try row.get("status")),
            memberName: try row.get("member_name"), memberNumber: try row.get("member_number"),
            person: try row.get("person_id"), unionName: try row.get("union_name"),
            text: try text.map { try seal.open($0, in: .rightsText, row: id.rawValue) },
            answer: try answer.map { try seal.open($0, in: .rightsAnswer, row: id.rawValue) },
            recordedAt: try row.get("recorded_at"), answeredAt: try row.get("answered_at"))
    }
}

extension RightsRequest.Kind: SQLBindable, SQLReadable {}
extension RightsRequest.Status: SQLBindable, SQLReadable {}
