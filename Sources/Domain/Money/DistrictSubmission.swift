/// What a district hands to the centre as one (参保批次（区局）; domain 5.5 and 5.6).
public struct DistrictSubmission: Hashable, Sendable {
    public let id: ID<DistrictSubmission>
    /// `CB` + yyyymmdd + four digits.
    public let number: String
    public let district: ID<Union>
    public let year: Int
    /// Whether its lists are those of 集中参保 or of 即时参保; never both.
    public let kind: UnitEnrolment.Kind
    public private(set) var status: Status
    /// Until when a voucher may come.
    public private(set) var voucherDue: CalendarDay

    public init(
        id: ID<DistrictSubmission>, number: String, district: ID<Union>, year: Int,
        kind: UnitEnrolment.Kind = .centralised,
        status: Status = .awaitingVoucher, voucherDue: CalendarDay
    ) {
        self.kind = kind
        self.id = id
        self.number = number
        self.district = district
        self.year = year
        self.status = status
        self.voucherDue = voucherDue
    }

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case awaitingVoucher = "awaiting-voucher"
        case voucherUnderReview = "voucher-under-review"
        case completed
        case moreMaterial = "more-material"
        case voucherRejected = "voucher-rejected"
        case lapsed

        /// How a batch begins: one that owes nothing, because credits cover all of it, needs no voucher, and nobody in
        /// it is to lose his cover for want of one.
        public static func atFirst(_ due: AmountDue) -> Status {
            due.isNothing ? .completed : .awaitingVoucher
        }

        public func after(_ command: Command) -> Status? {
            switch (self, command) {
            case (.awaitingVoucher, .uploadVoucher), (.moreMaterial, .uploadVoucher),
                (.voucherRejected, .uploadVoucher):
                .voucherUnderReview
            case (.voucherUnderReview, .accept): .completed
            case (.voucherUnderReview, .askForMore): .moreMaterial
            case (.voucherUnderReview, .reject): .voucherRejected
            case (.awaitingVoucher, .missDeadline), (.moreMaterial, .missDeadline), (.voucherRejected, .missDeadline):
                .lapsed
            case (.awaitingVoucher, .accept), (.awaitingVoucher, .askForMore), (.awaitingVoucher, .reject),
                (.voucherUnderReview, .uploadVoucher), (.voucherUnderReview, .missDeadline),
                (.moreMaterial, .accept), (.moreMaterial, .askForMore), (.moreMaterial, .reject),
                (.voucherRejected, .accept), (.voucherRejected, .askForMore), (.voucherRejected, .reject),
                (.completed, _), (.lapsed, _):
                nil
            }
        }
    }

    public enum Command: String, Hashable, Sendable, CaseIterable, Codable {
        case uploadVoucher = "upload-voucher"
        case accept
        case askForMore = "ask-for-more"
        case reject
        case missDeadline = "miss-deadline"
    }

    public mutating func perform(_ command: Command, on today: CalendarDay, in year: PlanYear) throws(Refusal) {
        guard let next = status.after(command) else { throw .batchState(status, command) }
        switch command {
        case .uploadVoucher:
            if let window = DayWindow(from: year.windows[.districtSubmission]?.from ?? today, through: voucherDue),
                window.position(of: today) == .after
            {
                throw .outsideWindow(.voucher, window, today: today)
            }
        case .reject, .askForMore:
            voucherDue = max(voucherDue, today.adding(days: year.voucherDays))
            // What was granted while the centre was looking at it holds as well.
            moveVoucherDue(to: year.districtPaymentDue, as: next)
        case .missDeadline:
            if today <= voucherDue, let window = DayWindow(from: today, through: voucherDue) {
                throw .outsideWindow(.voucher, window, today: today)
            }
        case .accept:
            break
        }
        status = next
    }

    /// Takes another last day for the voucher, when the centre extends the window.
    ///
    /// A batch whose voucher came back keeps the days that it was given for that; one of 即时参保 counts its own days.
    public mutating func moveVoucherDue(to day: CalendarDay) {
        moveVoucherDue(to: day, as: status)
    }

    private mutating func moveVoucherDue(to day: CalendarDay, as status: Status) {
        guard kind == .centralised else { return }
        switch status {
        case .awaitingVoucher: voucherDue = day
        case .moreMaterial, .voucherRejected: voucherDue = max(voucherDue, day)
        case .voucherUnderReview, .completed, .lapsed: break
        }
    }

    public func refusal(of command: Command, on today: CalendarDay, in year: PlanYear) -> Refusal? {
        var copy = self
        do throws(Refusal) {
            try copy.perform(command, on: today, in: year)
            return nil
        } catch {
            return error
        }
    }
}

/// What the district owes: Σ(district share + base share) − credit (domain 5.6).
public struct AmountDue: Hashable, Sendable, Codable {
    public let amounts: Amounts
    public let credit: Money

    public init(amounts: Amounts, credit: Money) {
        self.amounts = amounts
        self.credit = credit
    }

    public var due: Money { amounts.district + amounts.base - credit }

    /// Whether there is nothing to transfer, and so nothing to prove by a voucher.
    public var isNothing: Bool { due <= .zero }
}
