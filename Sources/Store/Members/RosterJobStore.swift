public import DatabaseKit
public import Domain

/// What is under way with lists of members, so that it can be seen, cancelled, and taken up again after a crash.
public struct RosterJobStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public func insert(
        _ task: ImportTask, of list: RosterList, total: Int, by account: ID<Account>?, today: CalendarDay,
        origin: String, at now: Instant, leasedUntil: Instant
    ) throws {
        try transaction.execute(
            """
            INSERT INTO roster_job (import_id, comparison_id, task, repair, account_id, today, origin, total, asked_at,
                leased_until)
            VALUES (\(list.memberImport), \(list.comparison), \(task.word), \(task.repair), \(account), \(today),
                \(origin), \(total), \(now), \(leasedUntil))
            """)
    }

    public func find(_ list: RosterList) throws -> RosterJob? {
        try transaction.first("\(Self.select) WHERE \(list.condition)").map(Self.job)
    }

    /// The longest waiting job that nobody works on.
    public func waiting(at now: Instant) throws -> RosterJob? {
        try transaction.first(
            "\(Self.select) WHERE leased_until <= \(now) ORDER BY asked_at, import_id, comparison_id LIMIT 1"
        ).map(Self.job)
    }

    /// Takes a job, for so long, away from all others.
    ///
    /// - Returns: false when another was faster.
    public func lease(_ job: RosterJob, at now: Instant, until end: Instant) throws -> Bool {
        try transaction.execute(
            """
            UPDATE roster_job SET leased_until = \(end), attempts = attempts + 1
            WHERE \(job.list.condition) AND leased_until <= \(now)
            """) == 1
    }

    /// Says how far it is, and keeps it for so long.
    ///
    /// - Returns: false when it is no longer there, because the clerk has given the list up.
    public func advance(_ list: RosterList, to done: Int, until end: Instant) throws -> Bool {
        try transaction.execute(
            """
            UPDATE roster_job SET done = \(done), leased_until = \(end)
            WHERE \(list.condition)
            """) == 1
    }

    /// Keeps a job for so long, before its next piece is begun: whoever else has taken it waits for the piece's end.
    ///
    /// - Returns: false when it is no longer there, because it was stopped.
    public func renew(_ list: RosterList, until end: Instant) throws -> Bool {
        try transaction.execute("UPDATE roster_job SET leased_until = \(end) WHERE \(list.condition)") == 1
    }

    /// Lets whoever comes next take all jobs: nobody else can be at work when the only server starts.
    public func releaseAll() throws {
        try transaction.execute("UPDATE roster_job SET leased_until = 0")
    }

    public func delete(_ list: RosterList) throws {
        try transaction.execute("DELETE FROM roster_job WHERE \(list.condition)")
    }

    private static let select: SQL = """
        SELECT import_id, comparison_id, task, repair, account_id, today, origin, total, done, attempts FROM roster_job
        """

    private static func job(_ row: Row) throws -> RosterJob {
        guard let task = ImportTask(word: try row.get("task"), repair: try row.get("repair")) else {
            throw DatabaseError.unexpectedValue(column: "task")
        }
        return RosterJob(
            list: try list(row), task: task, account: try row.get("account_id"), today: try row.get("today"),
            origin: try row.get("origin"), total: try row.get("total"), done: try row.get("done"),
            attempts: try row.get("attempts"))
    }

    private static func list(_ row: Row) throws -> RosterList {
        let memberImport: ID<MemberImport>? = try row.get("import_id")
        return try memberImport.map(RosterList.memberImport) ?? .comparison(row.get("comparison_id"))
    }
}

extension RosterList {
    fileprivate var memberImport: ID<MemberImport>? {
        switch self {
        case .memberImport(let id): id
        case .comparison: nil
        }
    }

    fileprivate var comparison: ID<MemberComparison>? {
        switch self {
        case .memberImport: nil
        case .comparison(let id): id
        }
    }

    fileprivate var condition: SQL {
        switch self {
        case .memberImport(let id): "import_id = \(id)"
        case .comparison(let id): "comparison_id = \(id)"
        }
    }
}
