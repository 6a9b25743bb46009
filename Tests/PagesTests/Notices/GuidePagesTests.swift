import Domain
import Markup
import Pages
import Testing

@Suite struct GuidePagesTests {
    private let guide = Guide(
        part: .clerk, text: "## 标题\n1. 打开【会员信息】\n<b>", version: 2, at: Instant(milliseconds: 1_700_442_000_000),
        account: "周示例")

    @Test func `The desk tells which parts the centre has written`() {
        Golden.expect(GuideDeskPage(Sample.frame(), [.clerk: guide]).html, "guide-desk")
    }

    @Test func `The form begins with what is kept, else with the platform's own words`() {
        Golden.expect(
            GuideFormPage(Sample.frame(), .clerk, GuideFormPage.state(of: .clerk, guide)).html, "guide-form")
        for part in GuidePart.allCases {
            let text = GuideFormPage.state(of: part, nil)[GuideFormPage.Field.text]
            #expect(text.hasPrefix("## "))
            #expect(throws: Never.self) { try GuideText.check(text) }
            #expect(!GuideText.blocks(of: text).isEmpty)
        }
    }

    @Test func `The manual's first question is the first one`() {
        let text = GuideFormPage.state(of: .questions, nil)[GuideFormPage.Field.text]
        #expect(text.hasPrefix("## 集体办卡，导入会员时要注意什么？\n工作单位详细地址请填写超过 6 个汉字；手机号码不要重复；"))
    }

    @Test func `Questions are opened one by one, and the name of no page is text`() {
        let texts: [GuidePart: String] = [
            .clerk: "打开【会员信息】和【没有这页】\n1. 甲\n乙\n2. 丙", .questions: "先看这里\n## 问题一\n回答\n- 要点",
        ]
        Golden.expect(GuidePage(Sample.frame(), roles: [.clerk], texts: texts) { $0 == .members }.html, "guide-written")
    }
}
