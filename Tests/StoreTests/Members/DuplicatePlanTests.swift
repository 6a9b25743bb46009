import DatabaseKit
import Domain
import TestSupport
import Testing

@testable import Store

/// How SQLite finds people who are met twice: each step by an index, no table from end to end.
@Suite struct DuplicatePlanTests {
    @Test("open pairs, reminders and the versions of a person are found by their indexes")
    func indexes() async throws {
        let database = try await Engine.sqlite.database(migrations: Schema.migrations)
        let lines = try await database.read { transaction in
            let statements: [SQL] = [
                """
                SELECT u.id, count(*) FROM duplicate_pair d JOIN trade_union u ON u.path = d.path
                    JOIN member m ON m.id = d.first_member_id AND m.left_on IS NULL
                    JOIN member n ON n.id = d.second_member_id AND n.left_on IS NULL
                WHERE d.status = 'open' AND d.path IN ('01') GROUP BY u.id
                """,
                "SELECT y.year FROM plan_year y CROSS JOIN enrolment_claim k WHERE k.year = y.year AND k.person_id = 1",
                "UPDATE claim_conflict SET person_id = 1 WHERE person_id = 2",
                "UPDATE person SET merged_into = 1 WHERE merged_into = 2",
                "UPDATE enrolment_claim SET person_id = 1 WHERE person_id = 2 AND year IN (SELECT y.year FROM plan_year y)",
                "UPDATE coverage SET person_id = 1 WHERE person_id = 2",
            ]
            return try statements.flatMap { statement in
                try transaction.query("EXPLAIN QUERY PLAN \(statement)").map { row -> String in try row.get("detail") }
            }
        }
        // The years of a city are a few; everything else is searched.
        for line in lines where line.hasPrefix("SCAN") { #expect(line.hasPrefix("SCAN y"), "\(lines)") }
    }
}
