import DatabaseKit
import Domain
import Store

/// What the pages and acts of a unit's 即时参保 start from, read in one transaction.
struct InstantWork {
    let transaction: any Transaction
    let occasion: Occasion
    let unit: EnrollingUnit
    let kind: UnionKind
    let entry: InstantEntry
    let list: EnrolmentRecord?
    let year: PlanYear
    let plans: [Plan]
    let district: Union?
    let lockedOn: CalendarDay

    /// - Parameter number: the year of a list; without it the year whose coverage holds today.
    init(
        _ transaction: any Transaction, _ occasion: Occasion, unit: EnrollingUnit, entry: InstantEntry,
        list: EnrolmentRecord? = nil, year number: Int? = nil
    ) throws {
        let years = PlanYearStore(transaction)
        let wanted = list?.enrolment.year ?? number
        let found =
            try wanted.map { try years.find($0, at: unit.path) } ?? years.covering(occasion.today, at: unit.path)
        guard let found else { throw Refusal.noPlanYear }
        guard let union = try UnionStore(transaction).find(unit.union) else { throw Refusal.notFound }
        (self.transaction, self.occasion, self.unit, self.entry, self.list) = (transaction, occasion, unit, entry, list)
        kind = union.kind
        year = found
        plans = try years.plans(of: found.year)
        district = try UnionStore(transaction).district(of: unit.path)
        lockedOn =
            try EnrolmentStore(transaction).lockDay(of: unit.id, year: found.year)
            ?? found.windows[.districtSubmission]?.through ?? found.coverage.from.adding(days: -1)
    }

    /// Which entry's people are offered; a list that is mended takes both.
    var reach: InstantEntry? { list == nil ? entry : nil }

    private var enrolment: UnitEnrolment {
        list?.enrolment ?? UnitEnrolment(id: ID(0), unit: unit.id, year: year.year, entry: entry)
    }

    func refusal(of command: UnitEnrolment.Command) -> Refusal? {
        enrolment.refusal(of: command, by: occasion.actor.account, on: occasion.today, in: year)
            ?? (command == .submit && (try? start(of: nil)) == nil ? .instantTooLate(year.coverage.through) : nil)
    }

    // MARK: Plan and price

    func fixedPlan() throws -> String? {
        try EnrolmentStore(transaction).fixedPlan(of: unit.id, year: year.year, besides: list?.enrolment.id)
    }

    func basis(_ plan: Plan? = nil) throws -> Basis {
        let fixed = try plan ?? fixedPlan().flatMap { type in plans.first { $0.type == type } }
        return Basis(
            unit: unit, year: year, categories: fixed?.categories ?? Plan.workbenchCategories,
            enrolment: list?.enrolment.id)
    }

    /// The first day if the list was handed in and confirmed today.
    ///
    /// - Parameter members: whose last card counts; nil where that is not known yet.
    func start(of members: [ID<Member>]?) throws -> CalendarDay {
        let lastCard = try members.flatMap { try InstantStore(transaction).lastCard(of: $0) }
        return try year.start(
            of: entry,
            InstantDays(submitted: occasion.today, confirmed: occasion.today, lastCard: lastCard))
    }

    func rates(of plan: Plan, from start: CalendarDay) throws -> Rates? {
        try PlanYearStore(transaction).rates(
            of: plan, unit: unit.id, district: district?.id, term: year.term(from: start))
    }

    func offers(from start: CalendarDay?) throws -> [PlanOffer] {
        let fixed = try fixedPlan()
        guard let start else { return [] }
        return try plans.filter { fixed == nil || $0.type == fixed }.compactMap { plan in
            try rates(of: plan, from: start).map { PlanOffer(plan: plan, rates: $0) }
        }
    }

    private func plan(_ chosen: String?) throws -> Plan {
        let fixed = try fixedPlan()
        if let fixed, let chosen, chosen != fixed { throw Refusal.planFixed(fixed) }
        guard let type = fixed ?? chosen else { throw Refusal.planNotChosen }
        guard let plan = plans.first(where: { $0.type == type }) else { throw Refusal.planNotOffered(type) }
        return plan
    }

    // MARK: Handing in

    func submit(
        _ request: InstantRequest, token: String, sealing seal: any FieldSealing
    ) throws -> InstantReceipt {
        if let refusal = refusal(of: .submit) { throw refusal }
        let plan = try plan(request.plan)
        let basis = try basis(plan)
        let members: [ID<Member>]
        switch request.choice {
        case .members(let chosen): members = Set(chosen).sorted()
        case .everybody(let expected):
            members = try InstantStore(transaction).ready(reach, lockedOn: lockedOn, in: basis)
            guard members.count == expected else {
                throw Refusal.countChanged(expected: expected, actual: members.count)
            }
        }
        guard !members.isEmpty else { throw Refusal.nothingSelected }
        return try handIn(members, answers: request.answers, plan, reach: reach, token: token, sealing: seal)
    }

