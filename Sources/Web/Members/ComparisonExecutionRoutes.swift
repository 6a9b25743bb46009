import Domain
import Markup
import Pages
import UseCases
import Wording

/// What was decided of a comparison is looked at, carried out, stopped, and read afterwards.
struct ComparisonExecutionRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/members/comparisons/:id/execution", .requires(.compareMembers)) { exchange in
            try await Self.plan(exchange, FieldErrors())
        }
        table.post("/members/comparisons/:id/execution", .requires(.compareMembers)) { exchange in
            let id = try exchange.id("id", MemberComparison.self)
            let comparisons = MemberComparisons(exchange.platform)
            let occasion = try exchange.occasion()
            let done: Int?
            do {
                done = try await comparisons.execute(
                    id, expected: exchange.form.integer(ComparisonExecutionPage.Field.expected) ?? 0,
                    waiting: .short, occasion)
            } catch Refusal.massRemoval(let obstacle) {
                var errors = FieldErrors()
                errors.add(obstacle.wording)
                return try await Self.plan(exchange, errors)
            }
            if let done, done > 0 {
                try await exchange.flash("已执行 \(done.grouped) 人的处理，每个人的结果和下一步如下。")
            } else if done == nil, try await comparisons.request(for: id, occasion) != nil {
                try await exchange.flash("已提交批量删除申请，经另一人同意后自动执行。")
            }
            return .seeOther(Path.comparison(.results(id)).url)
        }
        table.post("/members/comparisons/:id/execution/stop", .requires(.compareMembers)) { exchange in
            let id = try exchange.id("id", MemberComparison.self)
            try await MemberComparisons(exchange.platform).stop(id, try exchange.occasion())
            try await exchange.flash("已停止执行。已经处理的人列在下面，其余的人仍按原来选定的等待执行。")
            return .seeOther(Path.comparison(.results(id)).url)
        }
        table.get("/members/comparisons/:id/results", .requires(.compareMembers)) { exchange in
            .page(try await Self.results(exchange))
        }
        table.get("/members/comparisons/:id/removal", .requires(.compareMembers)) { exchange in
            .page(try await Self.removal(exchange, FormState()))
        }
        table.post("/members/comparisons/:id/removal", .requires(.compareMembers)) { exchange in
            try await Self.decideRemoval(exchange)
        }
    }

    private static func plan(_ exchange: Exchange, _ errors: FieldErrors) async throws -> Answer {
        let plan = try await MemberComparisons(exchange.platform).plan(
            try exchange.id("id"), try exchange.occasion())
        guard plan.comparison.state == .compared else {
            return .seeOther(Path.comparison(.results(plan.comparison.id)).url)
        }
        return .page(
            ComparisonExecutionPage(
                exchange.frame(.organisation),
                ComparisonExecutionPage.Model(
                    comparison: plan.comparison, holding: plan.holding,
                    acts: plan.acts.map { act in
                        ComparisonExecutionPage.Act(
                            act.decision, of: act.part, people: act.people,
                            first: act.first.map { ComparisonExecutionPage.Person($0, act.each) },
                            consequences: act.consequences, moving: act.moving)
                    }, consenter: plan.consenter), errors: errors
            ).html, status: errors.isEmpty ? 200 : 422)
    }

    private static func results(_ exchange: Exchange) async throws -> HTML {
        typealias Field = ComparisonResultsPage.Field
        let effect = ComparisonEffect(rawValue: exchange.query[Field.effect])
        let place = ComparisonPlace(exchange.query[Field.after])
        let results = try await MemberComparisons(exchange.platform).results(
            try exchange.id("id"), effect, after: place, try exchange.occasion())
        return ComparisonResultsPage(
            exchange.frame(.organisation),
            ComparisonResultsPage.Model(
                comparison: results.comparison, counts: results.counts, effect: effect,
                lines: results.lines.compactMap { line in
                    guard let decision = line.decision, let effect = line.effect else { return nil }
                    return ComparisonResultsPage.Line(
                        part: line.part, row: line.row, member: line.member, name: line.name, document: line.document,
                        decision: decision, effect: effect,
                        problems: line.findings.map(\.problem))
                }, start: place == nil ? .first : .later, next: results.next,
                history: results.history.map { ComparisonResultsPage.Time($0.event, at: $0.at, account: $0.account) },
                waiting: results.waiting,
                progress: results.progress.map { .init($0.task, done: $0.done, total: $0.total) },
                held: results.held)
        ).html
    }

    // MARK: Removing all who are missing

    private static func removal(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let all = try await MemberComparisons(exchange.platform).removalOfAll(
            try exchange.id("id"), try exchange.occasion())
        return ComparisonRemovalPage(
            exchange.frame(.organisation),
            ComparisonRemovalPage.Model(
                comparison: all.comparison, people: all.people,
                first: all.first.map { ComparisonExecutionPage.Person($0, all.each) },
                consequences: all.consequences, namesakes: all.namesakes), form: form
        ).html
    }

    private static func decideRemoval(_ exchange: Exchange) async throws -> Answer {
        typealias Field = ComparisonRemovalPage.Field
        let id = try exchange.id("id", MemberComparison.self)
        guard let decision = ComparisonDecision(rawValue: exchange.form[Field.decision]), decision.isFinal else {
            var errors = FieldErrors()
            errors.add(Field.decision, "请选择删除原因")
            return .page(try await removal(exchange, exchange.state(errors)), status: 422)
        }
        let noted = try await MemberComparisons(exchange.platform).decide(
            decision, .undecided, of: .missing, in: id, expected: exchange.form.integer(Field.expected) ?? 0,
            try exchange.occasion())
        try await exchange.flash("已为 \(noted.grouped) 人选定\(decision.wording)，还没有执行，可以撤销。")
        return .seeOther(ComparisonPage.url(id, .missing))
    }
}

extension ComparisonExecutionPage.Person {
    fileprivate init(_ line: MemberComparisons.Line, _ each: [ID<Member>: TransferConsequences]) {
        self.init(
            name: line.name, documentType: line.documentType, document: line.document, workplace: line.workplace,
            changes: line.changes, outcome: line.outcome,
            consequences: line.member.flatMap { each[$0] } ?? TransferConsequences())
    }
}
