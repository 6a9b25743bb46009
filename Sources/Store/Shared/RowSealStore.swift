public import DatabaseKit

/// The seals of rows, written with what they cover.
///
/// A row that somebody has changed past the platform is not sealed anew by the next act that meets it: it stays named by
/// `verify` until it says again what it said, or until somebody has looked at it and accepts it as it stands.
public struct RowSealStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// Seals rows that the same transaction has just inserted.
    func add(to table: SealedTable, _ rows: [Int64]) throws {
        let place = table.place
        for part in rows.inParts {
            let seals = try transaction.query(
                "SELECT id, \(place.facts) FROM \(place.table) WHERE id IN \(list: part)"
            ).map { row -> SQL in
                let id: Int64 = try row.get(0)
                let seal = table.seal(id, row.values.dropFirst(), seal)
                return "UPDATE \(place.table) SET seal = \(seal) WHERE id = \(id)"
            }
            try transaction.executeMany(seals)
        }
    }

    /// Changes rows and seals them anew: those whose seal fitted until then.
    @discardableResult
    func changing<Result>(_ table: SealedTable, _ rows: [Int64], _ change: () throws -> Result) throws -> Result {
        let sound = try rows.inParts.flatMap { part in
            try standings(table, where: "id IN \(list: part)").filter(\.fits).map(\.row)
        }
        let result = try change()
        try add(to: table, sound)
        return result
    }

    /// The same of the rows that answer to a condition before the change or after it; new ones are sealed too.
    @discardableResult
    func changing<Result>(
        _ table: SealedTable, where condition: SQL, _ change: () throws -> Result
    ) throws -> Result {
        let before = try standings(table, where: condition)
        let result = try change()
        let after: [Int64] = try transaction.query(
            "SELECT id FROM \(table.place.table) WHERE \(condition)"
        ).map { try $0.get(0) }
        let broken = Set(before.filter { !$0.fits }.map(\.row))
        try add(to: table, Set(before.map(\.row) + after).subtracting(broken).sorted())
        return result
    }

    private func standings(_ table: SealedTable, where condition: SQL) throws -> [(row: Int64, fits: Bool)] {
        let place = table.place
        return try transaction.query(
            "SELECT id, seal, \(place.facts) FROM \(place.table) WHERE \(condition)"
        ).map { row in
            let (id, kept): (Int64, [UInt8]?) = (try row.get(0), try row.get(1))
            return (id, kept == table.seal(id, row.values.dropFirst(2), seal))
        }
    }

    /// What accepting a row comes to.
    public enum Acceptance: Sendable {
        case sealed
        /// Its seal fits; there is nothing to accept.
        case fitting
        case unknown
    }

    /// Seals a row as it stands, whatever it said before.
    public func accept(_ row: SealedRow) throws -> Acceptance {
        guard let found = try standings(row.table, where: "id = \(row.key)").first else { return .unknown }
        guard !found.fits else { return .fitting }
        try add(to: row.table, [row.key])
        return .sealed
    }

    // MARK: Rows older than the seals

    /// The tables all of whose rows have been sealed, as the audit log tells it, whose events cannot go unseen.
    public func sealedTables() throws -> Set<SealedTable> {
        var tables: Set<SealedTable> = []
        try transaction.forEach(
            """
            SELECT detail FROM event WHERE subject = \(EventSubject.sealingKeys) AND subject_id = 0
                AND action = \(Self.event)
            """
        ) { row in
            let detail: String? = try row.get(0)
            for fact in (detail ?? "").split(separator: " ") where fact.hasPrefix(Self.mark) {
                let words = fact.dropFirst(Self.mark.count).split(separator: ",")
                tables.formUnion(words.compactMap { SealedTable(rawValue: String($0)) })
            }
        }
        return tables
    }

    /// The word of the event that says which tables were sealed.
    public static let event = "rows-sealed"
    private static let mark = "tables="

    /// What that event says.
    public static func detail(_ tables: [SealedTable], rows: Int) -> String {
        "rows=\(rows) \(mark)\(tables.map(\.rawValue).joined(separator: ","))"
    }

    /// Seals the next rows of a table that have no seal yet.
    ///
    /// - Returns: the last row that was looked at and how many were sealed; nil when there is none behind `row`.
    public func addMissing(to table: SealedTable, after row: Int64, limit: Int) throws -> (last: Int64, rows: Int)? {
        let rows: [Int64] = try transaction.query(
            """
            SELECT id FROM \(table.place.table) WHERE id > \(row) AND seal IS NULL ORDER BY id LIMIT \(limit)
            """
        ).map { try $0.get(0) }
        guard let last = rows.last else { return nil }
        try add(to: table, rows)
        return (last, rows.count)
    }
}

extension VerificationStore {
    /// I12: a row says what it said when the platform last wrote it.
    public func rowsThatDiffer(_ seal: any FieldSealing) throws -> [String] {
        let complete = try RowSealStore(transaction, seal).sealedTables()
        return try SealedTable.allCases.flatMap {
            try rowsThatDiffer(seal, in: $0, unsealed: complete.contains($0) ? .putIn : .older)
        }
    }

    /// What a row without a seal is: older than the seals, or, once all those are sealed, put in past the platform.
    public enum Unsealed: Sendable {
        case older, putIn
    }

    /// The same of one table.
    public func rowsThatDiffer(
        _ seal: any FieldSealing, in table: SealedTable, unsealed: Unsealed
    ) throws -> [String] {
        let place = table.place
        var found: [String] = []
        try transaction.forEach("SELECT id, seal, \(place.facts) FROM \(place.table) ORDER BY id") { row in
            let (id, kept): (Int64, [UInt8]?) = (try row.get(0), try row.get(1))
            if kept == nil, unsealed == .older { return }
            if kept != table.seal(id, row.values.dropFirst(2), seal) { found.append("\(table.rawValue) \(id)") }
        }
        return found
    }
}
