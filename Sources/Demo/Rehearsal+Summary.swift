import Domain
import Store
public import UseCases

extension Rehearsal {
    /// Every unit as it stood at its newest submission, and what `verify` says of all records.
    public func summary(_ violations: [Violation]) async throws -> YearSummary {
        var units: [YearSummary.Unit] = []
        for unit in cast.all {
            let clerk = try await season.occasion(unit.union, try day("2024-01-22"))
            let entries = try await Enrolments(platform).list(clerk, enterprise: try await season.chosen(unit))
            let found = entries.first { entry in
                entry.record.enrolment.year == year && entry.record.enrolment.kind == .centralised
            }
            guard let entry = found else { continue }
            units.append(try await row(unit, entry))
        }
        return YearSummary(planYear: year, units: units, verify: .init(violations: violations.count))
    }

    private func row(_ unit: UnitCast, _ entry: EnrolmentEntry) async throws -> YearSummary.Unit {
        let equation = entry.version?.equation ?? Equation()
        let amounts = entry.version?.amounts ?? .zero
        return YearSummary.Unit(
            code: try await season.place(unit).union.code, name: try await name(unit), members: equation.members,
            enrolling: equation[.enrolling], noCard: equation[.noCard],
            pendingConfirmation: equation[.pendingConfirmation], retired: equation[.retired],
            deceased: equation[.deceased], coveredElsewhere: equation[.coveredElsewhere],
            manuallyExcluded: equation[.manuallyExcluded], suspectedRetired: equation[.suspectedRetired],
            outsideWorkbench: equation.outsideWorkbench, plan: entry.version?.plan ?? "",
            premiumFen: amounts.premium.fen, cityFen: amounts.city.fen, districtFen: amounts.district.fen,
            baseFen: amounts.base.fen, version: entry.record.enrolment.version,
            status: entry.record.enrolment.status.rawValue)
    }
}
