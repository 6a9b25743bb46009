/// One row of a result, whole and independent of the connection.
public struct Row: Hashable, Sendable {
    /// The names of the columns, shared by all rows of a result.
    public let columns: Columns

    /// The values, in the order of the columns.
    public let values: [SQLValue]

    public init(columns: Columns, values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// The value of the column with this name; of two with the same name, the first.
    ///
    /// Give a column that is an expression a name (`count(*) AS members`): the engines name it differently.
    ///
    /// - Throws: `DatabaseError.unexpectedValue` if there is no such column or its value is not a `T`.
    public func get<T: SQLReadable>(_ column: String) throws -> T {
        guard let position = columns.position(of: column), values.indices.contains(position) else {
            throw DatabaseError.unexpectedValue(column: column)
        }
        return try read(position, named: column)
    }

    /// The value of the column at this position, counted from 0.
    ///
    /// - Throws: `DatabaseError.unexpectedValue` if there is no such column or its value is not a `T`.
    public func get<T: SQLReadable>(_ index: Int) throws -> T {
        guard values.indices.contains(index) else { throw DatabaseError.unexpectedValue(column: "#\(index)") }
        return try read(index, named: columns.names.indices.contains(index) ? columns.names[index] : "#\(index)")
    }

    private func read<T: SQLReadable>(_ position: Int, named name: String) throws -> T {
        do {
            return try T(sqlValue: values[position])
        } catch DatabaseError.unexpectedValue(column: "") {
            throw DatabaseError.unexpectedValue(column: name)
        }
    }
}

/// The names of a result's columns.
public final class Columns: Hashable, Sendable {
    public let names: [String]
    private let positions: [String: Int]

    public init(_ names: [String]) {
        self.names = names
        positions = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    }

    /// Where the column with this name stands, counted from 0.
    public func position(of name: String) -> Int? {
        positions[name]
    }

    public static func == (left: Columns, right: Columns) -> Bool {
        left.names == right.names
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(names)
    }
}
