public import Domain
public import Markup
import Wording

/// 撤销导入: what taking a register list back does, before anything changes.
public struct RegisterUndoPage: Component, Sendable {
    /// Everything the page shows.
    public struct Model: Sendable {
        public var list: RegisterList
        public var returning: [SocialInsuranceStatus: Int]
        public var gone: Int
        public var entries: Int
        public var refusal: Refusal?

        public init(
            list: RegisterList, returning: [SocialInsuranceStatus: Int], gone: Int, entries: Int, refusal: Refusal?
        ) {
            (self.list, self.returning, self.gone) = (list, returning, gone)
            (self.entries, self.refusal) = (entries, refusal)
        }

        var people: Int { returning.values.reduce(0, +) }
    }

    /// Names of the fields.
    public enum Field {
        public static let reason = "reason"
    }

    let frame: PageFrame
    let model: Model
    let form: FormState

    public init(_ frame: PageFrame, _ model: Model, form: FormState) {
        (self.frame, self.model, self.form) = (frame, model, form)
    }

    public var html: HTML {
        let list = model.list
        return Layout(
            frame,
            PageHead(
                "撤销导入\(list.kind.wording)",
                above: [Crumb("业务工作台", .workbench), Crumb("登记名单导入", .centre(.registers))],
                facts: [HTML(list.fileName ?? "命令行导入"), HTML("数据截止 \(list.asOf.withWeekday)"), list.status.badge.html]),
            current: .centre(.registers), errors: form.errors
        ) {
            if let refusal = model.refusal {
                Callout("不能撤销", .warning) {
                    p { refusal.wording }
                    p { a(.href(.centre(.registers))) { "返回登记名单导入" } }
                }
            } else {
                Card("撤销后", id: "counts", note: "名单共 \(list.counts.rows.grouped) 行") {
                    Counts(
                        SocialInsuranceStatus.allCases.compactMap { status in
                            model.returning[status].map { Counts.Item($0, "人恢复为“\(status.wording)”", .warning) }
                        } + [
                            Counts.Item(model.entries, "条登记不再保留"),
                            Counts.Item(model.gone, "人已因此删除会籍，状态不变"),
                        ])
                }
                PostForm(to: .centre(.registerUndoing(list.id)), frame.tokens, .class("stack")) {
                    Card("撤销原因", id: "why") {
                        div(.class("card-body")) {
                            TextArea(
                                Field.reason, "撤销原因", in: form, rows: 2,
                                hint: "如：文件选错、数据截止日填错。最多 \(RegisterList.reasonLimit) 个字，请勿填写证件号码。")
                        }
                    }
                    DecideBlock("请确认") {
                        "名单上的人员恢复为导入以前的状态；此后又被其他名单登记为退休或死亡的不变。已提交、尚未锁定的参保名单会重新核对，不准确的标为“已过时”；已锁定的名单不变。"
                    } content: {
                        div(.class("row-gap")) {
                            SubmitButton("撤销导入，恢复 \(model.people.grouped) 人的状态", .danger, size: .large)
                            LinkButton("返回", .centre(.registers), size: .large)
                        }
                    }
                }
            }
        }.html
    }
}
