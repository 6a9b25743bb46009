import Domain
import Testing

@Suite("The split of a premium between district and units")
struct ShareSplitTests {
    private let plan = TestYear.plan("A+", premium: 7_600, city: 1_300, district: 6_300)

    private func problems(_ district: String, _ base: String) -> [ShareRefusal.Problem] {
        do throws(ShareRefusal) {
            _ = try plan.rates(district: district, base: base)
            return []
        } catch {
            return error.problems
        }
    }

    @Test("The manual's form: 76.00 = 13.00 + 63.00 + 0.00")
    func manual() throws {
        let rates = try plan.rates(district: "63.00", base: "0")
        #expect(rates == Rates(city: Money(fen: 1_300), district: Money(fen: 6_300), base: .zero))
        #expect(try plan.rates(district: " 40.5 ", base: "22.50").premium == plan.premium)
    }

    @Test("Whatever is typed, what is kept adds up to the premium, or nothing is kept")
    func sums() {
        #expect(
            problems("63.00", "0.01") == [.doesNotAddUp(typed: Money(fen: 6_301), remainder: Money(fen: 6_300))])
        #expect(problems("", "x") == [.missing(.district), .notAnAmount(.base)])
        #expect(problems("-1", "64.00") == [.notAnAmount(.district)])
        #expect(problems("63.001", "0") == [.notAnAmount(.district)])
        for fen in stride(from: 0, through: 7_000, by: 37) {
            let text = Money(fen: Int64(fen)).decimalText
            let rest = (plan.remainder - Money(fen: Int64(fen))).decimalText
            #expect(problems(text, rest).isEmpty == (fen <= 6_300))
        }
    }

    @Test("Only lists that are handed in and not locked take new rates")
    func statuses() {
        #expect(UnitEnrolment.Status.allCases.filter(\.isRepriced) == [.submitted, .endorsed, .approved])
    }
}
