public import DatabaseKit
public import Domain
import Foundation

/// Bank statements, their lines and what these pay; payers and remarks are sealed, because people pay too.
public struct BankStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    private var seals: RowSealStore { RowSealStore(transaction, seal) }

    /// What is sealed of a line.
    private struct Words: Codable {
        let payer: String
        let remark: String
        let serial: String
    }

    // MARK: A statement

    /// A line with what makes it the same in every file.
    public struct Draft: Sendable {
        public let line: BankLine
        public let identity: String

        public init(_ line: BankLine, identity: String) { (self.line, self.identity) = (line, identity) }
    }

    /// The identities among these that the union's earlier statements have brought.
    public func known(_ drafts: [Draft], of union: ID<Union>) throws -> Set<String> {
        let indexes = Dictionary(
            drafts.map { (seal.index($0.identity, for: .bankLine), $0.identity) },
            uniquingKeysWith: { first, _ in first })
        var found: Set<String> = []
        let all = Array(indexes.keys)
        for start in stride(from: 0, to: all.count, by: 500) {
            try transaction.forEach(
                """
                SELECT identity FROM bank_line WHERE union_id = \(union)
                    AND identity IN \(list: Array(all[start..<min(start + 500, all.count)]))
                """
            ) { if let identity = indexes[try $0.get(0)] { found.insert(identity) } }
        }
        return found
    }

    public func insert(
        _ drafts: [Draft], counts: BankCounts, fileName: String, of union: ID<Union>, by account: ID<Account>,
        at now: Instant
    ) throws -> ID<BankStatement> {
        let id = try transaction.newID(BankStatement.self)
        try transaction.execute(
            """
            INSERT INTO bank_statement (id, union_id, file_name, rows, new_rows, known, other, failed, amount_fen, at,
                account_id)
            VALUES (\(id), \(union), \(fileName), \(counts.rows), \(counts.new), \(counts.known), \(counts.other),
                \(counts.failed), \(counts.amount), \(now), \(account))
            """)
        try seals.add(to: .bankStatement, [id.rawValue])
        let keys = try drafts.map { _ in try transaction.newKey() }
        let encoder = JSONEncoder()
        let sealed = try zip(keys, drafts).map { key, draft in
            let words = Words(payer: draft.line.payer, remark: draft.line.remark, serial: draft.line.serial)
            return try seal.seal(
                String(decoding: try encoder.encode(words), as: UTF8.self), in: .bankLine, row: key)
        }
        try transaction.executeMany(
            zip(zip(keys, drafts), sealed).map { pair, sealed -> SQL in
                """
                INSERT INTO bank_line (id, statement_id, union_id, row_number, day, amount_fen, text_sealed, identity,
                    status)
                VALUES (\(pair.0), \(id), \(union), \(pair.1.line.row), \(pair.1.line.day), \(pair.1.line.amount),
                    \(sealed), \(seal.index(pair.1.identity, for: .bankLine)), \(BankEntry.Standing.open))
                """
            })
        try seals.add(to: .bankLine, keys)
        return id
    }

    /// The union's statements, the newest first, each with what its lines come to.
    public func statements(of union: ID<Union>, limit: Int) throws -> [BankStatement] {
        try transaction.query(
            "\(Self.statementColumns) WHERE s.union_id = \(union) \(Self.grouping) ORDER BY s.at DESC, s.id DESC LIMIT \(limit)"
        ).map(Self.read)
    }

    /// A statement with the path of the union that it belongs to.
    public func find(_ id: ID<BankStatement>) throws -> (statement: BankStatement, union: ID<Union>, path: UnionPath)? {
        guard
            let row = try transaction.first(
                """
                SELECT u.id, u.path FROM bank_statement s JOIN trade_union u ON u.id = s.union_id WHERE s.id = \(id)
                """),
            let statement = try transaction.first("\(Self.statementColumns) WHERE s.id = \(id) \(Self.grouping)")
        else { return nil }
        return (try Self.read(statement), try row.get("id"), try row.get("path"))
    }

    // MARK: Lines

    /// All lines of a statement in the order of the file.
    public func entries(of id: ID<BankStatement>) throws -> [BankEntry] {
        try transaction.query("\(Self.entryColumns) WHERE l.statement_id = \(id) ORDER BY l.row_number, l.id").map(read)
    }

    /// A line with its statement and the path of the union that it belongs to.
    public func entry(
        _ id: ID<BankEntry>
    ) throws -> (entry: BankEntry, statement: ID<BankStatement>, union: ID<Union>, path: UnionPath)? {
        try transaction.first("\(Self.entryColumns) WHERE l.id = \(id)").map {
            (try read($0), try $0.get("statement_id"), try $0.get("union_id"), try $0.get("path"))
        }
    }

    /// Books a line on what it pays.
    ///
    /// - Throws: `BookingRefusal.taken` when it is not open any more.
    public func book(
        _ id: ID<BankEntry>, on key: Receivable.Key, amount: Money, by account: ID<Account>, at now: Instant
    ) throws {
        try settle(id, from: .open, to: .booked)
        var enrolment: ID<UnitEnrolment>?
        var submission: ID<DistrictSubmission>?
        switch key {
        case .enrolment(let id): enrolment = id
        case .submission(let id): submission = id
        }
        let booking = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO bank_booking (id, line_id, enrolment_id, submission_id, amount_fen, at, account_id)
            VALUES (\(booking), \(id), \(enrolment), \(submission), \(amount), \(now), \(account))
            """)
        try seals.add(to: .bankBooking, [booking])
    }

    /// Sets a line aside that has nothing to do with the enrolment.
    public func setAside(_ id: ID<BankEntry>) throws { try settle(id, from: .open, to: .aside) }

    /// Opens a line again; its booking stays, with the reason.
    ///
    /// - Throws: `BookingRefusal.notBooked` for one that is open.
    public func undo(
        _ entry: BankEntry, reason: String, by account: ID<Account>, at now: Instant
    ) throws {
        guard entry.standing != .open else { throw BookingRefusal.notBooked }
        try settle(entry.id, from: entry.standing, to: .open)
        let holding: SQL = "line_id = \(entry.id) AND undone_at IS NULL"
        try seals.changing(.bankBooking, where: holding) {
            try transaction.execute(
                """
                UPDATE bank_booking SET undone_at = \(now), undone_by = \(account), reason = \(reason)
                WHERE \(holding)
                """)
        }
    }

    /// The amount of the newest payment of a list that holds.
    public func lastBooked(on enrolment: ID<UnitEnrolment>) throws -> Money? {
        try transaction.value(
            """
            SELECT amount_fen FROM bank_booking WHERE enrolment_id = \(enrolment) AND undone_at IS NULL
            ORDER BY id DESC LIMIT 1
            """)
    }

    private func settle(
        _ id: ID<BankEntry>, from: BankEntry.Standing, to: BankEntry.Standing
    ) throws {
        let changed = try seals.changing(.bankLine, [id.rawValue]) {
            try transaction.execute("UPDATE bank_line SET status = \(to) WHERE id = \(id) AND status = \(from)")
        }
        guard changed == 1 else { throw from == .open ? BookingRefusal.taken : BookingRefusal.notBooked }
    }

    // MARK: Rows

    private static let statementColumns: SQL = """
        SELECT s.id, s.file_name, s.rows, s.new_rows, s.known, s.other, s.failed, s.amount_fen, s.at,
            coalesce(a.display_name, '') AS account,
            CAST(coalesce(sum(CASE WHEN l.status = 'open' THEN l.amount_fen ELSE 0 END), 0) AS BIGINT) AS open_fen,
            CAST(coalesce(sum(CASE WHEN l.status = 'booked' THEN l.amount_fen ELSE 0 END), 0) AS BIGINT) AS booked_fen,
            CAST(coalesce(sum(CASE WHEN l.status = 'aside' THEN l.amount_fen ELSE 0 END), 0) AS BIGINT) AS aside_fen
        FROM bank_statement s LEFT JOIN account a ON a.id = s.account_id
            LEFT JOIN bank_line l ON l.statement_id = s.id
        """

    private static let grouping: SQL = """
        GROUP BY s.id, s.file_name, s.rows, s.new_rows, s.known, s.other, s.failed, s.amount_fen, s.at, a.display_name
        """

    private static func read(_ row: Row) throws -> BankStatement {
        var counts = BankCounts()
        counts.rows = try row.get("rows")
        counts.new = try row.get("new_rows")
        counts.known = try row.get("known")
        counts.other = try row.get("other")
        counts.failed = try row.get("failed")
        counts.amount = try row.get("amount_fen")
        return BankStatement(
            id: try row.get("id"), fileName: try row.get("file_name"), at: try row.get("at"),
            account: try row.get("account"), counts: counts,
            totals: BankTotals(
                open: try row.get("open_fen"), booked: try row.get("booked_fen"), aside: try row.get("aside_fen")))
    }

    private static let entryColumns: SQL = """
        SELECT l.id, l.statement_id, l.union_id, w.path, l.row_number, l.day, l.amount_fen, l.text_sealed, l.status,
            b.enrolment_id, b.submission_id, b.at AS booked_at, coalesce(a.display_name, '') AS account,
            coalesce(e.number, d.number, '') AS number, coalesce(n.name, t.name, '') AS name
        FROM bank_line l JOIN trade_union w ON w.id = l.union_id
            LEFT JOIN bank_booking b ON b.line_id = l.id AND b.undone_at IS NULL
            LEFT JOIN account a ON a.id = b.account_id
            LEFT JOIN unit_enrolment e ON e.id = b.enrolment_id LEFT JOIN enrolling_unit n ON n.id = e.unit_id
            LEFT JOIN district_submission d ON d.id = b.submission_id LEFT JOIN trade_union t ON t.id = d.district_id
        """

    private func read(_ row: Row) throws -> BankEntry {
        let id: ID<BankEntry> = try row.get("id")
        let text = try seal.open(try row.get("text_sealed"), in: .bankLine, row: id.rawValue)
        guard let words = try? JSONDecoder().decode(Words.self, from: Data(text.utf8)) else {
            throw DatabaseError.unexpectedValue(column: "text_sealed")
        }
        let enrolment: ID<UnitEnrolment>? = try row.get("enrolment_id")
        let submission: ID<DistrictSubmission>? = try row.get("submission_id")
        var booked: BankEntry.Booked?
        if let key = enrolment.map(Receivable.Key.enrolment) ?? submission.map(Receivable.Key.submission) {
            booked = BankEntry.Booked(
                key: key, number: try row.get("number"), name: try row.get("name"), at: try row.get("booked_at"),
                account: try row.get("account"))
        }
        return BankEntry(
            id: id,
            line: BankLine(
                row: try row.get("row_number"), day: try row.get("day"), amount: try row.get("amount_fen"),
                payer: words.payer, remark: words.remark, serial: words.serial),
            standing: try row.get("status"), booked: booked)
    }
}

extension BankEntry.Standing: SQLBindable, SQLReadable {}

extension VerificationStore {
    /// I2: a line is booked exactly when one booking of its whole amount holds.
    public func linesWhoseBookingDiffers() throws -> [String] {
        try transaction.query(
            """
            SELECT l.id FROM bank_line l
                LEFT JOIN bank_booking b ON b.line_id = l.id AND b.undone_at IS NULL
            WHERE (l.status = 'booked') <> (b.id IS NOT NULL) OR (b.id IS NOT NULL AND b.amount_fen <> l.amount_fen)
            ORDER BY l.id
            """
        ).map {
            let id: Int64 = try $0.get("id")
            return "bank_line \(id)"
        }
    }
}
