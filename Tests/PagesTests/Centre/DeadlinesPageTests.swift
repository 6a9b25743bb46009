import Domain
import Pages
import Testing

@Suite("The page of what is over")
struct DeadlinesPageTests {
    @Test("Nothing due, and lists and batches that are")
    func states() {
        let frame = Sample.frame(.workbench)
        Golden.expect(DeadlinesPage(frame, [], []).html, "deadlines-empty")
        let lists = [DeadlinesPage.YearLists(year: 2024, lists: 12, submitted: 3)]
        let batches = [ReviewSample.record(.awaitingVoucher), ReviewSample.record(.voucherRejected, id: 42)]
        let units = [
            DueUnit(
                enrolment: ID(1), name: Sample.hostile, union: ID(7), year: 2024, status: .submitted, heads: 1_064),
            DueUnit(enrolment: ID(2), name: "空白工会", union: ID(8), year: 2024, status: .draft, heads: nil),
        ]
        Golden.expect(DeadlinesPage(frame, lists, units: units, batches).html, "deadlines")
    }
}
