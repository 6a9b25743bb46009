public import DatabaseKit
public import Domain

/// Transfers as people look at them: the queue of 会籍审核管理, and one with all that is known.
public struct TransferListStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// A transfer with what a list says of it; numbers are open.
    public struct Listed: Sendable {
        public let transfer: MembershipTransfer
        /// Nil while nobody has said where the person goes.
        public let placement: TransferStore.Placement?
        public let name: String
        public let document: IdentityDocument
        public let fromName: String
        public let toName: String
        public let unitName: String?
        /// Why it is asked for (转移原因).
        public let motive: String?
        public let requestedAt: Instant
        public let decidedAt: Instant?
        /// Why it was returned.
        public let reason: String?
    }

    public func find(_ id: ID<MembershipTransfer>) throws -> Listed? {
        try transaction.first("\(Self.select) WHERE t.id = \(id)").map(listed)
    }

    /// Transfers with these keys, in the order of their keys; one that is not there is left out.
    public func find(_ ids: [ID<MembershipTransfer>]) throws -> [Listed] {
        try ids.sorted().inParts.flatMap { part in
            try transaction.query("\(Self.select) WHERE t.id IN \(list: part) ORDER BY t.id").map(listed)
        }
    }

    /// The open transfers of these people, whoever has asked for them.
    public func open(of people: [ID<Person>]) throws -> [Listed] {
        try people.inParts.flatMap { part in
            try transaction.query(
                "\(Self.select) WHERE t.person_id IN \(list: part) AND t.status = 'open' ORDER BY t.id"
            ).map(listed)
        }
    }

    public func count(_ view: View) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS transfers FROM membership_transfer t JOIN trade_union f ON f.id = t.from_union_id
                JOIN trade_union u ON u.id = t.to_union_id
            WHERE \(view.condition)
            """) ?? 0
    }

    /// The earliest first where something is to be decided, else the latest.
    public func list(_ view: View, page: ListPage) throws -> [Listed] {
        let order: SQL =
            switch view.part {
            case .waiting, .below: "t.id"
            case .decided, .requested: "t.id DESC"
            }
        return try transaction.query(
            """
            \(Self.select) WHERE \(view.condition) ORDER BY \(order) LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map(listed)
    }

    /// Everything of a part, at most `limit`.
    public func all(_ view: View, limit: Int) throws -> [Listed] {
        try transaction.query("\(Self.select) WHERE \(view.condition) ORDER BY t.id LIMIT \(limit)").map(listed)
    }

    /// A part of the transfers, as one union sees it on one day.
    public struct View: Sendable {
        public let part: TransferPart
        public let actor: Actor
        public let today: CalendarDay
        public let filter: TransferFilter

        public init(
            _ part: TransferPart, of actor: Actor, on today: CalendarDay, _ filter: TransferFilter = TransferFilter()
        ) {
            self.part = part
            self.actor = actor
            self.today = today
            self.filter = filter
        }

        var condition: SQL { "\(partCondition) AND \(filterCondition)" }

        private var filterCondition: SQL {
            var parts: [SQL] = ["(1 = 1)"]
            if let initiator = filter.initiator { parts.append("t.initiator = \(initiator)") }
            if let status = filter.status { parts.append("t.status = \(status)") }
            if let union = filter.union {
                let pattern = MemberListStore.containing(union)
                // Who has asked by an import does not learn the other union by searching for it.
                parts.append(
                    """
                    (u.name LIKE \(pattern) ESCAPE '\\' OR (f.name LIKE \(pattern) ESCAPE '\\'
                        AND (t.initiator = 'releasing' OR \(UnionScope(actor.path).covers("f.path")))))
                    """)
            }
            return SQL.joined(parts, separator: " AND ")
        }

        private var partCondition: SQL {
            let scope = UnionScope(actor.path)
            let decides: SQL =
                """
                ((t.initiator = 'receiving' AND \(scope.covers("f.path")))
                    OR (t.initiator = 'releasing' AND \(scope.covers("u.path"))))
                """
            let asks: SQL =
                """
                ((t.initiator = 'receiving' AND \(scope.covers("u.path")))
                    OR (t.initiator = 'releasing' AND \(scope.covers("f.path"))))
                """
            return switch part {
            case .waiting: "t.status = 'open' AND \(decides) AND \(isDue)"
            case .below: "t.status = 'open' AND \(decides) AND NOT \(isDue)"
            case .decided: "t.status IN ('accepted', 'returned', 'lapsed') AND \(decides)"
            case .requested: asks
            }
        }

        /// What `MembershipTransfer.refusal(of:by:on:)` says of a union and its superiors.
        private var isDue: SQL {
            if actor.kind.isBase { return "(1 = 1)" }
            return """
                (t.superior_from <= \(today)
                    OR (t.initiator = 'receiving' AND f.path = \(actor.path))
                    OR (t.initiator = 'releasing' AND u.path = \(actor.path)))
                """
        }
    }

    private static let select: SQL = """
        SELECT t.id, t.member_id, t.person_id, t.from_union_id, f.path AS from_path, f.name AS from_name, t.to_union_id,
            u.path AS to_path, u.name AS to_name, t.to_unit_id, n.name AS unit_name, t.initiator, t.category,
            t.flexible_kind, t.motive, t.superior_from, t.status, t.version, t.requested_at, t.decided_at, t.reason,
            p.name, d.id AS document_id, d.type, d.number_sealed, d.expiry
        FROM membership_transfer t JOIN person p ON p.id = t.person_id
            JOIN identity_document d ON d.person_id = p.id AND d.standing = 'current'
            JOIN trade_union f ON f.id = t.from_union_id JOIN trade_union u ON u.id = t.to_union_id
            LEFT JOIN enrolling_unit n ON n.id = t.to_unit_id
        """

    private func listed(_ row: Row) throws -> Listed {
        let document: Int64 = try row.get("document_id")
        let unit: ID<EnrollingUnit>? = try row.get("to_unit_id")
        let category: MemberCategory? = try row.get("category")
        let kind: String? = try row.get("flexible_kind")
        return Listed(
            transfer: MembershipTransfer(
                id: try row.get("id"), member: try row.get("member_id"), person: try row.get("person_id"),
                from: try row.get("from_union_id"), fromPath: try row.get("from_path"),
                to: try row.get("to_union_id"), toPath: try row.get("to_path"), unit: unit,
                initiator: try row.get("initiator"), superiorFrom: try row.get("superior_from"),
                status: try row.get("status"), version: try row.get("version")),
            placement: unit.flatMap { unit in
                category.map { TransferStore.Placement(unit: unit, category: $0, flexibleKind: kind) }
            },
            name: try row.get("name"),
            document: IdentityDocument(
                type: try row.get("type"),
                number: try seal.open(try row.get("number_sealed"), in: .documentNumber, row: document),
                expiry: try row.get("expiry")),
            fromName: try row.get("from_name"), toName: try row.get("to_name"), unitName: try row.get("unit_name"),
            motive: try row.get("motive"), requestedAt: try row.get("requested_at"),
            decidedAt: try row.get("decided_at"), reason: try row.get("reason"))
    }
}
