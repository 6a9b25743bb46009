public import Domain
public import Markup
import Wording

/// 集中参保审核: what waits on the left, what is ready to be handed in on the right (mock-up 08).
public struct ReviewPage: Component, Sendable {
    let frame: PageFrame
    let desk: Desk
    let filter: FormState
    let returning: Returning?

    /// Everything the two panes show.
    public struct Desk: Sendable {
        public var union: String
        public var year: PlanYear
        public var plans: [String]
        public var counts: ReviewCounts
        public var pending: Listing<ReviewEntry>
        public var pendingTotals: DistrictTotals
        public var approved: Listing<ReviewEntry>
        public var approvedTotals: DistrictTotals
        public var withoutRisk: [ReviewedVersion]
        /// Why handing in is not possible now.
        public var submission: Refusal?
        public var submits: Bool
        /// Whose own submissions cannot be passed by him.
        public var account: ID<Account>
        /// The pages of the two lists.
        public var window: PageWindow
        public var approvedWindow: PageWindow
        /// What of earlier years can be set against the hand-over.
        public var credits: [Credit]

        public init(
            union: String, year: PlanYear, plans: [String], counts: ReviewCounts, pending: Listing<ReviewEntry>,
            pendingTotals: DistrictTotals, approved: Listing<ReviewEntry>, approvedTotals: DistrictTotals,
            withoutRisk: [ReviewedVersion], submission: Refusal?, submits: Bool, account: ID<Account>,
            window: PageWindow, approvedWindow: PageWindow, credits: [Credit] = []
        ) {
            self.union = union
            self.year = year
            self.plans = plans
            self.counts = counts
            self.pending = pending
            self.pendingTotals = pendingTotals
            self.approved = approved
            self.approvedTotals = approvedTotals
            self.withoutRisk = withoutRisk
            self.submission = submission
            self.submits = submits
            self.account = account
            self.window = window
            self.approvedWindow = approvedWindow
            self.credits = credits
        }
    }

    /// The lists about to go back, and the form as it was typed.
    public struct Returning: Sendable {
        public let entries: [ReviewEntry]
        public let form: FormState

        public init(_ entries: [ReviewEntry], form: FormState) { (self.entries, self.form) = (entries, form) }
    }

    /// - Parameter filter: fields `unit`, `from`, `through`, `plan`.
    public init(_ frame: PageFrame, _ desk: Desk, filter: FormState, returning: Returning? = nil) {
        (self.frame, self.desk, self.filter, self.returning) = (frame, desk, filter, returning)
    }

    public var html: HTML {
        Layout(
            frame, PageHead("集中参保审核", above: [Crumb("业务工作台", .workbench)], facts: facts), current: .review,
            errors: returning?.form.errors ?? .none
        ) {
            p(.class("meta lede")) { countLine }
            TwoPane("待审批参保列表", "待提交参保列表") {
                left
            } right: {
                right
            }
        }
    }

    private var facts: [HTML] {
        var facts = [HTML("\(desk.year.year) 年度"), HTML("\(desk.union)及下级")]
        if let review = desk.year.windows[.review] {
            let left = desk.year.workingDays.workingDays(after: frame.today, through: review.through)
            facts.append(
                HTML {
                    "审核截止 "
                    review.through.htmlWithWeekday
                    if frame.today <= review.through { "，还有 \(left) 个工作日" }
                })
        }
        return facts
    }

    private var countLine: HTML {
        var parts = [
            "待审批 \(desk.counts.pending.grouped)", "待提交 \(desk.counts[.approved].grouped)",
            "已退回 \(desk.counts[.returned].grouped)", "未提交 \(desk.counts.open.grouped)",
            "不参保 \(desk.counts[.declined].grouped)",
        ]
        let handed = desk.counts[.locked] + desk.counts[.inForce] + desk.counts[.lapsed]
        if handed > 0 { parts.append("已提交职保中心 \(handed.grouped)") }
        if desk.counts[.leftOut] > 0 { parts.append("未参加 \(desk.counts[.leftOut].grouped)") }
        return HTML { span { "参保单位 \(desk.counts.total.grouped) = " + parts.joined(separator: " + ") } }
    }

    static func sums(_ totals: DistrictTotals) -> String {
        "\(totals.units.grouped) 家　\(totals.heads.grouped) 人　\(totals.amounts.premium.inSentence)"
    }

    // MARK: Waiting

