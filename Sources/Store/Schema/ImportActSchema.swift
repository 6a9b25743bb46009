extension Schema {
    /// What clerks do with the rows of an import before its confirmation, and how the rows were before each act.
    static let importActs = [
        """
        CREATE TABLE import_act (
            import_id {int} NOT NULL REFERENCES member_import (id),
            number {int} NOT NULL CHECK (number > 0),
            kind TEXT NOT NULL CHECK (kind IN (
                'edit', 'repair', 'leave-out', 'take-back', 'take-names', 'keep-names')),
            repair TEXT,
            rows {int} NOT NULL DEFAULT 0,
            mended {int} NOT NULL DEFAULT 0 CHECK (mended BETWEEN 0 AND rows),
            PRIMARY KEY (import_id, number)
        ) {strict}
        """,
        """
        CREATE TABLE import_former_row (
            id {key} PRIMARY KEY,
            import_id {int} NOT NULL,
            act {int} NOT NULL,
            number {int} NOT NULL,
            left_out {int} NOT NULL CHECK (left_out IN (0, 1)),
            name_choice TEXT CHECK (name_choice IN ('take', 'keep')),
            sealed {blob} NOT NULL,
            UNIQUE (import_id, act, number),
            FOREIGN KEY (import_id, act) REFERENCES import_act (import_id, number)
        ) {strict}
        """,
        "ALTER TABLE member_import_row ADD COLUMN name_choice TEXT CHECK (name_choice IN ('take', 'keep'))",
        // Rows whose name is not the roll's, and was not entered.
        "ALTER TABLE member_import ADD COLUMN kept_names {int} NOT NULL DEFAULT 0",
        // Why it was not written into the roll.
        """
        ALTER TABLE member_import ADD COLUMN ending TEXT CHECK (ending IN ('given-up', 'expired', 'interrupted'))
        """,
        // The same with more tasks; jobs that wait are kept.
        """
        CREATE TABLE import_job_anew (
            import_id {int} PRIMARY KEY REFERENCES member_import (id),
            task TEXT NOT NULL CHECK (task IN (
                'read', 'repair', 'leave-out', 'take-names', 'keep-names', 'undo', 'apply')),
            repair TEXT,
            account_id {int} REFERENCES account (id),
            today TEXT NOT NULL,
            origin TEXT NOT NULL,
            total {int} NOT NULL,
            done {int} NOT NULL DEFAULT 0,
            attempts {int} NOT NULL DEFAULT 0,
            leased_until {int} NOT NULL DEFAULT 0,
            asked_at {int} NOT NULL
        ) {strict}
        """,
        """
        INSERT INTO import_job_anew (import_id, task, repair, account_id, today, origin, total, done, attempts,
            leased_until, asked_at)
        SELECT import_id, task, repair, account_id, today, origin, total, done, attempts, leased_until, asked_at
        FROM import_job
        """,
        "DROP TABLE import_job",
        "ALTER TABLE import_job_anew RENAME TO import_job",
    ]

    /// What the clerk looks at of a long list: rows with a problem and rows left out, in the order of the file.
    static let importPages = [
        """
        CREATE INDEX member_import_row_problem ON member_import_row (import_id, number)
        WHERE problem_group IS NOT NULL
        """,
        "CREATE INDEX member_import_row_left_out ON member_import_row (import_id, number) WHERE left_out = 1",
    ]
}
