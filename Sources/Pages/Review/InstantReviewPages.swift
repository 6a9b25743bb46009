public import Domain
public import Markup
import Wording

/// 即时参保审核: the instant lists that wait for the district (domain 5.7).
public struct InstantReviewPage: Component, Sendable {
    let frame: PageFrame
    let union: String
    let year: PlanYear?
    let waiting: Listing<ReviewEntry>
    let totals: DistrictTotals
    let size: Int
    let form: FormState

    /// - Parameter year: nil on a day that no year covers.
    public init(
        _ frame: PageFrame, union: String, year: PlanYear?, _ waiting: Listing<ReviewEntry>, totals: DistrictTotals,
        size: Int, form: FormState = FormState()
    ) {
        (self.frame, self.union, self.year, self.waiting) = (frame, union, year, waiting)
        (self.totals, self.size, self.form) = (totals, size, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "即时参保审核", above: [Crumb("业务工作台", .workbench)],
                facts: [HTML(year.map { "\($0.year) 年度" } ?? "没有可以办理的年度"), HTML(union)]),
            current: .instantReview(.queue), errors: form.errors
        ) {
            if let year {
                Callout {
                    p {
                        "确认后生成参保批次，\(year.instant.voucherDays) 天内须上传缴费凭证，逾期失效；保障日期自\(year.instant.start.wording)。"
                    }
                }
            }
            Card("待审核名单", id: "waiting", note: "\(waiting.total.grouped) 份，\(totals.heads.grouped) 人") {
                PostForm(to: .instantReview(.check), frame.tokens, .data("repeatable", "")) {
                    table
                    if waiting.total > 0 {
                        div(.class("card-body")) { SubmitButton("下一步：核对并确认所选名单") }
                    }
                }
                if waiting.total > PageWindow.sizes[0] {
                    Pager(window) { number, size in
                        Path.instantReview(.queue).url(("page", String(number)), ("size", String(size)))
                    }
                }
            }
        }.html
    }

    private var window: PageWindow {
        PageWindow(number: waiting.offset / max(1, size) + 1, size: size, total: waiting.total)
    }

    private var table: HTML {
        DataTable(
            "待审核名单", waiting.entries,
            pick: Pick("list", value: { $0.reviewed.text }, label: { $0.unit }),
            blank: .nothingYet("没有待审核的即时参保名单") { "基层单位提交后会出现在这里。" },
            columns: [
                .head("单位名称") { entry in
                    a(.href(.instantReview(.sheet(entry.enrolment)))) { entry.unit }
                },
                .text("批次编号") { $0.number }, .text("保障类型") { "\($0.plan) 类" }, .number("参保人数") { $0.heads },
                .money("保障费用（元）") { $0.amounts.premium }, .moment("提交时间") { $0.submittedAt },
            ]
        ).html
    }
}

/// One instant list as the district sees it, with the way back to the unit.
public struct InstantReviewSheetPage: Component, Sendable {
    public struct Sheet: Sendable {
        public let entry: ReviewEntry
        public let record: EnrolmentRecord
        public let year: PlanYear
        public let version: EnrolmentVersion
        public let people: Listing<RosterPerson>
        public let approval: Refusal?
        public let returning: Refusal?

        public init(
            entry: ReviewEntry, record: EnrolmentRecord, year: PlanYear, version: EnrolmentVersion,
            people: Listing<RosterPerson>, approval: Refusal?, returning: Refusal?
        ) {
            (self.entry, self.record, self.year, self.version) = (entry, record, year, version)
            (self.people, self.approval, self.returning) = (people, approval, returning)
        }
    }

    let frame: PageFrame
    let sheet: Sheet
    let size: Int
    let form: FormState

    /// - Parameter form: fields `why` and `note`.
    public init(_ frame: PageFrame, _ sheet: Sheet, size: Int, form: FormState = FormState()) {
        (self.frame, self.sheet, self.size, self.form) = (frame, sheet, size, form)
    }

    public var html: HTML {
        let window = EnrolmentParts.window(sheet.people, size: size)
        return Layout(
            frame,
            PageHead(
                sheet.entry.unit,
                above: [Crumb("业务工作台", .workbench), Crumb("即时参保审核", .instantReview(.queue))],
                facts: [
                    HTML(sheet.entry.number), HTML(sheet.record.enrolment.entry?.wording ?? ""),
                    sheet.record.enrolment.badge.html,
                ]), current: .instantReview(.queue), errors: form.errors
        ) {
            Card("参保费用", id: "amounts", note: "\(sheet.version.plan) 类，第 \(sheet.version.number) 版") {
                if let amounts = sheet.version.amounts {
                    EnrolmentParts.payers(heads: sheet.version.heads, sheet.version.rates, amounts)
                }
            }
            section(.class("card"), .ariaLabel("参保名单")) {
                ListBar(window.caption)
                DataTable(
                    "参保名单", sheet.people.entries,
                    columns: EnrolmentParts.identity + [
                        .text("卡号") { $0.card?.masked }, .day("发卡日") { $0.facts.cardIssuedOn },
                        .day("起始日", absent: "确认后确定") { _ in sheet.record.startsOn },
                    ])
                Pager(window) { number, size in
                    Path.instantReview(.sheet(sheet.entry.enrolment)).url(
                        ("page", String(number)), ("size", String(size)))
                }
            }
            confirmation
            if sheet.returning == nil { returning }
        }.html
    }

