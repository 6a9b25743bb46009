import DatabaseKit
public import Domain

/// Taking an enterprise away from its union.
extension UnionStore {
    /// What hangs on it still.
    public func obstacles(of enterprise: ID<Enterprise>) throws -> UnionObstacles {
        func count(_ statement: SQL) throws -> Int { try transaction.value(statement) ?? 0 }
        let units: SQL = "(SELECT n.id FROM enrolling_unit n WHERE n.enterprise_id = \(enterprise))"
        return UnionObstacles(
            members: try count("SELECT count(*) FROM member m WHERE m.unit_id IN \(units) AND m.left_on IS NULL"),
            enrolments: try count(
                """
                SELECT count(*) FROM unit_enrolment e WHERE e.unit_id IN \(units)
                    AND e.status IN ('submitted', 'endorsed', 'approved', 'returned', 'locked')
                """),
            admissions: try count(
                "SELECT count(*) FROM join_application WHERE enterprise_id = \(enterprise) AND status = 'open'"),
            cards: try count(
                """
                SELECT count(*) FROM card_batch c WHERE c.unit_id IN \(units) AND c.status IN \(list: Self.ordered)
                """),
            imports: try count(
                """
                SELECT count(*) FROM member_import
                WHERE enterprise_id = \(enterprise) AND status IN ('reading', 'staged', 'applying')
                """))
    }

    /// Batches that are on their way to the bank, or there.
    static let ordered: [CardBatch.Status] = [.submitted, .inProduction]

    /// Ends it: its code is free for another union, who acts for it chooses anew, what it did stays readable.
    public func end(_ enterprise: Enterprise, on day: CalendarDay) throws {
        try transaction.update(
            """
            UPDATE enterprise SET ended_on = \(day), version = version + 1
            WHERE id = \(enterprise.id) AND ended_on IS NULL
            """)
        try transaction.execute("UPDATE trade_union SET enterprises = enterprises - 1 WHERE id = \(enterprise.union)")
        try UnionTallyStore(transaction).removeEnterprise(of: enterprise.union)
        try transaction.execute("UPDATE session SET enterprise_id = NULL WHERE enterprise_id = \(enterprise.id)")
    }
}
