public import Domain
public import Markup
import Wording

/// 集中参保审核: what waits on the left, what is ready to be handed in on the right (mock-up 08).
public struct ReviewPage: Component, Sendable {
    let frame: PageFrame
    let desk: Desk
    let query: ReviewQuery
    let returning: Returning?

    /// Everything the two panes show.
    public struct Desk: Sendable {
        public var union: String
        public var year: PlanYear
        public var plans: [String]
        public var counts: ReviewCounts
        public var levels: ReviewLevels
        /// What passing a list does in this reviewer's hands.
        public var passing: UnitEnrolment.Command
        public var pending: ReviewListing
        public var pendingTotals: DistrictTotals
        /// How many of those that wait carry each mark.
        public var marks: [ReviewMark: Int]
        /// Those without a mark that this reviewer may pass.
        public var clear: DistrictTotals
        public var approved: Listing<ReviewEntry>
        public var approvedTotals: DistrictTotals
        /// Why handing in is not possible now.
        public var submission: Refusal?
        public var submits: Bool
        /// Whose own submissions cannot be passed by him.
        public var account: ID<Account>
        /// What of earlier years can be set against the hand-over.
        public var credits: [Credit]

        public init(
            union: String, year: PlanYear, plans: [String], counts: ReviewCounts, levels: ReviewLevels = .either,
            passing: UnitEnrolment.Command = .approve, pending: ReviewListing, pendingTotals: DistrictTotals,
            marks: [ReviewMark: Int] = [:], clear: DistrictTotals, approved: Listing<ReviewEntry>,
            approvedTotals: DistrictTotals, submission: Refusal?, submits: Bool, account: ID<Account>,
            credits: [Credit] = []
        ) {
            self.union = union
            self.year = year
            self.plans = plans
            self.counts = counts
            self.levels = levels
            self.passing = passing
            self.pending = pending
            self.pendingTotals = pendingTotals
            self.marks = marks
            self.clear = clear
            self.approved = approved
            self.approvedTotals = approvedTotals
            self.submission = submission
            self.submits = submits
            self.account = account
            self.credits = credits
        }
    }

    /// The lists about to go back, and the form as it was typed.
    public struct Returning: Sendable {
        public let entries: [ReviewEntry]
        public let form: FormState

        public init(_ entries: [ReviewEntry], form: FormState) { (self.entries, self.form) = (entries, form) }
    }

    public init(_ frame: PageFrame, _ desk: Desk, _ query: ReviewQuery, returning: Returning? = nil) {
        (self.frame, self.desk, self.query, self.returning) = (frame, desk, query, returning)
    }

    public var html: HTML {
        Layout(
            frame, PageHead("集中参保审核", above: [Crumb("业务工作台", .workbench)], facts: facts), current: .review,
            errors: returning?.form.errors ?? .none
        ) {
            ReviewEquation(counts: desk.counts)
            TwoPane("待审批参保列表", "待提交参保列表") {
                ReviewQueuePane(frame: frame, desk: desk, query: query, returning: returning)
            } right: {
                right
            }
        }
    }

    private var facts: [HTML] {
        var facts = [HTML("\(desk.year.year) 年度"), HTML("\(desk.union)及下级")]
        if let through = desk.year.reviewThrough(on: frame.today) {
            let left = desk.year.workingDays.workingDays(after: frame.today, through: through)
            facts.append(
                HTML {
                    "审核截止 "
                    through.htmlWithWeekday
                    if frame.today <= through { "，还有 \(left) 个工作日" }
                })
        }
        facts.append(
            HTML {
                desk.levels.wording
                if desk.submits {
                    "（"
                    a(.href(.reviewRule)) { "设置审核方式" }
                    "）"
                }
            })
        return facts
    }

    static func sums(_ totals: DistrictTotals) -> String {
        "\(totals.units.grouped) 家　\(totals.heads.grouped) 人　\(totals.amounts.premium.inSentence)"
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
            if entry.status == .endorsed { "　已初审" }
        }
    }

    // MARK: Ready

    @HTMLBuilder private var right: HTML {
        ReviewPaneHead(title: "待提交参保列表", note: Self.sums(desk.approvedTotals))
        Totals(
            Self.lines(
                desk.approvedTotals,
                credit: CreditAllotment(of: desk.credits, against: desk.approvedTotals.due(credit: .zero).due).total))
        for credit in desk.credits { p(.class("card-body muted")) { credit.sentence(for: desk.year.year) } }
        PostForm(to: .reviewTakeBack, frame.tokens, Self.swap(.reviewTakeBack)) {
            query.hidden
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
        if desk.approved.total > desk.approved.entries.count {
            p(.class("card-body muted")) { "只显示前 \(desk.approved.entries.count) 家，合计包含全部。" }
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
}
