public import Domain
public import Markup
import Wording

/// 导出当前筛选: how many, and whether numbers are whole.
public struct MemberExportPage: Component, Sendable {
    let frame: PageFrame
    let count: BoundedCount
    let conditions: [String]
    let query: MemberListQuery
    let stepUp: StepUp
    let form: FormState

    /// - Parameters:
    ///   - conditions: those in force, in words.
    ///   - stepUp: what whole numbers ask for.
    public init(
        _ frame: PageFrame, _ count: BoundedCount, conditions: [String], query: MemberListQuery, stepUp: StepUp,
        form: FormState = FormState()
    ) {
        (self.frame, self.count, self.conditions, self.query) = (frame, count, conditions, query)
        (self.stepUp, self.form) = (stepUp, form)
    }

    /// Names of the form's fields, and the values of the choice of numbers.
    public enum Field {
        public static let numbers = "numbers"
        public static let masked = "masked"
        public static let whole = "whole"
        public static let purpose = "purpose"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "导出当前筛选", above: [Crumb("会员管理"), Crumb("会员信息", .members)],
                facts: [HTML(conditions.isEmpty ? "没有筛选条件" : conditions.joined(separator: "；")), HTML(amount)]),
            current: .members, errors: form.errors, shape: .journey
        ) {
            PostForm(to: .memberList(.export), frame.tokens, .all([.class("stack"), .data("repeatable", "")])) {
                for field in query.fields { HiddenField(field.name, field.value) }
                Card("号码", id: "numbers-h") {
                    div(.class("card-body stack")) {
                        RadioField(
                            Field.numbers, "证件号和手机号", in: form,
                            [
                                Choice(Field.masked, "掩码", hint: "只显示开头和末尾几位，适合核对名单。"),
                                Choice(Field.whole, "完整号码", hint: "需说明用途；导出人、时间、用途和人数都会记录。"),
                            ], shape: .boxes)
                        SelectField(
                            Field.purpose, "用途", in: form,
                            ExportPurpose.allCases.map { Choice($0.rawValue, $0.wording) }, hint: "选择完整号码时必选。",
                            need: .optional)
                    }
                }
                StepUpCard(stepUp, in: form, need: .optional, note: "选择完整号码时必填")
                DecideBlock("导出为 xlsx 文件") {
                    "文件含个人信息，每页印有导出人和时间，请在 7 日内删除。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("导出 \(amount)", size: .large, icon: .download)
                        LinkButton("返回会员信息", query.url, size: .large)
                    }
                }
            }
        }
    }

    private var amount: String {
        count.isBounded ? "\(count.bound.grouped) 名以上会员" : "\(count.counted.grouped) 名会员"
    }
}
