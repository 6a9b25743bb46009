public import DatabaseKit
public import Domain

/// Acts on several members, with everybody's result.
public struct MemberBatchStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    // MARK: Writing

    /// Notes the act and whom it is for; nothing is done yet.
    ///
    /// - Parameter members: with the versions with which they were looked at.
    public func insert(
        _ act: MemberBatch.Act, note: String?, _ members: [(id: ID<Member>, version: Int)], for union: ID<Union>,
        by account: ID<Account>?, at now: Instant
    ) throws -> ID<MemberBatch> {
        let id = try transaction.newID(MemberBatch.self)
        try transaction.execute(
            """
            INSERT INTO member_batch (id, union_id, act, detail, note, people, at, account_id)
            VALUES (\(id), \(union), \(act.name), \(act.detail), \(note), \(members.count), \(now), \(account))
            """)
        var lines = Insertion(
            "INSERT INTO member_batch_line (batch_id, position, member_id, member_version)", columns: 4)
        lines.reserve(members.count)
        for (position, member) in members.enumerated() {
            lines.append(id, position + 1, member.id, member.version)
        }
        try transaction.insert(lines)
        return id
    }

    /// What became of one line, and the request that was made.
    public struct Result: Sendable {
        public let position: Int
        public let outcome: MemberBatchOutcome
        public let request: ID<RemovalRequest>?

        public init(_ position: Int, _ outcome: MemberBatchOutcome, _ request: ID<RemovalRequest>? = nil) {
            (self.position, self.outcome, self.request) = (position, outcome, request)
        }
    }

    public func finish(_ results: [Result], of id: ID<MemberBatch>) throws {
        try transaction.executeMany(
            results.lazy.map { result -> SQL in
                """
                UPDATE member_batch_line SET outcome = \(result.outcome), request_id = \(result.request)
                WHERE batch_id = \(id) AND position = \(result.position) AND outcome IS NULL
                """
            })
    }

    /// Gives members a label, each of the version with which it was looked at; nil takes the label off.
    ///
    /// - Throws: `StaleVersion` when one of them has changed or left meanwhile.
    public func setLabel(_ label: String?, of members: [(id: ID<Member>, version: Int)]) throws {
        let changed = try transaction.executeMany(
            members.lazy.map { member, version -> SQL in
                """
                UPDATE member SET label = \(label), version = version + 1
                WHERE id = \(member) AND version = \(version) AND left_on IS NULL
                """
            })
        guard changed == members.count else { throw StaleVersion() }
    }

    // MARK: Reading

    public func find(_ id: ID<MemberBatch>) throws -> (batch: MemberBatch, path: UnionPath)? {
        try transaction.first(
            """
            SELECT b.id, b.act, b.detail, b.note, b.people, b.at, coalesce(a.display_name, '') AS account, u.path
            FROM member_batch b JOIN trade_union u ON u.id = b.union_id LEFT JOIN account a ON a.id = b.account_id
            WHERE b.id = \(id)
            """
        ).flatMap { row in
            guard let act = MemberBatch.Act(try row.get("act"), try row.get("detail")) else { return nil }
            return (
                batch: MemberBatch(
                    id: try row.get("id"), act: act, note: try row.get("note"), people: try row.get("people"),
                    at: try row.get("at"), account: try row.get("account")),
                path: try row.get("path")
            )
        }
    }

    /// How many came to what; nil for those who are still to be done.
    public func counts(of id: ID<MemberBatch>) throws -> [MemberBatchOutcome?: Int] {
        var counts: [MemberBatchOutcome?: Int] = [:]
        try transaction.forEach(
            "SELECT outcome, count(*) FROM member_batch_line WHERE batch_id = \(id) GROUP BY outcome"
        ) { row in
            let outcome: MemberBatchOutcome? = try row.get(0)
            counts[outcome] = try row.get(1)
        }
        return counts
    }

    /// Somebody to whom it is still to be done.
    public struct Waiting: Sendable {
        public let position: Int
        public let member: ID<Member>
        public let version: Int
    }

    public func waiting(in id: ID<MemberBatch>, limit: Int) throws -> [Waiting] {
        try transaction.query(
            """
            SELECT position, member_id, member_version FROM member_batch_line
            WHERE batch_id = \(id) AND outcome IS NULL ORDER BY position LIMIT \(limit)
            """
        ).map { Waiting(position: try $0.get(0), member: try $0.get(1), version: try $0.get(2)) }
    }

    /// Labels of these members, and how many carry each; nil for none.
    public func labels(of members: [ID<Member>]) throws -> [String?: Int] {
        var labels: [String?: Int] = [:]
        for part in members.inParts {
            try transaction.forEach(
                "SELECT label, count(*) FROM member WHERE id IN \(list: part) AND left_on IS NULL GROUP BY label"
            ) { row in
                let (label, people): (String?, Int) = (try row.get(0), try row.get(1))
                labels[label, default: 0] += people
            }
        }
        return labels
    }

    /// The label of each; who carries none is not in it.
    public func label(ofEach members: [ID<Member>]) throws -> [ID<Member>: String] {
        var labels: [ID<Member>: String] = [:]
        for part in members.inParts {
            try transaction.forEach(
                "SELECT id, label FROM member WHERE id IN \(list: part) AND label IS NOT NULL"
            ) { labels[try $0.get(0)] = try $0.get(1) }
        }
        return labels
    }

    /// One person of an act.
    public struct Line: Sendable {
        public let position: Int
        public let member: ID<Member>
        public let isMember: Bool
        public let outcome: MemberBatchOutcome?
        public let request: ID<RemovalRequest>?
        public let name: String
        public let document: IdentityDocument
    }

    /// The people of an act, in their order.
    public func lines(
        of id: ID<MemberBatch>, after position: Int, limit: Int, _ seal: any FieldSealing
    ) throws -> [Line] {
        try transaction.query(
            """
            SELECT l.position, l.member_id, l.outcome, l.request_id, m.left_on, p.name, d.id AS document_id, d.type,
                d.number_sealed, d.expiry
            FROM member_batch_line l JOIN member m ON m.id = l.member_id JOIN person p ON p.id = m.person_id
                JOIN identity_document d ON d.person_id = p.id AND d.standing = 'current'
            WHERE l.batch_id = \(id) AND l.position > \(position) ORDER BY l.position LIMIT \(limit)
            """
        ).map { row in
            let document: Int64 = try row.get("document_id")
            let left: CalendarDay? = try row.get("left_on")
            return Line(
                position: try row.get("position"), member: try row.get("member_id"), isMember: left == nil,
                outcome: try row.get("outcome"), request: try row.get("request_id"), name: try row.get("name"),
                document: IdentityDocument(
                    type: try row.get("type"),
                    number: try seal.open(try row.get("number_sealed"), in: .documentNumber, row: document),
                    expiry: try row.get("expiry")))
        }
    }
}

extension MemberBatch.Act {
    fileprivate var name: String {
        switch self {
        case .label: "label"
        case .removal: "removal"
        case .removalRequest: "removal-request"
        }
    }

    fileprivate var detail: String? {
        switch self {
        case .label(let code): code
        case .removal(let reason): reason.rawValue
        case .removalRequest(let ground): ground.rawValue
        }
    }

    fileprivate init?(_ name: String, _ detail: String?) {
        switch name {
        case "label": self = .label(detail)
        case "removal":
            guard let reason = detail.flatMap(RemovalReason.init) else { return nil }
            self = .removal(reason)
        case "removal-request":
            guard let ground = detail.flatMap(RemovalRequest.Ground.init) else { return nil }
            self = .removalRequest(ground)
        default: return nil
        }
    }
}

extension MemberBatchOutcome: SQLBindable, SQLReadable {}
