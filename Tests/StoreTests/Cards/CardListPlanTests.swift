import DatabaseKit
import Domain
import TestSupport
import Testing

@testable import Store

/// How SQLite reads 卡片信息管理: by an index whatever is asked, in its order, and from the place that was left.
@Suite struct CardListPlanTests {
    private static let city = CardListStore.Scope.subtree(UnionScope(.root))
    private static let unit = CardListStore.Scope.unit(ID(1), UnionScope(.root))

    private func plan(
        _ filter: CardFilter, _ scope: CardListStore.Scope, _ part: CardHolderPart = .first
    ) async throws -> String {
        let database = try await Engine.sqlite.database(migrations: Schema.migrations)
        return try await database.read { transaction in
            let store = CardListStore(transaction, PlainSeal())
            return try [store.counting(filter, in: scope), store.selecting(filter, in: scope, part, limit: 21)]
                .flatMap { statement in
                    try transaction.query("EXPLAIN QUERY PLAN \(statement)").map { row -> String in
                        try row.get("detail")
                    }
                }.joined(separator: "\n")
        }
    }

    private func expect(_ index: String, _ filter: CardFilter, _ scope: CardListStore.Scope = city) async throws {
        let plan = try await plan(filter, scope)
        #expect(plan.contains(index), "\(plan)")
        for line in plan.split(separator: "\n") where line.hasPrefix("SCAN") {
            #expect(
                ["SCAN found", "SCAN named", "SCAN l USING", "SCAN service_card USING"].contains { line.hasPrefix($0) },
                "\(plan)")
        }
    }

    @Test("each question is answered by its index")
    func indexes() async throws {
        var named = CardFilter()
        named.person.document = "319901198506010011"
        try await expect("member_person", named)
        try await expect("member_union", CardFilter())
        try await expect("member_unit", CardFilter(), Self.unit)
        try await expect("service_card_tail", CardFilter(card: .tail("0012")))
        try await expect("service_card_tail", CardFilter(card: .tail("0012")), Self.unit)
        try await expect("service_card_lost", CardFilter(state: .lost))
        try await expect("service_card_replacement", CardFilter(state: .beingReplaced))
        try await expect("card_batch_line_pending", CardFilter(state: .ordered))
    }

    @Test("neither the first page nor a later one sorts")
    func order() async throws {
        let key = try #require(CardHolderKey("1-1"))
        for scope in [Self.city, Self.unit] {
            for part in [CardHolderPart.first, .after(key), .before(key)] {
                let plan = try await plan(CardFilter(), scope, part)
                #expect(!plan.contains("TEMP B-TREE"), "\(plan)")
            }
        }
    }
}
