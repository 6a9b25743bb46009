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
            ReviewEquation(counts: desk.counts)
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
            TextField("unit", "单位名称或组织机构代码", in: filter, .search)
            SelectField("plan", "保障类型", in: filter, desk.plans.map { Choice($0, $0 + " 类") }, blank: "全部")
            DateField("from", "提交时间，从", in: filter)
            DateField("through", "至", in: filter)
            SubmitButton("搜索", .plain)
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
                    .actions { entry in
                        // Sends this row alone, whichever boxes are ticked.
                        button(
                            .class("linkish"), .type(.submit), .name("one"), .value(entry.reviewed.text),
                            .ariaLabel("移回：" + entry.unit)
                        ) { "移回" }
                    },
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
