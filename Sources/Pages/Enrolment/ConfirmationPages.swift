public import Domain
public import Markup
import Wording

/// What the list of open confirmations is searched by, as it was typed.
public struct PersonSearch: Sendable {
    public let number: String
    public let name: String
    public let document: String
    public let phone: String
    public let card: String
    /// Under which the search is kept on the server; nil when nothing is searched for.
    public let token: String?

    public init(
        number: String = "", name: String = "", document: String = "", phone: String = "", card: String = "",
        token: String? = nil
    ) {
        (self.number, self.name, self.document, self.token) = (number, name, document, token)
        (self.phone, self.card) = (phone, card)
    }

    /// The part of an address that stands for this search.
    var query: [(name: String, value: String)] { token.map { [(name: "f", value: $0)] } ?? [] }

    private func form(_ prefix: String) -> FormState {
        FormState(["number": [number], "name": [name], "document": [document]], prefix: prefix)
    }

    /// 会员编号, 姓名, 证件号码.
    ///
    /// - Parameter prefix: tells the ids of two such forms on one page apart.
    @HTMLBuilder func fields(prefix: String = "search-") -> HTML {
        TextField("number", "会员编号", in: form(prefix), .search)
        TextField("name", "姓名", in: form(prefix), .search)
        TextField("document", "证件号码", in: form(prefix), .documentNumber)
    }

    func chips(_ without: URLText) -> [Chip] {
        var chips: [Chip] = []
        if !number.isEmpty { chips.append(Chip("会员编号 \(number)", without: without)) }
        if !name.isEmpty { chips.append(Chip("姓名 \(name)", without: without)) }
        if !document.isEmpty { chips.append(Chip("证件号码 尾号 \(document.suffix(4))", without: without)) }
        if !phone.isEmpty { chips.append(Chip("手机号 尾号 \(phone.suffix(4))", without: without)) }
        if !card.isEmpty { chips.append(Chip("卡号 尾号 \(card.suffix(4))", without: without)) }
        return chips
    }
}

/// 集中参保待确认名单 (manual 2024, 3.3, steps 3 and 4).
public struct ConfirmationListPage: Component {
    /// Those who wait, or those who have been confirmed this year.
    public enum Tab: String, Sendable, CaseIterable {
        case open, confirmed

        var wording: String {
            switch self {
            case .open: "待确认"
            case .confirmed: "已确认"
            }
        }
    }

    let frame: PageFrame
    let overview: EnrolmentOverview
    let tab: Tab
    let people: Listing<RosterPerson>
    let size: Int
    let search: PersonSearch
    let refusal: Refusal?

    /// - Parameter refusal: why nobody can be confirmed now.
    public init(
        _ frame: PageFrame, _ overview: EnrolmentOverview, tab: Tab, _ people: Listing<RosterPerson>, size: Int,
        _ search: PersonSearch, refusal: Refusal?
    ) {
        (self.frame, self.overview, self.tab, self.people) = (frame, overview, tab, people)
        (self.size, self.search, self.refusal) = (size, search, refusal)
    }

    private var address: Path { .enrolment(.confirmations) }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "集中参保待确认名单", above: EnrolmentParts.aboveTasks,
                facts: [HTML("第 3 步，共 6 步")] + EnrolmentParts.facts(overview)), current: .enrolments
        ) {
            Callout {
                p {
                    "人保状态为“待确认”的会员需经办人人工确认。已确认的会员会自动加入集中参保名单且无法移除，请仔细核对会员状态后再点击“确认”；若之前已提交过集中参保名单，确认后需再次提交。"
                }
            }
            if overview.isOutdated { outdated }
            if let refusal { Callout("现在不能确认", .warning) { p { refusal.wording } } }
            section(.class("card"), .ariaLabel("待确认名单")) {
                FilterForm(address, .kept(frame.tokens)) { search.fields() }
                tabs
                ListBar(window.caption, chips: search.chips(address.url)) { tools }
                table
                Pager(window) { number, size in
                    address.url(
                        query: [
                            (name: "tab", value: tab.rawValue), (name: "page", value: String(number)),
                            (name: "size", value: String(size)),
                        ] + search.query)
                }
            }
            LookUpForm(frame: frame)
            div(.class("row-gap")) { LinkButton("返回办理步骤", .enrolment(.tasks)) }
        }.html
    }

    private var window: PageWindow { EnrolmentParts.window(people, size: size) }

    @HTMLBuilder private var outdated: HTML {
        if let current = overview.current {
            Callout("已提交的第 \(current.number) 版已过时，需要再次提交", .warning) {
                p { a(.href(Path.enrolment(.check))) { "核对并再次提交" } }
            }
        }
    }

    private var tabs: HTML {
        nav(.class("card-body row-gap"), .ariaLabel("名单")) {
            for choice in Tab.allCases {
                LinkButton(
                    choice.wording, address.url(query: [(name: "tab", value: choice.rawValue)] + search.query),
                    size: .small, attribute: .ariaCurrent(.page, if: choice == tab))
            }
        }
    }

    @HTMLBuilder private var tools: HTML {
        if tab == .open, refusal == nil, people.total > 0 {
            LinkButton(
                "全部确认（\(people.total.grouped) 人）", Path.enrolment(.confirmAll).url(query: search.query), .primary,
                size: .small)
        }
    }

    private var table: HTML {
        DataTable(
            "集中参保待确认名单", people.entries,
            blank: search.token == nil
                ? .nothingYet(tab == .open ? "没有需要确认的会员" : "还没有确认过会员") {
                    tab == .open ? "表明无需人工确认，请跳过这一步。" : "确认后的会员会出现在这里。"
                } actions: {
                    LinkButton("返回办理步骤", .enrolment(.tasks))
                }
                : .noMatch("没有符合条件的会员") {
                    "请修改条件后重新搜索。"
                } actions: {
                    LinkButton("清空条件", address)
                },
            columns: EnrolmentParts.identity + [
                Column("说明", .text) { person in
                    if person.bucket == .noCard { StateBadge("未办卡", .wait) } else { textOr(nil, "无") }
                },
                .actions { act(on: $0) },
            ]
        ).html
    }

    @HTMLBuilder private func act(on person: RosterPerson) -> HTML {
        if let at = person.facts.confirmedAt {
            StateBadge("已确认", .done)
            " "
            at.htmlToTheMinute
        } else if refusal == nil {
            a(
                .href(Path.enrolment(.confirmation(person.member)).url(query: search.query)),
                .ariaLabel("确认\(person.name)")
            ) { "确认" }
        } else {
            span(.class("muted")) { "待确认" }
        }
    }
}

/// "Why is he not on the list": the question is asked where the answer is missed.
struct LookUpForm: Component {
    let frame: PageFrame
    var search = PersonSearch()

    var html: HTML {
        Card("查一查：为什么不在参保名单内", id: "look-up", note: "按会员编号、姓名或证件号码") {
            FilterForm(.enrolment(.lookUp), .kept(frame.tokens)) { search.fields(prefix: "look-up-") }
        }.html
    }
}
