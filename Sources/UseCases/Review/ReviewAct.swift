import DatabaseKit
import Domain
import Store

/// One act of a reviewer on any number of lists, with a number of statements that does not grow with them.
struct ReviewAct {
    let transaction: any Transaction
    let occasion: Occasion
    let turn: ReviewTurn
    let command: UnitEnrolment.Command
    /// Why the lists go back; nil for every other command.
    let returned: ReturnDecision?
    var kind = UnitEnrolment.Kind.centralised

    private var action: Action {
        switch kind {
        case .centralised: .reviewEnrolment
        case .instant: .reviewInstant
        }
    }

    private var waiting: Todo.Kind {
        switch kind {
        case .centralised: .reviewEnrolment
        case .instant: .reviewInstant
        }
    }

    private var correcting: Todo.Kind {
        switch kind {
        case .centralised: .correctEnrolment
        case .instant: .correctInstant
        }
    }

    /// What is kept of an act as its answer: who was done; reasons are facts of the moment and found anew.
    struct Outcome: Codable, Sendable {
        var done: [ID<UnitEnrolment>]
    }

    /// A list that the act changes.
    private struct Judged {
        let entry: ReviewEntry
        let before: UnitEnrolment.Status
        let enrolment: UnitEnrolment
        let due: CalendarDay?
    }

    /// Performs the command on each list as it was shown; what the rules refuse is left as it is.
    func perform(on lists: [ReviewedVersion]) throws -> Outcome {
        let judged = try judge(lists).compactMap { item -> Judged? in
            switch item {
            case .done(let judged): judged
            case .refused: nil
            }
        }
        try keep(judged)
        try record(judged)
        return Outcome(done: judged.map(\.entry.enrolment))
    }

    /// Each list with what the act has done to it, or would be refused for.
    func report(_ lists: [ReviewedVersion], _ outcome: Outcome) throws -> ReviewResult {
        let done = Set(outcome.done)
        let entries = try ReviewStore(transaction).find(lists.map(\.enrolment))
        let rest = lists.filter { !done.contains($0.enrolment) }
        var refusals: [ID<UnitEnrolment>: Refusal] = [:]
        for (list, item) in zip(Self.unique(rest), try judge(rest)) {
            switch item {
            // What was refused then and would not be now has been changed in between.
            case .done: refusals[list.enrolment] = .changedMeanwhile
            case .refused(let refusal): refusals[list.enrolment] = refusal
            }
        }
        return ReviewResult(
            command: command,
            items: lists.compactMap { list in
                entries[list.enrolment].map { entry in
                    ReviewResult.Item(
                        enrolment: entry.enrolment, unit: entry.unit, heads: entry.heads,
                        premium: entry.amounts.premium, refusal: refusals[list.enrolment])
                }
            })
    }

    // MARK: Judging

    private enum Item {
        case done(Judged)
        case refused(Refusal)
    }

    private static func unique(_ lists: [ReviewedVersion]) -> [ReviewedVersion] {
        Set(lists).sorted { ($0.enrolment, $0.version) < ($1.enrolment, $1.version) }
    }

    /// - Throws: `Refusal.notFound` when any list lies outside the actor's subtree.
    private func judge(_ lists: [ReviewedVersion]) throws -> [Item] {
        let lists = Self.unique(lists)
        let entries = try ReviewStore(transaction).find(lists.map(\.enrolment))
        let records = try EnrolmentStore(transaction).find(lists.map(\.enrolment))
        let calendar = ReviewCalendar(transaction)
        return try lists.map { list in
            guard let entry = entries[list.enrolment], let record = records[list.enrolment],
                record.enrolment.kind == kind
            else { throw Refusal.notFound }
            try occasion.actor.authority.require(action, on: entry.path)
            let year = try calendar.year(record.enrolment.year, at: entry.path)
            if let refusal = refusal(of: entry, list, record.enrolment, in: year) { return .refused(refusal) }
            var enrolment = record.enrolment
            try enrolment.perform(command, by: occasion.actor.account, on: occasion.today, in: year)
            return .done(
                Judged(
                    entry: entry, before: record.enrolment.status, enrolment: enrolment,
                    due: command == .return
                        ? enrolment.deadline(in: year) : year.reviewThrough(on: occasion.today)))
        }
    }

