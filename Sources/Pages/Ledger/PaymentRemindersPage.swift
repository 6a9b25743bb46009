public import Domain
public import Markup
import Wording

/// 缴费催办: units whose share has not come in, whom to call, and how often they were reminded.
public struct PaymentRemindersPage: Component, Sendable {
    let frame: PageFrame
    let union: String
    let year: PlanYear
    let units: Listing<UnpaidUnit>
    let size: Int
    let form: FormState

    /// - Parameter form: field `list`, the lists that are ticked.
    public init(
        _ frame: PageFrame, union: String, _ year: PlanYear, _ units: Listing<UnpaidUnit>, size: Int,
        form: FormState = FormState()
    ) {
        (self.frame, self.union, self.year, self.units) = (frame, union, year, units)
        (self.size, self.form) = (size, form)
    }

    private var window: PageWindow {
        PageWindow(number: units.offset / max(1, size) + 1, size: size, total: units.total)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "缴费催办", above: [Crumb("业务工作台", .workbench), Crumb("收款台账", .ledger(.list))],
                facts: [HTML(union), HTML("\(year.year) 年度"), deadline]),
            current: .ledger(.reminders), errors: form.errors
        ) {
            Callout {
                p {
                    "按收款台账列出基层缴费没有收齐的单位。刚到账的款项请先在"
                    a(.class("inline-link"), .href(.ledger(.list))) { "收款台账" }
                    "导入银行明细并入账，再催办。"
                }
            }
            section(.class("card"), .ariaLabel("未缴清的单位")) {
                ListBar(window.caption)
                PostForm(to: .ledger(.reminders), frame.tokens) {
                    if !units.entries.isEmpty {
                        BatchBar(chosen: 0, "家") {
                            SubmitButton("提醒所选", .plain, size: .small, icon: .bell)
                            SubmitButton(
                                "提醒全部 \(units.total.grouped) 家", .plain, size: .small, icon: nil,
                                .name("everybody"), .value("yes"))
                        }
                    }
                    DataTable("未缴清的单位", units.entries, pick: pick, blank: blank, columns: columns)
                }
                if units.total > PageWindow.sizes[0] {
                    Pager(window) { Path.ledger(.reminders).url(("page", String($0)), ("size", String($1))) }
                }
            }
            p(.class("muted")) {
                "提醒会出现在单位的待办提醒中，写明未缴金额，同一份名单每天最多一次；款项入账后自动消除。打印本页可作为电话催办清单。"
            }
        }
    }

    private var deadline: HTML {
        HTML {
            "基层缴费截止一般为 "
            year.basePaymentDue.htmlWithWeekday
            "，另有延长的以告知书为准"
        }
    }

    private var pick: Pick<UnpaidUnit> {
        Pick("list", value: { $0.enrolment.description }, label: { $0.unit.name })
    }

    private var columns: [Column<UnpaidUnit>] {
        [
            .head("单位名称") { unpaid in
                a(.href(.ledger(.reminder(unpaid.enrolment)))) { unpaid.unit.name }
            },
            .text("工会") { $0.unit.unionName }, .text("编号") { $0.number }, .money("应收（元）") { $0.due },
            .money("已收（元）") { $0.paid }, .money("未缴（元）") { $0.open },
            .text("联系人", absent: "未登记") { $0.contact?.name },
            .text("电话", absent: "未登记") { $0.contact?.phone.rawValue }, .number("已催办") { $0.reminders },
            .moment("最近一次", absent: "没有") { $0.lastReminded },
            .actions { unpaid in
                a(.href(.ledger(.reminder(unpaid.enrolment))), .ariaLabel("登记电话催办：" + unpaid.unit.name)) {
                    "登记电话催办"
                }
            },
        ]
    }

    private var blank: Blank {
        .nothingYet("没有需要催缴的单位") { "已提交的单位都已缴清，或本年度基层单位不承担费用。" }
    }
}

/// One list: whom to call about its payment, and everything that was done about it.
public struct PaymentReminderPage: Component, Sendable {
    let frame: PageFrame
    let year: Int
    let unpaid: UnpaidUnit
    let history: [PaymentReminder]
    let form: FormState

    /// - Parameter form: fields `name`, `phone`, `note`.
    public init(
        _ frame: PageFrame, year: Int, _ unpaid: UnpaidUnit, _ history: [PaymentReminder], form: FormState
    ) {
        (self.frame, self.year, self.unpaid, self.history, self.form) = (frame, year, unpaid, history, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                unpaid.unit.name,
                above: [
                    Crumb("业务工作台", .workbench), Crumb("收款台账", .ledger(.list)),
                    Crumb("缴费催办", .ledger(.reminders)),
                ],
                facts: [HTML(unpaid.unit.unionName), HTML("\(year) 年度"), HTML(unpaid.number)]),
            current: .ledger(.reminders), errors: form.errors
        ) {
            Card("基层单位缴费", id: "money", note: "单位：元") {
                Totals([
                    TotalLine("应收", unpaid.due.yuanText), TotalLine("已收", unpaid.paid.yuanText),
                    TotalLine("未缴", unpaid.open.yuanText, .sum),
                ])
            }
            if unpaid.open > .zero {
                Card("登记电话催办", id: "call") { call }
            } else {
                Callout("缴费已到账", .good) {
                    p { "不需要再催办。" }
                    p { a(.class("inline-link"), .href(.ledger(.reminders))) { "返回缴费催办" } }
                }
            }
            Card("催办记录", id: "history") {
                DataTable(
                    "催办记录", history, blank: .nothingYet("还没有催办过") { "提醒和电话催办都会记录在这里。" },
                    columns: [
                        .moment("时间") { $0.reminder.at }, Column("方式", .line) { $0.reminder.kind.wording },
                        .money("当时未缴（元）") { $0.open }, .text("催办工会") { $0.reminder.union },
                        .text("账号") { $0.reminder.account }, Column("通话情况") { textOr($0.reminder.note) },
                    ])
            }
        }
    }

    private var call: HTML {
        PostForm(to: .ledger(.reminder(unpaid.enrolment)), frame.tokens) {
            div(.class("card-body form-narrow stack")) {
                TextField("name", "联系人", in: form, hint: "单位经办人的姓名")
                TextField("phone", "手机号", in: form, .phone)
                TextArea(
                    "note", "通话情况", in: form, rows: 2, hint: "请勿填写会员的姓名和证件号码", need: .optional)
                div(.class("row-gap")) {
                    SubmitButton("登记电话催办")
                    LinkButton("返回", .ledger(.reminders))
                }
            }
        }.html
    }
}
