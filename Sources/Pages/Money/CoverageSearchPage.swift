import Domain
public import Markup
import Wording

/// 保障信息查询: who is covered, when, by which plan, in which batch (domain 5.8).
public struct CoverageSearchPage: Component, Sendable {
    let frame: PageFrame
    let union: String
    let window: CoverageWindow
    let filter: FormState
    let plans: [String]
    let years: [Int]
    let person: String?
    let exporting: CoverageExporting

    /// - Parameters:
    ///   - filter: fields `unit`, `year`, `plan`, `state`, `batch` from the address; `number` of a person is asked
    ///     for by a form of its own and never shown again.
    ///   - person: the token of a person's number that is kept on the server and narrows the list.
    public init(
        _ frame: PageFrame, union: String, _ window: CoverageWindow, filter: FormState, plans: [String], years: [Int],
        person: String?, exporting: CoverageExporting = .offered
    ) {
        self.exporting = exporting
        (self.frame, self.union, self.window) = (frame, union, window)
        (self.filter, self.plans, self.years, self.person) = (filter, plans, years, person)
    }

    private static let fields = ["unit", "year", "plan", "state", "batch"]

    /// The conditions as they stand in the address.
    private var query: [(name: String, value: String)] {
        Self.fields.filter { !filter[$0].isEmpty }.map { (name: $0, value: filter[$0]) }
            + (person.map { [(name: "person", value: $0)] } ?? [])
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "保障信息查询", above: [Crumb("业务工作台", .workbench), Crumb("会员服务卡管理系统")],
                facts: [HTML("\(union)及下级")]),
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
                        CoverageStatus.allCases.map { Choice($0.rawValue, $0.wording) }, blank: "全部")
                } more: {
                    TextField("batch", "批次编号", in: filter, .search)
                }
                PostForm(to: .coverageSearch, frame.tokens, .data("repeatable", "")) {
                    div(.class("filters")) {
                        TextField(
                            "number", "按人查询：证件号码", in: FormState(errors: filter.errors), .documentNumber)
                        SubmitButton("按证件号码查询", .plain)
                    }
                }
                ListBar(
                    window.caption,
                    chips: person == nil ? [] : [Chip("按证件号码查询", without: Path.coverageSearch.url)]
                ) {
                    CoverageExport(to: .coverageSearchExport, query, window, exporting, frame.tokens)
                }
                CoverageTable(
                    window: window, reach: .manyUnits, tokens: frame.tokens,
                    blank: .noMatch("没有符合条件的保障信息") { "请减少筛选条件。提交至职保中心后才有保障信息。" }
                ) { Path.coverageSearch.url(query: query + $0) }
            }
        }
    }
}
