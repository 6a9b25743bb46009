public import DatabaseKit
public import Domain

/// Alerts, and what is counted until it is worth one.
public struct AlertStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// What an alert is about; of one kind and subject one alert is open at most.
    public enum Subject: Hashable, Sendable {
        case account(ID<Account>)
        /// Any account's; told by where it comes from.
        case address(String)
        /// What an account takes out in files; counted only.
        case exports(ID<Account>)
        /// What of it no second person has consented to; counted only.
        case exportsAlone(ID<Account>)
        /// A name that nobody has.
        case unknown
        case everybody

        var text: String {
            switch self {
            case .account(let id): "account/\(id)"
            case .address(let address): "address/\(address)"
            case .exports(let id): "exports/\(id)"
            case .exportsAlone(let id): "exports-alone/\(id)"
            case .unknown: "unknown"
            case .everybody: "everybody"
            }
        }

        var account: ID<Account>? {
            switch self {
            case .account(let id): id
            case .address, .exports, .exportsAlone, .unknown, .everybody: nil
            }
        }

        var address: String? {
            switch self {
            case .address(let address): address
            case .account, .exports, .exportsAlone, .unknown, .everybody: nil
            }
        }
    }

    // MARK: Counting

    /// Counts so many more since this moment.
    ///
    /// - Returns: how many they are now.
    public func count(
        _ kind: Alert.Kind, _ subject: Subject, since start: Instant, adding more: Int = 1
    ) throws -> Int {
        try count(kind.rawValue, about: subject.text, since: start, adding: more)
    }

    public func counted(_ kind: Alert.Kind, _ subject: Subject, since start: Instant) throws -> Int {
        try counted(kind.rawValue, about: subject.text, since: start)
    }

    /// Counts memberships that an account has ended without a second person; no alert comes of it.
    ///
    /// - Returns: how many they are now.
    public func countRemovals(_ people: Int, by account: ID<Account>, since start: Instant) throws -> Int {
        try count(Self.removals, about: Subject.account(account).text, since: start, adding: people)
    }

    public func removals(by account: ID<Account>, since start: Instant) throws -> Int {
        try counted(Self.removals, about: Subject.account(account).text, since: start)
    }

    private static let removals = "removals-alone"

    private func count(_ kind: String, about subject: String, since start: Instant, adding more: Int) throws -> Int {
        try transaction.value(
            """
            INSERT INTO alert_tally (kind, about, since, amount) VALUES (\(kind), \(subject), \(start), \(more))
            ON CONFLICT (kind, about, since) DO UPDATE SET amount = alert_tally.amount + excluded.amount
            RETURNING amount
            """) ?? 0
    }

    private func counted(_ kind: String, about subject: String, since start: Instant) throws -> Int {
        try transaction.value(
            """
            SELECT amount FROM alert_tally WHERE kind = \(kind) AND about = \(subject) AND since = \(start)
            """) ?? 0
    }

    public func purge(before limit: Instant) throws {
        try transaction.execute("DELETE FROM alert_tally WHERE since < \(limit)")
    }

    // MARK: Raising

    /// Whether a further alert of the same kind and subject adds to the open one's number or says it anew.
    public enum Merging: Sendable {
        case adding, replacing
    }

    /// Raises an alert, or tells more of the open one.
    public func raise(
        _ kind: Alert.Kind, _ subject: Subject, at union: ID<Union>, amount: Int, _ merging: Merging = .adding,
        since first: Instant, _ now: Instant
    ) throws -> ID<Alert> {
        let base: Int =
            switch merging {
            case .adding: 1
            case .replacing: 0
            }
        let id: ID<Alert>? = try transaction.value(
            """
            INSERT INTO alert (id, kind, about, union_id, account_id, address, amount, first_at, last_at)
            VALUES (\(try transaction.newID(Alert.self)), \(kind), \(subject.text), \(union), \(subject.account),
                \(subject.address), \(amount), \(first), \(now))
            ON CONFLICT (kind, about) WHERE settled_at IS NULL
            DO UPDATE SET amount = alert.amount * \(base) + excluded.amount, last_at = excluded.last_at
            RETURNING id
            """)
        guard let id else { throw DatabaseError.corrupt }
        return id
    }

    /// Counts one more in the open alert, if there is one.
    public func grow(_ kind: Alert.Kind, _ subject: Subject, _ now: Instant) throws {
        try transaction.execute(
            """
            UPDATE alert SET amount = amount + 1, last_at = \(now)
            WHERE kind = \(kind) AND about = \(subject.text) AND settled_at IS NULL
            """)
    }

    /// The nearest union at or above this path that has an audit administrator on this day; nil where there is none.
    ///
    /// - Parameter account: whom the alert is about: nobody looks after himself.
    public func watcher(of path: UnionPath, besides account: ID<Account>? = nil, on day: CalendarDay) throws -> ID<
        Union
    >? {
        let others: SQL = account.map { "AND a.id <> \($0)" as SQL } ?? ""
        return try transaction.value(
            """
            SELECT u.id FROM trade_union u JOIN account a ON a.union_id = u.id AND a.status = 'active'
            JOIN account_role r ON r.account_id = a.id AND r.role = 'audit-administrator'
                AND \(AccountStore.inForce(on: day))
            WHERE u.path IN \(list: path.lineage) \(others) ORDER BY length(u.path) DESC LIMIT 1
            """)
    }

    // MARK: The list

    public func count(_ part: AlertPart, in scope: UnionScope) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) FROM alert l JOIN trade_union u ON u.id = l.union_id
            WHERE \(scope.covers("u.path")) AND \(Self.condition(part))
            """) ?? 0
    }

    /// The newest first.
    public func list(_ part: AlertPart, in scope: UnionScope, _ range: ListRange) throws -> [Alert] {
        try transaction.query(
            """
            \(Self.select) WHERE \(scope.covers("u.path")) AND \(Self.condition(part))
            ORDER BY l.last_at DESC, l.id DESC LIMIT \(range.limit) OFFSET \(range.offset)
            """
        ).map(Self.alert)
    }

    public func find(_ id: ID<Alert>) throws -> Alert? {
        try transaction.first("\(Self.select) WHERE l.id = \(id)").map(Self.alert)
    }

    /// Settles an open alert.
    ///
    /// - Throws: `StaleVersion` when somebody else has settled it.
    public func settle(_ id: ID<Alert>, _ remark: String, by account: ID<Account>, at now: Instant) throws {
        try transaction.update(
            """
            UPDATE alert SET settled_at = \(now), settled_by = \(account), remark = \(remark)
            WHERE id = \(id) AND settled_at IS NULL
            """)
    }

    // MARK: Rows

    private static func condition(_ part: AlertPart) -> SQL {
        switch part {
        case .open: "l.settled_at IS NULL"
        case .settled: "l.settled_at IS NOT NULL"
        }
    }

    private static let select: SQL = """
        SELECT l.id, l.kind, u.name AS union_name, u.path, a.name AS account, a.display_name AS person, l.address,
            l.amount, l.first_at, l.last_at, l.settled_at, s.display_name AS settled_by, l.remark
        FROM alert l JOIN trade_union u ON u.id = l.union_id LEFT JOIN account a ON a.id = l.account_id
            LEFT JOIN account s ON s.id = l.settled_by
        """

    private static func alert(_ row: Row) throws -> Alert {
        let settledAt: Instant? = try row.get("settled_at")
        let by: String? = try row.get("settled_by")
        let remark: String? = try row.get("remark")
        return Alert(
            id: try row.get("id"), kind: try row.get("kind"), union: try row.get("union_name"),
            path: try row.get("path"), account: try row.get("account"), person: try row.get("person"),
            address: try row.get("address"), amount: try row.get("amount"), firstAt: try row.get("first_at"),
            lastAt: try row.get("last_at"),
            settlement: settledAt.map { Alert.Settlement(at: $0, by: by ?? "", remark: remark ?? "") })
    }
}

extension Alert.Kind: SQLBindable, SQLReadable {}
