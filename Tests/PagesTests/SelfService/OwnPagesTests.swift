import Domain
import Markup
import Pages
import Testing

@Suite struct OwnPagesTests {
    private func membership(_ card: ElectronicCard = .inactive, union: String = "示例公司工会委员会") -> OwnMembership {
        OwnMembership(
            member: ID(7), number: "00000000007", unionName: union, unionCode: "319901000101", path: .root,
            unitName: "示例科技有限公司", workplace: "示例科技有限公司", category: .enterprise,
            joinedOn: Sample.day("2023-09-12"), electronicCard: card,
            electronicCardOn: card == .active ? Sample.day("2023-11-20") : nil)
    }

    private func coverage(_ status: CoverageStatus, year: Int = 2023) throws -> Coverage {
        Coverage(
            id: ID(1), year: year, number: "00000000007", name: "会员甲",
            document: IdentityDocument(type: .residentIdentityCard, number: "319901199001010015", expiry: nil),
            unitName: "示例科技有限公司", plan: "A",
            period: try #require(
                DayWindow(from: Sample.day("\(year)-01-01"), through: Sample.day("\(year)-12-31"))),
            status: status, enrolment: "JB2023000001", submission: "CB202212260001")
    }

    private func model(
        _ memberships: [OwnMembership], _ card: OwnCard = .orderedByUnion, coverages: [Coverage] = [],
        listings: [OwnListing] = []
    ) -> OwnHomePage.Model {
        OwnHomePage.Model(
            documentType: .residentIdentityCard, document: "3199**********0015", expiry: .longTerm,
            phone: "199****0001", memberships: memberships, card: card, coverages: coverages, listings: listings)
    }

    @Test("the sign-in asks for the number of a document, and says to whom the code goes")
    func login() {
        Golden.expect(OwnLoginPage(Sample.own(nil), form: FormState(), .open).html, "own-login", .whole)
        let refused = OwnLoginPage(
            Sample.own(nil), form: FormState(["document": ["319901199001010015"]], errors: OwnLoginPage.missing), .open)
        #expect(!refused.html.text.contains("319901199001010015"))
        #expect(refused.html.text.contains("<title>错误：会员本人登录 - 会员本人服务"))
        let closed = OwnLoginPage(Sample.own(nil), form: FormState(), .closed).html
        #expect(closed.text.contains("暂未开通短信登录"))
        #expect(!closed.text.contains("获取短信验证码"))
    }

    @Test("the code's page shows the code only where it is given, and never what was typed")
    func code() {
        let form = FormState(["code": ["123456"]], errors: OwnCodePage.refused)
        Golden.expect(OwnCodePage(Sample.own(nil), form: form, shown: nil, minutes: 5).html, "own-code-refused")
        #expect(!OwnCodePage(Sample.own(nil), form: form, shown: nil, minutes: 5).html.text.contains("123456"))
        let shown = OwnCodePage(Sample.own(nil), form: FormState(), shown: "048213", minutes: 5).html.text
        #expect(shown.contains("048213"))
    }

    @Test("the privacy notice is agreed to once, and read again later")
    func consent() {
        let page = OwnConsentPage(
            Sample.own("会员甲"), form: FormState(errors: OwnConsentPage.missing), given: nil)
        Golden.expect(page.html, "own-consent")
        let given = OwnConsentPage(
            Sample.own("会员甲"), form: FormState(), given: Sample.moment("2023-11-20", hour: 9)
        ).html.text
        #expect(given.contains("同意本告知"))
        #expect(!given.contains("同意并继续"))
    }

    @Test("the first page of a new member: nothing activated, no card, no coverage")
    func fresh() {
        Golden.expect(OwnHomePage(Sample.own("会员甲"), model([membership()])).html, "own-home")
    }

    @Test("the first page of a member with everything, and a hostile name")
    func full() throws {
        let card = CardHolder.Card(
            number: try #require(BankCardNumber(rawValue: "6231000000000001")), status: .issued,
            issuedOn: Sample.day("2023-10-16"))
        let page = OwnHomePage(
            Sample.own(Sample.hostile, flash: Flash("电子会员证已激活，可以出示二维码。")),
            model(
                [membership(.active, union: Sample.hostile), membership()], .issued(card),
                coverages: [
                    try coverage(.provisional, year: 2024), try coverage(.inForce), try coverage(.lapsed, year: 2022),
                ],
                listings: [OwnListing(year: 2025, unitName: "示例科技有限公司", plan: "A", status: .submitted)]))
        Golden.expect(page.html, "own-home-full")
        #expect(!page.html.text.contains("6231000000000001"))
    }

    private func request(_ status: OwnRequest.Status, _ text: String = "手机号已更换") -> RequestRow {
        RequestRow(
            id: ID(3), member: ID(7), kind: .correction, status: status, memberName: "会员甲",
            memberNumber: "00000000007", unionName: "示例公司工会委员会", text: text,
            answer: status == .granted ? "已更正" : nil, askedAt: Sample.moment("2023-11-20", hour: 9),
            answeredAt: status == .granted ? Sample.moment("2023-11-21", hour: 9) : nil, version: 1, .member)
    }

    @Test("a request is written, shown to both sides, and answered")
    func requests() {
        let refused = OwnRequestPage(
            Sample.own("会员甲"), .card, form: FormState(["text": [Sample.hostile]], errors: OwnRequestPage.missing))
        Golden.expect(refused.html, "own-request-refused")
        var home = model([membership()])
        home.requests = [request(.open), request(.granted, Sample.hostile)]
        home.mayAsk = [.card]
        Golden.expect(OwnHomePage(Sample.own("会员甲"), home).html, "own-home-requests")
        let window = PageWindow(number: 1, size: 20, total: 2)
        let list = MemberRequestsPage(Sample.frame(), .open, [request(.open), request(.open)], window)
        Golden.expect(list.html, "member-requests")
        let empty = MemberRequestsPage(Sample.frame(), .answered, [], PageWindow(number: 1, size: 20, total: 0))
        #expect(empty.html.text.contains("还没有答复过的申请"))
        Golden.expect(
            MemberRequestPage(Sample.frame(), request(.open, Sample.hostile), form: FormState()).html, "member-request")
        #expect(
            !MemberRequestPage(Sample.frame(), request(.granted), form: FormState()).html.text.contains("答复会员<"))
    }

    @Test("the coverage of a year says what its state means")
    func coverageOfAYear() throws {
        Golden.expect(
            OwnCoveragePage(Sample.own("会员甲"), year: 2023, [try coverage(.inForce), try coverage(.lapsed)]).html,
            "own-coverage")
    }

    @Test("the electronic card is shown with its day, and its proof says no more than it must")
    func electronicCard() {
        Golden.expect(ElectronicCardPage(Sample.own("会员甲"), membership(.active)).html, "electronic-card")
        let proof = ElectronicCardProof(name: "会员甲", unionName: "示例公司工会委员会", day: Sample.day("2023-11-20"))
        Golden.expect(ElectronicCardProofPage(Sample.guest, proof).html, "electronic-card-proof")
        #expect(ElectronicCardProofPage(Sample.guest, nil).html.text.contains("不能确认"))
    }
}
