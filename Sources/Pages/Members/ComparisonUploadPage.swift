public import Domain
public import Markup
import Wording

/// 会员比对: the whole roster, and whom it names.
public struct ComparisonUploadPage: Component, Sendable {
    let frame: PageFrame
    let enterprises: [Enterprise]
    let flexibleKinds: [DictionaryEntry]
    let form: FormState

    public init(
        _ frame: PageFrame, enterprises: [Enterprise], flexibleKinds: [DictionaryEntry], form: FormState = FormState()
    ) {
        self.frame = frame
        self.enterprises = enterprises
        self.flexibleKinds = flexibleKinds
        self.form = form
    }

    /// Names of the form's fields; the class is asked for as an import does.
    public enum Field {
        public static let extent = "extent"
    }

    private typealias ImportField = MemberImportPage.Field

    public var html: HTML {
        Layout(
            frame,
            PageHead("上传名册比对", above: [Crumb("会员管理"), Crumb("会员比对", .comparison(.list))]) {
                LinkButton("下载比对模板", .comparison(.template), icon: .download)
            }, current: .comparison(.list), errors: form.errors, shape: .journey
        ) {
            PostForm(to: .comparison(.list), frame.tokens, .all([.multipart, .class("stack")])) {
                Card("名册里是谁", id: "class") {
                    div(.class("card-body form-grid")) {
                        div(.class("is-wide")) {
                            RadioField(
                                ImportField.category, "新增会员的数据类型", in: form,
                                MemberCategory.allCases.map { Choice($0.rawValue, $0.wording, hint: $0.explanation) },
                                shape: .boxes)
                        }
                        if !enterprises.isEmpty {
                            SelectField(
                                ImportField.enterprise, "单位", in: form,
                                enterprises.map { Choice($0.id.description, $0.name) },
                                hint: "选择关联企业类时必选，只能选一个。")
                        }
                        SelectField(
                            ImportField.flexibleKind, "灵活就业类别", in: form,
                            flexibleKinds.map { Choice($0.code, $0.name) }, hint: "选择灵活就业类时必选。")
                        div(.class("is-wide")) {
                            RadioField(
                                Field.extent, "名册包含", in: form,
                                ComparisonExtent.allCases.map { Choice($0.rawValue, $0.wording, hint: $0.explanation) },
                                shape: .boxes)
                        }
                    }
                }
                Card("上传完整名册", id: "file-card") {
                    div(.class("card-body stack")) {
                        FileField(
                            ImportField.file, "现在的完整名册（xlsx 或 csv）", in: form, accept: ".xlsx,.csv,.txt",
                            maxBytes: 10_000_000,
                            hint: "最大 10 MB。可以用下载的模板，也可以用单位自己的表格：列的顺序不限，有几张工作表的下一步选择。")
                        p(.class("muted")) { "比对只查找差异，不改动会员名册；处理时逐项确认。" }
                        SubmitButton("上传并比对", .primary, size: .large, icon: .upload)
                    }
                }
            }
        }.html
    }
}
