/// One unit's enrolment of one plan year (参保批次（基层）; domain 5.4).
public struct UnitEnrolment: Hashable, Sendable {
    public let id: ID<UnitEnrolment>
    public let unit: ID<EnrollingUnit>
    public let year: Int
    /// How the people of an instant list came to it; nil for the unit's list of 集中参保.
    public let entry: InstantEntry?
    public private(set) var status: Status
    /// The newest submitted version; 0 before the first.
    public private(set) var version: Int
    /// Who submitted the newest version: nobody approves his own.
    public private(set) var submittedBy: ID<Account>?
    /// Until when a list returned after the window may be handed in again.
    public private(set) var reopenedUntil: CalendarDay?
    /// The day of the newest submission.
    public private(set) var submittedOn: CalendarDay?

    public init(
        id: ID<UnitEnrolment>, unit: ID<EnrollingUnit>, year: Int, entry: InstantEntry? = nil,
        status: Status = .notStarted, version: Int = 0, submittedBy: ID<Account>? = nil,
        submittedOn: CalendarDay? = nil, reopenedUntil: CalendarDay? = nil
    ) {
        self.entry = entry
        self.id = id
        self.unit = unit
        self.year = year
        self.status = status
        self.version = version
        self.submittedBy = submittedBy
        self.submittedOn = submittedOn
        self.reopenedUntil = reopenedUntil
    }

    public var kind: Kind { entry == nil ? .centralised : .instant }

