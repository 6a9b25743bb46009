extension Schema {
    /// One-time codes with which a person sets a password of his own.
    static let reset = [
        "ALTER TABLE account ADD COLUMN reset_hash {blob}",
        "ALTER TABLE account ADD COLUMN reset_until {int}",
    ]
}
