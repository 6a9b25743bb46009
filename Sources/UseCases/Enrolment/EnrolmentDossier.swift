import DatabaseKit
import Domain
import Store

/// All that the acts and pages of one unit's enrolment start from, read in one transaction.
///
/// Loading asks the actor's authority first: another union's unit is not found, before anything else is said.
struct EnrolmentDossier {
    let transaction: any Transaction
    let occasion: Occasion
    let unit: EnrollingUnit
    let kind: UnionKind
    let year: PlanYear
    let plans: [Plan]
    let district: Union?
    /// nil as long as nothing has been prepared.
    private(set) var record: EnrolmentRecord?

    init(
        _ transaction: any Transaction, _ occasion: Occasion, unit: EnrollingUnit, action: Action, year: Int? = nil,
        list: EnrolmentRecord? = nil
    ) throws {
        try occasion.actor.authority.require(action, on: unit.path)
        try self.init(following: transaction, occasion, unit: unit, year: year, list: list)
    }

    /// For what follows from an act that was allowed elsewhere: a member who leaves is missing on a list that whoever
    /// let him go may not see.
    ///
    /// - Parameter list: one of the unit's lists, for what is about an instant one; without it that of 集中参保.
    init(
        following transaction: any Transaction, _ occasion: Occasion, unit: EnrollingUnit, year: Int? = nil,
        list: EnrolmentRecord? = nil
    ) throws {
        let years = PlanYearStore(transaction)
        let year = list?.enrolment.year ?? year
        let found =
            try year.map { try years.find($0, at: unit.path) } ?? years.current(on: occasion.today, at: unit.path)
        guard let found else { throw Refusal.noPlanYear }
        guard let union = try UnionStore(transaction).find(unit.union) else { throw Refusal.notFound }
        kind = union.kind
        self.transaction = transaction
        self.occasion = occasion
        self.unit = unit
        self.year = found
        plans = try years.plans(of: found.year)
        district = try UnionStore(transaction).district(of: unit.path)
        record = try list ?? EnrolmentStore(transaction).find(unit: unit.id, year: found.year)
    }

    var plan: Plan? { record?.plan.flatMap { type in plans.first { $0.type == type } } }

    var status: UnitEnrolment.Status { record?.enrolment.status ?? .notStarted }

    var basis: Basis {
        Basis(
            unit: unit, year: year, categories: plan?.categories ?? Plan.workbenchCategories,
            enrolment: record?.enrolment.id)
    }

    /// The enrolment as the rules see it, before its row has been made.
    var enrolment: UnitEnrolment {
        record?.enrolment ?? UnitEnrolment(id: ID(0), unit: unit.id, year: year.year)
    }

    var account: ID<Account> { occasion.actor.account }

    func rates(of plan: Plan, term: CoverageTerm = .moreThanHalf) throws -> Rates? {
        try PlanYearStore(transaction).rates(of: plan, unit: unit.id, district: district?.id, term: term)
    }

    func currentVersion() throws -> EnrolmentVersion? {
        guard let record, record.enrolment.status.claims else { return nil }
        return try RosterStore(transaction).version(record.enrolment.version, of: record.enrolment.id)
    }

    func refusal(of command: UnitEnrolment.Command) -> Refusal? {
        enrolment.refusal(of: command, by: account, on: occasion.today, in: year)
    }

    // MARK: Changes

    /// The enrolment's row, made if this is the first act on it.
    mutating func open() throws -> EnrolmentRecord {
        if let record { return record }
        let made = try EnrolmentStore(transaction).open(unit, kind: kind, year: year.year, at: occasion.moment)
        record = made
        return made
    }

    /// Keeps the record and writes the event of the act that changed it.
    mutating func save(_ changed: EnrolmentRecord, _ command: UnitEnrolment.Command, detail: String) throws {
        let from = status
        record = try EnrolmentStore(transaction).save(changed, at: occasion.moment)
        try EventStore(transaction).record(
            command.rawValue, on: .enrolment, changed.enrolment.id.rawValue, at: unit.path, from: from.rawValue,
            to: changed.enrolment.status.rawValue, detail: detail, occasion)
    }

    /// Work on the list: allowed by the workflow, written with its event; afterwards a submitted list may be out of
    /// date.
    mutating func prepare(
        _ detail: String, _ change: (inout EnrolmentRecord) throws -> Void
    ) throws {
        var changed = try open()
        try changed.enrolment.perform(.prepare, by: account, on: occasion.today, in: year)
        try change(&changed)
        try save(changed, .prepare, detail: detail)
        try refreshOutdated()
    }

    /// Compares the submitted list with the unit as it stands now and marks it, and counts who still needs a card or
    /// a confirmation.
    mutating func refreshOutdated() throws {
        try UnitWork.refresh(self)
        if let record { try ConflictDesk(transaction, occasion).follow([record.enrolment.id]) }
        guard var record, let since = try EnrolmentFreshness.refresh(self) else { return }
        record.outdatedSince = since.mark
        self.record = record
    }
}

/// Whether submitted lists are still what would be submitted now.
enum EnrolmentFreshness {
    struct Mark {
        let mark: Instant?
    }

    /// How the current list differs from the submitted one; nil when none is submitted.
    static func difference(_ dossier: EnrolmentDossier, from version: EnrolmentVersion) throws -> RosterDifference {
        try RosterStore(dossier.transaction).difference(between: version.id, and: dossier.basis)
    }

    /// Sets or takes off the mark and its todo; nil when there is no list that could be out of date.
    static func refresh(_ dossier: EnrolmentDossier) throws -> Mark? {
        guard let record = dossier.record, let version = try dossier.currentVersion(),
            mayBeOutdated(record.enrolment.status)
        else { return nil }
        let difference = try difference(dossier, from: version)
        let isOutdated = difference.people > 0 || record.plan != version.plan
        let mark = isOutdated ? record.outdatedSince ?? dossier.occasion.moment : nil
        if mark != record.outdatedSince {
            try EnrolmentStore(dossier.transaction).markOutdated(record.enrolment.id, since: mark)
        }
        let todos = TodoStore(dossier.transaction)
        if isOutdated {
            try todos.open(
                .resubmitEnrolment, for: dossier.unit.union, subject: record.enrolment.id.rawValue,
                name: dossier.unit.name, amount: difference.people,
                due: record.enrolment.deadline(in: dossier.year), at: dossier.occasion.moment)
        } else {
            try todos.close([.resubmitEnrolment], subject: record.enrolment.id.rawValue, at: dossier.occasion.moment)
        }
        return Mark(mark: mark)
    }

    /// Whether the list can still be handed in again.
    static func mayBeOutdated(_ status: UnitEnrolment.Status) -> Bool {
        switch status {
        case .submitted, .endorsed, .approved: true
        case .notStarted, .draft, .returned, .locked, .inForce, .lapsed, .declined, .leftOut: false
        }
    }
}
