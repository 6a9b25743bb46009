extension Schema {
    /// The hashes of earlier passwords, as many as may not be used again, each with a salt of its own.
    static let passwords = [
        """
        CREATE TABLE past_password (
            id {key} PRIMARY KEY,
            account_id {int} NOT NULL REFERENCES account (id),
            hash TEXT NOT NULL
        ) {strict}
        """,
        "CREATE INDEX past_password_account ON past_password (account_id, id)",
    ]
}
