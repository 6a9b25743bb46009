public import Domain
import Markup
import Wording

/// One part of a list of coverage with its place, for the caption and the way on.
public struct CoverageWindow: Sendable {
    let listing: CoverageListing
    let offset: Int
    let size: Int

    /// - Parameter offset: rows before this part, as the address says it; only the caption depends on it.
    public init(_ listing: CoverageListing, offset: Int, size: Int) {
        self.listing = listing
        self.size = size
        self.offset = listing.previous == nil ? 0 : min(max(0, offset), listing.total - listing.coverages.count)
    }

    /// `共 1,064 条，第 1–20 条`, as over every list.
    var caption: String {
        guard !listing.coverages.isEmpty else { return "共 \(listing.total.grouped) 条" }
        let last = offset + listing.coverages.count
        return "共 \(listing.total.grouped) 条，第 \((offset + 1).grouped)–\(last.grouped) 条"
    }
}

/// Who is covered, from when to when, how certain it is; the same on both pages.
struct CoverageTable: Component {
    /// Whose people are shown.
    enum Reach {
        case oneUnit, manyUnits
    }

    let window: CoverageWindow
    let reach: Reach
    let tokens: FormTokens
    let blank: Blank
    /// The address of the same list with these further conditions.
    let url: ([(name: String, value: String)]) -> URLText

    var html: HTML {
        HTML {
            DataTable("参保信息", window.listing.coverages, blank: blank, columns: columns)
            if window.listing.total > 0 { pager }
        }
    }

    private var columns: [Column<Coverage>] {
        var columns: [Column<Coverage>] = [
            .text("会员编号") { $0.number },
            .head("姓名") { coverage in
                if let member = coverage.member {
                    a(.href(.member(member))) { coverage.name }
                } else {
                    coverage.name
                }
            }, .text("证件号码") { $0.document.masked },
        ]
        switch reach {
        case .oneUnit: columns.append(.text("保障年度") { String($0.year) })
        case .manyUnits: columns.append(Column("单位名称") { $0.unitName })
        }
        return columns + [
            .text("保障类型") { "\($0.plan) 类" },
            Column("保障期限", .line) { coverage in
                coverage.period.from.htmlWithWeekday
                br()
                "至 "
                coverage.period.through.htmlWithWeekday
            },
            .state("状态") { $0.status.badge },
            Column("批次编号", .line) { coverage in
                switch reach {
                case .oneUnit:
                    coverage.enrolment
                    if let submission = coverage.submission { span(.class("hint")) { "区局批次 \(submission)" } }
                case .manyUnits: textOr(coverage.submission)
                }
            },
            .actions { coverage in
                if case .oneUnit = reach, coverage.status.isActive {
                    a(
                        .href(.correction(.coverage(coverage.id))),
                        .ariaLabel("申请更正：\(coverage.name) \(coverage.year) 年度")
                    ) { "申请更正" }
                }
                if coverage.status == .inForce {
                    PostForm(to: .coverageProof(coverage.id), tokens, .data("repeatable", "")) {
                        button(
                            .class("linkish"), .type(.submit),
                            .ariaLabel("下载参保证明：\(coverage.name) \(coverage.year) 年度")
                        ) { "参保证明" }
                    }
                }
            },
        ]
    }

    private var pager: HTML {
        let size = (name: "size", value: String(window.size))
        return nav(.class("pager"), .ariaLabel("分页")) {
            span { window.caption }
            span(.class("sizes")) {
                "每页 "
                for other in PageWindow.sizes {
                    if other == window.size {
                        strong { other.grouped }
                    } else {
                        a(.href(url([(name: "size", value: String(other))])), .ariaLabel("每页 \(other) 条")) {
                            other.grouped
                        }
                    }
                }
            }
            ol {
                if let previous = window.listing.previous {
                    li { a(.href(url([size]))) { "首页" } }
                    li {
                        let offset = max(0, window.offset - window.size)
                        a(
                            .href(
                                url([
                                    size, (name: "before", value: previous.text),
                                    (name: "offset", value: String(offset)),
                                ]))
                        ) { "上一页" }
                    }
                }
                if let next = window.listing.next {
                    li {
                        let offset = window.offset + window.listing.coverages.count
                        a(
                            .href(
                                url([
                                    size, (name: "after", value: next.text), (name: "offset", value: String(offset)),
                                ]))
                        ) { "下一页" }
                    }
                }
            }
        }
    }
}

/// Whether the account takes lists of coverage out in files.
public enum CoverageExporting: Sendable {
    case offered, withheld
}

/// The button that takes the list out as it is filtered, all its parts; without a list there is none.
struct CoverageExport: Component {
    let path: Path
    let query: [(name: String, value: String)]
    let window: CoverageWindow
    let exporting: CoverageExporting
    let tokens: FormTokens

    init(
        to path: Path, _ query: [(name: String, value: String)], _ window: CoverageWindow,
        _ exporting: CoverageExporting, _ tokens: FormTokens
    ) {
        (self.path, self.query, self.window) = (path, query, window)
        (self.exporting, self.tokens) = (exporting, tokens)
    }

    var html: HTML {
        HTML {
            if exporting == .offered, window.listing.total > 0 {
                PostForm(to: path, tokens, .data("repeatable", "")) {
                    for field in query { HiddenField(field.name, field.value) }
                    if window.listing.total > AlertRule.peopleWithoutConsent(.masked, after: 0) {
                        SelectField(
                            ExportForm.Field.purpose, "用途", in: FormState(),
                            ExportPurpose.allCases.map { Choice($0.rawValue, $0.wording) }, hint: "人数较多，须经另一人同意后下载。")
                    }
                    SubmitButton("导出当前筛选", .plain, size: .small, icon: .download)
                }
            }
        }
    }
}

extension CoverageStatus {
    var badge: StateBadge {
        switch self {
        case .provisional: StateBadge(wording, .wait)
        case .inForce: StateBadge(wording, .done)
        case .lapsed, .voided: StateBadge(wording, .bad)
        }
    }
}
