public import Domain
public import Markup
import Wording

/// 导入会员: the class of the members and the file (manual 2023, part 1, 三).
public struct MemberImportPage: Component, Sendable {
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

    /// Names of the form's fields.
    public enum Field {
        public static let category = "category"
        public static let enterprise = "enterprise"
        public static let flexibleKind = "flexible-kind"
        public static let file = "file"
    }

    static let stages = ["选择类别和文件", "核对预览", "确认导入"]

    public var html: HTML {
        Layout(
            frame,
            PageHead("导入会员", above: [Crumb("会员管理"), Crumb("会员信息", .members)]) {
                LinkButton("下载模板", .memberTemplate, icon: .download)
            }, current: .memberImport, errors: form.errors, shape: .journey
        ) {
            Stages("导入进度", Self.stages, current: 0)
            PostForm(to: .memberImport, frame.tokens, .all([.multipart, .class("stack")])) {
                Card("选择上传的会员数据类型", id: "class") {
                    div(.class("card-body form-grid")) {
                        div(.class("is-wide")) {
                            RadioField(
                                Field.category, "会员数据类型", in: form,
                                MemberCategory.allCases.map { Choice($0.rawValue, $0.wording, hint: $0.explanation) },
                                shape: .boxes)
                        }
                        if enterprises.isEmpty {
                            Callout("本工会还没有所属单位", .warning) {
                                p { "关联企业类需要选择一个单位。请到 组织管理 → 组织查询管理 → 查看 → 添加企业信息 添加后再导入。" }
                            }
                        } else {
                            SelectField(
                                Field.enterprise, "单位", in: form,
                                enterprises.map { Choice($0.id.description, $0.name) },
                                hint: "选择关联企业类时必选，只能选一个。")
                        }
                        SelectField(
                            Field.flexibleKind, "灵活就业类别", in: form, flexibleKinds.map { Choice($0.code, $0.name) },
                            hint: "选择灵活就业类时必选。")
                    }
                }
                Card("上传名册", id: "file-card") {
                    div(.class("card-body stack")) {
                        FileField(
                            Field.file, "会员名册文件（xlsx 或 csv）", in: form, accept: ".xlsx,.csv,.txt", maxBytes: 10_000_000,
                            hint: "最大 10 MB。可用下载的模板，也可用单位自己的名册，列的顺序不限；证件号码和手机号码的列请保持为“文本”。"
                                + "手机号码不要重复；需办卡的，工作单位详细地址请填写超过 6 个汉字。")
                        p(.class("muted")) { "上传后先核对预览，确认之前不会改动会员名册。" }
                        SubmitButton("上传并预览", .primary, size: .large, icon: .upload)
                    }
                }
            }
        }
    }
}
