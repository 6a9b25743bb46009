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

        public init(
            id: ID<Member>, name: String, documentType: DocumentType, document: String, phone: String, sex: Sex,
            unionName: String, unionCode: String, workplace: String, label: String?, source: MemberSource,
            electronicCard: ElectronicCard, note: String?
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
        }
    }

    /// A union to look into.
    public struct Place: Sendable {
        public let id: ID<Union>
        public let name: String

        public init(_ id: ID<Union>, _ name: String) { (self.id, self.name) = (id, name) }
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
        public var labels: [DictionaryEntry]
        public var tools: Tools

        public init(
            rows: [Row], count: BoundedCount, query: MemberListQuery, form: FormState, lineage: [Place],
            children: [Place], labels: [DictionaryEntry], tools: Tools
        ) {
            self.rows = rows
            self.count = count
            self.query = query
            self.form = form
            self.lineage = lineage
            self.children = children
            self.labels = labels
            self.tools = tools
        }
    }

    public var html: HTML {
        Layout(frame, head, current: .members, errors: model.form.errors) {
            if model.children.isEmpty, model.lineage.count <= 1 {
                lists
            } else {
                div(.class("scope")) {
                    places
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
                LinkButton("导入会员", .memberImport, .primary, icon: .upload)
            }
        }
    }

    @HTMLBuilder private var lists: HTML {
        section(.class("card"), .ariaLabel("筛选")) { MemberFilterForm(frame: frame, model: model) }
        section(.class("card"), .aria("labelledby", "list-h")) {
            h2(.class("visually-hidden"), .id("list-h")) { "会员列表" }
            ListBar(caption, chips: MemberChips.all(model))
            DataTable("会员列表", model.rows, blank: blank, columns: columns)
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

    // MARK: Scope

    private var places: HTML {
        nav(.class("card tree"), .ariaLabel("工会范围")) { level(model.lineage[...]) }
    }

    private func level(_ rest: ArraySlice<Place>) -> HTML {
        guard let place = rest.first else { return HTML() }
        let isCurrent = rest.count == 1
        return ul {
            li {
                a(.href(url(of: place)), .ariaCurrent(.true, if: isCurrent)) {
                    Icon.down
                    place.name
                }
                if isCurrent {
                    if !model.children.isEmpty {
                        ul { for child in model.children { li { a(.href(url(of: child))) { child.name } } } }
                    }
                } else {
                    level(rest.dropFirst())
                }
            }
        }
    }

    private func url(of place: Place) -> URLText {
        model.query.with { $0.under = place.id == model.lineage.first?.id ? nil : place.id }.url
    }

    // MARK: Table

    private var blank: Blank {
        if MemberChips.all(model).isEmpty {
            return .nothingYet("还没有会员") {
                model.tools == .importMembers ? "请下载模板，填写后导入会员。" : "所属工会导入会员后会显示在这里。"
            } actions: {
                if model.tools == .importMembers { LinkButton("导入会员", .memberImport, .primary) }
            }
        }
        return .noMatch("没有符合条件的会员") {
            "请减少条件，或检查姓名和号码。"
        } actions: {
            LinkButton("清除全部条件", cleared.url)
        }
    }

    private var cleared: MemberListQuery {
        var query = MemberListQuery()
        query.under = model.query.under
        return query
    }

    private var columns: [Column<Row>] {
        [
            .head("姓名") { $0.name },
            .text("证件类型") { $0.documentType.wording },
            .text("证件号") { $0.document },
            .text("手机号") { $0.phone },
            .text("性别") { $0.sex.wording },
            Column("所在工会、工会编号") { row in
                row.unionName
                br()
                span(.class("muted")) { row.unionCode }
            },
            Column("工作单位/服务公司（平台）") { $0.workplace },
            .text("会员标签") { $0.label },
            .text("会员来源") { $0.source.wording },
            .state("是否激活电子会员证") { $0.electronicCard.badge },
            .text("备注") { $0.note },
            .actions { row in
                a(.href(.member(row.id)), .ariaLabel("查看\(row.name)")) { "查看" }
                if model.tools == .importMembers {
                    a(.href(.memberRemoval(row.id)), .ariaLabel("删除\(row.name)")) { "删除" }
                }
            },
        ]
    }
}

extension ElectronicCard {
    var badge: StateBadge {
        switch self {
        case .inactive: StateBadge(wording)
        case .active: StateBadge(wording, .done)
        }
    }
}
