import DatabaseKit
public import Domain
public import Store

/// Seals the rows that are older than the seals of rows (docs/adr/0013), once for each table.
///
/// It is done when the database is opened, before anybody works on it. The event that says so is the mark: from then on a
/// row without a seal is one that the platform has not written, and taking the event away is seen in its chain.
public struct RowSealing: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Rows that are sealed in one transaction.
    static let stride = 5_000

    /// - Parameter begun: called once when there are rows to seal, which may take minutes in a large city.
    /// - Returns: how many rows had no seal; none as soon as every table has been done.
    @discardableResult
    public func sealOlderRows(at now: Instant, begun: () -> Void = {}) async throws -> Int {
        let seal = platform.seal
        let done = try await platform.database.read { try RowSealStore($0, seal).sealedTables() }
        let tables = SealedTable.allCases.filter { !done.contains($0) }
        guard !tables.isEmpty else { return 0 }
        var rows = 0
        for table in tables {
            var last = Int64.min
            while let sealed = try await sealNext(in: table, after: last) {
                if rows == 0 { begun() }
                (last, rows) = (sealed.last, rows + sealed.rows)
            }
        }
        let sealed = rows
        try await platform.database.write { transaction in
            // Another server may have been as fast.
            let done = try RowSealStore(transaction, seal).sealedTables()
            guard !tables.allSatisfy(done.contains) else { return }
            try EventStore(transaction).recordVisitor(
                RowSealStore.event, on: .sealingKeys, 0, at: .root, detail: RowSealStore.detail(tables, rows: sealed),
                from: Self.origin, now)
        }
        return rows
    }

    /// One transaction; a run that was cut off is gone on with by the next opening.
    private func sealNext(in table: SealedTable, after row: Int64) async throws -> (last: Int64, rows: Int)? {
        let seal = platform.seal
        return try await platform.database.write {
            try RowSealStore($0, seal).addMissing(to: table, after: row, limit: Self.stride)
        }
    }

    private static let origin = "gonghui migrate"

    // MARK: Rows that somebody has looked at

    /// Why a row is not accepted; then none is.
    public enum Problem: Error, Hashable, Sendable {
        case unknown(SealedRow)
        case fitting(SealedRow)
    }

    /// Seals rows as they stand that `verify` has named, after somebody has looked at them; each with its event.
    ///
    /// - Throws: `Problem`.
    public func accept(_ rows: [SealedRow], at now: Instant) async throws {
        let seal = platform.seal
        try await platform.database.write { transaction in
            let store = RowSealStore(transaction, seal)
            for row in rows {
                switch try store.accept(row) {
                case .unknown: throw Problem.unknown(row)
                case .fitting: throw Problem.fitting(row)
                case .sealed:
                    try EventStore(transaction).recordVisitor(
                        "row-accepted", on: .sealingKeys, row.key, at: .root, detail: "table=\(row.table.rawValue)",
                        from: "gonghui seal", now)
                }
            }
        }
    }
}
