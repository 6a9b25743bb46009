extension Schema {
    /// Accounts, sessions and what a login needs.
    static let access = [
        """
        CREATE TABLE account (
            id {key} PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            display_name TEXT NOT NULL,
            union_id {int} NOT NULL REFERENCES trade_union (id),
            password_hash TEXT NOT NULL,
            password_changed_at {int} NOT NULL,
            must_change_password {int} NOT NULL DEFAULT 0 CHECK (must_change_password IN (0, 1)),
            status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
            failures {int} NOT NULL DEFAULT 0,
            locked_until {int},
            last_login_at {int},
            last_login_origin TEXT,
            created_at {int} NOT NULL,
            version {int} NOT NULL DEFAULT 1
        ) {strict}
        """,
        "CREATE INDEX account_union ON account (union_id)",
        """
        CREATE TABLE account_role (
            account_id {int} NOT NULL REFERENCES account (id),
            role TEXT NOT NULL CHECK (role IN ('clerk', 'reviewer', 'district-officer', 'centre',
                'system-administrator', 'security-administrator', 'audit-administrator')),
            PRIMARY KEY (account_id, role)
        ) {strict}
        """,
        """
        CREATE TABLE session (
            id {key} PRIMARY KEY,
            token_hash {blob} NOT NULL UNIQUE,
            account_id {int} REFERENCES account (id),
            stage TEXT NOT NULL CHECK (stage IN ('visitor', 'member')),
            csrf TEXT NOT NULL,
            captcha TEXT,
            captcha_until {int},
            enterprise_id {int} REFERENCES enterprise (id),
            created_at {int} NOT NULL,
            seen_at {int} NOT NULL,
            origin TEXT NOT NULL,
            agent TEXT NOT NULL,
            flash TEXT
        ) {strict}
        """,
        "CREATE INDEX session_account ON session (account_id, seen_at)",
        "CREATE INDEX session_seen ON session (seen_at)",
        """
        CREATE TABLE form_ticket (
            ticket TEXT PRIMARY KEY,
            account_id {int} NOT NULL REFERENCES account (id),
            act TEXT NOT NULL,
            answer TEXT NOT NULL,
            at {int} NOT NULL
        ) {strict}
        """,
        "CREATE INDEX form_ticket_at ON form_ticket (at)",
        """
        CREATE TABLE saved_filter (
            token TEXT PRIMARY KEY,
            account_id {int} NOT NULL REFERENCES account (id),
            list TEXT NOT NULL,
            sealed {blob} NOT NULL,
            at {int} NOT NULL
        ) {strict}
        """,
    ]
}
