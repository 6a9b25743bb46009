public import DatabaseKit
public import Domain

/// The marks of submitted lists: found when a list is handed in, for any number of lists in three statements.
///
/// What a mark comes from does not change afterwards, so the queue only reads it.
public struct ReviewMarkStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    // MARK: Writing

    /// Finds and keeps the marks of these versions, all of one year.
    public func mark(_ versions: [ID<EnrolmentVersion>], in year: PlanYear) throws {
        for part in versions.inParts {
            let facts = try facts(of: Array(part), in: year)
            try transaction.executeMany(
                facts.sorted { $0.key < $1.key }.flatMap { version, facts in
                    facts.risks.map { risk in
                        """
                        INSERT INTO review_mark (version_id, mark, figure, base, plan_type)
                        VALUES (\(version), \(risk.mark), \(risk.figure), \(risk.base), \(risk.plan))
                        """
                    }
                })
        }
    }

    /// Gives a version that differs only in its rates the marks of the one before.
    public func copy(from version: ID<EnrolmentVersion>, to next: ID<EnrolmentVersion>) throws {
        try transaction.execute(
            """
            INSERT INTO review_mark (version_id, mark, figure, base, plan_type)
            SELECT \(next), mark, figure, base, plan_type FROM review_mark WHERE version_id = \(version)
            """)
    }

    /// What the marks of these versions come from.
    public func facts(
        of versions: [ID<EnrolmentVersion>], in year: PlanYear
    ) throws -> [ID<EnrolmentVersion>: ReviewFacts] {
        guard !versions.isEmpty else { return [:] }
        var people = try people(of: versions, in: year)
        for row in try transaction.query(
            """
            SELECT v.id, count(*) AS gone FROM enrolment_version v
                JOIN unit_enrolment e ON e.id = v.enrolment_id \(ReviewStore.lastYear)
                JOIN enrolment_person b ON b.version_id = lv.id AND b.bucket = 'enrolling'
            WHERE v.id IN \(list: versions) AND NOT EXISTS (
                SELECT 1 FROM enrolment_person p
                WHERE p.version_id = v.id AND p.person_id = b.person_id AND p.bucket = 'enrolling')
            GROUP BY v.id
            """)
        {
            people[try row.get("id"), default: ReviewFacts.People()].gone = try row.get("gone")
        }
        var facts: [ID<EnrolmentVersion>: ReviewFacts] = [:]
        for row in try transaction.query(
            """
            SELECT v.id, v.version, v.plan_type, v.deceased, v.retired, v.no_card, v.covered_elsewhere,
                v.manually_excluded, v.pending_confirmation, v.suspected_retired, v.heads,
                lv.heads AS last_heads, lv.plan_type AS last_plan,
                (SELECT count(*) FROM event x WHERE x.subject = 'enrolment' AND x.subject_id = e.id
                    AND x.action = 'approve') AS approvals,
                (SELECT count(*) FROM event x WHERE x.subject = 'enrolment' AND x.subject_id = e.id
                    AND x.action = 'return') AS returns
            FROM enrolment_version v
                JOIN unit_enrolment e ON e.id = v.enrolment_id \(ReviewStore.lastYear)
            WHERE v.id IN \(list: versions)
            """)
        {
            let id: ID<EnrolmentVersion> = try row.get("id")
            facts[id] = ReviewFacts(
                version: try row.get("version"), plan: try row.get("plan_type"),
                equation: Equation(counts: [
                    .deceased: try row.get("deceased"), .retired: try row.get("retired"),
                    .noCard: try row.get("no_card"), .coveredElsewhere: try row.get("covered_elsewhere"),
                    .manuallyExcluded: try row.get("manually_excluded"),
                    .pendingConfirmation: try row.get("pending_confirmation"),
                    .suspectedRetired: try row.get("suspected_retired"), .enrolling: try row.get("heads"),
                ]),
                lastYear: try ReviewStore.lastYear(row),
                history: ReviewFacts.History(approvals: try row.get("approvals"), returns: try row.get("returns")),
                people: people[id] ?? ReviewFacts.People())
        }
        return facts
    }

    /// Counts among the people on the lists.
    private func people(
        of versions: [ID<EnrolmentVersion>], in year: PlanYear
    ) throws -> [ID<EnrolmentVersion>: ReviewFacts.People] {
        let adult = year.coverage.from.adding(years: -ReviewThreshold.workingAge)
        var people: [ID<EnrolmentVersion>: ReviewFacts.People] = [:]
        for row in try transaction.query(
            """
            SELECT p.version_id,
                sum(CASE WHEN x.social_insurance = 'unverified' THEN 1 ELSE 0 END) AS confirmed,
                sum(CASE WHEN a.answer IS NOT NULL AND x.statutory_day < \(year.retiredBefore)
                    THEN 1 ELSE 0 END) AS past,
                sum(CASE WHEN x.birth_day > \(adult) THEN 1 ELSE 0 END) AS young,
                sum(CASE WHEN k.unit_id <> e.unit_id THEN 1 ELSE 0 END) AS others
            FROM enrolment_person p
                JOIN enrolment_version v ON v.id = p.version_id
                JOIN unit_enrolment e ON e.id = v.enrolment_id
                JOIN person x ON x.id = p.person_id
                LEFT JOIN retirement_answer a ON a.person_id = p.person_id AND a.answer <> 'retired'
                LEFT JOIN coverage k ON k.year = \(year.year - 1) AND k.person_id = p.person_id
                    AND k.status NOT IN ('lapsed', 'voided')
            WHERE p.version_id IN \(list: versions) AND p.bucket = 'enrolling' GROUP BY p.version_id
            """)
        {
            people[try row.get("version_id")] = ReviewFacts.People(
                confirmedByHand: try row.get("confirmed"), pastRetirement: try row.get("past"),
                underAge: try row.get("young"), fromOtherUnits: try row.get("others"))
        }
        return people
    }

    // MARK: Reading

    /// The marks of these versions, in the order in which they are shown.
    public func risks(of versions: [ID<EnrolmentVersion>]) throws -> [ID<EnrolmentVersion>: [ReviewRisk]] {
        var risks: [ID<EnrolmentVersion>: [ReviewRisk]] = [:]
        for part in versions.inParts {
            for row in try transaction.query(
                """
                SELECT version_id, mark, figure, base, plan_type FROM review_mark
                WHERE version_id IN \(list: part)
                """)
            {
                risks[try row.get("version_id"), default: []].append(
                    ReviewRisk(
                        try row.get("mark"), try row.get("figure"), of: try row.get("base"),
                        plan: try row.get("plan_type")))
            }
        }
        let order = Dictionary(
            ReviewMark.allCases.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return risks.mapValues { $0.sorted { order[$0.mark, default: 0] < order[$1.mark, default: 0] } }
    }
}

extension ReviewMark: SQLBindable, SQLReadable {}
