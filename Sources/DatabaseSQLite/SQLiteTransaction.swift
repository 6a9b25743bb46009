import DatabaseKit
import Foundation
import GRDB

/// The statements of one transaction on one connection of the pool.
final class SQLiteTransaction: DatabaseKit.Transaction {
    enum Purpose {
        case snapshot
        case change
    }

    let engine = EngineKind.sqlite

    /// The first statement that failed; nothing runs after it, for SQLite may have rolled back, and then a statement
    /// would be a transaction of its own.
    private(set) var failure: GRDB.DatabaseError?

    private let connection: GRDB.Database
    private let purpose: Purpose
    private var keys = KeyStock(smallest: 16, largest: 1024)

    init(_ connection: GRDB.Database, _ purpose: Purpose) {
        self.connection = connection
        self.purpose = purpose
    }

    func query(_ sql: DatabaseKit.SQL) throws -> [DatabaseKit.Row] {
        try run(sql) { statement in
            let columns = Columns(statement.columnNames)
            let cursor = try GRDB.Row.fetchCursor(statement)
            var rows: [DatabaseKit.Row] = []
            while try cursor.next() != nil { rows.append(DatabaseKit.Row(at: statement, columns)) }
            return rows
        }
    }

    func first(_ sql: DatabaseKit.SQL) throws -> DatabaseKit.Row? {
        try run(sql) { statement in
            let columns = Columns(statement.columnNames)
            let cursor = try GRDB.Row.fetchCursor(statement)
            guard try cursor.next() != nil else { return nil }
            let first = DatabaseKit.Row(at: statement, columns)
            // A statement that changes rows must run to its end.
            if !statement.isReadonly { while try cursor.next() != nil {} }
            return first
        }
    }

    func forEach(_ sql: DatabaseKit.SQL, _ body: (DatabaseKit.Row) throws -> Void) throws {
        // Not a kept statement: body may run the same text.
        let (statement, columns, cursor) = try noting {
            try sql.checkText()
            let statement = try connection.makeStatement(sql: sql.text)
            try statement.setArguments(sql.arguments)
            return (statement, Columns(statement.columnNames), try GRDB.Row.fetchCursor(statement))
        }
        while try noting({ try cursor.next() }) != nil { try body(DatabaseKit.Row(at: statement, columns)) }
    }

    @discardableResult
    func execute(_ sql: DatabaseKit.SQL) throws -> Int {
        try run(sql) { statement in try changes(of: statement) }
    }

    @discardableResult
    func executeMany(_ statements: some Sequence<DatabaseKit.SQL>) throws -> Int {
        try noting {
            var prepared: (text: String, statement: Statement)?
            var total = 0
            for sql in statements {
                try sql.checkText()
                let statement: Statement
                if let prepared, prepared.text == sql.text {
                    statement = prepared.statement
                } else {
                    statement = try connection.makeStatement(sql: sql.text)
                    prepared = (sql.text, statement)
                }
                try statement.setArguments(sql.arguments)
                total += try changes(of: statement)
            }
            return total
        }
    }

    @discardableResult
    func insert(_ insertion: Insertion) throws -> Int {
        try noting {
            try insertion.check()
            guard insertion.rows > 0 else { return 0 }
            let statement = try connection.cachedStatement(sql: insertion.text)
            var total = 0
            for row in 0..<insertion.rows {
                try statement.insert(insertion.values(of: row), connection)
                total += connection.changesCount
            }
            return total
        }
    }

    func newKey() throws -> Int64 {
        guard purpose == .change else { throw DatabaseKit.DatabaseError.readOnly }
        if let key = keys.take() { return key }
        let count = Int64(keys.nextSize())
        let start: Int64? = try value(
            "UPDATE key_sequence SET next = next + \(count) WHERE id = 1 RETURNING next - \(count)")
        guard let start else { throw DatabaseKit.DatabaseError.corrupt }
        keys.add(start: start, count: count)
        return try newKey()
    }

    private func changes(of statement: Statement) throws -> Int {
        try statement.execute()
        return statement.isReadonly ? 0 : connection.changesCount
    }

    private func run<T>(_ sql: DatabaseKit.SQL, _ body: (Statement) throws -> T) throws -> T {
        try noting {
            try sql.checkText()
            let statement =
                switch sql.recurrence {
                case .literal: try connection.cachedStatement(sql: sql.text)
                case .assembled: try connection.makeStatement(sql: sql.text)
                }
            try statement.setArguments(sql.arguments)
            return try body(statement)
        }
    }

    private func noting<T>(_ work: () throws -> T) throws -> T {
        if let failure { throw DatabaseKit.DatabaseError(failure) }
        do {
            return try work()
        } catch let error as GRDB.DatabaseError {
            failure = error
            throw DatabaseKit.DatabaseError(error)
        }
    }
}

extension DatabaseKit.SQL {
    fileprivate var arguments: StatementArguments {
        StatementArguments(values.map(\.databaseValue))
    }
}

extension SQLValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .real(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .blob(let value): Data(value).databaseValue
        }
    }
}
