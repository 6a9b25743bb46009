public import DatabaseKit
public import Domain

/// What was typed into forms whose sessions had ended, sealed, for whoever typed it.
public struct KeptFormStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// Keeps a form; of one owner's the newest so many stay.
    ///
    /// - Parameter tokenHash: of the token that only the browser has which sent the form.
    public func insert(
        _ form: String, tokenHash: [UInt8], of owner: FormOwner, keeping limit: Int, at now: Instant
    ) throws {
        let id = try transaction.newKey()
        let place = Place(owner)
        try transaction.execute(
            """
            INSERT INTO \(place.table) (id, token_hash, \(place.column), sealed, at)
            VALUES (\(id), \(tokenHash), \(place.owner), \(try seal.seal(form, in: place.field, row: id)), \(now))
            """)
        try transaction.execute(
            """
            DELETE FROM \(place.table) WHERE \(place.column) = \(place.owner) AND id NOT IN
                (SELECT id FROM \(place.table) WHERE \(place.column) = \(place.owner) ORDER BY id DESC LIMIT \(limit))
            """)
    }

    /// The form behind a token; nil for another one's, and for one that was kept before this moment.
    public func find(tokenHash: [UInt8], of owner: FormOwner, since limit: Instant) throws -> String? {
        let place = Place(owner)
        return try transaction.first(
            """
            SELECT id, sealed FROM \(place.table)
            WHERE token_hash = \(tokenHash) AND \(place.column) = \(place.owner) AND at >= \(limit)
            """
        ).map { try seal.open($0.get("sealed"), in: place.field, row: $0.get("id")) }
    }

    public func purge(before limit: Instant) throws {
        try transaction.execute("DELETE FROM kept_form WHERE at < \(limit)")
        try transaction.execute("DELETE FROM own_kept_form WHERE at < \(limit)")
    }

    /// Where the forms of an owner lie.
    private struct Place {
        let table: SQL
        let column: SQL
        let field: SealedField
        let owner: Int64

        init(_ owner: FormOwner) {
            switch owner {
            case .account(let id):
                (table, column, field, self.owner) = ("kept_form", "account_id", .keptForm, id.rawValue)
            case .person(let id):
                (table, column, field, self.owner) = ("own_kept_form", "person_id", .ownKeptForm, id.rawValue)
            }
        }
    }
}
