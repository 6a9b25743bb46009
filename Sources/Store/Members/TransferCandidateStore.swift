public import DatabaseKit
public import Domain

/// Members whose transfer is wanted, read for all of them at once.
public struct TransferCandidateStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// The members in the order of their keys; a key that is nobody's is left out.
    public func candidates(_ members: [ID<Member>]) throws -> [TransferCandidate] {
        var candidates: [TransferCandidate] = []
        for part in members.sorted().inParts {
            try transaction.forEach(
                """
                SELECT m.id, m.person_id, m.union_id, u.path, m.left_on
                FROM member m JOIN trade_union u ON u.id = m.union_id WHERE m.id IN \(list: part) ORDER BY m.id
                """
            ) { row in
                candidates.append(
                    TransferCandidate(
                        member: try row.get(0), person: try row.get(1), union: try row.get(2),
                        path: try row.get(3), leftOn: try row.get(4)))
            }
        }
        let people = candidates.map(\.person)
        let (unions, asked) = (try unions(of: people), try asked(of: people))
        return candidates.map { candidate in
            var candidate = candidate
            candidate.unions = unions[candidate.person] ?? []
            candidate.asked = asked[candidate.person] ?? [:]
            return candidate
        }
    }

    private func unions(of people: [ID<Person>]) throws -> [ID<Person>: Set<ID<Union>>] {
        var unions: [ID<Person>: Set<ID<Union>>] = [:]
        for part in people.inParts {
            try transaction.forEach(
                "SELECT person_id, union_id FROM member WHERE person_id IN \(list: part) AND left_on IS NULL"
            ) { row in
                let person: ID<Person> = try row.get(0)
                let union: ID<Union> = try row.get(1)
                unions[person, default: []].insert(union)
            }
        }
        return unions
    }

    private func asked(of people: [ID<Person>]) throws -> [ID<Person>: [ID<Union>: MembershipTransfer.Initiator]] {
        var asked: [ID<Person>: [ID<Union>: MembershipTransfer.Initiator]] = [:]
        for part in people.inParts {
            try transaction.forEach(
                """
                SELECT person_id, to_union_id, initiator FROM membership_transfer
                WHERE person_id IN \(list: part) AND status = 'open'
                """
            ) { row in
                let person: ID<Person> = try row.get(0)
                let union: ID<Union> = try row.get(1)
                let initiator: MembershipTransfer.Initiator = try row.get(2)
                asked[person, default: [:]][union] = initiator
            }
        }
        return asked
    }

    /// Names and masked numbers come from here, a few people at a time.
    public struct Face: Sendable {
        public let member: ID<Member>
        public let name: String
        public let document: IdentityDocument
        public let workplace: String
    }

    public func faces(_ members: [ID<Member>], _ seal: any FieldSealing) throws -> [Face] {
        try members.inParts.flatMap { part in
            try transaction.query(
                """
                SELECT m.id, p.name, m.workplace, d.id AS document_id, d.type, d.number_sealed, d.expiry
                FROM member m JOIN person p ON p.id = m.person_id
                    JOIN identity_document d ON d.person_id = p.id AND d.standing = 'current'
                WHERE m.id IN \(list: part) ORDER BY m.id
                """
            ).map { row in
                let document: Int64 = try row.get("document_id")
                return Face(
                    member: try row.get("id"), name: try row.get("name"),
                    document: IdentityDocument(
                        type: try row.get("type"),
                        number: try seal.open(try row.get("number_sealed"), in: .documentNumber, row: document),
                        expiry: try row.get("expiry")),
                    workplace: try row.get("workplace"))
            }
        }
    }

    /// What hangs on the memberships, in numbers of people.
    public func consequences(of members: [ID<Member>], on today: CalendarDay) throws -> TransferConsequences {
        try members.inParts.reduce(TransferConsequences()) { sum, part in
            let row = try transaction.first(
                """
                SELECT \(Self.facts(on: today) { "count(CASE WHEN \($0) THEN 1 END)" })
                FROM member m WHERE m.id IN \(list: part) AND m.left_on IS NULL
                """)
            return sum + (try row.map(Self.consequences) ?? TransferConsequences())
        }
    }

    /// What hangs on each membership: one where it does.
    public func consequences(
        ofEach members: [ID<Member>], on today: CalendarDay
    ) throws -> [ID<Member>: TransferConsequences] {
        var found: [ID<Member>: TransferConsequences] = [:]
        for part in members.inParts {
            try transaction.forEach(
                """
                SELECT m.id, \(Self.facts(on: today) { "CASE WHEN \($0) THEN 1 ELSE 0 END" })
                FROM member m WHERE m.id IN \(list: part) AND m.left_on IS NULL
                """
            ) { found[try $0.get("id")] = try Self.consequences($0) }
        }
        return found
    }

    private static func facts(on today: CalendarDay, _ told: (SQL) -> SQL) -> SQL {
        let isListed = stands(onA: "e.status IN ('submitted', 'endorsed', 'approved')")
        let isLocked = stands(onA: "e.status IN ('locked', 'in-force') AND k.year >= \(today.year)")
        let isOrdered = waits(inA: "b.status = 'in-production'")
        let isBatched = waits(inA: "b.status <> 'in-production'")
        let isCarded: SQL = """
            EXISTS (SELECT 1 FROM service_card c WHERE c.person_id = m.person_id AND c.status = 'issued')
            """
        let isRetired = isRegistered("p.social_insurance = 'retired'")
        let isDeceased = isRegistered("p.social_insurance = 'deceased'")
        return """
            \(told(isRetired)) AS retired, \(told(isDeceased)) AS deceased, \(told(isListed)) AS listed, \(told(isLocked)) AS locked, \(told(isOrdered)) AS ordered,
                \(told(isBatched)) AS batched, \(told(isCarded)) AS carded
            """
    }

    private static func consequences(_ row: Row) throws -> TransferConsequences {
        var found = TransferConsequences()
        found.listed = try row.get("listed")
        found.locked = try row.get("locked")
        found.ordered = try row.get("ordered")
        found.batched = try row.get("batched")
        found.carded = try row.get("carded")
        found.retired = try row.get("retired")
        found.deceased = try row.get("deceased")
        return found
    }

    private static func isRegistered(_ status: SQL) -> SQL {
        "EXISTS (SELECT 1 FROM person p WHERE p.id = m.person_id AND \(status))"
    }

    /// Those whom the register has as retired or dead, in the order of their keys.
    public func gone(_ members: [ID<Member>], limit: Int) throws -> [ID<Member>] {
        var found: [ID<Member>] = []
        for part in members.sorted().inParts where found.count < limit {
            found += try transaction.query(
                """
                SELECT m.id FROM member m JOIN person p ON p.id = m.person_id
                WHERE m.id IN \(list: part) AND p.social_insurance IN ('retired', 'deceased')
                ORDER BY m.id LIMIT \(limit - found.count)
                """
            ).map { try $0.get(0) }
        }
        return found
    }

    /// Whether a card is ordered by such a batch.
    private static func waits(inA batch: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM card_batch_line l JOIN card_batch b ON b.id = l.batch_id
            WHERE l.member_id = m.id AND l.status = 'pending' AND \(batch))
        """
    }

    /// Whether the unit has the person on such a list.
    private static func stands(onA list: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM enrolment_claim k JOIN unit_enrolment e ON e.id = k.enrolment_id
            WHERE k.person_id = m.person_id AND e.unit_id = m.unit_id AND \(list))
        """
    }
}
