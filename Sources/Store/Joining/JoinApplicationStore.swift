public import DatabaseKit
public import Domain

/// Applications of people who scanned a 组织码.
public struct JoinApplicationStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// An application with what a list says of it.
    public struct Listed: Sendable {
        public let application: JoinApplication
        public let name: String
        public let enterpriseName: String?
        /// What was typed; nil when it is decided, because it is needed no longer.
        public let cells: String?
        public let consent: TransferConsent
        public let submittedAt: Instant
        public let decidedAt: Instant?
        public let reason: String?
        public let member: ID<Member>?
    }

    /// What is applied for.
    public struct Draft: Sendable {
        public let category: MemberCategory
        public let enterprise: ID<Enterprise>?
        public let flexibleKind: String?
        public let name: String
        public let document: IdentityDocument
        public let cells: String
        public let consent: TransferConsent

        public init(
            category: MemberCategory, enterprise: ID<Enterprise>?, flexibleKind: String?, name: String,
            document: IdentityDocument, cells: String, consent: TransferConsent
        ) {
            self.category = category
            self.enterprise = enterprise
            self.flexibleKind = flexibleKind
            self.name = name
            self.document = document
            self.cells = cells
            self.consent = consent
        }
    }

    /// - Returns: nil when this document has an open application to the union already, which stays as it is.
    public func insert(_ draft: Draft, by code: JoinCode, at now: Instant) throws -> ID<JoinApplication>? {
        let index = DocumentIndex(draft.document, seal).index
        let open = try transaction.first(
            """
            SELECT id FROM join_application
            WHERE union_id = \(code.union) AND number_index = \(index) AND status = 'open'
            """)
        guard open == nil else { return nil }
        let id = try transaction.newID(JoinApplication.self)
        try transaction.execute(
            """
            INSERT INTO join_application (id, code_id, union_id, category, enterprise_id, flexible_kind, name,
                number_index, cells_sealed, transfer_consent, submitted_at)
            VALUES (\(id), \(code.id), \(code.union), \(draft.category), \(draft.enterprise),
                \(draft.flexibleKind), \(draft.name), \(index),
                \(try seal.seal(draft.cells, in: .joinApplication, row: id.rawValue)),
                \(draft.consent == .given), \(now))
            """)
        return id
    }

    public func countOpen(of union: ID<Union>) throws -> Int {
        try transaction.value(
            "SELECT count(*) AS applications FROM join_application WHERE union_id = \(union) AND status = 'open'") ?? 0
    }

    public func count(_ part: JoinApplicationPart, of union: ID<Union>) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS applications FROM join_application q
            WHERE q.union_id = \(union) AND \(Self.condition(part))
            """) ?? 0
    }

    /// The earliest first where something is to be decided, else the latest.
    public func list(_ part: JoinApplicationPart, of union: ID<Union>, page: ListPage) throws -> [Listed] {
        let order: SQL =
            switch part {
            case .open: "q.id"
            case .closed: "q.id DESC"
            }
        return try transaction.query(
            """
            \(Self.select) WHERE q.union_id = \(union) AND \(Self.condition(part)) ORDER BY \(order)
            LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map(listed)
    }

    public func find(_ id: ID<JoinApplication>) throws -> Listed? {
        try transaction.first("\(Self.select) WHERE q.id = \(id)").map(listed)
    }

    /// Closes an open application; what was typed is thrown away with it.
    ///
    /// - Throws: `StaleVersion` unless it was open.
    public func close(
        _ id: ID<JoinApplication>, as status: JoinApplication.Status, member: ID<Member>?, reason: String?,
        by account: ID<Account>?, at now: Instant
    ) throws {
        try transaction.update(
            """
            UPDATE join_application SET status = \(status), member_id = \(member), reason = \(reason),
                decided_at = \(now), decided_by = \(account), cells_sealed = NULL
            WHERE id = \(id) AND status = 'open'
            """)
    }

    private static func condition(_ part: JoinApplicationPart) -> SQL {
        switch part {
        case .open: "q.status = 'open'"
        case .closed: "q.status <> 'open'"
        }
    }

    private static let select: SQL = """
        SELECT q.id, q.union_id, u.path, q.category, q.enterprise_id, e.name AS enterprise_name, q.flexible_kind,
            q.name, q.cells_sealed, q.transfer_consent, q.status, q.submitted_at, q.decided_at, q.reason, q.member_id
        FROM join_application q JOIN trade_union u ON u.id = q.union_id
            LEFT JOIN enterprise e ON e.id = q.enterprise_id
        """

    private func listed(_ row: Row) throws -> Listed {
        let id: ID<JoinApplication> = try row.get("id")
        let sealed: [UInt8]? = try row.get("cells_sealed")
        let isGiven: Bool = try row.get("transfer_consent")
        return Listed(
            application: JoinApplication(
                id: id, union: try row.get("union_id"), unionPath: try row.get("path"),
                category: try row.get("category"), enterprise: try row.get("enterprise_id"),
                flexibleKind: try row.get("flexible_kind"), status: try row.get("status")),
            name: try row.get("name"), enterpriseName: try row.get("enterprise_name"),
            cells: try sealed.map { try seal.open($0, in: .joinApplication, row: id.rawValue) },
            consent: isGiven ? .given : .none, submittedAt: try row.get("submitted_at"),
            decidedAt: try row.get("decided_at"), reason: try row.get("reason"), member: try row.get("member_id"))
    }
}
