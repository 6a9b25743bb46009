extension Schema {
    /// The second factor: its secret, what is still to be done before anything else, and the codes that replace it.
    static let secondFactor = [
        "ALTER TABLE account ADD COLUMN totp_sealed {blob}",
        "ALTER TABLE account ADD COLUMN totp_step {int}",
        "ALTER TABLE session ADD COLUMN totp_sealed {blob}",
        "ALTER TABLE session ADD COLUMN duty TEXT CHECK (duty IN ('second-factor'))",
        """
        CREATE TABLE recovery_code (
            account_id {int} NOT NULL REFERENCES account (id),
            hash {blob} NOT NULL,
            used_at {int},
            PRIMARY KEY (account_id, hash)
        ) {strict}
        """,
    ]

    /// When the person of a session last proved anew who he is.
    static let stepUp = ["ALTER TABLE session ADD COLUMN confirmed_at {int}"]
}
