import DatabaseKit
public import Domain
import Store

extension Reviews {
    /// 添加到待提交: passes lists as they were shown; each is done or skipped with its reason.
    ///
    /// - Throws: `Refusal.notFound` when any of them lies outside the actor's subtree, `.nothingSelected`.
    public func approve(_ occasion: Occasion, _ lists: [ReviewedVersion]) async throws -> ReviewResult {
        try await decide(.approve, occasion, lists) { transaction, entry, record in
            try TodoStore(transaction).close(
                [.reviewEnrolment], subject: entry.enrolment.rawValue, at: occasion.moment)
            record.returnReason = nil
            record.returnNote = nil
        }
    }

    /// 退回: the lists go back to their units, whose people are free again.
    public func sendBack(
        _ occasion: Occasion, _ lists: [ReviewedVersion], _ decision: ReturnDecision
    ) async throws -> ReviewResult {
        try await decide(.return, occasion, lists) { transaction, entry, record in
            record.returnReason = decision.reason.rawValue
            record.returnNote = decision.note
            record.outdatedSince = nil
            try RosterStore(transaction).releaseClaims(of: entry.enrolment)
            let todos = TodoStore(transaction)
            let subject = entry.enrolment.rawValue
            try todos.close([.reviewEnrolment, .resubmitEnrolment], subject: subject, at: occasion.moment)
            guard let unit = try UnionStore(transaction).unit(record.enrolment.unit),
                let year = try PlanYearStore(transaction).find(record.enrolment.year, at: entry.path)
            else { throw Refusal.notFound }
            try todos.open(
                .correctEnrolment, for: unit.union, subject: subject, name: entry.unit, amount: entry.heads,
                due: record.enrolment.deadline(in: year), at: occasion.moment)
        }
    }

    /// 移回: an approved list waits for review again.
    public func takeBack(_ occasion: Occasion, _ lists: [ReviewedVersion]) async throws -> ReviewResult {
        try await decide(.takeBack, occasion, lists) { transaction, entry, record in
            let year = try PlanYearStore(transaction).find(record.enrolment.year, at: entry.path)
            let due = year?.windows[.review]?.through
            let lineage = try UnionStore(transaction).lineage(of: entry.path)
            let reviewers = lineage.filter { $0.kind.isDistrictLevel || $0.kind == .subdistrictFederation }
            for union in reviewers {
                try TodoStore(transaction).open(
                    .reviewEnrolment, for: union.id, subject: entry.enrolment.rawValue, name: entry.unit,
                    amount: entry.heads, due: due, at: occasion.moment)
            }
        }
    }

    /// Performs one command on each list in one transaction; what the rules refuse is skipped and named.
    private func decide(
        _ command: UnitEnrolment.Command, _ occasion: Occasion, _ lists: [ReviewedVersion],
        _ consequences:
            @escaping @Sendable (any Transaction, ReviewEntry, inout EnrolmentRecord) throws -> Void
    ) async throws -> ReviewResult {
        let lists = Array(lists.prefix(Self.selectionLimit))
        guard !lists.isEmpty else { throw Refusal.nothingSelected }
        _ = try occasion.actor.authority.scope(for: .reviewEnrolment)
        let outcome = try await platform.once("review-" + command.rawValue, occasion) { transaction in
            let entries = try ReviewStore(transaction).find(lists.map(\.enrolment))
            var outcome = Outcome(done: [])
            for list in Set(lists).sorted(by: { $0.enrolment < $1.enrolment }) {
                guard let entry = entries[list.enrolment] else { throw Refusal.notFound }
                try occasion.actor.authority.require(.reviewEnrolment, on: entry.path)
                guard try perform(command, on: entry, as: list, occasion, transaction, consequences) == nil
                else { continue }
                outcome.done.append(list.enrolment)
            }
            return outcome
        }
        return try await report(command, occasion, lists, outcome)
    }

    /// What is kept of an act as its answer: who was done; reasons are facts of the moment and found anew.
    struct Outcome: Codable, Sendable {
        var done: [ID<UnitEnrolment>]
    }

    private func perform(
        _ command: UnitEnrolment.Command, on entry: ReviewEntry, as list: ReviewedVersion, _ occasion: Occasion,
        _ transaction: any Transaction,
        _ consequences: (any Transaction, ReviewEntry, inout EnrolmentRecord) throws -> Void
    ) throws -> Refusal? {
        guard var record = try EnrolmentStore(transaction).find(entry.enrolment),
            let year = try PlanYearStore(transaction).find(record.enrolment.year, at: entry.path)
        else { throw Refusal.notFound }
        guard entry.version == list.version else { return .changedMeanwhile }
        let before = record.enrolment.status
        do throws(Refusal) {
            try record.enrolment.perform(
                command, by: occasion.actor.account, on: occasion.today, in: year)
        } catch {
            return error
        }
        try consequences(transaction, entry, &record)
        try EnrolmentStore(transaction).save(record, at: occasion.moment)
        var detail = "version=\(entry.version);heads=\(entry.heads);plan=\(entry.plan)"
        if command == .return, let reason = record.returnReason { detail += ";reason=\(reason)" }
        try EventStore(transaction).record(
            command.rawValue, on: .enrolment, entry.enrolment.rawValue, at: entry.path, from: before.rawValue,
            to: record.enrolment.status.rawValue, detail: detail, occasion)
        return nil
    }

    /// Names each list and says why it was skipped; a repeated form gets the same answer as the first time.
    private func report(
        _ command: UnitEnrolment.Command, _ occasion: Occasion, _ lists: [ReviewedVersion], _ outcome: Outcome
    ) async throws -> ReviewResult {
        try await platform.database.read { transaction in
            let entries = try ReviewStore(transaction).find(lists.map(\.enrolment))
            let enrolments = EnrolmentStore(transaction)
            let years = PlanYearStore(transaction)
            let items = try lists.compactMap { list -> ReviewResult.Item? in
                guard let entry = entries[list.enrolment] else { return nil }
                var refusal: Refusal?
                if !outcome.done.contains(list.enrolment), let record = try enrolments.find(list.enrolment),
                    let year = try years.find(record.enrolment.year, at: entry.path)
                {
                    refusal =
                        entry.version == list.version
                        ? record.enrolment.refusal(
                            of: command, by: occasion.actor.account, on: occasion.today, in: year)
                            ?? .changedMeanwhile : .changedMeanwhile
                }
                return ReviewResult.Item(
                    enrolment: entry.enrolment, unit: entry.unit, heads: entry.heads,
                    premium: entry.amounts.premium, refusal: refusal)
            }
            return ReviewResult(command: command, items: items)
        }
    }
}
