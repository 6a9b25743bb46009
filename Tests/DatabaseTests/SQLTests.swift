import DatabaseKit
import DatabasePostgres
import Testing

@Suite("A statement can only bind")
struct SQLTests {
    @Test("an interpolated text is a value, never a part of the statement")
    func bindsText() {
        let name = "'); DROP TABLE member; --"
        let sql: SQL = "SELECT id FROM member WHERE name = \(name)"
        #expect(sql.text == "SELECT id FROM member WHERE name = ?")
        #expect(sql.values == [.text(name)])
    }

    @Test("a list becomes one place per value; an empty one matches nothing")
    func bindsLists() {
        #expect(("id IN \(list: [1, 2, 3])" as SQL).text == "id IN (?, ?, ?)")
        #expect(("id IN \(list: [1, 2, 3])" as SQL).values == [.integer(1), .integer(2), .integer(3)])
        #expect(("id IN \(list: [String]())" as SQL).text == "id IN (NULL)")
    }

    @Test("parts keep their values in order")
    func nestsParts() {
        let condition: SQL = "kind = \("a") AND year = \(2023)"
        let all: SQL = "SELECT \(1) WHERE \(condition) LIMIT \(5)"
        #expect(all.text == "SELECT ? WHERE kind = ? AND year = ? LIMIT ?")
        #expect(all.values == [.integer(1), .text("a"), .integer(2023), .integer(5)])
        #expect(SQL.joined(["a = \(1)", "b = \(2)"], separator: " AND ").text == "a = ? AND b = ?")
        #expect(SQL.joined([], separator: ", ").text.isEmpty)
    }

    @Test("nothing is NULL, a truth is 0 or 1, an enumeration its raw value")
    func convertsValues() {
        enum Kind: String, SQLBindable { case open = "OPEN" }
        let sql: SQL = "\(nil as Int?) \(true) \(false) \(Kind.open) \([1, 2] as [UInt8])"
        #expect(sql.values == [.null, .integer(1), .integer(0), .text("OPEN"), .blob([1, 2])])
    }

    @Test(
        "placeholders are numbered outside quotes and comments only",
        arguments: [
            ("a = ? AND b = ?", "a = $1 AND b = $2"),
            ("a = '?' AND b = ?", "a = '?' AND b = $1"),
            ("a = 'it''s ?' AND b = ?", "a = 'it''s ?' AND b = $1"),
            ("\"od\"\"d?\" = ?", "\"od\"\"d?\" = $1"),
            ("a -- why?\n = ?", "a -- why?\n = $1"),
            ("a /* ? /* ? */ ? */ = ?", "a /* ? /* ? */ ? */ = $1"),
            ("a /*/ ? */ = ?", "a /*/ ? */ = $1"),
            ("a - ? - -?", "a - $1 - -$2"),
            ("a = '甲？' OR b = ?", "a = '甲？' OR b = $1"),
        ])
    func numbersPlaceholders(portable: String, numbered: String) {
        #expect(numberingPlaceholders(portable) == numbered)
    }

    @Test("a row says which column is not what was asked for")
    func namesUnexpectedColumns() throws {
        let row = Row(columns: Columns(["id", "name"]), values: [.integer(7), .null])
        #expect(try row.get("id") == 7)
        #expect(try row.get("name") as String? == nil)
        #expect(throws: DatabaseError.unexpectedValue(column: "name")) { try row.get("name") as String }
        #expect(throws: DatabaseError.unexpectedValue(column: "age")) { try row.get("age") as Int }
        #expect(throws: DatabaseError.unexpectedValue(column: "id")) { try row.get(0) as Bool }
    }
}
