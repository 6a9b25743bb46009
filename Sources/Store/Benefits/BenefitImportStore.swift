public import DatabaseKit
public import Domain

/// Files of payments that were uploaded, each sealed until it is taken or thrown away.
public struct BenefitImportStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// Keeps a file to be looked at, with what it would do; one without bytes is being taken right now.
    public func stage(
        _ file: [UInt8]?, name: String?, counts: BenefitCounts, newKinds: [String] = [], by account: ID<Account>?,
        at now: Instant
    ) throws -> ID<BenefitImport> {
        let id = try transaction.newID(BenefitImport.self)
        let sealed = try file.map { try seal.sealBytes($0, in: .benefitFile, row: id.rawValue) }
        try transaction.execute(
            """
            INSERT INTO benefit_import (id, file_name, status, rows, new_rows, known, unmatched, failed, uncovered,
                amount_fen, new_kinds, at, account_id, sealed)
            VALUES (\(id), \(name), \(BenefitImport.Status.staged), \(counts.rows), \(counts.new), \(counts.known),
                \(counts.unmatched), \(counts.failed), \(counts.uncovered), \(counts.amount),
                \(newKinds.joined(separator: "\n")), \(now), \(account), \(sealed))
            """)
        return id
    }

    /// Keeps what is wrong with rows of a file, in place of what was kept before.
    public func keep(_ problems: [BenefitRowProblem], of id: ID<BenefitImport>) throws {
        try transaction.execute("DELETE FROM benefit_import_problem WHERE import_id = \(id)")
        try transaction.executeMany(
            problems.prefix(BenefitImport.problemLimit).map { problem -> SQL in
                """
                INSERT INTO benefit_import_problem (import_id, row_number, problem)
                VALUES (\(id), \(problem.row), \(problem.problem)) ON CONFLICT (import_id, row_number, problem) DO NOTHING
                """
            })
    }

    public func problems(of id: ID<BenefitImport>) throws -> [BenefitRowProblem] {
        try transaction.query(
            """
            SELECT row_number, problem FROM benefit_import_problem WHERE import_id = \(id)
            ORDER BY row_number, problem LIMIT \(BenefitImport.problemLimit)
            """
        ).map { BenefitRowProblem(row: try $0.get("row_number"), problem: try $0.get("problem")) }
    }

    public func find(_ id: ID<BenefitImport>) throws -> BenefitImport? {
        try transaction.first("\(Self.select) WHERE i.id = \(id)").map(Self.file)
    }

    /// The files, the newest first.
    public func list(limit: Int) throws -> [BenefitImport] {
        try transaction.query("\(Self.select) ORDER BY i.at DESC, i.id DESC LIMIT \(limit)").map(Self.file)
    }

    /// The bytes of a staged file; nil once it was taken or thrown away.
    public func bytes(of id: ID<BenefitImport>) throws -> [UInt8]? {
        let row = try transaction.first("SELECT sealed FROM benefit_import WHERE id = \(id)")
        let sealed: [UInt8]? = try row?.get("sealed")
        return try sealed.map { try seal.openBytes($0, in: .benefitFile, row: id.rawValue) }
    }

    /// Ends a staged file: its bytes go, the counts stay.
    ///
    /// - Returns: false when somebody else has ended it.
    public func finish(
        _ id: ID<BenefitImport>, as status: BenefitImport.Status, counts: BenefitCounts, at now: Instant
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE benefit_import SET status = \(status), rows = \(counts.rows), new_rows = \(counts.new),
                known = \(counts.known), unmatched = \(counts.unmatched), failed = \(counts.failed),
                uncovered = \(counts.uncovered), amount_fen = \(counts.amount), at = \(now), sealed = NULL
            WHERE id = \(id) AND status = 'staged'
            """) == 1
    }

    /// Throws away what was staged before a moment and never taken.
    ///
    /// - Returns: how many files went.
    @discardableResult
    public func purge(before limit: Instant) throws -> Int {
        try transaction.execute(
            "UPDATE benefit_import SET status = 'discarded', sealed = NULL WHERE status = 'staged' AND at < \(limit)")
    }

    private static let select: SQL = """
        SELECT i.id, i.file_name, i.status, i.rows, i.new_rows, i.known, i.unmatched, i.failed, i.uncovered,
            i.amount_fen, i.new_kinds, i.at, coalesce(a.display_name, '') AS account
        FROM benefit_import i LEFT JOIN account a ON a.id = i.account_id
        """

    private static func file(_ row: Row) throws -> BenefitImport {
        let kinds: String = try row.get("new_kinds")
        return BenefitImport(
            id: try row.get("id"), fileName: try row.get("file_name"), status: try row.get("status"),
            counts: BenefitCounts(
                rows: try row.get("rows"), new: try row.get("new_rows"), known: try row.get("known"),
                unmatched: try row.get("unmatched"), failed: try row.get("failed"),
                uncovered: try row.get("uncovered"), amount: try row.get("amount_fen")),
            newKinds: kinds.split(separator: "\n").map(String.init), at: try row.get("at"),
            account: try row.get("account"))
    }
}

extension BenefitImport.Status: SQLBindable, SQLReadable {}
extension BenefitProblem: SQLBindable, SQLReadable {}

extension VerificationStore {
    /// I11: what a file of payments has entered is what it says it has, in number and amount.
    public func benefitImportsThatDiffer() throws -> [String] {
        try transaction.query(
            """
            SELECT i.id FROM benefit_import i
                LEFT JOIN (SELECT import_id, count(*) AS payments, sum(amount_fen) AS amount FROM benefit_payment
                    WHERE import_id IS NOT NULL GROUP BY import_id) p ON p.import_id = i.id
            WHERE coalesce(p.payments, 0) <> CASE WHEN i.status = 'applied' THEN i.new_rows ELSE 0 END
                OR coalesce(p.amount, 0) <> CASE WHEN i.status = 'applied' THEN i.amount_fen ELSE 0 END
            ORDER BY i.id
            """
        ).map {
            let id: Int64 = try $0.get("id")
            return "benefit_import \(id)"
        }
    }
}
