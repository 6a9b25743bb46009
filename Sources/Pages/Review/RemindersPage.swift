public import Domain
public import Markup
import Wording

/// 催办: units that have not handed in, whom to call, and how often they were reminded.
public struct RemindersPage: Component, Sendable {
    let frame: PageFrame
    let union: String
    let year: PlanYear
    let units: Listing<LateUnit>
    let size: Int
    let refusal: Refusal?
    let form: FormState

    /// - Parameter refusal: why nobody can be reminded now.
    public init(
        _ frame: PageFrame, union: String, _ year: PlanYear, _ units: Listing<LateUnit>, size: Int,
        refusal: Refusal?, form: FormState = FormState()
    ) {
        (self.frame, self.union, self.year, self.units) = (frame, union, year, units)
        (self.size, self.refusal, self.form) = (size, refusal, form)
    }

    private var window: PageWindow {
        PageWindow(number: units.offset / max(1, size) + 1, size: size, total: units.total)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "催办", above: [Crumb("业务工作台", .workbench)],
                facts: [HTML(union), HTML("\(year.year) 年度"), deadline]),
            current: .reminders, errors: form.errors
        ) {
            if let refusal { Callout("现在不能催办", .note) { p { refusal.wording } } }
            section(.class("card"), .ariaLabel("未提交的单位")) {
                ListBar(window.caption)
                PostForm(to: .reminders, frame.tokens) {
                    if refusal == nil, !units.entries.isEmpty {
                        BatchBar(chosen: 0, "家") {
                            SubmitButton("提醒所选", .plain, size: .small, icon: .bell)
                            SubmitButton(
                                "提醒全部 \(units.total.grouped) 家", .plain, size: .small, icon: nil,
                                .name("everybody"), .value("yes"))
                        }
                    }
                    DataTable(
                        "未提交的单位", units.entries, pick: refusal == nil ? pick : nil, blank: blank,
                        columns: columns)
                }
                if units.total > PageWindow.sizes[0] {
                    Pager(window) { Path.reminders.url(("page", String($0)), ("size", String($1))) }
                }
            }
            p(.class("muted")) { "提醒会出现在单位的待办提醒中，同一单位每天最多一次。打印本页可作为电话催办清单。" }
        }
    }

    private var deadline: HTML {
        guard let last = year.windows[.enrolment]?.through else { return HTML() }
        return HTML {
            "集中参保提交截止 "
            last.htmlWithWeekday
        }
    }

    private var pick: Pick<LateUnit> {
        Pick("unit", value: { $0.unit.id.description }, label: { $0.unit.name })
    }

    private var columns: [Column<LateUnit>] {
        [
            .head("单位名称") { late in a(.href(.reminder(late.unit.id))) { late.unit.name } },
            .text("工会") { $0.unit.unionName },
            .text("组织机构代码") { $0.unit.organisationCode },
            Column("状态", .line) { $0.status.wording },
            .text("联系人", absent: "未登记") { $0.contact?.name },
            .text("电话", absent: "未登记") { $0.contact?.phone.rawValue },
            .number("已催办") { $0.reminders },
            .moment("最近一次", absent: "没有") { $0.lastReminded },
            .actions { late in
                a(.href(.reminder(late.unit.id)), .ariaLabel("登记电话催办：" + late.unit.name)) { "登记电话催办" }
            },
        ]
    }

    private var blank: Blank {
        .nothingYet("没有需要催办的单位") { "本级及下级的单位都已提交名单，或已登记本年度不参保。" }
    }
}

/// One unit: whom to call, and everything that was done about it.
public struct ReminderPage: Component, Sendable {
    let frame: PageFrame
    let year: Int
    let late: LateUnit
    let history: [Reminder]
    let form: FormState

    /// - Parameter form: fields `name`, `phone`, `note`.
    public init(_ frame: PageFrame, year: Int, _ late: LateUnit, _ history: [Reminder], form: FormState) {
        (self.frame, self.year, self.late, self.history, self.form) = (frame, year, late, history, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                late.unit.name, above: [Crumb("业务工作台", .workbench), Crumb("催办", .reminders)],
                facts: [HTML(late.unit.unionName), HTML("\(year) 年度"), HTML(late.status.wording)]),
            current: .reminders, errors: form.errors
        ) {
            Card("登记电话催办", id: "call") {
                PostForm(to: .reminder(late.unit.id), frame.tokens) {
                    div(.class("card-body form-narrow stack")) {
                        TextField("name", "联系人", in: form, hint: "单位经办人的姓名")
                        TextField("phone", "手机号", in: form, .phone)
                        TextArea(
                            "note", "通话情况", in: form, rows: 2, hint: "请勿填写会员的姓名和证件号码", need: .optional)
                        div(.class("row-gap")) {
                            SubmitButton("登记电话催办")
                            LinkButton("返回", .reminders)
                        }
                    }
                }
            }
            Card("催办记录", id: "history") {
                DataTable(
                    "催办记录", history, blank: .nothingYet("还没有催办过") { "提醒和电话催办都会记录在这里。" },
                    columns: [
                        .moment("时间") { $0.at }, Column("方式", .line) { $0.kind.wording },
                        .text("催办工会") { $0.union }, .text("账号") { $0.account },
                        Column("通话情况") { textOr($0.note) },
                    ])
            }
        }
    }
}
