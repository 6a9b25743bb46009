/// A value as both engines keep it.
///
/// Text holds no U+0000: PostgreSQL cannot keep one, so a statement that binds one is refused on both engines.
public enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

/// A value that can be bound to a statement.
public protocol SQLBindable {
    var sqlValue: SQLValue { get }
}

/// A value that can be read from a row.
public protocol SQLReadable {
    /// - Throws: `DatabaseError.unexpectedValue` if this type has no such value; the row adds the column's name.
    init(sqlValue: SQLValue) throws
}

extension SQLValue: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { self }

    public init(sqlValue: SQLValue) {
        self = sqlValue
    }
}

extension Int64: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(self) }

    public init(sqlValue: SQLValue) throws {
        guard case .integer(let value) = sqlValue else { throw DatabaseError.unreadable }
        self = value
    }
}

extension Int: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(Int64(self)) }

    public init(sqlValue: SQLValue) throws {
        guard case .integer(let value) = sqlValue, let exact = Int(exactly: value) else {
            throw DatabaseError.unreadable
        }
        self = exact
    }
}

extension Double: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .real(self) }

    /// Reads an integer too: an average without a fraction is one in some statements.
    public init(sqlValue: SQLValue) throws {
        switch sqlValue {
        case .real(let value): self = value
        case .integer(let value): self = Double(value)
        case .null, .text, .blob: throw DatabaseError.unreadable
        }
    }
}

/// Kept as 0 and 1 on both engines.
extension Bool: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(self ? 1 : 0) }

    public init(sqlValue: SQLValue) throws {
        switch sqlValue {
        case .integer(0): self = false
        case .integer(1): self = true
        case .integer, .null, .real, .text, .blob: throw DatabaseError.unreadable
        }
    }
}

extension String: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(self) }

    public init(sqlValue: SQLValue) throws {
        guard case .text(let value) = sqlValue else { throw DatabaseError.unreadable }
        self = value
    }
}

extension Array: SQLBindable where Element == UInt8 {
    public var sqlValue: SQLValue { .blob(self) }
}

extension Array: SQLReadable where Element == UInt8 {
    public init(sqlValue: SQLValue) throws {
        guard case .blob(let value) = sqlValue else { throw DatabaseError.unreadable }
        self = value
    }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
    public init(sqlValue: SQLValue) throws {
        if case .null = sqlValue {
            self = nil
        } else {
            self = try Wrapped(sqlValue: sqlValue)
        }
    }
}

extension SQLBindable where Self: RawRepresentable, RawValue: SQLBindable {
    public var sqlValue: SQLValue { rawValue.sqlValue }
}

extension SQLReadable where Self: RawRepresentable, RawValue: SQLReadable {
    public init(sqlValue: SQLValue) throws {
        guard let value = Self(rawValue: try RawValue(sqlValue: sqlValue)) else { throw DatabaseError.unreadable }
        self = value
    }
}
