import Domain
import Markup
import Pages
import UseCases
import Wording

/// 会员信息: the list with its filters, and one member.
struct MemberRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/members", .requires(.viewMembers)) { exchange in
            let occasion = try exchange.occasion()
            let query = MemberListQuery(exchange.query)
            var filter = MemberFilter(query)
            if let token = query.kept, let kept = try await Members(exchange.platform).kept(token, occasion) {
                (filter.name, filter.document, filter.phone) = (kept.name, kept.document, kept.phone)
            }
            return .page(try await Self.list(exchange, query, filter, FormState(query, filter)))
        }
        table.post("/members/filter", .requires(.viewMembers), .search) { exchange in try await Self.search(exchange) }
        // A refused filter stands at this address; loading it again begins anew.
        table.get("/members/filter", .requires(.viewMembers)) { _ in .seeOther(Path.members.url) }
        table.get("/members/:id", .requires(.viewMembers)) { exchange in
            let record = try await Members(exchange.platform).find(
                try exchange.id("id", Member.self), try exchange.occasion())
            return .page(
                MemberPage(exchange.frame(.organisation), .init(record, try MembersPage.Tools(exchange.occasion())))
                    .html)
        }
    }

    /// Keeps what must not stand in an address and goes to the list's address.
    private static func search(_ exchange: Exchange) async throws -> Answer {
        var query = MemberListQuery(exchange.form)
        query.kept = nil
        query.page = ListPage(size: query.page.size)
        var filter = MemberFilter(query)
        filter.name = exchange.form.text(MemberListQuery.Field.name)
        filter.document = exchange.form.text(MemberListQuery.Field.document)
        if let typed = exchange.form.text(MemberListQuery.Field.phone) {
            guard let phone = MemberFilter.PhoneCondition(typed) else {
                var errors = FieldErrors()
                errors.add(MemberListQuery.Field.phone, "请输入完整的 11 位手机号，或后 4 位")
                return .page(try await list(exchange, query, filter, exchange.state(errors)), status: 422)
            }
            filter.phone = phone
        }
        if filter.isPersonal {
            query.kept = try await Members(exchange.platform).keep(filter, try exchange.occasion())
        }
        return .seeOther(query.url)
    }

    private static func list(
        _ exchange: Exchange, _ query: MemberListQuery, _ filter: MemberFilter, _ form: FormState
    ) async throws -> HTML {
        let occasion = try exchange.occasion()
        let list = try await Members(exchange.platform).list(filter, under: query.under, page: query.page, occasion)
        var query = query
        query.page = list.page
        if !filter.isPersonal { query.kept = nil }
        return MembersPage(
            exchange.frame(.organisation),
            MembersPage.Model(
                rows: list.lines.map { MembersPage.Row($0) }, count: list.count, query: query, form: form,
                lineage: list.lineage.map { MembersPage.Place($0.id, $0.name) },
                children: list.children.map { MembersPage.Place($0.id, $0.name) }, labels: list.labels,
                tools: MembersPage.Tools(occasion))
        ).html
    }
}

extension MemberListQuery {
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
        under = ID<Union>(form[Field.under])
        page = ListPage(number: form.integer(Field.page) ?? 1, size: form.integer(Field.size) ?? 20)
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
    }
}

extension MembersPage.Row {
    init(_ line: Members.Line) {
        self.init(
            id: line.id, name: line.name, documentType: line.documentType, document: line.document, phone: line.phone,
            sex: line.sex, unionName: line.unionName, unionCode: line.unionCode, workplace: line.workplace,
            label: line.label, source: line.source, electronicCard: line.electronicCard, note: line.note)
    }
}

extension MemberPage.Model {
    init(_ record: Members.Record, _ tools: MembersPage.Tools) {
        self.init(
            row: MembersPage.Row(record.line), number: record.line.number, category: record.line.category,
            expiry: record.expiry, socialInsurance: record.socialInsurance,
            socialInsuranceAsOf: record.socialInsuranceAsOf, unitName: record.unitName, household: record.household,
            post: record.post, address: record.address, joinedOn: record.joinedOn,
            history: record.history.map {
                MemberPage.Happening(at: $0.at, account: $0.account, words: $0.event?.wording ?? "其他办理")
            }, tools: tools)
    }
}

extension MembersPage.Tools {
    init(_ occasion: Occasion) {
        self = occasion.actor.authority.includes(.importMembers) ? .importMembers : .look
    }
}
