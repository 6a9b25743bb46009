import DatabaseKit
public import Domain
import Store

/// What the plan year asks of a union on this day; the first thing that its 首页 says.
public enum Season: Sendable {
    /// A base unit enrols its members until the day of the overview.
    case enrol(EnrolmentOverview)
    /// A joint union has to say first for which of its enterprises.
    case choose(PlanYear, through: CalendarDay)
    /// A union above passes the lists on until a day.
    case review(PlanYear, ReviewCounts, through: CalendarDay)
}

extension Homes {
    /// What the plan year asks of the actor's union now; nil outside the windows and for unions that have no part
    /// in it.
    public func season(_ occasion: Occasion, enterprise: ID<Enterprise>?) async throws -> Season? {
        let year = try await platform.database.read {
            try PlanYearStore($0).current(on: occasion.today, at: occasion.actor.path)
        }
        guard let year else { return nil }
        if occasion.actor.authority.includes(.enrol), occasion.actor.kind.isBase, occasion.actor.kind.hasWorkbench {
            return try await enrolling(occasion, enterprise: enterprise, in: year)
        }
        guard occasion.actor.authority.includes(.reviewEnrolment), let window = year.windows[.review],
            let through = year.reviewThrough(on: occasion.today), window.from <= occasion.today,
            occasion.today <= through
        else { return nil }
        let scope = try occasion.actor.authority.scope(for: .reviewEnrolment)
        let counts = try await platform.database.read { try ReviewStore($0).counts(in: scope, year: year.year) }
        // After the window only what still waits is worth a word.
        guard window.contains(occasion.today) || counts.pending > 0 else { return nil }
        return .review(year, counts, through: through)
    }

    /// The enrolment that is open to everybody, told before anybody has logged in; nil outside its window.
    public func openEnrolment(on today: CalendarDay) async throws -> (year: PlanYear, through: CalendarDay)? {
        guard let year = try await platform.database.read({ try PlanYearStore($0).current(on: today) }),
            let window = year.windows[.enrolment], window.contains(today)
        else { return nil }
        return (year, window.through)
    }

    private func enrolling(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, in year: PlanYear
    ) async throws -> Season? {
        guard let window = year.windows[.enrolment], window.from <= occasion.today else { return nil }
        do {
            let overview = try await Enrolments(platform).overview(occasion, enterprise: enterprise)
            guard let deadline = overview.deadline, occasion.today <= deadline else { return nil }
            return .enrol(overview)
        } catch Refusal.enterpriseNotChosen {
            return window.contains(occasion.today) ? .choose(year, through: window.through) : nil
        } catch Refusal.noEnterprise {
            return nil
        }
    }
}
