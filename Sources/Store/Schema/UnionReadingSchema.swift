extension Schema {
    /// How the names of unions are read, so that the tree beside 会员信息 finds them by their sound.
    static let unionReadings = [
        "ALTER TABLE trade_union ADD COLUMN name_reading TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE trade_union ADD COLUMN name_initials TEXT NOT NULL DEFAULT ''",
        """
        CREATE INDEX trade_union_readings
            ON trade_union (path, name_reading, name_initials, standing, name, kind, parent_id)
        """,
    ]
}
