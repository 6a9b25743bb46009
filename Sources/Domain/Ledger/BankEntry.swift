/// A line of a statement as the ledger keeps it, with what became of it.
public struct BankEntry: Hashable, Sendable {
    public let id: ID<BankEntry>
    public let line: BankLine
    public let standing: Standing
    /// What it pays; nil as long as it is open or set aside.
    public let booked: Booked?

    public enum Standing: String, Hashable, Sendable, CaseIterable {
        case open
        case booked
        /// Has nothing to do with the enrolment.
        case aside
    }

    public struct Booked: Hashable, Sendable {
        public let key: Receivable.Key
        public let number: String
        public let name: String
        public let at: Instant
        public let account: String

        public init(key: Receivable.Key, number: String, name: String, at: Instant, account: String) {
            self.key = key
            self.number = number
            self.name = name
            self.at = at
            self.account = account
        }
    }

    public init(id: ID<BankEntry>, line: BankLine, standing: Standing, booked: Booked?) {
        self.id = id
        self.line = line
        self.standing = standing
        self.booked = booked
    }
}

/// A statement that was uploaded.
public struct BankStatement: Hashable, Sendable {
    public let id: ID<BankStatement>
    public let fileName: String
    public let at: Instant
    public let account: String
    public let counts: BankCounts
    public let totals: BankTotals

    public init(
        id: ID<BankStatement>, fileName: String, at: Instant, account: String, counts: BankCounts, totals: BankTotals
    ) {
        self.id = id
        self.fileName = fileName
        self.at = at
        self.account = account
        self.counts = counts
        self.totals = totals
    }

    /// Bytes of a statement that the page takes.
    public static let byteLimit = 5_000_000
    /// Lines of one statement; a month of a busy account has fewer.
    public static let lineLimit = 2_000
    /// Characters of the reason why a booking is undone.
    public static let reasonLimit = 200
}

/// What the lines of a statement come to; the whole is the sum of the three.
public struct BankTotals: Hashable, Sendable {
    public let open: Money
    public let booked: Money
    public let aside: Money

    public init(open: Money, booked: Money, aside: Money) {
        self.open = open
        self.booked = booked
        self.aside = aside
    }

    public var whole: Money { open + booked + aside }
}

/// What a person decides about a line.
public enum BankDecision: Hashable, Sendable {
    case pays(Receivable.Key)
    case aside

    /// `e-17`, `s-4` or `aside`, as a form carries it.
    public init?(_ text: String) {
        if text == Self.asideText {
            self = .aside
        } else if let key = Receivable.Key(text) {
            self = .pays(key)
        } else {
            return nil
        }
    }

    public static let asideText = "aside"
}

/// Why a line is not booked, or a booking not undone.
public enum BookingRefusal: Error, Hashable, Sendable {
    /// It pays something already, or was set aside.
    case taken
    case notBooked
    /// Nothing that this union is owed.
    case unknownReceivable
}
