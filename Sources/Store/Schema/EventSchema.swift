import DatabaseKit

extension Schema {
    /// The audit log: events, the links that seal them, and where each chain ends.
    ///
    /// A link seals the events that one act has written for one district; which events is what their `link_id` says.
    static let events = [
        """
        CREATE TABLE event (
            id {key} PRIMARY KEY,
            at {int} NOT NULL,
            day TEXT NOT NULL,
            account_id {int},
            actor_path TEXT NOT NULL,
            actor_roles TEXT NOT NULL,
            origin TEXT NOT NULL,
            subject TEXT NOT NULL,
            subject_id {int} NOT NULL,
            subject_path TEXT NOT NULL,
            action TEXT NOT NULL,
            from_status TEXT,
            to_status TEXT,
            detail TEXT,
            link_id {int} NOT NULL
        ) {strict}
        """,
        "CREATE INDEX event_subject ON event (subject, subject_id, id)",
        "CREATE INDEX event_path ON event (subject_path, id)",
        "CREATE INDEX event_link_events ON event (link_id, id)",
        "CREATE INDEX event_at ON event (at, id)",
        """
        CREATE TABLE event_link (
            id {key} PRIMARY KEY,
            chain TEXT NOT NULL,
            position {int} NOT NULL CHECK (position > 0),
            events {int} NOT NULL CHECK (events > 0),
            previous_hash {blob} NOT NULL,
            hash {blob} NOT NULL,
            UNIQUE (chain, position)
        ) {strict}
        """,
        """
        CREATE TABLE event_chain (
            chain TEXT PRIMARY KEY,
            position {int} NOT NULL,
            hash {blob} NOT NULL
        ) {strict}
        """,
    ]

    /// What was written stays: the engine itself refuses to change or delete it.
    static let eventsKept: [EngineKind: [String]] = [
        .sqlite: ["event", "event_link"].flatMap { table in
            ["UPDATE", "DELETE"].map { act in
                """
                CREATE TRIGGER \(table)_\(act.lowercased())_refused BEFORE \(act) ON \(table)
                BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END
                """
            }
        },
        .postgres: [
            """
            CREATE FUNCTION audit_kept() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN RAISE EXCEPTION ''the audit log is only added to''; END'
            """
        ]
            + ["event", "event_link"].flatMap { table in
                ["UPDATE", "DELETE", "TRUNCATE"].map { act in
                    """
                    CREATE TRIGGER \(table)_\(act.lowercased())_refused BEFORE \(act) ON \(table)
                    FOR EACH STATEMENT EXECUTE FUNCTION audit_kept()
                    """
                }
            },
    ]
}
