extension Schema {
    /// Proofs of coverage: one for each that holds, with who asked for it first; every download is an event.
    static let proofs = [
        """
        CREATE TABLE coverage_proof (
            id {key} PRIMARY KEY,
            coverage_id {int} NOT NULL REFERENCES coverage (id),
            number TEXT NOT NULL UNIQUE,
            token TEXT NOT NULL UNIQUE,
            facts_sealed {blob} NOT NULL,
            issued_at {int} NOT NULL,
            issued_on TEXT NOT NULL,
            issued_by {int} REFERENCES account (id),
            revoked_at {int}
        ) {strict}
        """,
        "CREATE UNIQUE INDEX coverage_proof_coverage ON coverage_proof (coverage_id) WHERE revoked_at IS NULL",
    ]
}
