import DatabaseKit
public import Domain
import Store

extension Enrolments {
    /// 各版名单: two versions of the enrolment that this one belongs to, by default this one and the one before.
    ///
    /// - Parameters:
    ///   - from: the number of the earlier one.
    ///   - through: the number of the later one; numbers that are none, or the wrong way round, are put right.
    public func compare(
        _ occasion: Occasion, version: ID<EnrolmentVersion>, from: Int?, through: Int?
    ) async throws -> VersionComparison {
        try await platform.database.read { transaction in
            let rosters = RosterStore(transaction)
            guard let chosen = try rosters.version(version),
                let record = try EnrolmentStore(transaction).find(chosen.enrolment),
                let unit = try UnionStore(transaction).unit(record.enrolment.unit)
            else { throw Refusal.notFound }
            try occasion.actor.authority.require(.viewEnrolment, on: unit.path)
            guard let year = try PlanYearStore(transaction).find(record.enrolment.year, at: unit.path) else {
                throw Refusal.noPlanYear
            }
            let versions = try rosters.versions(of: chosen.enrolment)
            func find(_ number: Int?) -> EnrolmentVersion? { versions.first { $0.number == number } }
            let one = find(through) ?? chosen
            let other = find(from) ?? find(one.number - 1) ?? one
            let (earlier, later) = one.number < other.number ? (one, other) : (other, one)
            return VersionComparison(
                unit: unit, year: year, record: record, versions: versions, earlier: earlier, later: later,
                difference: try rosters.difference(from: earlier.id, to: later.id),
                changes: try RosterPeopleStore(transaction, platform.seal).changes(
                    from: earlier.id, to: later.id, limit: Self.changeLimit))
        }
    }
}
