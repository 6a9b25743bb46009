extension Schema {
    /// Rosters held against the platform, line by line, with what is decided of each.
    static let comparison = [
        """
        CREATE TABLE member_comparison (
            id {key} PRIMARY KEY,
            union_id {int} NOT NULL REFERENCES trade_union (id),
            enterprise_id {int} REFERENCES enterprise (id),
            category TEXT NOT NULL CHECK (category IN ('enterprise', 'outside-enterprise', 'flexible')),
            flexible_kind TEXT,
            extent TEXT NOT NULL CHECK (extent IN ('whole-union', 'unit')),
            file_name TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('comparing', 'compared', 'expired')),
            new_count {int} NOT NULL DEFAULT 0,
            changed_count {int} NOT NULL DEFAULT 0,
            same_count {int} NOT NULL DEFAULT 0,
            failed_count {int} NOT NULL DEFAULT 0,
            missing_count {int} NOT NULL DEFAULT 0,
            executed_count {int} NOT NULL DEFAULT 0,
            created_at {int} NOT NULL,
            created_by {int} REFERENCES account (id),
            version {int} NOT NULL DEFAULT 1
        ) {strict}
        """,
        "CREATE INDEX member_comparison_union ON member_comparison (union_id, id)",
        """
        CREATE TABLE member_comparison_line (
            id {key} PRIMARY KEY,
            comparison_id {int} NOT NULL REFERENCES member_comparison (id),
            part TEXT NOT NULL CHECK (part IN ('new', 'missing', 'changed', 'failed')),
            position {int} NOT NULL,
            outcome TEXT CHECK (outcome IN ('new', 'updated', 'moved', 'skipped', 'failed')),
            member_id {int} REFERENCES member (id),
            member_version {int},
            namesake_row {int},
            cells_sealed {blob},
            changes_sealed {blob},
            decision TEXT,
            effect TEXT,
            UNIQUE (comparison_id, part, position),
            CHECK ((part = 'missing') = (outcome IS NULL)),
            CHECK (part <> 'missing' OR member_id IS NOT NULL),
            CHECK (part = 'missing' OR cells_sealed IS NOT NULL OR (part = 'changed' AND effect IS NOT NULL)),
            CHECK (effect IS NULL OR decision IS NOT NULL)
        ) {strict}
        """,
        """
        CREATE INDEX member_comparison_line_result ON member_comparison_line (comparison_id, part, position)
            WHERE effect IS NOT NULL
        """,
        "CREATE INDEX member_comparison_line_member ON member_comparison_line (member_id)",
    ]

    /// What of an ended comparison is still to be thrown away, some lines at a time: the rows by which nothing was done, or
    /// its results as well.
    static let comparisonClearing = [
        "ALTER TABLE member_comparison ADD COLUMN clearing TEXT CHECK (clearing IN ('rows', 'results'))"
    ]

    /// What mends a row that is kept out, and the files that such rows came from; who is a member no more is found by
    /// his union, a given name under every surname.
    static let comparisonSources = [
        "ALTER TABLE member_comparison_line ADD COLUMN repair TEXT",
        """
        CREATE INDEX member_comparison_line_repair ON member_comparison_line (comparison_id, repair, position)
            WHERE repair IS NOT NULL
        """,
        """
        CREATE TABLE comparison_source (
            comparison_id {int} PRIMARY KEY REFERENCES member_comparison (id),
            layout_sealed {blob} NOT NULL,
            file_sealed {blob} NOT NULL
        ) {strict}
        """,
        "CREATE INDEX person_name_second ON person (substr(name, 2))",
        "CREATE INDEX person_name_third ON person (substr(name, 3))",
        "CREATE INDEX member_former ON member (union_id, id) WHERE left_on IS NOT NULL",
    ]

    /// Comparisons are read by the worker of imports, wait for their columns and can be given up; what the server was
    /// cut off in before that is not taken up again.
    static let rosterJobs = [
        """
        CREATE TABLE roster_job (
            import_id {int} UNIQUE REFERENCES member_import (id),
            comparison_id {int} UNIQUE REFERENCES member_comparison (id),
            task TEXT NOT NULL CHECK (task = 'read' OR task = 'repair' OR task = 'leave-out' OR task = 'take-names'
                OR task = 'keep-names' OR task = 'undo' OR task = 'apply'),
            repair TEXT,
            account_id {int} REFERENCES account (id),
            today TEXT NOT NULL,
            origin TEXT NOT NULL,
            total {int} NOT NULL,
            done {int} NOT NULL DEFAULT 0,
            attempts {int} NOT NULL DEFAULT 0,
            leased_until {int} NOT NULL DEFAULT 0,
            asked_at {int} NOT NULL,
            CHECK ((import_id IS NULL) <> (comparison_id IS NULL)),
            CHECK (comparison_id IS NULL OR task = 'read')
        ) {strict}
        """,
        """
        INSERT INTO roster_job (import_id, task, repair, account_id, today, origin, total, done, attempts, leased_until,
            asked_at)
        SELECT import_id, task, repair, account_id, today, origin, total, done, attempts, leased_until, asked_at
        FROM import_job
        """,
        "DROP TABLE import_job",
        """
        ALTER TABLE member_comparison
            ADD COLUMN halt TEXT CHECK (halt = 'columns' OR halt = 'given-up' OR halt = 'interrupted')
        """,
        """
        UPDATE member_comparison SET status = 'expired', halt = 'interrupted', version = version + 1
        WHERE status = 'comparing'
        """,
        "CREATE INDEX member_comparison_halted ON member_comparison (halt, id) WHERE halt IS NOT NULL",
    ]

    /// What was decided of a comparison is carried out by the worker of imports, too.
    static let comparisonExecutions = [
        """
        CREATE TABLE roster_job_anew (
            import_id {int} UNIQUE REFERENCES member_import (id),
            comparison_id {int} UNIQUE REFERENCES member_comparison (id),
            task TEXT NOT NULL CHECK (task = 'read' OR task = 'repair' OR task = 'leave-out' OR task = 'take-names'
                OR task = 'keep-names' OR task = 'undo' OR task = 'apply'),
            repair TEXT,
            account_id {int} REFERENCES account (id),
            today TEXT NOT NULL,
            origin TEXT NOT NULL,
            total {int} NOT NULL,
            done {int} NOT NULL DEFAULT 0,
            attempts {int} NOT NULL DEFAULT 0,
            leased_until {int} NOT NULL DEFAULT 0,
            asked_at {int} NOT NULL,
            CHECK ((import_id IS NULL) <> (comparison_id IS NULL)),
            CHECK (comparison_id IS NULL OR task = 'read' OR task = 'apply')
        ) {strict}
        """,
        """
        INSERT INTO roster_job_anew (import_id, comparison_id, task, repair, account_id, today, origin, total, done,
            attempts, leased_until, asked_at)
        SELECT import_id, comparison_id, task, repair, account_id, today, origin, total, done, attempts, leased_until,
            asked_at
        FROM roster_job
        """,
        "DROP TABLE roster_job",
        "ALTER TABLE roster_job_anew RENAME TO roster_job",
    ]
}
