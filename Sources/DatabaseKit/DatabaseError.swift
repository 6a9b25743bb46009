/// What a database refused or could not do, in the same words for both engines.
public enum DatabaseError: Error, Hashable, Sendable {
    /// A row with this key is there already; the constraint is written `table(column, column)`, or it is the name of
    /// an index on an expression.
    case unique(constraint: String)

    /// The row refers to one that is not there, or another one still refers to it.
    case foreignKey

    /// A `CHECK` is not met; the constraint is its name in the schema, or the engine's own name for it.
    case check(constraint: String)

    /// A column that must have a value has none.
    case notNull

    /// Others hold what is needed, longer than one may wait; it may be tried again.
    case busy

    /// The disk is full; nothing of the transaction was kept.
    case full

    /// A write in a read transaction, or a database that cannot be written.
    case readOnly

    /// The stored records are damaged.
    case corrupt

    /// The disk failed; after a failed flush a store accepts no more writes until it is opened again.
    case inputOutput

    /// The database cannot be reached or is closed; the text says why, for the log.
    ///
    /// If it came out of a commit, whether the changes were kept is unknown.
    case unavailable(String)

    /// A column is not there, or its value is not one of the type that was asked for.
    case unexpectedValue(column: String)

    /// The statement itself is wrong; code and message are the engine's, for the log.
    case statement(code: String, message: String)

    /// Thrown where the column's name is not known; `Row` puts it in.
    static let unreadable = DatabaseError.unexpectedValue(column: "")
}
