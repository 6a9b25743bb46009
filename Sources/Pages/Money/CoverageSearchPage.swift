public import Domain
public import Markup
import Wording

/// 保障信息查询: who is covered, when, by which plan, in which batch (domain 5.8).
public struct CoverageSearchPage: Component, Sendable {
    let frame: PageFrame
    let union: String
    let coverages: [Coverage]
    let total: Int
    let filter: FormState
    let plans: [String]
    let years: [Int]
    /// The address of the next part; nil on the last one.
    let next: URLText?
    let personKept: Bool

    /// - Parameters:
    ///   - filter: fields `unit`, `year`, `plan`, `state`, `batch` from the address; `number` of a person is asked
    ///     for by a form of its own and never shown again.
    ///   - personKept: whether the list is narrowed to a person's number that is kept on the server.
    public init(
        _ frame: PageFrame, union: String, _ coverages: [Coverage], total: Int, filter: FormState, plans: [String],
        years: [Int], next: URLText?, personKept: Bool
    ) {
        (self.frame, self.union, self.coverages, self.total) = (frame, union, coverages, total)
        (self.filter, self.plans, self.years, self.next) = (filter, plans, years, next)
        self.personKept = personKept
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "保障信息查询", above: [Crumb("业务工作台", .workbench)], facts: [HTML("\(union)及下级")]),
            current: .coverageSearch, errors: filter.errors
        ) {
            section(.class("card"), .ariaLabel("查询条件")) {
                FilterForm(.coverageSearch, .address) {
                    TextField("unit", "单位名称或组织机构代码", in: filter, .search)
                    SelectField(
                        "year", "保障年度", in: filter, years.map { Choice(String($0), "\($0) 年度") }, blank: "全部")
                    SelectField("plan", "保障类型", in: filter, plans.map { Choice($0, $0 + " 类") }, blank: "全部")
                    SelectField(
                        "state", "保障状态", in: filter,
                        CoverageStatus.allCases.map { Choice($0.rawValue, $0.desk) }, blank: "全部")
                } more: {
                    TextField("batch", "批次编号", in: filter, .search)
                }
                PostForm(to: .coverageSearch, frame.tokens, .all([.class("pane-filters"), .data("repeatable", "")])) {
                    TextField(
                        "number", "按人查询：证件号码", in: FormState(errors: filter.errors), .documentNumber)
                    SubmitButton("按证件号码查询", .plain)
                }
                ListBar(
                    "共 \(total.grouped) 条",
                    chips: personKept ? [Chip("按证件号码查询", without: Path.coverageSearch.url)] : [])
                DataTable(
                    "保障信息", coverages,
                    blank: .noMatch("没有符合条件的保障信息") { "请减少筛选条件。提交至职保中心后才有保障信息。" },
                    columns: [
                        .head("姓名") { $0.name },
                        .text("证件号码") { $0.document.masked },
                        .text("会员编号") { $0.number },
                        .text("单位名称") { $0.unitName },
                        .text("类型") { $0.plan },
                        .day("起始日") { $0.period.from },
                        .day("终止日") { $0.period.through },
                        .state("状态") { $0.status.deskBadge },
                        .text("批次编号") { $0.submission },
                    ])
                if let next { p(.class("card-body")) { LinkButton("下一页", next) } }
            }
        }
    }
}

extension CoverageStatus {
    var deskBadge: StateBadge {
        switch self {
        case .provisional: StateBadge(desk, .wait)
        case .inForce: StateBadge(desk, .done)
        case .lapsed: StateBadge(desk, .bad)
        }
    }
}
