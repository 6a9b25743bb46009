extension Schema {
    /// Accounts in the order in which they are listed, so that a search reads no account that it does not show.
    static let accountSearch = ["CREATE INDEX account_search ON account (union_id, name, status)"]
}
