import Domain
import Markup
import Wording

/// 待审批参保列表: the queue with its filter, its marks and what can be done with it.
struct ReviewQueuePane: Component {
    let frame: PageFrame
    let desk: ReviewPage.Desk
    let query: ReviewQuery
    let returning: ReviewPage.Returning?

    private var entries: [ReviewEntry] { desk.pending.entries }

    var html: HTML {
        HTML {
            ReviewPaneHead(title: "待审批参保列表", note: ReviewPage.sums(desk.pendingTotals))
            filterForm
            if desk.passing == .endorse, desk.counts[.endorsed] > 0 {
                p(.class("card-body muted")) { "另有 \(desk.counts[.endorsed].grouped) 家已由本级初审，待区局审核。" }
            }
            clear
            PostForm(to: .reviewApprove, frame.tokens, ReviewPage.swap(.reviewApprove)) {
                query.hidden
                if !entries.isEmpty {
                    BatchBar(chosen: 0, "家") {
                        SubmitButton("退回所选", to: .reviewReturn)
                        SubmitButton(desk.passing.passingWording, size: .small, icon: .right)
                    }
                }
                DataTable(
                    "待审批参保列表", entries,
                    pick: Pick("list", value: { $0.reviewed.text }, label: { $0.unit }, isChosen: isReturning),
                    isWrong: isReturning, blank: blank, columns: columns)
            }
            if desk.pending.total > PageWindow.sizes[0] { pager }
            if let returning { ReturnForm(frame: frame, returning: returning, year: desk.year, query: query) }
        }
    }

    /// 通过全部无风险: a page of its own says what it would do.
    @HTMLBuilder private var clear: HTML {
        if desk.clear.units > 1 {
            div(.class("batch-bar")) {
                span { "无风险 \(ReviewPage.sums(desk.clear))" }
                span(.class("push row-gap")) {
                    LinkButton(
                        "通过全部无风险 \(desk.clear.units.grouped) 家", query.url(.reviewClear), size: .small)
                }
            }
        }
    }

    private func isReturning(_ entry: ReviewEntry) -> Bool {
        returning?.entries.contains { $0.enrolment == entry.enrolment } ?? false
    }

    private var columns: [Column<ReviewEntry>] {
        [
            .head("单位名称") { entry in
                a(.href(query.url(.reviewSheet(entry.enrolment.rawValue)))) { entry.unit }
                span(.class("hint")) { ReviewPage.versionHint(entry) }
            },
            Column("类型", .line) { $0.plan },
            .number("人数") { $0.heads },
            .money("保障费用（元）") { $0.amounts.premium },
            Column("风险") { entry in RiskMarks(entry: entry, account: desk.account) },
            .actions { entry in
                a(
                    .href(query.here([(name: "return", value: entry.reviewed.text)]).at("return-title")),
                    .ariaLabel("退回：" + entry.unit)
                ) { "退回" }
            },
        ]
    }

    private var blank: Blank {
        query.isFiltered
            ? .noMatch("没有符合条件的单位") {
                "请减少筛选条件，或清空后重新搜索。"
            } actions: {
                LinkButton("清空条件", .review)
            }
            : .nothingYet("没有待审批的名单") { "单位提交集中参保后会出现在这里。" }
    }

    private var filterForm: HTML {
        form(.method(.get), .action(.review), .role("search"), .class("pane-filters")) {
            TextField("unit", "单位名称或组织机构代码", in: query.form, .search)
            SelectField("plan", "保障类型", in: query.form, desk.plans.map { Choice($0, $0 + " 类") }, blank: "全部")
            SelectField("mark", "风险提示", in: query.form, marks, blank: "全部")
            DateField("from", "提交时间，从", in: query.form)
            DateField("through", "至", in: query.form)
            SubmitButton("搜索", .plain)
        }
    }

    private var marks: [Choice] {
        [Choice("none", "无风险"), Choice("any", "有风险提示")]
            + ReviewMark.allCases.filter { desk.marks[$0] != nil || query.form["mark"] == $0.rawValue }.map { mark in
                Choice(mark.rawValue, "\(mark.wording)（\((desk.marks[mark] ?? 0).grouped)）")
            }
    }

    // MARK: Parts of the queue

    /// Rows before this part, as the address says it; only the caption depends on it.
    private var offset: Int {
        desk.pending.previous == nil ? 0 : min(max(0, query.offset), max(0, desk.pending.total - entries.count))
    }

    private var caption: String {
        let last = offset + entries.count
        return "共 \(desk.pending.total.grouped) 条，第 \((offset + 1).grouped)–\(last.grouped) 条"
    }

    private var pager: HTML {
        let size = (name: "size", value: String(query.size))
        func offset(_ rows: Int) -> (name: String, value: String) { (name: "offset", value: String(max(0, rows))) }
        return nav(.class("pager"), .ariaLabel("分页")) {
            span { caption }
            span(.class("sizes")) {
                "每页 "
                for other in PageWindow.sizes {
                    if other == query.size {
                        strong { other.grouped }
                    } else {
                        a(
                            .href(query.url(.review, [(name: "size", value: String(other))])),
                            .ariaLabel("每页 \(other) 条")
                        ) { other.grouped }
                    }
                }
            }
            ol {
                if let previous = desk.pending.previous {
                    li { a(.href(query.url(.review, [size]))) { "第一页" } }
                    li {
                        a(
                            .rel("prev"),
                            .href(
                                query.url(
                                    .review,
                                    [(name: "before", value: previous.text), offset(self.offset - query.size), size]))
                        ) { "上一页" }
                    }
                }
                if let next = desk.pending.next {
                    li {
                        a(
                            .rel("next"),
                            .href(
                                query.url(
                                    .review,
                                    [(name: "after", value: next.text), offset(self.offset + entries.count), size]))
                        ) { "下一页" }
                    }
                }
            }
        }
    }
}

/// The head of one of the two panes.
struct ReviewPaneHead: Component {
    let title: String
    let note: String

    var html: HTML {
        div(.class("card-head")) {
            h2 { title }
            span(.class("muted")) { note }
        }
    }
}

extension UnitEnrolment.Command {
    /// The button that passes a list.
    var passingWording: String { self == .endorse ? "初审通过" : "添加到待提交" }
}
