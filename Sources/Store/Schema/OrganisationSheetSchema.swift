extension Schema {
    /// Lists of unions and enterprises that were uploaded; a file stays sealed until it is applied or given up.
    static let organisationSheets = [
        """
        CREATE TABLE organisation_sheet (
            id {key} PRIMARY KEY,
            union_id {int} NOT NULL REFERENCES trade_union (id),
            subject TEXT NOT NULL CHECK (subject = 'unions' OR subject = 'enterprises'),
            file_name TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status = 'staged' OR status = 'applied' OR status = 'discarded'),
            added {int} NOT NULL,
            changed {int} NOT NULL,
            unchanged {int} NOT NULL,
            failed {int} NOT NULL,
            warned {int} NOT NULL,
            file_sealed {blob},
            reading_sealed {blob},
            failed_sealed {blob},
            at {int} NOT NULL,
            account_id {int} REFERENCES account (id),
            CHECK ((status = 'staged') = (file_sealed IS NOT NULL))
        ) {strict}
        """,
        "CREATE INDEX organisation_sheet_union ON organisation_sheet (union_id, id)",
    ]
}
