extension Schema {
    /// Why reviewers should look twice at a list, and who has to look at it.
    static let review = [
        """
        CREATE TABLE review_mark (
            version_id {int} NOT NULL REFERENCES enrolment_version (id),
            mark TEXT NOT NULL,
            figure {int} NOT NULL,
            base {int} NOT NULL,
            plan_type TEXT,
            PRIMARY KEY (version_id, mark)
        ) {strict}
        """,
        """
        CREATE TABLE review_rule (
            district_id {int} PRIMARY KEY REFERENCES trade_union (id),
            levels TEXT NOT NULL CHECK (levels IN ('either', 'both')),
            set_at {int} NOT NULL,
            set_by {int} REFERENCES account (id),
            version {int} NOT NULL DEFAULT 1
        ) {strict}
        """,
        // Todos are closed by what they are about, whoever they wait for.
        "CREATE INDEX todo_subject ON todo (subject_id, kind) WHERE closed_at IS NULL",
    ]
}
