public import Domain
public import Markup
import Wording

/// The units behind a number of the review's equation.
public struct ReviewUnitsPage: Component, Sendable {
    let frame: PageFrame
    let group: ReviewGroup
    let year: Int
    let union: String
    let units: [OpenUnit]
    let window: PageWindow

    public init(
        _ frame: PageFrame, _ group: ReviewGroup, year: Int, union: String, _ units: [OpenUnit], window: PageWindow
    ) {
        (self.frame, self.group, self.year, self.union) = (frame, group, year, union)
        (self.units, self.window) = (units, window)
    }

    private var title: String { "\(group.wording)的单位" }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                title, above: [Crumb("业务工作台", .workbench), Crumb("集中参保审核", .review)],
                facts: [HTML("\(year) 年度"), HTML("\(union)及下级")]), current: .review
        ) {
            section(.class("card"), .ariaLabel(title)) {
                ListBar(window.caption)
                DataTable(title, units, blank: blank, columns: Self.columns)
                if window.total > 0 {
                    Pager(window) { number, size in
                        Path.reviewUnits.url(
                            ("state", group.rawValue), ("page", String(number)), ("size", String(size)))
                    }
                }
            }
            div(.class("row-gap")) { LinkButton("返回集中参保审核", .review) }
        }
    }

    private var blank: Blank {
        .nothingYet("没有\(group.wording)的单位") {
            "有单位处于该状态时会出现在这里。"
        } actions: {
            LinkButton("返回集中参保审核", .review)
        }
    }

    private static var columns: [Column<OpenUnit>] {
        [
            .head("单位名称") { unit in
                if let id = unit.enrolment, unit.heads != nil {
                    a(.href(.reviewSheet(id.rawValue))) { unit.name }
                } else {
                    unit.name
                }
            },
            .text("组织机构代码") { $0.organisationCode },
            .state("状态") { StateBadge($0.status.wording, $0.status.reviewTone) },
            Column("参保人数", .number) { unit in
                if let heads = unit.heads { heads.grouped } else { textOr(nil, "未提交") }
            },
        ]
    }
}

/// 参保单位 4 = 待审批 2 + …: each number opens its units.
struct ReviewEquation: Component {
    let counts: ReviewCounts

    var html: HTML {
        p(.class("lede")) {
            "参保单位 \(counts.total.grouped) = "
            for (index, group) in shown.enumerated() {
                if index > 0 { " + " }
                a(.href(Self.url(group))) { "\(group.wording) \(counts[in: group].grouped)" }
            }
        }
    }

    // What comes after the window is only shown once there is any.
    private var shown: [ReviewGroup] {
        ReviewGroup.allCases.filter { ($0 != .handedOver && $0 != .leftOut) || counts[in: $0] > 0 }
    }

    private static func url(_ group: ReviewGroup) -> URLText {
        switch group {
        case .pending: Path.review.url.at("pane-left")
        case .approved: Path.review.url.at("pane-right")
        case .returned, .open, .declined, .handedOver, .leftOut:
            Path.reviewUnits.url(("state", group.rawValue))
        }
    }
}
