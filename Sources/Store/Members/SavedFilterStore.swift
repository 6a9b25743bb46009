public import DatabaseKit
public import Domain

/// Filters kept on the server: those by name or number, which must not stand in an address, for a day under an opaque
/// token; those that an account has named, until it throws them away.
public struct SavedFilterStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// Keeps a filter for a day; whatever the account kept before then is thrown away.
    ///
    /// - Parameter list: which list it belongs to; a token of another list finds nothing.
    public func save(
        _ filter: String, token: String, list: String, for account: ID<Account>, at now: Instant
    ) throws {
        try transaction.execute(
            """
            DELETE FROM saved_filter WHERE account_id = \(account) AND at < \(now.adding(days: -1)) AND name IS NULL
            """)
        try insert(filter, name: nil, token: token, list: list, for: account, at: now)
    }

    /// Throws away whatever was kept for a day and had its time; named filters stay.
    ///
    /// - Returns: how many went.
    @discardableResult
    public func purge(before limit: Instant) throws -> Int {
        try transaction.execute("DELETE FROM saved_filter WHERE at < \(limit) AND name IS NULL")
    }

    /// The filter behind a token; nil for a token of another account or list, or one that has grown old.
    public func find(_ token: String, list: String, for account: ID<Account>) throws -> String? {
        let sealed: [UInt8]? = try transaction.value(
            "SELECT sealed FROM saved_filter WHERE token = \(token) AND account_id = \(account) AND list = \(list)")
        return try sealed.map { try seal.open($0, in: .savedFilter, row: account.rawValue) }
    }

    private func insert(
        _ filter: String, name: String?, token: String, list: String, for account: ID<Account>, at now: Instant
    ) throws {
        try transaction.execute(
            """
            INSERT INTO saved_filter (token, account_id, list, sealed, at, name)
            VALUES (\(token), \(account), \(list),
                \(try seal.seal(filter, in: .savedFilter, row: account.rawValue)), \(now), \(name))
            """)
    }

    // MARK: Named filters

    /// A filter that the account has given a name.
    public struct Named: Sendable {
        public let token: String
        public let name: String
        public let filter: String
    }

    /// Keeps a filter for good; one of the same name is replaced.
    public func name(
        _ name: String, _ filter: String, token: String, list: String, for account: ID<Account>, at now: Instant
    ) throws {
        try transaction.execute(
            "DELETE FROM saved_filter WHERE account_id = \(account) AND list = \(list) AND name = \(name)")
        try insert(filter, name: name, token: token, list: list, for: account, at: now)
    }

    /// The account's named filters, in the order of their names.
    public func named(list: String, for account: ID<Account>) throws -> [Named] {
        try transaction.query(
            """
            SELECT token, name, sealed FROM saved_filter
            WHERE account_id = \(account) AND list = \(list) AND name IS NOT NULL ORDER BY name
            """
        ).map {
            Named(
                token: try $0.get("token"), name: try $0.get("name"),
                filter: try seal.open(try $0.get("sealed"), in: .savedFilter, row: account.rawValue))
        }
    }

    /// Throws a named filter away.
    ///
    /// - Returns: its name; nil when the account has none behind the token.
    public func forget(_ token: String, list: String, for account: ID<Account>) throws -> String? {
        try transaction.first(
            """
            DELETE FROM saved_filter
            WHERE token = \(token) AND account_id = \(account) AND list = \(list) AND name IS NOT NULL RETURNING name
            """
        ).map { try $0.get("name") }
    }

    // MARK: Lists of numbers

    /// The open members of a subtree who hold the documents, by document.
    public func members(
        with documents: [DocumentIndex], in scope: UnionScope
    ) throws -> [DocumentIndex: [ID<Member>]] {
        var found: [DocumentIndex: [ID<Member>]] = [:]
        for (type, indexes) in Dictionary(grouping: documents, by: \.type) {
            try transaction.forEach(
                """
                SELECT d.number_index, m.id FROM identity_document d CROSS JOIN member m CROSS JOIN trade_union u
                WHERE d.type = \(type) AND d.number_index IN \(list: indexes.map(\.index))
                    AND m.person_id = d.person_id AND m.left_on IS NULL AND u.id = m.union_id
                    AND \(scope.covers("u.path"))
                """
            ) { found[DocumentIndex(type: type, index: try $0.get(0)), default: []].append(try $0.get(1)) }
        }
        return found
    }

    /// Puts members behind a kept filter's token, where ``MemberFilter/selection`` finds them.
    public func select(_ members: Set<ID<Member>>, token: String) throws {
        try transaction.executeMany(
            members.lazy.map { member -> SQL in
                "INSERT INTO member_selection (token, member_id) VALUES (\(token), \(member))"
            })
    }
}
