extension Schema {
    /// What the last register list of each kind has changed, so that it can be taken back.
    ///
    /// A person is named by his key alone: of two that became one the changes stay readable.
    static let registerUndo = [
        "ALTER TABLE register_import ADD COLUMN recorded {int} NOT NULL DEFAULT 0 CHECK (recorded IN (0, 1))",
        "ALTER TABLE register_import ADD COLUMN loaded_on TEXT",
        "ALTER TABLE register_import ADD COLUMN undone_at {int}",
        "ALTER TABLE register_import ADD COLUMN undone_reason TEXT",
        "ALTER TABLE register_entry ADD COLUMN import_id {int}",
        "ALTER TABLE register_entry ADD COLUMN before_as_of TEXT",
        "CREATE INDEX register_entry_import ON register_entry (import_id) WHERE import_id IS NOT NULL",
        """
        CREATE TABLE register_change (
            import_id {int} NOT NULL,
            person_id {int} NOT NULL,
            before_status TEXT NOT NULL,
            before_as_of TEXT,
            PRIMARY KEY (import_id, person_id)
        ) {strict}
        """,
        "CREATE INDEX register_change_person ON register_change (person_id)",
    ]
}
