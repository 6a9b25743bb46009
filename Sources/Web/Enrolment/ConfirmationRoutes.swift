import Domain
import Markup
import Pages
import UseCases
import Wording

/// 集中参保待确认名单, and the question why somebody is not on the list.
struct ConfirmationRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/enrolments/confirmations", .requires(.viewEnrolment)) { exchange in
            try await exchange.workbench { .page(try await Self.list(exchange)) }
        }
        table.post("/enrolments/confirmations", .requires(.viewEnrolment), .search) { exchange in
            .seeOther(try await Self.keep(exchange, .confirmations, .confirmations))
        }
        table.get("/enrolments/confirmations/all", .requires(.enrol)) { exchange in
            try await exchange.workbench { try await Self.allPage(exchange, exchange.query.text("f"), FormState()) }
        }
        table.post("/enrolments/confirmations/all", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in try await Self.confirmAll(exchange, occasion) }
        }
        table.get("/enrolments/confirmations/:member", .requires(.enrol)) { exchange in
            try await exchange.workbench { try await Self.onePage(exchange) }
        }
        table.post("/enrolments/confirmations/:member", .requires(.enrol)) { exchange in
            try await exchange.act { occasion in
                try await Confirmations(exchange.platform).confirm(
                    occasion, enterprise: exchange.enterprise, member: try exchange.id("member"))
                try await exchange.flash(try await Self.afterwards(exchange, "已确认 1 人。"))
                return .seeOther(Self.list(token: exchange.form.text("f")))
            }
        }
        table.post("/enrolments/look-up", .requires(.viewEnrolment), .search) { exchange in
            .seeOther(try await Self.keep(exchange, .lookUp, .lookUp))
        }
        table.get("/enrolments/look-up", .requires(.viewEnrolment)) { exchange in
            try await exchange.workbench {
                let occasion = try exchange.occasion()
                let token = exchange.query.text("f")
                let search = try await PersonSearches(exchange.platform).find(token, of: .lookUp, occasion)
                let answer =
                    search.isEmpty
                    ? nil
                    : try await Confirmations(exchange.platform).lookUp(
                        occasion, enterprise: exchange.enterprise, search)
                return .page(
                    LookUpPage(exchange.frame(.workbench), PersonSearch(search, token: token), answer).html)
            }
        }
    }

    private static func list(token: String?) -> URLText {
        Path.enrolment(.confirmations).url(query: token.map { [(name: "f", value: $0)] } ?? [])
    }

    private static func keep(
        _ exchange: Exchange, _ list: PersonSearches.List, _ path: EnrolmentPath
    ) async throws -> URLText {
        let token = try await PersonSearches(exchange.platform).keep(
            Confirmations.Search(exchange.form), of: list, try exchange.occasion())
        return Path.enrolment(path).url(query: token.map { [(name: "f", value: $0)] } ?? [])
    }

    private static func list(_ exchange: Exchange) async throws -> HTML {
        let occasion = try exchange.occasion()
        let token = exchange.query.text("f")
        let search = try await PersonSearches(exchange.platform).find(token, of: .confirmations, occasion)
        let tab = Confirmations.Tab(rawValue: exchange.query["tab"]) ?? .open
        let page = try await Confirmations(exchange.platform).page(
            occasion, enterprise: exchange.enterprise, tab: tab, search, exchange.range)
        return ConfirmationListPage(
            exchange.frame(.workbench), page.overview, tab: tab == .open ? .open : .confirmed, page.people,
            size: exchange.pageSize, PersonSearch(search, token: search.isEmpty ? nil : token),
            refusal: page.refusal
        ).html
    }

    /// The page before one is confirmed; it keeps the search of the list.
    private static func onePage(_ exchange: Exchange) async throws -> Answer {
        let candidate = try await Confirmations(exchange.platform).candidate(
            try exchange.occasion(), enterprise: exchange.enterprise, member: try exchange.id("member"))
        return .page(
            ConfirmOnePage(
                exchange.frame(.workbench), candidate.overview, candidate.person, refusal: candidate.refusal,
                PersonSearch(token: exchange.query.text("f"))
            ).html)
    }

    /// The confirm page: how many and the first ten.
    private static func allPage(_ exchange: Exchange, _ token: String?, _ form: FormState) async throws -> Answer {
        let occasion = try exchange.occasion()
        let search = try await PersonSearches(exchange.platform).find(token, of: .confirmations, occasion)
        let page = try await Confirmations(exchange.platform).page(
            occasion, enterprise: exchange.enterprise, tab: .open, search, ListRange(offset: 0, limit: 10))
        guard page.open > 0 else {
            try await exchange.flash("没有需要确认的会员。")
            return .seeOther(list(token: token))
        }
        let view = ConfirmAllPage(
            exchange.frame(.workbench), page.overview, page.people,
            PersonSearch(search, token: search.isEmpty ? nil : token), form)
        return .page(view.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func confirmAll(_ exchange: Exchange, _ occasion: Occasion) async throws -> Answer {
        let token = exchange.form.text("f")
        let search = try await PersonSearches(exchange.platform).find(token, of: .confirmations, occasion)
        do {
            let confirmed = try await Confirmations(exchange.platform).confirmAll(
                occasion, enterprise: exchange.enterprise, search,
                expected: exchange.form.integer("expected") ?? -1)
            try await exchange.flash(try await afterwards(exchange, "已确认 \(confirmed) 人。"))
            return .seeOther(list(token: nil))
        } catch let refusal as Refusal {
            guard case .countChanged = refusal else { throw refusal }
            return try await allPage(exchange, token, FormState(errors: .general(refusal.wording)))
        }
    }

    /// Says with it when a list that has been submitted is out of date now.
    private static func afterwards(_ exchange: Exchange, _ done: String) async throws -> String {
        let overview = try await EnrolmentRoutes.overview(exchange)
        guard overview.isOutdated, let current = overview.current else { return done }
        return "\(done)已提交的第 \(current.number) 版已过时，需要再次提交。"
    }
}

extension Confirmations.Search {
    init(_ form: Form) {
        self.init(
            number: form.text("number") ?? "", name: form.text("name") ?? "", document: form.text("document") ?? "",
            phone: form.text("phone"), card: form.text("card"))
    }
}

extension PersonSearch {
    init(_ search: Confirmations.Search, token: String?) {
        self.init(
            number: search.number, name: search.name, document: search.document, phone: search.phone ?? "",
            card: search.card ?? "", token: token)
    }
}
