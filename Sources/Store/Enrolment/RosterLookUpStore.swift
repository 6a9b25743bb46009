public import DatabaseKit
public import Domain

/// "Why is he not on the list": everybody of a union whom a search finds, with the reason (manual 2024, 3.3).
///
/// Only what this union knows is told: a person of another union is simply no member here.
public struct RosterLookUpStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    public func lookUp(
        _ filter: RosterFilter, in basis: Basis, on today: CalendarDay, limit: Int
    ) throws -> RosterLookUp {
        let placed = try RosterPeopleStore(transaction, seal).people(
            of: basis, filter, ListRange(offset: 0, limit: limit))
        let obstacles = try obstacles(
            of: placed.entries.filter { $0.bucket == .noCard }.map(\.member), on: today)
        var findings = placed.entries.map { person in
            RosterFinding(
                member: person.member, number: person.number, name: person.name, document: person.document,
                answer: person.bucket.map { .placed($0) } ?? .notMember, facts: person.facts,
                obstacle: obstacles[person.member])
        }
        let rest = try beside(filter, basis, limit: limit + 1)
        findings += rest
        if findings.isEmpty, try isArriving(filter, basis) { return RosterLookUp([], absence: .transferPending) }
        return RosterLookUp(
            Array(findings.prefix(limit)),
            extent: placed.total > placed.entries.count || findings.count > limit ? .cut : .whole)
    }

    /// Members of the union who are not in the basis, and those who were members; who came back is not both.
    private func beside(_ filter: RosterFilter, _ basis: Basis, limit: Int) throws -> [RosterFinding] {
        let categories = basis.categories.sorted()
        return try transaction.query(
            """
            WITH placed AS (
                SELECT m.id AS member_id, m.person_id, m.number, m.category, p.name, m.left_on, m.leave_reason,
                    m.unit_id, n.name AS unit_name
                FROM member m JOIN person p ON p.id = m.person_id LEFT JOIN enrolling_unit n ON n.id = m.unit_id
                WHERE m.union_id = \(basis.unit.union) AND (
                    (m.left_on IS NULL AND (m.category NOT IN \(list: categories) OR m.unit_id <> \(basis.unit.id)))
                    OR (m.left_on IS NOT NULL AND NOT EXISTS (
                        SELECT 1 FROM member o WHERE o.person_id = m.person_id AND o.left_on IS NULL
                            AND (o.union_id = m.union_id OR o.unit_id = \(basis.unit.id))))))
            SELECT placed.*, d.id AS document_id, d.type AS document_type, d.number_sealed AS document_sealed
            FROM placed JOIN identity_document d ON d.person_id = placed.person_id AND d.standing = 'current'
            WHERE \(RosterPeopleStore.condition(filter, in: basis.year))
            ORDER BY coalesce(placed.left_on, '9999-12-31') DESC, placed.member_id LIMIT \(limit)
            """
        ).map { row in
            let document: ID<IdentityDocument> = try row.get("document_id")
            let number = try seal.open(
                try row.get("document_sealed"), in: .documentNumber, row: document.rawValue)
            return RosterFinding(
                member: try row.get("member_id"), number: try row.get("number"), name: try row.get("name"),
                document: IdentityDocument(type: try row.get("document_type"), number: number, expiry: nil),
                answer: try answer(row, basis))
        }
    }

    private func answer(_ row: Row, _ basis: Basis) throws -> RosterAnswer {
        if let left: CalendarDay = try row.get("left_on") {
            let reason: String? = try row.get("leave_reason")
            return .left(left, reason.flatMap { Departure(rawValue: $0) } ?? .other)
        }
        let category: MemberCategory = try row.get("category")
        guard basis.categories.contains(category) else { return .outsideWorkbench(category) }
        return .otherUnit(try row.get("unit_name") ?? "")
    }

    private func obstacles(
        of members: [ID<Member>], on today: CalendarDay
    ) throws -> [ID<Member>: RosterFinding.CardObstacle] {
        guard !members.isEmpty else { return [:] }
        var found: [ID<Member>: RosterFinding.CardObstacle] = [:]
        for row in try transaction.query(
            """
            SELECT m.id, d.expiry, b.number FROM member m
                JOIN identity_document d ON d.person_id = m.person_id AND d.standing = 'current'
                LEFT JOIN card_batch_line l ON l.member_id = m.id AND l.status = 'pending'
                LEFT JOIN card_batch b ON b.id = l.batch_id
            WHERE m.id IN \(list: members)
            """)
        {
            let expiry: String? = try row.get("expiry")
            found[try row.get("id")] = RosterFinding.CardObstacle(
                batch: try row.get("number"), expiry: expiry.flatMap { IdentityDocument.Expiry(rawValue: $0) },
                on: today)
        }
        return found
    }

    /// Whether a transfer to this unit waits for the releasing side.
    private func isArriving(_ filter: RosterFilter, _ basis: Basis) throws -> Bool {
        guard let documents = filter.documents else { return false }
        return try transaction.first(
            """
            SELECT 1 AS found FROM membership_transfer t JOIN identity_document i ON i.person_id = t.person_id
            WHERE t.to_unit_id = \(basis.unit.id) AND t.status = 'open' AND i.number_index IN \(list: documents)
            LIMIT 1
            """) != nil
    }
}
