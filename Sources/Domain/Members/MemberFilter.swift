/// What a list of members is narrowed to (domain, section 3: the filters of 会员信息).
public struct MemberFilter: Hashable, Sendable {
    /// A part of the name, or its reading in pinyin from the beginning on (``ReadingCondition``).
    ///
    /// In a district or the city a part is found that begins with the first, second or third character: no name need be
    /// read that an index does not find, and a given name is found under every surname.
    public var name: String?
    public var document: String?
    public var phone: PhoneCondition?
    /// Code of the dictionary of labels.
    public var label: String?
    /// Part of the union's name, or its whole number.
    public var union: String?
    /// Part of the workplace's name.
    public var workplace: String?
    public var source: MemberSource?
    public var electronicCard: ElectronicCard?
    public var category: MemberCategory?
    /// Codes of the dictionaries of flexible kinds, 户籍类型 and 岗位类别.
    public var flexibleKind: String?
    public var household: String?
    public var post: String?
    /// Members about whom this is asked and not decided.
    public var pending: PendingRequests.Kind?
    /// Those who are members no more; nil for those who are.
    public var standing: Standing?
    /// Names the people who were selected by a list of document numbers.
    public var selection: String?

    public init() {}

    /// Whom the list shows instead of the members.
    public enum Standing: String, Hashable, Sendable, CaseIterable, Codable {
        case former
    }

    public enum PhoneCondition: Hashable, Sendable {
        case whole(PhoneNumber)
        /// The last four digits.
        case tail(String)

        /// Reads what was typed; nil when it is neither a whole number nor four digits.
        public init?(_ typed: String) {
            let digits = typed.trimmed
            if digits.utf8.count == 4, digits.utf8.allSatisfy(\.isDigit) {
                self = .tail(digits)
            } else if case .success(let phone) = PhoneNumber.validate(typed) {
                self = .whole(phone)
            } else {
                return nil
            }
        }

        public var text: String {
            switch self {
            case .whole(let phone): phone.rawValue
            case .tail(let digits): digits
            }
        }
    }

    public var isEmpty: Bool { self == MemberFilter() }

    /// Whether the people are named by so little — one character, or one or two letters — that a district or the city
    /// has more of them than can be looked through, and by nothing else that names them.
    public var isNamedTooShortly: Bool {
        guard let name, document == nil, phone == nil, selection == nil, pending == nil else { return false }
        return ReadingCondition(name).map { $0.letters.utf8.count < 3 } ?? (name.count < 2)
    }

    /// Whether it holds what must not stand in an address: names and numbers of people.
    public var isPersonal: Bool { name != nil || document != nil || phone != nil || selection != nil }
}

/// Whether the electronic card is active (是否激活电子会员证).
public enum ElectronicCard: String, Hashable, Sendable, CaseIterable, Codable {
    case inactive, active
}

/// A piece of a long list.
public struct ListPage: Hashable, Sendable {
    /// From 1.
    public let number: Int
    public let size: Int

    public static let sizes = [20, 50, 100]

    /// Takes only the sizes that are offered; anything else is 20.
    public init(number: Int = 1, size: Int = 20) {
        self.size = Self.sizes.contains(size) ? size : 20
        self.number = max(1, number)
    }

    public var offset: Int {
        let (offset, overflow) = (number - 1).multipliedReportingOverflow(by: size)
        return overflow ? Int.max : offset
    }

    /// The same page, or the first when the list does not reach it.
    public func within(_ total: Int) -> ListPage {
        offset < total ? self : ListPage(number: 1, size: size)
    }
}

/// How many there are, counted up to a bound so that the cost does not grow with the city.
public struct BoundedCount: Hashable, Sendable {
    public let counted: Int
    public let bound: Int

    public init(counted: Int, bound: Int) {
        self.counted = counted
        self.bound = bound
    }

    /// There are more than were counted.
    public var isBounded: Bool { counted > bound }
    /// Rows that pages can reach.
    public var reachable: Int { min(counted, bound) }
}
