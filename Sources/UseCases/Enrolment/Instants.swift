import DatabaseKit
public import Domain
import Store
import Vault

/// 即时参保 of a base unit (domain 5.7): lists beside that of 集中参保, with the same versions, claims and notices.
public struct Instants: Sendable {
    let platform: Platform
    let workbench: Workbench

    public init(_ platform: Platform) {
        self.platform = platform
        workbench = Workbench(platform)
    }

    // MARK: Pages

    /// The year of which people can be covered today.
    public func year(_ occasion: Occasion) async throws -> PlanYear? {
        try await platform.database.read { try PlanYearStore($0).covering(occasion.today, at: occasion.actor.path) }
    }

    public func page(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, _ entry: InstantEntry, _ range: ListRange
    ) async throws -> InstantPage {
        let unit = try await workbench.unit(occasion, enterprise: enterprise)
        return try await platform.database.read { transaction in
            try occasion.actor.authority.require(.viewEnrolment, on: unit.path)
            let work = try InstantWork(transaction, occasion, unit: unit, entry: entry)
            return try page(work, range)
        }
    }

    /// The people for a list that came back or was withdrawn: whoever may be enrolled now, by either entry.
    public func page(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, mending id: ID<UnitEnrolment>, _ range: ListRange
    ) async throws -> InstantPage {
        let unit = try await workbench.unit(occasion, enterprise: enterprise)
        return try await platform.database.read { transaction in
            let record = try Self.own(id, unit, occasion, transaction)
            guard let entry = record.enrolment.entry else { throw Refusal.notFound }
            return try page(InstantWork(transaction, occasion, unit: unit, entry: entry, list: record), range)
        }
    }

    private func page(_ work: InstantWork, _ range: ListRange) throws -> InstantPage {
        let transaction = work.transaction
        let store = InstantStore(transaction)
        let basis = try work.basis()
        let start = try? work.start(of: nil)
        var chosen: Set<ID<Member>> = []
        if let record = work.list,
            let version = try RosterStore(transaction).version(record.enrolment.version, of: record.enrolment.id)
        {
            chosen = try store.members(on: version.id)
        }
        return InstantPage(
            unit: work.unit, year: work.year, entry: work.entry, list: work.list,
            offers: try work.offers(from: start), fixedPlan: try work.fixedPlan(),
            people: try RosterPeopleStore(transaction, platform.seal).people(
                of: basis, RosterFilter(.instant(work.reach, lockedOn: work.lockedOn)), range),
            counts: try store.counts(work.reach, lockedOn: work.lockedOn, in: basis), chosen: chosen,
            lockedOn: work.lockedOn, start: start, refusal: work.refusal(of: .submit), today: work.occasion.today)
    }

    public func sheet(_ occasion: Occasion, _ id: ID<UnitEnrolment>, _ range: ListRange) async throws -> InstantSheet {
        try await platform.database.read { transaction in
            guard let record = try EnrolmentStore(transaction).find(id), let entry = record.enrolment.entry,
                let unit = try UnionStore(transaction).unit(record.enrolment.unit)
            else { throw Refusal.notFound }
            try occasion.actor.authority.require(.viewEnrolment, on: unit.path)
            let work = try InstantWork(
                transaction, occasion, unit: unit, entry: entry, list: record, year: record.enrolment.year)
            guard let version = try RosterStore(transaction).version(record.enrolment.version, of: id) else {
                throw Refusal.notFound
            }
            return InstantSheet(
                unit: unit, year: work.year, record: record, version: version,
                notice: try NoticeStore(transaction).find(about: .version(version.id))?.id,
                people: try RosterPeopleStore(transaction, platform.seal).people(
                    of: version.id, bucket: .enrolling, range),
                batch: try record.submission.flatMap { try SubmissionStore(transaction).find($0) },
                withdrawal: work.refusal(of: .withdraw), resubmission: work.refusal(of: .submit),
                rest: try Enrolments.rest(of: record, transaction), today: occasion.today)
        }
    }

    /// What converting a lapsed list would do.
    public func lapsed(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, _ id: ID<UnitEnrolment>
    ) async throws -> LapsedSheet {
        let unit = try await workbench.unit(occasion, enterprise: enterprise)
        return try await platform.database.read { transaction in
            let (record, version) = try Self.lapsed(id, unit, occasion, transaction)
            let work = try InstantWork(
                transaction, occasion, unit: unit, entry: .uncovered, year: record.enrolment.year)
            let plan = work.plans.first { $0.type == version.plan }
            let ready = try InstantStore(transaction).ready(from: version.id, in: try work.basis(plan))
            let start = try? work.start(of: ready)
            return LapsedSheet(
                unit: unit, year: work.year, record: record, version: version, ready: ready.count,
                rates: try work.offers(from: start).first { $0.plan.type == version.plan }?.rates, start: start,
                refusal: work.refusal(of: .submit) ?? (ready.isEmpty ? .nobodyToEnrol : nil), today: occasion.today)
        }
    }

    // MARK: Acts

