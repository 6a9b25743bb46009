public import DatabaseKit
public import Domain

/// People whom two units want on their lists of one year: raised, told, closed.
public struct ClaimConflictStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    // MARK: Raising

    /// How many of a basis another list names and this unit has neither given up nor asked the centre about.
    public func unasked(in basis: Basis) throws -> Int {
        guard let enrolment = basis.enrolment else {
            return try BasisStore(transaction).equation(of: basis)[.coveredElsewhere]
        }
        return try transaction.value(
            "\(BasisStore.placed(basis)) SELECT count(*) AS people FROM placed \(Self.wanted(by: enrolment, basis))"
        ) ?? 0
    }

    /// Raises what is not raised yet: people of the basis whom the current list of another unit names.
    ///
    /// What the centre has decided between the same two does not come back, nor does somebody whom this unit has
    /// taken off its list.
    ///
    public func raise(in basis: Basis, for enrolment: ID<UnitEnrolment>, at now: Instant) throws -> Raised {
        let rows = try transaction.query(
            """
            \(BasisStore.placed(basis)) SELECT placed.person_id, placed.member_id, placed.claimed_by,
                h.member_id AS holder_member_id
            FROM placed \(Self.wanted(by: enrolment, basis)) ORDER BY placed.member_id
            """)
        var holders: Set<ID<UnitEnrolment>> = []
        let statements = try rows.map { row -> SQL in
            let person: ID<Person> = try row.get("person_id")
            let member: ID<Member> = try row.get("member_id")
            let holder: ID<UnitEnrolment> = try row.get("claimed_by")
            let holding: ID<Member> = try row.get("holder_member_id")
            holders.insert(holder)
            return """
                INSERT INTO claim_conflict (id, year, person_id, holder_id, holder_member_id, claimant_id,
                    claimant_member_id, raised_at)
                VALUES (\(try transaction.newKey()), \(basis.year.year), \(person), \(holder), \(holding), \(enrolment),
                    \(member), \(now))
                """
        }
        try transaction.executeMany(statements)
        return Raised(people: rows.count, holders: holders.sorted())
    }

    public struct Raised: Hashable, Sendable {
        public let people: Int
        /// The lists that hold these people, each once.
        public let holders: [ID<UnitEnrolment>]
    }

    private static func wanted(by enrolment: ID<UnitEnrolment>, _ basis: Basis) -> SQL {
        """
        JOIN unit_enrolment o ON o.id = placed.claimed_by
            JOIN enrolment_version w ON w.enrolment_id = o.id AND w.version = o.current_version
            JOIN enrolment_person h ON h.version_id = w.id AND h.person_id = placed.person_id
        WHERE placed.bucket = 'covered-elsewhere' AND placed.exclusion IS NULL AND NOT EXISTS (
            SELECT 1 FROM claim_conflict c WHERE c.year = \(basis.year.year) AND c.person_id = placed.person_id
                AND ((c.claimant_id = \(enrolment) AND c.holder_id = o.id AND c.status IN ('open', 'holder'))
                    OR (c.claimant_id = \(enrolment) AND c.status = 'open')
                    OR (c.claimant_id = o.id AND c.holder_id = \(enrolment) AND c.status = 'claimant')))
        """
    }

    // MARK: Closing

    /// Closes what nobody has to decide any more about these lists: the holder's list names the person no more, or
    /// the claimant has let him go, has given up enrolling, or is locked without him.
    ///
    public func settle(touching lists: [ID<UnitEnrolment>], at now: Instant) throws -> Settled {
        var (holders, claimants): (Set<ID<UnitEnrolment>>, Set<ID<UnitEnrolment>>) = ([], [])
        for part in lists.inParts {
            let rows = try transaction.query(
                """
                SELECT c.id, c.holder_id, c.claimant_id FROM claim_conflict c
                    JOIN member m ON m.id = c.claimant_member_id
                    JOIN unit_enrolment e ON e.id = c.claimant_id
                WHERE c.status = 'open' AND (c.holder_id IN \(list: part) OR c.claimant_id IN \(list: part))
                    AND (m.left_on IS NOT NULL OR m.unit_id <> e.unit_id
                        OR e.status IN ('locked', 'in-force', 'lapsed', 'declined', 'left-out')
                        OR NOT EXISTS (SELECT 1 FROM enrolment_claim k WHERE k.year = c.year
                            AND k.person_id = c.person_id AND k.enrolment_id = c.holder_id)
                        OR EXISTS (SELECT 1 FROM enrolment_exclusion x WHERE x.year = c.year
                            AND x.member_id = c.claimant_member_id AND x.put_back_at IS NULL))
                """)
            let ids: [ID<ClaimConflict>] = try rows.map { try $0.get("id") }
            for settled in ids.inParts {
                try transaction.execute(
                    """
                    UPDATE claim_conflict SET status = 'settled', closed_at = \(now), version = version + 1
                    WHERE id IN \(list: settled) AND status = 'open'
                    """)
            }
            for row in rows {
                holders.insert(try row.get("holder_id"))
                claimants.insert(try row.get("claimant_id"))
            }
        }
        return Settled(holders: holders.sorted(), claimants: claimants.sorted())
    }

    /// The lists on both sides of what was settled, each once; whom the claimants wanted may be free now.
    public struct Settled: Hashable, Sendable {
        public let holders: [ID<UnitEnrolment>]
        public let claimants: [ID<UnitEnrolment>]
    }

    /// - Throws: `StaleVersion` when it was closed after it was shown.
    public func close(
        _ conflict: ClaimConflict, _ status: ClaimConflict.Status, reason: String?, version: Int,
        by account: ID<Account>, at now: Instant
    ) throws {
        try transaction.update(
            """
            UPDATE claim_conflict SET status = \(status), reason = \(reason), closed_at = \(now),
                closed_by = \(account), version = version + 1
            WHERE id = \(conflict.id) AND version = \(version) AND status = 'open'
            """)
    }

    /// How many of these members the centre has given to another unit that still has them.
    public func lost(_ members: [ID<Member>], year: Int) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS people FROM claim_conflict c
                JOIN member w ON w.id = CASE c.status WHEN 'holder' THEN c.holder_member_id
                    ELSE c.claimant_member_id END AND w.left_on IS NULL
            WHERE c.year = \(year) AND ((c.status = 'holder' AND c.claimant_member_id IN \(list: members))
                OR (c.status = 'claimant' AND c.holder_member_id IN \(list: members)))
            """) ?? 0
    }

    // MARK: Todos

    /// Says to both sides, and to the centre for who claims, how many are open now.
    public func remind(_ lists: [ID<UnitEnrolment>], centre: ID<Union>, at now: Instant) throws {
        let todos = TodoStore(transaction)
        for part in lists.inParts {
            let rows = try transaction.query(
                """
                SELECT e.id, n.union_id, n.name,
                    (SELECT count(*) FROM claim_conflict c WHERE c.holder_id = e.id AND c.status = 'open') AS held,
                    (SELECT count(*) FROM claim_conflict c WHERE c.claimant_id = e.id AND c.status = 'open') AS claimed
                FROM unit_enrolment e JOIN enrolling_unit n ON n.id = e.unit_id WHERE e.id IN \(list: part)
                """)
            for row in rows {
                let id: ID<UnitEnrolment> = try row.get("id")
                let (held, claimed): (Int, Int) = (try row.get("held"), try row.get("claimed"))
                let name: String = try row.get("name")
                let union: ID<Union> = try row.get("union_id")
                let open: [(kind: Todo.Kind, union: ID<Union>, people: Int)] = [
                    (.answerConflict, union, held + claimed), (.decideConflict, centre, claimed),
                ]
                for (kind, union, people) in open {
                    if people > 0 {
                        try todos.open(kind, for: union, subject: id.rawValue, name: name, amount: people, at: now)
                    } else {
                        try todos.close([kind], subject: id.rawValue, at: now)
                    }
                }
            }
        }
    }

    // MARK: Counting

    /// Open ones of one list, whichever side it is.
    public func open(of enrolment: ID<UnitEnrolment>) throws -> Int {
        try transaction.value(
            """
            SELECT (SELECT count(*) FROM claim_conflict WHERE holder_id = \(enrolment) AND status = 'open')
                + (SELECT count(*) FROM claim_conflict WHERE claimant_id = \(enrolment) AND status = 'open') AS people
            """) ?? 0
    }

    /// Open ones in which a unit of the subtree stands on either side.
    public func open(in scope: UnionScope, year: Int) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS conflicts \(ClaimConflictListStore.from)
            WHERE c.status = 'open' AND c.year = \(year)
                AND (\(scope.covers("hu.path")) OR \(scope.covers("cu.path")))
            """) ?? 0
    }
}

extension ClaimConflict.Status: SQLBindable, SQLReadable {}
