extension UnitEnrolment {
    /// What the clerk saw on 提交前请核对 and what the list is now.
    public struct Proposal: Hashable, Sendable {
        public let equation: Equation
        public let plan: Plan?
        /// The head count on the button that was pressed; nil where the list is only being looked at.
        public let expectedHeads: Int?

        public init(equation: Equation, plan: Plan?, expectedHeads: Int? = nil) {
            self.equation = equation
            self.plan = plan
            self.expectedHeads = expectedHeads
        }
    }

    /// Hands the list in: workflow and days first, then what the list itself lacks.
    ///
    /// Nothing changes when it is refused. Suspected retirements must be answered before (domain 5.2); people without
    /// a card or without confirmation do not stand in the way, they are just not enrolled (manual 2024, 3.3).
    public mutating func submit(
        _ proposal: Proposal, by account: ID<Account>, on today: CalendarDay, in year: PlanYear
    ) throws(Refusal) {
        var submitted = self
        try submitted.perform(.submit, by: account, on: today, in: year)
        guard proposal.plan != nil else { throw .planNotChosen }
        let suspects = proposal.equation[.suspectedRetired]
        guard suspects == 0 else { throw .unresolvedSuspects(suspects) }
        let heads = proposal.equation[.enrolling]
        if let expected = proposal.expectedHeads, expected != heads {
            throw .countChanged(expected: expected, actual: heads)
        }
        guard heads > 0 else { throw .nobodyToEnrol }
        self = submitted
    }

    /// Why handing in would be refused now, or nil: the task list asks what the button does.
    public func refusal(
        of proposal: Proposal, by account: ID<Account>, on today: CalendarDay, in year: PlanYear
    ) -> Refusal? {
        var copy = self
        do throws(Refusal) {
            try copy.submit(proposal, by: account, on: today, in: year)
            return nil
        } catch {
            return error
        }
    }

    /// Work on the list that confirms people: like `prepare`, within the year's window of confirmation.
    public mutating func confirm(by account: ID<Account>, on today: CalendarDay, in year: PlanYear) throws(Refusal) {
        var prepared = self
        try prepared.perform(.prepare, by: account, on: today, in: year)
        if reopenedUntil.map({ today <= $0 }) != true { try year.require(.confirmation, on: today) }
        self = prepared
    }

    /// Until when the list may be handed in: the window's last day, or the later day of a late return.
    public func deadline(in year: PlanYear) -> CalendarDay? {
        guard entry == nil else { return year.coverage.through }
        guard let last = year.windows[.enrolment]?.through else { return reopenedUntil }
        return reopenedUntil.map { max($0, last) } ?? last
    }

    /// JB (即时参保: JS) + year + unit number: the union's code, and for one of a joint union's enterprises what tells
    /// it apart.
    public static func number(
        of unit: EnrollingUnit, kind: UnionKind, year: Int, as enrolment: Kind = .centralised
    ) -> String {
        let prefix =
            switch enrolment {
            case .centralised: "JB"
            case .instant: "JS"
            }
        let number = "\(prefix)\(year)\(unit.unionCode)"
        guard kind == .jointUnion, unit.enterprise != nil else { return number }
        return "\(number)-\(unit.organisationCode ?? unit.id.description)"
    }
}

extension Plan {
    /// The categories that stand in the workbench as long as no plan says otherwise (manual 2024, question 2).
    public static let workbenchCategories = Set(MemberCategory.allCases.filter(\.isInWorkbench))
}

extension PlanYear {
    /// Until when a list that waits today may be reviewed: the window's last day, and after it the district's own,
    /// because a list of the last evening may be passed until the district hands in (domain 5.1).
    public func reviewThrough(on today: CalendarDay) -> CalendarDay? {
        guard let last = windows[.review]?.through else { return nil }
        guard today > last, let handingIn = windows[.districtSubmission]?.through else { return last }
        return max(last, handingIn)
    }
}
