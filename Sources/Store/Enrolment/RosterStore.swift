public import DatabaseKit
public import Domain

/// The submitted lists of units: snapshots, claims, and what has changed since.
public struct RosterStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    // MARK: Versions

    public func version(_ id: ID<EnrolmentVersion>) throws -> EnrolmentVersion? {
        try transaction.first("\(Self.select) WHERE v.id = \(id)").map(Self.version)
    }

    public func version(_ number: Int, of enrolment: ID<UnitEnrolment>) throws -> EnrolmentVersion? {
        try transaction.first("\(Self.select) WHERE v.enrolment_id = \(enrolment) AND v.version = \(number)")
            .map(Self.version)
    }

    /// All versions of an enrolment, the newest first.
    public func versions(of enrolment: ID<UnitEnrolment>) throws -> [EnrolmentVersion] {
        try transaction.query("\(Self.select) WHERE v.enrolment_id = \(enrolment) ORDER BY v.version DESC")
            .map(Self.version)
    }

    /// The name of the person who handed the version in; nil for one that the platform made.
    public func submitter(of version: EnrolmentVersion) throws -> String? {
        guard let account = version.submittedBy else { return nil }
        return try transaction.value("SELECT display_name FROM account WHERE id = \(account)")
    }

    /// Keeps the unit's list as it stands: its counts, rates and every member with his bucket.
    ///
    /// Claims are another matter: see `claim`.
    ///
    /// - Parameter equation: the basis counted in the same transaction, so that it is not placed once more; the rows that
    ///   are written must be as many (invariant I1).
    public func takeSnapshot(
        of basis: Basis, _ equation: Equation, enrolment: UnitEnrolment, reason: EnrolmentVersion.Reason,
        plan: String, rates: Rates, by account: ID<Account>?, on today: CalendarDay, at now: Instant,
        sealing seal: any FieldSealing
    ) throws -> EnrolmentVersion {
        let id = try transaction.newID(EnrolmentVersion.self)
        let version = EnrolmentVersion(
            id: id, enrolment: enrolment.id, number: enrolment.version, reason: reason, plan: plan, rates: rates,
            equation: equation, submittedAt: now, submittedOn: today, submittedBy: account)
        try insert(version, fingerprint: try fingerprint(of: basis, plan: plan, rates: rates), sealing: seal)
        let people = try transaction.execute(
            """
            INSERT INTO enrolment_person (version_id, person_id, member_id, bucket, card_id)
            \(BasisStore.placed(basis)) SELECT \(id), person_id, member_id, bucket, card_id FROM placed
            """)
        guard people == equation.members else { throw StaleVersion() }
        return version
    }

    /// Keeps an instant list: these members of the basis and nobody else, so that its equation is its heads.
    ///
    /// - Throws: `StaleVersion` unless all of them may enrol now.
    public func takeSnapshot(
        of members: [ID<Member>], in basis: Basis, enrolment: UnitEnrolment, plan: String, rates: Rates,
        by account: ID<Account>?, on today: CalendarDay, at now: Instant,
        sealing seal: any FieldSealing
    ) throws -> EnrolmentVersion {
        let id = try transaction.newID(EnrolmentVersion.self)
        let version = EnrolmentVersion(
            id: id, enrolment: enrolment.id, number: enrolment.version, reason: .submission, plan: plan, rates: rates,
            equation: Equation(counts: [.enrolling: members.count]), submittedAt: now, submittedOn: today,
            submittedBy: account)
        var people: [(person: ID<Person>, card: ID<ServiceCard>?)] = []
        for part in members.inParts {
            people += try transaction.query(
                """
                \(BasisStore.placed(basis)) SELECT person_id, card_id FROM placed
                WHERE bucket = 'enrolling' AND member_id IN \(list: part)
                """
            ).map { (try $0.get("person_id"), try $0.get("card_id")) }
        }
        guard people.count == members.count else { throw StaleVersion() }
        var fingerprint = RosterFingerprint(rates: rates, planType: plan)
        for (person, card) in people.sorted(by: { $0.person < $1.person }) {
            fingerprint.add(person: person, card: card)
        }
        try insert(version, fingerprint: fingerprint.text, sealing: seal)
        for part in members.inParts {
            try transaction.execute(
                """
                INSERT INTO enrolment_person (version_id, person_id, member_id, bucket, card_id)
                \(BasisStore.placed(basis)) SELECT \(id), person_id, member_id, bucket, card_id FROM placed
                WHERE bucket = 'enrolling' AND member_id IN \(list: part)
                """)
        }
        return version
    }

    /// The fingerprint of the list that stands now; `gonghui verify` finds it again in the snapshot.
    private func fingerprint(of basis: Basis, plan: String, rates: Rates) throws -> String {
        var fingerprint = RosterFingerprint(rates: rates, planType: plan)
        try transaction.forEach(
            """
            \(BasisStore.placed(basis)) SELECT person_id, card_id FROM placed WHERE bucket = 'enrolling'
            ORDER BY person_id
            """
        ) { row in
            fingerprint.add(person: try row.get("person_id"), card: try row.get("card_id"))
        }
        return fingerprint.text
    }

    func insert(_ version: EnrolmentVersion, fingerprint: String, sealing seal: any FieldSealing) throws {
        let equation = version.equation
        try transaction.execute(
            """
            INSERT INTO enrolment_version (id, enrolment_id, version, reason, plan_type, city_fen, district_fen,
                base_fen, deceased, retired, no_card, covered_elsewhere, manually_excluded, pending_confirmation,
                suspected_retired, heads, members, outside_workbench, fingerprint, submitted_at, submitted_on,
                submitted_by)
            VALUES (\(version.id), \(version.enrolment), \(version.number), \(version.reason), \(version.plan),
                \(version.rates.city), \(version.rates.district), \(version.rates.base), \(equation[.deceased]),
                \(equation[.retired]), \(equation[.noCard]), \(equation[.coveredElsewhere]),
                \(equation[.manuallyExcluded]), \(equation[.pendingConfirmation]), \(equation[.suspectedRetired]),
                \(equation[.enrolling]), \(equation.members), \(equation.outsideWorkbench), \(fingerprint),
                \(version.submittedAt),
                \(version.submittedOn), \(version.submittedBy))
            """)
        try RowSealStore(transaction, seal).add(to: .enrolmentVersion, [version.id.rawValue])
    }

    // MARK: Claims

    /// Claims the people who enrol in a version; what the enrolment claimed before is released first.
    ///
    /// One claim per person and year is a constraint of the schema (invariant I3).
    public func claim(_ version: EnrolmentVersion, year: Int) throws {
        try releaseClaims(of: version.enrolment)
        try transaction.execute(
            """
            INSERT INTO enrolment_claim (year, person_id, enrolment_id)
            SELECT \(year), person_id, \(version.enrolment)
            FROM enrolment_person WHERE version_id = \(version.id) AND bucket = 'enrolling'
            """)
    }

    public func releaseClaims(of enrolment: ID<UnitEnrolment>) throws {
        try transaction.execute("DELETE FROM enrolment_claim WHERE enrolment_id = \(enrolment)")
    }

    public func releaseClaims(of enrolments: [ID<UnitEnrolment>]) throws {
        for part in enrolments.inParts {
            try transaction.execute("DELETE FROM enrolment_claim WHERE enrolment_id IN \(list: part)")
        }
    }

    // MARK: Differences

    /// How many people would come and go if the list were submitted again now.
    public func difference(between version: ID<EnrolmentVersion>, and basis: Basis) throws -> RosterDifference {
        let row = try transaction.first(
            """
            \(BasisStore.placed(basis)) SELECT
                (SELECT count(*) FROM placed WHERE bucket = 'enrolling' AND NOT EXISTS (
                    SELECT 1 FROM enrolment_person b WHERE b.version_id = \(version)
                        AND b.person_id = placed.person_id AND b.bucket = 'enrolling')) AS added,
                (SELECT count(*) FROM enrolment_person b WHERE b.version_id = \(version) AND b.bucket = 'enrolling'
                    AND NOT EXISTS (SELECT 1 FROM placed
                        WHERE placed.person_id = b.person_id AND bucket = 'enrolling')) AS removed
            """)
        guard let row else { return RosterDifference() }
        return RosterDifference(added: try row.get("added"), removed: try row.get("removed"))
    }

    /// How many people came and went from one submitted list to a later one.
    public func difference(
        from earlier: ID<EnrolmentVersion>, to later: ID<EnrolmentVersion>
    ) throws -> RosterDifference {
        RosterDifference(
            added: try people(on: later, notOn: earlier), removed: try people(on: earlier, notOn: later))
    }

    private func people(on version: ID<EnrolmentVersion>, notOn other: ID<EnrolmentVersion>) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS people FROM enrolment_person p
            WHERE p.version_id = \(version) AND p.bucket = 'enrolling' AND NOT EXISTS (
                SELECT 1 FROM enrolment_person b
                WHERE b.version_id = \(other) AND b.person_id = p.person_id AND b.bucket = 'enrolling')
            """) ?? 0
    }

    // MARK: Rows

    static let select: SQL = """
        SELECT v.id, v.enrolment_id, v.version, v.reason, v.plan_type, v.city_fen, v.district_fen, v.base_fen,
            v.deceased, v.retired, v.no_card, v.covered_elsewhere, v.manually_excluded, v.pending_confirmation,
            v.suspected_retired, v.heads, v.outside_workbench, v.submitted_at, v.submitted_on, v.submitted_by
        FROM enrolment_version v
        """

    static func version(_ row: Row) throws -> EnrolmentVersion {
        let counts: [Bucket: Int] = [
            .deceased: try row.get("deceased"), .retired: try row.get("retired"), .noCard: try row.get("no_card"),
            .coveredElsewhere: try row.get("covered_elsewhere"),
            .manuallyExcluded: try row.get("manually_excluded"),
            .pendingConfirmation: try row.get("pending_confirmation"),
            .suspectedRetired: try row.get("suspected_retired"), .enrolling: try row.get("heads"),
        ]
        return EnrolmentVersion(
            id: try row.get("id"), enrolment: try row.get("enrolment_id"), number: try row.get("version"),
            reason: try row.get("reason"), plan: try row.get("plan_type"),
            rates: Rates(
                city: try row.get("city_fen"), district: try row.get("district_fen"), base: try row.get("base_fen")),
            equation: Equation(
                counts: counts.filter { $0.value > 0 }, outsideWorkbench: try row.get("outside_workbench")),
            submittedAt: try row.get("submitted_at"), submittedOn: try row.get("submitted_on"),
            submittedBy: try row.get("submitted_by"))
    }
}

extension EnrolmentVersion.Reason: SQLBindable, SQLReadable {}
