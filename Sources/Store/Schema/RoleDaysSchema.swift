extension Schema {
    /// The days on which a role holds; without them it holds until it is taken back.
    static let roleDays = [
        "ALTER TABLE account_role ADD COLUMN valid_from TEXT",
        """
        ALTER TABLE account_role ADD COLUMN valid_until TEXT
            CHECK (valid_until IS NULL OR valid_from IS NULL OR valid_from <= valid_until)
        """,
    ]
}
