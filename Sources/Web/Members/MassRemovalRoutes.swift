import Domain
import Markup
import Pages
import UseCases
import Wording

/// 批量删除申请: what waits for a second person.
struct MassRemovalRoutes: RouteGroup {
    private typealias Field = MassRemovalPage.Field

    func register(in table: inout RouteTable) {
        table.get("/members/mass-removals/:request", .requires(.consentRemovals)) { exchange in
            try await Self.page(exchange, FormState())
        }
        // A refused form stands at these addresses; loading them again leads to the request.
        for act in ["acceptance", "return", "withdrawal"] {
            table.get("/members/mass-removals/:request/\(act)", .requires(.consentRemovals)) { exchange in
                let id = try exchange.id("request", MassRemoval.self)
                _ = try await MassRemovals(exchange.platform).find(id, try exchange.occasion())
                return .seeOther(Path.massRemoval(.one(id)).url)
            }
        }
        table.post("/members/mass-removals/:request/acceptance", .requires(.consentRemovals)) { exchange in
            try await Self.accept(exchange)
        }
        table.post("/members/mass-removals/:request/return", .requires(.consentRemovals)) { exchange in
            let id = try exchange.id("request", MassRemoval.self)
            do {
                try await MassRemovals(exchange.platform).giveBack(
                    id, exchange.form[Field.reason], try exchange.occasion())
            } catch Refusal.reasonMissing {
                let words = "请填写不同意的原因，最多 \(MassRemoval.reasonLimit) 个字"
                return try await Self.page(exchange, exchange.state(.one(Field.reason, words)))
            }
            try await exchange.flash("已答复：不同意批量删除，会籍不变。申请人会看到原因。")
            return .seeOther(Path.massRemoval(.one(id)).url)
        }
        table.post("/members/mass-removals/:request/withdrawal", .requires(.consentRemovals)) { exchange in
            let id = try exchange.id("request", MassRemoval.self)
            try await MassRemovals(exchange.platform).withdraw(id, try exchange.occasion())
            try await exchange.flash("已撤回，会籍不变。")
            return .seeOther(Path.massRemoval(.one(id)).url)
        }
    }

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let asked = exchange.pageAsked
        let sheet = try await MassRemovals(exchange.platform).find(
            try exchange.id("request"), page: ListPage(number: asked.number, size: asked.size),
            try exchange.occasion())
        let opens: Action =
            switch sheet.request.act {
            case .batch: .editMembers
            case .comparison: .compareMembers
            }
        let model = MassRemovalPage.Model(
            sheet.request, unionName: sheet.unionName, asker: sheet.asker, askedAt: sheet.askedAt,
            decider: sheet.decider, decidedAt: sheet.decidedAt, reason: sheet.reason, commands: sheet.commands,
            waiting: sheet.waiting.map { waiting in
                MassRemovalPage.Waiting(
                    waiting.people.map {
                        MassRemovalPage.Person(
                            name: $0.name, document: $0.document, workplace: $0.workplace, reason: $0.reason,
                            consequences: $0.consequences)
                    },
                    PageWindow(number: waiting.page.number, size: waiting.page.size, total: waiting.total),
                    consequences: waiting.consequences, besides: waiting.besides)
            }, act: try exchange.actor().authority.allows(opens, on: sheet.request.path) ? .open : .closed)
        let page = MassRemovalPage(
            exchange.frame(.organisation), model, stepUp: try await exchange.stepUp(), form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func accept(_ exchange: Exchange) async throws -> Answer {
        let id = try exchange.id("request", MassRemoval.self)
        let removals = MassRemovals(exchange.platform)
        // Whether it is his to decide is known before he is asked who he is.
        let request = try await removals.find(id, try exchange.occasion()).request
        if let refusal = request.refusal(of: .accept, by: try exchange.actor()) { throw refusal }
        var errors = FieldErrors()
        if exchange.form[Field.remark].count > MassRemoval.reasonLimit {
            errors.add(Field.remark, "审核意见最多 \(MassRemoval.reasonLimit) 个字")
        }
        guard errors.isEmpty, let occasion = try await exchange.confirmedOccasion(for: .consentRemovals, &errors)
        else {
            return try await page(exchange, exchange.stateWithoutProof(errors))
        }
        try await removals.accept(id, exchange.form[Field.remark], occasion)
        try await exchange.flash("已同意删除 \(request.people.grouped) 人，申请人会收到提醒。")
        return .seeOther(Path.massRemoval(.one(id)).url)
    }
}
