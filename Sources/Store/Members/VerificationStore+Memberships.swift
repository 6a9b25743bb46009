import DatabaseKit

extension VerificationStore {
    /// I12: nobody is an open member of two unions.
    public func personsWithTwoMemberships() throws -> [String] {
        try records(
            """
            SELECT person_id AS id, 'person' AS what FROM member WHERE left_on IS NULL
            GROUP BY person_id HAVING count(*) > 1 ORDER BY person_id
            """)
    }

    /// I12: an open transfer's membership is open; an accepted one's has ended, and the new one is its person's.
    public func transfersOutOfStep() throws -> [String] {
        try records(
            """
            SELECT t.id, 'membership_transfer' AS what FROM membership_transfer t
            JOIN member m ON m.id = t.member_id
            LEFT JOIN member n ON n.id = t.new_member_id
            WHERE m.person_id <> t.person_id OR m.union_id <> t.from_union_id
                OR (t.status = 'open' AND m.left_on IS NOT NULL)
                OR (t.status = 'accepted' AND (m.left_on IS NULL OR n.person_id <> t.person_id
                    OR n.union_id <> t.to_union_id))
            ORDER BY t.id
            """)
    }

    /// I12: an open request's membership is open; an approved one's has ended for its ground.
    public func removalsOutOfStep() throws -> [String] {
        try records(
            """
            SELECT q.id, 'removal_request' AS what FROM removal_request q JOIN member m ON m.id = q.member_id
            WHERE m.person_id <> q.person_id OR m.union_id <> q.union_id
                OR (q.status = 'open' AND m.left_on IS NOT NULL)
                OR (q.status = 'accepted' AND (m.left_on IS NULL OR m.leave_reason <> q.ground))
            ORDER BY q.id
            """)
    }
}
