/// What stands in the way of ordering a card for one member.
///
/// The order of the cases is the order in which they are told: what cannot be mended first, then what the clerk mends.
public enum CardObstacle: String, Hashable, Sendable, CaseIterable, Codable {
    /// Flexible and outside members apply one by one themselves (manual 2024, question 3); once their union has
    /// granted it, the card is ordered with the others'.
    case notEnterpriseMember = "not-enterprise-member"
    case left
    case deceased
    case retired
    case hasCard = "has-card"
    case inBatch = "in-batch"
    case expiryMissing = "expiry-missing"
    case expired
    case addressTooShort = "address-too-short"

    /// Whether the unit can mend it and then order the card.
    public var isMendable: Bool {
        switch self {
        case .expiryMissing, .expired, .addressTooShort: true
        case .notEnterpriseMember, .left, .deceased, .retired, .hasCard, .inBatch: false
        }
    }
}

/// All that decides whether a card can be ordered for a member.
public struct CardApplicant: Hashable, Sendable {
    public let category: MemberCategory
    public let need: CardNeed
    public let membership: Membership
    public let socialInsurance: SocialInsuranceStatus
    public let possession: Possession
    public let expiry: IdentityDocument.Expiry?
    /// Of the workplace, 工作单位详细地址.
    public let address: String?

    public enum Membership: Hashable, Sendable {
        case open, left
    }

    /// Whether the person has a card, or one is on its way; another union's batch counts as well, and a card that is
    /// being replaced does not.
    public enum Possession: Hashable, Sendable {
        case none, ordered, issued
    }

    public init(
        category: MemberCategory, need: CardNeed = .first, membership: Membership,
        socialInsurance: SocialInsuranceStatus, possession: Possession, expiry: IdentityDocument.Expiry?,
        address: String?
    ) {
        self.category = category
        self.need = need
        self.membership = membership
        self.socialInsurance = socialInsurance
        self.possession = possession
        self.expiry = expiry
        self.address = address
    }
}

extension CardApplicant {
    /// What has happened to him meanwhile that nobody can mend, so that no card is to be made; nil when nothing has.
    public var lastingObstacle: CardObstacle? {
        if membership == .left { return .left }
        switch socialInsurance {
        case .deceased: return .deceased
        case .retired: return .retired
        case .insured, .unverified: return possession == .issued ? .hasCard : nil
        }
    }
}

/// The rule by which cards are ordered on a day (domain, section 4; manual 2024, 3.1 and 3.2).
public struct CardRule: Hashable, Sendable {
    public let address: AddressRule
    public let today: CalendarDay
    /// The first day of the coverage that the card is wanted for.
    public let coverageFrom: CalendarDay

    public init(address: AddressRule, today: CalendarDay, coverageFrom: CalendarDay) {
        self.address = address
        self.today = today
        self.coverageFrom = coverageFrom
    }

    public init(_ year: PlanYear, on today: CalendarDay) {
        self.init(address: year.addressRule, today: today, coverageFrom: year.coverage.from)
    }

    /// Everything that stands in the way, the gravest first; empty when a card can be ordered.
    public func obstacles(for applicant: CardApplicant) -> [CardObstacle] {
        CardObstacle.allCases.filter { stands($0, inTheWayOf: applicant) }
    }

    private func stands(_ obstacle: CardObstacle, inTheWayOf applicant: CardApplicant) -> Bool {
        switch obstacle {
        case .notEnterpriseMember: applicant.category != .enterprise && applicant.need == .first
        case .left: applicant.membership == .left
        case .deceased: applicant.socialInsurance == .deceased
        case .retired: applicant.socialInsurance == .retired
        case .hasCard: applicant.possession == .issued
        case .inBatch: applicant.possession == .ordered
        case .expiryMissing: applicant.expiry == nil
        case .expired: expiryDay(of: applicant).map { $0 < today } ?? false
        case .addressTooShort: !address.isFulfilled(by: applicant.address ?? "")
        }
    }

    /// Whether a document that is valid today ends before the coverage begins: worth a warning, no obstacle.
    public func endsBeforeCoverage(_ expiry: IdentityDocument.Expiry?) -> Bool {
        switch expiry {
        case .date(let day): day >= today && day < coverageFrom
        case .longTerm, nil: false
        }
    }

    private func expiryDay(of applicant: CardApplicant) -> CalendarDay? {
        switch applicant.expiry {
        case .date(let day): day
        case .longTerm, nil: nil
        }
    }
}
