public import DatabaseKit
public import Domain

/// What the fields of unions were before they were changed, sealed: a contact is a person.
public struct UnionChangeStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// - Parameter event: that tells who changed them, and when.
    public func record(_ changes: [UnionChange], event: Int64) throws {
        var rows = Insertion(
            "INSERT INTO union_change (id, event_id, field, before_sealed, after_sealed)", columns: 5)
        for change in changes {
            let id = try transaction.newKey()
            rows.append(
                id, event, change.field.text, try seal.seal(change.before, in: .unionChangeBefore, row: id),
                try seal.seal(change.after, in: .unionChangeAfter, row: id))
        }
        try transaction.insert(rows)
    }

    /// The changes of the events, in the order in which they were written.
    public func changes(of events: [Int64]) throws -> [Int64: [UnionChange]] {
        guard !events.isEmpty else { return [:] }
        var changes: [Int64: [UnionChange]] = [:]
        for row in try transaction.query(
            """
            SELECT id, event_id, field, before_sealed, after_sealed FROM union_change
            WHERE event_id IN \(list: events) ORDER BY id
            """)
        {
            let id: Int64 = try row.get("id")
            guard let field = UnionChange.Field(try row.get("field")) else {
                throw DatabaseError.unexpectedValue(column: "union_change.field")
            }
            changes[try row.get("event_id"), default: []].append(
                UnionChange(
                    field, from: try seal.open(try row.get("before_sealed"), in: .unionChangeBefore, row: id),
                    to: try seal.open(try row.get("after_sealed"), in: .unionChangeAfter, row: id)))
        }
        return changes
    }
}
