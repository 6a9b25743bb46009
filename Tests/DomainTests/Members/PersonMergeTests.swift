import Domain
import Testing

@Suite struct PersonMergeTests {
    private let today = CalendarDay(year: 2024, month: 2, day: 1) ?? .earliest
    private func end(of year: Int) -> CalendarDay { CalendarDay(year: year, month: 12, day: 31) ?? .latest }

    private func obstacle(_ one: PersonHoldings, _ other: PersonHoldings) -> MergeObstacle? {
        let found = one.obstacle(toMergingWith: other, on: today)
        #expect(found == other.obstacle(toMergingWith: one, on: today))
        return found
    }

    @Test func `Histories that do not meet are one person's`() {
        let one = PersonHoldings(
            policies: [2023: end(of: 2023)], listedYears: [2023], issuedCards: 1, openRequests: [.correction])
        let other = PersonHoldings(
            policies: [2024: end(of: 2024)], listedYears: [2024], openRequests: [.card])
        #expect(obstacle(one, other) == nil)
        #expect(obstacle(PersonHoldings(), PersonHoldings()) == nil)
        // His old card is being replaced; that is one person's matter.
        #expect(obstacle(PersonHoldings(issuedCards: 1, cardsBeingMade: 1), PersonHoldings()) == nil)
    }

    @Test func `Two policies of one year are refused, of the newest year first`() {
        let both = [2023: end(of: 2023), 2024: end(of: 2024)]
        let one = PersonHoldings(policies: both, listedYears: [2023, 2024])
        #expect(obstacle(one, one) == .insuredTwice(year: 2024))
        let past = PersonHoldings(policies: [2023: end(of: 2023)], listedYears: [2023])
        #expect(obstacle(one, past) == .wereInsuredTwice(year: 2023))
    }

    @Test func `Each contradiction is named`() {
        #expect(
            obstacle(PersonHoldings(listedYears: [2024]), PersonHoldings(listedYears: [2024]))
                == .listedTwice(year: 2024))
        #expect(obstacle(PersonHoldings(disputedYears: [2024]), PersonHoldings()) == .disputed(year: 2024))
        #expect(obstacle(PersonHoldings(issuedCards: 1), PersonHoldings(issuedCards: 1)) == .twoCards)
        #expect(obstacle(PersonHoldings(issuedCards: 1), PersonHoldings(cardsBeingMade: 1)) == .cardBeingMade)
        #expect(obstacle(PersonHoldings(cardsBeingMade: 1), PersonHoldings(cardsBeingMade: 1)) == .cardBeingMade)
        #expect(obstacle(PersonHoldings(otherMemberships: 1), PersonHoldings()) == .thirdMembership)
        #expect(
            obstacle(PersonHoldings(openRequests: [.card]), PersonHoldings(openRequests: [.card])) == .requestsOpen)
    }
}
