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
    /// An open one of which a membership has ended, because its person has moved, follows him.
    ///
    /// - Returns: how many are to be looked at anew, by the union that is responsible for them.
    public func insert(_ pairs: [Candidate], at now: Instant) throws -> [UnionPath: Int] {
        var added: [UnionPath: Int] = [:]
        for pair in pairs {
            let changed = try transaction.execute(
                """
                INSERT INTO duplicate_pair (id, kind, first_key, second_key, first_member_id, second_member_id, path,
                    found_at)
                VALUES (\(try transaction.newKey()), \(pair.kind), \(pair.keys.first), \(pair.keys.second),
                    \(pair.members.first), \(pair.members.second), \(pair.path), \(now))
                ON CONFLICT (kind, first_key, second_key) DO UPDATE SET path = excluded.path,
                    first_member_id = excluded.first_member_id, second_member_id = excluded.second_member_id,
                    version = duplicate_pair.version + 1
                WHERE duplicate_pair.status = 'open' AND EXISTS (SELECT 1 FROM member m
                    WHERE m.id IN (duplicate_pair.first_member_id, duplicate_pair.second_member_id)
                        AND m.left_on IS NOT NULL)
                """)
            if changed > 0 { added[pair.path, default: 0] += 1 }
        }
        return added
    }

    /// Those of the pairs that are not kept yet, whatever was decided of them, or that have lost sight of a person.
    public func unknown(_ pairs: [Candidate]) throws -> [Candidate] {
        var known: Set<[Int64]> = []
        for kind in DuplicatePair.Kind.allCases {
            for part in Set(pairs.filter { $0.kind == kind }.map(\.keys.first)).sorted().inParts {
                try transaction.forEach(
                    """
                    SELECT d.first_key, d.second_key FROM duplicate_pair d
                    WHERE d.kind = \(kind) AND d.first_key IN \(list: part) AND (d.status <> 'open'
                        OR NOT EXISTS (SELECT 1 FROM member m
                            WHERE m.id IN (d.first_member_id, d.second_member_id) AND m.left_on IS NOT NULL))
                    """
                ) { known.insert([Int64(kind.order), try $0.get(0), try $0.get(1)]) }
            }
        }
        return pairs.filter { !known.contains([Int64($0.kind.order), $0.keys.first, $0.keys.second]) }
    }

    /// The unions that are reminded of open pairs.
    public func reminded() throws -> [UnionPath] {
        try transaction.query(
            """
            SELECT u.path FROM todo t JOIN trade_union u ON u.id = t.union_id
            WHERE t.kind = \(Todo.Kind.checkDuplicates) AND t.closed_at IS NULL ORDER BY u.path
            """
        ).map { try $0.get("path") }
    }

    /// How many open pairs each of these unions is responsible for itself; those without any are left out.
    public func responsibilities(
        of paths: [UnionPath]
    ) throws -> [(union: ID<Union>, name: String, pairs: Int)] {
        try paths.inParts.flatMap { part in
            try transaction.query(
                """
                SELECT u.id, u.name, count(*) AS pairs FROM duplicate_pair d JOIN trade_union u ON u.path = d.path
                    JOIN member m ON m.id = d.first_member_id AND m.left_on IS NULL
                    JOIN member n ON n.id = d.second_member_id AND n.left_on IS NULL
                WHERE d.status = 'open' AND d.path IN \(list: part) GROUP BY u.id, u.name ORDER BY u.id
                """
            ).map { (try $0.get("id"), try $0.get("name"), try $0.get("pairs")) }
        }
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
}

extension DuplicatePair.Kind {
    /// What stands for the kind in a key.
    fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension DuplicatePair.Kind: SQLBindable, SQLReadable {}
extension DuplicatePair.Status: SQLBindable, SQLReadable {}
