/// A unit whose share has not come in in full, with what was done about it (催办; domain 5.6, ledger).
public struct UnpaidUnit: Hashable, Sendable {
    public let unit: EnrollingUnit
    public let enrolment: ID<UnitEnrolment>
    /// JB…, which the unit writes into the remark of its transfer.
    public let number: String
    public let due: Money
    public let paid: Money
    public let contact: UnitContact?
    /// How often it was reminded to pay for this list.
    public let reminders: Int
    public let lastReminded: Instant?

    public init(
        unit: EnrollingUnit, enrolment: ID<UnitEnrolment>, number: String, due: Money, paid: Money,
        contact: UnitContact?, reminders: Int, lastReminded: Instant?
    ) {
        self.unit = unit
        self.enrolment = enrolment
        self.number = number
        self.due = due
        self.paid = paid
        self.contact = contact
        self.reminders = reminders
        self.lastReminded = lastReminded
    }

    /// What is still to come; not positive once the unit has paid.
    public var open: Money { due - paid }
}

/// One reminder to pay, kept for good, with what was open then.
public struct PaymentReminder: Hashable, Sendable {
    public let reminder: Reminder
    public let open: Money

    public init(_ reminder: Reminder, open: Money) { (self.reminder, self.open) = (reminder, open) }
}