    @HTMLBuilder private var confirmation: HTML {
        if let refusal = sheet.approval {
            Callout(nil, .note) { p { refusal.wording } }
        } else {
            PostForm(to: .instantReview(.check), frame.tokens, .data("repeatable", "")) {
                HiddenField("list", sheet.entry.reviewed.text)
                SubmitButton("下一步：核对并确认", size: .large)
            }
        }
    }

    private var returning: HTML {
        PostForm(to: .instantReview(.returning), frame.tokens) {
            HiddenField("list", sheet.entry.reviewed.text)
            Card("退回", id: "return") {
                div(.class("card-body")) {
                    RadioField(
                        "why", "退回原因", in: form, ReturnReason.allCases.map { Choice($0.rawValue, $0.wording) },
                        shape: .chips)
                    TextArea(
                        "note", "给经办人的说明", in: form, rows: 2, hint: "选“其他”时必填，最多 200 字。请勿填写个人证件号码。",
                        need: .optional)
                    SubmitButton("退回名单", .danger)
                }
            }
        }.html
    }
}

/// The last page before instant lists are confirmed: heads, days, money, and who is in charge.
public struct InstantConfirmPage: Component, Sendable {
    /// One list of the batch that would be made.
    public struct Item: Sendable {
        public let entry: ReviewEntry
        public let start: CalendarDay
        public let heads: Int
        public let struck: Int
        public let premium: Money

        public init(entry: ReviewEntry, start: CalendarDay, heads: Int, struck: Int, premium: Money) {
            (self.entry, self.start, self.heads, self.struck, self.premium) = (entry, start, heads, struck, premium)
        }
    }

    let frame: PageFrame
    let items: [Item]
    let totals: DistrictTotals
    let credit: Money
    let voucherDue: CalendarDay
    let stepUp: StepUp
    let form: FormState

    /// - Parameter form: fields `name`, `phone`, `email`.
    public init(
        _ frame: PageFrame, _ items: [Item], totals: DistrictTotals, credit: Money, voucherDue: CalendarDay,
        stepUp: StepUp, form: FormState
    ) {
        (self.frame, self.items, self.totals, self.credit) = (frame, items, totals, credit)
        (self.voucherDue, self.stepUp, self.form) = (voucherDue, stepUp, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "确认即时参保", above: [Crumb("业务工作台", .workbench), Crumb("即时参保审核", .instantReview(.queue))],
                facts: [HTML("\(items.count.grouped) 份名单"), HTML("\(totals.heads.grouped) 人")]),
            current: .instantReview(.queue), errors: form.errors, shape: .journey
        ) {
            Card("名单", id: "lists") {
                DataTable(
                    "名单", items,
                    columns: [
                        .head("单位名称") { HTML($0.entry.unit) }, .text("保障类型") { "\($0.entry.plan) 类" },
                        .number("参保人数") { $0.heads }, .number("已离开或死亡") { $0.struck },
                        .day("保障起始日") { $0.start }, .money("保障费用（元）") { $0.premium },
                    ])
            }
            Card("合计", id: "totals") {
                PlanTable(totals: totals)
                Totals(ReviewPage.lines(totals, credit: credit))
            }
            PostForm(to: .instantReview(.confirmation), frame.tokens, .class("stack")) {
                for item in items { HiddenField("list", item.entry.reviewed.text) }
                HiddenField("units", String(totals.units))
                HiddenField("heads", String(totals.heads))
                HiddenField("premium", String(totals.amounts.premium.fen))
                Card("经办人信息", id: "contact") {
                    div(.class("card-body")) {
                        TextField("name", "姓名", in: form, hint: "职保中心核对款项时联系的人")
                        TextField("phone", "手机号", in: form, .phone, hint: "11 位手机号")
                        TextField("email", "电子邮箱", in: form, .email)
                    }
                }
                StepUpCard(stepUp, in: form)
                DecideBlock("确认后将无法修改") {
                    if totals.due(credit: credit).isNothing {
                        "将生成一个参保批次。\(AmountDue.nothingToPay)，确认后即参保完成。"
                    } else {
                        "将生成一个参保批次，应划款 "
                        totals.due(credit: credit).due.inSentence
                        "，缴费凭证须在 "
                        voucherDue.htmlUntilMidnight
                        " 前上传，逾期参保无效。"
                    }
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("确认即时参保，\(totals.heads.grouped) 人", size: .large)
                        LinkButton("返回列表", .instantReview(.queue), size: .large)
                    }
                }
            }
        }.html
    }
}
