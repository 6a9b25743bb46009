import DatabaseKit
public import Domain
import Store
import Vault
import Wording

extension Enrolments {
    /// Hands the unit's list in (manual 2024, 3.3, step 8); may be repeated until the deadline, the last one counts.
    ///
    /// One transaction makes the version with its snapshot and claims, the notice, the event and the reviewers'
    /// todos. The same form has one effect and one answer; of two clerks with two forms the later one gets
    /// `StaleVersion`.
    ///
    /// - Throws: `Refusal` of the workflow, the window, `.planNotChosen`, `.unresolvedSuspects`, `.countChanged`,
    ///   `.nobodyToEnrol`.
    public func submit(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, _ request: SubmissionRequest
    ) async throws -> SubmissionReceipt {
        let unit = try await workbench.unit(occasion, enterprise: enterprise)
        let token = Token.random().text
        let form = occasion.form("submit", "\(request.stamp):\(request.expectedHeads)")
        return try await platform.once("submit-enrolment", form) { transaction in
            var dossier = try EnrolmentDossier(transaction, occasion, unit: unit, action: .enrol)
            guard dossier.record?.stamp ?? 0 == request.stamp else { throw StaleVersion() }
            return try submit(&dossier, expecting: request.expectedHeads, token: token)
        }
    }

    private func submit(
        _ dossier: inout EnrolmentDossier, expecting heads: Int, token: String
    ) throws -> SubmissionReceipt {
        let transaction = dossier.transaction
        let occasion = dossier.occasion
        let basis = dossier.basis
        let proposal = UnitEnrolment.Proposal(
            equation: try BasisStore(transaction).equation(of: basis), plan: dossier.plan, expectedHeads: heads)
        var enrolment = dossier.enrolment
        try enrolment.submit(proposal, by: dossier.account, on: occasion.today, in: dossier.year)
        guard let plan = dossier.plan, var record = dossier.record else { throw Refusal.planNotChosen }
        guard let rates = try dossier.rates(of: plan) else { throw Refusal.planNotOffered(plan.type) }

        let rosters = RosterStore(transaction)
        let version = try rosters.takeSnapshot(
            of: basis, proposal.equation, enrolment: enrolment, reason: .submission, plan: plan.type, rates: rates,
            by: dossier.account, on: occasion.today, at: occasion.moment, sealing: platform.seal)
        try rosters.claim(version, year: dossier.year.year)
        record.enrolment = enrolment
        record.outdatedSince = nil
        record.returnReason = nil
        record.returnNote = nil
        record.declineReason = nil
        try dossier.save(
            record, .submit, detail: "version=\(version.number);heads=\(version.heads);plan=\(plan.type)")
        try ReviewMarkStore(transaction).mark([version.id], in: dossier.year)
        let notice = try BaseNotices.issue(dossier, version, plan: plan, token: token)
        try askForReview(dossier, heads: version.heads)
        try PaymentReminders.settle(enrolment.id, transaction, at: occasion.moment)
        let conflicts = ConflictDesk(transaction, occasion)
        try conflicts.follow([record.enrolment.id])
        try conflicts.raise(dossier)
        return SubmissionReceipt(
            version: version.id, number: record.number, versionNumber: version.number, heads: version.heads,
            notice: notice.id)
    }

    /// The level-2 union, when there is one, and the district may each look at the list.
    private func askForReview(_ dossier: EnrolmentDossier, heads: Int) throws {
        let todos = TodoStore(dossier.transaction)
        let subject = dossier.enrolment.id.rawValue
        let now = dossier.occasion.moment
        try todos.close([.correctEnrolment, .resubmitEnrolment], subject: subject, at: now)
        try todos.close([.submitEnrolment], subject: dossier.unit.id.rawValue, at: now)
        for union in [try reviewer(dossier), dossier.district].compactMap({ $0 }) {
            try todos.open(
                .reviewEnrolment, for: union.id, subject: subject, name: dossier.unit.name, amount: heads,
                due: dossier.year.reviewThrough(on: dossier.occasion.today), at: now)
        }
    }

