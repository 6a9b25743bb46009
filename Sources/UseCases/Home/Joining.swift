import DatabaseKit
public import Domain
import Store

/// 入会人数统计图 of a union: what a span of days has brought, by the unions directly under it or by periods.
public struct JoiningOverview: Sendable {
    public let step: JoiningStep
    public let days: DayWindow
    public let total: JoiningFigures
    /// By unions those with most first, by periods the oldest first.
    public let bars: [Bar]
    /// Further unions that are in no bar of their own.
    public let rest: Rest?

    /// What one pair of bars stands for.
    public struct Bar: Sendable {
        public let subject: Subject
        public let figures: JoiningFigures
    }

    public enum Subject: Hashable, Sendable {
        case union(ID<Union>, String)
        /// The members of the union itself.
        case own(String)
        /// `2023-11` or `2023`.
        case period(String)
    }

    public struct Rest: Sendable {
        public let unions: Int
        public let figures: JoiningFigures
    }
}

extension Homes {
    /// So many unions have bars of their own; the others are one line.
    public static let shownUnions = 15
    /// So many months or years are drawn; of more the last ones.
    public static let shownPeriods = 60

    /// - Parameters:
    ///   - step: nil for the usual one: by unions where there are some below, by months elsewhere.
    ///   - days: nil for the usual ones: this month, or twelve months for a chart by months.
    public func joining(
        _ step: JoiningStep?, _ days: DayWindow?, _ occasion: Occasion
    ) async throws -> JoiningOverview {
        let scope = try occasion.actor.authority.scope(for: .viewHome)
        return try await platform.database.read { transaction in
            guard let union = try UnionStore(transaction).find(path: scope.path) else { throw Refusal.notFound }
            let hasSubordinates = try !UnionStore(transaction).children(of: union.id, limit: 1).isEmpty
            let step = !hasSubordinates && step == .union ? .month : step ?? (hasSubordinates ? .union : .month)
            let days = days ?? Self.usual(step, occasion.today)
            let store = MemberDayStore(transaction)
            let total = try store.figures(of: union, days)
            switch step {
            case .union:
                let (bars, rest) = try Self.subordinates(of: union, days, transaction)
                return JoiningOverview(step: step, days: days, total: total, bars: bars, rest: rest)
            case .month, .year:
                let found = try store.periods(of: union, days, step)
                let bars = days.periods(step, limit: Self.shownPeriods).map {
                    JoiningOverview.Bar(subject: .period($0), figures: found[$0] ?? JoiningFigures())
                }
                return JoiningOverview(step: step, days: days, total: total, bars: bars, rest: nil)
            }
        }
    }

    private static func usual(_ step: JoiningStep, _ today: CalendarDay) -> DayWindow {
        switch step {
        case .union: RecentSpan.month.days(on: today)
        case .month: DayWindow(from: today.firstOfMonth.adding(months: -11), through: today) ?? DayWindow(today)
        case .year: DayWindow(from: today.firstOfMonth.adding(years: -4), through: today) ?? DayWindow(today)
        }
    }

    /// Those with most first; a level with few unions is shown whole.
    private static func subordinates(
        of union: Union, _ days: DayWindow, _ transaction: any Transaction
    ) throws -> (bars: [JoiningOverview.Bar], rest: JoiningOverview.Rest?) {
        let unions = UnionStore(transaction)
        var found = try MemberDayStore(transaction).subordinates(of: union, days)
        let own = found.removeValue(forKey: union.path)
        let busiest = found.sorted { left, right in
            (right.value.joined, right.value.activated, left.key) < (left.value.joined, left.value.activated, right.key)
        }
        let shown = busiest.prefix(shownUnions).map(\.key)
        var named = try unions.find(paths: shown)
        for child in try unions.children(of: union.id, limit: shownUnions) where named.count < shownUnions {
            if !child.isDissolved { named[child.path] = child }
        }
        let idle = named.keys.filter { found[$0] == nil }.sorted()
        let bars = (shown + idle).compactMap { path -> JoiningOverview.Bar? in
            named[path].map {
                JoiningOverview.Bar(subject: .union($0.id, $0.name), figures: found[path] ?? JoiningFigures())
            }
        }
        let others = busiest.dropFirst(shownUnions)
        let rest = JoiningOverview.Rest(
            unions: others.count, figures: others.reduce(JoiningFigures()) { $0 + $1.value })
        let ownBars = own.map { [JoiningOverview.Bar(subject: .own(union.name), figures: $0)] } ?? []
        return (bars + ownBars, others.isEmpty ? nil : rest)
    }
}
