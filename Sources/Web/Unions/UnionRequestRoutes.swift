import Domain
import Markup
import Pages
import UseCases
import Wording

/// 组织审核管理.
struct UnionRequestRoutes: RouteGroup {
    private typealias Field = UnionRequestsPage.Field

    func register(in table: inout RouteTable) {
        table.get("/union-requests", .requires(.askUnionRequests)) { exchange in
            try await Self.queue(exchange, FormState())
        }
        // Shown after the queue's form; loaded again it begins anew.
        table.get("/union-requests/check", .requires(.decideUnionRequests)) { _ in
            .seeOther(Path.organisation(.requests).url)
        }
        table.post("/union-requests/check", .requires(.decideUnionRequests)) { exchange in
            guard !Self.chosen(exchange).isEmpty else {
                return try await Self.queue(exchange, exchange.state(.general("请先勾选要审核的申请。")))
            }
            return try await Self.check(exchange, FormState())
        }
        table.get("/union-requests/decisions", .requires(.decideUnionRequests)) { _ in
            .seeOther(Path.organisation(.requests).url((Field.part, UnionRequestPart.decided.rawValue)))
        }
        table.post("/union-requests/decisions", .requires(.decideUnionRequests)) { exchange in
            try await Self.decide(exchange)
        }
        table.get("/union-requests/:id", .requires(.askUnionRequests)) { exchange in
            try await Self.page(exchange, FormState())
        }
        table.post("/union-requests/:id/acceptance", .requires(.decideUnionRequests)) { exchange in
            do {
                return try await Self.perform(.accept, exchange, "已同意，变更已生效。")
            } catch is OrganisationProblems {
                return try await Self.page(exchange, exchange.state(.general("现在不能同意，请查看下列原因，或退回申请。")))
            }
        }
        table.post("/union-requests/:id/return", .requires(.decideUnionRequests)) { exchange in
            guard let reason = exchange.form.text(UnionRequestPage.Field.reason),
                reason.count <= UnionRequest.reasonLimit
            else {
                let errors = FieldErrors.one(
                    UnionRequestPage.Field.reason, "请填写退回原因，最多 \(UnionRequest.reasonLimit) 个字")
                return try await Self.page(exchange, exchange.state(errors))
            }
            return try await Self.perform(.return, exchange, "已退回申请，组织信息不变。", reason: reason)
        }
        table.post("/union-requests/:id/withdrawal", .requires(.askUnionRequests)) { exchange in
            try await Self.perform(.withdraw, exchange, "已撤回申请，组织信息不变。")
        }
    }

    // MARK: One

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let record = try await UnionRequests(exchange.platform).find(try exchange.id("id"), try exchange.occasion())
        let problems = record.problems.entries.map { $0.problem.wording(of: $0.field) + "。" }
        let model = UnionRequestPage.Model(
            UnionRequestRow(record.line), union: record.union, before: record.before, after: record.after,
            currentSuperior: record.currentSuperior, commands: record.commands,
            obstacles: sentences(record.obstacle) + problems,
            history: record.history.map {
                MemberPage.Happening(
                    at: $0.at, account: $0.account, words: MembershipRequest.wording(of: $0.action))
            })
        let page = UnionRequestPage(exchange.frame(.organisation), model, form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    /// What is in the way, each with what to do about it.
    static func sentences(_ refusal: Refusal?) -> [String] {
        switch refusal {
        case nil: []
        case .unionInUse(let obstacles)?: obstacles.sentences
        case .some(let refusal): [refusal.wording]
        }
    }

    private static func perform(
        _ command: UnionRequest.Command, _ exchange: Exchange, _ done: String, reason: String? = nil
    ) async throws -> Answer {
        let receipt = try await UnionRequests(exchange.platform).perform(
            command, on: try exchange.id("id"), reason: reason, try exchange.occasion())
        try await exchange.flash(done)
        return .seeOther(Path.organisation(.request(receipt.id)).url)
    }

    // MARK: Several

    private static func queue(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let mayDecide = try exchange.actor().authority.includes(.decideUnionRequests)
        let parts = mayDecide ? UnionRequestPart.allCases : [.requested]
        let asked = UnionRequestPart(rawValue: exchange.query[Field.part])
        let part = asked.flatMap { parts.contains($0) ? $0 : nil } ?? parts.first ?? .requested
        let range = exchange.pageAsked
        let list = try await UnionRequests(exchange.platform).list(
            part, page: ListPage(number: range.number, size: range.size), try exchange.occasion())
        let page = UnionRequestsPage(
            exchange.frame(.organisation), part, of: parts, list.lines.map { UnionRequestRow($0) },
            waiting: list.waiting, PageWindow(number: list.page.number, size: list.page.size, total: list.total),
            form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func chosen(_ exchange: Exchange) -> [ID<UnionRequest>] {
        exchange.form.all(Field.request).compactMap { ID($0) }
    }

    private static func decision(_ exchange: Exchange) throws -> UnionRequests.Decision {
        guard let decision = UnionRequests.Decision(rawValue: exchange.form[Field.decision]) else {
            throw Refusal.nothingSelected
        }
        return decision
    }

    private static func check(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let decision = try decision(exchange)
        let lines = try await UnionRequests(exchange.platform).chosen(chosen(exchange), try exchange.occasion())
        let page = UnionRequestCheckPage(
            exchange.frame(.organisation), decision == .accept ? .accept : .return,
            lines.map { UnionRequestRow($0) }, form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func decide(_ exchange: Exchange) async throws -> Answer {
        let decision = try decision(exchange)
        let reason = exchange.form.text(Field.reason)
        if decision == .return, reason.map({ $0.count > UnionRequest.reasonLimit }) ?? true {
            let errors = FieldErrors.one(Field.reason, "请填写退回原因，最多 \(UnionRequest.reasonLimit) 个字")
            return try await check(exchange, exchange.state(errors))
        }
        let outcomes = try await UnionRequests(exchange.platform).decide(
            decision, chosen(exchange), reason: reason, try exchange.occasion())
        let page = UnionRequestResultPage(
            exchange.frame(.organisation), decision == .accept ? .accept : .return,
            outcomes.map { UnionRequestResultPage.Row(UnionRequestRow($0.line), problem: problem($0)) })
        return .page(page.html)
    }

    private static func problem(_ outcome: UnionRequests.Outcome) -> String? {
        switch outcome.result {
        case .done: nil
        case .decided: "申请已撤回或已由他人办理，没有改变。"
        case .ownWork: "不能审核自己提出的申请，请由其他账号办理。"
        case .obstructed: outcome.obstacle.map { "现在不能同意：\($0)" } ?? "现在不能同意，请打开申请查看原因。"
        }
    }
}

extension UnionRequestRow {
    init(_ line: UnionRequests.Line) {
        self.init(
            id: line.id, kind: line.kind, status: line.status, unionKind: line.unionKind, unionName: line.unionName,
            superiorName: line.superiorName, requesterName: line.requesterName, deciderName: line.deciderName,
            note: line.note, requestedAt: line.requestedAt, decidedAt: line.decidedAt, reason: line.reason)
    }
}
