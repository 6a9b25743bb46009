extension Schema {
    /// How many people each unit could enrol, so that whoever asks for the units without a list looks at no members.
    ///
    /// It hangs on the union's path, as the tallies do; the order by path has all that the monitor reads.
    static let unitTallies = [
        """
        CREATE TABLE unit_tally (
            unit_id {int} PRIMARY KEY REFERENCES enrolling_unit (id),
            path TEXT NOT NULL REFERENCES trade_union (path) ON UPDATE CASCADE,
            members {int} NOT NULL
        ) {strict}
        """,
        "CREATE INDEX unit_tally_figures ON unit_tally (path, unit_id, members)",
        """
        INSERT INTO unit_tally (unit_id, path, members)
        SELECT n.id, u.path, count(*)
        FROM member m JOIN enrolling_unit n ON n.id = m.unit_id JOIN trade_union u ON u.id = n.union_id
        WHERE m.left_on IS NULL AND m.category = 'enterprise' GROUP BY n.id, u.path
        """,
    ]
}
