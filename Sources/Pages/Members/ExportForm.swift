import Domain
public import Markup
import Wording

/// The form of every 导出当前筛选 of people: whether numbers are whole, what for, and who is asking.
public struct ExportForm: Component, Sendable {
    /// Names of the form's fields, and the values of the choice of numbers.
    public enum Field {
        public static let numbers = "numbers"
        public static let masked = "masked"
        public static let whole = "whole"
        public static let purpose = "purpose"
    }

    /// Which numbers can be taken away.
    enum Extent {
        case asChosen
        /// Only masked ones, and why.
        case masked(String)
    }

    let path: Path
    let tokens: FormTokens
    let numbers: String
    let extent: Extent
    let amount: String
    let kept: [(name: String, value: String)]
    let stepUp: StepUp
    let back: LinkButton
    let form: FormState

    /// - Parameters:
    ///   - numbers: which numbers are masked or whole: 证件号和手机号.
    ///   - amount: how many the file will hold, with their noun.
    ///   - kept: the conditions in force, sent with the form.
    ///   - back: to the list.
    init(
        to path: Path, _ tokens: FormTokens, numbers: String, _ extent: Extent = .asChosen, amount: String,
        kept: [(name: String, value: String)], _ stepUp: StepUp, back: LinkButton, in form: FormState
    ) {
        (self.path, self.tokens, self.numbers, self.extent, self.amount) = (path, tokens, numbers, extent, amount)
        (self.kept, self.stepUp, self.back, self.form) = (kept, stepUp, back, form)
    }

    public var html: HTML {
        PostForm(to: path, tokens, .all([.class("stack"), .data("repeatable", "")])) {
            for field in kept { HiddenField(field.name, field.value) }
            switch extent {
            case .asChosen: choice
            case .masked(let reason):
                HiddenField(Field.numbers, Field.masked)
                Card("号码", id: "numbers-h") {
                    div(.class("card-body stack")) {
                        p { "\(numbers)以掩码导出。\(reason)" }
                        purpose("人数须经另一人同意时必选。")
                    }
                }
            }
            DecideBlock("导出为 xlsx 文件") {
                "文件含个人信息，每页印有导出人和时间，请在 7 日内删除。"
            } content: {
                div(.class("row-gap")) {
                    SubmitButton("导出 \(amount)", size: .large, icon: .download)
                    back
                }
            }
        }.html
    }

    @HTMLBuilder private var choice: HTML {
        Card("号码", id: "numbers-h") {
            div(.class("card-body stack")) {
                RadioField(
                    Field.numbers, numbers, in: form,
                    [
                        Choice(Field.masked, "掩码", hint: "只显示开头和末尾几位，适合核对名单。"),
                        Choice(Field.whole, "完整号码", hint: "需说明用途；导出人、时间、用途和人数都会记录。"),
                    ], shape: .boxes)
                purpose("选择完整号码，或人数须经另一人同意时必选。")
            }
        }
        StepUpCard(stepUp, in: form, need: .optional, note: "选择完整号码时必填")
    }

    @HTMLBuilder private func purpose(_ hint: String) -> HTML {
        SelectField(
            Field.purpose, "用途", in: form, ExportPurpose.allCases.map { Choice($0.rawValue, $0.wording) }, hint: hint,
            need: .optional)
        p(.class("muted")) { ExportRequestWording.rule }
    }
}

extension BoundedCount {
    /// `1,064 名会员`, or that there are more than were counted.
    var members: String {
        isBounded ? "\(bound.grouped) 名以上会员" : "\(counted.grouped) 名会员"
    }
}
