/// A statement and the values bound to it.
///
/// Written as a string literal; an interpolation binds, it never becomes text:
/// ```swift
/// let adults: SQL = "SELECT id FROM person WHERE union_id = \(union) AND kind IN \(list: kinds)"
/// ```
/// Literals are `StaticString`, so text known only at run time cannot become a statement. A statement
/// interpolated into another keeps its own values, which is how optional conditions are put together.
///
/// Both engines are given this one text. PostgreSQL must know the type of a value before it runs the statement:
/// it takes it from the value, so write `CAST(? AS INTEGER)` around one that an integer of four bytes is wanted for.
public struct SQL: Hashable, Sendable {
    /// The statement, with `?` where a value is bound.
    public private(set) var text: String

    /// The values in the order of their `?`.
    public private(set) var values: [SQLValue]

    /// Whether the text is likely to come again, so that keeping it prepared is worth the memory.
    package private(set) var recurrence = Recurrence.literal

    package enum Recurrence: Hashable, Sendable {
        /// The text follows from the source alone.
        case literal
        /// The text depends on how many values were given.
        case assembled
    }

    /// A migration's text, the one place where text is not a literal of the statement's own source.
    init(migration text: String) {
        self.text = text
        values = []
        recurrence = .assembled
    }

    /// One row of an `Insertion`.
    init(row text: String, values: ArraySlice<SQLValue>) {
        self.text = text
        self.values = Array(values)
    }

    private init(text: String, values: [SQLValue], recurrence: Recurrence) {
        self.text = text
        self.values = values
        self.recurrence = recurrence
    }

    /// Puts `other` behind this statement; nothing is added between the two.
    public mutating func append(_ other: SQL) {
        text += other.text
        values += other.values
        if other.recurrence == .assembled { recurrence = .assembled }
    }

    /// The two texts one after the other, with nothing between them.
    public static func + (first: SQL, second: SQL) -> SQL {
        var both = first
        both.append(second)
        return both
    }

    /// The parts in order with the separator between each two; the empty statement if there is none.
    public static func joined(_ parts: [SQL], separator: SQL) -> SQL {
        var all = SQL(text: "", values: [], recurrence: .assembled)
        for (position, part) in parts.enumerated() {
            if position > 0 { all.append(separator) }
            all.append(part)
        }
        return all
    }
}

extension SQL: ExpressibleByStringInterpolation {
    /// A literal without values.
    public init(stringLiteral text: StaticString) {
        self.init(text: text.description, values: [], recurrence: .literal)
    }

    /// A literal with values.
    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.statement
    }

    /// What a literal is gathered in: text from the source, everything else bound.
    public struct StringInterpolation: StringInterpolationProtocol {
        var statement: SQL

        public init(literalCapacity: Int, interpolationCount: Int) {
            statement = SQL(text: "", values: [], recurrence: .literal)
            statement.text.reserveCapacity(literalCapacity + interpolationCount * 2)
            statement.values.reserveCapacity(interpolationCount)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            statement.text += literal.description
        }

        /// Binds one value.
        public mutating func appendInterpolation(_ value: some SQLBindable) {
            statement.text += "?"
            statement.values.append(value.sqlValue)
        }

        /// Binds a value that may be absent; absence is `NULL`.
        public mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            statement.text += "?"
            statement.values.append(value.sqlValue)
        }

        /// Puts a statement or a part of one here, its values bound at this place.
        public mutating func appendInterpolation(_ part: SQL) {
            statement.append(part)
        }

        /// Binds each value: `(?, ?, ?)`, for `IN`; of no values `(NULL)`, which nothing is in.
        public mutating func appendInterpolation(list values: some Sequence<some SQLBindable>) {
            let bound = values.map(\.sqlValue)
            statement.recurrence = .assembled
            if bound.isEmpty {
                statement.text += "(NULL)"
                return
            }
            statement.text += "(?" + String(repeating: ", ?", count: bound.count - 1) + ")"
            statement.values += bound
        }
    }
}
