import DatabaseKit

extension VerificationStore {
    /// I9: an open conflict is between a list that names the person and one that can still get him.
    public func conflictsThatAreOver() throws -> [String] {
        try records(
            """
            SELECT c.id, 'claim_conflict' AS what FROM claim_conflict c
            JOIN unit_enrolment e ON e.id = c.claimant_id
            WHERE c.status = 'open' AND (e.status IN ('locked', 'in-force', 'lapsed', 'declined', 'left-out')
                OR NOT EXISTS (SELECT 1 FROM enrolment_claim k WHERE k.year = c.year AND k.person_id = c.person_id
                    AND k.enrolment_id = c.holder_id))
            ORDER BY c.id
            """)
    }
}
