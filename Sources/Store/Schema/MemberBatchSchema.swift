extension Schema {
    /// Acts on several members at once, person by person, so that one that was cut off goes on.
    static let memberBatches = [
        """
        CREATE TABLE member_batch (
            id {key} PRIMARY KEY,
            union_id {int} NOT NULL REFERENCES trade_union (id),
            act TEXT NOT NULL CHECK (act IN ('label', 'removal', 'removal-request')),
            detail TEXT,
            note TEXT,
            people {int} NOT NULL,
            at {int} NOT NULL,
            account_id {int} REFERENCES account (id),
            CHECK (act = 'label' OR detail IS NOT NULL),
            CHECK (act <> 'removal-request' OR note IS NOT NULL)
        ) {strict}
        """,
        """
        CREATE TABLE member_batch_line (
            batch_id {int} NOT NULL REFERENCES member_batch (id),
            position {int} NOT NULL,
            member_id {int} NOT NULL REFERENCES member (id),
            member_version {int} NOT NULL,
            outcome TEXT CHECK (outcome IN ('done', 'unchanged', 'left', 'already-asked', 'changed-meanwhile')),
            request_id {int} REFERENCES removal_request (id),
            PRIMARY KEY (batch_id, position)
        ) {strict}
        """,
        "CREATE INDEX member_batch_line_open ON member_batch_line (batch_id, position) WHERE outcome IS NULL",
    ]
}
