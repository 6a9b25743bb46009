extension Schema {
    /// What the lists of 集中参保 add up to, union by union, so that the monitor counts no lists of a district or the city.
    ///
    /// They hang on the union's path, as the members' tallies do. The state of a list is one of `unit_enrolment`, which
    /// the recount of `gonghui verify` proves.
    static let enrolmentTallies = [
        """
        CREATE TABLE enrolment_tally (
            path TEXT NOT NULL REFERENCES trade_union (path) ON UPDATE CASCADE,
            year {int} NOT NULL,
            status TEXT NOT NULL,
            units {int} NOT NULL,
            heads {int} NOT NULL,
            city_fen {int} NOT NULL,
            district_fen {int} NOT NULL,
            base_fen {int} NOT NULL,
            PRIMARY KEY (path, year, status)
        ) {strict}
        """,
        """
        CREATE INDEX enrolment_tally_figures
            ON enrolment_tally (year, path, status, units, heads, city_fen, district_fen, base_fen)
        """,
        """
        INSERT INTO enrolment_tally (path, year, status, units, heads, city_fen, district_fen, base_fen)
        SELECT u.path, e.year, e.status, count(*), coalesce(sum(v.heads), 0),
            coalesce(sum(v.heads * v.city_fen), 0), coalesce(sum(v.heads * v.district_fen), 0),
            coalesce(sum(v.heads * v.base_fen), 0)
        FROM unit_enrolment e JOIN enrolling_unit n ON n.id = e.unit_id JOIN trade_union u ON u.id = n.union_id
            LEFT JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
        WHERE e.ordinal = 0 GROUP BY u.path, e.year, e.status
        """,
        """
        CREATE TABLE enrolment_day (
            path TEXT NOT NULL REFERENCES trade_union (path) ON UPDATE CASCADE,
            year {int} NOT NULL,
            day TEXT NOT NULL,
            units {int} NOT NULL,
            heads {int} NOT NULL,
            PRIMARY KEY (path, year, day)
        ) {strict}
        """,
        "CREATE INDEX enrolment_day_figures ON enrolment_day (year, path, day, units, heads)",
        """
        INSERT INTO enrolment_day (path, year, day, units, heads)
        SELECT u.path, e.year, v.submitted_on, count(*), sum(v.heads)
        FROM unit_enrolment e JOIN enrolling_unit n ON n.id = e.unit_id JOIN trade_union u ON u.id = n.union_id
            JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
        WHERE e.ordinal = 0
            AND (e.status = 'submitted' OR e.status = 'endorsed' OR e.status = 'approved' OR e.status = 'locked'
                OR e.status = 'in-force')
        GROUP BY u.path, e.year, v.submitted_on
        """,
    ]

    /// 催办 of what a unit has not paid to its district; kept for good.
    static let paymentReminders = [
        """
        CREATE TABLE payment_reminder (
            id {key} PRIMARY KEY,
            enrolment_id {int} NOT NULL REFERENCES unit_enrolment (id),
            union_id {int} NOT NULL REFERENCES trade_union (id),
            kind TEXT NOT NULL CHECK (kind IN ('notice', 'call')),
            open_fen {int} NOT NULL CHECK (open_fen > 0),
            note TEXT,
            day TEXT NOT NULL,
            at {int} NOT NULL,
            account_id {int} REFERENCES account (id)
        ) {strict}
        """,
        "CREATE UNIQUE INDEX payment_reminder_day ON payment_reminder (enrolment_id, day) WHERE kind = 'notice'",
        "CREATE INDEX payment_reminder_enrolment ON payment_reminder (enrolment_id, at)",
    ]
}
