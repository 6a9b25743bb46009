import Domain
import Markup
import Pages
import UseCases
import Wording

/// 给付信息查询 (domain 5.8), and the forms by which the centre enters, corrects and cancels.
struct BenefitRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/benefits", .requires(.viewBenefits)) { exchange in try await Self.list(exchange) }
        table.post("/benefits", .requires(.viewBenefits), .search) { exchange in
            let token = try await PersonSearches(exchange.platform).keep(
                Confirmations.Search(exchange.form), of: .benefits, try exchange.occasion())
            var query: [(name: String, value: String)] = []
            if let token { query.append((name: "f", value: token)) }
            for name in BenefitsPage.fields {
                if let value = exchange.form.text(name), value != BenefitPayment.Standing.paid.rawValue {
                    query.append((name: name, value: value))
                }
            }
            return .seeOther(Path.benefit(.list).url(query: query))
        }
        table.post("/benefits/export", .requires(.exportMembers), .search) { exchange in
            let (search, _) = try await Self.search(exchange, exchange.form)
            do {
                let file = try await Benefits(exchange.platform).export(try exchange.occasion(), search)
                return .download(Answer.File(name: file.name, mediaType: MediaType.xlsx, bytes: file.bytes))
            } catch let refusal as ExportRefusal {
                try await exchange.flash(refusal.wordingOfPayments)
                return .seeOther(Path.benefit(.list).url)
            } catch let needed as ConsentNeeded {
                return try await Self.ask(needed, search, exchange)
            }
        }
        table.get("/benefits/new", .requires(.importBenefits)) { exchange in
            try await Self.entryPage(exchange, FormState(), status: 200)
        }
        table.post("/benefits/new", .requires(.importBenefits)) { exchange in try await Self.enter(exchange) }
        table.get("/benefits/:id", .requires(.viewBenefits)) { exchange in
            let sheet = try await Benefits(exchange.platform).sheet(try exchange.occasion(), try exchange.id("id"))
            return .page(
                BenefitSheetPage(
                    exchange.frame(.workbench), sheet.payment, sheet.trail, history: sheet.history,
                    manages: sheet.manages
                ).html)
        }
        registerRepairs(in: &table)
    }

    private func registerRepairs(in table: inout RouteTable) {
        table.get("/benefits/:id/correction", .requires(.importBenefits)) { exchange in
            try await Self.correctionPage(exchange, nil, status: 200)
        }
        table.post("/benefits/:id/correction", .requires(.importBenefits)) { exchange in
            try await Self.correct(exchange)
        }
        table.get("/benefits/:id/cancellation", .requires(.importBenefits)) { exchange in
            try await Self.cancellationPage(exchange, FormState(), status: 200)
        }
        table.post("/benefits/:id/cancellation", .requires(.importBenefits)) { exchange in
            let id: ID<BenefitPayment> = try exchange.id("id")
            do {
                try await Benefits(exchange.platform).cancel(
                    try exchange.occasion(), id, reason: exchange.form["reason"])
            } catch Refusal.reasonMissing {
                return try await Self.cancellationPage(
                    exchange, exchange.state(.one("reason", Refusal.reasonMissing.wording)), status: 422)
            }
            try await exchange.flash("给付已撤销，原记录保留。")
            return .seeOther(Path.benefit(.payment(id)).url)
        }
    }

    // MARK: The list

    private static func search(
        _ exchange: Exchange, _ asked: Form
    ) async throws -> (Benefits.Search, token: String?) {
        var search = Benefits.Search()
        search.unit = asked.text("unit")
        search.year = asked.integer("year")
        search.kind = asked.text("kind")
        search.from = CalendarDay(asked["from"].trimmed)
        search.through = CalendarDay(asked["through"].trimmed)
        search.standing =
            asked["state"] == BenefitsPage.anyStanding
            ? nil : BenefitPayment.Standing(rawValue: asked["state"]) ?? .paid
        let token = asked.text("f")
        search.person = try await PersonSearches(exchange.platform).find(token, of: .benefits, try exchange.occasion())
        return (search, search.person.isEmpty ? nil : token)
    }

    /// Leaves for a second person what is too much to be taken out alone.
    private static func ask(
        _ needed: ConsentNeeded, _ search: Benefits.Search, _ exchange: Exchange
    ) async throws -> Answer {
        guard let purpose = ExportPurpose(rawValue: exchange.form[ExportForm.Field.purpose]) else {
            try await exchange.flash(ExportRequestWording.spent)
            return .seeOther(Path.benefit(.list).url)
        }
        let conditions = [
            search.unit.map { "单位 \($0)" }, search.year.map { "\($0) 年度" }, search.kind.map { "给付项目 \($0)" },
            search.from.map { "给付日期自 \($0)" }, search.through.map { "给付日期至 \($0)" },
            search.standing?.wording, search.person.isEmpty ? nil : "按姓名或号码查找",
        ].compactMap(\.self)
        let occasion = try exchange.occasion()
        let receipt = try await ExportRequests(exchange.platform).ask(
            .benefits(search), .masked, for: purpose, people: needed.people,
            conditions: ["范围 \(occasion.actor.unionName)及下级"] + conditions, occasion)
        try await exchange.flash("已提交导出申请，经另一人同意后可以下载。")
        return .seeOther(Path.exports(.one(receipt.id)).url)
    }

    private static func list(_ exchange: Exchange) async throws -> Answer {
        let occasion = try exchange.occasion()
        let (search, token) = try await Self.search(exchange, exchange.query)
        let part: BenefitPart =
            if let key = BenefitKey(exchange.query["after"]) {
                .after(key)
            } else if let key = BenefitKey(exchange.query["before"]) {
                .before(key)
            } else {
                .first
            }
        let page = try await Benefits(exchange.platform).page(occasion, search, part, size: exchange.pageSize)
        var typed: [String: [String]] = [:]
        for name in BenefitsPage.fields { typed[name] = [exchange.query[name].trimmed] }
        let model = BenefitsPage.Model(
            union: occasion.actor.unionName,
            window: BenefitWindow(
                page.listing, offset: exchange.query.integer("offset") ?? 0, size: exchange.pageSize),
            totals: page.totals, kinds: page.kinds, years: page.years, manages: page.manages,
            exports: page.exports)
        return .page(
            BenefitsPage(
                exchange.frame(.workbench), model, form: FormState(typed), PersonSearch(search.person, token: token)
            ).html)
    }

    // MARK: Forms

    private static func entryPage(_ exchange: Exchange, _ form: FormState, status: Int) async throws -> Answer {
        let kinds = try await Benefits(exchange.platform).kinds(try exchange.occasion())
        return .page(BenefitEntryPage(exchange.frame(.workbench), form: form, kinds: kinds).html, status: status)
    }

    private static func enter(_ exchange: Exchange) async throws -> Answer {
        let form = exchange.form
        var typed = BenefitEntry.Typed()
        typed.name = form[BenefitColumn.name.rawValue]
        typed.documentType = DocumentType(rawValue: form[BenefitColumn.documentType.rawValue])
        typed.number = MemberRow.Cell(form[BenefitColumn.documentNumber.rawValue])
        typed.year = HeadText.bare(form[BenefitColumn.year.rawValue])
        typed.kind = form[BenefitColumn.kind.rawValue]
        typed.amount = HeadText.bare(form[BenefitColumn.amount.rawValue])
        typed.paidOn = form[BenefitColumn.paidOn.rawValue]
        typed.reference = form[BenefitColumn.reference.rawValue]
        do {
            let id = try await Benefits(exchange.platform).enter(try exchange.occasion(), typed)
            try await exchange.flash("已登记一笔给付。")
            return .seeOther(Path.benefit(.payment(id)).url)
        } catch let refusal as BenefitRefusal {
            return try await entryPage(exchange, exchange.state(refusal.errors), status: 422)
        }
    }

    private static func correctionPage(
        _ exchange: Exchange, _ form: FormState?, status: Int
    ) async throws -> Answer {
        let benefits = Benefits(exchange.platform)
        let sheet = try await benefits.sheet(try exchange.occasion(), try exchange.id("id"))
        guard sheet.payment.standing == .paid else { return .seeOther(Path.benefit(.payment(sheet.payment.id)).url) }
        let page = BenefitCorrectionPage(
            exchange.frame(.workbench), sheet.payment, form: form ?? BenefitCorrectionPage.fresh(sheet.payment),
            kinds: try await benefits.kinds(try exchange.occasion()))
        return .page(page.html, status: status)
    }

    private static func correct(_ exchange: Exchange) async throws -> Answer {
        let form = exchange.form
        func text(_ column: BenefitColumn) -> String { form[column.rawValue] }
        var errors = FieldErrors()
        do {
            let facts = try BenefitFacts(
                year: HeadText.bare(text(.year)), kind: text(.kind), amount: HeadText.bare(text(.amount)),
                paidOn: text(.paidOn), today: exchange.day.today)
            let id = try await Benefits(exchange.platform).correct(
                try exchange.occasion(), try exchange.id("id"), facts, reason: form["reason"])
            try await exchange.flash("给付已更正，原记录保留。")
            return .seeOther(Path.benefit(.payment(id)).url)
        } catch let refusal as BenefitRefusal {
            errors = refusal.errors
        } catch Refusal.reasonMissing {
            errors.add("reason", Refusal.reasonMissing.wording)
        }
        return try await correctionPage(exchange, exchange.state(errors), status: 422)
    }

    private static func cancellationPage(
        _ exchange: Exchange, _ form: FormState, status: Int
    ) async throws -> Answer {
        let sheet = try await Benefits(exchange.platform).sheet(try exchange.occasion(), try exchange.id("id"))
        guard sheet.payment.standing == .paid else { return .seeOther(Path.benefit(.payment(sheet.payment.id)).url) }
        return .page(
            BenefitCancellationPage(exchange.frame(.workbench), sheet.payment, form: form).html, status: status)
    }
}

extension BenefitRefusal {
    fileprivate var errors: FieldErrors {
        var errors = FieldErrors()
        for problem in problems { errors.add(problem.column.rawValue, problem.wording) }
        return errors
    }
}
