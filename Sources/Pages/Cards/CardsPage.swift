public import Domain
public import Markup
import Wording

/// One part of 卡片信息管理 with its place, for the caption and the way on.
public struct CardHolderWindow: Sendable {
    let listing: CardHolderListing
    let offset: Int
    let size: Int

    /// - Parameter offset: rows before this part, as the address says it; only the caption depends on it.
    public init(_ listing: CardHolderListing, offset: Int, size: Int) {
        self.listing = listing
        self.size = size
        self.offset =
            listing.previous == nil ? 0 : max(0, min(offset, listing.total.counted - listing.holders.count))
    }

    var caption: String {
        let total = listing.total
        let counted = total.isBounded ? "超过 \(total.bound.grouped) 条" : "共 \(total.counted.grouped) 条"
        guard !listing.holders.isEmpty else { return counted }
        return "\(counted)，第 \((offset + 1).grouped)–\((offset + listing.holders.count).grouped) 条"
    }
}

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

    public struct Model: Sendable {
        public var desk: CardBatchesPage.Desk
        /// The unit, or the union whose subtree is shown.
        public var place: String
        /// Of those listed without any filter.
        public var withCard: BoundedCount
        public var numbers: Reconciliation
        public var window: CardHolderWindow
        public var state: CardPossession?
        public var export: Export
        /// Whether the people were looked for.
        public var answer: MembersPage.Model.Answer

        /// Whether the list is offered as a file.
        public enum Export: Sendable {
            case offered, withheld
        }

        public init(
            _ desk: CardBatchesPage.Desk, place: String, withCard: BoundedCount, numbers: Reconciliation,
            window: CardHolderWindow, state: CardPossession? = nil, export: Export = .withheld,
            answer: MembersPage.Model.Answer = .given
        ) {
            (self.desk, self.place, self.withCard, self.numbers) = (desk, place, withCard, numbers)
            (self.window, self.state, self.export, self.answer) = (window, state, export, answer)
        }
    }

    /// The condition that may stand in an address.
    public static let stateField = "state"

    let frame: PageFrame
    let model: Model
    let search: PersonSearch
    let form: FormState

    /// - Parameter form: what was typed and refused; empty otherwise.
    public init(
        _ frame: PageFrame, _ model: Model, _ search: PersonSearch = PersonSearch(), form: FormState = FormState()
    ) {
        (self.frame, self.model, self.search, self.form) = (frame, model, search, form)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("卡片信息管理", above: CardArea.crumbs, facts: [HTML(model.place)]) {
                if isUnit { LinkButton("去待办会员列表办卡", .cardCandidates, icon: .card) }
            },
            current: .cards, errors: form.errors
        ) {
            counts
            explanation
            section(.class("card"), .ariaLabel("卡片列表")) {
                filter
                ListBar(model.window.caption, chips: chips) {
                    if model.export == .offered, listing.total.counted > 0 {
                        LinkButton(
                            "导出当前筛选", Path.cardExport.url(query: query), size: .small, icon: .download)
                    }
                }
                DataTable("卡片信息", listing.holders, blank: blank, columns: columns)
                if listing.total.counted > 0 {
                    KeyedPager(
                        caption: model.window.caption, size: model.window.size, offset: model.window.offset,
                        count: listing.holders.count, previous: listing.previous?.text, next: listing.next?.text
                    ) { Path.cards.url(query: query + $0) }
                }
            }
        }
    }

    private var isUnit: Bool {
        switch model.desk {
        case .unit: true
        case .above: false
        }
    }

    private var listing: CardHolderListing { model.window.listing }

    // MARK: Numbers

    @HTMLBuilder private var counts: HTML {
        if model.withCard.isBounded {
            Callout("办卡情况", .note) {
                p {
                    "关联企业会员 \(model.numbers.listed.grouped) 人，已办卡超过 \(model.withCard.bound.grouped) 人，"
                    "不逐一统计。请按卡片状态筛选，或请下级工会在本页查看各自的人数。"
                }
            }
        } else {
            Card("会员服务卡", id: "counts", note: "每个数字都可以点开查看名单") { Equation(terms) }
        }
    }

    private var terms: [EquationTerm] {
        let (all, with) = (model.numbers.listed, model.withCard.counted)
        return [
            EquationTerm(.total, all, "关联企业会员", url(nil)),
            EquationTerm(.included, with, "已办卡", url(.with)),
            EquationTerm(.open, all - with, "未办卡", url(.without)),
        ]
    }

    private var explanation: HTML {
        let numbers = model.numbers
        return Card("为什么与会员管理的人数不一致", id: "why") {
            div(.class("card-body")) {
                p {
                    "此列表仅显示关联企业类会员；灵活就业类和企业外入会类会员不同步到业务工作台，由本人登录会员本人服务"
                    "申请个人办卡，所在工会同意后列入待办会员列表。各部分相加等于会员管理的人数。"
                }
            }
            Totals(
                [line("本列表：关联企业类" + (isUnit ? "（本单位）" : ""), numbers.listed, url(nil))]
                    + (numbers.otherUnits > 0
                        ? [line("关联企业类（本工会其他单位）", numbers.otherUnits, members(.enterprise))] : [])
                    + [
                        line("企业外入会类", numbers.outsideEnterprise, members(.outsideEnterprise)),
                        line("灵活就业类", numbers.flexible, members(.flexible)),
                        line("会员管理中的会员", numbers.members, members(nil), .sum),
                    ])
        }.html
    }

    /// A number that leads to the names behind it.
    private func line(_ words: String, _ count: Int, _ url: URLText, _ kind: TotalLine.Kind = .part) -> TotalLine {
        TotalLine(HTML(words), a(.href(url), .ariaLabel("查看\(words) \(count.grouped) 人")) { count.grouped }, kind)
    }

    private func members(_ category: MemberCategory?) -> URLText {
        var query = MemberListQuery()
        query.category = category
        return query.url
    }

    // MARK: The filter

    private var typed: FormState {
        guard form.errors.isEmpty else { return form }
        return FormState([
            "name": [search.name], "document": [search.document], "phone": [search.phone], "card": [search.card],
            "number": [search.number], Self.stateField: [model.state?.rawValue ?? ""],
        ])
    }

    private var filter: HTML {
        FilterForm(.cards, .kept(frame.tokens), moreInUse: moreInUse) {
            TextField("name", "姓名", in: typed, .search, hint: "或拼音，如 zhangsan、zs")
            TextField("document", "证件号码", in: typed, .documentNumber)
            TextField("card", "卡号末四位", in: typed, .search, hint: "或完整卡号；旧卡也能查到")
            SelectField(
                Self.stateField, "卡片状态", in: typed, CardPossession.allCases.map { Choice($0.rawValue, $0.choice) },
                blank: "全部")
        } more: {
            TextField("phone", "手机号", in: typed, .search, hint: "完整号码或后 4 位")
            TextField("number", "会员编号", in: typed, .search)
        }.html
    }

    private var moreInUse: [Chip] { search.phone.isEmpty && search.number.isEmpty && form.errors.isEmpty ? [] : chips }

    private var chips: [Chip] {
        let person = search.chips(Path.cards.url(query: query.filter { $0.name == Self.stateField }))
        guard let state = model.state else { return person }
        return [Chip("卡片状态 \(state.wording)", without: Path.cards.url(query: search.query))] + person
    }

    private var query: [(name: String, value: String)] {
        search.query + (model.state.map { [(name: Self.stateField, value: $0.rawValue)] } ?? [])
    }

    private var blank: Blank {
        if model.answer == .nameTooShort {
            return .noMatch("姓名太短，没有查找") {
                "在区局和全市范围，请至少输入姓名中的两个字，或拼音的前三个字母；只知道一个字的，请加上证件号码、手机号或卡号末四位。"
            } actions: {
                LinkButton("查看全部", .cards)
            }
        }
        guard model.state == nil, search.token == nil else {
            return .noMatch("没有符合条件的会员") {
                "请修改条件后重新搜索，或查看全部会员。"
            } actions: {
                LinkButton("查看全部", .cards)
            }
        }
        return .nothingYet("没有关联企业类会员") { "在会员信息中导入关联企业类会员后，会出现在这里。" }
    }

    private func url(_ state: CardPossession?) -> URLText {
        Path.cards.url(query: state.map { [(name: Self.stateField, value: $0.rawValue)] } ?? [])
    }

    // MARK: The table

    private var columns: [Column<CardHolder>] {
        var columns: [Column<CardHolder>] = [
            .head("姓名") { $0.name },
            .text("会员编号") { $0.number },
            .text("证件类型") { $0.document.type.wording },
            .text("证件号码") { $0.document.masked },
            .text("手机号") { $0.phone?.masked },
        ]
        if !isUnit { columns.append(.text("所在工会") { $0.unionName }) }
        return columns + [
            .text("工作单位") { $0.workplace },
            .text("卡号") { $0.card?.number.masked },
            .state("卡片状态") { row in
                if row.card == nil, row.batchNumber != nil { return StateBadge(row.stateWording, .wait) }
                return row.life?.badge ?? StateBadge(row.stateWording, .bad)
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

extension CardPossession {
    /// In the list to choose from, the parts of the two under them.
    fileprivate var choice: String {
        switch self {
        case .with, .without: "\(wording)（全部）"
        case .inUse, .beingReplaced: "已办卡：\(wording)"
        case .ordered, .lost, .notYet: "未办卡：\(wording)"
        }
    }
}
