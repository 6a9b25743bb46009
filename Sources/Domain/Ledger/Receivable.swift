/// What a payer owes: a base unit its share to the district, or a district its batch to the centre (domain 5.6).
public struct Receivable: Hashable, Sendable {
    public enum Key: Hashable, Sendable {
        case enrolment(ID<UnitEnrolment>)
        case submission(ID<DistrictSubmission>)

        /// `e-17` or `s-4`, as a form carries it.
        public init?(_ text: String) {
            let number = text.dropFirst(2)
            if text.hasPrefix("e-"), let id = ID<UnitEnrolment>(String(number)) {
                self = .enrolment(id)
            } else if text.hasPrefix("s-"), let id = ID<DistrictSubmission>(String(number)) {
                self = .submission(id)
            } else {
                return nil
            }
        }

        public var text: String {
            switch self {
            case .enrolment(let id): "e-\(id)"
            case .submission(let id): "s-\(id)"
            }
        }
    }

    public let key: Key
    /// The number of the notice: JB… of a unit, CB… of a district.
    public let number: String
    /// What else the payer may write into the remark: the code that the notice asks for.
    public let remarkCode: String?
    /// Under which names the payer may pay: the unit and its union.
    public let names: [String]
    public let year: Int
    public let due: Money
    public let paid: Money

    public init(
        key: Key, number: String, remarkCode: String? = nil, names: [String], year: Int, due: Money, paid: Money
    ) {
        self.key = key
        self.number = number
        self.remarkCode = remarkCode
        self.names = names
        self.year = year
        self.due = due
        self.paid = paid
    }

    public var name: String { names.first ?? number }
    /// What is still to be paid; negative when too much was.
    public var open: Money { due - paid }
}

/// What money that came in most likely pays.
public enum BankProposal: Hashable, Sendable {
    public enum Ground: String, Hashable, Sendable, CaseIterable {
        /// The remark names the notice, and the amount is what is open.
        case number
        /// The payer is the unit, and the amount is what is open.
        case payer
    }

    /// One receivable fits, and nothing speaks for another.
    case sure(Receivable.Key, Ground)
    /// Somebody must choose; the likeliest first, perhaps none.
    case unsure([Receivable.Key])
}

/// Finds for the lines of a statement what they pay.
///
/// Sure is only what fits in two ways, amount and number or amount and payer, without a second receivable that fits as
/// well and without an earlier line that would pay the same. Everything else is left to a person.
public struct StatementMatching: Sendable {
    private let byNumber: [(number: String, receivable: Receivable)]
    private let byName: [String: [Receivable]]
    private let byOpen: [Money: [Receivable]]
    private var promised: Set<Receivable.Key> = []

    /// Candidates that are shown for one line.
    public static let candidateLimit = 8

    public init(_ receivables: [Receivable]) {
        byNumber = receivables.flatMap { receivable in
            [receivable.number, receivable.remarkCode].compactMap { $0 }.map {
                (number: Self.code($0), receivable: receivable)
            }
        }
        var names: [String: [Receivable]] = [:]
        for receivable in receivables {
            for name in Set(receivable.names.map(Self.plain)) where !name.isEmpty {
                names[name, default: []].append(receivable)
            }
        }
        byName = names
        byOpen = Dictionary(grouping: receivables.filter { $0.open > .zero }, by: \.open)
    }

    public mutating func proposal(for line: BankLine) -> BankProposal {
        let remark = Self.code(line.remark)
        var keys: Set<Receivable.Key> = []
        let named =
            remark.isEmpty
            ? []
            : byNumber.filter { Self.names($0.number, in: remark) && keys.insert($0.receivable.key).inserted }
                .map(\.receivable)
        let payers = byName[Self.plain(line.payer)] ?? []
        if named.count == 1, let one = named.first, one.open == line.amount, isFree(one) {
            return promise(one, .number)
        }
        if named.isEmpty {
            let fitting = payers.filter { $0.open == line.amount }
            if fitting.count == 1, let one = fitting.first, isFree(one) { return promise(one, .payer) }
        }
        var seen: Set<Receivable.Key> = []
        let likely = named + payers + (byOpen[line.amount] ?? [])
        return .unsure(
            Array(likely.filter { seen.insert($0.key).inserted }.map(\.key).prefix(Self.candidateLimit)))
    }

    private func isFree(_ receivable: Receivable) -> Bool { !promised.contains(receivable.key) }

    private mutating func promise(_ receivable: Receivable, _ ground: BankProposal.Ground) -> BankProposal {
        promised.insert(receivable.key)
        return .sure(receivable.key, ground)
    }

    /// Whether the number stands in the text and does not go on with further digits.
    private static func names(_ number: String, in text: String) -> Bool {
        guard !number.isEmpty else { return false }
        return text.ranges(of: number).contains { range in
            range.upperBound == text.endIndex || !text[range.upperBound].isNumber
        }
    }

    /// A number as it is looked for: in capitals, without hyphens, with the spaces that end it.
    private static func code(_ text: String) -> String {
        String(text.filter { !"-_—".contains($0) }).uppercased()
    }

    /// Without spaces, brackets and hyphens, in capitals, so that （） and () are the same.
    static func plain(_ text: String) -> String {
        String(text.filter { !$0.isWhitespace && !"()（）[]【】-_—·.".contains($0) }).uppercased()
    }
}
