/// Last year's list of a unit beside the people who would enrol now (从上年名单开始).
public struct LastYearList: Sendable {
    public let overview: EnrolmentOverview
    public let version: EnrolmentVersion
    /// The plan of last year as it is offered this year; nil when it is offered no more.
    public let offer: PlanOffer?
    public let difference: RosterDifference
    /// The first of those who are new or gone.
    public let changes: [ListedChange]
    /// The first of those on both lists who have another card now.
    public let cards: [RosterPerson]
    public let cardCount: Int
    /// How many were taken off by hand last year and would enrol now.
    public let exclusions: Int

    public init(
        overview: EnrolmentOverview, version: EnrolmentVersion, offer: PlanOffer?, difference: RosterDifference,
        changes: [ListedChange], cards: [RosterPerson], cardCount: Int, exclusions: Int
    ) {
        self.overview = overview
        self.version = version
        self.offer = offer
        self.difference = difference
        self.changes = changes
        self.cards = cards
        self.cardCount = cardCount
        self.exclusions = exclusions
    }

    /// People of last year's list who would enrol again.
    public var staying: Int { version.heads - difference.removed }

    /// What becomes of those who were taken off by hand last year.
    public enum Exclusions: String, Hashable, Sendable, CaseIterable, Codable {
        case carry, leave
    }
}
