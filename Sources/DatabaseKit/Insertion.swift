/// Rows of one table, gathered to be inserted together.
///
/// The statement is written once and its values lie one after the other, so that a row costs its values and no text:
/// ```swift
/// var people = Insertion("INSERT INTO person (id, name)", columns: 2)
/// people.append(id, name)
/// try transaction.insert(people)
/// ```
public struct Insertion: Sendable {
    /// The statement, with `?` for each column.
    public let text: String

    /// How many values make a row.
    public let columns: Int

    /// The values of all rows.
    public private(set) var values: [SQLValue] = []

    /// - Parameters:
    ///   - head: the statement up to the names of the columns.
    ///   - columns: how many names it has.
    ///   - tail: what stands behind the values, such as `ON CONFLICT DO NOTHING`.
    public init(_ head: StaticString, columns: Int, _ tail: StaticString = "") {
        let places = String(repeating: ", ?", count: max(0, columns - 1))
        let end = tail.utf8CodeUnitCount == 0 ? "" : " \(tail)"
        text = "\(head) VALUES (?\(places))\(end)"
        self.columns = max(1, columns)
    }

    /// Makes room for so many rows.
    public mutating func reserve(_ rows: Int) {
        values.reserveCapacity(values.count + rows * columns)
    }

    /// Adds a row; it has as many values as the statement has columns, or inserting it is refused.
    @inlinable
    public mutating func append<each Value: SQLBindable>(_ value: repeat each Value) {
        repeat add((each value).sqlValue)
    }

    @usableFromInline
    mutating func add(_ value: SQLValue) {
        values.append(value)
    }

    /// How many rows it has.
    public var rows: Int { values.count / columns }

    /// Refuses rows of another length than the statement's, and text that no engine keeps.
    package func check() throws(DatabaseError) {
        guard values.count.isMultiple(of: columns) else {
            throw .statement(code: "07001", message: "Rows of \(columns) values have \(values.count) in all")
        }
        for case .text(let text) in values where text.utf8.contains(0) {
            throw .statement(code: "22021", message: "A bound text holds U+0000")
        }
    }

    package func values(of row: Int) -> ArraySlice<SQLValue> {
        values[(row * columns)..<((row + 1) * columns)]
    }
}

extension Transaction {
    /// Inserts all rows and counts them; on an engine without a shorter way, statement by statement.
    @discardableResult
    public func insert(_ insertion: Insertion) throws -> Int {
        try insertion.check()
        return try executeMany(
            (0..<insertion.rows).lazy.map { SQL(row: insertion.text, values: insertion.values(of: $0)) })
    }
}
