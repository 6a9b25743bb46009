import Domain
import Markup
import Pages
import UseCases
import Wording

/// A member's cards: the history, 挂失, 换卡, 注销.
struct MemberCardRoutes: RouteGroup {
    private typealias Field = MemberCardsPage.Field

    func register(in table: inout RouteTable) {
        table.get("/cards/members/:member", .requires(.viewCards)) { exchange in
            .page(try await Self.page(exchange, FormState()))
        }
        table.post("/cards/members/:member/acts", .requires(.orderCards)) { exchange in
            try await Self.act(exchange)
        }
    }

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let sheet = try await CardLives(exchange.platform).sheet(
            of: try exchange.id("member", Member.self), try exchange.occasion())
        return MemberCardsPage(
            exchange.frame(.workbench),
            MemberCardsPage.Holder(
                member: sheet.member, number: sheet.number, name: sheet.name, document: sheet.document.masked,
                batchNumber: sheet.batchNumber), cards: sheet.cards, open: sheet.open,
            history: sheet.history.map { step in
                let reason = step.reason.map { "：\($0.wording)" } ?? ""
                return MemberCardsPage.Step(
                    at: step.at, account: step.account, card: step.card,
                    words: (step.command?.wording ?? "其他办理") + reason)
            }, form: form
        ).html
    }

    private static func act(_ exchange: Exchange) async throws -> Answer {
        let form = exchange.form
        let member = try exchange.id("member", Member.self)
        let command = CardLife.Command(rawValue: form[Field.act])
        let reason = CardReason(rawValue: form[Field.reason])
        var errors = FieldErrors()
        if command == nil { errors.add(Field.act, "请选择办理事项") }
        if reason == nil { errors.add(Field.reason, "请选择原因") }
        if let command, let reason, !command.reasons.isEmpty, !command.reasons.contains(reason) {
            errors.add(Field.reason, "\(reason.wording)不是\(command.wording)的原因，请重新选择。\(command.reasonsWording)")
        }
        if form[Field.confirmed] != "yes" { errors.add(Field.confirmed, "请与会员本人核对后勾选") }
        guard let command, let reason, let card = ID<ServiceCard>(form[Field.card]), errors.isEmpty else {
            return .page(try await page(exchange, exchange.state(errors)), status: 422)
        }
        do {
            let receipt = try await CardLives(exchange.platform).perform(
                command, on: card, of: member, because: reason, version: form.integer(Field.version) ?? 0,
                try exchange.occasion())
            try await exchange.flash("已办理\(command.wording)：\(receipt.name)的会员服务卡现为“\(receipt.life.wording)”。")
            return .seeOther(Path.memberCards(receipt.member).url)
        } catch Refusal.alreadyInBatch(let people) {
            let words = Refusal.alreadyInBatch(people: people).wording
            return .page(try await page(exchange, exchange.state(.general(words))), status: 422)
        }
    }
}
