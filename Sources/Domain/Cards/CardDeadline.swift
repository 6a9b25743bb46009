/// Until when a card must be ordered so that its holder can still be enrolled with the others (domain, section 4).
public struct CardDeadline: Hashable, Sendable {
    /// The year of coverage.
    public let year: Int
    /// The last safe day; a card ordered on it is there on the last day of the enrolment.
    public let day: CalendarDay
    public let enrolmentThrough: CalendarDay
    public let today: CalendarDay
    /// From today through the last safe day, today left out; zero once it is past.
    public let workingDaysLeft: Int

    public init(
        year: Int, day: CalendarDay, enrolmentThrough: CalendarDay, today: CalendarDay, workingDaysLeft: Int
    ) {
        self.year = year
        self.day = day
        self.enrolmentThrough = enrolmentThrough
        self.today = today
        self.workingDaysLeft = workingDaysLeft
    }

    public enum Standing: Hashable, Sendable {
        case ahead, lastDay
        /// Cards can still be ordered, but may come too late.
        case past
        /// The enrolment is over; who gets a card now is enrolled instantly.
        case closed
    }

    public var standing: Standing {
        if day > today { return .ahead }
        if day == today { return .lastDay }
        return today > enrolmentThrough ? .closed : .past
    }

    /// Civil days from today to the last safe day; negative once it is past.
    public var daysLeft: Int { today.days(until: day) }
}

extension PlanYear {
    /// Working days that a bank takes from the order to the card (domain, section 4).
    public static let cardWorkingDays = 10

    /// The last day on which a card ordered is there on the deadline of a list.
    public func lastCardDay(before deadline: CalendarDay) -> CalendarDay {
        workingDays.day(Self.cardWorkingDays, workingDaysBefore: deadline)
    }

    /// When the bank is expected to have made the cards of a batch that it got on a day.
    public func cardsExpected(orderedOn day: CalendarDay) -> CalendarDay {
        workingDays.day(Self.cardWorkingDays, workingDaysAfter: day)
    }

    /// The last day on which a card ordered still comes in time for centralised enrolment; nil without that window.
    public func cardDeadline(on today: CalendarDay) -> CardDeadline? {
        windows[.enrolment].map { window in
            let day = lastCardDay(before: window.through)
            return CardDeadline(
                year: year, day: day, enrolmentThrough: window.through, today: today,
                workingDaysLeft: workingDays.workingDays(after: today, through: day))
        }
    }
}
