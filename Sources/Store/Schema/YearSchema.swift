extension Schema {
    /// What changes a plan year after it is published.
    static let year = [
        """
        CREATE TABLE window_extension (
            id {key} PRIMARY KEY,
            year {int} NOT NULL REFERENCES plan_year (year),
            ordinal {int} NOT NULL CHECK (ordinal > 0),
            activity TEXT NOT NULL,
            union_id {int} NOT NULL REFERENCES trade_union (id),
            ends_on TEXT NOT NULL,
            reason TEXT NOT NULL,
            set_at {int} NOT NULL,
            set_by {int} REFERENCES account (id),
            UNIQUE (year, ordinal)
        ) {strict}
        """
    ]

    /// Register lists are looked at before they are taken: counts of the preview, and the list itself until then.
    static let register = [
        "ALTER TABLE register_import ADD COLUMN status TEXT NOT NULL DEFAULT 'applied'",
        "ALTER TABLE register_import ADD COLUMN unreadable {int} NOT NULL DEFAULT 0",
        "ALTER TABLE register_import ADD COLUMN changed {int} NOT NULL DEFAULT 0",
        "ALTER TABLE register_import ADD COLUMN file_name TEXT",
        "ALTER TABLE register_import ADD COLUMN sealed {blob}",
    ]

    /// Every change of a district's split, for good; `share_setting` holds what is in force.
    static let shares = [
        """
        CREATE TABLE share_change (
            id {key} PRIMARY KEY,
            year {int} NOT NULL,
            plan_type TEXT NOT NULL,
            district_id {int} NOT NULL REFERENCES trade_union (id),
            unit_id {int} REFERENCES enrolling_unit (id),
            before_fen {int},
            after_fen {int},
            repriced {int} NOT NULL,
            at {int} NOT NULL,
            account_id {int} REFERENCES account (id),
            FOREIGN KEY (year, plan_type) REFERENCES plan (year, type)
        ) {strict}
        """,
        "CREATE INDEX share_change_place ON share_change (district_id, year, plan_type, at)",
    ]

    /// What the centre owes districts from earlier years, and what of it stands against which batch.
    static let credits = [
        """
        CREATE TABLE credit (
            id {key} PRIMARY KEY,
            district_id {int} NOT NULL REFERENCES trade_union (id),
            from_year {int} NOT NULL,
            amount_fen {int} NOT NULL CHECK (amount_fen > 0),
            reason TEXT NOT NULL,
            status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'cancelled')),
            at {int} NOT NULL,
            account_id {int} REFERENCES account (id)
        ) {strict}
        """,
        "CREATE INDEX credit_district ON credit (district_id, status)",
        """
        CREATE TABLE credit_use (
            id {key} PRIMARY KEY,
            credit_id {int} NOT NULL REFERENCES credit (id),
            submission_id {int} NOT NULL REFERENCES district_submission (id),
            amount_fen {int} NOT NULL CHECK (amount_fen > 0),
            at {int} NOT NULL,
            returned_at {int},
            UNIQUE (credit_id, submission_id)
        ) {strict}
        """,
        "CREATE INDEX credit_use_submission ON credit_use (submission_id)",
    ]

    /// Whom to call about a unit's list, and how often it was reminded.
    static let reminders = [
        """
        CREATE TABLE unit_contact (
            unit_id {int} PRIMARY KEY REFERENCES enrolling_unit (id),
            sealed {blob} NOT NULL,
            at {int} NOT NULL,
            account_id {int} REFERENCES account (id)
        ) {strict}
        """,
        """
        CREATE TABLE unit_reminder (
            id {key} PRIMARY KEY,
            year {int} NOT NULL REFERENCES plan_year (year),
            unit_id {int} NOT NULL REFERENCES enrolling_unit (id),
            union_id {int} NOT NULL REFERENCES trade_union (id),
            kind TEXT NOT NULL CHECK (kind IN ('notice', 'call')),
            note TEXT,
            day TEXT NOT NULL,
            at {int} NOT NULL,
            account_id {int} REFERENCES account (id)
        ) {strict}
        """,
        "CREATE UNIQUE INDEX unit_reminder_day ON unit_reminder (year, unit_id, day) WHERE kind = 'notice'",
        "CREATE INDEX unit_reminder_unit ON unit_reminder (unit_id, year, at)",
    ]
}
