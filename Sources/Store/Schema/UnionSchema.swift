extension Schema {
    /// The federation tree, its enterprises and the units that enrol.
    static let unions = [
        """
        CREATE TABLE trade_union (
            id {key} PRIMARY KEY,
            parent_id {int} REFERENCES trade_union (id),
            code TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('city-federation', 'district-federation', 'industry-bureau',
                'subdistrict-federation', 'joint-union', 'union-committee', 'union-association', 'branch')),
            path TEXT NOT NULL UNIQUE,
            credit_code TEXT,
            standing TEXT NOT NULL DEFAULT 'ordinary' CHECK (standing IN ('ordinary', 'holding', 'dissolved')),
            next_child {int} NOT NULL DEFAULT 1,
            enterprises {int} NOT NULL DEFAULT 0 CHECK (enterprises >= 0),
            version {int} NOT NULL DEFAULT 1
        ) {strict}
        """,
        "CREATE INDEX trade_union_parent ON trade_union (parent_id, path)",
        "CREATE INDEX trade_union_figures ON trade_union (path, standing, kind, enterprises)",
        "CREATE INDEX trade_union_names ON trade_union (path, name, standing, kind, parent_id)",
        """
        CREATE TABLE enterprise (
            id {key} PRIMARY KEY,
            union_id {int} NOT NULL REFERENCES trade_union (id),
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            ended_on TEXT,
            version {int} NOT NULL DEFAULT 1
        ) {strict}
        """,
        "CREATE UNIQUE INDEX enterprise_code ON enterprise (code) WHERE ended_on IS NULL",
        "CREATE INDEX enterprise_union ON enterprise (union_id)",
        // With the column of its own condition, which SQLite would otherwise look up in the row.
        "CREATE INDEX enterprise_names ON enterprise (name, union_id, ended_on) WHERE ended_on IS NULL",
        """
        CREATE TABLE enrolling_unit (
            id {key} PRIMARY KEY,
            union_id {int} NOT NULL REFERENCES trade_union (id),
            enterprise_id {int} UNIQUE REFERENCES enterprise (id),
            name TEXT NOT NULL,
            organisation_code TEXT
        ) {strict}
        """,
        "CREATE UNIQUE INDEX enrolling_unit_own ON enrolling_unit (union_id) WHERE enterprise_id IS NULL",
        "CREATE INDEX enrolling_unit_union ON enrolling_unit (union_id)",
        "CREATE INDEX enrolling_unit_organisation ON enrolling_unit (organisation_code, union_id)",
        """
        CREATE TABLE setting (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) {strict}
        """,
        """
        CREATE TABLE dictionary_entry (
            dictionary TEXT NOT NULL,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            position {int} NOT NULL,
            PRIMARY KEY (dictionary, code)
        ) {strict}
        """,
        """
        CREATE TABLE number_series (
            name TEXT PRIMARY KEY,
            next {int} NOT NULL
        ) {strict}
        """,
        """
        CREATE TABLE todo (
            id {key} PRIMARY KEY,
            union_id {int} NOT NULL REFERENCES trade_union (id),
            kind TEXT NOT NULL,
            subject_id {int} NOT NULL,
            subject_name TEXT NOT NULL,
            amount {int} NOT NULL DEFAULT 0,
            due TEXT,
            note TEXT,
            created_at {int} NOT NULL,
            closed_at {int}
        ) {strict}
        """,
        "CREATE UNIQUE INDEX todo_open ON todo (union_id, kind, subject_id) WHERE closed_at IS NULL",
    ]
}
