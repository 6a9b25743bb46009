import Foundation
import Markup
import Pages
import Testing

@Suite struct LayoutTests {
    @Test("a page of the organisation platform stands in its frame")
    func organisation() {
        let page = Layout(Sample.frame(flash: Flash("已保存会员甲的资料。")), PageHead("会员信息"), current: .members) {
            p { "正文" }
        }
        Golden.expect(page.html, "layout-organisation", .whole)
    }

    @Test("the menu shows only what the account may open, and no empty area")
    func menu() {
        let menu = Menu.workbench.open { $0 == .cards || $0 == .workbench }
        let page = Layout(Sample.frame(.workbench, menu: menu), PageHead("卡片信息管理"), current: .cards) { HTML() }
        let text = page.html.text
        #expect(text.contains("卡片信息管理"))
        #expect(!text.contains("待办会员列表"))
        #expect(!text.contains("会员服务卡管理系统"))
        #expect(text.contains(#"<a href="/cards" aria-current="page">"#))
    }

    @Test("mistakes stand on top, and the title begins with 错误")
    func errors() {
        var errors = FieldErrors()
        errors.add("document", "请输入 18 位证件号码，现在是 17 位")
        let form = FormState(["document": ["<99010619900101001>"]], errors: errors)
        let page = Layout(Sample.frame(), PageHead("修改会员"), errors: errors) {
            TextField("document", "证件号码", in: form, .documentNumber)
        }
        let text = page.html.text
        #expect(text.contains("<title>错误：修改会员 - 工会组织管理平台</title>"))
        #expect(text.contains(##"<a href="#document">请输入 18 位证件号码，现在是 17 位</a>"##))
        #expect(
            text.contains(#"value="&lt;99010619900101001&gt;" aria-describedby="document-error" aria-invalid="true""#))
    }

    @Test("a page says when its session ends whatever is done, and that what is sent afterwards is kept")
    func sessionEnd() {
        func text(end hour: Int64) -> String {
            let account = SignedIn(
                name: "王示例", union: "示例科技有限公司工会委员会", role: "经办人", todos: 0, sessionSeconds: 1200,
                end: Sample.moment("2023-11-20", hour: hour))
            return Layout(Sample.frame(account: account), PageHead("页")) { HTML() }.html.text
        }
        let page = text(end: 18)
        // The page was made at 10:32:05.
        #expect(page.contains(#"<body data-session-seconds="1200" data-session-left="26875">"#))
        #expect(page.contains("2023-11-20 周一 18:00"))
        #expect(page.contains("到期，不能延长"))
        #expect(page.contains("重新登录，填写的内容会回到表单里"))
        #expect(!page.contains("可能丢失"))
        #expect(text(end: 9).contains(#"data-session-left="0""#))
        #expect(
            !Layout(Sample.frame(account: nil, menu: .empty), PageHead("页")) { HTML() }.html.text.contains(
                "data-session"))
    }

    @Test("names of people and unions cannot break out of the frame")
    func hostile() {
        let account = SignedIn(
            name: Sample.hostile, union: Sample.hostile, role: Sample.hostile, todos: 0, sessionSeconds: 60,
            end: Sample.moment("2023-11-20", hour: 18))
        let page = Layout(Sample.frame(account: account, flash: Flash(Sample.hostile)), PageHead(Sample.hostile)) {
            HTML()
        }
        #expect(!page.html.text.contains("<script>alert"))
        #expect(!page.html.text.contains("<b>"))
    }

    @Test("no page carries a script or a style of its own")
    func policy() {
        let text = Sample.page("页") { HTML() }.text
        #expect(!text.contains("<style"))
        #expect(!text.contains(" style="))
        #expect(text.components("<script").allSatisfy { $0.hasPrefix(" src=\"/assets/") })
    }
}

extension String {
    fileprivate func components(_ separator: String) -> [String] {
        var parts: [String] = []
        var rest = Substring(self)
        while let range = rest.range(of: separator) {
            rest = rest[range.upperBound...]
            parts.append(String(rest.prefix(60)))
        }
        return parts
    }
}
