import Domain
import Testing

@Suite struct TransferCandidateTests {
    private func candidate(
        leftOn: CalendarDay? = nil, unions: Set<ID<Union>> = [ID(1)],
        asked: [ID<Union>: MembershipTransfer.Initiator] = [:]
    ) -> TransferCandidate {
        TransferCandidate(
            member: ID(5), person: ID(6), union: ID(1), path: .root, leftOn: leftOn, unions: unions, asked: asked)
    }

    @Test func `A member is offered to one union at a time, and several may ask for him`() {
        #expect(candidate().problem(to: ID(2)) == nil)
        #expect(candidate(leftOn: .earliest).problem(to: ID(2)) == .left)
        #expect(candidate().problem(to: ID(1)) == .alreadyThere)
        #expect(candidate(unions: [ID(1), ID(2)]).problem(to: ID(2)) == .alreadyThere)
        #expect(candidate(asked: [ID(2): .receiving]).problem(to: ID(2)) == .alreadyAsked)
        #expect(candidate(asked: [ID(2): .releasing]).problem(to: ID(2)) == .alreadyAsked)
        #expect(candidate(asked: [ID(3): .releasing]).problem(to: ID(2)) == .alreadyLeaving)
        #expect(candidate(asked: [ID(3): .receiving]).problem(to: ID(2)) == nil)
    }

    @Test func `A place is read back from what a form carries`() {
        for place in [TransferPlace.union, .enterprise(ID(7))] { #expect(TransferPlace(place.text) == place) }
        #expect(TransferPlace("") == nil)
        #expect(TransferPlace("-3") == nil)
    }
}
