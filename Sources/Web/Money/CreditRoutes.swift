import Domain
import Markup
import Pages
import UseCases
import Wording

/// 退回金额抵扣: entered by the centre, read by the district.
struct CreditRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/credits", .requires(.viewBatches)) { exchange in
            try await Self.page(exchange, FormState(), status: 200)
        }
        table.post("/credits", .requires(.manageCredits)) { exchange in
            try await Self.enter(exchange)
        }
        table.post("/credits/:id/cancellation", .requires(.manageCredits)) { exchange in
            let district = try await Credits(exchange.platform).cancel(
                try exchange.occasion(), try exchange.id("id"))
            try await exchange.flash("\(district)的抵扣款已撤销。")
            return .seeOther(Path.credits.url)
        }
    }

    private static func page(_ exchange: Exchange, _ form: FormState, status: Int) async throws -> Answer {
        let occasion = try exchange.occasion()
        let page = try await Credits(exchange.platform).page(occasion)
        return .page(
            CreditsPage(
                exchange.frame(.workbench), union: occasion.actor.unionName, page.credits, manages: page.manages,
                form: form
            ).html, status: status)
    }

    private static func enter(_ exchange: Exchange) async throws -> Answer {
        let form = exchange.form
        func text(_ field: CreditField) -> String { form[field.rawValue].trimmed }
        do {
            let entry = try CreditEntry(
                districtCode: text(.district), year: text(.year), amount: text(.amount), reason: text(.reason))
            let district = try await Credits(exchange.platform).enter(try exchange.occasion(), entry)
            try await exchange.flash("已登记\(district)的抵扣款 \(entry.amount.inSentence)。")
            return .seeOther(Path.credits.url)
        } catch let refusal as CreditRefusal {
            var errors = FieldErrors()
            for field in refusal.fields { errors.add(field.rawValue, field.correction) }
            return try await page(exchange, exchange.state(errors), status: 422)
        } catch Refusal.unionUnknown {
            let errors = FieldErrors.one(CreditField.district.rawValue, "没有找到这个编号的区局（产业），请核对工会编号")
            return try await page(exchange, exchange.state(errors), status: 422)
        }
    }
}
