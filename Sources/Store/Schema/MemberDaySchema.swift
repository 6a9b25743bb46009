extension Schema {
    /// What each day has brought to each union, so that no chart counts the city.
    ///
    /// It hangs on the union's path, as the tallies do. One order serves a subtree with all its days, the other the days
    /// of a short span in the whole city.
    static let memberDays = [
        """
        CREATE TABLE member_day (
            path TEXT NOT NULL REFERENCES trade_union (path) ON UPDATE CASCADE,
            day TEXT NOT NULL,
            joined {int} NOT NULL,
            activated {int} NOT NULL,
            cards {int} NOT NULL,
            PRIMARY KEY (path, day)
        ) {strict}
        """,
        "CREATE INDEX member_day_of_union ON member_day (path, day, joined, activated, cards)",
        "CREATE INDEX member_day_of_city ON member_day (day, path, joined, activated, cards)",
        """
        INSERT INTO member_day (path, day, joined, activated, cards)
        SELECT c.path, c.day, sum(c.joined), sum(c.activated), sum(c.cards) FROM (
            SELECT u.path, m.joined_on AS day, 1 AS joined, 0 AS activated, 0 AS cards
            FROM member m JOIN trade_union u ON u.id = m.union_id
            WHERE m.source <> 'transfer' AND coalesce(m.leave_reason, '') NOT IN ('mistaken', 'duplicate')
            UNION ALL
            SELECT u.path, m.electronic_card_on, 0, 1, 0 FROM member m JOIN trade_union u ON u.id = m.union_id
            WHERE m.electronic_card = 'active' AND coalesce(m.leave_reason, '') NOT IN ('mistaken', 'duplicate')
                AND (m.electronic_card_on > m.joined_on
                    OR (m.electronic_card_on = m.joined_on AND m.source <> 'transfer'))
            UNION ALL
            SELECT u.path, k.issued_on, 0, 0, 1 FROM service_card k JOIN trade_union u ON u.id = k.union_id
        ) AS c
        GROUP BY c.path, c.day
        """,
    ]
}
