import DatabaseKit
import Domain
import TestSupport
import Testing

@testable import Store

/// How SQLite reads 账号管理: a search reads indexes alone, and only the rows of a page from the table.
@Suite struct AccountSearchPlanTests {
    private func plan(_ statement: @escaping @Sendable (AccountStore) -> SQL) async throws -> [String] {
        let database = try await Engine.sqlite.database(migrations: Schema.migrations)
        return try await database.read { transaction in
            try transaction.query("EXPLAIN QUERY PLAN \(statement(AccountStore(transaction)))").map {
                row -> String in try row.get("detail")
            }
        }
    }

    @Test(
        "counting and listing scan no table",
        arguments: [
            AccountFilter(), AccountFilter(name: "shi"), AccountFilter(union: "公司"), AccountFilter(union: "319901"),
            AccountFilter(holding: .nothing), AccountFilter(holding: .ending),
            AccountFilter(name: "shi", holding: .role(.clerk), status: .active),
        ])
    func search(filter: AccountFilter) async throws {
        for plan in [
            try await plan { $0.counting(filter, in: UnionScope(.root), on: .earliest) },
            try await plan { $0.listing(filter, in: UnionScope(.root), on: .earliest, ListRange(page: 3, size: 20)) },
        ] {
            #expect(plan.contains { $0.hasPrefix("SEARCH a USING COVERING INDEX account_") }, "\(plan)")
            if filter.union != nil {
                #expect(plan.contains { $0.hasPrefix("SEARCH c USING COVERING INDEX") }, "\(plan)")
            }
            #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(plan)")
        }
    }
}
