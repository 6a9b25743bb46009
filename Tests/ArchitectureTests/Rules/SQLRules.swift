/// One SQL text for both engines, written where SQL belongs.
extension HouseRule {
    /// How a literal is recognised as SQL: by the words that only statements have, in capitals.
    private static let statement =
        #"\b(SELECT\s|INSERT INTO\s|UPDATE\s+\w+\s+SET\s|DELETE FROM\s|CREATE (TABLE|UNIQUE|INDEX|TRIGGER|VIEW)|ALTER TABLE|WHERE\s"#
        + #"|ORDER BY\s|GROUP BY\s|FROM\s+\w+\s+(AS\s|JOIN\s)|ON CONFLICT)"#

    static let portableSQL = HouseRule(
        name: "SQL keeps to what both engines understand",
        advice:
            "SQLite 3.40 and PostgreSQL 15 read the same text (ADR 3); what must differ stands in DatabaseSQLite and "
            + "DatabasePostgres",
        about: ["Sources/"],
        exceptions: [
            "Sources/DatabaseSQLite/": "speaks to SQLite alone",
            "Sources/DatabasePostgres/": "speaks to PostgreSQL alone",
        ],
        find: {
            try $0.literals(
                matching:
                    #"(?i)\bILIKE\b|\bnow\s*\(\s*\)|::|\binstr\s*\(|\bAUTOINCREMENT\b|\bCURRENT_(TIMESTAMP|DATE|TIME)\b"#
                    + #"|\b(datetime|strftime|julianday|to_char|date_trunc|ifnull|group_concat|string_agg|random)\s*\("#
                    + #"|\bINSERT OR \w+|\bREPLACE INTO\b|\browid\b|\bGLOB\b|\b(BIG)?SERIAL\b|\bFOR UPDATE\b"#,
                given: statement)
        },
        broken: [
            #"let a = "SELECT id FROM member WHERE name ILIKE 'a'""#, #"let a = "UPDATE member SET at = now()""#,
            #"let a = "SELECT id::text FROM member""#, #"let a = "SELECT 1 WHERE instr(a, b) > 0""#,
            #"let a = "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT)""#,
            "let a = \"\"\"\n    INSERT OR IGNORE INTO a\n    SELECT 1\n    \"\"\"",
        ],
        kept: [
            #"let a = "SELECT id FROM member WHERE at <= \(now())""#, #"let host = "::1""#,
            "// SELECT now()", #"let a = "INSERT INTO a (b) VALUES (1) ON CONFLICT DO NOTHING""#,
        ])

    static let subtreeByRange = HouseRule(
        name: "A subtree is a range of paths, not a LIKE",
        advice:
            "compare `union_path >= lower AND union_path < upper` with the two ends of the path's range: it uses the index",
        about: ["Sources/"],
        find: {
            try $0.literals(matching: #"(?i)\w*path\w*\s+(NOT\s+)?LIKE\b|\bWITH RECURSIVE\b"#, given: statement)
        },
        broken: [
            #"let a = "SELECT id FROM member WHERE union_path LIKE ?""#,
            #"let a = "WITH RECURSIVE tree AS (SELECT id FROM federation_union) SELECT id FROM tree""#,
        ],
        kept: [#"let a = "SELECT id FROM member WHERE union_path >= \(lower) AND union_path < \(upper)""#])

    static let sqlInItsRoom = HouseRule(
        name: "SQL stands in Store and in the databases",
        advice: "give the store of that aggregate a function with a name, and call that",
        about: [
            "Sources/Domain/", "Sources/Wording/", "Sources/Markup/", "Sources/Pages/", "Sources/Web/",
            "Sources/Spreadsheet/", "Sources/Documents/", "Sources/Vault/", "Sources/Server/",
        ],
        find: {
            try $0.literals(
                matching: #"\bSELECT\s[\s\S]+\sFROM\s|\bINSERT INTO\s|\bUPDATE\s+\w+\s+SET\s|\bDELETE FROM\s"#)
        },
        broken: [
            #"let a = "SELECT id FROM member""#, "let a = \"\"\"\n    SELECT id\n    FROM member\n    \"\"\"",
            #"let a: SQL = "DELETE FROM member WHERE id = \(id)""#,
        ],
        kept: ["// SELECT id FROM member", #"let a = "Select a union FROM the list""#])
}