    @HTMLBuilder private var left: HTML {
        paneHead("待审批参保列表", Self.sums(desk.pendingTotals))
        filterForm
        if desk.withoutRisk.count > 1 {
            PostForm(to: .reviewApprove, frame.tokens, Self.swap(.reviewApprove)) {
                for list in desk.withoutRisk { HiddenField("list", list.text) }
                div(.class("batch-bar")) {
                    span { "本页无风险 \(desk.withoutRisk.count) 家" }
                    span(.class("push row-gap")) {
                        SubmitButton("通过本页全部无风险 \(desk.withoutRisk.count) 家", .plain, size: .small)
                    }
                }
            }
        }
        PostForm(to: .reviewApprove, frame.tokens, Self.swap(.reviewApprove)) {
            if !desk.pending.entries.isEmpty {
                BatchBar(chosen: 0, "家") {
                    SubmitButton("退回所选", to: .reviewReturn)
                    SubmitButton("添加到待提交", size: .small, icon: .right)
                }
            }
            DataTable(
                "待审批参保列表", desk.pending.entries,
                pick: Pick("list", value: { $0.reviewed.text }, label: { $0.unit }, isChosen: isReturning),
                isWrong: isReturning, blank: pendingBlank, columns: pendingColumns)
        }
        if desk.window.total > PageWindow.sizes[0] { Pager(desk.window) { url(page: $0, size: $1) } }
        if let returning { ReturnForm(frame: frame, returning: returning, year: desk.year) }
    }

    private func isReturning(_ entry: ReviewEntry) -> Bool {
        returning?.entries.contains { $0.enrolment == entry.enrolment } ?? false
    }

    private var pendingColumns: [Column<ReviewEntry>] {
        [
            .head("单位名称") { entry in
                a(.href(.reviewSheet(entry.enrolment.rawValue))) { entry.unit }
                span(.class("hint")) { Self.versionHint(entry) }
            },
            Column("类型", .line) { $0.plan },
            .number("人数") { $0.heads },
            .money("保障费用（元）") { $0.amounts.premium },
            Column("风险") { entry in RiskMarks(entry: entry, account: desk.account) },
            .actions { entry in
                a(
                    .href(Path.review.url(("return", entry.reviewed.text)).at("return-title")),
                    .ariaLabel("退回：" + entry.unit)
                ) { "退回" }
            },
        ]
    }

    static func versionHint(_ entry: ReviewEntry) -> HTML {
        HTML {
            "第 \(entry.version) 版　"
            if let last = entry.lastYear {
                last.plan == entry.plan ? "上年 \(last.heads.grouped) 人　" : "上年 \(last.plan) 类 \(last.heads.grouped) 人　"
            } else {
                "上年未参保　"
            }
            entry.submittedAt.htmlToTheMinute
        }
    }

    private var pendingBlank: Blank {
        isFiltered
            ? .noMatch("没有符合条件的单位") {
                "请减少筛选条件，或清空后重新搜索。"
            } actions: {
                LinkButton("清空条件", .review)
            }
            : .nothingYet("没有待审批的名单") { "单位提交集中参保后会出现在这里。" }
    }

    private var isFiltered: Bool { ["unit", "from", "through", "plan"].contains { !filter[$0].isEmpty } }

    private var filterForm: HTML {
        form(.method(.get), .action(.review), .role("search"), .class("pane-filters")) {
            TextField("unit", "单位名称或组织机构代码", in: filter, .search, need: .required)
            DateField("from", "提交时间，从", in: filter)
            DateField("through", "至", in: filter)
            SelectField("plan", "保障类型", in: filter, desk.plans.map { Choice($0, $0 + " 类") }, blank: "全部")
            SubmitButton("搜索", .plain, size: .small)
        }
    }

    private func url(page: Int, size: Int) -> URLText {
        let fields = ["unit", "from", "through", "plan"].filter { !filter[$0].isEmpty }
        return Path.review.url(
            query: fields.map { (name: $0, value: filter[$0]) } + [
                (name: "page", value: String(page)), (name: "size", value: String(size)),
            ])
    }

    // MARK: Ready

    @HTMLBuilder private var right: HTML {
        paneHead("待提交参保列表", Self.sums(desk.approvedTotals))
        Totals(
            Self.lines(
                desk.approvedTotals,
                credit: CreditAllotment(of: desk.credits, against: desk.approvedTotals.due(credit: .zero).due).total))
        for credit in desk.credits { p(.class("card-body muted")) { credit.sentence(for: desk.year.year) } }
        PostForm(to: .reviewTakeBack, frame.tokens, Self.swap(.reviewTakeBack)) {
            if !desk.approved.entries.isEmpty {
                BatchBar(chosen: 0, "家") { SubmitButton("移回所选", .plain, size: .small, icon: .left) }
            }
            DataTable(
                "待提交参保列表", desk.approved.entries,
                pick: Pick("list", value: { $0.reviewed.text }, label: { $0.unit }),
                blank: .nothingYet("待提交列表为空") { "在左侧选择单位，点“添加到待提交”。" },
                columns: [
                    .head("单位名称") { entry in
                        a(.href(.reviewSheet(entry.enrolment.rawValue))) { entry.unit }
                    },
                    Column("参保类型", .line) { _ in "集中参保" },
                    Column("类型", .line) { $0.plan },
                    .number("人数") { $0.heads },
                    .money("保障费用（元）") { $0.amounts.premium },
                ])
        }
        if desk.approvedWindow.total > desk.approvedWindow.size {
            p(.class("card-body muted")) { "只显示前 \(desk.approvedWindow.size) 家，合计包含全部。" }
        }
        div(.class("card-body")) { next }
    }

