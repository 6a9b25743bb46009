extension Schema {
    /// Pairs of memberships that may be one person's, and what was decided of them.
    static let duplicates = [
        "ALTER TABLE person ADD COLUMN merged_into {int} REFERENCES person (id)",
        """
        CREATE TABLE duplicate_pair (
            id {key} PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('two-unions', 'renewed-document', 'same-union')),
            first_key {int} NOT NULL,
            second_key {int} NOT NULL,
            first_member_id {int} NOT NULL REFERENCES member (id),
            second_member_id {int} NOT NULL REFERENCES member (id),
            path TEXT NOT NULL,
            status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'merged', 'different')),
            reason TEXT,
            found_at {int} NOT NULL,
            decided_at {int},
            decided_by {int} REFERENCES account (id),
            version {int} NOT NULL DEFAULT 1,
            UNIQUE (kind, first_key, second_key),
            CHECK (first_key < second_key),
            CHECK (status <> 'different' OR reason IS NOT NULL)
        ) {strict}
        """,
        "CREATE INDEX duplicate_pair_path ON duplicate_pair (status, path, id)",
    ]

    /// Two records that were one person's: whose history is whose now.
    ///
    /// A submitted list never changes, but the person on it may get another key. `recorded_as` keeps the one under
    /// which the list was sealed; it is null as long as that is his key still.
    static let merges = [
        "ALTER TABLE enrolment_person ADD COLUMN recorded_as {int} REFERENCES person (id)",
        "CREATE INDEX person_merged ON person (merged_into) WHERE merged_into IS NOT NULL",
        "CREATE INDEX claim_conflict_person ON claim_conflict (person_id)",
    ]
}
