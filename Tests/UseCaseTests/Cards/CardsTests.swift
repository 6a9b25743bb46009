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
        let own = try await Cards(world.platform).list(nil, offset: 0, limit: 20, enterprise: nil, world.occasion())
        let numbers = own.reconciliation
        #expect(own.holders.count == 3)
        #expect([numbers.members, numbers.listed, numbers.outsideEnterprise, numbers.flexible] == [5, 3, 1, 1])
        #expect(numbers.members == numbers.listed + numbers.otherUnits + numbers.outsideEnterprise + numbers.flexible)

        let above = try await Cards(world.platform).list(
            .without, offset: 0, limit: 20, enterprise: nil, world.occasion(world.reviewer))
        #expect(above.unit == nil)
        #expect(above.withoutCard == 4)
    }
}
