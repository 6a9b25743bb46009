import Domain
import Markup
import Pages
import UseCases
import Wording

/// 即时参保审核 (domain 5.7).
struct InstantReviewRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/instant-review", .requires(.reviewInstant)) { exchange in
            try await Self.queue(exchange, FormState())
        }
        // Where a refused form's address stands in the browser's bar; /instant-review/:id would take the word for a key.
        for act in ["check", "confirmation", "return"] {
            table.get("/instant-review/\(act)", .requires(.reviewInstant)) { _ in
                .seeOther(Path.instantReview(.queue).url)
            }
        }
        table.get("/instant-review/:id", .requires(.reviewInstant)) { exchange in
            try await Self.sheet(exchange, try exchange.id("id"), FormState())
        }
        table.post("/instant-review/check", .requires(.reviewInstant)) { exchange in
            let lists = Self.lists(exchange.form)
            guard !lists.isEmpty else {
                return try await Self.queue(exchange, FormState(errors: .general("请先勾选至少一份名单")))
            }
            return try await Self.confirmation(exchange, lists, FormState(), status: 200)
        }
        table.post("/instant-review/confirmation", .requires(.reviewInstant)) { exchange in
            try await Self.confirm(exchange)
        }
        table.post("/instant-review/return", .requires(.reviewInstant)) { exchange in
            try await Self.sendBack(exchange)
        }
    }

    private static func lists(_ form: Form) -> [ReviewedVersion] {
        form.all("list").compactMap { ReviewedVersion($0) }
    }

    // MARK: Pages

    private static func queue(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let occasion = try exchange.occasion()
        let queue = try await InstantReviews(exchange.platform).queue(occasion, exchange.range)
        let page = InstantReviewPage(
            exchange.frame(.workbench), union: occasion.actor.unionName, year: queue.year, queue.waiting,
            totals: queue.totals, size: exchange.pageSize, form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func sheet(
        _ exchange: Exchange, _ id: ID<UnitEnrolment>, _ form: FormState
    ) async throws -> Answer {
        let sheet = try await InstantReviews(exchange.platform).sheet(try exchange.occasion(), id, exchange.range)
        let model = InstantReviewSheetPage.Sheet(
            entry: sheet.entry, record: sheet.record, year: sheet.year, version: sheet.version, people: sheet.people,
            approval: sheet.approval, returning: sheet.returning)
        let page = InstantReviewSheetPage(exchange.frame(.workbench), model, size: exchange.pageSize, form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func confirmation(
        _ exchange: Exchange, _ lists: [ReviewedVersion], _ form: FormState, status: Int
    ) async throws -> Answer {
        let preview = try await InstantReviews(exchange.platform).preview(try exchange.occasion(), lists)
        let items = preview.lists.map { item in
            InstantConfirmPage.Item(
                entry: item.entry, start: item.start, heads: item.heads, struck: item.struck,
                premium: Amounts(heads: item.heads, rates: item.rates)?.premium ?? .zero)
        }
        let page = InstantConfirmPage(
            exchange.frame(.workbench), items, totals: preview.totals, credit: preview.credit,
            voucherDue: preview.voucherDue, stepUp: try await exchange.stepUp(), form: form)
        return .page(page.html, status: status)
    }

    // MARK: Acts

    private static func confirm(_ exchange: Exchange) async throws -> Answer {
        let form = exchange.form
        let lists = lists(form)
        let contact: SubmissionContact
        do throws(Refusal) {
            contact = try SubmissionContact(name: form["name"], phone: form["phone"], email: form["email"])
        } catch {
            let problems = SubmissionContact.problems(name: form["name"], phone: form["phone"], email: form["email"])
            var errors = FieldErrors()
            for field in ContactField.allCases {
                if let problem = problems[field] { errors.add(field.rawValue, problem.wording(of: field)) }
            }
            return try await confirmation(exchange, lists, exchange.stateWithoutProof(errors), status: 422)
        }
        var errors = FieldErrors()
        guard let occasion = try await exchange.confirmedOccasion(for: .reviewInstant, &errors) else {
            return try await confirmation(exchange, lists, exchange.stateWithoutProof(errors), status: 422)
        }
        do {
            let receipt = try await InstantReviews(exchange.platform).confirm(
                occasion, lists, contact: contact,
                expecting: ExpectedTotals(units: form.integer("units") ?? 0, heads: form.integer("heads") ?? 0),
                premium: Money(fen: Int64(form.integer("premium") ?? -1)))
            try await exchange.flash(
                "已确认即时参保 \(receipt.heads.grouped) 人，"
                    + (receipt.status == .completed ? "\(AmountDue.nothingToPay)。" : "请在期限内上传缴费凭证。"))
            return .seeOther(Path.batch(receipt.submission.rawValue).url)
        } catch let refusal as Refusal where refusal.isAboutTheTotals {
            return try await confirmation(
                exchange, lists, FormState(errors: .general(refusal.wording)), status: 422)
        }
    }

    private static func sendBack(_ exchange: Exchange) async throws -> Answer {
        guard let list = lists(exchange.form).first else { return .seeOther(Path.instantReview(.queue).url) }
        guard let reason = ReturnReason(rawValue: exchange.form["why"]) else {
            return try await sheet(exchange, list.enrolment, exchange.state(.one("why", "请选择退回原因")))
        }
        let note = exchange.form["note"].trimmed
        let decision: ReturnDecision
        do throws(Refusal) {
            decision = try ReturnDecision(reason: reason, note: note.isEmpty ? nil : note)
        } catch {
            return try await sheet(exchange, list.enrolment, exchange.state(.one("note", "选“其他”时请填写说明")))
        }
        let result = try await InstantReviews(exchange.platform).sendBack(try exchange.occasion(), [list], decision)
        try await exchange.flash(result.wording)
        return .seeOther(Path.instantReview(.queue).url)
    }
}

extension Refusal {
    /// Whether the page of the confirmation, shown anew, is what repairs it.
    fileprivate var isAboutTheTotals: Bool {
        switch self {
        case .countChanged, .unitsNotReady, .changedMeanwhile: true
        default: false
        }
    }
}