    /// Hands people in for instant enrolment, as a list of their own.
    ///
    /// Whom the register has not matched is confirmed by being chosen; whom the clerk had taken off the year's list is
    /// put back; who is past the statutory day needs an answer.
    ///
    /// - Throws: `Refusal` of the window and the workflow, `.nothingSelected`, `.notInstantCandidates`,
    ///   `.unresolvedSuspects`, `.countChanged`, `.planNotChosen`, `.planFixed`, `.instantTooLate`.
    public func submit(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, _ entry: InstantEntry, _ request: InstantRequest
    ) async throws -> InstantReceipt {
        let unit = try await workbench.unit(occasion, enterprise: enterprise)
        let form = occasion.form("submit-instant", "\(entry.rawValue) \(request.content)")
        let token = Token.random().text
        return try await platform.once("submit-instant", form) { transaction in
            try occasion.actor.authority.require(.enrol, on: unit.path)
            try Self.requireOwn(request.choice, unit, transaction)
            return try InstantWork(transaction, occasion, unit: unit, entry: entry)
                .submit(request, token: token, sealing: platform.seal)
        }
    }

    /// Hands a returned or withdrawn list in again: version N+1.
    ///
    /// - Parameter stamp: the list as it was shown.
    public func resubmit(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, _ id: ID<UnitEnrolment>, stamp: Int,
        _ request: InstantRequest
    ) async throws -> InstantReceipt {
        let unit = try await workbench.unit(occasion, enterprise: enterprise)
        let form = occasion.form("resubmit-instant", "\(id) \(stamp) \(request.content)")
        let token = Token.random().text
        return try await platform.once("resubmit-instant", form) { transaction in
            let record = try Self.own(id, unit, occasion, transaction, for: .enrol)
            guard let entry = record.enrolment.entry else { throw Refusal.notFound }
            try Self.requireOwn(request.choice, unit, transaction)
            guard record.stamp == stamp else { throw StaleVersion() }
            return try InstantWork(transaction, occasion, unit: unit, entry: entry, list: record)
                .submit(request, token: token, sealing: platform.seal)
        }
    }

    /// Takes a submitted list back as long as the district has not acted; its people are free again.
    public func withdraw(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, _ id: ID<UnitEnrolment>, stamp: Int
    ) async throws {
        let unit = try await workbench.unit(occasion, enterprise: enterprise)
        _ = try await platform.once("withdraw-instant", occasion.form("withdraw-instant", "\(id)")) { transaction in
            let record = try Self.own(id, unit, occasion, transaction, for: .enrol)
            guard record.stamp == stamp else { throw StaleVersion() }
            var dossier = try EnrolmentDossier(transaction, occasion, unit: unit, action: .enrol, list: record)
            var changed = record
            try changed.enrolment.perform(.withdraw, by: dossier.account, on: occasion.today, in: dossier.year)
            try RosterStore(transaction).releaseClaims(of: id)
            try dossier.save(changed, .withdraw, detail: "version=\(changed.enrolment.version)")
            try TodoStore(transaction).close([.reviewInstant, .payShare], subject: id.rawValue, at: occasion.moment)
            return true
        }
    }

    /// Turns the people of a list that has lapsed into an instant list and hands it in (domain 5.6, last sentence).
    ///
    /// - Parameter expected: how many the page has shown.
    /// - Throws: `Refusal.notLapsed`, `.countChanged`, `.nobodyToEnrol` and those of `submit`.
    public func convert(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, _ id: ID<UnitEnrolment>, expected: Int
    ) async throws -> InstantReceipt {
        let unit = try await workbench.unit(occasion, enterprise: enterprise)
        let form = occasion.form("convert-lapsed", "\(id) \(expected)")
        let token = Token.random().text
        return try await platform.once("convert-lapsed", form) { transaction in
            try occasion.actor.authority.require(.enrol, on: unit.path)
            let (record, version) = try Self.lapsed(id, unit, occasion, transaction)
            let work = try InstantWork(
                transaction, occasion, unit: unit, entry: .uncovered, year: record.enrolment.year)
            let receipt = try work.convert(
                record, version, expected: expected, token: token, sealing: platform.seal)
            try TodoStore(transaction).close([.convertLapsed], subject: id.rawValue, at: occasion.moment)
            return receipt
        }
    }

    // MARK: Parts

    /// A stranger among those named refuses the whole act.
    private static func requireOwn(
        _ choice: InstantChoice, _ unit: EnrollingUnit, _ transaction: any Transaction
    ) throws {
        guard case .members(let members) = choice else { return }
        let named = Set(members).sorted()
        guard try InstantStore(transaction).count(of: named, in: unit.id) == named.count else {
            throw Refusal.notFound
        }
    }

    /// One of the unit's own instant lists.
    private static func own(
        _ id: ID<UnitEnrolment>, _ unit: EnrollingUnit, _ occasion: Occasion, _ transaction: any Transaction,
        for action: Action = .viewEnrolment
    ) throws -> EnrolmentRecord {
        guard let record = try EnrolmentStore(transaction).find(id), record.enrolment.kind == .instant,
            record.enrolment.unit == unit.id
        else { throw Refusal.notFound }
        try occasion.actor.authority.require(action, on: unit.path)
        return record
    }

    /// One of the unit's own lists whose money did not come, of either kind.
    private static func lapsed(
        _ id: ID<UnitEnrolment>, _ unit: EnrollingUnit, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> (EnrolmentRecord, EnrolmentVersion) {
        guard let record = try EnrolmentStore(transaction).find(id), record.enrolment.unit == unit.id,
            let version = try RosterStore(transaction).version(record.enrolment.version, of: id)
        else { throw Refusal.notFound }
        try occasion.actor.authority.require(.viewEnrolment, on: unit.path)
        guard record.enrolment.status == .lapsed else { throw Refusal.notLapsed }
        return (record, version)
    }
}
