extension Schema {
    /// Alerts for audit administrators, and what is counted until it is worth one.
    static let alerts = [
        """
        CREATE TABLE alert (
            id {key} PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('failed-logins', 'guessing', 'locks', 'disclosures-near',
                'disclosures-spent', 'mass-export', 'night-login', 'chain-broken')),
            about TEXT NOT NULL,
            union_id {int} NOT NULL REFERENCES trade_union (id),
            account_id {int} REFERENCES account (id),
            address TEXT,
            amount {int} NOT NULL CHECK (amount > 0),
            first_at {int} NOT NULL,
            last_at {int} NOT NULL,
            settled_at {int},
            settled_by {int} REFERENCES account (id),
            remark TEXT,
            CHECK ((settled_at IS NULL) = (settled_by IS NULL) AND (settled_at IS NULL) = (remark IS NULL))
        ) {strict}
        """,
        "CREATE UNIQUE INDEX alert_open ON alert (kind, about) WHERE settled_at IS NULL",
        "CREATE INDEX alert_union ON alert (union_id, last_at)",
        """
        CREATE TABLE alert_tally (
            kind TEXT NOT NULL,
            about TEXT NOT NULL,
            since {int} NOT NULL,
            amount {int} NOT NULL CHECK (amount > 0),
            PRIMARY KEY (kind, about, since)
        ) {strict}
        """,
        "CREATE INDEX alert_tally_since ON alert_tally (since)",
    ]
}