    @HTMLBuilder private var next: HTML {
        if !desk.submits {
            Callout("由区局（产业）工会提交") { p { "审核通过的名单由区局（产业）工会统一提交至职保中心。" } }
        } else if let refusal = desk.submission {
            Callout("现在还不能提交至职保中心") {
                p { refusal.wording }
                p { a(.href(.submissionNew)) { "现在就演算一遍，不提交" } }
            }
        } else {
            p(.class("muted")) { "系统先演算一遍（各类型人数、各方金额、未审单位），再由您确认；确认后将无法修改。" }
            LinkButton("提交列表中的参保信息", .submissionNew, .primary)
        }
    }

    /// Who pays what of these lists, and what is to be transferred.
    static func lines(_ totals: DistrictTotals, credit: Money) -> [TotalLine] {
        let amounts = totals.amounts
        return [
            TotalLine("合计参保人数", totals.heads.grouped + " 人"),
            TotalLine("保障费用", amounts.premium.yuanText),
            TotalLine("其中　市总统一划拨", amounts.city.yuanText),
            TotalLine("　　　区局/各级工会缴费", amounts.district.yuanText),
            TotalLine("　　　基层单位缴费", amounts.base.yuanText),
            TotalLine("退回金额抵扣", (Money.zero - credit).yuanText),
            TotalLine("应划款金额（元）", totals.due(credit: credit).due.yuanText, .sum),
        ]
    }

    // MARK: Parts

    /// Forms are sent in place: the whole of the main part comes back, totals and message included.
    static func swap(_ path: Path) -> Attribute {
        .all([.hxPost(path.url), .hxTarget("#main"), .hxSelect("#main"), .hxSwap("outerHTML show:none")])
    }

    private func paneHead(_ title: String, _ note: String) -> HTML {
        div(.class("card-head")) {
            h2 { title }
            span(.class("muted")) { note }
        }
    }
}

/// The marks of a list, or that there is none.
struct RiskMarks: Component {
    let entry: ReviewEntry
    let account: ID<Account>?

    var html: HTML {
        if account != nil, entry.submittedBy == account {
            RiskMark("您本人提交", .high)
        } else if entry.risks.isEmpty {
            RiskMark.none
        }
        for risk in entry.risks { RiskMark(risk.wording) }
    }
}

/// 退回: why, and what the clerk should do.
struct ReturnForm: Component {
    let frame: PageFrame
    let returning: ReviewPage.Returning
    let year: PlanYear

    var html: HTML {
        PostForm(to: .reviewReturn, frame.tokens, .class("return-form")) {
            h3(.id("return-title"), .tabIndex(-1)) { "退回：" + names }
            for entry in returning.entries { HiddenField("list", entry.reviewed.text) }
            RadioField(
                "why", "退回原因", in: returning.form,
                ReturnReason.allCases.map { Choice($0.rawValue, $0.wording) })
            TextArea(
                "note", "给经办人的说明", in: returning.form, rows: 2, hint: "选“其他”时必填，最多 200 字。请勿填写个人证件号码。",
                need: .optional)
            div(.class("row-gap mt-2")) {
                SubmitButton("退回 \(returning.entries.count) 家单位", .danger, size: .small)
                LinkButton("取消", .review, .quiet, size: .small)
                span(.class("small muted")) {
                    "退回后单位会收到待办"
                    if let enrolment = year.windows[.enrolment], frame.today <= enrolment.through {
                        "，可在 "
                        enrolment.through.htmlInSentence
                        "前再次提交。"
                    } else {
                        "，可在 \(year.returnDays) 天内再次提交。"
                    }
                }
            }
        }
    }

    private var names: String {
        let first = returning.entries.prefix(3).map { "\($0.unit)（\($0.plan) 类，\($0.heads.grouped) 人）" }
        let rest = returning.entries.count > 3 ? " 等 \(returning.entries.count) 家" : ""
        return first.joined(separator: "、") + rest
    }
}
