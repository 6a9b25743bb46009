public import Domain
public import Markup
import Wording

/// 新手指引管理: the parts, and which of them the centre has written.
public struct GuideDeskPage: Component, Sendable {
    let frame: PageFrame
    let written: [GuidePart: Guide]

    public init(_ frame: PageFrame, _ written: [GuidePart: Guide]) { (self.frame, self.written) = (frame, written) }

    public var html: HTML {
        Layout(frame, PageHead("新手指引管理", above: [Crumb("系统管理")]), current: .guideDesk) {
            Callout(nil, .note) {
                p { "每种账号登录后看到自己的指引；登录页的“新手指引”显示“\(GuidePart.clerk.wording)”的。常见问题显示在各指引下方。" }
            }
            section(.class("card"), .ariaLabel("指引")) {
                DataTable("指引", GuidePart.allCases, columns: columns)
            }
        }.html
    }

    private var columns: [Column<GuidePart>] {
        [
            .head("对象") { $0.wording },
            .state("内容") { part in
                written[part].map { $0.text.isEmpty } == false ? StateBadge("中心编写", .done) : StateBadge("平台自带")
            },
            Column("最后修改", .line) { part in
                if let guide = written[part] { guide.at.htmlToTheMinute } else { textOr(nil, "没有修改过") }
            },
            .text("修改人") { written[$0]?.account },
            .actions { part in
                let field = GuidePage.Field.part
                a(.href(Path.guide.url((field, part.rawValue))), .ariaLabel("查看：" + part.wording)) { "查看" }
                a(.href(Path.guideForm.url((field, part.rawValue))), .ariaLabel("修改：" + part.wording)) { "修改" }
            },
        ]
    }
}

/// 修改指引: one text, written in a few plain marks.
public struct GuideFormPage: Component, Sendable {
    let frame: PageFrame
    let part: GuidePart
    let form: FormState

    public init(_ frame: PageFrame, _ part: GuidePart, _ form: FormState) {
        (self.frame, self.part, self.form) = (frame, part, form)
    }

    /// Names of the form's fields.
    public enum Field {
        public static let part = GuidePage.Field.part
        public static let text = "text"
        public static let version = "version"
    }

    /// The form as it begins: what the centre has written, or what the platform says by itself.
    public static func state(of part: GuidePart, _ guide: Guide?) -> FormState {
        let kept = guide?.text ?? ""
        return FormState([
            Field.part: [part.rawValue], Field.text: [kept.isEmpty ? GuideStep.text(of: part) : kept],
            Field.version: [String(guide?.version ?? 0)],
        ])
    }

    public var html: HTML {
        Layout(
            frame, PageHead("修改指引：\(part.wording)", above: [Crumb("新手指引管理", .guideDesk)]), current: .guideDesk,
            errors: form.errors, shape: .journey
        ) {
            PostForm(to: .guideForm, frame.tokens, .class("card")) {
                div(.class("card-body stack")) {
                    HiddenField(Field.part, part.rawValue)
                    HiddenField(Field.version, form[Field.version])
                    TextArea(
                        Field.text, "内容", in: form, rows: 18,
                        hint: "最多 \(Guide.textLimit.grouped) 个字。全部删去后保存，恢复平台自带的内容。", need: .optional)
                    details {
                        summary { "怎样写标题、步骤和链接" }
                        ul { for rule in rules { li { rule } } }
                    }
                    div(.class("row-gap")) {
                        SubmitButton("保存指引", size: .large)
                        LinkButton("取消", .guideDesk, size: .large)
                    }
                }
            }
        }.html
    }

    private var rules: [String] {
        [
            part == .questions ? "以 ## 开头的一行是一个问题，下面各行是回答。" : "以 ## 开头的一行是标题。",
            "以 1. 或 1、开头的一行是一个步骤，以 - 加空格开头的一行是一个要点；其他每一行是一段。",
            "把菜单里的页面名称写在【】里，如【会员信息】，读者有权打开的自动成为链接。",
            "以 https:// 开头的网址自动成为链接。其他格式不起作用，按原样显示。",
        ]
    }
}
