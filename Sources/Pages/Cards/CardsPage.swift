public import Domain
public import Markup
import Wording

/// 卡片信息管理: the members of the class 关联企业 with their cards, and why they are fewer than in 会员管理.
public struct CardsPage: Component {
    /// The numbers that make this list agree with 会员管理.
    public struct Reconciliation: Sendable {
        let members: Int
        let listed: Int
        let otherUnits: Int
        let outsideEnterprise: Int
        let flexible: Int

        public init(members: Int, listed: Int, otherUnits: Int, outsideEnterprise: Int, flexible: Int) {
            (self.members, self.listed, self.otherUnits) = (members, listed, otherUnits)
            (self.outsideEnterprise, self.flexible) = (outsideEnterprise, flexible)
        }
    }

    let frame: PageFrame
    let place: String
    let possession: CardPossession?
    let withCard: Int
    let withoutCard: Int
    let numbers: Reconciliation
    let rows: [CardHolder]
    let window: PageWindow
    let isUnit: Bool

    /// - Parameters:
    ///   - place: the unit, or the union whose subtree is shown.
    ///   - desk: whose list it is.
    public init(
        _ frame: PageFrame, _ desk: CardBatchesPage.Desk, place: String, possession: CardPossession?, withCard: Int,
        withoutCard: Int, numbers: Reconciliation, rows: [CardHolder], window: PageWindow
    ) {
        (self.frame, self.place, self.possession) = (frame, place, possession)
        (self.withCard, self.withoutCard, self.numbers) = (withCard, withoutCard, numbers)
        (self.rows, self.window) = (rows, window)
        isUnit = desk == .unit
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("卡片信息管理", above: CardArea.crumbs, facts: [HTML(place)]) {
                if isUnit { LinkButton("去待办会员列表办卡", .cardCandidates, icon: .card) }
            },
            current: .cards
        ) {
            Card("会员服务卡", id: "counts", note: "每个数字都可以点开查看名单") { Equation(terms) }
            explanation
            section(.class("card"), .ariaLabel("卡片列表")) {
                ListBar(window.caption, chips: chips)
                DataTable("卡片信息", rows, blank: blank, columns: columns)
                if window.total > 0 {
                    Pager(window) { number, size in
                        url(possession, [("page", String(number)), ("size", String(size))])
                    }
                }
            }
        }
    }

    private var terms: [EquationTerm] {
        [
            EquationTerm(.total, withCard + withoutCard, "关联企业会员", url(nil)),
            EquationTerm(.included, withCard, "已办卡", url(.with)),
            EquationTerm(.open, withoutCard, "未办卡", url(.without)),
        ]
    }

    private var explanation: HTML {
        Card("为什么与会员管理的人数不一致", id: "why") {
            div(.class("card-body")) {
                p {
                    "此列表仅显示关联企业类会员；灵活就业类和企业外入会类会员不同步到业务工作台，由本人登录会员本人服务"
                    "申请个人办卡，所在工会同意后列入待办会员列表。各部分相加等于会员管理的人数。"
                }
            }
            Totals(
                [TotalLine("本列表：关联企业类" + (isUnit ? "（本单位）" : ""), numbers.listed.grouped)]
                    + (numbers.otherUnits > 0 ? [TotalLine("关联企业类（本工会其他单位）", numbers.otherUnits.grouped)] : [])
                    + [
                        TotalLine("企业外入会类", numbers.outsideEnterprise.grouped),
                        TotalLine("灵活就业类", numbers.flexible.grouped),
                        TotalLine("会员管理中的会员", numbers.members.grouped, .sum),
                    ])
        }.html
    }

    private var chips: [Chip] {
        switch possession {
        case .with: [Chip("已办卡", without: url(nil))]
        case .without: [Chip("未办卡", without: url(nil))]
        case nil: []
        }
    }

    private var blank: Blank {
        guard possession == nil else {
            return .noMatch("没有符合条件的会员") {
                "请查看全部会员。"
            } actions: {
                LinkButton("查看全部", .cards)
            }
        }
        return .nothingYet("没有关联企业类会员") { "在会员信息中导入关联企业类会员后，会出现在这里。" }
    }

    private func url(_ possession: CardPossession?, _ more: [(name: String, value: String)] = []) -> URLText {
        let query = possession.map { [(name: "card", value: $0.rawValue)] } ?? []
        return Path.cards.url(query: query + more)
    }

    private var columns: [Column<CardHolder>] {
        var columns: [Column<CardHolder>] = [
            .head("姓名") { $0.name },
            .text("会员编号") { $0.number },
            .text("证件类型") { $0.document.type.wording },
            .text("证件号码") { $0.document.masked },
        ]
        if !isUnit { columns.append(.text("所在工会") { $0.unionName }) }
        return columns + [
            .text("工作单位") { $0.workplace },
            .text("卡号") { $0.card?.number.masked },
            .state("卡片状态") { row in
                if row.card == nil, row.batchNumber != nil { return StateBadge("办理中", .wait) }
                return row.life?.badge ?? StateBadge("未办卡", .bad)
            },
            .day("制卡日期", absent: "未制卡") { $0.card?.issuedOn },
            .text("办卡批次") { $0.batchNumber },
            .actions { row in
                a(.href(.memberCards(row.member)), .ariaLabel("查看\(row.name)的会员服务卡")) {
                    isUnit && row.life != nil ? "挂失、换卡、注销" : "查看"
                }
            },
        ]
    }
}
