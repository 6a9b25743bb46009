public import Domain
public import Markup
import Wording

/// 参保信息查询: who is covered from when to when.
public struct CoveragePage: Component {
    let frame: PageFrame
    let unitName: String
    let window: CoverageWindow
    let years: [Int]
    let year: Int?
    let status: CoverageStatus?
    let search: PersonSearch
    let exporting: CoverageExporting

    /// - Parameter years: in which the unit has covered anybody.
    public init(
        _ frame: PageFrame, unitName: String, _ window: CoverageWindow, years: [Int], year: Int?,
        status: CoverageStatus?, _ search: PersonSearch, exporting: CoverageExporting = .offered
    ) {
        self.exporting = exporting
        (self.frame, self.unitName, self.window) = (frame, unitName, window)
        (self.years, self.year, self.status, self.search) = (years, year, status, search)
    }

    private var form: FormState {
        FormState([
            "number": [search.number], "name": [search.name], "document": [search.document],
            "year": [year.map(String.init) ?? ""], "status": [status?.rawValue ?? ""],
        ])
    }

    private var query: [(name: String, value: String)] {
        var query = search.query
        if let year { query.append((name: "year", value: String(year))) }
        if let status { query.append((name: "status", value: status.rawValue)) }
        return query
    }

    private var isFiltered: Bool { search.token != nil || year != nil || status != nil }

    public var html: HTML {
        Layout(
            frame, PageHead("参保信息查询", above: CardArea.crumbs, facts: [HTML(unitName)]),
            current: .coverage
        ) {
            section(.class("card"), .ariaLabel("参保信息")) {
                FilterForm(.coverage, .kept(frame.tokens)) {
                    TextField("number", "会员编号", in: form, .search)
                    TextField("name", "姓名", in: form, .search)
                    TextField("document", "证件号码", in: form, .documentNumber)
                    SelectField(
                        "status", "状态", in: form, CoverageStatus.allCases.map { Choice($0.rawValue, $0.wording) },
                        blank: "全部")
                } more: {
                    SelectField(
                        "year", "保障年度", in: form, years.map { Choice(String($0), "\($0) 年度") }, blank: "全部")
                }
                ListBar(window.caption, chips: search.chips(Path.coverage.url)) {
                    CoverageExport(to: .coverageExport, query, window, exporting, frame.tokens)
                }
                CoverageTable(window: window, reach: .oneUnit, tokens: frame.tokens, blank: blank) {
                    Path.coverage.url(query: query + $0)
                }
            }
        }.html
    }

    private var blank: Blank {
        isFiltered
            ? .noMatch("没有符合条件的参保信息") {
                "请修改条件后重新搜索。"
            } actions: {
                LinkButton("清空条件", .coverage)
            }
            : .nothingYet("还没有参保信息") {
                "区局提交至职保中心后，参保信息会出现在这里。"
            } actions: {
                LinkButton("集中参保办理", .enrolment(.tasks))
            }
    }
}
