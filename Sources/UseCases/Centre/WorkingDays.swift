import DatabaseKit
public import Domain
import Store
import Wording

/// 节假日管理: the days off and working weekends of each year, which every deadline in working days counts by.
public struct WorkingDays: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// The years that have been entered, and the one to enter next.
    public func years(_ occasion: Occasion) async throws -> [CalendarYearCounts] {
        try Self.require(occasion)
        return try await platform.database.read { try PlanYearStore($0).calendarYears() }
    }

    /// One year with what follows from it.
    public struct Sheet: Sendable {
        public let year: Int
        /// In the order of their days.
        public let exceptions: [CalendarException]
        /// Of the year that people work on; nil while none is published.
        public let cardDeadline: CardDeadline?
        /// The year as it was shown: saving it is refused once somebody has saved it since.
        public let stamp: Int64
        public let history: [Step]

        /// The exceptions as the form shows and takes them.
        public var text: String { HolidayText.write(exceptions) }
    }

    /// Who saved the year, the newest first.
    public struct Step: Sendable {
        public let at: Instant
        public let account: String
    }

    /// - Throws: `Refusal.notFound` for a year that cannot be written.
    public func sheet(_ year: Int, _ occasion: Occasion) async throws -> Sheet {
        try Self.require(occasion)
        guard YearProposal.years.contains(year) else { throw Refusal.notFound }
        return try await platform.database.read { transaction in
            let store = PlanYearStore(transaction)
            let history = try EventStore(transaction).history(of: .workingDays, Int64(year))
            return Sheet(
                year: year, exceptions: try store.calendarExceptions(of: year),
                cardDeadline: try store.current(on: occasion.today)?.cardDeadline(on: occasion.today),
                stamp: history.first?.id ?? 0, history: history.map { Step(at: $0.at, account: $0.account) })
        }
    }

    /// How a year stands after it was saved.
    public struct Receipt: Codable, Hashable, Sendable {
        public let year: Int
        public let holidays: Int
        public let workingWeekends: Int
    }

    /// Takes a year's exceptions from a text, the notice itself or lines of one's own, in the place of those it had.
    ///
    /// - Parameter stamp: the year as it was shown; of two at once the later gets `StaleVersion`.
    /// - Throws: `CalendarRefused` with everything that is wrong; nothing is changed then.
    public func save(_ year: Int, text: String, stamp: Int64, _ occasion: Occasion) async throws -> Receipt {
        try Self.require(occasion)
        guard YearProposal.years.contains(year) else { throw Refusal.notFound }
        let exceptions = try HolidayText.read(text, year: year)
        if let fault = CalendarException.problem(of: exceptions, in: year) {
            throw CalendarRefused([CalendarProblem(line: nil, fault)])
        }
        return try await platform.once("save-working-days", occasion) { transaction in
            let events = EventStore(transaction)
            let newest = try events.history(of: .workingDays, Int64(year), limit: 1).first?.id ?? 0
            guard newest == stamp else { throw StaleVersion() }
            let store = PlanYearStore(transaction)
            try store.replaceCalendar(of: year, with: exceptions)
            let kept = try store.calendarExceptions(of: year)
            let receipt = Receipt(
                year: year, holidays: kept.count { $0.kind == .holiday },
                workingWeekends: kept.count { $0.kind == .workingWeekend })
            try events.record(
                "save", on: .workingDays, Int64(year), at: .root,
                detail: "holidays=\(receipt.holidays), working weekends=\(receipt.workingWeekends)", occasion)
            return receipt
        }
    }

    private static func require(_ occasion: Occasion) throws(Refusal) {
        try occasion.actor.authority.require(.managePlanYears, on: .root)
    }
}
