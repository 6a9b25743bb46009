/// Why a membership may be ended by deletion (manual 2023, part 1, 三); whoever leaves is transferred instead.
public enum RemovalReason: String, Hashable, Sendable, CaseIterable, Codable {
    case retired, convicted, deceased
}

/// What hangs on a membership, told before it is ended.
public struct RemovalConsequences: Hashable, Sendable {
    /// The bank's card stays valid until the person or the bank cancels it.
    public let issuedCards: Int
    /// The batch that the bank has got and will still make him a card by.
    public let cardBatch: String?
    /// The batch that the bank has not got; ending the membership takes him out of it.
    public let openCardBatch: String?
    /// The year for which he stands on a list that is handed in and not yet locked.
    public let listedYear: Int?
    /// The year whose locked list names him; it stays as it is, and no other union can enrol him for it.
    public let lockedYear: Int?
    /// The last day of the coverage in force, which stays.
    public let coveredThrough: CalendarDay?
    /// Of the membership as it was looked at.
    public let version: Int

    public init(
        issuedCards: Int, cardBatch: String?, openCardBatch: String? = nil, listedYear: Int?, lockedYear: Int? = nil,
        coveredThrough: CalendarDay?, version: Int
    ) {
        self.issuedCards = issuedCards
        self.cardBatch = cardBatch
        self.openCardBatch = openCardBatch
        self.listedYear = listedYear
        self.lockedYear = lockedYear
        self.coveredThrough = coveredThrough
        self.version = version
    }

    /// Only what comes with the person wherever he goes: nothing of his union's own lists and batches.
    public var withoutLists: RemovalConsequences {
        RemovalConsequences(
            issuedCards: issuedCards, cardBatch: nil, listedYear: nil, lockedYear: lockedYear,
            coveredThrough: coveredThrough, version: version)
    }
}
