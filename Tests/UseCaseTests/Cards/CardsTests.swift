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

    @Test(
        "a joint union's list of one enterprise counts its other enterprises', and the names of all are there",
        arguments: Engine.available)
    func jointUnion(_ engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply([Roster.row(1), Roster.row(2)])
        try await world.apply([Roster.row(3)], as: .enterprise(world.secondEnterprise.id))
        try await world.apply([Roster.row(4)], as: .outsideEnterprise)
        let clerk = world.occasion(world.clerk)
        for (enterprise, listed, others) in [(world.enterprise, 2, 1), (world.secondEnterprise, 1, 2)] {
            let numbers = try await Cards(world.platform).list(size: 20, enterprise: enterprise.id, clerk)
                .reconciliation
            #expect([numbers.listed, numbers.otherUnits] == [listed, others])
            #expect([numbers.outsideEnterprise, numbers.flexible, numbers.members] == [1, 0, 4])
        }
        // Each number leads to as many names in 会员信息.
        for (category, people) in [(MemberCategory.enterprise, 3), (.outsideEnterprise, 1), (.flexible, 0)] {
            var filter = MemberFilter()
            filter.category = category
            #expect(try await world.members.list(filter, page: ListPage(), clerk).count.counted == people)
        }
    }

    @Test("the list of those without a card says how many are not in it by their class", arguments: Engine.available)
    func applyingThemselves(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        try await world.add(1)
        try await world.add(2, category: .flexible)
        let second = try await world.add(3, category: .flexible)
        let third = try await world.add(4, category: .outsideEnterprise)
        try await world.add(5, to: world.neighbour, category: .flexible)
        let list = try await CardCandidates(world.platform).list(
            .open, enterprise: nil, world.occasion())
        #expect(list.entries.count == 1)
        #expect(list.applyingThemselves == [.flexible: 2, .outsideEnterprise: 1])

        // And who they are; none of them is put in a batch from there.
        let candidates = CardCandidates(world.platform)
        func names(
            _ search: Confirmations.Search = Confirmations.Search(), at place: MemberPlace = .first, size: Int = 20
        ) async throws -> [String] {
            let found = try await candidates.list(
                .applying, search, at: place, size: size, enterprise: nil, world.occasion())
            #expect(found.entries.allSatisfy { $0.obstacles.first == .notEnterpriseMember })
            return found.entries.map(\.name) + ["\(found.total)"]
        }
        #expect(try await names() == ["会员2", "会员3", "会员4", "3"])
        #expect(try await names(at: .after(second), size: 2) == ["会员4", "3"])
        #expect(try await names(at: .after(third), size: 2) == ["会员2", "会员3", "3"])
        #expect(try await names(Confirmations.Search(name: "员3")) == ["会员3", "1"])
        #expect(try await names(Confirmations.Search(number: CardWorld.memberNumber(4))) == ["会员4", "1"])
        #expect(try await names(Confirmations.Search(name: "%")) == ["0"])
        await #expect(throws: Refusal.countChanged(expected: 3, actual: 0)) {
            _ = try await CardBatches(world.platform).make(
                .everybody(.applying, expected: 3), enterprise: nil, world.occasion())
        }
    }
}
