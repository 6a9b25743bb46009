public import Domain
public import Markup
import Wording

/// 集中参保实时监控画面 as a plain page: every number with its parts, each union leading to those under it.
public struct MonitorPage: Component, Sendable {
    let frame: PageFrame
    let monitor: EnrolmentMonitor
    let late: Listing<EnrolmentMonitor.LateLine>?
    let size: Int
    let reminding: Reminding

    /// Whether the account may remind the late units, and so sees whom to call there.
    public enum Reminding: Sendable {
        case offered, withheld
    }

    /// - Parameters:
    ///   - late: the units that have not handed in; nil for the whole city, which nobody reads as a list.
    ///   - size: how many of them a page has.
    public init(
        _ frame: PageFrame, _ monitor: EnrolmentMonitor, late: Listing<EnrolmentMonitor.LateLine>?, size: Int,
        reminding: Reminding
    ) {
        (self.frame, self.monitor, self.late, self.size) = (frame, monitor, late, size)
        self.reminding = reminding
    }

    private var total: EnrolmentFigures { monitor.total }

    /// The account's own union is the beginning of the path.
    private var here: MonitorPath { monitor.above.isEmpty ? .own : .union(monitor.union.id) }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "集中参保实时监控画面",
                above: [Crumb("业务工作台", .workbench), Crumb("参保批次管理", .batches)]
                    + monitor.above.enumerated().map { index, union in
                        Crumb(union.name, .monitor(index == 0 ? .own : .union(union.id)))
                    },
                here: monitor.above.isEmpty ? nil : monitor.union.name,
                facts: [HTML(monitor.union.name), HTML("\(monitor.year.year) 年度"), deadline]
            ) {
                LinkButton("刷新", .monitor(here))
                LinkButton("大屏显示", .monitor(monitor.above.isEmpty ? .ownScreen : .screen(monitor.union.id)))
            }, current: .monitor(.own)
        ) {
            p(.class("muted")) {
                "数据截至 "
                strong { monitor.asOf.htmlToTheSecond }
                "。只显示汇总，不含会员个人信息；点工会名称查看下级。"
            }
            ul(.class("tiles")) { for tile in tiles { tile } }
            div(.class("grid-2")) {
                Card("各状态单位", id: "states", note: "每家单位只在一个状态中") { states }
                Card("保障费用", id: "money", note: "单位：元；未退回、未失效的名单") {
                    Totals([
                        TotalLine("市总统一划拨", standing.amounts.city.yuanText),
                        TotalLine("区局/各级工会缴费", standing.amounts.district.yuanText),
                        TotalLine("基层单位缴费", standing.amounts.base.yuanText),
                        TotalLine("保障费用合计", standing.amounts.premium.yuanText, .sum),
                    ])
                }
            }
            if monitor.union.kind.isBase {
                Card("各参保单位", id: "units") { units }
            } else {
                Card(MonitorText.lines(of: monitor.union.kind), id: "lines") { lines }
            }
            if !monitor.batches.isEmpty {
                Card("批次与缴费凭证", id: "batches") { batches }
            }
            if let season = monitor.season { curve(season) }
            if let late { lateCard(late) }
        }
    }

    private var standing: EnrolmentFigures.Part { total.standing }

    private var deadline: HTML {
        guard let last = monitor.year.windows[.enrolment]?.through else { return HTML() }
        return HTML {
            "集中参保提交截止 "
            last.htmlWithWeekday
        }
    }

    private var tiles: [Tile] {
        [
            Tile("参保人数", standing.heads.grouped, foot: MonitorText.comparison(monitor)),
            Tile(
                "已提交参保单位", standing.units.grouped,
                foot: "应参保 \(total.due.grouped) 家" + (total.rateText.map { "，已提交 \($0)" } ?? "")),
            Tile(
                "未提交参保单位", total.late.grouped,
                foot: MonitorText.late(total)),
            Tile("保障费用（元）", standing.amounts.premium.yuanText, foot: "市总、区局、基层三方合计"),
        ]
    }

    // MARK: States

    private var states: HTML {
        DataTable(
            "各状态单位", MonitorState.allCases,
            columns: [
                .head("状态") { HTML($0.wording) }, .number("单位（家）") { total[$0] },
                .number("参保人数") { heads(in: $0) },
            ]
        ) {
            tr {
                th(.scope(.row)) { "合计" }
                td(.class("num")) { MonitorState.allCases.reduce(0) { $0 + total[$1] }.grouped }
                td(.class("num")) { standing.heads.grouped }
            }
        }.html
    }

    /// Lists that do not stand insure nobody.
    private func heads(in state: MonitorState) -> Int {
        state.statuses.filter(\.claims).reduce(0) { $0 + total[$1].heads }
    }

    // MARK: Unions and units

    private var lines: HTML {
        DataTable(
            MonitorText.lines(of: monitor.union.kind), monitor.lines, isWrong: { $0.batches[.lapsed] != nil },
            blank: .nothingYet("还没有参保单位") { "本级及下级没有可以参保的单位。" }, columns: lineColumns
        ) {
            if !monitor.lines.isEmpty {
                tr {
                    th(.scope(.row)) { "合计" }
                    td(.class("num")) { "\(standing.units.grouped) / \(total.due.grouped)" }
                    td(.class("num")) { total.rateText ?? "无" }
                    td(.class("num")) { total.late.grouped }
                    td(.class("num")) { standing.heads.grouped }
                    td(.class("money")) { standing.amounts.premium.yuanText }
                    if isCity { td { "" } }
                }
            }
        }.html
    }

    private var isCity: Bool { monitor.union.kind == .cityFederation }

    private var lineColumns: [Column<EnrolmentMonitor.Line>] {
        var columns: [Column<EnrolmentMonitor.Line>] = [
            .head("工会") { line in
                if line.union == monitor.union {
                    "\(line.union.name)（本级）"
                } else {
                    a(.href(.monitor(.union(line.union.id)))) { line.union.name }
                }
            },
            Column("已提交 / 应参保单位", .number) {
                "\($0.figures.standing.units.grouped) / \($0.figures.due.grouped)"
            },
            Column("提交率", .number) { $0.figures.rateText ?? "无" },
            .number("未提交单位") { $0.figures.late },
            .number("参保人数") { $0.figures.standing.heads },
            .money("保障费用（元）") { $0.figures.standing.amounts.premium },
        ]
        if isCity { columns.append(Column("批次状态") { HTML(MonitorText.batches($0.batches)) }) }
        return columns
    }

    private var units: HTML {
        DataTable(
            "各参保单位", monitor.units,
            blank: .nothingYet("没有参保单位") { "本工会没有可以参保的会员。" },
            columns: [
                .head("单位名称") { HTML($0.unit.name) }, .text("组织机构代码") { $0.unit.organisationCode },
                Column("状态", .line) { $0.status.wording }, .number("会员数") { $0.members },
                .number("名单人数") { $0.heads }, .money("保障费用（元）") { $0.amounts.premium },
            ]
        ).html
    }

    private var batches: HTML {
        let batches = monitor.batches
        return DataTable(
            "批次与缴费凭证", DistrictSubmission.Status.allCases.filter { batches[$0] != nil },
            columns: [
                Column("状态", .head) { $0.badge }, .number("批次") { batches[$0] ?? 0 },
            ]
        ) {
            tr {
                th(.scope(.row)) { "合计" }
                td(.class("num")) { batches.values.reduce(0, +).grouped }
            }
        }.html
    }

    private func curve(_ season: DayWindow) -> HTML {
        let chart = EnrolmentCurveChart(monitor: monitor, season: season, height: 320)
        return Card("累计参保人数，今年与上年同日", id: "curve", note: "实线为今年，虚线为上年") {
            div(.class("card-body stack")) {
                div(.class("chart-scroll")) { chart }
                details {
                    summary { "用表格查看" }
                    chart.table
                }
            }
        }.html
    }

    // MARK: Late units

    private func lateCard(_ late: Listing<EnrolmentMonitor.LateLine>) -> HTML {
        let window = PageWindow(number: late.offset / max(1, size) + 1, size: size, total: late.total)
        return Card(
            "未提交的单位", id: "late", more: reminding == .offered ? LinkButton("去催办", .reminders).html : HTML()
        ) {
            ListBar(window.caption)
            DataTable(
                "未提交的单位", late.entries,
                blank: .nothingYet("没有未提交的单位") { "本级及下级的单位都已提交名单，或已登记本年度不参保。" },
                columns: lateColumns)
            if late.total > PageWindow.sizes[0] {
                Pager(window) { Path.monitor(here).url(("page", String($0)), ("size", String($1))) }
            }
        }.html
    }

    private var lateColumns: [Column<EnrolmentMonitor.LateLine>] {
        var columns: [Column<EnrolmentMonitor.LateLine>] = [
            .head("单位名称") { line in
                if reminding == .offered {
                    a(.href(.reminder(line.late.unit.id))) { line.late.unit.name }
                } else {
                    line.late.unit.name
                }
            },
            .text("工会") { $0.late.unit.unionName }, Column("状态", .line) { $0.late.status.wording },
            .number("会员数") { $0.members },
        ]
        if reminding == .offered {
            columns += [
                .text("联系人", absent: "未登记") { $0.late.contact?.name },
                .text("电话", absent: "未登记") { $0.late.contact?.phone.rawValue },
            ]
        }
        return columns + [
            .number("已催办") { $0.late.reminders }, .moment("最近一次", absent: "没有") { $0.late.lastReminded },
        ]
    }
}

