public import DatabaseKit
public import Domain

/// Register lists that were uploaded, each sealed until it is taken or thrown away.
public struct RegisterListStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// Keeps a list to be looked at.
    public func stage(
        _ kind: RegisterKind, asOf: CalendarDay, file: [UInt8], name: String, counts: RegisterCounts,
        by account: ID<Account>, at now: Instant
    ) throws -> ID<RegisterList> {
        let id = try transaction.newID(RegisterList.self)
        try transaction.execute(
            """
            INSERT INTO register_import (id, kind, as_of, rows, unreadable, matched, changed, at, account_id, status,
                file_name, sealed)
            VALUES (\(id), \(kind), \(asOf), \(counts.rows), \(counts.unreadable), \(counts.matched),
                \(counts.changed), \(now), \(account), \(RegisterList.Status.staged), \(name),
                \(try seal.sealBytes(file, in: .registerList, row: id.rawValue)))
            """)
        return id
    }

    public func find(_ id: ID<RegisterList>) throws -> RegisterList? {
        try transaction.first("\(Self.select) WHERE i.id = \(id)").map(Self.list)
    }

    /// The lists, the newest first.
    public func list(limit: Int) throws -> [RegisterList] {
        try transaction.query("\(Self.select) ORDER BY i.at DESC, i.id DESC LIMIT \(limit)").map(Self.list)
    }

    /// The file of a staged list; nil once it was taken or thrown away.
    public func file(of id: ID<RegisterList>) throws -> [UInt8]? {
        let row = try transaction.first("SELECT sealed FROM register_import WHERE id = \(id)")
        let sealed: [UInt8]? = try row?.get("sealed")
        return try sealed.map { try seal.openBytes($0, in: .registerList, row: id.rawValue) }
    }

    /// Ends a staged list: the file goes, the counts stay.
    ///
    /// - Returns: false when somebody else has ended it.
    public func finish(
        _ id: ID<RegisterList>, as status: RegisterList.Status, counts: RegisterCounts, on today: CalendarDay,
        at now: Instant
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE register_import SET status = \(status), rows = \(counts.rows), unreadable = \(counts.unreadable),
                matched = \(counts.matched), changed = \(counts.changed), at = \(now), sealed = NULL,
                recorded = \(status == .applied), loaded_on = \(today)
            WHERE id = \(id) AND status = 'staged'
            """) == 1
    }

    /// Throws away what was staged before a moment and never taken.
    ///
    /// - Returns: how many files went.
    @discardableResult
    public func purge(before limit: Instant) throws -> Int {
        try transaction.execute(
            """
            UPDATE register_import SET status = 'discarded', sealed = NULL WHERE status = 'staged' AND at < \(limit)
            """)
    }

    static let select: SQL = """
        SELECT i.id, i.kind, i.as_of, i.rows, i.unreadable, i.matched, i.changed, i.at, i.status, i.file_name,
            i.recorded, coalesce(a.display_name, '') AS account
        FROM register_import i LEFT JOIN account a ON a.id = i.account_id
        """

    static func list(_ row: Row) throws -> RegisterList {
        let recorded: Int = try row.get("recorded")
        return RegisterList(
            id: try row.get("id"), kind: try row.get("kind"), asOf: try row.get("as_of"),
            fileName: try row.get("file_name"), status: try row.get("status"),
            counts: RegisterCounts(
                rows: try row.get("rows"), unreadable: try row.get("unreadable"), matched: try row.get("matched"),
                changed: try row.get("changed")),
            at: try row.get("at"), account: try row.get("account"),
            undoing: recorded == 1 ? .recorded : .forgotten)
    }
}

extension RegisterList.Status: SQLBindable, SQLReadable {}
