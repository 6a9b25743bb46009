import Domain
import Markup
import Pages
import UseCases
import Wording

/// The routes of 待办会员列表, and of correcting an expiry.
struct CardCandidateRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/cards/candidates", .requires(.orderCards)) { exchange in
            try await exchange.workbench { try await Self.candidates(exchange, FormState()) }
        }
        table.post("/cards/candidates", .requires(.orderCards), .search) { exchange in
            let token = try await PersonSearches(exchange.platform).keep(
                Confirmations.Search(exchange.form), of: .cardCandidates, try exchange.occasion())
            let query = [(name: "part", value: exchange.query["part"]), (name: "f", value: token ?? "")]
            return .seeOther(Path.cardCandidates.url(query: query.filter { !$0.value.isEmpty }))
        }
        table.get("/cards/candidates/:member/expiry", .requires(.orderCards)) { exchange in
            let found = try await CardCandidates(exchange.platform).member(
                try exchange.id("member", Member.self), try exchange.occasion())
            return .page(Self.expiryPage(exchange, found.entry, Self.typed(found.entry.document.expiry)).html)
        }
        table.post("/cards/candidates/:member/expiry", .requires(.orderCards)) { exchange in
            try await Self.setExpiry(exchange)
        }
    }

    // MARK: 待办会员列表

    /// The list, also as the answer to a batch that could not be made.
    static func candidates(
        _ exchange: Exchange, _ form: FormState, leftOut: [CardBatches.LeftOut] = []
    ) async throws -> Answer {
        let part = CardCandidates.Part(rawValue: exchange.query["part"]) ?? .open
        let occasion = try exchange.occasion()
        let token = exchange.query.text("f")
        let search = try await PersonSearches(exchange.platform).find(token, of: .cardCandidates, occasion)
        let listing = try await CardCandidates(exchange.platform).list(
            part, search, at: exchange.memberPlace, size: exchange.pageSize,
            enterprise: exchange.visit?.enterprise?.id, occasion)
        let page = CardCandidatesPage(
            exchange.frame(.workbench), unit: listing.unit.name, year: listing.year.year,
            rule: listing.year.addressRule, deadline: listing.year.cardDeadline(on: occasion.today),
            parts: CardCandidatesPage.Parts(
                ready: listing.counts.ready, obstructed: listing.counts.obstructed, ordered: listing.counts.ordered,
                replacements: listing.counts.replacements, requested: listing.counts.requested,
                shown: CardCandidatesPage.Parts.Shown(rawValue: part.rawValue) ?? .open),
            rows: listing.entries.map { row($0, listing.year) }, window: window(listing, exchange),
            choice: exchange.query["choose"] == "everybody" && listing.total > 0 && search.isEmpty
                ? .everybody : .boxes,
            search: PersonSearch(search, token: search.isEmpty ? nil : token), form: form,
            leftOut: leftOut.map {
                CardLeftOut(member: $0.member, number: $0.number, name: $0.name, obstacle: $0.obstacle)
            }, applyingThemselves: listing.applyingThemselves)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func window(_ listing: CardCandidates.Listing, _ exchange: Exchange) -> KeyedWindow {
        let here: KeyedWindow.Here? =
            switch exchange.memberPlace {
            case .first: nil
            case .after(let member): .after(member.description)
            case .before(let member): .before(member.description)
            }
        return KeyedWindow(
            total: listing.total, count: listing.entries.count, size: exchange.pageSize,
            offset: exchange.query.integer("offset") ?? 0, previous: listing.previous?.description,
            next: listing.next?.description, here: here)
    }

    private static func row(_ entry: CardCandidates.Entry, _ year: PlanYear) -> CardCandidatesPage.Row {
        let (endsBefore, odd): (CalendarDay?, ExpiryProblem?) =
            switch entry.expiryNotice {
            case .none: (nil, nil)
            case .endsBeforeCoverage: (year.coverage.from, nil)
            case .odd(let problem): (nil, problem)
            }
        return CardCandidatesPage.Row(
            id: entry.member.description, number: entry.number, name: entry.name, document: entry.document,
            workplace: entry.workplace, category: entry.category, need: entry.need, obstacles: entry.obstacles,
            endsBefore: endsBefore,
            odd: odd, batchNumber: entry.batchNumber)
    }

    // MARK: 修改证件到期日

    private static func setExpiry(_ exchange: Exchange) async throws -> Answer {
        let candidates = CardCandidates(exchange.platform)
        let member = try exchange.id("member", Member.self)
        let occasion = try exchange.occasion()
        let entry = try await candidates.member(member, occasion).entry
        let (expiry, errors) = read(exchange.form)
        guard let expiry, let version = exchange.form.integer("version") else {
            return .page(expiryPage(exchange, entry, exchange.state(errors)).html, status: 422)
        }
        let certainty: CardCandidates.Certainty = exchange.form["compared"] == "yes" ? .compared : .asked
        switch try await candidates.setExpiry(expiry, of: member, version: version, certainty, occasion) {
        case .saved:
            try await exchange.flash("已保存 \(entry.name) 的证件到期日：\(expiry.wording)。")
            return .seeOther(exchange.wayBackToCards.url)
        case .odd(let problem):
            var errors = FieldErrors()
            errors.add("compared", "请与证件核对后勾选，再保存")
            return .page(expiryPage(exchange, entry, exchange.state(errors), warning: problem).html, status: 422)
        }
    }

    private static func read(_ form: Form) -> (expiry: IdentityDocument.Expiry?, errors: FieldErrors) {
        var errors = FieldErrors()
        switch form["kind"] {
        case "long-term": return (.longTerm, errors)
        case "date":
            if let day = CalendarDay(form["date"].trimmed) { return (.date(day), errors) }
            errors.add("date", "请按证件填写到期日，如 2035-03-20")
        case _: errors.add("kind", "请选择有到期日或长期")
        }
        return (nil, errors)
    }

    private static func typed(_ expiry: IdentityDocument.Expiry?) -> FormState {
        switch expiry {
        case .date(let day): FormState(["kind": ["date"], "date": [day.description]])
        case .longTerm: FormState(["kind": ["long-term"]])
        case nil: FormState(["kind": ["date"]])
        }
    }

    private static func expiryPage(
        _ exchange: Exchange, _ entry: CardCandidates.Entry, _ form: FormState, warning: ExpiryProblem? = nil
    ) -> CardExpiryPage {
        CardExpiryPage(
            exchange.frame(.workbench), id: entry.member.description, name: entry.name, number: entry.number,
            document: entry.document, version: entry.version, warning: warning, back: exchange.wayBackToCards,
            form: form)
    }
}

