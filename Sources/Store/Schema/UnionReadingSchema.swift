import DatabaseKit
import Domain

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

    /// Where a union stands by its name, which is the only one under its superior.
    static let unionPlaces = [
        // With the column of its own condition, so that a level is counted in the index alone.
        "CREATE INDEX trade_union_place ON trade_union (parent_id, name, standing) WHERE standing <> 'dissolved'",
        "CREATE INDEX trade_union_holding ON trade_union (parent_id) WHERE standing = 'holding'",
    ]

    /// The unions that were there before their names were read.
    static let readUnionNames = Migration.Computation("read-union-names") { transaction in
        var last: Int64 = 0
        while true {
            let names: [(id: Int64, reading: NameReading)] = try transaction.query(
                """
                SELECT id, name FROM trade_union WHERE id > \(last) AND name_reading = '' ORDER BY id LIMIT 100
                """
            ).map { (id: try $0.get(0), reading: NameReading(of: try $0.get(1))) }
            guard let highest = names.last else { return }
            last = highest.id
            let whole = SQL.joined(names.map { "WHEN \($0.id) THEN \($0.reading.whole)" }, separator: " ")
            let initials = SQL.joined(names.map { "WHEN \($0.id) THEN \($0.reading.initials)" }, separator: " ")
            try transaction.execute(
                """
                UPDATE trade_union SET name_reading = CASE id \(whole) ELSE name_reading END,
                    name_initials = CASE id \(initials) ELSE name_initials END
                WHERE id IN \(list: names.map(\.id))
                """)
        }
    }
}
