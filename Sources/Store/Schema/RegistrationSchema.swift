extension Schema {
    /// Enterprises without a union that ask for one; who asks is a person, so what he says is sealed.
    static let registrations = [
        """
        CREATE TABLE enterprise_registration (
            id {key} PRIMARY KEY,
            district_id {int} NOT NULL REFERENCES trade_union (id),
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            sealed {blob} NOT NULL,
            status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'accepted', 'returned')),
            submitted_at {int} NOT NULL,
            decided_at {int},
            decided_by {int} REFERENCES account (id),
            reason TEXT,
            union_id {int} REFERENCES trade_union (id),
            account_id {int} REFERENCES account (id),
            CHECK ((status = 'accepted') = (union_id IS NOT NULL))
        ) {strict}
        """,
        "CREATE UNIQUE INDEX enterprise_registration_open ON enterprise_registration (code) WHERE status = 'open'",
        "CREATE INDEX enterprise_registration_district ON enterprise_registration (district_id, status, id)",
    ]

    /// Credit codes are public: whoever sends one keeps nobody out who sends it too.
    static let registrationRepeats = [
        "DROP INDEX enterprise_registration_open",
        """
        CREATE INDEX enterprise_registration_code ON enterprise_registration (district_id, code) WHERE status = 'open'
        """,
    ]

    /// The licence that an enterprise shows; its content stands among the stored files until its days are over.
    static let registrationProofs = [
        "ALTER TABLE enterprise_registration ADD COLUMN proof_id {int} REFERENCES stored_file (id)",
        """
        CREATE INDEX enterprise_registration_proof ON enterprise_registration (proof_id, decided_at)
            WHERE proof_id IS NOT NULL
        """,
    ]
}
