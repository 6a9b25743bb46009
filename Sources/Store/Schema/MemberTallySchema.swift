extension Schema {
    /// How many members each union has, and where they work, so that no page counts or searches the city.
    ///
    /// Both hang on the union's path, which moves with the union: a subtree is one range of either table.
    static let memberTallies = [
        """
        CREATE TABLE member_tally (
            path TEXT NOT NULL REFERENCES trade_union (path) ON UPDATE CASCADE,
            category TEXT NOT NULL CHECK (category IN ('enterprise', 'outside-enterprise', 'flexible')),
            flexible_kind TEXT NOT NULL,
            members {int} NOT NULL,
            electronic_cards {int} NOT NULL,
            PRIMARY KEY (path, category, flexible_kind)
        ) {strict}
        """,
        """
        CREATE INDEX member_tally_figures ON member_tally (path, category, flexible_kind, members, electronic_cards)
        """,
        """
        INSERT INTO member_tally (path, category, flexible_kind, members, electronic_cards)
        SELECT u.path, m.category, coalesce(m.flexible_kind, ''), count(*),
            sum(CASE WHEN m.electronic_card = 'active' THEN 1 ELSE 0 END)
        FROM member m JOIN trade_union u ON u.id = m.union_id WHERE m.left_on IS NULL
        GROUP BY u.path, m.category, coalesce(m.flexible_kind, '')
        """,
        """
        CREATE TABLE workplace (
            path TEXT NOT NULL REFERENCES trade_union (path) ON UPDATE CASCADE,
            name TEXT NOT NULL,
            PRIMARY KEY (path, name)
        ) {strict}
        """,
        """
        INSERT INTO workplace (path, name)
        SELECT DISTINCT u.path, m.workplace FROM member m JOIN trade_union u ON u.id = m.union_id
        WHERE m.left_on IS NULL
        """,
    ]
}
