public import DatabaseKit
public import Domain

/// A submitted list made anew with one person standing elsewhere on it: version N+1, 名单变动.
///
/// Its claims follow it, so that they stay exactly the people of the current list (invariant I9).
public struct RosterRevisionStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// Where a version has somebody; nil when he is not on it.
    public func place(of person: ID<Person>, on version: ID<EnrolmentVersion>) throws -> Bucket? {
        try transaction.value(
            "SELECT bucket FROM enrolment_person WHERE version_id = \(version) AND person_id = \(person)")
    }

    /// - Parameters:
    ///   - version: the current version of a list that is handed in and not locked; the person is on it.
    ///   - bucket: where he stands from now on.
    /// - Returns: the new version; the state of the list stays what it is.
    /// - Throws: `StaleVersion` when the list is in another state or has another version.
    public func revise(
        _ version: EnrolmentVersion, moving person: ID<Person>, to bucket: Bucket, year: Int, on today: CalendarDay,
        at now: Instant, sealing seal: any FieldSealing
    ) throws -> EnrolmentVersion {
        guard let before = try place(of: person, on: version.id) else { throw StaleVersion() }
        var counts = version.equation.counts
        counts[before, default: 0] -= 1
        counts[bucket, default: 0] += 1
        let next = EnrolmentVersion(
            id: try transaction.newID(EnrolmentVersion.self), enrolment: version.enrolment, number: version.number + 1,
            reason: .rosterChange, plan: version.plan, rates: version.rates,
            equation: Equation(
                counts: counts.filter { $0.value > 0 }, outsideWorkbench: version.equation.outsideWorkbench),
            submittedAt: now, submittedOn: today, submittedBy: version.submittedBy)
        var fingerprint = RosterFingerprint(rates: next.rates, planType: next.plan)
        try transaction.forEach(
            """
            SELECT person_id, card_id FROM enrolment_person
            WHERE version_id = \(version.id)
                AND CASE WHEN person_id = \(person) THEN \(bucket) ELSE bucket END = 'enrolling'
            ORDER BY person_id
            """
        ) { row in fingerprint.add(person: try row.get("person_id"), card: try row.get("card_id")) }
        try RosterStore(transaction).insert(next, fingerprint: fingerprint.text, sealing: seal)
        try transaction.execute(
            """
            INSERT INTO enrolment_person (version_id, person_id, member_id, bucket, card_id)
            SELECT \(next.id), person_id, member_id,
                CASE WHEN person_id = \(person) THEN \(bucket) ELSE bucket END, card_id
            FROM enrolment_person WHERE version_id = \(version.id)
            """)
        try EnrolmentTallyStore(transaction).changing([version.enrolment], at: now) {
            try transaction.update(
                """
                UPDATE unit_enrolment SET current_version = \(next.number), updated_at = \(now), version = version + 1
                WHERE id = \(version.enrolment) AND current_version = \(version.number)
                    AND status IN ('submitted', 'endorsed', 'approved')
                """)
        }
        if bucket == .enrolling {
            try transaction.execute(
                """
                INSERT INTO enrolment_claim (year, person_id, enrolment_id)
                VALUES (\(year), \(person), \(version.enrolment))
                """)
        } else {
            try transaction.execute(
                "DELETE FROM enrolment_claim WHERE enrolment_id = \(version.enrolment) AND person_id = \(person)")
        }
        return next
    }
}