    private func refusal(
        of entry: ReviewEntry, _ list: ReviewedVersion, _ enrolment: UnitEnrolment, in year: PlanYear
    ) -> Refusal? {
        guard entry.version == list.version else { return .changedMeanwhile }
        return turn.refusal(of: command, on: enrolment.status, entry.route)
            ?? enrolment.refusal(of: command, by: occasion.actor.account, on: occasion.today, in: year)
    }

    // MARK: Keeping

    private func keep(_ judged: [Judged]) throws {
        let verdicts = Dictionary(grouping: judged) { item in
            EnrolmentStore.Verdict(
                from: item.before, to: item.enrolment.status, reopenedUntil: item.enrolment.reopenedUntil)
        }
        for (verdict, items) in verdicts {
            try EnrolmentStore(transaction).keep(
                verdict, on: items.map(\.entry.enrolment), returned: returned, at: occasion.moment)
        }
        let todos = TodoStore(transaction)
        let subjects = judged.map(\.entry.enrolment.rawValue)
        switch command {
        case .approve: try todos.close([waiting], subjects: subjects, at: occasion.moment)
        case .endorse:
            try todos.close(
                .reviewEnrolment, subjects: subjects, for: occasion.actor.union, at: occasion.moment)
        case .return:
            try RosterStore(transaction).releaseClaims(of: judged.map(\.entry.enrolment))
            try todos.close([waiting, .resubmitEnrolment, .payShare], subjects: subjects, at: occasion.moment)
            try todos.open(
                correcting, judged.map { opening($0, for: $0.entry.union) }, at: occasion.moment)
            try ConflictDesk(transaction, occasion).follow(judged.map(\.entry.enrolment))
        case .takeBack:
            let reviewers = try ReviewStore(transaction).reviewers(of: judged.map(\.entry.path))
            try todos.open(
                .reviewEnrolment,
                judged.flatMap { item in (reviewers[item.entry.path] ?? []).map { opening(item, for: $0) } },
                at: occasion.moment)
        case .prepare, .submit, .withdraw, .decline, .lock, .closeWindow, .acceptVoucher, .missDeadline: break
        }
    }

    private func opening(_ item: Judged, for union: ID<Union>) -> TodoStore.Opening {
        TodoStore.Opening(
            union: union, subject: item.entry.enrolment.rawValue, name: item.entry.unit, amount: item.entry.heads,
            due: item.due)
    }

    private func record(_ judged: [Judged]) throws {
        let reason = returned.map { ";reason=\($0.reason.rawValue)" } ?? ""
        try EventStore(transaction).recordAll(
            command.rawValue, on: .enrolment,
            judged.map { item in
                EventStore.Change(
                    id: item.entry.enrolment.rawValue, path: item.entry.path, from: item.before.rawValue,
                    to: item.enrolment.status.rawValue,
                    detail: "version=\(item.entry.version);heads=\(item.entry.heads);plan=\(item.entry.plan)\(reason)")
            }, occasion)
    }
}

/// Plan years as they hold for many unions, each read once.
final class ReviewCalendar {
    private let years: PlanYearStore
    private var known: [Int: (year: PlanYear, extensions: [WindowExtension])] = [:]

    init(_ transaction: any Transaction) { years = PlanYearStore(transaction) }

    func year(_ number: Int, at path: UnionPath) throws -> PlanYear {
        if known[number] == nil, let year = try years.find(number) {
            known[number] = (year, try years.extensions(of: number))
        }
        guard let found = known[number] else { throw Refusal.noPlanYear }
        return found.year.extended(by: found.extensions, at: path)
    }
}
