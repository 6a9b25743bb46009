import DatabaseKit
public import Domain
import Store

extension Enrolments {
    /// Last year's list beside the people who would enrol now: who is new, gone or has another card.
    ///
    /// - Returns: nil for a unit whose list of last year did not come to a lock.
    public func lastYear(_ occasion: Occasion, enterprise: ID<Enterprise>?) async throws -> LastYearList? {
        let unit = try await workbench.unit(occasion, enterprise: enterprise)
        return try await platform.database.read { transaction in
            let dossier = try EnrolmentDossier(transaction, occasion, unit: unit, action: .viewEnrolment)
            let store = LastYearStore(transaction)
            guard let version = try store.version(before: dossier.year.year, of: unit.id) else { return nil }
            let basis = dossier.basis
            let people = RosterPeopleStore(transaction, platform.seal)
            let overview = try overview(dossier)
            return LastYearList(
                overview: overview, version: version, offer: overview.offers.first { $0.plan.type == version.plan },
                difference: try RosterStore(transaction).difference(between: version.id, and: basis),
                changes: try people.changes(between: version.id, and: basis, limit: Self.changeLimit),
                cards: try people.otherCards(than: version.id, in: basis, limit: Self.changeLimit),
                cardCount: try store.otherCards(than: version.id, in: basis),
                exclusions: try store.exclusions(in: basis))
        }
    }

    /// 已知晓: the unit knows that its list was left out; the notice about it is done.
    public func acknowledgeLeftOut(_ occasion: Occasion, enterprise: ID<Enterprise>?) async throws {
        try await change("acknowledge-left-out", "", occasion, enterprise: enterprise) { dossier in
            guard dossier.status == .leftOut, let record = dossier.record else { throw Refusal.changedMeanwhile }
            try TodoStore(dossier.transaction).close(
                [.leftOut], subject: record.enrolment.id.rawValue, at: occasion.moment)
            try EventStore(dossier.transaction).record(
                "acknowledge-left-out", on: .enrolment, record.enrolment.id.rawValue, at: dossier.unit.path, occasion)
        }
    }

    /// 沿用上年: last year's plan, and if wanted its exclusions, are where this year's list begins.
    ///
    /// The people are those of the roll, so nobody who left comes back; the comparison counts as 梳理会员.
    ///
    /// - Returns: how many people were taken off again.
    /// - Throws: `Refusal` of the workflow and the window, `.planNotOffered`, `.noLastYearList`.
    public func startFromLastYear(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, _ exclusions: LastYearList.Exclusions
    ) async throws -> Int {
        try await act(
            "start-from-last-year", exclusions.rawValue, occasion, enterprise: enterprise
        ) { dossier in
            let store = LastYearStore(dossier.transaction)
            guard let version = try store.version(before: dossier.year.year, of: dossier.unit.id) else {
                throw Refusal.noLastYearList
            }
            guard let plan = dossier.plans.first(where: { $0.type == version.plan }),
                try dossier.rates(of: plan) != nil
            else { throw Refusal.planNotOffered(version.plan) }
            let basis = dossier.basis
            var excluded = 0
            try dossier.prepare("from-year=\(dossier.year.year - 1);plan=\(plan.type)") { record in
                record.plan = plan.type
                record.rosterReviewedAt = occasion.moment
                if exclusions == .carry {
                    excluded = try store.carryExclusions(
                        in: basis, by: occasion.actor.account, at: occasion.moment)
                }
            }
            return excluded
        }
    }
}
