public import Domain
public import Markup
import Wording

/// 组织查询管理: the tree, the counters of the chosen union, and the unions under it or found by the filter.
public struct UnionsPage: Component, Sendable {
    let frame: PageFrame
    let model: Model

    public init(_ frame: PageFrame, _ model: Model) { (self.frame, self.model) = (frame, model) }

    public struct Model: Sendable {
        public let node: Union
        public let above: [Union]
        public let children: [UnionBranch]
        /// Whether the level has more unions than the tree shows.
        public let level: Level
        public let counts: UnionCounts
        public let rows: [UnionLine]
        public let filter: UnionFilter
        public let window: PageWindow
        /// What 经济类型 and 所属行业 offer.
        public let words: OrganisationWords
        /// What the account may import.
        public let imports: [OrganisationSubject]

        public init(
            node: Union, above: [Union], children: [UnionBranch], level: Level, counts: UnionCounts, rows: [UnionLine],
            filter: UnionFilter, _ window: PageWindow, words: OrganisationWords = OrganisationWords(),
            imports: [OrganisationSubject] = []
        ) {
            (self.node, self.above, self.children, self.level) = (node, above, children, level)
            (self.counts, self.rows, self.filter, self.window) = (counts, rows, filter, window)
            (self.words, self.imports) = (words, imports)
        }

        public enum Level: Sendable {
            case whole, cut
        }
    }

