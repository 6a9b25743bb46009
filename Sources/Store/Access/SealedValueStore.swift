public import DatabaseKit

/// Sealed values as they lie in the database, whatever they mean.
public struct SealedValueStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public struct Value: Hashable, Sendable {
        /// The key that the value was sealed with.
        public let row: Int64
        public let sealed: [UInt8]

        public init(row: Int64, sealed: [UInt8]) {
            self.row = row
            self.sealed = sealed
        }
    }

    /// The next values, by row, that do not begin with `mark`: those of another key.
    public func values(of field: SealedField, otherThan mark: [UInt8], after row: Int64) throws -> [Value] {
        let place = field.column
        return try transaction.query(
            """
            SELECT \(place.row) AS row_key, \(place.column) AS sealed_value FROM \(place.table)
            WHERE \(place.row) > \(row) AND \(place.column) IS NOT NULL AND substr(\(place.column), 1, 5) <> \(mark)
            ORDER BY \(place.row) LIMIT \(place.stride)
            """
        ).map { Value(row: try $0.get(0), sealed: try $0.get(1)) }
    }

    /// Puts values in the place of others, where these are still as they were read.
    ///
    /// - Returns: how many were replaced; one that was changed or removed meanwhile stays as it has become.
    @discardableResult
    public func replace(_ values: [(old: Value, new: [UInt8])], of field: SealedField) throws -> Int {
        let place = field.column
        return try transaction.executeMany(
            values.map { value in
                """
                UPDATE \(place.table) SET \(place.column) = \(value.new)
                WHERE \(place.row) = \(value.old.row) AND \(place.column) = \(value.old.sealed)
                """ as SQL
            })
    }

    /// How many values begin with each mark of five bytes.
    public func marks(of field: SealedField) throws -> [(mark: [UInt8], values: Int)] {
        let place = field.column
        return try transaction.query(
            """
            SELECT substr(\(place.column), 1, 5) AS mark, count(*) AS amount FROM \(place.table)
            WHERE \(place.column) IS NOT NULL GROUP BY substr(\(place.column), 1, 5)
            """
        ).map { (mark: try $0.get(0), values: try $0.get(1)) }
    }
}
