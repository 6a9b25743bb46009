import DatabaseKit
public import Domain
import Store

/// A base unit's centralised enrolment (domain 5.4; manual 2024, 3.3).
public struct Enrolments: Sendable {
    let platform: Platform
    let workbench: Workbench

    public init(_ platform: Platform) {
        self.platform = platform
        workbench = Workbench(platform)
    }

    /// How many changed people a page shows at most.
    static let changeLimit = 200

    // MARK: Pages

    /// 集中参保办理: the task list.
    public func overview(_ occasion: Occasion, enterprise: ID<Enterprise>?) async throws -> EnrolmentOverview {
        let unit = try await workbench.unit(occasion, enterprise: enterprise)
        return try await platform.database.read { transaction in
            try overview(EnrolmentDossier(transaction, occasion, unit: unit, action: .viewEnrolment))
        }
    }

    /// 提交前请核对: everything that would be submitted, and how it differs from the last submission.
    public func check(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, _ range: ListRange
    ) async throws -> EnrolmentCheck {
        let unit = try await workbench.unit(occasion, enterprise: enterprise)
        return try await platform.database.read { transaction in
            let dossier = try EnrolmentDossier(transaction, occasion, unit: unit, action: .viewEnrolment)
            let people = RosterPeopleStore(transaction, platform.seal)
            let previous = try newestVersion(dossier)
            var changes: [ListedChange] = []
            var changed = RosterDifference()
            if let previous {
                changed = try EnrolmentFreshness.difference(dossier, from: previous)
                changes = try people.changes(between: previous.id, and: dossier.basis, limit: Self.changeLimit)
            }
            return EnrolmentCheck(
                overview: try overview(dossier),
                roster: try people.people(of: dossier.basis, RosterFilter(.bucket(.enrolling)), range),
                previous: previous, changes: changes, changed: changed)
        }
    }

    /// The people behind a number of the equation, or behind a step.
    public func people(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, _ selection: RosterSelection, _ range: ListRange
    ) async throws -> (overview: EnrolmentOverview, people: Listing<RosterPerson>) {
        let unit = try await workbench.unit(occasion, enterprise: enterprise)
        return try await platform.database.read { transaction in
            let dossier = try EnrolmentDossier(transaction, occasion, unit: unit, action: .viewEnrolment)
            return (
                try overview(dossier),
                try RosterPeopleStore(transaction, platform.seal).people(
                    of: dossier.basis, RosterFilter(selection), range)
            )
        }
    }

    /// One person of the basis with his bucket and its reasons.
    public func person(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, member: ID<Member>
    ) async throws -> (overview: EnrolmentOverview, person: RosterPerson) {
        let unit = try await workbench.unit(occasion, enterprise: enterprise)
        return try await platform.database.read { transaction in
            let dossier = try EnrolmentDossier(transaction, occasion, unit: unit, action: .viewEnrolment)
            guard let person = try RosterPeopleStore(transaction, platform.seal).person(member, in: dossier.basis)
            else { throw Refusal.notFound }
            return (try overview(dossier), person)
        }
    }

    /// 参保信息管理: the unit's enrolments, the newest year first.
    public func list(_ occasion: Occasion, enterprise: ID<Enterprise>?) async throws -> [EnrolmentEntry] {
        let unit = try await workbench.unit(occasion, enterprise: enterprise)
        try occasion.actor.authority.require(.viewEnrolment, on: unit.path)
        try await platform.read(.paymentBooked, occasion)
        return try await platform.database.read { transaction in
            let rosters = RosterStore(transaction)
            let corrections = try CorrectionStore(transaction, platform.seal).counts(of: unit.id)
            return try EnrolmentStore(transaction).list(unit: unit.id).map { record in
                let version = try rosters.version(record.enrolment.version, of: record.enrolment.id)
                let notice = try version.flatMap { try NoticeStore(transaction).find(about: .version($0.id)) }
                return EnrolmentEntry(
                    record: record, version: version, notice: notice?.id,
                    corrections: corrections[record.enrolment.id] ?? CorrectionCounts(),
                    rest: try Self.rest(of: record, transaction))
            }
        }
    }

    /// The result page of one submission; it can be opened again as long as it is kept.
    public func result(_ occasion: Occasion, version: ID<EnrolmentVersion>) async throws -> SubmissionResult {
        try await platform.database.read { transaction in
            let rosters = RosterStore(transaction)
            guard let found = try rosters.version(version),
                let record = try EnrolmentStore(transaction).find(found.enrolment),
                record.enrolment.kind == .centralised,
                let unit = try UnionStore(transaction).unit(record.enrolment.unit)
            else { throw Refusal.notFound }
            let dossier = try EnrolmentDossier(
                transaction, occasion, unit: unit, action: .viewEnrolment, year: record.enrolment.year)
            let notices = try NoticeStore(transaction).list(number: record.number)
            return SubmissionResult(
                unit: unit, year: dossier.year, record: record, version: found,
                submittedBy: try rosters.submitter(of: found) ?? "",
                notice: notices.first { $0.version == found.number },
                earlierNotices: notices.filter { $0.version < found.number },
                districtName: dossier.district?.name ?? "", reviewerName: try reviewer(dossier)?.name,
                open: try BasisStore(transaction).equation(of: dossier.basis), lastCardDay: lastCardDay(dossier),
                withdrawal: dossier.refusal(of: .withdraw), today: occasion.today,
                rest: try Self.rest(of: record, transaction))
        }
    }

