public import Domain
public import Markup
import Wording

/// 参保信息查询: who is covered from when to when.
public struct CoveragePage: Component {
    let frame: PageFrame
    let unitName: String
    let coverages: [Coverage]
    let total: Int
    let next: ID<Coverage>?
    let years: [Int]
    let year: Int?
    let status: CoverageStatus?
    let search: PersonSearch

    /// - Parameters:
    ///   - next: the key after which the next part begins; nil on the last.
    ///   - years: in which the unit has covered anybody.
    public init(
        _ frame: PageFrame, unitName: String, _ coverages: [Coverage], total: Int, next: ID<Coverage>?, years: [Int],
        year: Int?, status: CoverageStatus?, _ search: PersonSearch
    ) {
        (self.frame, self.unitName, self.coverages, self.total) = (frame, unitName, coverages, total)
        (self.next, self.years, self.year, self.status, self.search) = (next, years, year, status, search)
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
            frame, PageHead("参保信息查询", above: [Crumb("业务工作台", .workbench)], facts: [HTML(unitName)]),
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
                ListBar("共 \(total.grouped) 条", chips: search.chips(Path.coverage.url))
                table
                if let next {
                    nav(.class("pager"), .ariaLabel("分页")) {
                        a(.href(Path.coverage.url(query: query + [(name: "after", value: next.description)]))) {
                            "下一页"
                        }
                    }
                }
            }
        }.html
    }

    private var table: HTML {
        DataTable(
            "参保信息", coverages,
            blank: isFiltered
                ? .noMatch("没有符合条件的参保信息") {
                    "请修改条件后重新搜索。"
                } actions: {
                    LinkButton("清空条件", .coverage)
                }
                : .nothingYet("还没有参保信息") {
                    "区局提交至职保中心后，参保信息会出现在这里。"
                } actions: {
                    LinkButton("集中参保办理", .enrolment(.tasks))
                },
            columns: [
                .text("会员编号") { $0.number }, .head("姓名") { HTML($0.name) },
                .text("证件号码") { $0.document.masked }, .text("保障年度") { String($0.year) },
                .text("保障类型") { "\($0.plan) 类" }, Column("起始日", .line) { $0.period.from.html },
                Column("终止日", .line) { $0.period.through.html }, .text("批次编号") { $0.enrolment },
                .text("区局批次") { $0.submission }, .state("状态") { $0.status.badge },
            ]
        ).html
    }
}

extension CoverageStatus {
    var badge: StateBadge {
        switch self {
        case .provisional: StateBadge(wording, .wait)
        case .inForce: StateBadge(wording, .done)
        case .lapsed: StateBadge(wording, .bad)
        }
    }
}
