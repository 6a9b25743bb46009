public import Domain
public import Markup
import Wording

/// 会员信息: the members of a union and all under it (manual 2023, part 1, 三; mock-up 03).
public struct MembersPage: Component, Sendable {
    let frame: PageFrame
    let model: Model

    public init(_ frame: PageFrame, _ model: Model) { (self.frame, self.model) = (frame, model) }

    /// One member; numbers are masked.
    public struct Row: Sendable {
        public let id: ID<Member>
        public let name: String
        public let documentType: DocumentType
        public let document: String
        public let phone: String
        public let sex: Sex
        public let unionName: String
        public let unionCode: String
        public let workplace: String
        public let label: String?
        public let source: MemberSource
        public let electronicCard: ElectronicCard
        public let note: String?
        public let number: String
        public let category: MemberCategory
        public let flexibleKind: String?
        public let household: String?
        public let post: String?
        public let socialInsurance: SocialInsuranceStatus
        public let joinedOn: CalendarDay
        /// Since when and why he is a member no more; nil for a member.
        public let left: FormerMembership?

        public init(
            id: ID<Member>, name: String, documentType: DocumentType, document: String, phone: String, sex: Sex,
            unionName: String, unionCode: String, workplace: String, label: String?, source: MemberSource,
            electronicCard: ElectronicCard, note: String?, number: String, category: MemberCategory,
            flexibleKind: String?, household: String?, post: String?, socialInsurance: SocialInsuranceStatus,
            joinedOn: CalendarDay, left: FormerMembership? = nil
        ) {
            self.id = id
            self.name = name
            self.documentType = documentType
            self.document = document
            self.phone = phone
            self.sex = sex
            self.unionName = unionName
            self.unionCode = unionCode
            self.workplace = workplace
            self.label = label
            self.source = source
            self.electronicCard = electronicCard
            self.note = note
            self.number = number
            self.category = category
            self.flexibleKind = flexibleKind
            self.household = household
            self.post = post
            self.socialInsurance = socialInsurance
            self.joinedOn = joinedOn
            self.left = left
        }
    }

    /// A union to look into.
    public struct Place: Sendable {
        public let id: ID<Union>
        public let name: String
        /// With those of everything under it; nil where they are not told.
        public let members: Int?
        let reach: Tree.Node.Reach

        public init(_ id: ID<Union>, _ name: String, members: Int? = nil, _ reach: Tree.Node.Reach = .closed) {
            (self.id, self.name, self.members, self.reach) = (id, name, members, reach)
        }
    }

    /// A filter that the account has given a name, and the list it leads to.
    public struct NamedFilter: Sendable {
        public let token: String
        public let name: String
        public let query: MemberListQuery

        public init(token: String, name: String, query: MemberListQuery) {
            (self.token, self.name, self.query) = (token, name, query)
        }
    }

    /// Names of the fields of the panels over the table.
    public enum Field {
        public static let filterName = "filter-name"
        public static let token = "token"
    }

    /// What the account may do besides looking.
    public enum Tools: Sendable {
        case look, importMembers
    }

    public struct Model: Sendable {
        public var rows: [Row]
        public var count: BoundedCount
        public var query: MemberListQuery
        /// What was typed into the filter, the kept parts too.
        public var form: FormState
        /// The way from the account's own union to the one that is listed.
        public var lineage: [Place]
        public var children: [Place]
        /// What was looked for in the tree; nil while it shows what is below the union that is listed.
        public var found: [Place]?
        /// Whether the tree shows all of the level, or of what was found.
        public var extent: TreeExtent
        /// The words that the filters offer.
        public var words: [MemberDictionary: [DictionaryEntry]]
        public var columns: Set<MemberListColumn>
        public var namedFilters: [NamedFilter]
        /// What became of the numbers that people were selected by.
        public var numbers: NumberSelection?
        public var tools: Tools
        public var export: Export
        /// What is asked about the members on show and not decided.
        public var pending: [ID<Member>: PendingRequests]
        /// The requests that the account may open.
        public var opens: Set<PendingRequests.Kind>
        /// What has replaced the document that was looked for.
        public var replacement: Replacement?
        /// Whether the people were looked for.
        public var answer: Answer

        /// A name of one character is not looked for in a district or the city.
        public enum Answer: Sendable {
            case given, nameTooShort
        }

        /// Whether the list can be taken away as a file.
        public enum Export: Sendable {
            case none, offered
        }

        /// Whether something can be done with those on show: nothing with those who have left.
        var mayAct: Bool { tools == .importMembers && query.standing == nil }

        var mayExport: Bool {
            switch export {
            case .none: false
            case .offered: true
            }
        }

        public init(
            rows: [Row], count: BoundedCount, query: MemberListQuery, form: FormState, lineage: [Place],
            children: [Place], found: [Place]? = nil, extent: TreeExtent = .whole,
            words: [MemberDictionary: [DictionaryEntry]],
            columns: Set<MemberListColumn> = MemberListColumn.standard, namedFilters: [NamedFilter] = [],
            numbers: NumberSelection? = nil, tools: Tools, export: Export = .none,
            pending: [ID<Member>: PendingRequests] = [:], opens: Set<PendingRequests.Kind> = [],
            replacement: Replacement? = nil, answer: Answer = .given
        ) {
            self.rows = rows
            self.count = count
            self.query = query
            self.form = form
            self.lineage = lineage
            self.children = children
            self.found = found
            self.extent = extent
            self.words = words
            self.columns = columns
            self.namedFilters = namedFilters
            self.numbers = numbers
            self.tools = tools
            self.export = export
            self.pending = pending
            self.opens = opens
            self.replacement = replacement
            self.answer = answer
        }
    }

