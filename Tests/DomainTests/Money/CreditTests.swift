import Domain
import Testing

@Suite("Credits from earlier years")
struct CreditTests {
    private func credit(
        _ id: Int64, _ year: Int, _ fen: Int64, used: [(Int64, Instant?)] = [], _ standing: Credit.Standing = .open
    ) -> Credit {
        Credit(
            id: ID(id), district: ID(1), districtName: "东海区总工会", fromYear: year, amount: Money(fen: fen),
            reason: "退回", at: Instant(milliseconds: 0), account: "赵审例", standing: standing,
            uses: used.map {
                Credit.Use(
                    submission: ID(9), number: "CB202012260001", year: 2020, amount: Money(fen: $0.0),
                    at: Instant(milliseconds: 1), returnedAt: $0.1)
            })
    }

    @Test("What remains is the amount without what stands against batches that have not lapsed")
    func remaining() {
        #expect(credit(1, 2018, 1_000).remaining == Money(fen: 1_000))
        #expect(
            credit(1, 2018, 1_000, used: [(300, nil), (200, Instant(milliseconds: 5))]).remaining == Money(fen: 700))
        #expect(credit(1, 2018, 1_000, .cancelled).remaining == .zero)
        #expect(credit(1, 2018, 1_000, used: [(200, Instant(milliseconds: 5))]).isUntouched)
        #expect(!credit(1, 2018, 1_000, used: [(200, nil)]).isUntouched)
    }

    @Test("The oldest year is used first, and never more than is due")
    func allotment() {
        let credits = [credit(2, 2019, 500), credit(1, 2018, 1_000, used: [(400, nil)])]
        let some = CreditAllotment(of: credits, against: Money(fen: 700))
        #expect(some.parts.map(\.credit) == [ID(1), ID(2)])
        #expect(some.parts.map(\.amount) == [Money(fen: 600), Money(fen: 100)])
        #expect(CreditAllotment(of: credits, against: Money(fen: 5_000)).total == Money(fen: 1_100))
        #expect(CreditAllotment(of: credits, against: .zero).parts.isEmpty)
        #expect(CreditAllotment(of: credits, against: Money(fen: -5)).parts.isEmpty)
        #expect(CreditAllotment(of: [], against: Money(fen: 5)).total == .zero)
    }

    @Test("An entry names every field that is missing or malformed")
    func entry() throws {
        do throws(CreditRefusal) {
            _ = try CreditEntry(districtCode: "", year: "18", amount: "0", reason: " ")
            Issue.record("was taken")
        } catch {
            #expect(error.fields == [.district, .year, .amount, .reason])
        }
        let entry = try CreditEntry(districtCode: "319901000001", year: "2018", amount: "1,200.50", reason: "人数核减")
        #expect(entry.amount == Money(fen: 120_050))
    }
}
