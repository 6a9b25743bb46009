public import DatabaseKit
public import Domain

/// Pairs of memberships that may be one person's: found, listed, decided.
public struct DuplicateStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    // MARK: Finding

    /// A pair that the rule has still to judge.
    public struct Candidate: Sendable {
        public let kind: DuplicatePair.Kind
        public let members: (first: ID<Member>, second: ID<Member>)
        public let people: (first: ID<Person>, second: ID<Person>)
        public let traits: (first: PersonTraits, second: PersonTraits)
        public let path: UnionPath

        /// What tells the pair from others: people, or two memberships of one.
        var keys: (first: Int64, second: Int64) {
            switch kind {
            case .twoUnions: (members.first.rawValue, members.second.rawValue)
            case .renewedDocument, .sameUnion: (people.first.rawValue, people.second.rawValue)
            }
        }
    }

    /// Pairs of a subtree by what indexes tell: memberships of one person, and people with one telephone number.
    public func forEachCandidate(in scope: UnionScope, _ body: (Candidate) throws -> Void) throws {
        try transaction.forEach(
            """
            SELECT a.id, b.id, u.path, w.path, p.id, p.name, p.sex, p.birth_day, p.phone_index
            FROM trade_union u JOIN member a ON a.union_id = u.id AND a.left_on IS NULL
                JOIN member b ON b.person_id = a.person_id AND b.left_on IS NULL AND b.id > a.id
                JOIN trade_union w ON w.id = b.union_id JOIN person p ON p.id = a.person_id
            WHERE \(scope.covers("u.path")) AND \(scope.covers("w.path"))
            """
        ) { row in
            let person: ID<Person> = try row.get(4)
            let traits = PersonTraits(
                name: try row.get(5), sex: try row.get(6), birth: try row.get(7), phone: try row.get(8))
            let (one, other): (UnionPath, UnionPath) = (try row.get(2), try row.get(3))
            try body(
                Candidate(
                    kind: .twoUnions, members: (try row.get(0), try row.get(1)), people: (person, person),
                    traits: (traits, traits), path: one.common(with: other)))
        }
        try transaction.forEach(
            """
            SELECT a.id, b.id, u.path, w.path, p.id, p.name, p.sex, p.birth_day, p.phone_index,
                q.id, q.name, q.sex, q.birth_day, q.phone_index
            FROM trade_union u JOIN member a ON a.union_id = u.id AND a.left_on IS NULL
                JOIN person p ON p.id = a.person_id
                JOIN person q ON q.phone_index = p.phone_index AND q.id > p.id
                JOIN member b ON b.person_id = q.id AND b.left_on IS NULL
                JOIN trade_union w ON w.id = b.union_id
            WHERE \(scope.covers("u.path")) AND \(scope.covers("w.path"))
            """
        ) { row in
            let (one, other): (UnionPath, UnionPath) = (try row.get(2), try row.get(3))
            try body(
                Candidate(
                    kind: .renewedDocument, members: (try row.get(0), try row.get(1)),
                    people: (try row.get(4), try row.get(9)),
                    traits: (
                        PersonTraits(
                            name: try row.get(5), sex: try row.get(6), birth: try row.get(7), phone: try row.get(8)),
                        PersonTraits(
                            name: try row.get(10), sex: try row.get(11), birth: try row.get(12),
                            phone: try row.get(13))
                    ), path: one.common(with: other)))
        }
    }

    /// Pairs within one union who have name, birth and sex in common, with documents of their own.
    ///
    /// The members come union by union in the order of the list; nothing is joined with itself.
    public func forEachOfOneUnion(in scope: UnionScope, _ body: (Candidate) throws -> Void) throws {
        var union: UnionPath?
        var met: [String: (member: ID<Member>, person: ID<Person>, traits: PersonTraits)] = [:]
        try transaction.forEach(
            """
            SELECT u.path, m.id, p.id, p.name, p.sex, p.birth_day, p.phone_index
            FROM trade_union u CROSS JOIN member m CROSS JOIN person p
            WHERE \(scope.covers("u.path")) AND m.union_id = u.id AND m.left_on IS NULL AND p.id = m.person_id
                AND p.birth_day IS NOT NULL
            ORDER BY u.path, m.id
            """
        ) { row in
            let path: UnionPath = try row.get(0)
            if path != union { (union, met) = (path, [:]) }
            let one = (
                member: try row.get(1) as ID<Member>, person: try row.get(2) as ID<Person>,
                traits: PersonTraits(
                    name: try row.get(3), sex: try row.get(4), birth: try row.get(5), phone: try row.get(6))
            )
            guard let key = one.traits.sameUnionKey, let first = met.updateValue(one, forKey: key) else { return }
            let (lower, upper) = first.person < one.person ? (first, one) : (one, first)
            try body(
                Candidate(
                    kind: .sameUnion, members: (lower.member, upper.member), people: (lower.person, upper.person),
                    traits: (lower.traits, upper.traits), path: path))
        }
    }

    /// Keeps pairs; one that is known stays as it is, whatever was decided of it.
    ///
    /// - Returns: how many are new.
    public func insert(_ pairs: [Candidate], at now: Instant) throws -> Int {
        var added = 0
        for pair in pairs {
            added += try transaction.execute(
                """
                INSERT INTO duplicate_pair (id, kind, first_key, second_key, first_member_id, second_member_id, path,
                    found_at)
                VALUES (\(try transaction.newKey()), \(pair.kind), \(pair.keys.first), \(pair.keys.second),
                    \(pair.members.first), \(pair.members.second), \(pair.path), \(now))
                ON CONFLICT (kind, first_key, second_key) DO NOTHING
                """)
        }
        return added
    }

    // MARK: Reading

    public func find(_ id: ID<DuplicatePair>) throws -> DuplicatePair? {
        try transaction.first("\(Self.select) WHERE d.id = \(id)").map(Self.pair)
    }

    public func count(_ status: DuplicatePair.Status, in scope: UnionScope) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS pairs FROM duplicate_pair d JOIN member m ON m.id = d.first_member_id
                JOIN member n ON n.id = d.second_member_id
            WHERE \(Self.condition(status, scope))
            """) ?? 0
    }

    /// Pairs for whom unions of the subtree are responsible; open ones only as long as both are members.
    public func list(
        _ status: DuplicatePair.Status, in scope: UnionScope, page: ListPage
    ) throws -> [DuplicatePair] {
        try transaction.query(
            """
            \(Self.select) WHERE \(Self.condition(status, scope))
            ORDER BY d.id DESC LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map(Self.pair)
    }

    private static func condition(_ status: DuplicatePair.Status, _ scope: UnionScope) -> SQL {
        let both: SQL =
            switch status {
            case .open: "AND m.left_on IS NULL AND n.left_on IS NULL"
            case .merged, .different: ""
            }
        return "d.status = \(status) AND \(scope.covers("d.path")) \(both)"
    }

    private static let select: SQL = """
        SELECT d.id, d.kind, d.first_member_id, d.second_member_id, d.path, d.status, d.reason, d.decided_at,
            coalesce(a.display_name, '') AS decided_by, d.version
        FROM duplicate_pair d JOIN member m ON m.id = d.first_member_id JOIN member n ON n.id = d.second_member_id
            LEFT JOIN account a ON a.id = d.decided_by
        """

    private static func pair(_ row: Row) throws -> DuplicatePair {
        DuplicatePair(
            id: try row.get("id"), kind: try row.get("kind"), first: try row.get("first_member_id"),
            second: try row.get("second_member_id"), path: try row.get("path"), status: try row.get("status"),
            reason: try row.get("reason"), decidedAt: try row.get("decided_at"), decidedBy: try row.get("decided_by"),
            version: try row.get("version"))
    }

    // MARK: Deciding

    public func decide(
        _ pair: DuplicatePair, _ status: DuplicatePair.Status, reason: String?, version: Int,
        by account: ID<Account>?, at now: Instant
    ) throws {
        try transaction.update(
            """
            UPDATE duplicate_pair SET status = \(status), reason = \(reason), decided_at = \(now),
                decided_by = \(account), version = version + 1
            WHERE id = \(pair.id) AND version = \(version) AND status = 'open'
            """)
    }

    /// Whether lists, cards, coverage or an open transfer hang on a person, so that the record must stay his.
    public func hasHistory(_ person: ID<Person>) throws -> Bool {
        try transaction.first(
            """
            SELECT 1 AS found FROM person p WHERE p.id = \(person) AND (
                EXISTS (SELECT 1 FROM enrolment_person e WHERE e.person_id = p.id)
                OR EXISTS (SELECT 1 FROM enrolment_claim k WHERE k.person_id = p.id)
                OR EXISTS (SELECT 1 FROM coverage v WHERE v.person_id = p.id)
                OR EXISTS (SELECT 1 FROM benefit_payment b WHERE b.person_id = p.id)
                OR EXISTS (SELECT 1 FROM service_card c WHERE c.person_id = p.id)
                OR EXISTS (SELECT 1 FROM card_batch_line l JOIN member m ON m.id = l.member_id
                    WHERE m.person_id = p.id)
                OR EXISTS (SELECT 1 FROM retirement_answer r WHERE r.person_id = p.id)
                OR EXISTS (SELECT 1 FROM membership_transfer t WHERE t.person_id = p.id AND t.status = 'open'))
            """) != nil
    }

    /// Ends a membership that is a second one of the same person.
    public func end(_ member: ID<Member>, on day: CalendarDay) throws {
        try MemberTallyStore(transaction).changing([member]) {
            try transaction.update(
                """
                UPDATE member SET left_on = \(day), leave_reason = 'duplicate', version = version + 1
                WHERE id = \(member) AND left_on IS NULL
                """)
        }
        try CardBatchStore(transaction).release([member])
    }

    /// Gives everything of a person without history to another: documents and memberships, the ended ones too.
    ///
    /// - Parameters:
    ///   - document: whose document counts from now on; the other one is an earlier one of the same person.
    ///   - status: the graver of what the registers say of the two.
    public func merge(
        _ gone: ID<Person>, into kept: ID<Person>, currentDocumentOf document: ID<Person>,
        status: SocialInsuranceStatus, on day: CalendarDay
    ) throws {
        let second: [ID<Member>] = try transaction.query(
            """
            SELECT m.id FROM member m WHERE m.person_id = \(gone) AND m.left_on IS NULL
                AND m.union_id IN (SELECT k.union_id FROM member k WHERE k.person_id = \(kept) AND k.left_on IS NULL)
            """
        ).map { try $0.get(0) }
        for member in second { try end(member, on: day) }
        try transaction.execute(
            "UPDATE member SET person_id = \(kept), version = version + 1 WHERE person_id = \(gone)")
        let earlier = document == kept ? gone : kept
        try transaction.execute(
            """
            UPDATE identity_document SET standing = 'earlier', replaced_on = coalesce(replaced_on, \(day))
            WHERE person_id = \(earlier)
            """)
        try transaction.execute("UPDATE identity_document SET person_id = \(kept) WHERE person_id = \(gone)")
        try transaction.execute(
            """
            UPDATE person SET birth_day = coalesce(birth_day, (SELECT g.birth_day FROM person g WHERE g.id = \(gone))),
                statutory_day = coalesce(statutory_day, (SELECT g.statutory_day FROM person g WHERE g.id = \(gone))),
                social_insurance_as_of = CASE WHEN social_insurance = \(status) THEN social_insurance_as_of
                    ELSE (SELECT g.social_insurance_as_of FROM person g WHERE g.id = \(gone)) END,
                social_insurance = \(status), version = version + 1
            WHERE id = \(kept)
            """)
        try transaction.execute(
            "UPDATE person SET merged_into = \(kept), version = version + 1 WHERE id = \(gone)")
    }
}

extension DuplicatePair.Kind: SQLBindable, SQLReadable {}
extension DuplicatePair.Status: SQLBindable, SQLReadable {}
