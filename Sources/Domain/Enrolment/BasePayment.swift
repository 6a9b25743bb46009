/// Until when a unit pays its share to its district, as it is to be asked on one day (基层缴费期限; domain 5.1, 5.6).
///
/// No notice asks for a payment by a day that is over: after the unit's own day it pays soon, because its district pays
/// the centre on a day that stands.
public struct BasePayment: Hashable, Sendable {
    /// The unit's last day, or that of its district when the unit's is over.
    public let due: CalendarDay
    /// nil as long as there is time.
    public let urgency: Urgency?

    public enum Urgency: String, Hashable, Sendable, Codable {
        /// The unit's day is over, its district's is not.
        case soon
        /// Both are over.
        case atOnce = "at-once"
    }

    public init(due: CalendarDay, urgency: Urgency?) {
        self.due = due
        self.urgency = urgency
    }
}

extension PlanYear {
    /// When a unit whose year this is pays, as it stands on `today`.
    ///
    /// - Parameter reopened: until when its list may be handed in anew, after it came back late.
    public func basePayment(on today: CalendarDay, reopened: CalendarDay? = nil) -> BasePayment {
        let own = min(max(basePaymentDue, reopened ?? basePaymentDue), max(basePaymentDue, districtPaymentDue))
        if today <= own { return BasePayment(due: own, urgency: nil) }
        return BasePayment(due: districtPaymentDue, urgency: today <= districtPaymentDue ? .soon : .atOnce)
    }

    /// Who may hand in later pays as much later, and never after his district.
    func basePaymentDue(movedWith enrolment: CalendarDay?, before districtDue: CalendarDay) -> CalendarDay {
        guard let last = windows[.enrolment]?.through, let enrolment, enrolment > last else { return basePaymentDue }
        let moved = basePaymentDue.adding(days: last.days(until: enrolment))
        return max(basePaymentDue, min(moved, districtDue))
    }
}
