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

    /// I12: what is kept of a union's members by class and kind is what counting them anew gives.
    public func unionsWhoseTallyDiffers() throws -> [String] {
        try records(
            """
            SELECT u.id, 'trade_union' AS what FROM trade_union u WHERE u.path IN (
                SELECT c.path FROM (
                    SELECT t.path, t.category, t.flexible_kind AS kind, t.members, t.electronic_cards AS cards
                    FROM member_tally t
                    UNION ALL
                    SELECT w.path, m.category, coalesce(m.flexible_kind, ''), -1,
                        CASE WHEN m.electronic_card = 'active' THEN -1 ELSE 0 END
                    FROM member m JOIN trade_union w ON w.id = m.union_id WHERE m.left_on IS NULL
                ) AS c GROUP BY c.path, c.category, c.kind HAVING sum(c.members) <> 0 OR sum(c.cards) <> 0)
            ORDER BY u.id
            """)
    }

    /// I12: what is kept of a union's days — who joined, whose electronic card was activated, who got a service card — is
    /// what counting them anew gives.
    public func unionsWhoseDaysDiffer() throws -> [String] {
        try records(
            """
            SELECT u.id, 'trade_union' AS what FROM trade_union u WHERE u.path IN (
                SELECT c.path FROM (
                    SELECT t.path, t.day, t.joined, t.activated, t.cards FROM member_day t
                    UNION ALL
                    SELECT w.path, m.joined_on, -1, 0, 0 FROM member m JOIN trade_union w ON w.id = m.union_id
                    WHERE \(MemberDayStore.hasJoined)
                    UNION ALL
                    SELECT w.path, m.electronic_card_on, 0, -1, 0 FROM member m
                        JOIN trade_union w ON w.id = m.union_id
                    WHERE \(MemberDayStore.hasActivated)
                    UNION ALL
                    SELECT w.path, k.issued_on, 0, 0, -1 FROM service_card k JOIN trade_union w ON w.id = k.union_id
                ) AS c GROUP BY c.path, c.day
                HAVING sum(c.joined) <> 0 OR sum(c.activated) <> 0 OR sum(c.cards) <> 0)
            ORDER BY u.id
            """)
    }

    /// I12: what is kept of the number of a union's enterprises is what counting them anew gives.
    public func unionsWhoseEnterprisesDiffer() throws -> [String] {
        try records(
            """
            SELECT u.id, 'trade_union' AS what FROM trade_union u
            WHERE u.enterprises <> (SELECT count(*) FROM enterprise e WHERE e.union_id = u.id AND e.ended_on IS NULL)
            ORDER BY u.id
            """)
    }

    /// I12: what is kept of the unions under each is what counting them and their enterprises anew gives.
    public func unionsWhoseSubordinatesDiffer() throws -> [String] {
        try records(
            """
            SELECT p.id, 'trade_union' AS what FROM trade_union p
            WHERE p.path IN (
                SELECT c.path FROM (
                    SELECT t.path, t.kind, t.unions, t.enterprises FROM union_tally t
                    UNION ALL
                    SELECT w.path, u.kind, CASE WHEN u.standing = 'ordinary' THEN -1 ELSE 0 END, 0
                    FROM trade_union u JOIN trade_union w ON w.id = u.parent_id
                    UNION ALL
                    SELECT w.path, u.kind, 0, -1 FROM enterprise e JOIN trade_union u ON u.id = e.union_id
                        JOIN trade_union w ON w.id = u.parent_id
                    WHERE e.ended_on IS NULL
                ) AS c GROUP BY c.path, c.kind HAVING sum(c.unions) <> 0 OR sum(c.enterprises) <> 0)
            ORDER BY p.id
            """)
    }

    /// I12: members are found by where they work, for their unions know these names.
    public func membersWithUnknownWorkplace() throws -> [String] {
        try records(
            """
            SELECT m.id, 'member' AS what FROM member m JOIN trade_union u ON u.id = m.union_id
            WHERE m.left_on IS NULL AND NOT EXISTS (SELECT 1 FROM workplace w
                WHERE w.path = u.path AND w.name = m.workplace)
            ORDER BY m.id
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
