import DatabaseKit
import Domain
import Store
public import UseCases

/// A whole plan year on a simulated calendar, through the use cases, accounts and authority of the pages.
///
/// It writes into an empty database only, which it marks as a rehearsal's.
public struct Rehearsal: Sendable {
    let season: Season
    let cast: RehearsalCast
    let year = 2024
    public internal(set) var chronicle = Chronicle()

    public enum Size: Sendable {
        /// With the money examples of 1,064 and 2,014 people.
        case full
        case small
    }

    public init(_ platform: Platform, _ size: Size = .full) {
        season = Season(platform: platform)
        cast =
            switch size {
            case .full: .full
            case .small: .small
            }
    }

    var platform: Platform { season.platform }

    // MARK: The year

    /// Walks from the opening of the year to coverage in force.
    ///
    /// - Throws: `Refusal.notDemo` for a database that is not empty; `RehearsalFailure` and the use cases' own errors.
    public mutating func walk() async throws {
        let opening = try day("2023-10-25")
        try await Federation(platform).found(
            mode: "rehearsal", businessDate: opening.description, year: year, now: opening.start)
        try await membersAndCards()
        try await submissions()
        try await reviews()
        try await districts()
        try await vouchers()
        try await instant()
        try await move(to: "2024-01-26")
    }

    /// The business day of the database follows the calendar, as the date switch of the demonstration does.
    @discardableResult
    mutating func move(to text: String) async throws -> CalendarDay {
        let today = try day(text)
        try await Homes(platform).moveBusinessDay(to: today)
        return today
    }

    func day(_ text: String) throws -> CalendarDay {
        guard let day = CalendarDay(text) else { throw RehearsalFailure("no day \(text)") }
        return day
    }

    func name(_ cast: UnitCast) async throws -> String {
        let place = try await season.place(cast)
        return place.union.kind == .jointUnion ? place.enterprise?.name ?? place.union.name : place.union.name
    }

    // MARK: October: members and cards

    private mutating func membersAndCards() async throws {
        let opening = try await move(to: "2023-10-25")
        let centre = try await season.occasion("centre", opening)
        let asOf = try day("2023-08-31")
        let rows = try await season.loadRegisters(cast.all, on: opening, asOf: asOf)
        let lists: [(RegisterKind, String)] = [(.insured, "社保"), (.retired, "退休"), (.deceased, "死亡")]
        chronicle.note(
            centre, "全市", "导入登记名单（截至 \(asOf)）",
            lists.map { "\($1) \(rows[$0] ?? 0) 人" }.joined(separator: "，"))

        let imports = try await move(to: "2023-10-26")
        for unit in cast.all {
            let counts = try await season.importRoster(unit, on: imports)
            let clerk = try await season.occasion(unit.union, imports)
            chronicle.note(
                clerk, try await name(unit), "导入会员（xlsx）", "新增 \(counts[.new]) 人，未通过 \(counts[.failed]) 行")
        }
        let cards = try await move(to: "2023-10-30")
        for unit in cast.all {
            let (ordered, issued) = try await season.orderCards(unit, on: cards)
            let clerk = try await season.occasion(unit.union, cards)
            chronicle.note(clerk, try await name(unit), "办卡批次：提交、交银行、导入结果", "申请 \(ordered) 张，制成 \(issued) 张")
        }
    }
}
