public import DatabaseKit

/// Queries that find records which break an invariant, recomputed from base rows, never from roll-ups.
public struct VerificationStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// Names of the records that break one rule, as `table id: what`.
    func records(_ sql: SQL) throws -> [String] {
        try transaction.query(sql).map { row in
            let id: Int64 = try row.get("id")
            let what: String = try row.get("what")
            return "\(what) \(id)"
        }
    }

    /// I1: the stored counts of a version are its people, bucket by bucket.
    public func versionsWhoseBucketsDiffer() throws -> [String] {
        try records(
            """
            SELECT v.id, 'enrolment_version' AS what FROM enrolment_version v
            LEFT JOIN (SELECT version_id,
                    sum(CASE WHEN bucket = 'deceased' THEN 1 ELSE 0 END) AS deceased,
                    sum(CASE WHEN bucket = 'retired' THEN 1 ELSE 0 END) AS retired,
                    sum(CASE WHEN bucket = 'no-card' THEN 1 ELSE 0 END) AS no_card,
                    sum(CASE WHEN bucket = 'covered-elsewhere' THEN 1 ELSE 0 END) AS covered_elsewhere,
                    sum(CASE WHEN bucket = 'manually-excluded' THEN 1 ELSE 0 END) AS manually_excluded,
                    sum(CASE WHEN bucket = 'pending-confirmation' THEN 1 ELSE 0 END) AS pending_confirmation,
                    sum(CASE WHEN bucket = 'suspected-retired' THEN 1 ELSE 0 END) AS suspected_retired,
                    sum(CASE WHEN bucket = 'enrolling' THEN 1 ELSE 0 END) AS heads,
                    count(*) AS members
                FROM enrolment_person GROUP BY version_id) p ON p.version_id = v.id
            WHERE coalesce(p.members, 0) <> v.members OR coalesce(p.heads, 0) <> v.heads
                OR coalesce(p.deceased, 0) <> v.deceased OR coalesce(p.retired, 0) <> v.retired
                OR coalesce(p.no_card, 0) <> v.no_card OR coalesce(p.covered_elsewhere, 0) <> v.covered_elsewhere
                OR coalesce(p.manually_excluded, 0) <> v.manually_excluded
                OR coalesce(p.pending_confirmation, 0) <> v.pending_confirmation
                OR coalesce(p.suspected_retired, 0) <> v.suspected_retired
            ORDER BY v.id
            """)
    }

    /// I2: the shares of a version add up to its plan's premium, and the city pays what the plan says.
    public func versionsWhoseRatesDiffer() throws -> [String] {
        try records(
            """
            SELECT v.id, 'enrolment_version' AS what FROM enrolment_version v
            JOIN unit_enrolment e ON e.id = v.enrolment_id
            LEFT JOIN plan p ON p.year = e.year AND p.type = v.plan_type
            WHERE p.type IS NULL OR v.district_fen < 0 OR v.base_fen < 0
                OR ((v.city_fen <> p.city_fen OR v.city_fen + v.district_fen + v.base_fen <> p.premium_fen)
                    AND (e.ordinal = 0 OR p.half_premium_fen IS NULL OR v.city_fen <> p.half_city_fen
                        OR v.city_fen + v.district_fen + v.base_fen <> p.half_premium_fen))
            ORDER BY v.id
            """)
    }

    /// I2: a district's batch is the sum of its units' locked versions; its credit is no more than it owes.
    public func submissionsWhoseSumsDiffer() throws -> [String] {
        try records(
            """
            SELECT s.id, 'district_submission' AS what FROM district_submission s
            LEFT JOIN (SELECT e.submission_id, count(*) AS units, sum(v.heads) AS heads,
                    sum(v.heads * v.city_fen) AS city_fen, sum(v.heads * v.district_fen) AS district_fen,
                    sum(v.heads * v.base_fen) AS base_fen
                FROM unit_enrolment e
                JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
                WHERE e.submission_id IS NOT NULL GROUP BY e.submission_id) u ON u.submission_id = s.id
            WHERE coalesce(u.units, 0) <> s.units OR coalesce(u.heads, 0) <> s.heads
                OR coalesce(u.city_fen, 0) <> s.city_fen OR coalesce(u.district_fen, 0) <> s.district_fen
                OR coalesce(u.base_fen, 0) <> s.base_fen
                OR s.premium_fen <> s.city_fen + s.district_fen + s.base_fen
                OR s.credit_fen < 0 OR s.credit_fen > s.district_fen + s.base_fen
            ORDER BY s.id
            """)
    }

    /// I3: one active policy per person and year.
    public func personsCoveredTwice() throws -> [String] {
        try records(
            """
            SELECT person_id AS id, 'person' AS what FROM coverage WHERE status NOT IN ('lapsed', 'voided')
            GROUP BY year, person_id HAVING count(*) > 1 ORDER BY person_id
            """)
    }

    /// I3: nobody stands on the current lists of two units.
    public func personsClaimedTwice() throws -> [String] {
        try records(
            """
            SELECT p.person_id AS id, 'person' AS what FROM unit_enrolment e
            JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
            JOIN enrolment_person p ON p.version_id = v.id AND p.bucket = 'enrolling'
            WHERE e.status IN ('submitted', 'endorsed', 'approved', 'locked', 'in-force')
                AND NOT EXISTS (SELECT 1 FROM coverage c WHERE c.version_id = v.id AND c.person_id = p.person_id
                    AND c.status = 'voided')
            GROUP BY e.year, p.person_id HAVING count(*) > 1 ORDER BY p.person_id
            """)
    }

    /// I4: a unit's coverage of one year is of one plan, the one fixed at the lock.
    public func unitsWithTwoPlans() throws -> [String] {
        try records(
            """
            SELECT e.id, 'unit_enrolment' AS what FROM unit_enrolment e
            JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
            WHERE (e.status IN ('submitted', 'endorsed', 'approved', 'locked', 'in-force', 'lapsed')
                    AND (e.status IN ('locked', 'in-force', 'lapsed')
                        AND (e.plan_type IS NULL OR e.plan_type <> v.plan_type)))
                OR (e.status IN ('submitted', 'endorsed', 'approved', 'locked', 'in-force')
                    AND EXISTS (SELECT 1 FROM coverage c WHERE c.unit_id = e.unit_id AND c.year = e.year
                        AND c.status NOT IN ('lapsed', 'voided') AND c.plan_type <> v.plan_type))
            ORDER BY e.id
            """)
    }

    /// I5: versions are numbered 1…n without a gap, and the current one is the last.
    public func enrolmentsWhoseVersionsDiffer() throws -> [String] {
        try records(
            """
            SELECT e.id, 'unit_enrolment' AS what FROM unit_enrolment e
            LEFT JOIN (SELECT enrolment_id, count(*) AS n, max(version) AS newest, min(version) AS oldest
                FROM enrolment_version GROUP BY enrolment_id) v ON v.enrolment_id = e.id
            WHERE coalesce(v.newest, 0) <> e.current_version
                OR coalesce(v.n, 0) <> e.current_version
                OR (e.current_version > 0 AND v.oldest <> 1)
            ORDER BY e.id
            """)
    }

    /// I5: every version has its notice, every batch its own.
    public func recordsWithoutNotice() throws -> [String] {
        try records(
            """
            SELECT v.id, 'enrolment_version' AS what FROM enrolment_version v
            LEFT JOIN notice n ON n.version_id = v.id WHERE n.id IS NULL OR n.version <> v.version
            ORDER BY v.id
            """)
            + records(
                """
                SELECT s.id, 'district_submission' AS what FROM district_submission s
                LEFT JOIN notice n ON n.submission_id = s.id WHERE n.id IS NULL ORDER BY s.id
                """)
    }

    /// I9: the claims of a unit are exactly the people of its current list whom no correction has taken off, or none
    /// when it has none.
    public func enrolmentsWhoseClaimsDiffer() throws -> [String] {
        try records(
            """
            SELECT e.id, 'unit_enrolment' AS what FROM unit_enrolment e
            LEFT JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
            WHERE (SELECT count(*) FROM enrolment_claim c WHERE c.enrolment_id = e.id)
                    <> CASE WHEN e.status IN ('submitted', 'endorsed', 'approved', 'locked', 'in-force')
                        THEN coalesce(v.heads, 0) - (SELECT count(*) FROM coverage c
                            WHERE c.version_id = v.id AND c.status = 'voided') ELSE 0 END
                OR EXISTS (SELECT 1 FROM enrolment_claim c WHERE c.enrolment_id = e.id
                    AND NOT EXISTS (SELECT 1 FROM enrolment_person p
                        WHERE p.version_id = v.id AND p.person_id = c.person_id AND p.bucket = 'enrolling'))
            ORDER BY e.id
            """)
    }

    /// I9: a locked list has its coverage, of each person and in the state that the list is in.
    public func enrolmentsWhoseCoverageDiffers() throws -> [String] {
        try records(
            """
            SELECT e.id, 'unit_enrolment' AS what FROM unit_enrolment e
            JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
            WHERE (SELECT count(*) FROM coverage c WHERE c.version_id = v.id
                    AND c.status = CASE e.status WHEN 'locked' THEN 'provisional' WHEN 'in-force' THEN 'in-force'
                        ELSE 'lapsed' END)
                <> CASE WHEN e.status IN ('locked', 'in-force', 'lapsed') THEN v.heads
                    - (SELECT count(*) FROM coverage c WHERE c.version_id = v.id AND c.status = 'voided') ELSE 0 END
                OR EXISTS (SELECT 1 FROM coverage c WHERE c.version_id = v.id
                    AND NOT EXISTS (SELECT 1 FROM enrolment_person p
                        WHERE p.version_id = v.id AND p.person_id = c.person_id AND p.bucket = 'enrolling'))
            ORDER BY e.id
            """)
    }

    /// I9: a locked list belongs to a batch and a batch's lists are locked, accepted or lapsed with it.
    public func enrolmentsOutOfStepWithTheirBatch() throws -> [String] {
        try records(
            """
            SELECT e.id, 'unit_enrolment' AS what FROM unit_enrolment e
            LEFT JOIN district_submission s ON s.id = e.submission_id
            WHERE (e.status IN ('locked', 'in-force', 'lapsed')) <> (s.id IS NOT NULL)
                OR (s.id IS NOT NULL AND e.status <> CASE s.status WHEN 'completed' THEN 'in-force'
                    WHEN 'lapsed' THEN 'lapsed' ELSE 'locked' END)
            ORDER BY e.id
            """)
    }

    /// I9: a card batch's counts are its lines', and an issued line has its card.
    public func cardBatchesWhoseLinesDiffer() throws -> [String] {
        try records(
            """
            SELECT b.id, 'card_batch' AS what FROM card_batch b
            LEFT JOIN (SELECT batch_id, count(*) AS people,
                    sum(CASE WHEN status = 'issued' THEN 1 ELSE 0 END) AS issued,
                    sum(CASE WHEN status = 'failed' THEN 1 ELSE 0 END) AS failed,
                    sum(CASE WHEN status = 'pending' THEN 1 ELSE 0 END) AS pending,
                    sum(CASE WHEN status = 'issued' AND card_id IS NULL THEN 1 ELSE 0 END) AS cardless
                FROM card_batch_line GROUP BY batch_id) l ON l.batch_id = b.id
            WHERE coalesce(l.people, 0) <> b.people OR coalesce(l.issued, 0) <> b.issued
                OR coalesce(l.failed, 0) <> b.failed OR coalesce(l.cardless, 0) > 0
                OR (b.status IN ('produced', 'partly-failed', 'cancelled') AND coalesce(l.pending, 0) > 0)
            ORDER BY b.id
            """)
    }

    /// I10: every submitted version comes from one act, and every act has made one version.
    public func enrolmentsWhoseSubmissionsDiffer() throws -> [String] {
        try records(
            """
            SELECT e.id, 'unit_enrolment' AS what FROM unit_enrolment e
            WHERE (SELECT count(*) FROM event x WHERE x.subject = 'enrolment' AND x.subject_id = e.id
                    AND x.action = 'submit')
                <> (SELECT count(*) FROM enrolment_version v WHERE v.enrolment_id = e.id AND v.reason = 'submission')
            ORDER BY e.id
            """)
    }

    /// I11: rows in the file = new + updated + moved + unchanged + skipped + failed, recounted from the rows.
    ///
    /// A staged import keeps all its rows. One that was applied keeps all or, from the command line, the failed ones,
    /// and after some days none. While one is being read or changed, and when it was given up, they are not counted.
    public func importsWhoseRowsDiffer() throws -> [String] {
        try records(
            """
            SELECT i.id, 'member_import' AS what FROM member_import i
            LEFT JOIN (SELECT import_id, count(*) AS n,
                    sum(CASE WHEN outcome = 'new' THEN 1 ELSE 0 END) AS new_count,
                    sum(CASE WHEN outcome = 'updated' THEN 1 ELSE 0 END) AS updated_count,
                    sum(CASE WHEN outcome = 'moved' THEN 1 ELSE 0 END) AS moved_count,
                    sum(CASE WHEN outcome = 'unchanged' THEN 1 ELSE 0 END) AS unchanged_count,
                    sum(CASE WHEN outcome = 'skipped' THEN 1 ELSE 0 END) AS skipped_count,
                    sum(CASE WHEN outcome = 'failed' THEN 1 ELSE 0 END) AS failed_count
                FROM member_import_row GROUP BY import_id) r ON r.import_id = i.id
            WHERE i.rows <> i.new_count + i.updated_count + i.moved_count + i.unchanged_count + i.skipped_count
                    + i.failed_count
                OR (i.status = 'staged' AND coalesce(r.n, 0) <> i.rows)
                OR (i.status NOT IN ('reading', 'discarded') AND r.n IS NOT NULL AND r.failed_count <> i.failed_count)
                OR (i.status NOT IN ('reading', 'discarded') AND r.n IS NOT NULL AND r.n <> r.failed_count
                    AND (r.n <> i.rows OR r.new_count <> i.new_count
                    OR r.updated_count <> i.updated_count OR r.moved_count <> i.moved_count
                    OR r.unchanged_count <> i.unchanged_count OR r.skipped_count <> i.skipped_count))
            ORDER BY i.id
            """)
    }
}
