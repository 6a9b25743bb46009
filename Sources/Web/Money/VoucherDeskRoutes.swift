import Domain
import Markup
import Pages
import UseCases
import Wording

/// 缴费凭证审核 of the centre.
struct VoucherDeskRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/vouchers", .requires(.decideVoucher)) { exchange in
            try await Self.page(exchange, nil, FormState(), status: 200)
        }
        table.get("/vouchers/:id", .requires(.decideVoucher)) { exchange in
            try await Self.page(exchange, try exchange.id("id"), FormState(), status: 200)
        }
        table.post("/vouchers/:id", .requires(.decideVoucher)) { exchange in
            try await Self.decide(exchange)
        }
    }

    private static func page(
        _ exchange: Exchange, _ chosen: ID<DistrictSubmission>?, _ form: FormState, status: Int
    ) async throws -> Answer {
        let occasion = try exchange.occasion()
        let queue = try await Vouchers(exchange.platform).queue(occasion)
        var sheet: BatchSheet?
        if let id = chosen ?? queue.waiting.first?.submission.id {
            sheet = try await BatchRoutes.sheet(exchange, id)
        }
        let page = VoucherDeskPage(
            exchange.frame(.workbench), union: occasion.actor.unionName,
            VoucherDeskPage.Desk(waiting: queue.waiting, counts: queue.counts, year: queue.year, sheet: sheet),
            stepUp: try await exchange.stepUp(), form: form)
        return .page(page.html, status: status)
    }

    private static func decide(_ exchange: Exchange) async throws -> Answer {
        let id: ID<DistrictSubmission> = try exchange.id("id")
        let form = exchange.form
        guard let command = DistrictSubmission.Command(rawValue: form["verdict"]),
            [.accept, .reject, .askForMore].contains(command)
        else {
            var errors = FieldErrors()
            errors.add("请选择通过、退回或要求补充材料。")
            return try await page(exchange, id, exchange.stateWithoutProof(errors), status: 422)
        }
        let decision: VoucherDecision
        do throws(Refusal) {
            decision = try VoucherDecision(command, reason: form["reason"].trimmed)
        } catch {
            var errors = FieldErrors()
            errors.add("reason", "退回或要求补充材料时请填写原因")
            return try await page(exchange, id, exchange.stateWithoutProof(errors), status: 422)
        }
        var errors = FieldErrors()
        guard let occasion = try await exchange.confirmedOccasion(for: .decideVoucher, &errors) else {
            return try await page(exchange, id, exchange.stateWithoutProof(errors), status: 422)
        }
        _ = try await Vouchers(exchange.platform).decide(
            occasion, id, decision, stamp: form.integer("stamp") ?? 0)
        try await exchange.flash("审核结论已记录：\(command.wording)。")
        return .seeOther(Path.vouchers.url)
    }
}
