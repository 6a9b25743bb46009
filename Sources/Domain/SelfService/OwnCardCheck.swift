/// What a clerk looks at before he grants a card that a member has asked for.
public struct OwnCardCheck: Hashable, Sendable {
    public let category: MemberCategory
    public let expiry: IdentityDocument.Expiry?
    /// The address that the membership has, cut short; nil when it has none.
    public let keptAddress: String?
    public let comparison: Comparison
    /// With the address that the membership has, as if the request were granted; the gravest first.
    public let obstacles: [CardObstacle]
    /// The obstacles that are gone once the member's address is taken.
    public let mendedByAddress: Set<CardObstacle>
    public let rule: AddressRule

    /// The address that is asked for beside the one that is kept.
    public enum Comparison: Hashable, Sendable {
        case same, different
    }

    /// - Parameters:
    ///   - applicant: the member as he is kept.
    ///   - asked: the address of his request.
    public init(_ applicant: CardApplicant, asked: String, _ rule: CardRule) {
        category = applicant.category
        expiry = applicant.expiry
        keptAddress = applicant.address.map(MemberRow.maskedAddress)
        comparison = applicant.address == asked ? .same : .different
        obstacles = rule.obstacles(for: applicant.granted)
        mendedByAddress = rule.address.isFulfilled(by: asked) ? [.addressTooShort] : []
        self.rule = rule.address
    }
}

extension CardApplicant {
    /// The same member once his union has granted him a card of his own.
    fileprivate var granted: CardApplicant {
        CardApplicant(
            category: category, need: need == .first ? .requested : need, membership: membership,
            socialInsurance: socialInsurance, possession: possession, expiry: expiry, address: address)
    }
}
