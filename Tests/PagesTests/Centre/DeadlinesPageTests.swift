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
        Golden.expect(DeadlinesPage(frame, lists, batches).html, "deadlines")
    }
}
