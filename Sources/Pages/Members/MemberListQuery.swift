public import Domain
public import Markup

/// The state of the member list that stands in its address: nothing in it names a person.
public struct MemberListQuery: Hashable, Sendable {
    /// The token behind which a filter by name or number is kept.
    public var kept: String?
    public var label: String?
    public var union: String?
    public var workplace: String?
    public var source: MemberSource?
    public var electronicCard: ElectronicCard?
    public var category: MemberCategory?
    public var flexibleKind: String?
    public var household: String?
    public var post: String?
    public var pending: PendingRequests.Kind?
    public var standing: MemberFilter.Standing?
    /// The union whose subtree is listed; nil for the account's own.
    public var under: ID<Union>?
    /// What is looked for in the tree of unions.
    public var sought: String?
    public var page = ListPage()
    /// Whether everybody whom the filter finds is chosen.
    public var choice = Choice.boxes

    public enum Choice: String, Hashable, Sendable {
        case boxes, everybody
    }

    public init() {}

    /// Names of the fields, in the address and in the form alike.
    public enum Field {
        public static let kept = "f"
        public static let name = "name"
        public static let document = "document"
        public static let phone = "phone"
        public static let label = "label"
        public static let union = "union"
        public static let workplace = "workplace"
        public static let source = "source"
        public static let electronicCard = "card"
        public static let category = "category"
        public static let flexibleKind = "kind"
        public static let household = "household"
        public static let post = "post"
        public static let pending = "pending"
        public static let standing = "standing"
        public static let under = "under"
        public static let sought = "seek"
        public static let page = "page"
        public static let size = "size"
        public static let choice = "choose"
    }

    public var url: URLText { Path.members.url(query: fields) }

    /// What stands in the address, and in forms that lead back to it.
    public var fields: [(name: String, value: String)] {
        var query: [(name: String, value: String)] = []
        func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { query.append((name: name, value: value)) }
        }
        add(Field.under, under?.description)
        add(Field.sought, sought)
        add(Field.label, label)
        add(Field.union, union)
        add(Field.workplace, workplace)
        add(Field.source, source?.rawValue)
        add(Field.electronicCard, electronicCard?.rawValue)
        add(Field.category, category?.rawValue)
        add(Field.flexibleKind, flexibleKind)
        add(Field.household, household)
        add(Field.post, post)
        add(Field.pending, pending?.rawValue)
        add(Field.standing, standing?.rawValue)
        add(Field.kept, kept)
        if page.number > 1 { add(Field.page, String(page.number)) }
        if page.size != ListPage().size { add(Field.size, String(page.size)) }
        if choice == .everybody { add(Field.choice, choice.rawValue) }
        return query
    }

    /// The same list with something changed, from its first page on.
    public func with(_ change: (inout MemberListQuery) -> Void) -> MemberListQuery {
        var query = self
        query.page = ListPage(size: page.size)
        query.choice = .boxes
        change(&query)
        return query
    }
}
