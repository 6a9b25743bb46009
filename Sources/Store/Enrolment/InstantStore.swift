public import DatabaseKit
public import Domain

/// Whom a unit may put on a list of 即时参保.
public struct InstantStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// How many of the basis stand where, of those whom an entry shows.
    public func counts(_ entry: InstantEntry?, lockedOn: CalendarDay, in basis: Basis) throws -> InstantCounts {
        var counts: [Bucket: Int] = [:]
        for row in try transaction.query(
            """
            \(BasisStore.placed(basis)) SELECT bucket, count(*) AS people FROM placed
            WHERE \(Self.condition(entry, lockedOn: lockedOn)) GROUP BY bucket
            """)
        {
            counts[try row.get("bucket")] = try row.get("people")
        }
        return InstantCounts(counts)
    }

    /// The members whom an entry shows and who need no answer first.
    public func ready(_ entry: InstantEntry?, lockedOn: CalendarDay, in basis: Basis) throws -> [ID<Member>] {
        try transaction.query(
            """
            \(BasisStore.placed(basis)) SELECT member_id FROM placed
            WHERE \(Self.condition(entry, lockedOn: lockedOn)) AND bucket IN ('enrolling', 'pending-confirmation')
            ORDER BY member_id
            """
        ).map { try $0.get("member_id") }
    }

    /// Where these members stand; who is none of the entry is missing in the answer.
    public func buckets(
        of members: [ID<Member>], _ entry: InstantEntry?, lockedOn: CalendarDay, in basis: Basis
    ) throws -> [ID<Member>: Bucket] {
        var found: [ID<Member>: Bucket] = [:]
        for part in members.inParts {
            for row in try transaction.query(
                """
                \(BasisStore.placed(basis)) SELECT member_id, bucket FROM placed
                WHERE \(Self.condition(entry, lockedOn: lockedOn)) AND member_id IN \(list: part)
                """)
            {
                found[try row.get("member_id")] = try row.get("bucket")
            }
        }
        return found
    }

    /// How many of these members belong to the unit.
    public func count(of members: [ID<Member>], in unit: ID<EnrollingUnit>) throws -> Int {
        var found = 0
        for part in members.inParts {
            found +=
                try transaction.value(
                    "SELECT count(*) AS people FROM member WHERE unit_id = \(unit) AND id IN \(list: part)") ?? 0
        }
        return found
    }

    /// The members of the basis who stood on a version and may be on an instant list now.
    public func ready(from version: ID<EnrolmentVersion>, in basis: Basis) throws -> [ID<Member>] {
        try transaction.query(
            """
            \(BasisStore.placed(basis)) SELECT placed.member_id FROM placed
                JOIN enrolment_person o ON o.version_id = \(version) AND o.person_id = placed.person_id
                    AND o.bucket = 'enrolling'
            WHERE placed.bucket IN ('enrolling', 'pending-confirmation')
                AND NOT EXISTS (SELECT 1 FROM coverage c WHERE c.version_id = o.version_id
                    AND c.person_id = o.person_id AND c.status = 'voided')
            ORDER BY placed.member_id
            """
        ).map { try $0.get("member_id") }
    }

    /// Whether somebody of a lapsed version is still the unit's and stands on no list of the year.
    public func rest(of version: EnrolmentVersion, unit: ID<EnrollingUnit>, year: Int) throws -> LapsedRest {
        let found = try transaction.first(
            """
            SELECT 1 AS found FROM enrolment_person o
                JOIN member m ON m.id = o.member_id AND m.unit_id = \(unit) AND m.left_on IS NULL
            WHERE o.version_id = \(version.id) AND o.bucket = 'enrolling'
                AND NOT EXISTS (SELECT 1 FROM enrolment_claim k WHERE k.year = \(year) AND k.person_id = o.person_id)
                AND NOT EXISTS (SELECT 1 FROM coverage c WHERE c.version_id = o.version_id
                    AND c.person_id = o.person_id AND c.status = 'voided')
            LIMIT 1
            """)
        return found == nil ? .nobody : .some
    }

    /// The members of the basis who stand on a version.
    public func members(on version: ID<EnrolmentVersion>) throws -> Set<ID<Member>> {
        Set(
            try transaction.query(
                "SELECT member_id FROM enrolment_person WHERE version_id = \(version) AND bucket = 'enrolling'"
            ).map { try $0.get("member_id") })
    }

    /// The day on which the last card of a version's people was issued.
    public func lastCard(on version: ID<EnrolmentVersion>) throws -> CalendarDay? {
        try transaction.value(
            """
            SELECT max(c.issued_on) AS day FROM enrolment_person p JOIN service_card c ON c.id = p.card_id
            WHERE p.version_id = \(version) AND p.bucket = 'enrolling'
            """)
    }

    /// The same of these members' cards, before there is a version.
    public func lastCard(of members: [ID<Member>]) throws -> CalendarDay? {
        var last: CalendarDay?
        for part in members.inParts {
            let day: CalendarDay? = try transaction.value(
                """
                SELECT max(c.issued_on) AS day FROM member m
                    JOIN service_card c ON c.person_id = m.person_id AND c.status = 'issued'
                WHERE m.id IN \(list: part)
                """)
            if let day { last = max(last ?? day, day) }
        }
        return last
    }

    /// Somebody with a card whom no list names; whom the clerk took off the list before may change his mind.
    static func condition(_ entry: InstantEntry?, lockedOn: CalendarDay) -> SQL {
        let card: SQL =
            switch entry {
            case .newCard?: "AND placed.issued_on > \(lockedOn)"
            case .uncovered?: "AND placed.issued_on <= \(lockedOn)"
            case nil: ""
            }
        return """
            (placed.bucket IN ('enrolling', 'pending-confirmation', 'suspected-retired', 'manually-excluded') \(card))
            """
    }
}
