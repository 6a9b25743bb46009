public import DatabaseKit
public import Domain

/// The lock of a district's approved lists and what follows from the centre's answer, for all units at once.
public struct LockStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// A list that one act changes together with many others.
    public struct Unit: Hashable, Sendable {
        public let enrolment: UnitEnrolment
        public let version: ID<EnrolmentVersion>
        public let path: UnionPath
        public let union: ID<Union>
        public let name: String
    }

    /// Lists that are handed to the centre as one.
    public enum Lists: Hashable, Sendable {
        /// All that a district has approved of 集中参保.
        case centralised(UnionScope, year: Int)
        /// Instant lists that a district confirms.
        case instant([ID<UnitEnrolment>])

        var condition: SQL {
            switch self {
            case .centralised(let scope, let year):
                """
                e.year = \(year) AND e.ordinal = 0 AND e.status = 'approved' AND \(scope.covers("u.path"))
                """
            case .instant(let lists):
                """
                e.id IN \(list: lists) AND e.ordinal > 0 AND e.status IN ('submitted', 'approved')
                """
            }
        }
    }

    /// Lists of a scope and year in these states.
    ///
    /// - Parameter kind: nil for both.
    public func units(
        _ statuses: [UnitEnrolment.Status], in scope: UnionScope, year: Int, kind: UnitEnrolment.Kind? = .centralised
    ) throws -> [Unit] {
        let kinds: SQL =
            switch kind {
            case .centralised?: "AND e.ordinal = 0"
            case .instant?: "AND e.ordinal > 0"
            case nil: ""
            }
        return try units(
            where: "e.year = \(year) \(kinds) AND e.status IN \(list: statuses) AND \(scope.covers("u.path"))")
    }

    /// Those of these lists that stand in one of these states.
    public func units(_ statuses: [UnitEnrolment.Status], among lists: [ID<UnitEnrolment>]) throws -> [Unit] {
        try lists.inParts.flatMap { try units(where: "e.id IN \(list: $0) AND e.status IN \(list: statuses)") }
    }

    public func units(_ lists: Lists) throws -> [Unit] {
        try units(where: lists.condition)
    }

    public func units(of submission: ID<DistrictSubmission>) throws -> [Unit] {
        try units(where: "e.submission_id = \(submission)")
    }

    private func units(where condition: SQL) throws -> [Unit] {
        try transaction.query(
            """
            SELECT e.id, e.unit_id, e.year, e.entry, e.status, e.current_version, e.submitted_by, e.submitted_on,
                e.reopened_until, coalesce(v.id, 0) AS version_id, u.path, n.union_id, n.name
            FROM unit_enrolment e
                LEFT JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
                JOIN enrolling_unit n ON n.id = e.unit_id
                JOIN trade_union u ON u.id = n.union_id
            WHERE \(condition) ORDER BY e.id
            """
        ).map {
            Unit(
                enrolment: UnitEnrolment(
                    id: try $0.get("id"), unit: try $0.get("unit_id"), year: try $0.get("year"),
                    entry: try $0.get("entry"), status: try $0.get("status"), version: try $0.get("current_version"),
                    submittedBy: try $0.get("submitted_by"), submittedOn: try $0.get("submitted_on"),
                    reopenedUntil: try $0.get("reopened_until")),
                version: try $0.get("version_id"), path: try $0.get("path"), union: try $0.get("union_id"),
                name: try $0.get("name"))
        }
    }

    /// Heads of each of these versions; keys that are none are missing in the answer.
    public func heads(of versions: [ID<EnrolmentVersion>]) throws -> [ID<EnrolmentVersion>: Int] {
        guard !versions.isEmpty else { return [:] }
        var heads: [ID<EnrolmentVersion>: Int] = [:]
        for row in try transaction.query("SELECT id, heads FROM enrolment_version WHERE id IN \(list: versions)") {
            heads[try row.get("id")] = try row.get("heads")
        }
        return heads
    }

    // MARK: People who are gone

    /// Units whose approved list names people who have left or died since it was handed in.
    public func struckUnits(in scope: UnionScope, year: Int) throws -> [StruckUnit] {
        try struckUnits(.centralised(scope, year: year))
    }

    public func struckUnits(_ lists: Lists) throws -> [StruckUnit] {
        try transaction.query(
            """
            SELECT e.id, n.name, v.heads, count(*) AS people,
                sum(CASE WHEN x.social_insurance = 'deceased' THEN 1 ELSE 0 END) AS deceased
            \(ReviewStore.from)
                JOIN enrolment_person p ON p.version_id = v.id AND p.bucket = 'enrolling'
                JOIN member m ON m.id = p.member_id
                JOIN person x ON x.id = p.person_id
            WHERE \(lists.condition) AND \(Self.isGone)
            GROUP BY e.id, n.name, v.heads ORDER BY e.id
            """
        ).map {
            let people: Int = try $0.get("people")
            let deceased: Int = try $0.get("deceased")
            let heads: Int = try $0.get("heads")
            return StruckUnit(
                enrolment: try $0.get("id"), name: try $0.get("name"), left: people - deceased, deceased: deceased,
                remaining: heads - people)
        }
    }

    /// What the people struck from the approved lists of a scope cost, by plan; lists that nobody stays on are left
    /// out as a whole.
    ///
    /// Subtracted from the lists' own totals it gives what will be locked.
    public func totalsAfterStriking(in scope: UnionScope, year: Int) throws -> DistrictTotals {
        try totalsAfterStriking(.centralised(scope, year: year))
    }

    public func totalsAfterStriking(_ lists: Lists) throws -> DistrictTotals {
        DistrictTotals(
            try transaction.query(
                """
                SELECT plan_type, count(*) AS units, CAST(sum(heads) AS BIGINT) AS heads,
                    CAST(sum(heads * city_fen) AS BIGINT) AS city,
                    CAST(sum(heads * district_fen) AS BIGINT) AS district,
                    CAST(sum(heads * base_fen) AS BIGINT) AS base
                FROM (
                    SELECT v.id, v.plan_type, v.city_fen, v.district_fen, v.base_fen, v.heads - (
                        SELECT count(*) FROM enrolment_person p
                            JOIN member m ON m.id = p.member_id
                            JOIN person x ON x.id = p.person_id
                        WHERE p.version_id = v.id AND p.bucket = 'enrolling' AND \(Self.isGone)) AS heads
                    \(ReviewStore.from)
                    WHERE \(lists.condition)
                ) remaining
                WHERE heads > 0 GROUP BY plan_type ORDER BY plan_type
                """
            ).map(ReviewStore.planTotal))
    }

    /// Copies a version without the people who are gone: the dead move to their bucket, who left is left out.
    ///
    /// - Parameters:
    ///   - version: the version that is replaced.
    ///   - id: the key of the new one.
    /// - Returns: the new version.
    public func strike(
        _ version: EnrolmentVersion, as id: ID<EnrolmentVersion>, on today: CalendarDay, at now: Instant,
        sealing seal: any FieldSealing
    ) throws -> EnrolmentVersion {
        let counts = try remainingCounts(version.id)
        var fingerprint = RosterFingerprint(rates: version.rates, planType: version.plan)
        try transaction.forEach(
            """
            SELECT p.person_id, p.card_id FROM enrolment_person p
                JOIN member m ON m.id = p.member_id
                JOIN person x ON x.id = p.person_id
                JOIN unit_enrolment e ON e.id = \(version.enrolment)
            WHERE p.version_id = \(version.id) AND p.bucket = 'enrolling' AND NOT \(Self.isGone)
            ORDER BY p.person_id
            """
        ) { row in fingerprint.add(person: try row.get("person_id"), card: try row.get("card_id")) }
        let struck = EnrolmentVersion(
            id: id, enrolment: version.enrolment, number: version.number + 1, reason: .rosterChange,
            plan: version.plan, rates: version.rates,
            equation: Equation(counts: counts, outsideWorkbench: version.equation.outsideWorkbench),
            submittedAt: now, submittedOn: today, submittedBy: version.submittedBy)
        try RosterStore(transaction).insert(struck, fingerprint: fingerprint.text, sealing: seal)
        try transaction.execute(
            """
            INSERT INTO enrolment_person (version_id, person_id, member_id, bucket, card_id)
            SELECT \(id), p.person_id, p.member_id, \(Self.bucketAfter), p.card_id
            FROM enrolment_person p
                JOIN member m ON m.id = p.member_id
                JOIN person x ON x.id = p.person_id
                JOIN unit_enrolment e ON e.id = \(version.enrolment)
            WHERE p.version_id = \(version.id) AND NOT (p.bucket = 'enrolling' AND \(Self.hasLeft))
            """)
        try transaction.execute(
            """
            DELETE FROM enrolment_claim WHERE enrolment_id = \(version.enrolment) AND person_id NOT IN (
                SELECT person_id FROM enrolment_person WHERE version_id = \(id) AND bucket = 'enrolling')
            """)
        try EnrolmentTallyStore(transaction).changing([version.enrolment], at: now) {
            try transaction.execute(
                """
                UPDATE unit_enrolment SET current_version = \(struck.number), updated_at = \(now),
                    version = version + 1
                WHERE id = \(version.enrolment)
                """)
        }
        return struck
    }

    private func remainingCounts(_ version: ID<EnrolmentVersion>) throws -> [Bucket: Int] {
        var counts: [Bucket: Int] = [:]
        for row in try transaction.query(
            """
            SELECT \(Self.bucketAfter) AS bucket, count(*) AS people FROM enrolment_person p
                JOIN member m ON m.id = p.member_id
                JOIN person x ON x.id = p.person_id
                JOIN enrolment_version v ON v.id = p.version_id
                JOIN unit_enrolment e ON e.id = v.enrolment_id
            WHERE p.version_id = \(version) AND NOT (p.bucket = 'enrolling' AND \(Self.hasLeft))
            GROUP BY 1
            """)
        {
            counts[try row.get("bucket")] = try row.get("people")
        }
        return counts
    }

    private static let hasLeft: SQL = """
        (x.social_insurance <> 'deceased' AND (m.left_on IS NOT NULL OR m.unit_id <> e.unit_id))
        """

    /// Of a person on a list: dead, or no member of the unit any more.
    static let isGone: SQL = """
        (x.social_insurance = 'deceased' OR m.left_on IS NOT NULL OR m.unit_id <> e.unit_id)
        """

    private static let bucketAfter: SQL = """
        CASE WHEN p.bucket = 'enrolling' AND x.social_insurance = 'deceased' THEN 'deceased' ELSE p.bucket END
        """

    // MARK: Changes of many lists

    /// Puts these approved lists into a batch; each one's plan is now the unit's plan of the year.
    ///
    /// - Throws: `StaleVersion` unless all of them were approved.
    public func lock(
        _ enrolments: [ID<UnitEnrolment>], into submission: ID<DistrictSubmission>, at now: Instant
    ) throws {
        var changed = 0
        try EnrolmentTallyStore(transaction).changing(enrolments, at: now) {
            for part in enrolments.inParts {
                changed += try transaction.execute(
                    """
                    UPDATE unit_enrolment SET status = 'locked', submission_id = \(submission), outdated_since = NULL,
                        plan_type = (SELECT v.plan_type FROM enrolment_version v
                            WHERE v.enrolment_id = unit_enrolment.id AND v.version = unit_enrolment.current_version),
                        updated_at = \(now), version = version + 1
                    WHERE id IN \(list: part) AND status = 'approved'
                    """)
            }
        }
        guard changed == enrolments.count else { throw StaleVersion() }
    }

    /// The coverage of everybody in a batch, provisional until its voucher is accepted.
    ///
    /// Instant lists begin on a day of their own. Keys come from a series of their own, so that one statement can write a whole district.
    public func insertCoverage(of submission: ID<DistrictSubmission>, in year: PlanYear) throws -> Int {
        let people: Int =
            try transaction.value(
                """
                SELECT CAST(coalesce(sum(v.heads), 0) AS BIGINT) AS people \(ReviewStore.from)
                WHERE e.submission_id = \(submission)
                """) ?? 0
        guard people > 0 else { return 0 }
        let row = try transaction.first(
            """
            INSERT INTO number_series (name, next) VALUES ('coverage', 1 + \(people))
            ON CONFLICT (name) DO UPDATE SET next = number_series.next + \(people)
            RETURNING next - \(people) AS first
            """)
        guard let row else { throw DatabaseError.unexpectedValue(column: "number_series.next") }
        let first: Int64 = try row.get("first")
        let inserted = try transaction.execute(
            """
            INSERT INTO coverage (id, year, person_id, unit_id, version_id, plan_type, starts_on, ends_on, status)
            SELECT \(first) - 1 + row_number() OVER (ORDER BY v.id, p.person_id), e.year, p.person_id, e.unit_id, v.id,
                v.plan_type, coalesce(e.starts_on, \(year.coverage.from)), \(year.coverage.through), 'provisional'
            \(ReviewStore.from) JOIN enrolment_person p ON p.version_id = v.id AND p.bucket = 'enrolling'
            WHERE e.submission_id = \(submission)
            """)
        guard inserted == people else { throw StaleVersion() }
        return inserted
    }

    /// Moves the lists of a batch from `locked` to what the centre or the calendar has decided, with their coverage.
    public func settle(
        _ submission: ID<DistrictSubmission>, as status: UnitEnrolment.Status, coverage: CoverageStatus,
        at now: Instant
    ) throws {
        try transaction.execute(
            """
            UPDATE coverage SET status = \(coverage) WHERE status = 'provisional' AND version_id IN (
                SELECT v.id FROM unit_enrolment e
                    JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
                WHERE e.submission_id = \(submission))
            """)
        try EnrolmentTallyStore(transaction).changing(.batch(submission), at: now) {
            try transaction.execute(
                """
                UPDATE unit_enrolment SET status = \(status), updated_at = \(now), version = version + 1
                WHERE submission_id = \(submission) AND status = 'locked'
                """)
        }
        guard !status.claims else { return }
        try transaction.execute(
            """
            DELETE FROM enrolment_claim WHERE enrolment_id IN (
                SELECT id FROM unit_enrolment WHERE submission_id = \(submission))
            """)
    }

    /// Leaves these lists out: their window is over.
    public func leaveOut(_ enrolments: [ID<UnitEnrolment>], at now: Instant) throws {
        try EnrolmentTallyStore(transaction).changing(enrolments, at: now) {
            for part in enrolments.inParts {
                try transaction.execute("DELETE FROM enrolment_claim WHERE enrolment_id IN \(list: part)")
                try transaction.execute(
                    """
                    UPDATE unit_enrolment SET status = 'left-out', outdated_since = NULL, updated_at = \(now),
                        version = version + 1
                    WHERE id IN \(list: part)
                    """)
            }
        }
    }

    /// Closes what waits about any of these records.
    public func closeTodos(_ kinds: [Todo.Kind], of subjects: [ID<UnitEnrolment>], at now: Instant) throws {
        for part in subjects.inParts {
            try transaction.execute(
                """
                UPDATE todo SET closed_at = \(now)
                WHERE kind IN \(list: kinds) AND subject_id IN \(list: part) AND closed_at IS NULL
                """)
        }
    }
}

extension Array {
    /// Parts short enough for one statement's bindings.
    var inParts: [ArraySlice<Element>] {
        stride(from: 0, to: count, by: 500).map { self[$0..<Swift.min($0 + 500, count)] }
    }
}
