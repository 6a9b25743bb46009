import Domain
import Markup
import Pages
import UseCases
import Wording

/// 集中参保审核 (manual 2024, 4.3).
struct ReviewRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/review", .requires(.reviewEnrolment)) { exchange in
            let returning = ReviewedVersion(exchange.query["return"]).map { [$0] } ?? []
            return try await Self.page(exchange, returning: returning, form: FormState(), status: 200)
        }
        table.get("/review/units", .requires(.reviewEnrolment)) { exchange in
            try await Self.units(exchange)
        }
        // Where a refused form's address stands in the browser's bar; /review/:id would take the word for a key.
        for act in ["approve", "take-back", "return"] {
            table.get("/review/\(act)", .requires(.reviewEnrolment)) { _ in .seeOther(Path.review.url) }
        }
        table.get("/review/:id", .requires(.reviewEnrolment)) { exchange in
            try await Self.sheet(exchange)
        }
        table.post("/review/approve", .requires(.reviewEnrolment)) { exchange in
            let lists = Self.lists(exchange.form)
            guard !lists.isEmpty else { return try await Self.nothingChosen(exchange) }
            let result = try await Reviews(exchange.platform).approve(try exchange.occasion(), lists)
            return try await Self.done(exchange, result)
        }
        table.post("/review/take-back", .requires(.reviewEnrolment)) { exchange in
            let lists = Self.lists(exchange.form)
            guard !lists.isEmpty else { return try await Self.nothingChosen(exchange) }
            let result = try await Reviews(exchange.platform).takeBack(try exchange.occasion(), lists)
            return try await Self.done(exchange, result)
        }
        table.post("/review/return", .requires(.reviewEnrolment)) { exchange in
            try await Self.sendBack(exchange)
        }
    }

    private static func lists(_ form: Form) -> [ReviewedVersion] {
        // A button in a row names its own list, and the boxes of the others do not count.
        if let one = ReviewedVersion(form["one"]) { return [one] }
        return form.all("list").compactMap { ReviewedVersion($0) }
    }

    /// Without a reason the form for it is shown; with one the lists go back.
    private static func sendBack(_ exchange: Exchange) async throws -> Answer {
        let lists = lists(exchange.form)
        guard !lists.isEmpty else { return try await nothingChosen(exchange) }
        guard let note = exchange.form.values.first(where: { $0.name == "note" })?.value else {
            return try await page(exchange, returning: lists, form: FormState(), status: 200)
        }
        guard let reason = ReturnReason(rawValue: exchange.form["why"]) else {
            var errors = FieldErrors()
            errors.add("why", "请选择退回原因")
            return try await page(exchange, returning: lists, form: exchange.state(errors), status: 422)
        }
        let text = note.trimmed
        let decision: ReturnDecision
        do throws(Refusal) {
            decision = try ReturnDecision(reason: reason, note: text.isEmpty ? nil : text)
        } catch {
            var errors = FieldErrors()
            errors.add("note", "选“其他”时请填写说明")
            return try await page(exchange, returning: lists, form: exchange.state(errors), status: 422)
        }
        let result = try await Reviews(exchange.platform).sendBack(try exchange.occasion(), lists, decision)
        return try await done(exchange, result)
    }

    private static func nothingChosen(_ exchange: Exchange) async throws -> Answer {
        try await exchange.flash("请先勾选至少一家单位。")
        return .seeOther(Path.review.url)
    }

    /// Says what was done and what was not, then shows both panes again.
    private static func done(_ exchange: Exchange, _ result: ReviewResult) async throws -> Answer {
        try await exchange.flash(result.wording)
        return .seeOther(Path.review.url)
    }

    // MARK: Pages

    private static func page(
        _ exchange: Exchange, returning: [ReviewedVersion], form: FormState, status: Int
    ) async throws -> Answer {
        let query = exchange.query
        let filter = ReviewFilter(
            unit: query.text("unit"), from: CalendarDay(query["from"]), through: CalendarDay(query["through"]),
            plan: query.text("plan"))
        let size = exchange.pageSize
        let page = query.integer("page") ?? 1
        let occasion = try exchange.occasion()
        let reviews = Reviews(exchange.platform)
        let desk = try await reviews.desk(
            occasion, filter, pending: exchange.range,
            approved: ListRange(offset: 0, limit: approvedLimit))
        let model = ReviewPage.Desk(
            union: occasion.actor.unionName, year: desk.year, plans: desk.plans, counts: desk.counts,
            pending: desk.pending, pendingTotals: desk.pendingTotals, approved: desk.approved,
            approvedTotals: desk.approvedTotals, withoutRisk: desk.withoutRisk, submission: desk.submission,
            submits: desk.submits, account: occasion.actor.account,
            window: PageWindow(number: page, size: size, total: desk.pending.total),
            approvedWindow: PageWindow(number: 1, size: approvedLimit, total: desk.approved.total),
            credits: desk.credits)
        var shown: ReviewPage.Returning?
        if !returning.isEmpty {
            let entries = try await reviews.entries(occasion, returning)
            shown = entries.isEmpty ? nil : ReviewPage.Returning(entries, form: form)
        }
        var typed: [String: [String]] = [:]
        for name in ["unit", "from", "through", "plan"] { typed[name] = [query[name].trimmed] }
        let html = ReviewPage(
            exchange.frame(.workbench), model, filter: FormState(typed, prefix: "filter-"), returning: shown
        ).html
        return .page(html, status: status)
    }

    /// How many approved lists are shown; their totals are of all of them.
    private static let approvedLimit = 100

    private static func units(_ exchange: Exchange) async throws -> Answer {
        guard let group = ReviewGroup(rawValue: exchange.query["state"]) else { return .seeOther(Path.review.url) }
        let occasion = try exchange.occasion()
        let found = try await Reviews(exchange.platform).units(occasion, group, exchange.range)
        let page = ReviewUnitsPage(
            exchange.frame(.workbench), group, year: found.year.year, union: occasion.actor.unionName,
            found.units.entries,
            window: PageWindow(
                number: exchange.query.integer("page") ?? 1, size: exchange.pageSize, total: found.units.total))
        return .page(page.html)
    }

    private static func sheet(_ exchange: Exchange) async throws -> Answer {
        let bucket = Bucket(rawValue: exchange.query["bucket"]) ?? .enrolling
        let page = exchange.query.integer("page") ?? 1
        let size = exchange.pageSize
        let sheet = try await Reviews(exchange.platform).sheet(
            try exchange.occasion(), try exchange.id("id"), bucket: bucket, exchange.range)
        let model = ReviewSheetPage.Sheet(
            entry: sheet.entry, version: sheet.version, versions: sheet.versions, bucket: bucket,
            people: sheet.people, changes: sheet.changes.map { ($0.change, $0.person) },
            history: sheet.history.map { ($0.at, $0.account, $0.command) },
            returned: sheet.returned.map { ($0.reason, $0.note) }, approval: sheet.approval,
            returning: sheet.returning, takingBack: sheet.takingBack,
            window: PageWindow(number: page, size: size, total: sheet.people.total))
        return .page(ReviewSheetPage(exchange.frame(.workbench), model).html)
    }
}
