import DatabaseKit
import GRDB

extension DatabaseKit.DatabaseError {
    /// The engine's error in the platform's words.
    init(_ error: GRDB.DatabaseError) {
        let message = error.message ?? ""
        switch error.resultCode {
        case .SQLITE_CONSTRAINT: self = Self.constraint(error.extendedResultCode, message)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
        case .SQLITE_FULL: self = .full
        case .SQLITE_READONLY: self = .readOnly
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt
        case .SQLITE_IOERR: self = .inputOutput
        case .SQLITE_CANTOPEN, .SQLITE_MISUSE, .SQLITE_PERM, .SQLITE_NOLFS: self = .unavailable(message)
        default: self = .statement(code: String(error.extendedResultCode.rawValue), message: message)
        }
    }

    private static func constraint(_ code: ResultCode, _ message: String) -> DatabaseKit.DatabaseError {
        let subject = message.split(separator: "constraint failed: ", maxSplits: 1).last.map(String.init) ?? message
        return switch code {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
            .unique(constraint: key(named: subject))
        case .SQLITE_CONSTRAINT_FOREIGNKEY: .foreignKey
        // ON DELETE RESTRICT is carried out by a trigger inside SQLite.
        case .SQLITE_CONSTRAINT_TRIGGER where message == "FOREIGN KEY constraint failed": .foreignKey
        case .SQLITE_CONSTRAINT_CHECK: .check(constraint: subject)
        case .SQLITE_CONSTRAINT_NOTNULL: .notNull
        default: .statement(code: String(code.rawValue), message: message)
        }
    }

    /// `member.union_id, member.person_id` as `member(union_id, person_id)`; `index 'name'` as `name`.
    private static func key(named subject: String) -> String {
        if subject.hasPrefix("index '") { return String(subject.dropFirst("index '".count).dropLast()) }
        let columns = subject.split(separator: ", ").map { $0.split(separator: ".", maxSplits: 1) }
        guard let table = columns.first?.first else { return subject }
        return "\(table)(\(columns.compactMap(\.last).joined(separator: ", ")))"
    }
}
