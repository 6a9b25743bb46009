import Domain
import Markup
import Pages
import UseCases
import Wording

/// 会员信息: the list with its filters, and one member.
struct MemberRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/members", .requires(.viewMembers)) { exchange in
            let (query, filter, numbers) = try await Self.asked(exchange, exchange.query)
            return .page(try await Self.list(exchange, query, filter, FormState(query, filter), numbers: numbers))
        }
        table.post("/members/filter", .requires(.viewMembers), .search) { exchange in try await Self.search(exchange) }
        // A refused filter stands at this address; loading it again begins anew.
        table.get("/members/filter", .requires(.viewMembers)) { _ in .seeOther(Path.members.url) }
        table.get("/members/:id", .requires(.viewMembers)) { exchange in
            let record = try await Members(exchange.platform).find(
                try exchange.id("id", Member.self), try exchange.occasion())
            let occasion = try exchange.occasion()
            let cards = try await CardLives(exchange.platform).cards(of: record.line.id, occasion)
            return .page(
                MemberPage(
                    exchange.frame(.organisation), .init(record, occasion),
                    cards: MemberCardsCard(cards, link: .memberCards(record.line.id))
                ).html)
        }
    }

    /// The list that an address or a form asks for, with what was kept of it.
    static func asked(
        _ exchange: Exchange, _ form: Form
    ) async throws -> (query: MemberListQuery, filter: MemberFilter, numbers: NumberSelection?) {
        let query = MemberListQuery(form)
        let kept = try await kept(query.kept, exchange)
        var filter = MemberFilter(query)
        if let before = kept?.filter {
            (filter.name, filter.document, filter.phone) = (before.name, before.document, before.phone)
            filter.selection = before.selection
        }
        return (query, filter, kept?.numbers)
    }

    static func kept(_ token: String?, _ exchange: Exchange) async throws -> Members.Kept? {
        guard let token else { return nil }
        return try await Members(exchange.platform).kept(token, try exchange.occasion())
    }

    /// Keeps what must not stand in an address and goes to the list's address.
    private static func search(_ exchange: Exchange) async throws -> Answer {
        var query = MemberListQuery(exchange.form)
        // People selected by their numbers stay selected while other conditions change.
        let before = try await kept(query.kept, exchange)
        query.kept = nil
        query.page = ListPage(size: query.page.size)
        var filter = MemberFilter(query)
        filter.name = exchange.form.text(MemberListQuery.Field.name)
        filter.document = exchange.form.text(MemberListQuery.Field.document)
        filter.selection = before?.filter.selection
        if let typed = exchange.form.text(MemberListQuery.Field.phone) {
            guard let phone = MemberFilter.PhoneCondition(typed) else {
                var errors = FieldErrors()
                errors.add(MemberListQuery.Field.phone, "请输入完整的 11 位手机号，或后 4 位")
                return .page(
                    try await list(exchange, query, filter, exchange.state(errors), numbers: before?.numbers),
                    status: 422)
            }
            filter.phone = phone
        }
        if filter.isPersonal {
            query.kept = try await Members(exchange.platform).keep(
                filter, numbers: before?.numbers, try exchange.occasion())
        }
        return .seeOther(query.url)
    }

    static func list(
        _ exchange: Exchange, _ query: MemberListQuery, _ filter: MemberFilter, _ form: FormState,
        numbers: NumberSelection? = nil
    ) async throws -> HTML {
        let occasion = try exchange.occasion()
        let list = try await Members(exchange.platform).list(
            filter, under: query.under, seeking: query.sought, page: query.page, occasion)
        var query = query
        query.page = list.page
        if !filter.isPersonal { query.kept = nil }
        return MembersPage(
            exchange.frame(.organisation),
            MembersPage.Model(
                rows: list.lines.map { MembersPage.Row($0) }, count: list.count, query: query, form: form,
                lineage: list.tree.lineage.map { MembersPage.Place($0) },
                children: list.tree.children.map { MembersPage.Place($0) },
                found: list.tree.found.map { $0.map { MembersPage.Place($0) } },
                extent: list.tree.extent == .whole ? .whole : .cut, words: list.words.entries, columns: list.columns,
                namedFilters: list.namedFilters.map {
                    MembersPage.NamedFilter(token: $0.token, name: $0.name, query: MemberListQuery($0))
                }, numbers: filter.selection == nil ? nil : numbers, tools: MembersPage.Tools(occasion),
                export: occasion.actor.authority.includes(.exportMembers) ? .offered : .none,
                pending: list.pending, opens: Set(occasion),
                replacement: list.replacement.map {
                    MembersPage.Replacement(on: $0.on, present: $0.present)
                }, answer: list.answer == .given ? .given : .nameTooShort)
        ).html
    }
}

extension MembersPage.Place {
    fileprivate init(_ branch: Members.Branch) {
        self.init(
            branch.union.id, branch.union.name, members: branch.members,
            branch.union.kind.children.isEmpty ? .leaf : .closed)
    }
}

extension MemberListQuery {
    /// Characters of what is looked for in the tree.
    private static let soughtLimit = 50

