public import DatabaseKit
public import Domain

/// Acts on several people, with everybody's result.
public struct TransferRunStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// What became of one person: a transfer, or a reason why there is none.
    public struct Outcome: Sendable {
        public let member: ID<Member>
        public let transfer: ID<MembershipTransfer>?
        public let problem: TransferProblem?

        public init(member: ID<Member>, transfer: ID<MembershipTransfer>?, problem: TransferProblem?) {
            self.member = member
            self.transfer = transfer
            self.problem = problem
        }
    }

    public func insert(
        _ act: TransferRun.Act, _ outcomes: [Outcome], for union: ID<Union>, by account: ID<Account>?, at now: Instant
    ) throws -> ID<TransferRun> {
        let id = try transaction.newID(TransferRun.self)
        try transaction.execute(
            """
            INSERT INTO transfer_run (id, union_id, act, people, done, at, account_id)
            VALUES (\(id), \(union), \(act), \(outcomes.count), \(outcomes.count { $0.problem == nil }), \(now),
                \(account))
            """)
        try transaction.executeMany(
            outcomes.enumerated().map { position, outcome -> SQL in
                """
                INSERT INTO transfer_run_line (run_id, position, member_id, transfer_id, problem)
                VALUES (\(id), \(position + 1), \(outcome.member), \(outcome.transfer), \(outcome.problem))
                """
            })
        return id
    }

    public func find(_ id: ID<TransferRun>) throws -> (run: TransferRun, path: UnionPath)? {
        try transaction.first(
            """
            SELECT r.id, r.act, r.people, r.done, r.at, coalesce(a.display_name, '') AS account, u.path
            FROM transfer_run r JOIN trade_union u ON u.id = r.union_id LEFT JOIN account a ON a.id = r.account_id
            WHERE r.id = \(id)
            """
        ).map {
            (
                run: TransferRun(
                    id: try $0.get("id"), act: try $0.get("act"), people: try $0.get("people"),
                    done: try $0.get("done"), at: try $0.get("at"), account: try $0.get("account")),
                path: try $0.get("path")
            )
        }
    }

    /// One person of a run.
    public struct Line: Sendable {
        public let transfer: ID<MembershipTransfer>?
        public let problem: TransferProblem?
        public let name: String
        public let document: IdentityDocument
    }

    /// The people of a run, whose problems come first.
    public func lines(of run: ID<TransferRun>, page: ListPage, _ seal: any FieldSealing) throws -> [Line] {
        try transaction.query(
            """
            SELECT l.transfer_id, l.problem, p.name, d.id AS document_id, d.type, d.number_sealed, d.expiry
            FROM transfer_run_line l JOIN member m ON m.id = l.member_id JOIN person p ON p.id = m.person_id
                JOIN identity_document d ON d.person_id = p.id AND d.standing = 'current'
            WHERE l.run_id = \(run)
            ORDER BY CASE WHEN l.problem IS NULL THEN 1 ELSE 0 END, l.position
            LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map { row in
            let document: Int64 = try row.get("document_id")
            return Line(
                transfer: try row.get("transfer_id"), problem: try row.get("problem"), name: try row.get("name"),
                document: IdentityDocument(
                    type: try row.get("type"),
                    number: try seal.open(try row.get("number_sealed"), in: .documentNumber, row: document),
                    expiry: try row.get("expiry")))
        }
    }
}

extension TransferRun.Act: SQLBindable, SQLReadable {}
extension TransferProblem: SQLBindable, SQLReadable {}