/// Words of the monitor, on both its pages.
enum MonitorText {
    static func lines(of kind: UnionKind) -> String {
        switch kind {
        case .cityFederation: "各区局（产业）进度"
        case .districtFederation, .industryBureau: "各街道（集团）和基层工会进度"
        case .subdistrictFederation, .jointUnion, .unionCommittee, .unionAssociation, .branch: "各基层工会进度"
        }
    }

    /// Whose list nobody has begun is told with the people who wait for it.
    static func late(_ total: EnrolmentFigures) -> String {
        let parts = "未提交 \(total[.open].grouped) 家，已退回 \(total[.returned].grouped) 家"
        guard total.silent.units > 0 else { return parts }
        return parts
            + "；还没有名单的 \(total.silent.units.grouped) 家有 \(total.silent.members.grouped) 名会员"
    }

    /// How many more or fewer than a year ago; the first year says so.
    static func comparison(_ monitor: EnrolmentMonitor) -> String {
        guard let then = monitor.headsLastYear else { return "上年没有可比的数" }
        let more = monitor.total.standing.heads - then
        if more == 0 { return "与上年同日相同" }
        return more > 0 ? "比上年同日多 \(more.grouped) 人" : "比上年同日少 \((-more).grouped) 人"
    }

    /// `凭证待上传`, or with numbers where there are several batches.
    static func batches(_ batches: [DistrictSubmission.Status: Int]) -> String {
        let present = DistrictSubmission.Status.allCases.compactMap { status in
            batches[status].map { (status, $0) }
        }
        if present.isEmpty { return "未提交" }
        if present.count == 1, let one = present.first, one.1 == 1 { return one.0.wording }
        return present.map { "\($0.wording) \($1.grouped) 批" }.joined(separator: "、")
    }
}
