import Domain
import Markup
import Pages
import Testing

@Suite("The pages of what people ask about their own data")
struct RightsPagesTests {
    private let frame = Sample.frame(.organisation)

    private func row(_ status: RightsRequest.Status, due: String) -> RightsRow {
        let request = RightsRequest(
            id: ID(61), number: "QL202311200001", kind: .copy, member: ID(7),
            path: UnionPath.root, receivedOn: Sample.day("2023-11-01"), due: Sample.day(due), status: status)
        return RightsRow(
            request, memberName: "会员甲", memberNumber: "M00000001", unionName: "示例联合工会", text: Sample.hostile,
            answer: status == .open ? nil : "已交本人", recordedAt: Sample.moment("2023-11-01", hour: 9, minute: 30),
            answeredAt: status == .open ? nil : Sample.moment("2023-11-02", hour: 10, minute: 0))
    }

    @Test("The list, empty and with one that is overdue")
    func list() {
        let window = PageWindow(number: 1, size: 20, total: 2)
        Golden.expect(
            RightsPage(frame, .open, [], PageWindow(number: 1, size: 20, total: 0)).html, "rights-empty")
        Golden.expect(
            RightsPage(frame, .open, [row(.open, due: "2023-11-10"), row(.open, due: "2023-12-10")], window).html,
            "rights")
    }

    @Test("A request that waits, one that is answered, and the form")
    func one() {
        let open = RightsRequestPage(
            frame, row(.open, due: "2023-12-10"), history: [], stepUp: .password, form: FormState())
        #expect(!open.html.text.contains("<script>alert"))
        Golden.expect(open.html, "rights-request")
        Golden.expect(
            RightsRequestPage(
                frame, row(.refused, due: "2023-12-10"), history: [], stepUp: .nothing, form: FormState()
            ).html, "rights-request-refused")
        let subject = RightsFormPage.Subject(
            member: ID(7), name: "会员甲", number: "M00000001", unionName: "示例联合工会", due: Sample.day("2023-12-11"))
        Golden.expect(
            RightsFormPage(frame, subject, form: FormState(["received": ["2023-11-20"]])).html, "rights-form")
    }
}
