/// What a file of payments holds and does; rows = new + known + unmatched + failed.
public struct BenefitCounts: Codable, Hashable, Sendable {
    public var rows: Int
    /// Payments that are entered.
    public var new: Int
    /// Rows that are entered already, exactly so.
    public var known: Int
    /// Rows whose person the city does not know.
    public var unmatched: Int
    /// Rows with anything else that is wrong.
    public var failed: Int
    /// Of the new ones: no coverage of that year is known.
    public var uncovered: Int
    /// The sum of the new ones.
    public var amount: Money

    public init(
        rows: Int = 0, new: Int = 0, known: Int = 0, unmatched: Int = 0, failed: Int = 0, uncovered: Int = 0,
        amount: Money = .zero
    ) {
        self.rows = rows
        self.new = new
        self.known = known
        self.unmatched = unmatched
        self.failed = failed
        self.uncovered = uncovered
        self.amount = amount
    }
}

/// What is wrong with one row of a file; carries no cell of it.
public struct BenefitRowProblem: Codable, Hashable, Sendable {
    /// As the spreadsheet numbers it, from 1.
    public let row: Int
    public let problem: BenefitProblem

    public init(row: Int, problem: BenefitProblem) {
        self.row = row
        self.problem = problem
    }
}

/// A file of payments: looked at first, then taken or thrown away.
public struct BenefitImport: Hashable, Sendable {
    public let id: ID<BenefitImport>
    public let fileName: String?
    public let status: Status
    /// As long as it is staged what it would do, afterwards what it did.
    public let counts: BenefitCounts
    /// Kinds that were never paid before the file was looked at: perhaps a slip of the pen.
    public let newKinds: [String]
    public let at: Instant
    public let account: String

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case staged, applied, discarded
    }

    public init(
        id: ID<BenefitImport>, fileName: String?, status: Status, counts: BenefitCounts, newKinds: [String],
        at: Instant, account: String
    ) {
        self.id = id
        self.fileName = fileName
        self.status = status
        self.counts = counts
        self.newKinds = newKinds
        self.at = at
        self.account = account
    }

    /// Bytes of a file that the page takes; larger ones come in parts.
    public static let byteLimit = 10_000_000
    /// Problems that are kept of one file, the first ones; the counts tell of all.
    public static let problemLimit = 1_000
}

/// Why a file of payments is not read at all.
public enum BenefitFileRefusal: Error, Hashable, Sendable {
    case file(MemberFileRefusal)
    case columnsMissing([BenefitColumn])
}

/// Tells of each row of a file whether it is new, known or wrong.
///
/// The rule of the same file twice: a payment with the same number, person and facts is known, also when it has been
/// corrected or cancelled since; one that differs from the payment that holds under its number is refused.
public struct BenefitJudgement: Sendable {
    /// A person whom a document belongs to.
    public struct Holder: Hashable, Sendable {
        public let person: ID<Person>
        public let name: String

        public init(person: ID<Person>, name: String) {
            self.person = person
            self.name = name
        }
    }

    /// A payment that is entered under a reference.
    public struct Entered: Hashable, Sendable {
        public let person: ID<Person>
        public let facts: BenefitFacts
        public let standing: BenefitPayment.Standing

        public init(person: ID<Person>, facts: BenefitFacts, standing: BenefitPayment.Standing) {
            self.person = person
            self.facts = facts
            self.standing = standing
        }
    }

    public enum Verdict: Hashable, Sendable {
        case new(ID<Person>)
        case known
        case wrong(BenefitProblem)
    }

    private var seen: Set<String> = []

    public init() {}

    /// - Parameter entered: all that was ever entered under the row's reference.
    public mutating func verdict(of entry: BenefitEntry, holder: Holder?, entered: [Entered]) -> Verdict {
        guard seen.insert(entry.reference).inserted else { return .wrong(.referenceTwice) }
        guard let holder else { return .wrong(.personUnknown) }
        guard holder.name.isSameName(as: entry.name) else { return .wrong(.nameDiffers) }
        if entered.contains(where: { $0.person == holder.person && $0.facts == entry.facts }) { return .known }
        guard !entered.contains(where: { $0.standing == .paid }) else { return .wrong(.referenceTaken) }
        return .new(holder.person)
    }
}

extension String {
    /// Names are the same whatever space or middle dot stands in them.
    fileprivate func isSameName(as other: String) -> Bool {
        func plain(_ text: String) -> String {
            String(text.filter { !$0.isWhitespace && !"·•.．".contains($0) }).uppercased()
        }
        return plain(self) == plain(other)
    }
}
