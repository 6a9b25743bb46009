import Domain
import Markup
import Pages
import UseCases
import Wording

/// 提交复核: the rule of the district, and what one officer proposes and a second one confirms.
///
/// Registered before `SubmissionRoutes`, whose `/submissions/:id` would take the words for keys.
struct ProposalRoutes: RouteGroup {
    private typealias Rule = SubmissionRulePage.Field

    func register(in table: inout RouteTable) {
        table.get("/submissions/rule", .requires(.submitToCentre)) { exchange in
            try await Self.rule(exchange, nil)
        }
        table.post("/submissions/rule", .requires(.submitToCentre)) { exchange in
            try await Self.setRule(exchange)
        }
        // Where a refused form's address stands in the browser's bar.
        table.get("/submissions/proposals", .requires(.submitToCentre)) { _ in .seeOther(Path.submissionNew.url) }
        table.post("/submissions/proposals", .requires(.submitToCentre)) { exchange in
            try await SubmissionRoutes.send(exchange) { occasion, contact, expected in
                let receipt = try await SubmissionProposals(exchange.platform).propose(
                    occasion, contact: contact, expecting: expected)
                try await exchange.flash("已提交复核 \(receipt.heads.grouped) 人，名单尚未锁定。请通知本区局另一账号登录复核。")
                return .seeOther(Path.proposal(.one(receipt.id)).url)
            }
        }
        table.get("/submissions/proposals/:proposal", .requires(.submitToCentre)) { exchange in
            try await Self.page(exchange, FormState())
        }
        for act in ["confirmation", "refusal", "withdrawal"] {
            table.get("/submissions/proposals/:proposal/\(act)", .requires(.submitToCentre)) { exchange in
                let id = try exchange.id("proposal", SubmissionProposal.self)
                _ = try await SubmissionProposals(exchange.platform).sheet(try exchange.occasion(), id)
                return .seeOther(Path.proposal(.one(id)).url)
            }
        }
        table.post("/submissions/proposals/:proposal/confirmation", .requires(.submitToCentre)) { exchange in
            try await Self.confirm(exchange)
        }
        table.post("/submissions/proposals/:proposal/refusal", .requires(.submitToCentre)) { exchange in
            let id = try exchange.id("proposal", SubmissionProposal.self)
            do {
                try await SubmissionProposals(exchange.platform).refuse(
                    try exchange.occasion(), id, reason: exchange.form[ProposalPage.Field.reason])
            } catch Refusal.reasonMissing {
                let words = "请填写退回原因，最多 \(SubmissionProposal.reasonLimit) 个字"
                return try await Self.page(exchange, exchange.state(.one(ProposalPage.Field.reason, words)))
            }
            try await exchange.flash("已退回，名单没有提交。请提交人按原因处理后重新提交复核。")
            return .seeOther(Path.proposal(.one(id)).url)
        }
        table.post("/submissions/proposals/:proposal/withdrawal", .requires(.submitToCentre)) { exchange in
            try await SubmissionProposals(exchange.platform).withdraw(
                try exchange.occasion(), try exchange.id("proposal"))
            try await exchange.flash("已撤回，名单没有提交。")
            return .seeOther(Path.submissionNew.url)
        }
    }

    // MARK: One

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let occasion = try exchange.occasion()
        let sheet = try await SubmissionProposals(exchange.platform).sheet(occasion, try exchange.id("proposal"))
        let row = ProposalRow(sheet.line)
        let now = row.status == .waiting ? try await Submissions(exchange.platform).rehearsal(occasion) : nil
        let model = ProposalPage.Model(
            district: occasion.actor.unionName, year: sheet.line.proposal.year, row: row, lists: sheet.lists,
            contact: sheet.contact, confirming: sheet.confirming, withdrawing: sheet.withdrawing,
            changes: sheet.changes, totals: now?.totals, credit: now?.credit ?? .zero)
        let page = ProposalPage(
            exchange.frame(.workbench), model, stepUp: try await exchange.stepUp(), form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func confirm(_ exchange: Exchange) async throws -> Answer {
        let id = try exchange.id("proposal", SubmissionProposal.self)
        // Whether it is his to confirm is known before he is asked who he is.
        let sheet = try await SubmissionProposals(exchange.platform).sheet(try exchange.occasion(), id)
        if sheet.line.proposal.status == .overtaken { return try await page(exchange, exchange.state(changed)) }
        if let refusal = sheet.confirming { throw refusal }
        var errors = FieldErrors()
        guard let occasion = try await exchange.confirmedOccasion(for: .submitToCentre, &errors) else {
            return try await page(exchange, exchange.stateWithoutProof(errors))
        }
        switch try await SubmissionProposals(exchange.platform).confirm(occasion, id) {
        case .submitted(let receipt): return .seeOther(Path.submission(receipt.submission.rawValue).url)
        case .overtaken: return try await page(exchange, exchange.stateWithoutProof(changed))
        }
    }

    private static let changed = FieldErrors.general("提交复核以后名单有变动，或窗口期已结束，没有提交至职保中心。")

    // MARK: The rule

    private static func rule(_ exchange: Exchange, _ form: FormState?) async throws -> Answer {
        let occasion = try exchange.occasion()
        let desk = try await SubmissionProposals(exchange.platform).desk(occasion)
        let page = SubmissionRulePage(
            exchange.frame(.workbench), district: occasion.actor.unionName, desk.rule, officers: desk.officers,
            stepUp: try await exchange.stepUp(), form: form ?? FormState([Rule.control: [desk.rule.control.rawValue]]))
        return .page(page.html, status: form == nil ? 200 : 422)
    }

    private static func setRule(_ exchange: Exchange) async throws -> Answer {
        var errors = FieldErrors()
        let control = SubmissionControl(rawValue: exchange.form[Rule.control])
        if control == nil { errors.add(Rule.control, "请选择一种提交方式") }
        let reason = exchange.form.text(Rule.reason)
        if reason.map({ $0.count > SubmissionRule.reasonLimit }) ?? true {
            errors.add(Rule.reason, "请填写设置原因，最多 \(SubmissionRule.reasonLimit) 个字")
        }
        guard errors.isEmpty, let control, let reason,
            let occasion = try await exchange.confirmedOccasion(for: .submitToCentre, &errors)
        else { return try await rule(exchange, exchange.stateWithoutProof(errors)) }
        do {
            let set = try await SubmissionProposals(exchange.platform).set(
                occasion, control, reason: reason, stamp: exchange.form.integer("stamp") ?? 0)
            try await exchange.flash("提交方式已设置为“\(set.wording)”。")
            return .seeOther(Path.submissionNew.url)
        } catch Refusal.secondPerson(let obstacle) {
            return try await rule(exchange, exchange.stateWithoutProof(.one(Rule.control, obstacle.wording)))
        }
    }
}

extension ProposalRow {
    init(_ line: SubmissionProposals.Line) {
        self.init(
            id: line.proposal.id, status: line.proposal.status, units: line.units, heads: line.heads,
            premium: line.premium, fingerprint: line.fingerprint, proposer: line.proposer,
            proposedAt: line.proposedAt, decider: line.decider, decidedAt: line.decidedAt, reason: line.reason,
            submission: line.submission)
    }
}

extension SecondLook {
    init(_ desk: SubmissionProposals.Desk) {
        self.init(
            desk.rule.control, obstacle: desk.rule.control == .twoPeople ? nil : desk.alone,
            proposals: desk.lines.map { ProposalRow($0) })
    }
}
