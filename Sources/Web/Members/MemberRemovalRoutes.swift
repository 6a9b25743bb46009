import Domain
import Markup
import Pages
import UseCases
import Wording

/// 删除会员.
struct MemberRemovalRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/members/:id/removal", .requires(.removeMembers)) { exchange in
            .page(try await Self.page(exchange, FormState()))
        }
        table.post("/members/:id/removal", .requires(.removeMembers)) { exchange in
            typealias Field = MemberRemovalPage.Field
            let id = try exchange.id("id", Member.self)
            guard let reason = RemovalReason(rawValue: exchange.form[Field.reason]) else {
                var errors = FieldErrors()
                errors.add(Field.reason, "请选择删除原因")
                return .page(try await Self.page(exchange, exchange.state(errors)), status: 422)
            }
            _ = try await Members(exchange.platform).remove(
                id, reason, version: exchange.form.integer(Field.version) ?? 0, try exchange.occasion())
            try await exchange.flash("已删除 1 名会员（\(reason.wording)）。")
            return .seeOther(Path.members.url)
        }
    }

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let removal = try await Members(exchange.platform).removal(
            of: try exchange.id("id"), try exchange.occasion())
        return MemberRemovalPage(
            exchange.frame(.organisation), MembersPage.Row(removal.line), removal.consequences, form: form
        ).html
    }
}
