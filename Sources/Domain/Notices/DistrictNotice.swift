/// The notice of a district's batch (manual 2024, 4.5).
public struct DistrictNotice: Hashable, Sendable, Codable {
    public let districtName: String
    public let cityName: String
    public let signatory: String
    public let year: Int
    public let totals: DistrictTotals
    public let credit: Money
    public let coverage: DayWindow
    public let paymentDue: CalendarDay
    public let remarkCode: String
    public let account: BankAccount
    /// Scheme and host before the verification path; empty when the instance has no public address.
    public let publicAddress: String
    /// When the lists of an instant batch begin; nil for 集中参保.
    public let instant: InstantStart?

    /// Where the money goes (户名, 帐号, 开户行).
    public struct BankAccount: Hashable, Sendable, Codable {
        public let holder: String
        public let number: String
        public let bank: String

        public init(holder: String, number: String, bank: String) {
            self.holder = holder
            self.number = number
            self.bank = bank
        }
    }

    public init(
        districtName: String, cityName: String, signatory: String, year: Int, totals: DistrictTotals, credit: Money,
        coverage: DayWindow, paymentDue: CalendarDay, remarkCode: String, account: BankAccount, publicAddress: String,
        instant: InstantStart? = nil
    ) {
        self.instant = instant
        self.districtName = districtName
        self.cityName = cityName
        self.signatory = signatory
        self.year = year
        self.totals = totals
        self.credit = credit
        self.coverage = coverage
        self.paymentDue = paymentDue
        self.remarkCode = remarkCode
        self.account = account
        self.publicAddress = publicAddress
    }

    public var due: AmountDue { totals.due(credit: credit) }
}
