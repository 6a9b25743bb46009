import DatabaseKit
import Domain
import TestSupport
import Testing

@testable import Store

/// How SQLite reads the list: each filter by an index of its own, no table from end to end.
@Suite struct MemberListPlanTests {
    private func plan(
        _ scope: UnionScope = UnionScope(.root), _ change: (inout MemberFilter) -> Void
    ) async throws -> String {
        var filter = MemberFilter()
        change(&filter)
        let database = try await Engine.sqlite.database(migrations: Schema.migrations)
        return try await database.read { [filter] transaction in
            let store = MemberListStore(transaction, PlainSeal())
            let statements = [store.counting(filter, in: scope), store.listing(filter, in: scope, page: ListPage())]
            return try statements.flatMap { statement in
                try transaction.query("EXPLAIN QUERY PLAN \(statement)").map { row -> String in try row.get("detail") }
            }.joined(separator: "\n")
        }
    }

    private func expect(_ index: String, _ change: @escaping (inout MemberFilter) -> Void) async throws {
        let plan = try await plan { change(&$0) }
        #expect(plan.contains(index), "\(plan)")
        for line in plan.split(separator: "\n") where line.hasPrefix("SCAN") {
            #expect(
                [
                    "SCAN found", "SCAN named", "SCAN asked", "SCAN removal_request USING", "SCAN own_request USING",
                    "SCAN membership_transfer USING",
                ].contains { line.hasPrefix($0) }, "\(plan)")
        }
    }

    @Test("at the city each filter is answered by its index")
    func indexes() async throws {
        try await expect("member_union") { _ in }
        try await expect("member_label") { $0.label = "outsourced" }
        try await expect("member_household") { $0.household = "foreign" }
        try await expect("member_post") { $0.post = "worker" }
        try await expect("member_flexible") { $0.flexibleKind = "courier" }
        try await expect("member_flexible_class") { $0.category = .flexible }
        try await expect("member_outside") { $0.category = .outsideEnterprise }
        try await expect("member_scanned") { $0.source = .scan }
        try await expect("member_transferred") { $0.source = .transfer }
        try await expect("member_single") { $0.source = .single }
        try await expect("member_electronic") { $0.electronicCard = .active }
        try await expect("person_name ") { $0.name = "\u{5F20}\u{4E09}" }
        try await expect("person_name_second (<expr>>? AND <expr><?)") { $0.name = "\u{5F20}\u{4E09}" }
        try await expect("person_name_third (<expr>>? AND <expr><?)") { $0.name = "\u{5F20}\u{4E09}" }
        try await expect("person_name_reading") { $0.name = "zhangsan" }
        try await expect("person_name_initials") { $0.name = "zhs" }
        try await expect("person_phone ") { $0.phone = .init("19900000001") }
        try await expect("person_phone_tail") { $0.phone = .init("0001") }
        try await expect("member_person") { $0.document = "319901198506010011" }
        try await expect("removal_request_open") { $0.pending = .removal }
        try await expect("own_request_open") { $0.pending = .correction }
        try await expect("membership_transfer_open") { $0.pending = .transfer }
        try await expect("member_former") { $0.standing = .former }
        try await expect("member_person") {
            $0.standing = .former
            $0.name = "\u{5F20}\u{4E09}"
        }
        try await expect("SEARCH s USING") { $0.selection = "token" }
        try await expect("SEARCH w USING COVERING INDEX sqlite_autoindex_workplace_1 (path=?)") {
            $0.workplace = "\u{793A}\u{4F8B}"
        }
        try await expect("member_union (union_id=?)") { $0.workplace = "\u{793A}\u{4F8B}" }
        try await expect("SEARCH u USING") { $0.union = "\u{793A}\u{4F8B}" }
        try await expect("member_union (union_id=?)") { $0.union = "\u{793A}\u{4F8B}" }
    }

    @Test("the list comes in its order, union by union, without sorting")
    func order() async throws {
        for change in [{ _ in }, { $0.label = "outsourced" }, { $0.source = .scan }] as [(inout MemberFilter) -> Void] {
            let plan = try await plan { change(&$0) }
            #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
        }
    }
}
