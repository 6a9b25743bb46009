/// A 给付: money that was paid to a covered person, as the centre entered it (domain 5.8).
///
/// Nothing is ever deleted: a wrong payment is corrected by one that takes its place, or cancelled; both with a reason.
public struct BenefitPayment: Hashable, Sendable {
    public let id: ID<BenefitPayment>
    public let person: ID<Person>
    public let name: String
    /// Opened; whoever shows it masks it.
    public let document: IdentityDocument
    public let unitName: String
    /// Of the plan year in which the person was covered.
    public let year: Int
    /// The plan of the coverage; nil when the platform knows none of that year.
    public let plan: String?
    /// 给付种类, in the centre's own words.
    public let kind: String
    public let amount: Money
    public let paidOn: CalendarDay
    /// 给付编号: the centre's number of the payment, unique among those that hold.
    public let reference: String
    public let standing: Standing

    public enum Standing: String, Hashable, Sendable, CaseIterable, Codable {
        case paid
        /// Another payment has taken its place.
        case corrected
        /// Entered wrongly; nothing has taken its place.
        case cancelled
    }

    public init(
        id: ID<BenefitPayment>, person: ID<Person>, name: String, document: IdentityDocument, unitName: String,
        year: Int, plan: String?, kind: String, amount: Money, paidOn: CalendarDay, reference: String,
        standing: Standing
    ) {
        self.id = id
        self.person = person
        self.name = name
        self.document = document
        self.unitName = unitName
        self.year = year
        self.plan = plan
        self.kind = kind
        self.amount = amount
        self.paidOn = paidOn
        self.reference = reference
        self.standing = standing
    }

    /// Characters of a kind, a reference and a reason.
    public static let kindLimit = 30
    public static let referenceLimit = 40
    public static let reasonLimit = 200
    /// The years that a payment may be of.
    public static let years = 2000...2100
}

/// Where a payment came from and what became of it.
public struct BenefitTrail: Hashable, Sendable {
    public let enteredAt: Instant
    public let enteredBy: String
    /// The file of the import; nil for one from the form.
    public let fileName: String?
    public let endedAt: Instant?
    public let endedBy: String
    /// Why it was corrected or cancelled.
    public let reason: String?
    /// The payment whose place this one has taken.
    public let replaces: ID<BenefitPayment>?
    public let replacedBy: ID<BenefitPayment>?

    public init(
        enteredAt: Instant, enteredBy: String, fileName: String?, endedAt: Instant?, endedBy: String, reason: String?,
        replaces: ID<BenefitPayment>?, replacedBy: ID<BenefitPayment>?
    ) {
        self.enteredAt = enteredAt
        self.enteredBy = enteredBy
        self.fileName = fileName
        self.endedAt = endedAt
        self.endedBy = endedBy
        self.reason = reason
        self.replaces = replaces
        self.replacedBy = replacedBy
    }
}

/// Payments that hold, added up by kind; the whole is the sum of its parts.
public struct BenefitTotals: Hashable, Sendable {
    public struct Part: Hashable, Sendable {
        public let kind: String
        public let count: Int
        public let amount: Money

        public init(kind: String, count: Int, amount: Money) {
            self.kind = kind
            self.count = count
            self.amount = amount
        }
    }

    /// The largest amount first.
    public let parts: [Part]

    public init(_ parts: [Part]) {
        self.parts = parts.sorted { ($1.amount, $0.kind) < ($0.amount, $1.kind) }
    }

    public var count: Int { parts.reduce(0) { $0 + $1.count } }
    public var amount: Money { parts.reduce(.zero) { $0 + $1.amount } }
}

/// Where a part of the list of payments ends: the latest payment comes first.
public struct BenefitKey: Hashable, Sendable {
    public let paidOn: CalendarDay
    public let id: ID<BenefitPayment>

    public init(_ payment: BenefitPayment) {
        (paidOn, id) = (payment.paidOn, payment.id)
    }

    /// Reads `20240305-17`, as it stands in an address.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let day = CalendarDay(compact: parts[0]), let id = ID<BenefitPayment>(parts[1]) else {
            return nil
        }
        (paidOn, self.id) = (day, id)
    }

    public var text: String { "\(paidOn.compact)-\(id)" }
}

/// Which part of the list is wanted; its cost does not grow with its place.
public enum BenefitPart: Hashable, Sendable {
    case first
    case after(BenefitKey)
    case before(BenefitKey)
}

/// One part of the list.
public struct BenefitListing: Sendable {
    public let payments: [BenefitPayment]
    public let total: Int
    /// The keys beside which the parts before and after this one lie; nil where there is none.
    public let previous: BenefitKey?
    public let next: BenefitKey?

    public init(_ payments: [BenefitPayment], total: Int, previous: BenefitKey?, next: BenefitKey?) {
        (self.payments, self.total, self.previous, self.next) = (payments, total, previous, next)
    }
}