    /// The people of a submitted list as they stood then.
    public func people(
        _ occasion: Occasion, version: ID<EnrolmentVersion>, bucket: Bucket?, _ range: ListRange
    ) async throws -> SubmittedPeople {
        try await platform.database.read { transaction in
            guard let found = try RosterStore(transaction).version(version),
                let record = try EnrolmentStore(transaction).find(found.enrolment),
                let unit = try UnionStore(transaction).unit(record.enrolment.unit)
            else { throw Refusal.notFound }
            try occasion.actor.authority.require(.viewEnrolment, on: unit.path)
            guard let year = try PlanYearStore(transaction).find(record.enrolment.year, at: unit.path) else {
                throw Refusal.noPlanYear
            }
            return SubmittedPeople(
                version: found, unit: unit, year: year,
                people: try RosterPeopleStore(transaction, platform.seal).people(
                    of: version, bucket: bucket, range))
        }
    }

    // MARK: Parts

    func overview(_ dossier: EnrolmentDossier) throws -> EnrolmentOverview {
        let transaction = dossier.transaction
        let offers = try dossier.plans.compactMap { plan in
            try dossier.rates(of: plan).map { PlanOffer(plan: plan, rates: $0) }
        }
        let offer = offers.first { $0.plan.type == dossier.record?.plan }
        let basis = dossier.basis
        let placing = BasisStore(transaction)
        let equation = try placing.equation(of: basis)
        let current = try dossier.currentVersion()
        let difference = try current.map { try EnrolmentFreshness.difference(dossier, from: $0) }
        let progress = EnrolmentProgress(
            status: dossier.status, equation: equation,
            roster: dossier.record?.rosterReviewedAt.map { .reviewed($0) } ?? .open,
            cardsUnderWay: try placing.cardsUnderWay(in: basis),
            openConfirmations: try placing.openConfirmations(in: basis), confirmed: try placing.confirmed(in: basis),
            answeredSuspects: try placing.answeredSuspects(in: basis), plan: offer?.plan.type,
            submission: freshness(current, difference, plan: dossier.record?.plan, dossier.status),
            refusal: dossier.enrolment.refusal(
                of: UnitEnrolment.Proposal(equation: equation, plan: offer?.plan), by: dossier.account,
                on: dossier.occasion.today, in: dossier.year))
        let deadline = dossier.enrolment.deadline(in: dossier.year)
        let today = dossier.occasion.today
        return EnrolmentOverview(
            unit: dossier.unit, year: dossier.year, record: dossier.record, progress: progress, offer: offer,
            offers: offers, current: current, difference: difference ?? RosterDifference(),
            districtName: dossier.district?.name ?? "", reviewerName: try reviewer(dossier)?.name,
            deadline: deadline,
            workingDaysLeft: deadline.map { dossier.year.workingDays.workingDays(after: today, through: $0) } ?? 0,
            lastCardDay: lastCardDay(dossier), withdrawal: dossier.refusal(of: .withdraw),
            declining: dossier.refusal(of: .decline), preparing: dossier.refusal(of: .prepare), today: today,
            readAt: dossier.occasion.moment,
            lastYear: try LastYearStore(transaction).version(before: dossier.year.year, of: dossier.unit.id),
            leftOutNotice: try leftOutNotice(dossier),
            conflicts: try dossier.record.map { try ClaimConflictStore(transaction).open(of: $0.enrolment.id) } ?? 0,
            rest: try Self.rest(of: dossier.record, transaction))
    }

    /// Asked of lapsed lists only.
    static func rest(of record: EnrolmentRecord?, _ transaction: any Transaction) throws -> LapsedRest {
        guard let record, record.enrolment.status == .lapsed,
            let version = try RosterStore(transaction).version(record.enrolment.version, of: record.enrolment.id)
        else { return .some }
        return try InstantStore(transaction).rest(
            of: version, unit: record.enrolment.unit, year: record.enrolment.year)
    }

    private func freshness(
        _ current: EnrolmentVersion?, _ difference: RosterDifference?, plan: String?, _ status: UnitEnrolment.Status
    ) -> EnrolmentProgress.Freshness {
        guard let current else { return .none }
        guard EnrolmentFreshness.mayBeOutdated(status) else { return .current }
        return (difference?.people ?? 0) > 0 || current.plan != plan ? .outdated : .current
    }

    private func leftOutNotice(_ dossier: EnrolmentDossier) throws -> EnrolmentOverview.LeftOutNotice {
        guard dossier.status == .leftOut, let record = dossier.record else { return .none }
        return try TodoStore(dossier.transaction).isOpen(.leftOut, subject: record.enrolment.id.rawValue)
            ? .unread : .none
    }

    private func lastCardDay(_ dossier: EnrolmentDossier) -> CalendarDay? {
        dossier.year.windows[.enrolment].map { dossier.year.lastCardDay(before: $0.through) }
    }

    private func newestVersion(_ dossier: EnrolmentDossier) throws -> EnrolmentVersion? {
        guard let record = dossier.record else { return nil }
        return try RosterStore(dossier.transaction).version(record.enrolment.version, of: record.enrolment.id)
    }

    /// The level-2 union that looks at the list before the district, when there is one.
    func reviewer(_ dossier: EnrolmentDossier) throws -> Union? {
        try UnionStore(dossier.transaction).lineage(of: dossier.unit.path).last { $0.kind == .subdistrictFederation }
    }
}