    /// Names of the query's fields.
    public enum Field {
        public static let node = "node"
        public static let name = "name"
        public static let superior = "superior"
        public static let code = "code"
        public static let enterprise = "enterprise"
        public static let kind = "kind"
        public static let economicType = "economic-type"
        public static let industry = "industry"
        public static let organisationCode = "organisation-code"
        /// What is imported or taken out.
        public static let subject = "subject"
        public static let page = "page"
        public static let size = "size"
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("组织查询管理", above: [Crumb("组织管理")], facts: [HTML(model.node.name), HTML(model.node.kind.wording)]) {
                LinkButton("查看\(model.node.name)", .union(model.node.id))
            },
            current: .unions
        ) {
            if model.children.isEmpty, model.above.isEmpty {
                lists
            } else {
                div(.class("scope")) {
                    Tree("工会组织和会员数", [tree(model.above[...])])
                    div(.class("stack")) { lists }
                }
            }
        }
    }

    // MARK: Tree

    private func tree(_ above: ArraySlice<Union>) -> Tree.Node {
        if let union = above.first {
            return Tree.Node(
                union.name, count: nil, url(at: union), .open, children: [tree(above.dropFirst())])
        }
        var children = model.children.map {
            Tree.Node(
                $0.union.name, count: $0.members, url(at: $0.union),
                $0.union.kind.children.isEmpty ? .leaf : .closed)
        }
        if model.level == .cut {
            children.append(Tree.Node("还有更多，请搜索", count: nil, url(at: model.node), .leaf))
        }
        return Tree.Node(
            model.node.name, count: model.counts.members, url(at: model.node), .open, isCurrent: true,
            children: children)
    }

    private func url(at union: Union) -> URLText {
        Path.unions.url((name: Field.node, value: union.id.description))
    }

    // MARK: Lists

    @HTMLBuilder private var lists: HTML {
        UnionCounters(model.counts)
        section(.class("card"), .ariaLabel("筛选")) { search }
        section(.class("card"), .aria("labelledby", "list-h")) {
            h2(.class("visually-hidden"), .id("list-h")) { "工会组织列表" }
            ListBar((model.filter.isEmpty ? "直接下级，" : "") + model.window.caption) { tools }
            DataTable("工会组织", model.rows, blank: blank, columns: columns)
            Pager(model.window) { number, size in
                Path.unions.url(
                    query: Self.fields(of: model.filter, at: model.node.id) + [
                        (name: Field.page, value: String(number)), (name: Field.size, value: String(size)),
                    ])
            }
        }
    }

    /// 批量导入▾ and 导出; what is taken out is the filter's in everything below the node.
    @HTMLBuilder private var tools: HTML {
        if !model.imports.isEmpty {
            ActionMenu(
                "批量导入", icon: .upload,
                items: model.imports.map {
                    ("下载\($0.wording)模板", Path.organisation(.sheetTemplate).url((Field.subject, $0.rawValue)))
                }
                    + model.imports.map {
                        ($0.act, Path.organisation(.sheetNew).url((Field.subject, $0.rawValue)))
                    } + [("查看导入结果", Path.organisation(.sheets).url)])
        }
        PostForm(
            to: .organisation(.export), frame.tokens, .all([.class("row-gap"), .data("repeatable", "")])
        ) {
            for field in Self.fields(of: model.filter, at: model.node.id) { HiddenField(field.name, field.value) }
            for subject in OrganisationSubject.allCases {
                SubmitButton(
                    "导出\(subject.wording)", .plain, size: .small, icon: .download, .name(Field.subject),
                    .value(subject.rawValue), .title("含各级下级，按当前条件"))
            }
        }
    }

    private static func fields(of filter: UnionFilter, at node: ID<Union>) -> [(name: String, value: String)] {
        let fields: [(name: String, value: String?)] = [
            (Field.node, node.description), (Field.name, filter.name), (Field.superior, filter.superior),
            (Field.code, filter.code), (Field.enterprise, filter.enterprise), (Field.kind, filter.kind?.rawValue),
            (Field.economicType, filter.economicType), (Field.industry, filter.industry),
            (Field.organisationCode, filter.organisationCode),
        ]
        return fields.compactMap { field in field.value.map { (name: field.name, value: $0) } }
    }

    private var search: HTML {
        var form = FormState()
        form[Field.name] = model.filter.name ?? ""
        form[Field.superior] = model.filter.superior ?? ""
        form[Field.code] = model.filter.code ?? ""
        form[Field.enterprise] = model.filter.enterprise ?? ""
        form[Field.kind] = model.filter.kind?.rawValue ?? ""
        form[Field.economicType] = model.filter.economicType ?? ""
        form[Field.industry] = model.filter.industry ?? ""
        form[Field.organisationCode] = model.filter.organisationCode ?? ""
        return FilterForm(.unions, .address, reset: url(at: model.node), moreInUse: chips) {
            TextField(Field.name, "工会组织名称", in: form, .search)
            TextField(Field.code, "统一社会信用代码或工会编号", in: form, .search)
            TextField(Field.enterprise, "企业名称", in: form, .search)
            HiddenField(Field.node, model.node.id.description)
        } more: {
            TextField(Field.organisationCode, "组织机构代码", in: form, .search, hint: "9 位，单位或工会的均可。")
            TextField(Field.superior, "上级组织名称", in: form, .search)
            SelectField(
                Field.kind, "组织类型", in: form, UnionKind.allCases.map { Choice($0.rawValue, $0.wording) }, blank: "全部")
            SelectField(
                Field.economicType, "经济类型", in: form, model.words.economicTypes.map { Choice($0, $0) }, blank: "全部")
            SelectField(
                Field.industry, "所属行业", in: form, model.words.industries.map { Choice($0, $0) }, blank: "全部")
        }.html
    }

    /// Each takes only its own condition away.
    private var chips: [Chip] {
        let filter = model.filter
        let fields = Self.fields(of: filter, at: model.node.id)
        let conditions: [(name: String, words: String?)] = [
            (Field.organisationCode, filter.organisationCode.map { "组织机构代码：\($0)" }),
            (Field.superior, filter.superior.map { "上级组织：\($0)" }), (Field.kind, filter.kind?.wording),
            (Field.economicType, filter.economicType), (Field.industry, filter.industry),
        ]
        return conditions.compactMap { condition in
            condition.words.map { words in
                Chip(words, without: Path.unions.url(query: fields.filter { $0.name != condition.name }))
            }
        }
    }

    private var blank: Blank {
        if model.filter.isEmpty {
            return .nothingYet("没有下级组织") { "\(model.node.name)下没有其他工会组织。" }
        }
        return .noMatch("没有符合条件的工会组织") {
            "只在 \(model.node.name) 及其下级中查找。请减少条件，或在左侧选择上级后再查找。"
        } actions: {
            LinkButton("清除全部条件", url(at: model.node))
        }
    }

    private var columns: [Column<UnionLine>] {
        [
            .head("工会组织名称") { row in a(.href(url(at: row.union))) { row.union.name } },
            .text("工会编号") { $0.union.code },
            Column("类型") { row in
                row.union.kind.wording
                if row.union.isHolding {
                    " "
                    StateBadge("临时工会")
                }
            },
            .text("统一社会信用代码") { $0.union.creditCode },
            .text("组织机构代码") { $0.union.creditCode.flatMap(CreditCode.init(rawValue:))?.organisationCode },
            .text("上级组织") { $0.superior },
            .number("企业数") { $0.enterprises },
            .actions { row in a(.href(Path.union(row.union.id)), .ariaLabel("查看\(row.union.name)")) { "查看" } },
        ]
    }
}

/// The seven counters of a union with everything under it.
struct UnionCounters: Component {
    let counts: UnionCounts

    init(_ counts: UnionCounts) { self.counts = counts }

    var html: HTML {
        Card("本级及所有下级", id: "counters") {
            Counts([
                Counts.Item(counts.members, "会员数"), Counts.Item(counts.baseUnions, "基层工会组织数"),
                Counts.Item(counts.committees, "单独基层工会组织数"), Counts.Item(counts.joint, "联合工会组织数"),
                Counts.Item(counts.branches, "分工会/工会小组数"), Counts.Item(counts.enterprises, "覆盖企业数"),
                Counts.Item(counts.associations, "工会联合会数"),
            ])
        }.html
    }
}
