import DatabaseKit
public import Domain
import Store

/// 集中参保实时监控画面: from the centre's whole city down to the units of one union (domain 5.6 and 7).
public struct Monitors: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// What a union and its subordinates have handed in.
    ///
    /// All of it comes from one reading transaction, so that every number is of the moment that is shown.
    ///
    /// - Parameter node: nil for the actor's own union.
    /// - Throws: `Refusal.notFound` for a union outside the actor's subtree, `.noPlanYear`.
    public func board(_ node: ID<Union>?, _ occasion: Occasion) async throws -> EnrolmentMonitor {
        let scope = try occasion.actor.authority.scope(for: .viewMonitor)
        return try await platform.database.read { transaction in
            let (union, year) = try Self.place(node, in: scope, occasion, transaction)
            let tallies = EnrolmentTallyStore(transaction)
            let monitors = MonitorStore(transaction)
            let figures = try tallies.places(under: union.path, year: year.year)
            let batches = try monitors.batches(in: UnionScope(union.path), year: year.year)
            let unions = [union] + (try monitors.subordinates(of: union.id))
            return EnrolmentMonitor(
                above: try UnionStore(transaction).lineage(of: union.path).dropLast().filter {
                    scope.path.contains($0.path)
                },
                union: union, year: year,
                lines: unions.compactMap { line in
                    guard figures[line.path] != nil || batches[line.path] != nil else { return nil }
                    return EnrolmentMonitor.Line(
                        union: line, figures: figures[line.path] ?? EnrolmentFigures(),
                        batches: batches[line.path] ?? [:])
                },
                units: union.kind.isBase ? try monitors.units(of: union.id, year: year.year) : [],
                curve: try tallies.curve(of: union.path, year: year.year),
                lastYear: try tallies.curve(of: union.path, year: year.year - 1), today: occasion.today,
                asOf: occasion.moment)
        }
    }

    /// The units under a union that have not handed in, in tree order, a page of them.
    ///
    /// Whom to call there is told to those alone who remind them (催办). The whole city is no list that anybody reads:
    /// there each district has its number, and the list is nil.
    public func late(
        _ node: ID<Union>?, _ range: ListRange, _ occasion: Occasion
    ) async throws -> Listing<EnrolmentMonitor.LateLine>? {
        let scope = try occasion.actor.authority.scope(for: .viewMonitor)
        let reminds = occasion.actor.authority.includes(.reviewEnrolment)
        return try await platform.database.read { [platform] transaction in
            let (union, year) = try Self.place(node, in: scope, occasion, transaction)
            guard union.kind != .cityFederation else { return nil }
            let found = try ReminderStore(transaction).late(in: UnionScope(union.path), year: year.year, range)
            let members = try UnitTallyStore(transaction).members(of: found.entries.map(\.unit.id))
            let reminders = Reminders(platform)
            return try found.map { entry in
                EnrolmentMonitor.LateLine(
                    reminds ? try reminders.open(entry) : Reminders.withoutContact(entry),
                    members: members[entry.unit.id] ?? 0)
            }
        }
    }

    private static func place(
        _ node: ID<Union>?, in scope: UnionScope, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> (Union, PlanYear) {
        guard let union = try UnionStore(transaction).find(node ?? occasion.actor.union),
            scope.path.contains(union.path)
        else { throw Refusal.notFound }
        guard let year = try PlanYearStore(transaction).current(on: occasion.today, at: union.path) else {
            throw Refusal.noPlanYear
        }
        return (union, year)
    }
}