extension Exchange {
    /// The batch or the part and place of 待办会员列表 from which the page was opened.
    var wayBackToCards: WayBack {
        if let batch = ID<CardBatch>(query["batch"]) {
            let kept = [(name: "batch", value: batch.description)]
            return WayBack("返回批次", Path.cardBatch(batch.description).url, query: kept)
        }
        let kept = ["part", "after", "before", "offset", "size", "f"].map { (name: $0, value: query[$0]) }
            .filter { !$0.value.isEmpty }
        return WayBack("返回待办会员列表", Path.cardCandidates.url(query: kept), query: kept)
    }
}

/// The page of a list that an address asks for.
struct PageAsked {
    let number: Int
    let size: Int

    init(number: Int, size: Int) {
        self.size = PageWindow.sizes.contains(size) ? size : PageWindow.sizes[0]
        // Far beyond any list, and far from an overflow.
        self.number = min(max(1, number), 1_000_000)
    }

    var offset: Int { (number - 1) * size }

    func window(of total: Int) -> PageWindow { PageWindow(number: number, size: size, total: total) }
}

extension Exchange {
    /// The place of a list of members that the address asks for.
    fileprivate var memberPlace: MemberPlace {
        if let member = ID<Member>(query["after"]) { return .after(member) }
        if let member = ID<Member>(query["before"]) { return .before(member) }
        return .first
    }

    var pageAsked: PageAsked { PageAsked(number: query.integer("page") ?? 1, size: query.integer("size") ?? 20) }
}