    /// Reads the address or the filter's form; what is no known value is left out.
    init(_ form: Form) {
        self.init()
        kept = form.text(Field.kept)
        label = form.text(Field.label)
        union = form.text(Field.union)
        workplace = form.text(Field.workplace)
        source = MemberSource(rawValue: form[Field.source])
        electronicCard = ElectronicCard(rawValue: form[Field.electronicCard])
        category = MemberCategory(rawValue: form[Field.category])
        flexibleKind = form.text(Field.flexibleKind)
        household = form.text(Field.household)
        post = form.text(Field.post)
        pending = PendingRequests.Kind(rawValue: form[Field.pending])
        standing = MemberFilter.Standing(rawValue: form[Field.standing])
        under = ID<Union>(form[Field.under])
        sought = form.text(Field.sought).map { String($0.prefix(Self.soughtLimit)) }
        choice = Choice(rawValue: form[Field.choice]) ?? .boxes
        page = ListPage(number: form.integer(Field.page) ?? 1, size: form.integer(Field.size) ?? 20)
    }
}

extension MemberListQuery {
    /// The list that a named filter leads to; its token is needed only for what must not stand in the address.
    init(_ named: Members.NamedFilter) {
        self.init()
        let filter = named.filter
        kept = filter.isPersonal ? named.token : nil
        (label, union, workplace) = (filter.label, filter.union, filter.workplace)
        (source, electronicCard, category) = (filter.source, filter.electronicCard, filter.category)
        (flexibleKind, household, post) = (filter.flexibleKind, filter.household, filter.post)
        (pending, standing) = (filter.pending, filter.standing)
    }
}

extension MemberFilter {
    init(_ query: MemberListQuery) {
        self.init()
        label = query.label
        union = query.union
        workplace = query.workplace
        source = query.source
        electronicCard = query.electronicCard
        category = query.category
        flexibleKind = query.flexibleKind
        household = query.household
        post = query.post
        (pending, standing) = (query.pending, query.standing)
    }
}

extension FormState {
    /// The filter's fields as they stand, the kept ones too.
    init(_ query: MemberListQuery, _ filter: MemberFilter) {
        self.init()
        self[MemberListQuery.Field.name] = filter.name ?? ""
        self[MemberListQuery.Field.document] = filter.document ?? ""
        self[MemberListQuery.Field.phone] = filter.phone?.text ?? ""
        self[MemberListQuery.Field.label] = query.label ?? ""
        self[MemberListQuery.Field.union] = query.union ?? ""
        self[MemberListQuery.Field.workplace] = query.workplace ?? ""
        self[MemberListQuery.Field.source] = query.source?.rawValue ?? ""
        self[MemberListQuery.Field.electronicCard] = query.electronicCard?.rawValue ?? ""
        self[MemberListQuery.Field.category] = query.category?.rawValue ?? ""
        self[MemberListQuery.Field.flexibleKind] = query.flexibleKind ?? ""
        self[MemberListQuery.Field.household] = query.household ?? ""
        self[MemberListQuery.Field.post] = query.post ?? ""
        self[MemberListQuery.Field.pending] = query.pending?.rawValue ?? ""
        self[MemberListQuery.Field.standing] = query.standing?.rawValue ?? ""
    }
}

extension MembersPage.Row {
    init(_ line: Members.Line) {
        self.init(
            id: line.id, name: line.name, documentType: line.documentType, document: line.document, phone: line.phone,
            sex: line.sex, unionName: line.unionName, unionCode: line.unionCode, workplace: line.workplace,
            label: line.label, source: line.source, electronicCard: line.electronicCard, note: line.note,
            number: line.number, category: line.category, flexibleKind: line.flexibleKind, household: line.household,
            post: line.post, socialInsurance: line.socialInsurance, joinedOn: line.joinedOn, left: line.left)
    }
}

extension MemberPage.Model {
    init(_ record: Members.Record, _ occasion: Occasion) {
        self.init(
            row: MembersPage.Row(record.line), expiry: record.expiry,
            socialInsuranceAsOf: record.socialInsuranceAsOf, unitName: record.unitName, address: record.address,
            pending: record.pending,
            history: record.history.map {
                MemberPage.Happening(
                    at: $0.at, account: $0.account, words: Self.words($0),
                    changes: $0.changes.map { .init($0.field.wording, from: $0.before, to: $0.after) })
            }, coverages: record.coverages, tools: MembersPage.Tools(occasion),
            disclosure: occasion.actor.authority.includes(.discloseMember) ? .onRequest : .masked)
    }

    private static func words(_ entry: Members.Record.Entry) -> String {
        let words = entry.event?.wording ?? "其他办理"
        return entry.reason.map { "\(words)（\($0.wording)）" } ?? words
    }
}

extension Set<PendingRequests.Kind> {
    /// The requests that the account may open.
    fileprivate init(_ occasion: Occasion) {
        let authority = occasion.actor.authority
        self = authority.includes(.decideTransfers) ? [.transfer, .removal] : []
        if authority.includes(.editMembers) { insert(.correction) }
    }
}

extension MembersPage.Tools {
    init(_ occasion: Occasion) {
        self = occasion.actor.authority.includes(.importMembers) ? .importMembers : .look
    }
}
