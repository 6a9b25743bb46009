import DatabaseKit
import Domain
import TestSupport
import Testing

@testable import Store

/// How SQLite reads 组织查询管理: counters and searches from indexes alone, and only the rows of a page from the table.
@Suite struct UnionDirectoryPlanTests {
    private func plan(_ statement: @escaping @Sendable (UnionDirectoryStore) -> SQL) async throws -> [String] {
        let database = try await Engine.sqlite.database(migrations: Schema.migrations)
        return try await database.read { transaction in
            try transaction.query("EXPLAIN QUERY PLAN \(statement(UnionDirectoryStore(transaction)))").map {
                row -> String in try row.get("detail")
            }
        }
    }

    @Test("the counters of a subtree are read from its unions with subordinates, not from all of them")
    func counters() async throws {
        let plan = try await plan { UnionTallyStore($0.transaction).summing(UnionScope(.root)) }
        #expect(
            plan.contains { $0.hasPrefix("SEARCH t USING INDEX") && $0.hasSuffix("(path>? AND path<?)") }, "\(plan)")
        #expect(plan.contains { $0.hasPrefix("SEARCH u USING") && $0.hasSuffix("(path=?)") }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(plan)")
    }

    @Test("a level of 统计报表 is summed over the unions with subordinates, a range for each")
    func statistics() async throws {
        let plan = try await plan { UnionTallyStore($0.transaction).summing(ofEach: [ID(1), ID(2)]) }
        #expect(
            plan.contains { $0.hasPrefix("SEARCH t USING INDEX") && $0.hasSuffix("(path>? AND path<?)") }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN") }, "\(plan)")
    }

    @Test("districts, and what a reviewer has to decide, are found without reading every union or request")
    func few() async throws {
        let districts = try await plan { TransferTargetStore($0.transaction).selectingDistricts }
        #expect(districts.contains { $0.hasPrefix("SEARCH u USING") && $0.contains("(parent_id=?") }, "\(districts)")
        #expect(!districts.contains { $0.hasPrefix("SCAN") }, "\(districts)")
        let centre = Actor(
            account: ID(1), name: "centre", displayName: "", union: ID(1), unionName: "", kind: .cityFederation,
            path: .root, roles: [.centre])
        let waiting = try await plan {
            UnionRequestStore($0.transaction, PlainSeal()).counting(.waiting, for: centre)
        }
        #expect(
            waiting.contains { $0.contains("union_request_decider (decider_id=? AND status=?)") }, "\(waiting)")
        #expect(waiting.contains { $0.contains("COVERING INDEX") && $0.contains("(path>? AND path<?)") }, "\(waiting)")
        #expect(!waiting.contains { $0.hasPrefix("SCAN") }, "\(waiting)")
    }

    @Test("a level is counted in an index alone")
    func counting() async throws {
        let plan = try await plan { $0.counting(UnionFilter(), .children(ID(1))) }
        #expect(plan == ["SEARCH u USING COVERING INDEX trade_union_place (parent_id=?)"], "\(plan)")
    }

    @Test("a part of a name is looked for in an index, and the page's rows alone are fetched")
    func names() async throws {
        let filter = UnionFilter(name: "公司")
        let part = UnionDirectoryStore.Part.subtree(UnionScope(.root))
        let covering = "SEARCH u USING COVERING INDEX trade_union_names (path>? AND path<?)"
        let count = try await plan { $0.counting(filter, part) }
        #expect(count == [covering], "\(count)")
        let list = try await plan { $0.listing(filter, part, page: ListPage()) }
        #expect(list.contains(covering), "\(list)")
        #expect(!list.contains { $0.hasPrefix("SCAN") && $0 != "SCAN found" }, "\(list)")
    }

    @Test("the sound of a name is looked for in an index too")
    func readings() async throws {
        let part = UnionDirectoryStore.Part.subtree(UnionScope(.root))
        for typed in ["gongsi", "gs", "zhs"] {
            let filter = UnionFilter(reading: ReadingCondition(typed))
            let plan = try await plan { $0.listing(filter, part, page: ListPage()) }
            #expect(
                plan.contains("SEARCH u USING COVERING INDEX trade_union_readings (path>? AND path<?)"), "\(plan)")
            #expect(!plan.contains { $0.hasPrefix("SCAN") && $0 != "SCAN found" }, "\(plan)")
        }
    }

    @Test(
        "the other conditions are answered by indexes of their own",
        arguments: [
            (UnionFilter(code: "913100"), "trade_union_credit_code (credit_code>? AND credit_code<?)"),
            (UnionFilter(code: "913100"), "enterprise_code (code>? AND code<?)"),
            (UnionFilter(code: "913100"), "enrolling_unit_organisation (organisation_code>? AND organisation_code<?)"),
            (UnionFilter(organisationCode: "00000025"), "trade_union_organisation_code (<expr>>? AND <expr><?)"),
            (UnionFilter(organisationCode: "00000025"), "enterprise_organisation_code (<expr>>? AND <expr><?)"),
            (UnionFilter(enterprise: "公司"), "COVERING INDEX enterprise_names"),
            (UnionFilter(superior: "街道"), "trade_union_names (path>? AND path<?)"),
            (UnionFilter(economicType: "私营"), "organisation_particulars_type (economic_type=?"),
            (UnionFilter(industry: "制造业"), "organisation_particulars_industry (industry=?"),
        ])
    func others(filter: UnionFilter, index: String) async throws {
        let part = UnionDirectoryStore.Part.subtree(UnionScope(.root))
        for plan in [
            try await plan { $0.counting(filter, part) },
            try await plan { $0.listing(filter, part, page: ListPage()) },
        ] {
            #expect(plan.contains { $0.contains(index) }, "\(plan)")
            #expect(
                !plan.contains { $0.hasPrefix("SCAN") && $0 != "SCAN found" && !$0.contains("enterprise_names") },
                "\(plan)")
        }
    }

    @Test("a level with thousands of unions is a range of the parent's index, in its order")
    func level() async throws {
        let plan = try await plan { $0.listing(UnionFilter(), .children(ID(1)), page: ListPage()) }
        #expect(plan.contains { $0.contains("(parent_id=?)") }, "\(plan)")
    }
}