    /// Takes a submitted list back, as long as review has not acted; its people are free again.
    public func withdraw(_ occasion: Occasion, enterprise: ID<Enterprise>?) async throws {
        try await change("withdraw-enrolment", "", occasion, enterprise: enterprise) { dossier in
            var record = try dossier.open()
            try record.enrolment.perform(.withdraw, by: dossier.account, on: occasion.today, in: dossier.year)
            try RosterStore(dossier.transaction).releaseClaims(of: record.enrolment.id)
            record.outdatedSince = nil
            try dossier.save(record, .withdraw, detail: "version=\(record.enrolment.version)")
            try TodoStore(dossier.transaction).close(
                [.reviewEnrolment, .resubmitEnrolment, .payShare], subject: record.enrolment.id.rawValue,
                at: occasion.moment)
            try ConflictDesk(dossier.transaction, occasion).follow([record.enrolment.id])
        }
    }

    /// 本年度不参保: the unit says so with its reason, and nobody reminds it any more.
    public func decline(_ occasion: Occasion, enterprise: ID<Enterprise>?, reason: String) async throws {
        let reason = reason.trimmed(to: Self.noteLimit)
        try await change("decline-enrolment", "", occasion, enterprise: enterprise) { dossier in
            var record = try dossier.open()
            try record.enrolment.perform(.decline, by: dossier.account, on: occasion.today, in: dossier.year)
            guard !reason.isEmpty else { throw Refusal.reasonMissing }
            record.declineReason = reason
            try dossier.save(record, .decline, detail: "year=\(dossier.year.year)")
            try RosterStore(dossier.transaction).releaseClaims(of: record.enrolment.id)
            try TodoStore(dossier.transaction).close(
                [.correctEnrolment, .resubmitEnrolment], subject: record.enrolment.id.rawValue, at: occasion.moment)
            try TodoStore(dossier.transaction).close(
                [.submitEnrolment] + UnitWork.kinds, subject: dossier.unit.id.rawValue, at: occasion.moment)
            try ConflictDesk(dossier.transaction, occasion).follow([record.enrolment.id])
        }
    }

    /// One act on the unit's enrolment: its dossier, within one transaction and once per form.
    ///
    /// The answer counts what the act changed, where there is something to count.
    ///
    /// - Parameter content: what the form says, without personal data; see `Occasion.form`.
    func act(
        _ name: String, _ content: String, _ occasion: Occasion, enterprise: ID<Enterprise>?,
        _ body: @escaping @Sendable (inout EnrolmentDossier) throws -> Int
    ) async throws -> Int {
        let unit = try await workbench.unit(occasion, enterprise: enterprise)
        return try await platform.once(name, occasion.form(name, content)) { transaction in
            var dossier = try EnrolmentDossier(transaction, occasion, unit: unit, action: .enrol)
            return try body(&dossier)
        }
    }

    func change(
        _ name: String, _ content: String, _ occasion: Occasion, enterprise: ID<Enterprise>?,
        _ body: @escaping @Sendable (inout EnrolmentDossier) throws -> Void
    ) async throws {
        _ = try await act(name, content, occasion, enterprise: enterprise) { dossier in
            try body(&dossier)
            return 0
        }
    }

    /// Characters of a reason or note.
    static let noteLimit = 200
}

extension Occasion {
    /// The same occasion with the ticket of one form of the page.
    ///
    /// All forms of a page carry the page's ticket, and Back brings a form again in which something else may be
    /// ticked: only the same act with the same content is the same form sent twice.
    func form(_ act: String, _ content: String) -> Occasion {
        Occasion(
            actor: actor, today: today, now: now, origin: origin, ticket: ticket.map { "\($0)/\(act)/\(content)" })
    }
}

extension String {
    /// Without space around it, cut to a number of characters.
    func trimmed(to limit: Int) -> String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.prefix(limit))
    }
}
