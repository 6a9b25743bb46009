import Domain
import Markup
import Pages
import UseCases
import Wording

/// 技术支持 for everybody, and the centre's form for it.
struct SupportRoutes: RouteGroup {
    private typealias Field = SupportFormPage.Field

    func register(in table: inout RouteTable) {
        table.get("/support", .open) { exchange in
            let keeps = exchange.visit?.actor?.authority.includes(.keepSupport) == true
            return .page(
                TechnicalSupportPage(exchange.frame(.organisation), keeping: keeps ? .allowed : .none).html)
        }
        table.get("/support/edit", .requires(.keepSupport)) { exchange in
            let desk = try await SupportDesks(exchange.platform).read()
            let form = FormState([
                Field.hotline: [desk.hotline], Field.hours: [desk.hours],
                Field.contacts: [desk.contactText],
            ])
            return .page(SupportFormPage(exchange.frame(.organisation), form).html)
        }
        table.post("/support/edit", .requires(.keepSupport)) { exchange in
            let desk = SupportDesk(
                hotline: exchange.form[Field.hotline].trimmed, hours: exchange.form[Field.hours].trimmed,
                contacts: SupportDesk.contacts(in: exchange.form[Field.contacts]))
            var errors = FieldErrors()
            do {
                _ = try await SupportDesks(exchange.platform).save(desk, try exchange.occasion())
                try await exchange.flash("技术支持已修改。")
                return .seeOther(Path.support.url)
            } catch let refusal as SupportRefusal {
                for problem in refusal.problems { errors.add(Self.field(of: problem), problem.wording) }
            }
            return .page(
                SupportFormPage(exchange.frame(.organisation), exchange.state(errors)).html, status: 422)
        }
    }

    private static func field(of problem: SupportProblem) -> String {
        switch problem {
        case .hotline: Field.hotline
        case .hours: Field.hours
        case .contact, .tooManyContacts: Field.contacts
        }
    }
}
