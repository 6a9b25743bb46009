import DatabaseKit
import Domain

extension VerificationStore {
    /// I2: what a removal refunds is what the district has paid for the person, no more and no less, and is not taken
    /// back.
    public func removalsWithoutRefund() throws -> [String] {
        try records(
            """
            SELECT q.id, 'enrolment_correction' AS what FROM enrolment_correction q
                JOIN coverage c ON c.id = q.coverage_id
                JOIN enrolment_version v ON v.id = c.version_id
                JOIN unit_enrolment e ON e.id = v.enrolment_id
                JOIN district_submission b ON b.id = e.submission_id
                LEFT JOIN credit r ON r.id = q.credit_id
            WHERE q.kind = 'removal' AND q.status = 'accepted'
                AND (coalesce(r.amount_fen, 0) <> v.district_fen + v.base_fen
                    OR (r.id IS NOT NULL AND (r.status <> 'open' OR r.district_id <> b.district_id
                        OR r.from_year <> c.year)))
            ORDER BY q.id
            """)
    }

    /// I8: whoever has asked has not decided, and whoever has decided for the district has not for the centre.
    public func correctionsOfOneHand() throws -> [String] {
        try records(
            """
            SELECT q.id, 'enrolment_correction' AS what FROM enrolment_correction q
            WHERE q.endorsed_by = q.requested_by
                OR (q.status IN ('accepted', 'returned')
                    AND (q.decided_by = q.requested_by OR q.decided_by = q.endorsed_by))
            ORDER BY q.id
            """)
    }

    /// I9: coverage is voided where a removal was approved, and nowhere else; whose coverage is voided is claimed by
    /// that list no more, unless another one of his by that list stands: two records of his stood on it.
    public func voidedOutOfStep() throws -> [String] {
        try records(
            """
            SELECT c.id, 'coverage' AS what FROM coverage c
                JOIN enrolment_version v ON v.id = c.version_id
            WHERE (c.status = 'voided') <> EXISTS (SELECT 1 FROM enrolment_correction q
                    WHERE q.coverage_id = c.id AND q.kind = 'removal' AND q.status = 'accepted')
                OR (c.status = 'voided' AND EXISTS (SELECT 1 FROM enrolment_claim k
                    WHERE k.enrolment_id = v.enrolment_id AND k.person_id = c.person_id)
                    AND NOT EXISTS (SELECT 1 FROM coverage o WHERE o.version_id = c.version_id
                        AND o.person_id = c.person_id AND o.status <> 'voided'))
            ORDER BY c.id
            """)
    }
}
