import Domain
import Foundation
import Markup
import Pages
import Testing
import Wording

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

    private func right(_ status: RightsRequest.Status) -> RightsRow {
        RightsRow(
            RightsRequest(
                id: ID(61), number: "QL202311200001", kind: .copy, member: ID(7), path: .root,
                receivedOn: Sample.day("2023-11-15"), due: Sample.day("2023-12-06"), status: status),
            memberName: "会员甲", memberNumber: "M00000001", unionName: "示例公司工会委员会", text: Sample.hostile,
            answer: status == .open ? nil : "副本已备好，请带证件来取",
            recordedAt: Sample.moment("2023-11-15", hour: 9),
            answeredAt: status == .open ? nil : Sample.moment("2023-11-16", hour: 10))
    }

    @Test("what a member may ask about his data, what waits, what was answered, what is missing")
    func rights() {
        let (frame, due) = (Sample.own("会员甲"), Sample.day("2023-12-11"))
        let kinds = Set(RightsRequest.Kind.allCases)
        Golden.expect(
            OwnRightsPage(frame, [], mayAsk: kinds, due: due, form: FormState()).html, "own-rights")
        let asked = OwnRightsPage(
            frame, [right(.open), right(.fulfilled)], mayAsk: kinds.subtracting([.copy]), due: due, form: FormState()
        ).html
        #expect(!asked.text.contains("<script>alert"))
        Golden.expect(asked, "own-rights-asked")
        let form = FormState(["text": [Sample.hostile]], errors: .one("kind", "请选择您要提出的请求"))
        Golden.expect(OwnRightsPage(frame, [], mayAsk: kinds, due: due, form: form).html, "own-rights-errors")
        Golden.expect(
            OwnRightsPage(frame, [right(.open)], mayAsk: [], due: due, form: FormState()).html, "own-rights-waiting")
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
            Sample.own(Sample.hostile, flash: Flash("电子会员证已激活。")),
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
            Sample.own("会员甲"), .card, .moreThanSixChineseCharacters,
            form: FormState(["text": [Sample.hostile]], errors: OwnRequestPage.missing))
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
            MemberRequestPage(Sample.frame(), request(.open, Sample.hostile), nil, form: MemberRequestPage.blank).html,
            "member-request")
        #expect(
            !MemberRequestPage(Sample.frame(), request(.granted), nil, form: FormState()).html.text.contains("答复会员<"))
    }

    private func cardRequest(_ status: OwnRequest.Status, _ sequel: RequestRow.Sequel = .none) -> RequestRow {
        RequestRow(
            id: ID(4), member: ID(7), kind: .card, status: status, memberName: "会员甲", memberNumber: "00000000007",
            unionName: "示例公司工会委员会", text: "示例市示例路一百号", answer: status == .open ? nil : "下一批办理",
            askedAt: Sample.moment("2023-11-20", hour: 9),
            answeredAt: status == .open ? nil : Sample.moment("2023-11-21", hour: 9), version: 1, .member, sequel)
    }

    private func check(_ address: String?, _ expiry: IdentityDocument.Expiry?) -> OwnCardCheck {
        OwnCardCheck(
            CardApplicant(
                category: .flexible, membership: .open, socialInsurance: .insured, possession: .none, expiry: expiry,
                address: address), asked: "示例市示例路一百号",
            CardRule(
                address: .moreThanSixChineseCharacters, today: Sample.day("2023-11-20"),
                coverageFrom: Sample.day("2024-01-01")))
    }

    @Test("the clerk sees what decides about a card, what is in the way, and may leave the address as it is")
    func cardRequests() {
        let row = cardRequest(.open)
        let page = MemberRequestPage(
            Sample.frame(), row, check("短址", .date(Sample.day("2023-11-19"))), form: MemberRequestPage.blank
        ).html
        Golden.expect(page, "member-request-card")
        #expect(page.text.contains("同意时勾选登记会员填写的收卡地址即可"))
        let good = MemberRequestPage(
            Sample.frame(), row, check("示例市示例路一百号", .longTerm), form: MemberRequestPage.blank
        ).html.text
        #expect(good.contains("可以办卡"))
        #expect(!good.contains(#"name="address""#))
        let granted = MemberRequestPage(
            Sample.frame(), cardRequest(.granted), check("短址", .longTerm), form: FormState()
        ).html.text
        #expect(granted.contains("同意，等待办卡"))
        #expect(granted.contains("请在会员详情中修改"))
        let done = MemberRequestPage(Sample.frame(), cardRequest(.granted, .card), nil, form: FormState()).html.text
        #expect(done.contains("已办卡"))
        #expect(!done.contains("等待办卡"))
    }

    @Test("a card that was granted before the member moved is told as lost, with the next step that is open to him")
    func lapsedCard() {
        let row = cardRequest(.granted, .lapsed)
        #expect(
            MemberRequestPage(Sample.frame(), row, nil, form: FormState()).html.text.contains("会籍已变更，不再办理"))
        func card(_ mayAsk: Set<OwnRequest.Kind>) -> String {
            let model = OwnHomePage.Model(
                documentType: .passport, document: "E0*****01", expiry: .longTerm, phone: nil, memberships: [],
                card: .appliedForByHimself, coverages: [], listings: [], requests: [row], mayAsk: mayAsk)
            return OwnHomePage(Sample.own("会员甲"), model).html.text
        }
        #expect(card([.correction, .card]).contains("请点击下面的「申请个人办卡」"))
        #expect(card([.correction]).contains("请看上面的「会员服务卡」"))
        #expect(!card([.correction, .card]).contains("等待办卡"))
    }

    @Test("the form for a card says what the year asks of an address", arguments: AddressRule.allCases)
    func addressRule(_ rule: AddressRule) {
        let form = OwnRequestPage(Sample.own("会员甲"), .card, rule, form: FormState()).html.text
        for other in AddressRule.allCases { #expect(form.contains(other.wording) == (other == rule)) }
        let refused = OwnRequestPage(
            Sample.own("会员甲"), .card, rule, form: FormState(errors: OwnRequestPage.tooShort(rule)))
        #expect(refused.html.text.contains("收卡地址太短，\(rule.wording)"))
    }

    @Test("a card is not asked for with a document that has ended; the page says what to do")
    func expiredDocument() {
        let page = OwnRequestPage(
            Sample.own("会员甲"), .card, .moreThanSixChineseCharacters, form: FormState(),
            documentEnded: Sample.day("2023-11-19"))
        Golden.expect(page.html, "own-request-expired")
        #expect(!page.html.text.contains("提交给所在工会"))
        let correction = OwnRequestPage(
            Sample.own("会员甲"), .correction, .moreThanSixChineseCharacters, form: FormState(),
            documentEnded: Sample.day("2023-11-19"))
        #expect(correction.html.text.contains("提交给所在工会"))
    }

    @Test("the card says whether it is asked for, granted or being replaced")
    func cardStates() throws {
        let card = CardHolder.Card(
            number: try #require(BankCardNumber(rawValue: "6231000000000001")), status: .issued,
            issuedOn: Sample.day("2023-10-16"))
        func page(_ card: OwnCard) -> String { OwnHomePage(Sample.own("会员甲"), model([membership()], card)).html.text }
        #expect(page(.requested).contains("已申请，等待工会审核"))
        // One step and not two: either his union orders the new card, or he asks for it.
        let byUnion = page(.reorderedByUnion(card))
        #expect(byUnion.contains("由所在工会补办，您无需再申请") && !byUnion.contains("可以由本人重新申请"))
        let himself = page(.former(card))
        #expect(himself.contains("可以由本人重新申请") && !himself.contains("由所在工会补办"))
        #expect(page(.granted).contains("工会已同意，等待办卡"))
        let replaced = page(.beingReplaced(card, batch: "BK2023000001"))
        #expect(replaced.contains("使用中，新卡办理中"))
        #expect(replaced.contains("BK2023000001"))
    }

    @Test("no title of a tab names a member")
    func titles() throws {
        let files = try FileManager.default.contentsOfDirectory(at: Golden.folder, includingPropertiesForKeys: nil)
        var titles = 0
        for file in files where file.pathExtension == "html" {
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            guard let title = text.firstMatch(of: /<title>([^<]*)</)?.output.1 else { continue }
            titles += 1
            #expect(title.firstMatch(of: /会员[甲乙丙丁戊己庚辛壬癸]/) == nil, "\(file.lastPathComponent): \(title)")
        }
        #expect(titles > 100)
    }

    @Test("the coverage of a year says what its state means")
    func coverageOfAYear() throws {
        Golden.expect(
            OwnCoveragePage(
                Sample.own("会员甲"), year: 2023,
                [
                    OwnCoveragePage.Row(try coverage(.inForce), try EnrolmentSample().notice(2)),
                    OwnCoveragePage.Row(try coverage(.lapsed), nil),
                ]
            ).html, "own-coverage")
    }

    @Test("the electronic card is shown with its day, and its proof says no more than it must")
    func electronicCard() {
        Golden.expect(ElectronicCardPage(Sample.own("会员甲"), membership(.active)).html, "electronic-card")
        // A code that leads nowhere is not shown to anybody.
        let without = ElectronicCardPage(Sample.own("会员甲"), membership(.active), code: .withheld).html.text
        #expect(without.contains("二维码还不能使用") && !without.contains("<img") && !without.contains("扫码后"))
        let proof = ElectronicCardProof(name: "会员甲", unionName: "示例公司工会委员会", day: Sample.day("2023-11-20"))
        Golden.expect(ElectronicCardProofPage(Sample.guest, proof).html, "electronic-card-proof")
        #expect(ElectronicCardProofPage(Sample.guest, nil).html.text.contains("不能确认"))
    }
}
