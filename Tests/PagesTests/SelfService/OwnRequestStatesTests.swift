import Domain
import Markup
import Pages
import Testing

/// Every state of a member's own request has its page, on his side and on his union's.
@Suite struct OwnRequestStatesTests {
    private func row(_ kind: OwnRequest.Kind, _ status: OwnRequest.Status) -> RequestRow {
        let isAnswered = status == .granted || status == .declined
        return RequestRow(
            id: ID(3), member: ID(7), kind: kind, status: status, memberName: "会员甲", memberNumber: "00000000007",
            unionName: "示例公司工会委员会", text: kind == .card ? "示例市示例路一百号" : "手机号已更换",
            answer: isAnswered ? "已核对证件" : nil, askedAt: Sample.moment("2023-11-20", hour: 9),
            answeredAt: status == .open ? nil : Sample.moment("2023-11-21", hour: 9), version: 1, .member)
    }

    @Test("to the member", arguments: OwnRequest.Status.allCases)
    func own(_ status: OwnRequest.Status) {
        let membership = OwnMembership(
            member: ID(7), number: "00000000007", unionName: "示例公司工会委员会", unionCode: "319901000101", path: .root,
            unitName: "示例公司工会委员会", workplace: "示例平台", category: .flexible, joinedOn: Sample.day("2023-09-12"),
            electronicCard: .inactive, electronicCardOn: nil)
        let card: OwnCard =
            switch status {
            case .open: .requested
            case .granted: .granted
            case .declined, .withdrawn: .appliedForByHimself
            }
        var model = OwnHomePage.Model(
            documentType: .residentIdentityCard, document: "3199**********0015", expiry: .longTerm,
            phone: "199****0001", memberships: [membership], card: card, coverages: [], listings: [])
        model.requests = OwnRequest.Kind.allCases.map { row($0, status) }
        model.mayAsk = status == .open ? [] : status == .granted ? [.correction] : [.correction, .card]
        Golden.expect(OwnHomePage(Sample.own("会员甲"), model).html, "own-home-request-\(status.rawValue)")
    }

    @Test("to his union", arguments: OwnRequest.Status.allCases)
    func union(_ status: OwnRequest.Status) {
        let page = MemberRequestPage(
            Sample.frame(), row(.correction, status), nil,
            form: status == .open ? MemberRequestPage.blank : FormState()
        ).html
        Golden.expect(page, "member-request-\(status.rawValue)")
        // Only what is open is answered.
        #expect(page.text.contains("name=\"answer\"") == (status == .open))
    }
}
