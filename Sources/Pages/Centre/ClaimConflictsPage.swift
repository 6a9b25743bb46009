public import Domain
public import Markup
import Wording

/// 一人一保裁定: people whom two units want on their lists, with both sides.
public struct ClaimConflictsPage: Component, Sendable {
    let frame: PageFrame
    let conflicts: [ClaimConflict]
    let status: ClaimConflict.Status
    let window: PageWindow

    public init(
        _ frame: PageFrame, _ conflicts: [ClaimConflict], status: ClaimConflict.Status, _ window: PageWindow
    ) {
        (self.frame, self.conflicts, self.status, self.window) = (frame, conflicts, status, window)
    }

    /// Names of the query's fields.
    public enum Field {
        public static let status = "status"
        public static let page = "page"
        public static let size = "size"
    }

    public var html: HTML {
        Layout(
            frame, PageHead("一人一保裁定", above: [Crumb("业务工作台", .workbench), Crumb("保障年度")]),
            current: .centre(.conflicts)
        ) {
            Callout {
                p { "一人一年只能参保一次。两个单位同时要求为同一人参保的，由职保中心裁定；任何一方撤回、放弃或不再是其单位时，会自动解决。双方都看不到对方是谁。" }
            }
            nav(.class("row-gap"), .ariaLabel("处理状态")) {
                for choice in ClaimConflict.Status.allCases {
                    LinkButton(
                        choice.wording, Path.centre(.conflicts).url((Field.status, choice.rawValue)), size: .small,
                        attribute: .ariaCurrent(.page, if: choice == status))
                }
            }
            section(.class("card"), .ariaLabel("一人一保裁定")) {
                ListBar(window.caption)
                DataTable("一人一保裁定", conflicts, blank: blank, columns: columns)
                Pager(window) { number, size in
                    Path.centre(.conflicts).url(
                        (Field.status, status.rawValue), (Field.page, String(number)), (Field.size, String(size)))
                }
            }
        }.html
    }

    private var blank: Blank {
        .nothingYet(status == .open ? "没有待裁定的人员" : "没有“\(status.wording)”的记录") {
            "单位提交名单时，已在其他单位名单内的会员会出现在这里。"
        }
    }

    private var columns: [Column<ClaimConflict>] {
        [
            .head("姓名") { $0.person.name }, .text("证件号码") { $0.person.document.masked },
            .text("年度") { "\($0.year)" },
            Column(ClaimConflict.Party.holder.wording) { side($0.holder) },
            Column(ClaimConflict.Party.claimant.wording) { side($0.claimant) },
            .moment("提出时间") { $0.raisedAt },
            .state("状态") { StateBadge($0.status.wording, $0.status == .open ? .wait : .done) },
            .actions { conflict in
                a(
                    .href(.centre(.conflict(conflict.id))),
                    .ariaLabel("\(conflict.status == .open ? "裁定" : "查看")：\(conflict.person.name)")
                ) { conflict.status == .open ? "裁定" : "查看" }
            },
        ]
    }

    private func side(_ side: ClaimConflict.Side) -> HTML {
        HTML {
            side.unitName
            br()
            span(.class("muted")) { side.status.wording }
        }
    }
}
