import Domain
import Testing

@Suite("What a list costs and who pays it")
struct AmountsTests {
    struct Example: Sendable {
        let plan: String
        let shares: [Int64]
        let heads: Int
        let totals: [String]
    }

    /// Domain 5.3: the manuals' own numbers.
    static let examples = [
        Example(plan: "A", shares: [13, 13, 0], heads: 95, totals: ["2,470.00", "1,235.00", "1,235.00", "0.00"]),
        Example(
            plan: "A+", shares: [20, 40, 0], heads: 1_064, totals: ["63,840.00", "21,280.00", "42,560.00", "0.00"]),
        Example(plan: "A+", shares: [13, 63, 0], heads: 1, totals: ["76.00", "13.00", "63.00", "0.00"]),
        Example(
            plan: "B+", shares: [20, 60, 20], heads: 2_014,
            totals: ["201,400.00", "40,280.00", "120,840.00", "40,280.00"]),
    ]

    @Test("The manuals' four examples come out to the fen", arguments: examples)
    func manualExamples(example: Example) throws {
        let fen = example.shares.map { $0 * 100 }
        let plan = TestYear.plan(example.plan, premium: fen.reduce(0, +), city: fen[0], district: fen[1])
        let rates = try #require(Rates(plan: plan, districtShare: plan.defaultDistrictShare))
        let amounts = try #require(Amounts(heads: example.heads, rates: rates))
        #expect([amounts.premium, amounts.city, amounts.district, amounts.base].map(\.yuanText) == example.totals)
        #expect(amounts.premium == amounts.city + amounts.district + amounts.base)
        #expect(amounts.premium == rates.premium.times(example.heads))
    }

    @Test("A split that does not fit between the city's share and the premium gives no rates")
    func impossibleSplit() {
        let plan = TestYear.plan(premium: 2_600, city: 1_300)
        #expect(Rates(plan: plan, districtShare: Money(fen: 1_301)) == nil)
        #expect(Rates(plan: plan, districtShare: Money(fen: -1)) == nil)
        #expect(Rates(plan: plan, districtShare: Money(fen: 0))?.base == Money(fen: 1_300))
    }

    @Test("An amount past the largest that money can hold is none, not a wrong one")
    func tooLarge() throws {
        let rates = try #require(Rates(plan: TestYear.plan(), districtShare: .zero))
        #expect(Amounts(heads: .max, rates: rates) == nil)
    }
}
