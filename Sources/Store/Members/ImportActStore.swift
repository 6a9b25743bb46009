public import DatabaseKit
public import Domain

/// What was done with the rows of imports that wait for their confirmation, and how the rows were before, sealed.
///
/// An act begins with no rows; each row that it changes is kept first (`keep`), and in the end it is counted
/// (`finish`). Both go when the import is confirmed, given up or too old.
public struct ImportActStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// A row as it was before an act.
    public struct FormerRow: Sendable {
        public let isLeftOut: Bool
        public let nameChoice: NameChoice?
        public let text: String
    }

    /// - Returns: the act's number within the import.
    public func begin(_ kind: ImportAct.Kind, of id: ID<MemberImport>) throws -> Int {
        let number = (try last(of: id)?.number ?? 0) + 1
        try transaction.execute(
            """
            INSERT INTO import_act (import_id, number, kind, repair)
            VALUES (\(id), \(number), \(kind.word), \(kind.repair))
            """)
        return number
    }

    /// The latest act that is not undone; nil for none.
    public func last(of id: ID<MemberImport>) throws -> ImportAct? {
        let found = try transaction.first(
            """
            SELECT number, kind, repair, rows, mended FROM import_act
            WHERE import_id = \(id) ORDER BY number DESC LIMIT 1
            """)
        return try found.map { row in
            guard let kind = ImportAct.Kind(word: try row.get(1), repair: try row.get(2)) else {
                throw DatabaseError.unexpectedValue(column: "kind")
            }
            return ImportAct(number: try row.get(0), kind: kind, rows: try row.get(3), mended: try row.get(4))
        }
    }

    /// Keeps rows as they are before an act changes them.
    public func keep(_ rows: [MemberImportStore.StagedRow], before act: Int, of id: ID<MemberImport>) throws {
        guard !rows.isEmpty else { return }
        var kept = Insertion(
            "INSERT INTO import_former_row (id, import_id, act, number, left_out, name_choice, sealed)", columns: 7)
        kept.reserve(rows.count)
        let keyed = try rows.map { (key: try transaction.newKey(), row: $0) }
        let sealed = try keyed.mapConcurrently { [seal] in try seal.seal($0.row.text, in: .formerRow, row: $0.key) }
        for ((key, row), text) in zip(keyed, sealed) {
            kept.append(key, id, act, row.number, row.isLeftOut ? 1 : 0, row.nameChoice, text)
        }
        try transaction.insert(kept)
    }

    /// Those of the rows from one number to another that an act has changed, as they were before it.
    public func former(
        _ numbers: ClosedRange<Int>, before act: Int, of id: ID<MemberImport>
    ) throws -> [Int: FormerRow] {
        let found = try transaction.query(
            """
            SELECT id, number, left_out, name_choice, sealed FROM import_former_row
            WHERE import_id = \(id) AND act = \(act) AND number BETWEEN \(numbers.lowerBound) AND \(numbers.upperBound)
            """)
        let rows = try found.mapConcurrently { [seal] row in
            let former = FormerRow(
                isLeftOut: try row.get(2) as Int == 1, nameChoice: try row.get(3),
                text: try seal.open(try row.get(4), in: .formerRow, row: try row.get(0)))
            return (try row.get(1) as Int, former)
        }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    /// Counts what an act has come to; one that has changed nothing leaves no trace.
    public func finish(_ act: Int, of id: ID<MemberImport>) throws {
        let counted = try transaction.first(
            """
            SELECT count(*) AS rows, coalesce(sum(CASE WHEN r.outcome <> 'failed' THEN 1 ELSE 0 END), 0) AS mended
            FROM import_former_row f JOIN member_import_row r ON r.import_id = f.import_id AND r.number = f.number
            WHERE f.import_id = \(id) AND f.act = \(act)
            """)
        let rows: Int = try counted?.get(0) ?? 0
        let mended: Int = try counted?.get(1) ?? 0
        guard rows > 0 else { return try delete(act, of: id) }
        try transaction.execute(
            """
            UPDATE import_act SET rows = \(rows), mended = \(mended)
            WHERE import_id = \(id) AND number = \(act)
            """)
    }

    public func delete(_ act: Int, of id: ID<MemberImport>) throws {
        try transaction.execute("DELETE FROM import_former_row WHERE import_id = \(id) AND act = \(act)")
        try transaction.execute("DELETE FROM import_act WHERE import_id = \(id) AND number = \(act)")
    }

    /// Throws away at most so many rows of acts that nobody can undo any more, and the acts without rows.
    ///
    /// - Returns: how many rows went; 0 when none are left.
    public func clear(amount: Int) throws -> Int {
        let closed: SQL = "SELECT i.id FROM member_import i WHERE i.status IN ('applied', 'discarded')"
        let gone = try transaction.execute(
            """
            DELETE FROM import_former_row WHERE id IN (
                SELECT f.id FROM import_former_row f WHERE f.import_id IN (\(closed)) LIMIT \(amount))
            """)
        if gone == 0 { try transaction.execute("DELETE FROM import_act WHERE import_id IN (\(closed))") }
        return gone
    }
}
