import DatabaseKit
import Domain

extension VerificationStore {
    /// I7: a batch of 即时参保 is handed in within the year of its coverage.
    public func instantBatchesOutsideTheirYear() throws -> [String] {
        try records(
            """
            SELECT s.id, 'district_submission' AS what FROM district_submission s JOIN plan_year y ON y.year = s.year
            WHERE s.kind = 'instant'
                AND (s.submitted_on < y.coverage_from OR s.submitted_on > y.coverage_through)
            ORDER BY s.id
            """)
    }

    /// I9: the lists of a batch are of its kind, and an instant one covers its people from its own first day on.
    public func instantListsOutOfStep() throws -> [String] {
        try records(
            """
            SELECT e.id, 'unit_enrolment' AS what FROM unit_enrolment e
            JOIN plan_year y ON y.year = e.year
            LEFT JOIN district_submission s ON s.id = e.submission_id
            WHERE (s.id IS NOT NULL AND (s.kind = 'instant') <> (e.ordinal > 0))
                OR (e.ordinal > 0 AND s.id IS NOT NULL AND (e.starts_on IS NULL OR e.starts_on < y.coverage_from
                    OR e.starts_on > y.coverage_through))
                OR (e.ordinal > 0 AND EXISTS (
                    SELECT 1 FROM coverage c JOIN enrolment_version v ON v.id = c.version_id
                    WHERE v.enrolment_id = e.id AND (c.starts_on <> e.starts_on OR c.ends_on <> y.coverage_through)))
            ORDER BY e.id
            """)
    }

    /// I2: an instant list that is locked costs what its term costs, in a year with price bands.
    public func instantListsOfAnotherTerm() throws -> [String] {
        try transaction.query(
            """
            SELECT e.id, e.starts_on, y.coverage_from, p.premium_fen, p.half_premium_fen,
                v.city_fen + v.district_fen + v.base_fen AS paid
            FROM unit_enrolment e
                JOIN plan_year y ON y.year = e.year
                JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
                JOIN plan p ON p.year = e.year AND p.type = v.plan_type
            WHERE e.starts_on IS NOT NULL AND e.status IN ('locked', 'in-force', 'lapsed') ORDER BY e.id
            """
        ).compactMap { row in
            let (start, from): (CalendarDay, CalendarDay) = (try row.get("starts_on"), try row.get("coverage_from"))
            let whole: Money = try row.get("premium_fen")
            let half: Money? = try row.get("half_premium_fen")
            let paid: Money = try row.get("paid")
            let expected = start >= from.adding(months: 6) ? half ?? whole : whole
            let id: Int64 = try row.get("id")
            return paid == expected ? nil : "unit_enrolment \(id)"
        }
    }
}
