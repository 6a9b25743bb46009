extension Schema {
    /// Which servers run with which keys.
    static let keyInstances = [
        """
        CREATE TABLE key_instance (
            name TEXT PRIMARY KEY,
            known TEXT NOT NULL,
            sealing TEXT NOT NULL,
            since {int} NOT NULL,
            seen_at {int} NOT NULL
        ) {strict}
        """
    ]
}
