import DatabaseKit
import Domain
import TestSupport
import Testing

@testable import Store

/// How SQLite reads the basis of a unit: its members once, and of each of them only what is his own.
@Suite struct BasisPlanTests {
    @Test("A unit of fifty thousand is not looked through once for each of its people")
    func eachOnce() async throws {
        let scene = try await EnrolmentScene.make(
            try await Engine.sqlite.database(migrations: Schema.migrations), seal: PlainSeal())
        let basis = Basis(unit: scene.unit, year: scene.year)
        let plan = try await scene.database.read { transaction in
            try transaction.query("EXPLAIN QUERY PLAN \(BasisStore.placed(basis)) SELECT count(*) FROM placed").map {
                row -> String in try row.get("detail")
            }
        }
        #expect(plan.contains { $0.hasPrefix("SEARCH m USING INDEX member_unit (unit_id=?)") }, "\(plan)")
        #expect(plan.contains { $0.hasPrefix("SEARCH o USING INDEX member_person (person_id=?") }, "\(plan)")
        #expect(plan.count { $0.contains("(unit_id=?") } == 1, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN") && !$0.hasPrefix("SCAN placed") }, "\(plan)")
    }
}
