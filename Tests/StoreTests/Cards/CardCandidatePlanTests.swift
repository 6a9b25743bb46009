import DatabaseKit
import Domain
import TestSupport
import Testing

@testable import Store

/// How SQLite reads 待办会员列表: from the union's members down, in their order, and from the place that was left.
@Suite struct CardCandidatePlanTests {
    private static let unit = EnrollingUnit(
        id: ID(1), union: ID(2), enterprise: nil, path: .root, name: "示例工会委员会", unionName: "示例工会委员会",
        unionCode: "319901000001", organisationCode: nil)

    private static func rule(_ address: AddressRule) -> CardRule {
        CardRule(address: address, today: .latest, coverageFrom: .latest)
    }

    private func plan(_ statement: @Sendable @escaping (CardCandidateStore) -> SQL) async throws -> [String] {
        let database = try await Engine.sqlite.database(migrations: Schema.migrations)
        return try await database.read { transaction in
            let statement = statement(CardCandidateStore(transaction, PlainSeal()))
            return try transaction.query("EXPLAIN QUERY PLAN \(statement)").map { row -> String in
                try row.get("detail")
            }
        }
    }

    @Test("a page of every part goes along the union's index and sorts nothing", arguments: CardCandidatePart.allCases)
    func pages(_ part: CardCandidatePart) async throws {
        let filter = CardCandidateFilter(part, number: "1000", name: "会员")
        for place in [MemberPlace.first, .after(ID(7)), .before(ID(7))] {
            for address in AddressRule.allCases {
                let plan = try await plan {
                    $0.selecting(filter, in: Self.unit, Self.rule(address), at: place, limit: 21)
                }
                let text = plan.joined(separator: "\n")
                #expect(plan.first?.contains("member_union") == true, "\(text)")
                if place != .first { #expect(plan.first?.contains("AND id") == true, "\(text)") }
                #expect(!text.contains("SCAN") && !text.contains("TEMP B-TREE"), "\(text)")
            }
        }
    }

    @Test("the parts are counted in one walk through the union's members, without a look at anybody else's requests")
    func counts() async throws {
        let plan = try await plan {
            $0.counting(in: Self.unit, Self.rule(.moreThanSixChineseCharacters))
        }
        let text = plan.joined(separator: "\n")
        #expect(text.contains("member_union") && text.contains("own_request_granted"), "\(text)")
        #expect(!text.contains("SCAN r") && !text.contains("SCAN m") && !text.contains("TEMP B-TREE"), "\(text)")
    }
}
