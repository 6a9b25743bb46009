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
            if let ground = RemovalRequest.Ground(rawValue: exchange.form[Field.reason]) {
                return try await Self.ask(id, ground, exchange)
            }
            guard let reason = RemovalReason(rawValue: exchange.form[Field.reason]) else {
                var errors = FieldErrors()
                errors.add(Field.reason, "请选择删除原因")
                return .page(try await Self.page(exchange, exchange.state(errors)), status: 422)
            }
            do {
                _ = try await Members(exchange.platform).remove(
                    id, reason, version: exchange.form.integer(Field.version) ?? 0, try exchange.occasion())
            } catch Refusal.massRemoval(let obstacle) {
                var errors = FieldErrors()
                errors.add(obstacle.wording)
                return .page(try await Self.page(exchange, exchange.state(errors)), status: 422)
            }
            try await exchange.flash("已删除 1 名会员（\(reason.wording)）。")
            return .seeOther(Path.members.url)
        }
    }

    /// 误录 and 重复 go to the superior.
    private static func ask(
        _ id: ID<Member>, _ ground: RemovalRequest.Ground, _ exchange: Exchange
    ) async throws -> Answer {
        typealias Field = MemberRemovalPage.Field
        guard let note = exchange.form.text(Field.note), note.count <= 200 else {
            var errors = FieldErrors()
            errors.add(Field.note, "请说明误录或重复的情况，最多 200 个字")
            return .page(try await Self.page(exchange, exchange.state(errors)), status: 422)
        }
        let receipt = try await RemovalRequests(exchange.platform).ask(
            id, ground, note: note, version: exchange.form.integer(Field.version) ?? 0, try exchange.occasion())
        try await exchange.flash("已提交删除申请，由上级工会审核。审核之前会籍不变。")
        return .seeOther(Path.removalRequest(receipt.id).url)
    }

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let removal = try await Members(exchange.platform).removal(
            of: try exchange.id("id"), try exchange.occasion())
        return MemberRemovalPage(
            exchange.frame(.organisation), MembersPage.Row(removal.line), removal.consequences, form: form
        ).html
    }
}
