import Domain
import Markup
import Pages
import UseCases

/// 组织查询管理.
struct UnionRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/unions", .requires(.viewUnions)) { exchange in .page(try await Self.directory(exchange)) }
        table.get("/unions/:id", .requires(.viewUnions)) { exchange in
            let sheet = try await Unions(exchange.platform).find(try exchange.id("id"), try exchange.occasion())
            return .page(
                UnionPage(
                    exchange.frame(.organisation), sheet.union, above: sheet.above, counts: sheet.counts,
                    enterprises: sheet.enterprises.map { one in
                        UnionPage.Covered(one, sheet.employers[one.id] ?? OrganisationParticulars())
                    }, UnionPage.More(sheet)
                ).html)
        }
    }

    private static func directory(_ exchange: Exchange) async throws -> HTML {
        typealias Field = UnionsPage.Field
        let query = exchange.query
        let filter = filter(query)
        let authority = try exchange.actor().authority
        let found = try await Unions(exchange.platform).directory(
            ID<Union>(query[Field.node]), filter,
            page: ListPage(number: query.integer(Field.page) ?? 1, size: query.integer(Field.size) ?? 20),
            try exchange.occasion())
        return UnionsPage(
            exchange.frame(.organisation),
            UnionsPage.Model(
                node: found.node, above: found.above,
                children: found.children,
                level: found.isCut ? .cut : .whole, counts: found.counts,
                rows: found.lines,
                filter: filter,
                PageWindow(number: found.page.number, size: found.page.size, total: found.total), words: found.words,
                imports: OrganisationSubject.allCases.filter { authority.includes($0.action) })
        ).html
    }

    /// What the list is searched by.
    static func filter(_ asked: Form) -> UnionFilter {
        typealias Field = UnionsPage.Field
        return UnionFilter(
            name: asked.text(Field.name), superior: asked.text(Field.superior), code: asked.text(Field.code),
            enterprise: asked.text(Field.enterprise), kind: UnionKind(rawValue: asked[Field.kind]),
            economicType: asked.text(Field.economicType), industry: asked.text(Field.industry),
            organisationCode: asked.text(Field.organisationCode))
    }
}

extension UnionPage.More {
    fileprivate init(_ sheet: Unions.Sheet) {
        let links: [(Unions.Act, UnionPage.Link)] = [
            (.amend, .amendment), (.found, .founding), (.transfer, .transfer), (.dissolve, .dissolution),
        ]
        self.init(
            superior: sheet.superior, particulars: sheet.particulars,
            links: links.filter { sheet.acts.contains($0.0) }.map(\.1),
            isEmployersKeeper: sheet.acts.contains(.addEnterprise), openRequest: sheet.openRequest,
            history: sheet.history.map {
                UnionPage.Step(
                    at: $0.at, account: $0.account, asker: $0.asker, note: $0.note, event: $0.event,
                    changes: $0.changes)
            })
    }
}
