import DatabaseKit

/// The statements of one transaction on one connection.
final class PostgresTransaction: Transaction {
    enum Purpose {
        case snapshot
        case change
    }

    let engine = EngineKind.postgres

    /// The first statement that failed; the server refuses all after it.
    private(set) var failure: PostgresFailure?

    private let connection: Connection
    private let purpose: Purpose
    private var cursors = 0

    /// How many rows a cursor fetches and how many statements are sent at a time.
    private static let batch = 256

    init(_ connection: Connection, _ purpose: Purpose) {
        self.connection = connection
        self.purpose = purpose
    }

    func query(_ sql: SQL) throws -> [Row] {
        try run(sql).rows()
    }

    func first(_ sql: SQL) throws -> Row? {
        try run(sql).rows().first
    }

    func forEach(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try sql.checkText()
        cursors += 1
        let cursor = "rows_\(cursors)"
        try noting { try connection.open(cursor: cursor, for: sql) }
        while true {
            let rows = try noting { try connection.command("FETCH FORWARD \(Self.batch) FROM \(cursor)").rows() }
            for row in rows { try body(row) }
            if rows.count < Self.batch { break }
        }
        try noting { try connection.command("CLOSE \(cursor)") }
    }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int {
        try run(sql).changes
    }

    @discardableResult
    func executeMany(_ statements: some Sequence<SQL>) throws -> Int {
        var changes = 0
        var group = Group()
        for sql in statements {
            try sql.checkText()
            if group.values.count < Self.batch, group.add(sql) { continue }
            changes += try run(group)
            group = Group()
            _ = group.add(sql)
        }
        return changes + (try run(group))
    }

    func newKey() throws -> Int64 {
        guard purpose == .change else { throw DatabaseError.readOnly }
        if let key = connection.keys.take() { return key }
        let blocks = Int64(connection.keys.nextSize())
        for row in try query("SELECT nextval('key_sequence') AS start FROM generate_series(1, \(blocks))") {
            connection.keys.add(start: try row.get("start"), count: Self.keysPerBlock)
        }
        guard let key = connection.keys.take() else { throw DatabaseError.corrupt }
        return key
    }

    /// What the sequence was created to increase by.
    private static let keysPerBlock: Int64 = 64

    private func run(_ sql: SQL) throws -> Answer {
        try sql.checkText()
        return try noting { try connection.run(sql) }
    }

    private func run(_ group: Group) throws -> Int {
        guard let text = group.text, let types = group.types else { return 0 }
        return try noting { try connection.runTogether(text, types, group.values[...]) }
    }

    @discardableResult
    private func noting<T>(_ work: () throws -> T) throws -> T {
        if let failure { throw failure.error }
        do {
            return try work()
        } catch let error as PostgresFailure {
            failure = error
            throw error.error
        }
    }
}

/// Statements of the same text with values of the same types.
private struct Group {
    private(set) var text: String?
    private(set) var types: ParameterTypes?
    private(set) var values: [[SQLValue]] = []

    /// Adds a statement if it is of the same kind as those before it.
    mutating func add(_ sql: SQL) -> Bool {
        let asked = ParameterTypes(sql.values)
        if let types, let text {
            let complete = types.completed(by: asked)
            guard text == sql.text, complete.takes(asked) else { return false }
            self.types = complete
        } else {
            text = sql.text
            types = asked
        }
        values.append(sql.values)
        return true
    }
}
