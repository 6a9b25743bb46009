public import DatabaseKit
public import Domain

/// What the fields of members were before they were changed, sealed.
public struct MemberChangeStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// - Parameter event: that tells who changed them, and when.
    public func record(_ changes: [MemberChange], event: Int64) throws {
        try record([(event, changes)])
    }

    /// The changes of many members, each with its event.
    public func record(_ changed: [(event: Int64, changes: [MemberChange])]) throws {
        var rows = Insertion(
            "INSERT INTO member_change (id, event_id, field, before_sealed, after_sealed)", columns: 5)
        for (event, changes) in changed {
            for change in changes {
                let id = try transaction.newKey()
                rows.append(
                    id, event, change.field,
                    try change.before.map { try seal.seal($0, in: .memberChangeBefore, row: id) },
                    try change.after.map { try seal.seal($0, in: .memberChangeAfter, row: id) })
            }
        }
        try transaction.insert(rows)
    }

    /// The changes of the events, in the order in which they were written.
    public func changes(of events: [Int64]) throws -> [Int64: [MemberChange]] {
        guard !events.isEmpty else { return [:] }
        var changes: [Int64: [MemberChange]] = [:]
        let rows = try transaction.query(
            """
            SELECT id, event_id, field, before_sealed, after_sealed FROM member_change
            WHERE event_id IN \(list: events) ORDER BY id
            """)
        for row in rows {
            let id: Int64 = try row.get("id")
            let before: [UInt8]? = try row.get("before_sealed")
            let after: [UInt8]? = try row.get("after_sealed")
            changes[try row.get("event_id"), default: []].append(
                MemberChange(
                    try row.get("field"),
                    from: try before.map { try seal.open($0, in: .memberChangeBefore, row: id) },
                    to: try after.map { try seal.open($0, in: .memberChangeAfter, row: id) }))
        }
        return changes
    }
}
