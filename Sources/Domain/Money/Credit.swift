/// What the centre owes a district from an earlier year, set against what the district pays now (退回金额抵扣).
///
/// Manual 2023, 集中参保审核: 2018 年会员计划退回金额 … 元，可用于抵扣 2020 年集中参保费用.
public struct Credit: Hashable, Sendable {
    public let id: ID<Credit>
    public let district: ID<Union>
    public let districtName: String
    /// The year whose money came back.
    public let fromYear: Int
    public let amount: Money
    public let reason: String
    public let at: Instant
    public let account: String
    public let standing: Standing
    /// Where it went, the oldest first.
    public let uses: [Use]

    public enum Standing: String, Hashable, Sendable, CaseIterable, Codable {
        case open
        /// Entered wrongly and taken back before any of it was used.
        case cancelled
    }

    /// A part of it that was set against one batch.
    public struct Use: Hashable, Sendable {
        public let submission: ID<DistrictSubmission>
        public let number: String
        public let year: Int
        public let amount: Money
        public let at: Instant
        /// When the batch lapsed and the amount was free again.
        public let returnedAt: Instant?

        public init(
            submission: ID<DistrictSubmission>, number: String, year: Int, amount: Money, at: Instant,
            returnedAt: Instant?
        ) {
            self.submission = submission
            self.number = number
            self.year = year
            self.amount = amount
            self.at = at
            self.returnedAt = returnedAt
        }
    }

    public init(
        id: ID<Credit>, district: ID<Union>, districtName: String, fromYear: Int, amount: Money, reason: String,
        at: Instant, account: String, standing: Standing, uses: [Use]
    ) {
        self.id = id
        self.district = district
        self.districtName = districtName
        self.fromYear = fromYear
        self.amount = amount
        self.reason = reason
        self.at = at
        self.account = account
        self.standing = standing
        self.uses = uses
    }

    /// What of it can still be used.
    public var remaining: Money {
        switch standing {
        case .open: uses.reduce(amount) { $1.returnedAt == nil ? $0 - $1.amount : $0 }
        case .cancelled: .zero
        }
    }

    /// Whether it may be taken back: nothing of it stands against a batch.
    public var isUntouched: Bool { standing == .open && uses.allSatisfy { $0.returnedAt != nil } }

    /// Characters of a reason.
    public static let reasonLimit = 200
}

/// How credits are set against an amount: the oldest year first, never more than is due.
public struct CreditAllotment: Hashable, Sendable {
    public struct Part: Hashable, Sendable {
        public let credit: ID<Credit>
        public let amount: Money
    }

    public let parts: [Part]

    public var total: Money { parts.reduce(.zero) { $0 + $1.amount } }

    public init(of credits: [Credit], against due: Money) {
        var left = max(.zero, due)
        var parts: [Part] = []
        for credit in credits.sorted(by: { ($0.fromYear, $0.id) < ($1.fromYear, $1.id) }) {
            let amount = min(left, credit.remaining)
            guard amount > .zero else { continue }
            parts.append(Part(credit: credit.id, amount: amount))
            left -= amount
        }
        self.parts = parts
    }
}

/// The fields of the form on which the centre enters a credit.
public enum CreditField: String, Hashable, Sendable, CaseIterable {
    case district, year, amount, reason
}

/// A credit as it is entered.
public struct CreditEntry: Hashable, Sendable {
    /// 工会编号 of the district.
    public let districtCode: String
    public let fromYear: Int
    public let amount: Money
    public let reason: String

    /// - Throws: `CreditRefusal` with the fields that are missing or malformed.
    public init(districtCode: String, year: String, amount: String, reason: String) throws(CreditRefusal) {
        var fields: [CreditField] = []
        let year = Int(year).flatMap { (2000...2100).contains($0) ? $0 : nil }
        let amount = Money(yuanText: amount).flatMap { $0 > .zero ? $0 : nil }
        let isBlank = reason.allSatisfy(\.isWhitespace)
        if districtCode.isEmpty { fields.append(.district) }
        if year == nil { fields.append(.year) }
        if amount == nil { fields.append(.amount) }
        if isBlank { fields.append(.reason) }
        guard fields.isEmpty, let year, let amount else { throw CreditRefusal(fields) }
        self.districtCode = districtCode
        fromYear = year
        self.amount = amount
        self.reason = String(reason.prefix(Credit.reasonLimit))
    }

    /// What the platform itself refunds.
    public init(districtCode: String, fromYear: Int, amount: Money, reason: String) {
        (self.districtCode, self.fromYear, self.amount) = (districtCode, fromYear, amount)
        self.reason = String(reason.prefix(Credit.reasonLimit))
    }
}

/// Which fields of a credit are missing or malformed; nothing is kept.
public struct CreditRefusal: Error, Hashable, Sendable {
    public let fields: [CreditField]

    public init(_ fields: [CreditField]) {
        self.fields = fields
    }
}
