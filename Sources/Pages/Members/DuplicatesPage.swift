public import Domain
public import Markup
import Wording

/// 疑似重复会员: the pairs that the union is responsible for.
public struct DuplicatesPage: Component, Sendable {
    let frame: PageFrame
    let pairs: [Pair]
    let status: DuplicatePair.Status
    let window: PageWindow

    /// A pair with both members; numbers are masked.
    public struct Pair: Sendable {
        public let pair: DuplicatePair
        public let first: MembersPage.Row
        public let second: MembersPage.Row

        public init(_ pair: DuplicatePair, _ first: MembersPage.Row, _ second: MembersPage.Row) {
            (self.pair, self.first, self.second) = (pair, first, second)
        }
    }

    public init(_ frame: PageFrame, _ pairs: [Pair], status: DuplicatePair.Status, _ window: PageWindow) {
        (self.frame, self.pairs, self.status, self.window) = (frame, pairs, status, window)
    }

    /// Names of the query's fields.
    public enum Field {
        public static let status = "status"
        public static let page = "page"
        public static let size = "size"
    }

    public var html: HTML {
        Layout(
            frame, PageHead("疑似重复会员", above: [Crumb("会员管理")]), current: .duplicate(.list)
        ) {
            nav(.class("row-gap"), .ariaLabel("处理状态")) {
                for choice in DuplicatePair.Status.allCases {
                    LinkButton(
                        choice.wording, Path.duplicate(.list).url((Field.status, choice.rawValue)), size: .small,
                        attribute: .ariaCurrent(.page, if: choice == status))
                }
            }
            section(.class("card"), .ariaLabel("疑似重复会员")) {
                ListBar(window.caption) {
                    PostForm(to: .duplicate(.search), frame.tokens, .data("repeatable", "")) {
                        SubmitButton("查找重复", .plain, size: .small)
                    }
                }
                DataTable("疑似重复会员", pairs, blank: blank, columns: columns)
                Pager(window) { number, size in
                    Path.duplicate(.list).url(
                        (Field.status, status.rawValue), (Field.page, String(number)), (Field.size, String(size)))
                }
            }
        }.html
    }

    private var blank: Blank {
        .nothingYet("没有\(status == .open ? "待处理的重复会员" : status.wording + "的记录")") {
            "平台每天自动查找一次，找到后在待办提醒中告知；也可以点“查找重复”，现在就在本级和下级工会的会员中查找同一人的多条会籍。"
        }
    }

    private var columns: [Column<Pair>] {
        [
            Column("疑似原因") { $0.pair.kind.wording },
            .head("姓名") { $0.first.name },
            Column("证件号") { both($0) { "\($0.documentType.wording) \($0.document)" } },
            Column("手机号", .line) { both($0, \.phone) },
            Column("所在工会") { both($0, \.unionName) },
            Column("工作单位/服务平台") { both($0, \.workplace) },
            .state("状态") { StateBadge($0.pair.status.wording, $0.pair.status == .open ? .wait : .done) },
            .actions { pair in
                a(.href(.duplicate(.one(pair.pair.id))), .ariaLabel("核对：\(pair.first.name)")) {
                    pair.pair.status == .open ? "核对" : "查看"
                }
            },
        ]
    }

    private func both(_ pair: Pair, _ text: (MembersPage.Row) -> String) -> HTML {
        HTML {
            textOr(text(pair.first))
            br()
            textOr(text(pair.second))
        }
    }
}
