public import DatabaseKit
public import Domain

/// Deletions that the superior has to approve.
public struct RemovalRequestStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// A request with what a list says of it; numbers are open.
    public struct Listed: Sendable {
        public let request: RemovalRequest
        public let name: String
        public let document: IdentityDocument
        public let unionName: String
        public let note: String
        public let requestedAt: Instant
        public let decidedAt: Instant?
        /// Why it was returned.
        public let reason: String?
    }

    /// - Returns: the requests in the order of the members.
    public func insert(
        _ members: [TransferCandidate], _ ground: RemovalRequest.Ground, note: String, by account: ID<Account>?,
        at now: Instant
    ) throws -> [ID<RemovalRequest>] {
        let ids = try members.map { _ in try transaction.newID(RemovalRequest.self) }
        try transaction.executeMany(
            zip(ids, members).map { id, member -> SQL in
                """
                INSERT INTO removal_request (id, member_id, person_id, union_id, ground, note, requested_at,
                    requested_by)
                VALUES (\(id), \(member.member), \(member.person), \(member.union), \(ground), \(note), \(now),
                    \(account))
                """
            })
        return ids
    }

    public func hasOpen(_ member: ID<Member>) throws -> Bool {
        try transaction.first("SELECT id FROM removal_request WHERE member_id = \(member) AND status = 'open'") != nil
    }

    public func find(_ id: ID<RemovalRequest>) throws -> Listed? {
        try transaction.first("\(Self.select) WHERE q.id = \(id)").map(listed)
    }

    /// The open requests about memberships of these people.
    public func open(of people: [ID<Person>]) throws -> [Listed] {
        try people.inParts.flatMap { part in
            try transaction.query(
                "\(Self.select) WHERE q.person_id IN \(list: part) AND q.status = 'open' ORDER BY q.id"
            ).map(listed)
        }
    }

    public func count(_ part: RemovalPart, in scope: UnionScope) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS requests FROM removal_request q JOIN trade_union u ON u.id = q.union_id
            WHERE \(Self.condition(part, scope))
            """) ?? 0
    }

    /// The earliest first where something is to be decided, else the latest.
    public func list(_ part: RemovalPart, in scope: UnionScope, page: ListPage) throws -> [Listed] {
        let order: SQL =
            switch part {
            case .open: "q.id"
            case .closed: "q.id DESC"
            }
        return try transaction.query(
            """
            \(Self.select) WHERE \(Self.condition(part, scope)) ORDER BY \(order)
            LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map(listed)
    }

    /// - Throws: `StaleVersion` unless all were open.
    public func close(
        _ requests: [ID<RemovalRequest>], as status: RemovalRequest.Status, reason: String?, by account: ID<Account>?,
        at now: Instant
    ) throws {
        var closed = 0
        for part in requests.inParts {
            closed += try transaction.execute(
                """
                UPDATE removal_request SET status = \(status), decided_at = \(now), decided_by = \(account),
                    reason = \(reason)
                WHERE id IN \(list: part) AND status = 'open'
                """)
        }
        guard closed == requests.count else { throw StaleVersion() }
    }

    /// Ends the membership that should not have been.
    public func end(_ request: RemovalRequest, on day: CalendarDay) throws {
        try MemberTallyStore(transaction).changing([request.member]) {
            try transaction.update(
                """
                UPDATE member SET left_on = \(day), leave_reason = \(request.ground), version = version + 1
                WHERE id = \(request.member) AND left_on IS NULL
                """)
        }
        try CardBatchStore(transaction).release([request.member])
    }

    private static func condition(_ part: RemovalPart, _ scope: UnionScope) -> SQL {
        switch part {
        case .open: "q.status = 'open' AND \(scope.covers("u.path"))"
        case .closed: "q.status <> 'open' AND \(scope.covers("u.path"))"
        }
    }

    private static let select: SQL = """
        SELECT q.id, q.member_id, q.person_id, u.path, u.name AS union_name, q.ground, q.note, q.status,
            q.requested_at, q.decided_at, q.reason, p.name, d.id AS document_id, d.type, d.number_sealed, d.expiry
        FROM removal_request q JOIN trade_union u ON u.id = q.union_id JOIN person p ON p.id = q.person_id
            JOIN identity_document d ON d.person_id = p.id AND d.standing = 'current'
        """

    private func listed(_ row: Row) throws -> Listed {
        let document: Int64 = try row.get("document_id")
        return Listed(
            request: RemovalRequest(
                id: try row.get("id"), member: try row.get("member_id"), person: try row.get("person_id"),
                path: try row.get("path"), ground: try row.get("ground"), status: try row.get("status")),
            name: try row.get("name"),
            document: IdentityDocument(
                type: try row.get("type"),
                number: try seal.open(try row.get("number_sealed"), in: .documentNumber, row: document),
                expiry: try row.get("expiry")),
            unionName: try row.get("union_name"), note: try row.get("note"),
            requestedAt: try row.get("requested_at"), decidedAt: try row.get("decided_at"),
            reason: try row.get("reason"))
    }
}

extension RemovalRequest.Ground: SQLBindable, SQLReadable {}
