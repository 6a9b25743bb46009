import Domain
import TestSupport
import Testing
import UseCases

@Suite struct CardsTests {
    @Test("the list and the members who are not in it add up to 会员管理", arguments: Engine.available)
    func reconciliation(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        for serial in 1...3 { try await world.add(serial) }
        try await world.add(4, category: .flexible)
        try await world.add(5, category: .outsideEnterprise)
        try await world.add(6, to: world.neighbour)
        let own = try await Cards(world.platform).list(size: 20, enterprise: nil, world.occasion())
        let numbers = own.reconciliation
        #expect(own.part.holders.count == 3)
        #expect([numbers.members, numbers.listed, numbers.outsideEnterprise, numbers.flexible] == [5, 3, 1, 1])
        #expect(numbers.members == numbers.listed + numbers.otherUnits + numbers.outsideEnterprise + numbers.flexible)

        let above = try await Cards(world.platform).list(
            Cards.Search(state: .without), size: 20, enterprise: nil, world.occasion(world.reviewer))
        #expect(above.unit == nil)
        #expect(above.reconciliation.listed - above.withCard.counted == 4)
        #expect(above.part.holders.count == 4)

        // 会员管理 shows as many, to the union and to those above.
        let members = Members(world.platform)
        for (actor, listed) in [(world.clerk, numbers), (world.reviewer, above.reconciliation)] {
            let all = try await members.list(MemberFilter(), page: ListPage(), world.occasion(actor))
            #expect(all.count.reachable == listed.members)
        }
    }

    @Test("the list of those without a card says how many are not in it by their class", arguments: Engine.available)
    func applyingThemselves(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        try await world.add(1)
        try await world.add(2, category: .flexible)
        try await world.add(3, category: .flexible)
        try await world.add(4, category: .outsideEnterprise)
        try await world.add(5, to: world.neighbour, category: .flexible)
        let list = try await CardCandidates(world.platform).list(
            .open, offset: 0, limit: 20, enterprise: nil, world.occasion())
        #expect(list.entries.count == 1)
        #expect(list.applyingThemselves == [.flexible: 2, .outsideEnterprise: 1])
    }
}
