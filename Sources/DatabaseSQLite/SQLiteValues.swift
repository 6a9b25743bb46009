import DatabaseKit
import GRDB
import GRDBSQLite

/// Values go to SQLite and come from it without a copy between.
///
/// GRDB prepares, steps and reports errors; only its own value types are passed by, which cost an import more time
/// than SQLite itself.
extension GRDB.Statement {
    /// Tells SQLite to copy what is bound.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Runs an insertion for one row.
    func insert(_ values: ArraySlice<SQLValue>, _ connection: GRDB.Database) throws {
        defer { sqlite3_reset(sqliteStatement) }
        var position: Int32 = 0
        for value in values {
            position += 1
            try check(bind(value, at: position), connection)
        }
        let code = sqlite3_step(sqliteStatement)
        if code != SQLITE_DONE { throw failure(code, connection) }
    }

    private func bind(_ value: SQLValue, at position: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(sqliteStatement, position)
        case .integer(let number): return sqlite3_bind_int64(sqliteStatement, position, number)
        case .real(let number): return sqlite3_bind_double(sqliteStatement, position, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(
                        sqliteStatement, position, $0.baseAddress, Int32(clamping: $0.count), Self.transient)
                }
            }
        case .blob(let bytes):
            // SQLite takes no address for NULL.
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(sqliteStatement, position, 0) }
            return bytes.withUnsafeBytes {
                sqlite3_bind_blob64(
                    sqliteStatement, position, $0.baseAddress, sqlite3_uint64($0.count), Self.transient)
            }
        }
    }

    private func check(_ code: Int32, _ connection: GRDB.Database) throws {
        if code != SQLITE_OK { throw failure(code, connection) }
    }

    private func failure(_ code: Int32, _ connection: GRDB.Database) -> GRDB.DatabaseError {
        let extended = sqlite3_extended_errcode(connection.sqliteConnection)
        return GRDB.DatabaseError(
            resultCode: ResultCode(rawValue: extended & 0xFF == code & 0xFF ? extended : code),
            message: sqlite3_errmsg(connection.sqliteConnection).map { String(cString: $0) }, sql: sql)
    }
}

extension DatabaseKit.Row {
    /// The row that the statement stands on.
    init(at statement: GRDB.Statement, _ columns: Columns) {
        let handle = statement.sqliteStatement
        var values: [SQLValue] = []
        let count = sqlite3_column_count(handle)
        values.reserveCapacity(Int(count))
        for column in 0..<count { values.append(SQLValue(handle, column)) }
        self.init(columns: columns, values: values)
    }
}

extension SQLValue {
    fileprivate init(_ statement: SQLiteStatement, _ column: Int32) {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: self = .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: self = .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            // The address first: it may change the number of bytes.
            let start = sqlite3_column_text(statement, column)
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
            self = .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(statement, column)
            let count = Int(sqlite3_column_bytes(statement, column))
            self = .blob([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
        default: self = .null
        }
    }
}
