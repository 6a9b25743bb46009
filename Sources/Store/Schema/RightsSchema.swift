extension Schema {
    /// 个人信息请求: what people ask about their own data, and how they were answered.
    static let rights = [
        """
        CREATE TABLE rights_request (
            id {key} PRIMARY KEY,
            number TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL CHECK (kind = 'access' OR kind = 'copy' OR kind = 'correction'
                OR kind = 'restriction' OR kind = 'withdrawal'),
            member_id {int} NOT NULL REFERENCES member (id),
            union_id {int} NOT NULL REFERENCES trade_union (id),
            status TEXT NOT NULL DEFAULT 'open' CHECK (status = 'open' OR status = 'fulfilled' OR status = 'refused'),
            text_sealed {blob},
            answer_sealed {blob},
            received_on TEXT NOT NULL,
            due_on TEXT NOT NULL,
            recorded_at {int} NOT NULL,
            recorded_by {int} REFERENCES account (id),
            answered_at {int},
            answered_by {int} REFERENCES account (id),
            CHECK ((status = 'open') = (answered_at IS NULL))
        ) {strict}
        """,
        "CREATE INDEX rights_request_union ON rights_request (union_id, status, id)",
        "CREATE INDEX rights_request_member ON rights_request (member_id)",
        "CREATE INDEX rights_request_answered ON rights_request (answered_at) WHERE answered_at IS NOT NULL",
    ]
}
