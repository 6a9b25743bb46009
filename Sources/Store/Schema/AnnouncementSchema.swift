extension Schema {
    /// What the centre tells everybody, and who has read and confirmed it.
    static let announcements = [
        """
        CREATE TABLE announcement (
            id {key} PRIMARY KEY,
            title TEXT NOT NULL,
            text TEXT NOT NULL,
            audience TEXT NOT NULL CHECK (audience IN ('everybody', 'accounts')),
            place TEXT NOT NULL CHECK (place IN ('usual', 'pinned')),
            reading TEXT NOT NULL CHECK (reading IN ('usual', 'to-be-confirmed')),
            shown_from TEXT NOT NULL,
            shown_through TEXT,
            standing TEXT NOT NULL DEFAULT 'issued' CHECK (standing IN ('issued', 'withdrawn')),
            created_at {int} NOT NULL,
            created_by {int} REFERENCES account (id),
            version {int} NOT NULL DEFAULT 1,
            CHECK (shown_through IS NULL OR shown_through >= shown_from)
        ) {strict}
        """,
        "CREATE INDEX announcement_shown ON announcement (shown_from, id) WHERE standing = 'issued'",
        // Asked for with every page.
        """
        CREATE INDEX announcement_demanded ON announcement (shown_from, id)
            WHERE standing = 'issued' AND reading = 'to-be-confirmed'
        """,
        """
        CREATE TABLE announcement_reading (
            announcement_id {int} NOT NULL REFERENCES announcement (id),
            account_id {int} NOT NULL REFERENCES account (id),
            read_at {int} NOT NULL,
            confirmed_at {int},
            PRIMARY KEY (announcement_id, account_id)
        ) {strict}
        """,
    ]

    /// Files that the centre offers to everybody; their content stands among the stored files.
    static let downloads = [
        """
        CREATE TABLE download (
            id {key} PRIMARY KEY,
            file_id {int} NOT NULL UNIQUE REFERENCES stored_file (id),
            title TEXT NOT NULL,
            category TEXT NOT NULL,
            position {int} NOT NULL CHECK (position BETWEEN 1 AND 9999),
            standing TEXT NOT NULL DEFAULT 'offered' CHECK (standing IN ('offered', 'withdrawn')),
            version {int} NOT NULL DEFAULT 1
        ) {strict}
        """,
        "CREATE INDEX download_offered ON download (position, id) WHERE standing = 'offered'",
    ]

    /// When a file was added stood behind its content, which had to be read to come to it.
    static let downloadTimes = [
        "ALTER TABLE download ADD COLUMN added_at {int} NOT NULL DEFAULT 0",
        "UPDATE download SET added_at = (SELECT f.created_at FROM stored_file f WHERE f.id = download.file_id)",
    ]
}
