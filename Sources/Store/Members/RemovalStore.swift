public import DatabaseKit
public import Domain

/// Memberships that end by deletion; the rows stay for the history.
public struct RemovalStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// What hangs on an open membership; nil for one that has ended.
    public func consequences(of member: ID<Member>, on today: CalendarDay) throws -> RemovalConsequences? {
        try transaction.first(
            """
            SELECT m.version,
                (SELECT count(*) FROM service_card c WHERE c.person_id = m.person_id AND c.status = 'issued') AS cards,
                (SELECT max(b.number) FROM card_batch_line l JOIN card_batch b ON b.id = l.batch_id
                    WHERE l.member_id = m.id AND l.status = 'pending' AND b.status = 'in-production') AS batch,
                (SELECT max(b.number) FROM card_batch_line l JOIN card_batch b ON b.id = l.batch_id
                    WHERE l.member_id = m.id AND l.status = 'pending' AND b.status <> 'in-production') AS open_batch,
                (SELECT max(k.year) FROM enrolment_claim k JOIN unit_enrolment e ON e.id = k.enrolment_id
                    WHERE k.person_id = m.person_id AND e.unit_id = m.unit_id
                        AND e.status IN ('submitted', 'endorsed', 'approved')) AS listed_year,
                (SELECT max(k.year) FROM enrolment_claim k JOIN unit_enrolment e ON e.id = k.enrolment_id
                    WHERE k.person_id = m.person_id AND e.unit_id = m.unit_id
                        AND e.status IN ('locked', 'in-force') AND k.year >= \(today.year)) AS locked_year,
                (SELECT max(v.ends_on) FROM coverage v
                    WHERE v.person_id = m.person_id AND v.status = 'in-force' AND v.ends_on >= \(today)) AS covered
            FROM member m WHERE m.id = \(member) AND m.left_on IS NULL
            """
        ).map {
            RemovalConsequences(
                issuedCards: try $0.get("cards"), cardBatch: try $0.get("batch"),
                openCardBatch: try $0.get("open_batch"), listedYear: try $0.get("listed_year"),
                lockedYear: try $0.get("locked_year"), coveredThrough: try $0.get("covered"),
                version: try $0.get("version"))
        }
    }

    /// Ends memberships, each of the version with which it was looked at.
    ///
    /// - Throws: `StaleVersion` when one of them has changed or ended meanwhile.
    public func end(
        _ members: [(id: ID<Member>, version: Int)], _ reason: RemovalReason, on day: CalendarDay
    ) throws {
        let ended = try MemberTallyStore(transaction).changing(members.map(\.id)) {
            try transaction.executeMany(
                members.lazy.map { member, version -> SQL in
                    """
                    UPDATE member SET left_on = \(day), leave_reason = \(reason), version = version + 1
                    WHERE id = \(member) AND version = \(version) AND left_on IS NULL
                    """
                })
        }
        guard ended == members.count else { throw StaleVersion() }
        try CardBatchStore(transaction).release(members.map(\.id))
    }
}

extension RemovalReason: SQLBindable, SQLReadable {}
