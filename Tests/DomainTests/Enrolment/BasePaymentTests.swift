import Domain
import Testing

@Suite("Until when a unit pays its share")
struct BasePaymentTests {
    private let year: PlanYear

    init() throws {
        year = try #require(TestYear.year2024)
    }

    private func day(_ text: String) -> CalendarDay { TestYear.day(text) }

    private func granted(_ ordinal: Int, _ activity: Activity, _ through: String) -> WindowExtension {
        WindowExtension(
            year: year.year, ordinal: ordinal, activity: activity, path: .root, unionName: "", through: day(through),
            reason: "", setAt: Instant(milliseconds: 0))
    }

    @Test(
        "By the year's day, then soon, then at once",
        arguments: [
            ("2023-12-25", "2023-12-25", nil), ("2023-12-26", "2024-01-20", .soon), ("2024-01-20", "2024-01-20", .soon),
            ("2024-01-21", "2024-01-20", .atOnce),
        ] as [(String, String, BasePayment.Urgency?)])
    func days(today: String, due: String, urgency: BasePayment.Urgency?) {
        #expect(year.basePayment(on: day(today)) == BasePayment(due: day(due), urgency: urgency))
    }

    @Test("A list that came back late is paid for until it must be handed in again, never after the district pays")
    func reopened() {
        let late = year.basePayment(on: day("2023-12-27"), reopened: day("2023-12-29"))
        #expect(late == BasePayment(due: day("2023-12-29"), urgency: nil))
        #expect(year.basePayment(on: day("2023-12-20"), reopened: day("2023-12-22")).due == day("2023-12-25"))
        #expect(year.basePayment(on: day("2024-01-10"), reopened: day("2024-02-01")).due == day("2024-01-20"))
        #expect(year.basePayment(on: day("2023-12-30"), reopened: day("2023-12-29")).urgency == .soon)
    }

    @Test("Who may hand in later pays later, never after his district; who must earlier pays as before")
    func extended() {
        func due(_ extensions: WindowExtension...) -> CalendarDay {
            year.extended(by: extensions, at: .root).basePaymentDue
        }
        #expect(due(granted(1, .enrolment, "2023-12-28")) == day("2023-12-28"))
        #expect(due(granted(1, .enrolment, "2023-12-20")) == day("2023-12-25"))
        #expect(due(granted(1, .enrolment, "2024-03-01")) == day("2024-01-20"))
        #expect(due(granted(1, .enrolment, "2024-03-01"), granted(2, .voucher, "2024-01-25")) == day("2024-01-25"))
        #expect(due(granted(1, .review, "2023-12-28")) == day("2023-12-25"))
    }

    @Test("No day asked for is ever over", arguments: 0..<60)
    func never(ahead: Int) {
        let today = day("2023-12-10").adding(days: ahead)
        for reopened in [nil, day("2023-12-28"), day("2024-02-10")] {
            let payment = year.basePayment(on: today, reopened: reopened)
            #expect(payment.urgency == .atOnce || today <= payment.due)
        }
    }
}
