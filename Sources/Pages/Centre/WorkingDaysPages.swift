public import Domain
public import Markup
import Wording

/// 节假日管理: the years that have been entered, and the form that opens another.
public struct WorkingYearsPage: Component, Sendable {
    let frame: PageFrame
    let years: [CalendarYearCounts]
    let form: FormState

    /// - Parameter form: field `year`.
    public init(_ frame: PageFrame, _ years: [CalendarYearCounts], form: FormState) {
        (self.frame, self.years, self.form) = (frame, years, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "节假日管理", above: [Crumb("业务工作台", .workbench)],
                facts: [HTML("按工作日计算的期限都以此为准；没有维护的年份只按周末计算")]),
            current: .centre(.workingYears), errors: form.errors
        ) {
            Card("已维护的年份", id: "years") {
                DataTable(
                    "已维护的年份", years,
                    blank: .nothingYet("还没有维护过节假日") { "请在下面输入年份，再粘贴国务院办公厅的放假通知。" },
                    columns: [
                        .head("年份") { counts in a(.href(.centre(.workingDays(counts.year)))) { "\(counts.year) 年" } },
                        .number("放假天数") { $0.holidays },
                        .number("调休上班天数") { $0.workingWeekends },
                        .actions { counts in
                            a(.href(.centre(.workingDays(counts.year))), .ariaLabel("修改 \(counts.year) 年的节假日")) { "修改" }
                        },
                    ])
            }
            Card("维护其他年份", id: "open") {
                PostForm(to: .centre(.workingYears), frame.tokens) {
                    div(.class("card-body form-narrow")) {
                        TextField("year", "年份", in: form, .number, hint: "如 2025。通常在上一年 11 月公布后填写。")
                        div(.class("row-gap")) { SubmitButton("填写该年的节假日") }
                    }
                }
            }
        }
    }
}

/// The days off and working weekends of one year, as text that can be pasted, and as a table to compare.
public struct WorkingDaysPage: Component, Sendable {
    let frame: PageFrame
    let year: Int
    let exceptions: [CalendarException]
    let deadline: CardDeadline?
    let history: [MemberPage.Happening]
    let form: FormState

    /// Names of the form's fields.
    public enum Field {
        public static let text = "text"
        public static let stamp = "stamp"
    }

    /// - Parameter form: fields of ``Field``; the stamp is that of the year as it was shown.
    public init(
        _ frame: PageFrame, year: Int, _ exceptions: [CalendarException], deadline: CardDeadline?,
        history: [MemberPage.Happening], form: FormState
    ) {
        (self.frame, self.year, self.exceptions, self.deadline) = (frame, year, exceptions, deadline)
        (self.history, self.form) = (history, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "\(year) 年节假日",
                above: [Crumb("业务工作台", .workbench), Crumb("节假日管理", .centre(.workingYears))],
                facts: [
                    HTML("放假 \(count(.holiday)) 天"), HTML("调休上班 \(count(.workingWeekend)) 天"),
                ]),
            current: .centre(.workingYears), errors: form.errors
        ) {
            if let deadline { CardDeadlineNotice(deadline) }
            Card("填写或粘贴", id: "enter", note: "保存后替换该年原有的内容") {
                PostForm(to: .centre(.workingDays(year)), frame.tokens) {
                    HiddenField(Field.stamp, form[Field.stamp])
                    div(.class("card-body stack")) {
                        TextArea(
                            Field.text, "放假和调休上班的日期", in: form, rows: 12,
                            hint: "可以整段粘贴国务院办公厅的通知，也可以每行写一个节日，如“春节：2月10日至17日放假，2月4日上班”。"
                                + "没有写年份的按 \(year) 年；清空后保存即删除该年的内容。", need: .optional)
                        div(.class("row-gap")) {
                            SubmitButton("保存 \(year) 年节假日")
                            LinkButton("返回", .centre(.workingYears))
                        }
                    }
                }
            }
            Card("已保存的日期", id: "days", note: "请与通知逐日核对") {
                DataTable(
                    "\(year) 年放假和调休上班的日期", exceptions,
                    blank: .nothingYet("该年还没有日期") { "保存后会在这里逐日列出。" },
                    columns: [
                        .head("日期") { $0.day.htmlWithWeekday },
                        .state("安排") { exception in
                            switch exception.kind {
                            case .holiday: StateBadge(exception.kind.wording, .done)
                            case .workingWeekend: StateBadge(exception.kind.wording, .wait)
                            }
                        },
                        .text("节日") { $0.name },
                    ])
            }
            Card("修改记录", id: "history") { HappeningTable(history) }
        }
    }

    private func count(_ kind: CalendarException.Kind) -> Int { exceptions.count { $0.kind == kind } }
}
