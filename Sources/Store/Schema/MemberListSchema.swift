extension Schema {
    /// What the list of members is found by: readings of names, words of dictionaries, lists of numbers; and how an
    /// account likes to see it.
    static let memberList = [
        "ALTER TABLE person ADD COLUMN name_reading TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE person ADD COLUMN name_initials TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX person_name ON person (name)",
        "CREATE INDEX person_name_reading ON person (name_reading)",
        "CREATE INDEX person_name_initials ON person (name_initials)",
        "CREATE INDEX member_label ON member (union_id, label, id) WHERE left_on IS NULL AND label IS NOT NULL",
        """
        CREATE INDEX member_household ON member (union_id, household, id)
            WHERE left_on IS NULL AND household IS NOT NULL
        """,
        "CREATE INDEX member_post ON member (union_id, post, id) WHERE left_on IS NULL AND post IS NOT NULL",
        """
        CREATE INDEX member_flexible ON member (union_id, flexible_kind, id)
            WHERE left_on IS NULL AND category = 'flexible'
        """,
        "CREATE INDEX member_flexible_class ON member (union_id, id) WHERE left_on IS NULL AND category = 'flexible'",
        "CREATE INDEX member_outside ON member (union_id, id) WHERE left_on IS NULL AND category = 'outside-enterprise'",
        "CREATE INDEX member_scanned ON member (union_id, id) WHERE left_on IS NULL AND source = 'scan'",
        "CREATE INDEX member_transferred ON member (union_id, id) WHERE left_on IS NULL AND source = 'transfer'",
        "CREATE INDEX member_single ON member (union_id, id) WHERE left_on IS NULL AND source = 'single'",
        """
        CREATE INDEX member_electronic ON member (union_id, id)
            WHERE left_on IS NULL AND electronic_card = 'active'
        """,
        "ALTER TABLE saved_filter ADD COLUMN name TEXT",
        "CREATE UNIQUE INDEX saved_filter_name ON saved_filter (account_id, list, name) WHERE name IS NOT NULL",
        """
        CREATE TABLE member_selection (
            token TEXT NOT NULL REFERENCES saved_filter (token) ON DELETE CASCADE,
            member_id {int} NOT NULL REFERENCES member (id),
            PRIMARY KEY (token, member_id)
        ) {strict}
        """,
        """
        CREATE TABLE member_change (
            id {key} PRIMARY KEY,
            event_id {int} NOT NULL REFERENCES event (id),
            field TEXT NOT NULL,
            before_sealed {blob},
            after_sealed {blob}
        ) {strict}
        """,
        "CREATE INDEX member_change_event ON member_change (event_id)",
        "ALTER TABLE dictionary_entry ADD COLUMN standing TEXT NOT NULL DEFAULT 'offered'",
        "ALTER TABLE dictionary_entry ADD COLUMN version {int} NOT NULL DEFAULT 1",
        """
        CREATE TABLE list_column (
            account_id {int} NOT NULL REFERENCES account (id),
            list TEXT NOT NULL,
            columns TEXT NOT NULL,
            PRIMARY KEY (account_id, list)
        ) {strict}
        """,
    ]
}