    func convert(
        _ record: EnrolmentRecord, _ version: EnrolmentVersion, expected: Int, token: String,
        sealing seal: any FieldSealing
    ) throws -> InstantReceipt {
        if let refusal = refusal(of: .submit) { throw refusal }
        let plan = try plan(nil)
        let members = try InstantStore(transaction).ready(from: version.id, in: try basis(plan))
        guard members.count == expected else {
            throw Refusal.countChanged(expected: expected, actual: members.count)
        }
        guard !members.isEmpty else { throw Refusal.nobodyToEnrol }
        return try handIn(members, answers: [:], plan, reach: nil, token: token, from: record.number, sealing: seal)
    }

    private func handIn(
        _ members: [ID<Member>], answers: [ID<Member>: RetirementAnswer], _ plan: Plan, reach: InstantEntry?,
        token: String, from origin: String? = nil, sealing seal: any FieldSealing
    ) throws -> InstantReceipt {
        var record =
            try list
            ?? EnrolmentStore(transaction).openInstant(
                unit, kind: kind, year: year.year, entry, at: occasion.moment)
        var dossier = try EnrolmentDossier(transaction, occasion, unit: unit, action: .enrol, list: record)
        let basis = Basis(unit: unit, year: year, categories: plan.categories, enrolment: record.enrolment.id)
        let detail = try settle(members, answers, basis, reach)
        let start = try start(of: members)
        guard let rates = try rates(of: plan, from: start) else { throw Refusal.planNotOffered(plan.type) }
        try record.enrolment.submit(
            UnitEnrolment.Proposal(equation: Equation(counts: [.enrolling: members.count]), plan: plan),
            by: occasion.actor.account, on: occasion.today, in: year)
        let rosters = RosterStore(transaction)
        let version = try rosters.takeSnapshot(
            of: members, in: basis, enrolment: record.enrolment, plan: plan.type, rates: rates,
            by: occasion.actor.account, on: occasion.today, at: occasion.moment, sealing: seal)
        try rosters.claim(version, year: year.year)
        record.plan = plan.type
        record.returnReason = nil
        record.returnNote = nil
        let converted = origin.map { ";from=\($0)" } ?? ""
        try dossier.save(
            record, .submit,
            detail: "version=\(version.number);heads=\(version.heads);plan=\(plan.type)\(detail)\(converted)")
        let notice = try BaseNotices.issue(dossier, version, plan: plan, token: token, from: start)
        try askForReview(record, heads: version.heads)
        return InstantReceipt(
            list: record.enrolment.id, number: record.number, version: version.number, heads: version.heads,
            notice: notice.id)
    }

    /// Does what choosing these people says of them, and makes sure that all of them can be enrolled then.
    ///
    /// - Returns: what was said, for the event.
    private func settle(
        _ members: [ID<Member>], _ answers: [ID<Member>: RetirementAnswer], _ basis: Basis, _ reach: InstantEntry?
    ) throws -> String {
        let store = InstantStore(transaction)
        let acts = RosterActStore(transaction)
        let before = try store.buckets(of: members, reach, lockedOn: lockedOn, in: basis)
        guard before.count == members.count else {
            throw Refusal.notInstantCandidates(people: members.count - before.count)
        }
        let excluded = members.filter { before[$0] == .manuallyExcluded }
        if !excluded.isEmpty {
            let lost = try ClaimConflictStore(transaction).lost(excluded, year: year.year)
            guard lost == 0 else { throw Refusal.conflictDecided(people: lost) }
            for part in excluded.parts { _ = try acts.putBack(part, year: year.year, at: occasion.moment) }
        }
        let chosen = Set(members)
        let said = answers.filter { chosen.contains($0.key) && $0.value != .retired }
        try acts.answer(said, in: year, by: occasion.actor.account, at: occasion.moment)
        var now = try store.buckets(of: members, nil, lockedOn: lockedOn, in: basis)
        let pending = members.filter { now[$0] == .pendingConfirmation }
        try acts.confirm(pending, year: year.year, by: occasion.actor.account, at: occasion.moment)
        if !pending.isEmpty { now = try store.buckets(of: members, nil, lockedOn: lockedOn, in: basis) }
        let suspects = members.filter { now[$0] == .suspectedRetired }.count
        guard suspects == 0 else { throw Refusal.unresolvedSuspects(suspects) }
        let enrolling = members.filter { now[$0] == .enrolling }.count
        guard enrolling == members.count else {
            throw Refusal.notInstantCandidates(people: members.count - enrolling)
        }
        let parts = [("confirmed", pending.count), ("put-back", excluded.count), ("retirement-answers", said.count)]
        return parts.filter { $0.1 > 0 }.map { ";\($0.0)=\($0.1)" }.joined()
    }

    private func askForReview(_ record: EnrolmentRecord, heads: Int) throws {
        let todos = TodoStore(transaction)
        let subject = record.enrolment.id.rawValue
        try todos.close([.correctInstant], subject: subject, at: occasion.moment)
        guard let district else { return }
        try todos.open(
            .reviewInstant, for: district.id, subject: subject, name: unit.name, amount: heads,
            due: year.coverage.through, at: occasion.moment)
    }
}

extension [ID<Member>] {
    /// Parts short enough for one statement's bindings.
    fileprivate var parts: [[ID<Member>]] {
        stride(from: 0, to: count, by: 500).map { Array(self[$0..<Swift.min($0 + 500, count)]) }
    }
}
