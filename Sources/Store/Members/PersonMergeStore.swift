public import DatabaseKit
public import Domain

/// Makes one person of two records: whatever names the one names the other from then on (docs/adr/0012).
///
/// Nothing is deleted but sessions. What the schema allows once for a person and both have, `PersonHoldings` refuses
/// before; the constraints of the schema stand behind it.
public struct PersonMergeStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    // MARK: What hangs on a record

    /// - Parameter member: the membership that is compared.
    public func holdings(of person: ID<Person>, besides member: ID<Member>) throws -> PersonHoldings {
        var holdings = PersonHoldings()
        try transaction.forEach(
            """
            SELECT year, ends_on FROM coverage WHERE person_id = \(person) AND status NOT IN ('lapsed', 'voided')
            """
        ) { holdings.policies[try $0.get(0)] = try $0.get(1) as CalendarDay }
        try transaction.forEach(
            """
            SELECT y.year FROM plan_year y CROSS JOIN enrolment_claim k WHERE k.year = y.year AND k.person_id = \(person)
            """
        ) { holdings.listedYears.insert(try $0.get(0)) }
        try transaction.forEach(
            "SELECT year FROM claim_conflict WHERE person_id = \(person) AND status = 'open'"
        ) { holdings.disputedYears.insert(try $0.get(0)) }
        try transaction.forEach(
            "SELECT kind FROM own_request WHERE person_id = \(person) AND status = 'open'"
        ) { holdings.openRequests.insert(try $0.get(0)) }
        holdings.issuedCards = try count("service_card WHERE person_id = \(person) AND status = 'issued'")
        holdings.cardsBeingMade = try count(
            """
            member m JOIN card_batch_line l ON l.member_id = m.id AND l.status = 'pending'
                JOIN card_batch b ON b.id = l.batch_id AND b.status = 'in-production'
            WHERE m.person_id = \(person)
            """)
        holdings.otherMemberships = try count(
            "member WHERE person_id = \(person) AND left_on IS NULL AND id <> \(member)")
        return holdings
    }

    /// Whether lists, cards, coverage or payments hang on a record; of two it is rather the one without that goes.
    public func hasHistory(_ person: ID<Person>) throws -> Bool {
        if try !versions(naming: person).isEmpty { return true }
        return try transaction.first(
            """
            SELECT 1 AS found FROM person p WHERE p.id = \(person) AND (
                EXISTS (SELECT 1 FROM benefit_payment b WHERE b.person_id = p.id)
                OR EXISTS (SELECT 1 FROM service_card c WHERE c.person_id = p.id)
                OR EXISTS (SELECT 1 FROM member m JOIN card_batch_line l ON l.member_id = m.id
                    WHERE m.person_id = p.id)
                OR EXISTS (SELECT 1 FROM retirement_answer r WHERE r.person_id = p.id)
                OR EXISTS (SELECT 1 FROM membership_transfer t WHERE t.person_id = p.id AND t.status = 'open'))
            """) != nil
    }

    private func count(_ rows: SQL) throws -> Int {
        try transaction.value("SELECT count(*) AS n FROM \(rows)") ?? 0
    }

    // MARK: Taking over

    /// Gives everything of one record to another.
    ///
    /// - Parameters:
    ///   - document: whose document counts from now on; the other one is an earlier one of the same person.
    ///   - status: the graver of what the registers say of the two.
    ///   - before: what they said of the one that is kept.
    public func merge(
        _ gone: ID<Person>, into kept: ID<Person>, currentDocumentOf document: ID<Person>,
        status: SocialInsuranceStatus, before: SocialInsuranceStatus, on day: CalendarDay,
        sealing seal: any FieldSealing
    ) throws {
        let seals = RowSealStore(transaction, seal)
        try moveLists(of: gone, to: kept)
        try moveRecords(of: gone, to: kept, seals)
        try moveAnswer(of: gone, to: kept)
        try moveRegisterChanges(of: gone, to: kept, whoWas: before)
        try transaction.execute(
            "UPDATE member SET person_id = \(kept), version = version + 1 WHERE person_id = \(gone)")
        try moveDocuments(of: gone, to: kept, currentDocumentOf: document, on: day, seals)
        try seals.changing(.person, [kept.rawValue]) {
            try transaction.execute(
                """
                UPDATE person SET
                    birth_day = coalesce(birth_day, (SELECT g.birth_day FROM person g WHERE g.id = \(gone))),
                    statutory_day = coalesce(statutory_day, (SELECT g.statutory_day FROM person g WHERE g.id = \(gone))),
                    second_statutory_day = coalesce(second_statutory_day,
                        (SELECT g.second_statutory_day FROM person g WHERE g.id = \(gone))),
                    social_insurance_as_of = CASE WHEN social_insurance = \(status) THEN social_insurance_as_of
                        ELSE (SELECT g.social_insurance_as_of FROM person g WHERE g.id = \(gone)) END,
                    social_insurance = \(status), version = version + 1
                WHERE id = \(kept)
                """)
        }
        // Who was merged into the one that goes now is the other's at one remove, never at two.
        try transaction.execute("UPDATE person SET merged_into = \(kept) WHERE merged_into = \(gone)")
        try transaction.execute(
            "UPDATE person SET merged_into = \(kept), version = version + 1 WHERE id = \(gone)")
    }

    /// Confirming answers the question for a year for good, also when the membership it was asked about ends.
    public func carryConfirmations(from other: ID<Member>, to kept: ID<Member>) throws {
        try transaction.execute(
            """
            INSERT INTO enrolment_confirmation (year, member_id, confirmed_at, confirmed_by)
            SELECT o.year, \(kept), o.confirmed_at, o.confirmed_by
            FROM plan_year y CROSS JOIN enrolment_confirmation o
            WHERE o.year = y.year AND o.member_id = \(other) AND NOT EXISTS (SELECT 1 FROM enrolment_confirmation k
                WHERE k.year = o.year AND k.member_id = \(kept))
            """)
    }

    // MARK: Lists

    /// The versions of lists on which a record stands.
    ///
    /// They are looked for where it can stand: in the units of the unions that it was a member of and of those above
    /// them, where it was covered, and where it is claimed. A look through all lists of the city is none.
    private func versions(naming person: ID<Person>) throws -> [ID<EnrolmentVersion>] {
        var paths: Set<UnionPath> = []
        try transaction.forEach(
            "SELECT DISTINCT u.path FROM member m JOIN trade_union u ON u.id = m.union_id WHERE m.person_id = \(person)"
        ) { paths.formUnion((try $0.get(0) as UnionPath).lineage) }
        guard !paths.isEmpty else { return [] }
        let listed: SQL = """
            JOIN enrolment_version v ON v.enrolment_id = e.id
                JOIN enrolment_person p ON p.version_id = v.id AND p.person_id = \(person)
            """
        return try transaction.query(
            """
            SELECT v.id FROM trade_union u JOIN enrolling_unit n ON n.union_id = u.id
                JOIN unit_enrolment e ON e.unit_id = n.id \(listed)
            WHERE u.path IN \(list: paths.sorted())
            UNION SELECT v.id FROM plan_year y CROSS JOIN enrolment_claim k JOIN unit_enrolment e ON e.id = k.enrolment_id
                \(listed)
            WHERE k.year = y.year AND k.person_id = \(person)
            UNION SELECT c.version_id FROM coverage c WHERE c.person_id = \(person)
            ORDER BY 1
            """
        ).map { try $0.get("id") }
    }

    /// A version's row of a record, and where the other record stands on the same version.
    private struct Standing {
        let version: ID<EnrolmentVersion>
        let member: ID<Member>
        let bucket: Bucket
        let card: ID<ServiceCard>?
        let recordedAs: ID<Person>
        let other: Bucket?
    }

    /// The lists stay as they were handed in, only that they name the record that is kept.
    ///
    /// Where both stand on one version a person cannot stand twice: if it is the one that goes who enrols, the two
    /// change places, so that claims and coverage find him; otherwise his row stays under his old key, which leads to
    /// the other by `merged_into`.
    private func moveLists(of gone: ID<Person>, to kept: ID<Person>) throws {
        let rows = try versions(naming: gone).inParts.flatMap { part in
            try transaction.query(
                """
                SELECT p.version_id, p.member_id, p.bucket, p.card_id,
                    coalesce(p.recorded_as, p.person_id) AS recorded_as, k.bucket AS other
                FROM enrolment_person p
                    LEFT JOIN enrolment_person k ON k.version_id = p.version_id AND k.person_id = \(kept)
                WHERE p.person_id = \(gone) AND p.version_id IN \(list: part)
                """
            ).map { row in
                Standing(
                    version: try row.get("version_id"), member: try row.get("member_id"),
                    bucket: try row.get("bucket"), card: try row.get("card_id"),
                    recordedAs: try row.get("recorded_as"), other: try row.get("other"))
            }
        }
        for part in rows.filter({ $0.other == nil }).inParts {
            try transaction.execute(
                """
                UPDATE enrolment_person SET person_id = \(kept), recorded_as = coalesce(recorded_as, \(gone))
                WHERE person_id = \(gone) AND version_id IN \(list: part.map(\.version))
                """)
        }
        for row in rows where row.bucket == .enrolling && row.other != nil && row.other != .enrolling {
            try transaction.execute(
                "DELETE FROM enrolment_person WHERE version_id = \(row.version) AND person_id = \(gone)")
            try transaction.execute(
                """
                UPDATE enrolment_person SET person_id = \(gone), recorded_as = coalesce(recorded_as, \(kept))
                WHERE version_id = \(row.version) AND person_id = \(kept)
                """)
            try transaction.execute(
                """
                INSERT INTO enrolment_person (version_id, person_id, member_id, bucket, card_id, recorded_as)
                VALUES (\(row.version), \(kept), \(row.member), \(row.bucket), \(row.card), \(row.recordedAs))
                """)
        }
        try transaction.execute(
            """
            UPDATE enrolment_claim SET person_id = \(kept)
            WHERE person_id = \(gone) AND year IN (SELECT y.year FROM plan_year y)
            """)
        try transaction.execute("UPDATE coverage SET person_id = \(kept) WHERE person_id = \(gone)")
    }

    // MARK: Everything else

    private func moveRecords(of gone: ID<Person>, to kept: ID<Person>, _ seals: RowSealStore) throws {
        try seals.changing(.benefitPayment, where: "person_id = \(gone)") {
            try transaction.execute("UPDATE benefit_payment SET person_id = \(kept) WHERE person_id = \(gone)")
        }
        try seals.changing(.serviceCard, where: "person_id = \(gone)") {
            try transaction.execute("UPDATE service_card SET person_id = \(kept) WHERE person_id = \(gone)")
        }
        for table: SQL in [
            "membership_transfer", "removal_request", "own_request", "one_time_code",
            "claim_conflict",
        ] {
            try transaction.execute("UPDATE \(table) SET person_id = \(kept) WHERE person_id = \(gone)")
        }
        // Who has agreed twice has agreed; the second time stays with the old record.
        try transaction.execute(
            """
            UPDATE privacy_consent SET person_id = \(kept)
            WHERE person_id = \(gone) AND NOT EXISTS (SELECT 1 FROM privacy_consent k
                WHERE k.person_id = \(kept) AND k.notice = privacy_consent.notice)
            """)
        // He signs in again, with the document that is his now.
        try transaction.execute("DELETE FROM own_session WHERE person_id = \(gone)")
    }

    /// Of two answers about his retirement the later one holds; both are told in the history.
    private func moveAnswer(of gone: ID<Person>, to kept: ID<Person>) throws {
        try transaction.execute(
            """
            DELETE FROM retirement_answer WHERE person_id = \(kept) AND EXISTS (SELECT 1 FROM retirement_answer g
                WHERE g.person_id = \(gone) AND g.answered_at > retirement_answer.answered_at)
            """)
        try transaction.execute(
            """
            UPDATE retirement_answer SET person_id = \(kept)
            WHERE person_id = \(gone) AND NOT EXISTS (SELECT 1 FROM retirement_answer k WHERE k.person_id = \(kept))
            """)
        try transaction.execute("DELETE FROM retirement_answer WHERE person_id = \(gone)")
    }

    /// A register list that is taken back returns the person to what he would have been without it.
    private func moveRegisterChanges(
        of gone: ID<Person>, to kept: ID<Person>, whoWas before: SocialInsuranceStatus
    ) throws {
        let lighter = SocialInsuranceStatus.allCases.filter { $0.gravity < before.gravity }
        let alone: SQL = """
            person_id = \(gone) AND NOT EXISTS (SELECT 1 FROM register_change k
                WHERE k.import_id = register_change.import_id AND k.person_id = \(kept))
            """
        if !lighter.isEmpty {
            try transaction.execute(
                """
                UPDATE register_change SET before_status = \(before),
                    before_as_of = (SELECT p.social_insurance_as_of FROM person p WHERE p.id = \(kept))
                WHERE \(alone) AND before_status IN \(list: lighter)
                """)
        }
        try transaction.execute("UPDATE register_change SET person_id = \(kept) WHERE \(alone)")
    }

    private func moveDocuments(
        of gone: ID<Person>, to kept: ID<Person>, currentDocumentOf document: ID<Person>, on day: CalendarDay,
        _ seals: RowSealStore
    ) throws {
        let earlier = document == kept ? gone : kept
        try transaction.execute(
            """
            UPDATE identity_document SET standing = 'earlier', replaced_on = coalesce(replaced_on, \(day))
            WHERE person_id = \(earlier)
            """)
        try seals.changing(.identityDocument, where: "person_id = \(gone)") {
            try transaction.execute("UPDATE identity_document SET person_id = \(kept) WHERE person_id = \(gone)")
        }
    }
}
