public import Domain
public import Markup
import Wording

/// 通过全部无风险, before it is done: how many units, people and yuan, and what stays behind.
public struct ReviewClearPage: Component, Sendable {
    let frame: PageFrame
    let clearance: Clearance
    let query: ReviewQuery
    let errors: FieldErrors

    public struct Clearance: Sendable {
        public var union: String
        public var year: Int
        public var totals: DistrictTotals
        /// The first of them by name.
        public var first: [ReviewEntry]
        /// Lists under the same filter that are not among them.
        public var rest: Int
        public var passing: UnitEnrolment.Command

        public init(
            union: String, year: Int, totals: DistrictTotals, first: [ReviewEntry], rest: Int,
            passing: UnitEnrolment.Command
        ) {
            self.union = union
            self.year = year
            self.totals = totals
            self.first = first
            self.rest = rest
            self.passing = passing
        }
    }

    /// - Parameter errors: what was refused, with the figures as they are now.
    public init(
        _ frame: PageFrame, _ clearance: Clearance, _ query: ReviewQuery, errors: FieldErrors = .none
    ) {
        (self.frame, self.clearance, self.query, self.errors) = (frame, clearance, query, errors)
    }

    private var totals: DistrictTotals { clearance.totals }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "通过全部无风险", above: [Crumb("业务工作台", .workbench), Crumb("集中参保审核", .review)],
                facts: [HTML("\(clearance.year) 年度"), HTML("\(clearance.union)及下级")]),
            current: .review, errors: errors, shape: .journey
        ) {
            if totals.units == 0 {
                Callout("没有可以一次通过的名单") { p { "待审批的名单都有风险提示，或不由您审核，请逐家查看。" } }
                LinkButton("返回集中参保审核", query.url(.review))
            } else {
                sums
                units
                decision
            }
        }
    }

    private var sums: HTML {
        Card("将要通过", id: "totals", note: "\(totals.units.grouped) 家单位") {
            Totals([
                TotalLine("单位", "\(totals.units.grouped) 家"), TotalLine("参保人数", "\(totals.heads.grouped) 人"),
                TotalLine("市总统一划拨", totals.amounts.city.yuanText),
                TotalLine("区局/各级工会缴费", totals.amounts.district.yuanText),
                TotalLine("基层单位缴费", totals.amounts.base.yuanText),
                TotalLine("保障费用（元）", totals.amounts.premium.yuanText, .sum),
            ])
        }.html
    }

    private var units: HTML {
        Card(
            "单位", id: "units",
            note: totals.units > clearance.first.count ? "前 \(clearance.first.count) 家，按提交时间" : ""
        ) {
            DataTable(
                "单位", clearance.first,
                columns: [
                    .head("单位名称") { entry in
                        a(.href(query.url(.reviewSheet(entry.enrolment.rawValue)))) { entry.unit }
                    },
                    Column("类型", .line) { $0.plan }, .number("人数") { $0.heads },
                    .money("保障费用（元）") { $0.amounts.premium },
                ])
        }.html
    }

    private var decision: HTML {
        PostForm(to: .reviewClear, frame.tokens) {
            query.hidden
            HiddenField("units", String(totals.units))
            HiddenField("heads", String(totals.heads))
            div(.class("stack")) {
                p {
                    clearance.passing == .endorse ? "初审通过后转区局审核。" : "通过后进入待提交列表，提交至职保中心前可以移回或退回。"
                    if clearance.rest > 0 {
                        "另有 \(clearance.rest.grouped) 家有风险提示或不由您审核，不在其内，请逐家查看。"
                    }
                }
                div(.class("row-gap")) {
                    SubmitButton(
                        "通过 \(totals.units.grouped) 家，\(totals.heads.grouped) 人，\(totals.amounts.premium.inSentence)",
                        size: .large)
                    LinkButton("返回", query.url(.review))
                }
            }
        }.html
    }
}

/// What an act on several lists has done to each of them.
public struct ReviewResultPage: Component, Sendable {
    let frame: PageFrame
    let result: ReviewResult
    let query: ReviewQuery

    public init(_ frame: PageFrame, _ result: ReviewResult, _ query: ReviewQuery) {
        (self.frame, self.result, self.query) = (frame, result, query)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("办理结果", above: [Crumb("业务工作台", .workbench), Crumb("集中参保审核", .review)]),
            current: .review
        ) {
            Callout(
                "成功 \(result.done.count.grouped) 家，跳过 \(result.skipped.count.grouped) 家",
                result.skipped.isEmpty ? .good : .warning
            ) {
                p {
                    "\(result.act)：\(result.done.count.grouped) 家，\(heads.grouped) 人，\(premium.inSentence)。"
                    if !result.skipped.isEmpty { "跳过的名单没有变化，原因见下表。" }
                }
            }
            section(.class("card"), .ariaLabel("办理结果")) {
                DataTable(
                    "办理结果", result.skipped + result.done, isWrong: { $0.refusal != nil },
                    columns: [
                        .head("单位名称") { item in
                            a(.href(query.url(.reviewSheet(item.enrolment.rawValue)))) { item.unit }
                        },
                        .number("人数") { $0.heads }, .money("保障费用（元）") { $0.premium },
                        .state("结果") { item in
                            item.refusal == nil ? StateBadge(result.act, .done) : StateBadge("跳过", .bad)
                        },
                        Column("原因") { item in textOr(item.refusal?.wording, "") },
                    ])
            }
            div(.class("row-gap")) { LinkButton("返回集中参保审核", query.here([]), .primary) }
        }
    }

    private var heads: Int { result.done.reduce(0) { $0 + $1.heads } }
    private var premium: Money { result.done.reduce(.zero) { $0 + $1.premium } }
}