    public var html: HTML {
        Layout(frame, head, current: .members, errors: model.form.errors) {
            if model.children.isEmpty, model.found == nil, model.lineage.count <= 1 {
                lists
            } else {
                div(.class("scope")) {
                    MemberTree(model: model)
                    div(.class("stack")) { lists }
                }
            }
        }
    }

    private var head: PageHead {
        PageHead("会员信息", above: [Crumb("会员管理")], facts: [HTML("范围：\(model.lineage.last?.name ?? "")")]) {
            if model.tools == .importMembers {
                LinkButton("下载模板", .memberTemplate, icon: .download)
                LinkButton("查看导入结果", .memberImports)
                LinkButton("新增会员", .memberList(.new), icon: .plus)
                LinkButton("导入会员", .memberImport, .primary, icon: .upload)
            }
        }
    }

    @HTMLBuilder private var lists: HTML {
        section(.class("card"), .ariaLabel("筛选")) { MemberFilterForm(frame: frame, model: model) }
        section(.class("card"), .aria("labelledby", "list-h")) {
            h2(.class("visually-hidden"), .id("list-h")) { "会员列表" }
            ListBar(caption, chips: MemberChips.all(model)) {
                LinkButton("刷新", refreshed, size: .small, icon: .refresh)
                LinkButton("按名单查找", numbersURL, size: .small, icon: .search)
                if model.mayExport, !model.rows.isEmpty {
                    LinkButton(
                        "导出当前筛选", Path.memberList(.export).url(query: model.query.fields), size: .small,
                        icon: .download)
                }
            }
            if let numbers = model.numbers { NumbersTold(selection: numbers) }
            if let replacement = model.replacement { replacement.html }
            MemberListPanels(frame: frame, model: model)
            if model.mayAct, !model.rows.isEmpty {
                PostForm(to: .memberTransferSelection, frame.tokens) {
                    MemberSelection(model: model)
                    DataTable("会员列表", model.rows, pick: pick, blank: blank, columns: columns)
                }
            } else {
                DataTable("会员列表", model.rows, blank: blank, columns: columns)
            }
            Pager(window) { number, size in
                model.query.with { $0.page = ListPage(number: number, size: size) }.url
            }
        }
    }

    private var window: PageWindow {
        PageWindow(number: model.query.page.number, size: model.query.page.size, total: model.count.reachable)
    }

    private var caption: String {
        model.count.isBounded
            ? "超过 \(model.count.bound.grouped) 条，只列出前 \(model.count.bound.grouped) 条，请用筛选缩小范围。" + window.caption
            : window.caption
    }

    // MARK: Table

    private var blank: Blank {
        if model.answer == .nameTooShort {
            return .noMatch("姓名太短，没有查找") {
                "在区局和全市范围，请至少输入姓名中的两个字，或拼音的前三个字母；只知道一个字的，请先选择一个工会，再在其中查找。"
            } actions: {
                LinkButton("清除全部条件", cleared.url)
            }
        }
        if MemberChips.all(model).isEmpty {
            return .nothingYet("还没有会员") {
                model.tools == .importMembers ? "请下载模板，填写后导入会员。" : "所属工会导入会员后会显示在这里。"
            } actions: {
                if model.tools == .importMembers { LinkButton("导入会员", .memberImport, .primary) }
            }
        }
        return .noMatch("没有符合条件的会员") {
            model.form[MemberListQuery.Field.name].isEmpty
                ? "请减少条件，或检查号码。"
                : "请减少条件，或检查姓名和号码。姓名可以只输入其中连续的几个字；在区局和全市范围，请从前三个字中的一个开始输入。"
        } actions: {
            LinkButton("清除全部条件", cleared.url)
        }
    }

    private var cleared: MemberListQuery {
        var query = MemberListQuery()
        query.under = model.query.under
        return query
    }

    /// The same part of the same list, as it is now.
    private var refreshed: URLText { model.query.with { $0.page = model.query.page }.url }

    private var numbersURL: URLText {
        var query: [(name: String, value: String)] = []
        if let under = model.query.under { query.append((MemberListQuery.Field.under, under.description)) }
        return Path.memberList(.numbers).url(query: query)
    }

    private func transfer(of row: Row) -> URLText {
        Path.memberTransferNew.url(TransferRequestPage.Selection.member(row.id).field)
    }

    private var pick: Pick<Row> {
        Pick(
            TransferRequestPage.Field.member, value: \.id.description, label: \.name,
            isChosen: { _ in model.query.choice == .everybody }, isOpen: { _ in model.query.choice == .boxes })
    }

    /// The name, and what is asked about the membership.
    @HTMLBuilder private func named(_ row: Row) -> HTML {
        row.name
        if let left = row.left {
            br()
            StateBadge(left.wording)
        }
        if let pending = model.pending[row.id] {
            for (kind, path) in pending.paths {
                br()
                if model.opens.contains(kind) {
                    a(.class("state state-wait"), .href(path), .ariaLabel("\(row.name)：\(kind.wording)")) {
                        kind.wording
                    }
                } else {
                    StateBadge(kind.wording, .wait)
                }
            }
        }
    }

    private var columns: [Column<Row>] {
        var columns: [Column<Row>] = [.head("姓名") { named($0) }]
        columns += MemberListColumn.allCases.filter(model.columns.contains).map(\.column)
        columns.append(.state("是否激活电子会员证") { $0.electronicCard.badge })
        columns.append(
            .actions { row in
                a(.href(.member(row.id)), .ariaLabel("查看\(row.name)")) { "查看" }
                if model.mayAct {
                    a(.href(transfer(of: row)), .ariaLabel("转移\(row.name)")) { "转移" }
                    a(.href(.memberRemoval(row.id)), .ariaLabel("删除\(row.name)")) { "删除" }
                }
            })
        return columns
    }
}
