import Domain
import Markup
import Pages
import UseCases
import Wording

/// 批次撤消申请: the unit's form, and the superior's queue.
struct CardRevocationRoutes: RouteGroup {
    private typealias Field = CardRevocationsPage.Field

    func register(in table: inout RouteTable) {
        table.get("/cards/batches/:id/revocation", .requires(.orderCards)) { exchange in
            try await Self.request(exchange, FormState())
        }
        table.post("/cards/batches/:id/revocation", .requires(.orderCards)) { exchange in
            try await Self.ask(exchange)
        }
        table.post("/cards/batches/:id/revocation/withdrawal", .requires(.orderCards)) { exchange in
            let id = try exchange.id("id", CardBatch.self)
            let receipt = try await CardRevocations(exchange.platform).withdraw(id, try exchange.occasion())
            try await exchange.flash("已撤回批次 \(receipt.number) 的撤消申请，批次照常办理。")
            return .seeOther(Path.cardBatch(id.description).url)
        }
        table.get("/cards/revocations", .requires(.reviewCardRevocations)) { exchange in
            try await Self.queue(exchange, FormState())
        }
        // Shown after the queue's form; loaded again it begins anew.
        table.get("/cards/revocations/check", .requires(.reviewCardRevocations)) { _ in
            .seeOther(Path.cardRevocations.url)
        }
        table.post("/cards/revocations/check", .requires(.reviewCardRevocations)) { exchange in
            guard !Self.chosen(exchange).isEmpty else {
                return try await Self.queue(exchange, exchange.state(.general("请先勾选要审核的批次。")))
            }
            return try await Self.check(exchange, FormState())
        }
        table.get("/cards/revocations/decisions", .requires(.reviewCardRevocations)) { _ in
            .seeOther(Path.cardRevocations.url((Field.part, CardRevocationPart.closed.rawValue)))
        }
        table.post("/cards/revocations/decisions", .requires(.reviewCardRevocations)) { exchange in
            try await Self.decide(exchange)
        }
    }

    // MARK: The unit

    private static func request(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let found = try await CardBatches(exchange.platform).find(
            try exchange.id("id", CardBatch.self), offset: 0, limit: 1, try exchange.occasion())
        if let refusal = found.record.batch.refusal(of: .revoke) { throw refusal }
        if found.record.revocation == .open { throw Refusal.cardRevocationOpen }
        let page = CardRevocationPage(exchange.frame(.workbench), found.record, form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func ask(_ exchange: Exchange) async throws -> Answer {
        typealias Field = CardRevocationPage.Field
        let id = try exchange.id("id", CardBatch.self)
        guard let reason = exchange.form.text(Field.reason), reason.count <= CardBatchRevocation.textLimit else {
            let errors = FieldErrors.one(Field.reason, "请填写申请原因，最多 \(CardBatchRevocation.textLimit) 个字")
            return try await request(exchange, exchange.state(errors))
        }
        let receipt = try await CardRevocations(exchange.platform).ask(
            id, reason: reason, version: exchange.form.integer(Field.version) ?? 0, try exchange.occasion())
        try await exchange.flash("批次 \(receipt.number) 的撤消申请已提交，由\(receipt.superior ?? "上级工会")审核。")
        return .seeOther(Path.cardBatch(id.description).url)
    }

    // MARK: The superior

    private static func queue(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let part = CardRevocationPart(rawValue: exchange.query[Field.part]) ?? .open
        let asked = exchange.pageAsked
        let list = try await CardRevocations(exchange.platform).list(
            part, page: ListPage(number: asked.number, size: asked.size), try exchange.occasion())
        let page = CardRevocationsPage(
            exchange.frame(.workbench), part, list.lines.map { CardRevocationRow($0) },
            PageWindow(number: list.page.number, size: list.page.size, total: list.total), form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func chosen(_ exchange: Exchange) -> [ID<CardBatchRevocation>] {
        exchange.form.all(Field.revocation).compactMap { ID($0) }
    }

    private static func decision(_ exchange: Exchange) throws -> CardRevocations.Decision {
        guard let decision = CardRevocations.Decision(rawValue: exchange.form[Field.decision]) else {
            throw Refusal.nothingSelected
        }
        return decision
    }

    private static func check(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let decision = try decision(exchange)
        let lines = try await CardRevocations(exchange.platform).chosen(chosen(exchange), try exchange.occasion())
        let page = CardRevocationCheckPage(
            exchange.frame(.workbench), decision == .accept ? .accept : .return, lines.map { CardRevocationRow($0) },
            form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func decide(_ exchange: Exchange) async throws -> Answer {
        let decision = try decision(exchange)
        let answer = exchange.form.text(Field.answer)
        if decision == .return, answer.map({ $0.count > CardBatchRevocation.textLimit }) ?? true {
            let errors = FieldErrors.one(Field.answer, "请填写退回原因，最多 \(CardBatchRevocation.textLimit) 个字")
            return try await check(exchange, exchange.state(errors))
        }
        let outcomes = try await CardRevocations(exchange.platform).decide(
            decision, chosen(exchange), answer: answer, try exchange.occasion())
        let page = CardRevocationResultPage(
            exchange.frame(.workbench), decision == .accept ? .accept : .return,
            outcomes.map { CardRevocationResultPage.Row(CardRevocationRow($0.line), problem: problem($0.result)) })
        return .page(page.html)
    }

    private static func problem(_ result: CardRevocations.Outcome.Result) -> String? {
        switch result {
        case .done: nil
        case .decided: "申请已撤回或已由他人办理，没有改变。"
        case .tooLate: "批次已不在可以撤销的状态，没有改变。"
        }
    }
}

extension CardRevocationRow {
    init(_ line: CardRevocations.Line) {
        self.init(
            id: line.id, batch: line.batch, status: line.status, batchNumber: line.batchNumber, people: line.people,
            unitName: line.unitName, unionName: line.unionName, reason: line.reason, requestedAt: line.requestedAt,
            decidedAt: line.decidedAt, answer: line.answer)
    }
}
