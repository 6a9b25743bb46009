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
            return try await Self.page(exchange, exchange.query, returning: returning, form: FormState(), status: 200)
        }
        table.get("/review/units", .requires(.reviewEnrolment)) { exchange in
            try await Self.units(exchange)
        }
        table.get("/review/clear", .requires(.reviewEnrolment)) { exchange in
            try await Self.clearance(exchange, exchange.query, errors: .none, status: 200)
        }
        table.post("/review/clear", .requires(.reviewEnrolment)) { exchange in
            try await Self.approveClear(exchange)
        }
        table.get("/review/rule", .requires(.setReviewLevels)) { exchange in
            try await Self.rule(exchange, nil)
        }
        table.post("/review/rule", .requires(.setReviewLevels)) { exchange in
            try await Self.setRule(exchange)
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
            return try await page(exchange, exchange.form, returning: lists, form: FormState(), status: 200)
        }
        guard let reason = ReturnReason(rawValue: exchange.form["why"]) else {
            var errors = FieldErrors()
            errors.add("why", "请选择退回原因")
            return try await page(exchange, exchange.form, returning: lists, form: exchange.state(errors), status: 422)
        }
        let text = note.trimmed
        let decision: ReturnDecision
        do throws(Refusal) {
            decision = try ReturnDecision(reason: reason, note: text.isEmpty ? nil : text)
        } catch {
            var errors = FieldErrors()
            errors.add("note", "选“其他”时请填写说明")
            return try await page(exchange, exchange.form, returning: lists, form: exchange.state(errors), status: 422)
        }
        let result = try await Reviews(exchange.platform).sendBack(try exchange.occasion(), lists, decision)
        return try await done(exchange, result)
    }

    private static func nothingChosen(_ exchange: Exchange) async throws -> Answer {
        try await exchange.flash("请先勾选至少一家单位。")
        return .seeOther(query(exchange.form).url)
    }

    /// Says what was done and what was not.
    ///
    /// One list: a sentence, and on to where the reviewer was. Several: a page that names each.
    private static func done(_ exchange: Exchange, _ result: ReviewResult) async throws -> Answer {
        let query = query(exchange.form)
        guard result.items.count == 1, let item = result.items.first else {
            return .page(ReviewResultPage(exchange.frame(.workbench), result, query).html)
        }
        try await exchange.flash(result.wording)
        guard exchange.form["then"] == "next" else { return .seeOther(query.url) }
        guard item.refusal == nil else { return .seeOther(query.url(of: item.enrolment)) }
        let next = try await Reviews(exchange.platform).next(
            try exchange.occasion(), after: item.enrolment, in: filter(exchange.form))
        return .seeOther(next.map { query.url(of: $0) } ?? query.url)
    }

    // MARK: 通过全部无风险

    private static func clearance(
        _ exchange: Exchange, _ fields: Form, errors: FieldErrors, status: Int
    ) async throws -> Answer {
        let occasion = try exchange.occasion()
        let found = try await Reviews(exchange.platform).clearance(occasion, filter(fields))
        let page = ReviewClearPage(
            exchange.frame(.workbench),
            ReviewClearPage.Clearance(
                union: occasion.actor.unionName, year: found.year.year, totals: found.totals, first: found.first,
                rest: found.rest, passing: found.passing),
            query(fields), errors: errors)
        return .page(page.html, status: status)
    }

    private static func approveClear(_ exchange: Exchange) async throws -> Answer {
        let form = exchange.form
        do {
            let result = try await Reviews(exchange.platform).approveClear(
                try exchange.occasion(), filter(form),
                expecting: ExpectedTotals(units: form.integer("units") ?? 0, heads: form.integer("heads") ?? 0))
            return .page(ReviewResultPage(exchange.frame(.workbench), result, query(form)).html)
        } catch Refusal.changedMeanwhile {
            return try await clearance(
                exchange, form, errors: .general("名单在您查看期间有变化，下方是现在的数字，请重新核对后再通过。"), status: 409)
        } catch Refusal.nothingSelected {
            return try await clearance(exchange, form, errors: .none, status: 409)
        }
    }

    // MARK: 审核方式

    private static func rule(_ exchange: Exchange, _ form: FormState?) async throws -> Answer {
        let occasion = try exchange.occasion()
        let rule = try await ReviewRules(exchange.platform).rule(occasion)
        let page = ReviewRulePage(
            exchange.frame(.workbench), district: occasion.actor.unionName, rule,
            form: form ?? FormState(["levels": [rule.levels.rawValue]]))
        return .page(page.html, status: form == nil ? 200 : 422)
    }

    private static func setRule(_ exchange: Exchange) async throws -> Answer {
        guard let levels = ReviewLevels(rawValue: exchange.form["levels"]) else {
            return try await rule(exchange, exchange.state(.one("levels", "请选择一种审核方式")))
        }
        let set = try await ReviewRules(exchange.platform).set(
            try exchange.occasion(), levels, stamp: exchange.form.integer("stamp") ?? 0)
        try await exchange.flash("审核方式已设置为：\(set.wording)。")
        return .seeOther(Path.review.url)
    }

    // MARK: Pages

    private static func filter(_ fields: Form) -> ReviewFilter {
        ReviewFilter(
            unit: fields.text("unit"), from: CalendarDay(fields["from"]), through: CalendarDay(fields["through"]),
            plan: fields.text("plan"), mark: ReviewMarkFilter(fields["mark"]))
    }

    /// The filter and the place in the queue, from an address or from the form that came from there.
    private static func query(_ fields: Form) -> ReviewQuery {
        var typed: [String: [String]] = [:]
        for name in ReviewQuery.filter { typed[name] = [fields[name].trimmed] }
        return ReviewQuery(
            FormState(typed, prefix: "filter-"),
            part: ReviewQuery.place.map { (name: $0, value: fields[$0].trimmed) })
    }

    private static func size(_ fields: Form) -> Int {
        fields.integer("size").flatMap { PageWindow.sizes.contains($0) ? $0 : nil } ?? PageWindow.sizes[0]
    }

    private static func part(_ fields: Form) -> ReviewPart {
        if let key = ReviewKey(fields["after"]) { return .after(key) }
        if let key = ReviewKey(fields["before"]) { return .before(key) }
        return .first
    }

    private static func page(
        _ exchange: Exchange, _ fields: Form, returning: [ReviewedVersion], form: FormState, status: Int
    ) async throws -> Answer {
        let occasion = try exchange.occasion()
        let reviews = Reviews(exchange.platform)
        let desk = try await reviews.desk(
            occasion, filter(fields), part(fields), size: size(fields),
            approved: ListRange(offset: 0, limit: approvedLimit))
        let model = ReviewPage.Desk(
            union: occasion.actor.unionName, year: desk.year, plans: desk.plans, counts: desk.counts,
            levels: desk.rule.levels, passing: desk.turn.passing, pending: desk.pending,
            pendingTotals: desk.pendingTotals, marks: desk.marks, clear: desk.clear, approved: desk.approved,
            approvedTotals: desk.approvedTotals, submission: desk.submission, submits: desk.submits,
            account: occasion.actor.account, credits: desk.credits)
        var shown: ReviewPage.Returning?
        if !returning.isEmpty {
            let entries = try await reviews.entries(occasion, returning)
            shown = entries.isEmpty ? nil : ReviewPage.Returning(entries, form: form)
        }
        let html = ReviewPage(exchange.frame(.workbench), model, query(fields), returning: shown).html
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
            try exchange.occasion(), try exchange.id("id"), bucket: bucket, in: filter(exchange.query), exchange.range)
        let model = ReviewSheetPage.Sheet(
            entry: sheet.entry, version: sheet.version, versions: sheet.versions, bucket: bucket,
            people: sheet.people, changes: sheet.changes.map { ($0.change, $0.person) },
            history: sheet.history.map { ($0.at, $0.account, $0.command) },
            returned: sheet.returned.map { ($0.reason, $0.note) }, approval: sheet.approval,
            returning: sheet.returning, takingBack: sheet.takingBack, passing: sheet.passing, place: sheet.place,
            window: PageWindow(number: page, size: size, total: sheet.people.total))
        return .page(ReviewSheetPage(exchange.frame(.workbench), model, query(exchange.query)).html)
    }
}
