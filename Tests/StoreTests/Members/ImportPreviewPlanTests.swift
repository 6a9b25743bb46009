import DatabaseKit
import Domain
import TestSupport
import Testing

@testable import Store

/// How SQLite reads a page of a preview: from where the last one ended, and only the rows that it shows.
@Suite struct ImportPreviewPlanTests {
    private func plan(_ rows: ImportRows, _ group: MemberProblem.Repair? = nil) async throws -> [String] {
        let database = try await Engine.sqlite.database(migrations: Schema.migrations)
        return try await database.read { transaction in
            let statement = MemberImportStore.page(rows, group: group, of: ID(1), after: 7, limit: 101)
            return try transaction.query("EXPLAIN QUERY PLAN \(statement)").map { row -> String in
                try row.get("detail")
            }
        }
    }

    @Test("each part of a preview is read by an index that holds its rows alone, in the order of the file")
    func pages() async throws {
        let parts: [(rows: ImportRows, index: String)] = [
            (.failed, "member_import_row_problem"), (.withProblem, "member_import_row_problem"),
            (.leftOut, "member_import_row_left_out"),
        ]
        for part in parts {
            let lines = try await plan(part.rows)
            #expect(
                lines.allSatisfy { $0.hasPrefix("SEARCH member_import_row USING INDEX \(part.index) ") }, "\(lines)")
        }
        for rows in [ImportRows.all, .failed, .withProblem] {
            let lines = try await plan(rows, .fillIn)
            #expect(lines.allSatisfy { $0.contains("member_import_row_group (import_id=? AND problem_group=?") })
        }
        // Nothing is sorted, and nothing is read from end to end.
        for rows in [ImportRows.all, .failed, .withProblem, .leftOut, .standing] {
            for line in try await plan(rows) { #expect(line.hasPrefix("SEARCH"), "\(line)") }
        }
    }
}
