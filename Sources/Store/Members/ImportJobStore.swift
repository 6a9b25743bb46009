public import DatabaseKit
public import Domain

/// What is under way with imports, so that it can be seen, cancelled, and taken up again after a crash.
public struct ImportJobStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public func insert(
        _ task: ImportTask, of id: ID<MemberImport>, total: Int, by account: ID<Account>?, today: CalendarDay,
        origin: String, at now: Instant, leasedUntil: Instant
    ) throws {
        try transaction.execute(
            """
            INSERT INTO import_job (import_id, task, repair, account_id, today, origin, total, asked_at, leased_until)
            VALUES (\(id), \(task.word), \(task.repair), \(account), \(today), \(origin), \(total), \(now),
                \(leasedUntil))
            """)
    }

    public func find(_ id: ID<MemberImport>) throws -> ImportJob? {
        try transaction.first("\(Self.select) WHERE import_id = \(id)").map(Self.job)
    }

    /// The longest waiting job that nobody works on.
    public func waiting(at now: Instant) throws -> ImportJob? {
        try transaction.first("\(Self.select) WHERE leased_until <= \(now) ORDER BY asked_at, import_id LIMIT 1")
            .map(Self.job)
    }

    /// Takes a job, for so long, away from all others.
    ///
    /// - Returns: false when another was faster.
    public func lease(_ job: ImportJob, at now: Instant, until end: Instant) throws -> Bool {
        try transaction.execute(
            """
            UPDATE import_job SET leased_until = \(end), attempts = attempts + 1
            WHERE import_id = \(job.memberImport) AND leased_until <= \(now)
            """) == 1
    }

    /// Says how far it is, and keeps it for so long.
    ///
    /// - Returns: false when it is no longer there, because the clerk has given the import up.
    public func advance(_ id: ID<MemberImport>, to done: Int, until end: Instant) throws -> Bool {
        try transaction.execute(
            """
            UPDATE import_job SET done = \(done), leased_until = \(end)
            WHERE import_id = \(id)
            """) == 1
    }

    /// Lets whoever comes next take all jobs: nobody else can be at work when the only server starts.
    public func releaseAll() throws {
        try transaction.execute("UPDATE import_job SET leased_until = 0")
    }

    public func delete(_ id: ID<MemberImport>) throws {
        try transaction.execute("DELETE FROM import_job WHERE import_id = \(id)")
    }

    private static let select: SQL = """
        SELECT import_id, task, repair, account_id, today, origin, total, done, attempts FROM import_job
        """

    private static func job(_ row: Row) throws -> ImportJob {
        guard let task = ImportTask(word: try row.get(1), repair: try row.get(2)) else {
            throw DatabaseError.unexpectedValue(column: "task")
        }
        return ImportJob(
            memberImport: try row.get(0), task: task, account: try row.get(3), today: try row.get(4),
            origin: try row.get(5), total: try row.get(6), done: try row.get(7), attempts: try row.get(8))
    }
}