    /// 集中参保 or 即时参保.
    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        case centralised, instant
    }

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case notStarted = "not-started"
        case draft
        case submitted
        case endorsed
        case approved
        case returned
        case locked
        case inForce = "in-force"
        case lapsed
        case declined
        case leftOut = "left-out"

        /// The table of domain 5.4, row by row.
        public func after(_ command: Command) -> Status? {
            switch (self, command) {
            case (.notStarted, .prepare): .draft
            case (.notStarted, .submit), (.draft, .submit): .submitted
            case (.notStarted, .decline), (.draft, .decline): .declined
            case (.notStarted, .closeWindow), (.draft, .closeWindow): .leftOut
            case (.draft, .prepare): .draft

            case (.submitted, .submit): .submitted
            case (.submitted, .withdraw): .draft
            case (.submitted, .endorse): .endorsed
            case (.submitted, .approve): .approved
            case (.submitted, .return): .returned
            case (.submitted, .closeWindow): .leftOut

            case (.endorsed, .submit): .submitted
            case (.endorsed, .approve): .approved
            case (.endorsed, .return): .returned
            case (.endorsed, .closeWindow): .leftOut

            case (.returned, .prepare): .returned
            case (.returned, .submit): .submitted
            case (.returned, .decline): .declined
            case (.returned, .closeWindow): .leftOut

            case (.approved, .submit): .submitted
            case (.approved, .return): .returned
            case (.approved, .takeBack): .submitted
            case (.approved, .lock): .locked
            case (.approved, .closeWindow): .leftOut

            case (.locked, .acceptVoucher): .inForce
            case (.locked, .missDeadline): .lapsed

            case (.declined, .submit): .submitted

            case (.submitted, .prepare), (.endorsed, .prepare), (.approved, .prepare), (.declined, .prepare): self

            case (.notStarted, .withdraw), (.notStarted, .endorse), (.notStarted, .approve), (.notStarted, .return),
                (.notStarted, .takeBack), (.notStarted, .lock), (.notStarted, .acceptVoucher),
                (.notStarted, .missDeadline),
                (.draft, .withdraw), (.draft, .endorse), (.draft, .approve), (.draft, .return), (.draft, .takeBack),
                (.draft, .lock), (.draft, .acceptVoucher), (.draft, .missDeadline),
                (.submitted, .takeBack), (.submitted, .decline), (.submitted, .lock), (.submitted, .acceptVoucher),
                (.submitted, .missDeadline),
                (.endorsed, .withdraw), (.endorsed, .endorse), (.endorsed, .takeBack), (.endorsed, .decline),
                (.endorsed, .lock), (.endorsed, .acceptVoucher), (.endorsed, .missDeadline),
                (.returned, .withdraw), (.returned, .endorse), (.returned, .approve), (.returned, .return),
                (.returned, .takeBack), (.returned, .lock), (.returned, .acceptVoucher), (.returned, .missDeadline),
                (.approved, .withdraw), (.approved, .endorse), (.approved, .approve), (.approved, .decline),
                (.approved, .acceptVoucher), (.approved, .missDeadline),
                (.declined, .withdraw), (.declined, .endorse), (.declined, .approve),
                (.declined, .return), (.declined, .takeBack), (.declined, .decline), (.declined, .lock),
                (.declined, .closeWindow), (.declined, .acceptVoucher), (.declined, .missDeadline),
                (.locked, .prepare), (.locked, .submit), (.locked, .withdraw), (.locked, .endorse), (.locked, .approve),
                (.locked, .return), (.locked, .takeBack), (.locked, .decline), (.locked, .lock),
                (.locked, .closeWindow),
                (.inForce, _), (.lapsed, _), (.leftOut, _):
                nil
            }
        }

        /// Whether the current version claims its people.
        public var claims: Bool {
            switch self {
            case .submitted, .endorsed, .approved, .locked, .inForce: true
            case .notStarted, .draft, .returned, .lapsed, .declined, .leftOut: false
            }
        }
    }

    public enum Command: String, Hashable, Sendable, CaseIterable, Codable {
        /// Choosing the plan, excluding somebody: work on the list that is no submission.
        case prepare
        case submit, withdraw, endorse, approve, `return`
        case takeBack = "take-back"
        case decline, lock
        case closeWindow = "close-window"
        case acceptVoucher = "accept-voucher"
        case missDeadline = "miss-deadline"
    }

    /// Carries a command out: first the workflow, then the days, then the persons.
    ///
    /// The actor's authority has been asked before; `Authority` is the first check of all.
    public mutating func perform(_ command: Command, by account: ID<Account>, on today: CalendarDay, in year: PlanYear)
        throws(Refusal)
    {
        guard let next = status.after(command) else { throw .enrolmentState(status, command) }
        try checkDays(of: command, on: today, in: year)
        try checkPersons(of: command, by: account)
        status = next
        switch command {
        case .submit:
            version += 1
            submittedBy = account
            submittedOn = today
        case .return:
            reopenedUntil = reopening(on: today, in: year)
        case .prepare, .withdraw, .endorse, .approve, .takeBack, .decline, .lock, .closeWindow, .acceptVoucher,
            .missDeadline:
            break
        }
    }

    /// Why the command would be refused now, or nil: performed on a copy, so a button and its command agree.
    public func refusal(of command: Command, by account: ID<Account>, on today: CalendarDay, in year: PlanYear)
        -> Refusal?
    {
        var copy = self
        do throws(Refusal) {
            try copy.perform(command, by: account, on: today, in: year)
            return nil
        } catch {
            return error
        }
    }

    private func checkDays(of command: Command, on today: CalendarDay, in year: PlanYear) throws(Refusal) {
        guard entry == nil else { return try checkInstantDays(of: command, on: today, in: year) }
        switch command {
        case .prepare, .submit, .withdraw, .decline:
            if let reopenedUntil, today <= reopenedUntil { return }
            try year.require(.enrolment, on: today)
        case .endorse, .approve, .return, .takeBack:
            // Lists handed in in time may be reviewed until the district submits, so that one of the last evening
            // is not lost; the lock itself ends it.
            if let review = year.windows[.review], today < review.from { try year.require(.review, on: today) }
            if let submission = year.windows[.districtSubmission], today > submission.through {
                try year.require(.districtSubmission, on: today)
            }
        case .lock:
            try year.require(.districtSubmission, on: today)
        case .closeWindow:
            if let submission = year.windows[.districtSubmission], today <= submission.through {
                throw .outsideWindow(.districtSubmission, submission, today: today)
            }
        case .acceptVoucher, .missDeadline:
            break
        }
    }

    /// An instant list lives in the year of its coverage; what nobody confirmed falls away after it.
    private func checkInstantDays(
        of command: Command, on today: CalendarDay, in year: PlanYear
    ) throws(Refusal) {
        switch command {
        case .prepare, .submit, .withdraw, .decline, .endorse, .approve, .return, .takeBack, .lock:
            try year.require(.instant, on: today)
        case .closeWindow:
            if today <= year.coverage.through { throw .outsideWindow(.instant, year.coverage, today: today) }
        case .acceptVoucher, .missDeadline:
            break
        }
    }

    private func checkPersons(of command: Command, by account: ID<Account>) throws(Refusal) {
        switch command {
        case .endorse, .approve:
            if submittedBy == account { throw .submittedByThisAccount }
        case .prepare, .submit, .withdraw, .return, .takeBack, .decline, .lock, .closeWindow, .acceptVoucher,
            .missDeadline:
            break
        }
    }

    /// A list returned late reopens for its unit for the year's number of days, never past the district's window.
    private func reopening(on today: CalendarDay, in year: PlanYear) -> CalendarDay? {
        guard entry == nil, let enrolment = year.windows[.enrolment] else { return nil }
        let last = today.adding(days: year.returnDays)
        guard last > enrolment.through else { return nil }
        guard let submission = year.windows[.districtSubmission] else { return last }
        return min(last, submission.through)
    }
}
