import Domain
public import Markup
import Wording

/// The last page before a year is published.
public struct PlanYearPublicationPage: Component, Sendable {
    let frame: PageFrame
    let sheet: PlanYearSheet
    let form: FormState

    public init(_ frame: PageFrame, _ sheet: PlanYearSheet, form: FormState) {
        (self.frame, self.sheet, self.form) = (frame, sheet, form)
    }

    public var html: HTML {
        Layout(
            frame, PageHead("发布 \(sheet.year) 年度", above: PlanYearParts.above(sheet.year), here: "发布"),
            current: .centre(.planYears), errors: form.errors
        ) {
            PlanYearParts.windows(sheet)
            PlanYearParts.plans(sheet.record.proposal)
            PostForm(to: .centre(.planYearPublication(sheet.year)), frame.tokens) {
                HiddenField("stamp", String(sheet.record.stamp))
                DecideBlock("请确认") {
                    "发布后，各级工会从 \(start) 起按这些时间和金额办理，年度内容不能再修改，只能延长办理时间。"
                } content: {
                    ConfirmBox("confirmed", in: form) { "我已核对全部日期、金额和参保对象" }
                    div(.class("row-gap")) {
                        SubmitButton("发布 \(sheet.year) 年度", size: .large)
                        LinkButton("返回修改", .centre(.planYear(sheet.year)), size: .large)
                    }
                }
            }
        }
    }

    private var start: String {
        sheet.record.year.windows[.shareSetting]?.from.withWeekday ?? frame.today.withWeekday
    }
}

/// 延长办理时间: another last day for one union, one district or all.
public struct WindowExtensionsPage: Component, Sendable {
    let frame: PageFrame
    let sheet: PlanYearSheet
    let form: FormState

    /// - Parameter form: fields `activity`, `scope` (`all` or `union`), `code`, `through`, `reason`.
    public init(_ frame: PageFrame, _ sheet: PlanYearSheet, form: FormState) {
        (self.frame, self.sheet, self.form) = (frame, sheet, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "延长办理时间", above: PlanYearParts.above(sheet.year), facts: [HTML("\(sheet.year) 年度")]),
            current: .centre(.planYears), errors: form.errors
        ) {
            PostForm(to: .centre(.planYearExtensions(sheet.year)), frame.tokens) {
                Card("新的截止日", id: "extend", note: "也可以提前；保存后立即生效，并记入操作记录") {
                    div(.class("card-body form-grid")) {
                        div(.class("is-wide")) {
                            CheckField(
                                "activity", "环节", in: form,
                                Activity.allCases.map {
                                    Choice($0.rawValue, "\($0.wording)（\(window($0))）")
                                }, need: .required)
                        }
                        div(.class("is-wide")) {
                            RadioField(
                                "scope", "适用范围", in: form,
                                [
                                    Choice("union", "一个工会及其下级", hint: "区局（产业）、街道或基层工会，填写工会编号"),
                                    Choice("all", "全市"),
                                ], shape: .boxes)
                        }
                        TextField("code", "工会编号", in: form, .number, hint: "12 位数字；选择全市时留空", need: .optional)
                        DateField("through", "新的截止日", in: form, hint: "当天 23:59 前可以办理")
                        div(.class("is-wide")) {
                            TextArea("reason", "原因", in: form, rows: 2, hint: "\(WindowExtension.reasonLimit) 字以内")
                        }
                        div(.class("is-wide row-gap")) { SubmitButton("保存新的截止日") }
                    }
                }
            }
            PlanYearParts.extensions(sheet.extensions)
        }
    }

    private func window(_ activity: Activity) -> String {
        sheet.record.year.windows[activity]?.wording ?? "未设置"
    }
}
