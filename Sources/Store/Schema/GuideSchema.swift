extension Schema {
    /// 新手指引, as far as the centre has written it; the platform's own words stand in no table.
    static let guides = [
        """
        CREATE TABLE guide_text (
            part TEXT NOT NULL PRIMARY KEY CHECK (part = 'clerk' OR part = 'reviewer' OR part = 'district-officer'
                OR part = 'centre' OR part = 'system-administrator' OR part = 'security-administrator'
                OR part = 'audit-administrator' OR part = 'questions'),
            text TEXT NOT NULL,
            version {int} NOT NULL DEFAULT 1,
            changed_at {int} NOT NULL,
            changed_by {int} REFERENCES account (id)
        ) {strict}
        """
    ]
}
