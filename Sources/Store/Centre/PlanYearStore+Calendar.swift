public import DatabaseKit
public import Domain

// The days off and working weekends that the city has entered; they hold for every plan year.
extension PlanYearStore {
    public func workingDays() throws -> WorkingDayCalendar {
        var holidays: Set<CalendarDay> = []
        var weekends: Set<CalendarDay> = []
        for row in try transaction.query("SELECT day, kind FROM calendar_exception") {
            let kind: CalendarException.Kind = try row.get("kind")
            switch kind {
            case .holiday: holidays.insert(try row.get("day"))
            case .workingWeekend: weekends.insert(try row.get("day"))
            }
        }
        return WorkingDayCalendar(holidays: holidays, workingWeekends: weekends)
    }

    /// The exceptions of a calendar year in the order of their days.
    public func calendarExceptions(of year: Int) throws -> [CalendarException] {
        guard let span = Self.span(of: year) else { return [] }
        return try transaction.query(
            """
            SELECT day, kind, name FROM calendar_exception
            WHERE day >= \(span.from) AND day <= \(span.through) ORDER BY day
            """
        ).map { CalendarException(try $0.get("day"), try $0.get("kind"), name: try $0.get("name")) }
    }

    /// How many days off and working weekends each year has, the newest first.
    public func calendarYears() throws -> [CalendarYearCounts] {
        try transaction.query(
            """
            SELECT substr(day, 1, 4) AS year, sum(CASE WHEN kind = 'holiday' THEN 1 ELSE 0 END) AS holidays,
                sum(CASE WHEN kind = 'holiday' THEN 0 ELSE 1 END) AS weekends
            FROM calendar_exception GROUP BY substr(day, 1, 4) ORDER BY substr(day, 1, 4) DESC
            """
        ).compactMap { row in
            let text: String = try row.get("year")
            return try Int(text).map { year in
                CalendarYearCounts(
                    year: year, holidays: try row.get("holidays"), workingWeekends: try row.get("weekends"))
            }
        }
    }

    /// Enters the exceptions of a year in the place of those that it had; days of the neighbouring years are added.
    public func replaceCalendar(of year: Int, with exceptions: [CalendarException]) throws {
        if let span = Self.span(of: year) {
            try transaction.execute(
                "DELETE FROM calendar_exception WHERE day >= \(span.from) AND day <= \(span.through)")
        }
        try insertCalendar(exceptions)
    }

    public func insertCalendar(_ exceptions: [CalendarException]) throws {
        try transaction.executeMany(
            exceptions.map { exception -> SQL in
                """
                INSERT INTO calendar_exception (day, kind, name)
                VALUES (\(exception.day), \(exception.kind), \(exception.name))
                ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name = excluded.name
                """
            })
    }

    private static func span(of year: Int) -> DayWindow? {
        guard let first = CalendarDay(year: year, month: 1, day: 1),
            let last = CalendarDay(year: year, month: 12, day: 31)
        else { return nil }
        return DayWindow(from: first, through: last)
    }
}

extension CalendarException.Kind: SQLBindable, SQLReadable {}
