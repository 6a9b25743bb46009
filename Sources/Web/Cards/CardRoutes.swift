import Domain
import Markup
import Pages
import UseCases
import Wording

/// The routes of 卡片信息管理: the list with its filter, and the list as a file.
struct CardRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/cards", .requires(.viewCards)) { exchange in
            try await exchange.workbench { .page(try await Self.list(exchange, FormState())) }
        }
        table.post("/cards", .requires(.viewCards), .search) { exchange in
            try await exchange.workbench { try await Self.search(exchange) }
        }
        table.get("/cards/export", .requires(.exportMembers)) { exchange in
            try await exchange.workbench {
                var fresh = FormState()
                fresh[ExportForm.Field.numbers] = ExportForm.Field.masked
                return .page(try await Self.exportPage(exchange, exchange.query, fresh))
            }
        }
        table.post("/cards/export", .requires(.exportMembers), .search) { exchange in
            try await exchange.workbench { try await Self.export(exchange) }
        }
    }

    // MARK: The list

    private static func asked(
        _ exchange: Exchange, _ form: Form
    ) async throws -> (search: Cards.Search, token: String?) {
        let token = form.text("f")
        let person = try await PersonSearches(exchange.platform).find(token, of: .cards, try exchange.occasion())
        let state = CardPossession(rawValue: form[CardsPage.stateField])
        return (Cards.Search(person: person, state: state), person.isEmpty ? nil : token)
    }

    /// Keeps what must not stand in an address and goes to the list's address.
    private static func search(_ exchange: Exchange) async throws -> Answer {
        let person = Confirmations.Search(exchange.form)
        var errors = FieldErrors()
        if let phone = person.phone, MemberFilter.PhoneCondition(phone) == nil {
            errors.add("phone", "请输入完整的 11 位手机号，或后 4 位")
        }
        if let card = person.card, CardFilter.CardCondition(card) == nil {
            errors.add("card", "请输入卡号末四位数字，或 16 至 19 位的完整卡号")
        }
        guard errors.isEmpty else { return .page(try await list(exchange, exchange.state(errors)), status: 422) }
        let token = try await PersonSearches(exchange.platform).keep(person, of: .cards, try exchange.occasion())
        var query: [(name: String, value: String)] = []
        if let token { query.append((name: "f", value: token)) }
        if let state = exchange.form.text(CardsPage.stateField) {
            query.append((name: CardsPage.stateField, value: state))
        }
        return .seeOther(Path.cards.url(query: query))
    }

    private static func list(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let occasion = try exchange.occasion()
        let (search, token) = try await asked(exchange, exchange.query)
        let listing = try await Cards(exchange.platform).list(
            search, exchange.cardPart, size: exchange.pageSize, enterprise: exchange.visit?.enterprise?.id, occasion)
        let numbers = listing.reconciliation
        let model = CardsPage.Model(
            listing.unit == nil ? .above : .unit, place: listing.unit?.name ?? occasion.actor.unionName,
            withCard: listing.withCard,
            numbers: CardsPage.Reconciliation(
                members: numbers.members, listed: numbers.listed, otherUnits: numbers.otherUnits,
                outsideEnterprise: numbers.outsideEnterprise, flexible: numbers.flexible),
            window: CardHolderWindow(
                listing.part, offset: exchange.query.integer("offset") ?? 0, size: exchange.pageSize),
            state: search.state, export: occasion.actor.authority.includes(.exportMembers) ? .offered : .withheld,
            answer: listing.answer == .given ? .given : .nameTooShort)
        return CardsPage(
            exchange.frame(.workbench), model, PersonSearch(search.person, token: token), form: form
        ).html
    }

    // MARK: 导出当前筛选

    private static func exportPage(_ exchange: Exchange, _ asked: Form, _ form: FormState) async throws -> HTML {
        let (search, token) = try await Self.asked(exchange, asked)
        let found = try await Cards(exchange.platform).exported(
            search, enterprise: exchange.visit?.enterprise?.id, try exchange.occasion())
        return CardExportPage(
            exchange.frame(.workbench), place: found.place, found.count, state: search.state,
            PersonSearch(search.person, token: token), stepUp: try await exchange.stepUp(), form: form
        ).html
    }

    private static func export(_ exchange: Exchange) async throws -> Answer {
        var errors = FieldErrors()
        do {
            if let (detail, occasion) = try await exchange.exportAsked(&errors) {
                let (search, token) = try await asked(exchange, exchange.form)
                let enterprise = exchange.visit?.enterprise?.id
                do {
                    let file = try await Cards(exchange.platform).export(
                        search, detail, enterprise: enterprise, occasion)
                    return .download(Answer.File(name: file.name, mediaType: MediaType.xlsx, bytes: file.bytes))
                } catch let needed as ConsentNeeded {
                    let place = try await Cards(exchange.platform).exported(
                        search, enterprise: enterprise, occasion
                    ).place
                    let conditions = CardExportPage.conditions(
                        state: search.state, PersonSearch(search.person, token: token))
                    let answer = try await exchange.askForConsent(
                        .cards(search, enterprise: enterprise), detail, people: needed.people,
                        conditions: ["范围：\(place)"] + conditions, occasion, &errors)
                    if let answer { return answer }
                }
            }
        } catch let refusal as ExportRefusal {
            errors.add(refusal.wording)
        }
        return .page(try await exportPage(exchange, exchange.form, exchange.stateWithoutProof(errors)), status: 422)
    }
}

extension Exchange {
    /// The part of 卡片信息管理 that the address asks for.
    fileprivate var cardPart: CardHolderPart {
        if let key = CardHolderKey(query["after"]) { return .after(key) }
        if let key = CardHolderKey(query["before"]) { return .before(key) }
        return .first
    }
}
