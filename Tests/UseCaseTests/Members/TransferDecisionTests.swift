import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite struct TransferDecisionTests {
    /// The other union is asked by an import for three of its members.
    private func asked(_ world: MemberWorld) async throws -> [ID<MembershipTransfer>] {
        try await world.apply(
            [Roster.ofOther(1), Roster.ofOther(2), Roster.ofOther(3)], of: world.otherClerk, as: .outsideEnterprise)
        try await world.apply([Roster.row(1), Roster.row(2), Roster.row(3)])
        return try await world.transfers.list(.waiting, page: ListPage(), world.occasion(world.otherClerk)).lines
            .map(\.transfer.id)
    }

    @Test(arguments: Engine.available)
    func `All that wait are accepted at once, each with a result`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let ids = try await asked(world)
        let occasion = world.occasion(world.otherClerk, ticket: "ticket-of-one-form")
        let draft = try await world.transfers.decisionDraft(.all(TransferFilter(), expected: 3), occasion)
        #expect(draft.people == 3)
        await #expect(throws: Refusal.countChanged(expected: 2, actual: 3)) {
            try await world.transfers.decide(.accept, .all(TransferFilter(), expected: 2), occasion)
        }
        let receipt = try await world.transfers.decide(.accept, .all(TransferFilter(), expected: 3), occasion)
        let again = try await world.transfers.decide(.accept, .all(TransferFilter(), expected: 3), occasion)
        #expect(receipt.run == again.run)
        let run = try await world.transfers.run(receipt.run, page: ListPage(), occasion)
        #expect(run.run.done == 3)
        #expect(run.lines.compactMap(\.transfer) == ids)
        #expect(try await world.count("SELECT count(*) FROM member WHERE union_id = \(world.own.id)") == 3)
        #expect(try await world.count("SELECT count(*) FROM todo WHERE closed_at IS NULL") == 0)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `Whoever is offered several people is told what comes with them, not what their union does`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        try await world.apply((1...3).map { Roster.row($0) })
        let ids = try await world.platform.database.write { transaction in
            let members = try transaction.query("SELECT id, person_id FROM member ORDER BY id").map { row in
                (member: try row.get("id") as ID<Member>, person: try row.get("person_id") as ID<Person>)
            }
            try transaction.execute(
                """
                INSERT INTO service_card (id, person_id, number_sealed, number_index, status, issued_on)
                VALUES (\(try transaction.newKey()), \(members[0].person), \([1] as [UInt8]), \([1] as [UInt8]), 'issued',
                    '2023-01-01')
                """)
            try transaction.execute(
                "UPDATE person SET social_insurance = 'retired' WHERE id = \(members[1].person)")
            let unit = try UnionStore(transaction).unit(of: world.other, enterprise: nil)
            let requests = members.map { one in
                TransferStore.Request(
                    member: one.member, person: one.person, from: world.own.id, to: world.other.id,
                    initiator: .releasing,
                    placement: TransferStore.Placement(unit: unit.id, category: .outsideEnterprise, flexibleKind: nil),
                    superiorFrom: MemberWorld.today.adding(days: 7))
            }
            return try TransferStore(transaction).insert(requests, by: nil, at: MemberWorld.now)
        }
        let receiving = try await world.transfers.decisionDraft(.ticked(ids), world.occasion(world.otherClerk))
        #expect(receiving.people == 3)
        #expect(receiving.consequences.carded == 1)
        #expect(receiving.consequences.retired == 0)
        #expect(receiving.first.compactMap { receiving.each[$0.transfer.member]?.carded } == [1, 0, 0])
        #expect(receiving.each.values.allSatisfy { $0.retired == 0 })
        // The side that has offered them knows everything.
        let releasing = try await world.transfers.decisionDraft(.ticked(ids), world.occasion(world.clerk))
        #expect(releasing.consequences.carded == 1)
        #expect(releasing.consequences.retired == 1)
        // Whoever has asked for people by an import learns nothing of them.
        try await world.apply([Roster.ofOther(7)], of: world.otherClerk, as: .outsideEnterprise)
        try await world.apply([Roster.row(7)])
        let asked = try await world.transfers.list(.requested, page: ListPage(), world.occasion(world.clerk)).lines
            .filter { $0.transfer.initiator == .receiving }.map(\.transfer.id)
        #expect(asked.count == 1)
        try await world.platform.database.write { transaction in
            try transaction.execute(
                """
                INSERT INTO service_card (id, person_id, number_sealed, number_index, status, issued_on)
                SELECT \(try transaction.newKey()), person_id, \([2] as [UInt8]), \([2] as [UInt8]), 'issued',
                    '2023-01-01' FROM membership_transfer WHERE id = \(asked[0])
                """)
        }
        let importing = try await world.transfers.decisionDraft(.ticked(asked), world.occasion(world.clerk))
        #expect(importing.consequences == TransferConsequences())
        #expect(importing.each.isEmpty)
    }

    @Test(arguments: Engine.available)
    func `Of those that were ticked one is decided already; the others are returned with the reason`(
        engine: Engine
    ) async throws {
        let world = try await MemberWorld.make(engine)
        let ids = try await asked(world)
        let occasion = world.occasion(world.otherClerk)
        _ = try await world.transfers.perform(.accept, on: ids[0], occasion)
        await #expect(throws: Refusal.reasonMissing) {
            try await world.transfers.decide(.return, .ticked(ids), occasion)
        }
        let receipt = try await world.transfers.decide(.return, .ticked(ids), reason: "本人仍在", occasion)
        let run = try await world.transfers.run(receipt.run, page: ListPage(), occasion)
        #expect(run.run.done == 2)
        #expect(run.lines.map(\.problem) == [.decided, nil, nil])
        let lines = try await world.transfers.list(.decided, page: ListPage(), occasion).lines
        #expect(lines.map(\.reason) == ["本人仍在", "本人仍在", nil])
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test(arguments: Engine.available)
    func `Who has asked withdraws all that still wait at once, and nobody else does`(engine: Engine) async throws {
        let world = try await MemberWorld.make(engine)
        let ids = try await asked(world)
        let (asking, deciding) = (world.occasion(world.clerk), world.occasion(world.otherClerk))
        // What the union itself is asked for is not withdrawn with it.
        try await world.apply([Roster.row(7)])
        try await world.apply([Roster.ofOther(7)], of: world.otherClerk, as: .outsideEnterprise)
        _ = try await world.transfers.perform(.return, on: ids[2], reason: "本人仍在", deciding)
        var open = TransferFilter()
        open.status = .open
        #expect(try await world.transfers.list(.requested, page: ListPage(), asking).total == 3)
        let listed = try await world.transfers.list(.requested, open, page: ListPage(), asking)
        #expect(Set(listed.lines.map(\.transfer.id)) == Set(ids.prefix(2)))

        let all = MemberTransfers.Choice.all(open, expected: 2)
        #expect(try await world.transfers.decisionDraft(all, for: .withdraw, asking).people == 2)
        await #expect(throws: Refusal.countChanged(expected: 3, actual: 2)) {
            try await world.transfers.decide(.withdraw, .all(open, expected: 3), asking)
        }
        let strange = try await world.transfers.decide(.withdraw, .ticked(Array(ids.prefix(2))), deciding)
        let refused = try await world.transfers.run(strange.run, page: ListPage(), deciding)
        #expect(refused.lines.map(\.problem) == [.otherSide, .otherSide])
        let superior = try await world.transfers.decide(
            .withdraw, .ticked(Array(ids.prefix(2))), world.occasion(world.officer))
        #expect(
            try await world.transfers.run(superior.run, page: ListPage(), world.occasion(world.officer)).run.done == 0)

        let form = world.occasion(world.clerk, ticket: "ticket-of-one-form")
        let receipt = try await world.transfers.decide(.withdraw, all, form)
        #expect(try await world.transfers.decide(.withdraw, all, form).run == receipt.run)
        let run = try await world.transfers.run(receipt.run, page: ListPage(), asking)
        #expect(run.run.act == .withdraw)
        #expect(run.run.done == 2)
        #expect(run.lines.compactMap(\.transfer) == Array(ids.prefix(2)))
        #expect(
            try await world.count("SELECT count(*) FROM membership_transfer WHERE status = 'withdrawn'") == 2)
        #expect(try await world.count("SELECT count(*) FROM membership_transfer WHERE status = 'open'") == 1)
        #expect(
            try await world.count("SELECT count(*) FROM event WHERE subject = 'transfer' AND action = 'withdraw'") == 2)
        await #expect(throws: Refusal.nothingSelected) {
            try await world.transfers.decide(.withdraw, .all(open, expected: 2), asking)
        }
        // Ticked on an old page, one that is decided meanwhile is left and named.
        let late = try await world.transfers.decide(.withdraw, .ticked(ids), asking)
        #expect(
            try await world.transfers.run(late.run, page: ListPage(), asking).lines.map(\.problem) == [
                .decided, .decided, .decided,
            ])
        #expect(try await world.count("SELECT count(*) FROM member WHERE union_id = \(world.other.id)") == 3)
        #expect(try await Verification(world.platform).violations() == [])
    }

    @Test func `The filter narrows the queue and what is decided, and does not tell the other union's name`()
        async throws
    {
        let world = try await MemberWorld.make(.sqlite)
        _ = try await asked(world)
        let releasing = world.occasion(world.otherClerk)
        var filter = TransferFilter()
        filter.union = "示例"
        #expect(try await world.transfers.list(.waiting, filter, page: ListPage(), releasing).total == 3)
        filter.initiator = .releasing
        #expect(try await world.transfers.list(.waiting, filter, page: ListPage(), releasing).total == 0)
        await #expect(throws: Refusal.nothingSelected) {
            try await world.transfers.decide(.accept, .all(filter, expected: 3), releasing)
        }
        var probe = TransferFilter()
        probe.union = "虚构"
        #expect(
            try await world.transfers.list(.requested, probe, page: ListPage(), world.occasion(world.clerk)).total == 0)
    }

    @Test func `Who has asked decides nothing, and for others it is not there`() async throws {
        let world = try await MemberWorld.make(.sqlite)
        let ids = try await asked(world)
        let asking = world.occasion(world.clerk)
        let receipt = try await world.transfers.decide(.accept, .ticked(ids), asking)
        let run = try await world.transfers.run(receipt.run, page: ListPage(), asking)
        #expect(run.lines.map(\.problem) == [.otherSide, .otherSide, .otherSide])
        let early = try await world.transfers.decide(.accept, .ticked(ids), world.occasion(world.officer))
        let below = try await world.transfers.run(early.run, page: ListPage(), world.occasion(world.officer))
        #expect(below.lines.map(\.problem) == [.awaitsUnion, .awaitsUnion, .awaitsUnion])
        let third = try await world.third()
        await #expect(throws: Refusal.notFound) {
            try await world.transfers.decide(.accept, .ticked(ids), world.occasion(third))
        }
        await #expect(throws: Refusal.notFound) {
            try await world.transfers.run(receipt.run, page: ListPage(), world.occasion(third))
        }
        await #expect(throws: Refusal.nothingSelected) {
            try await world.transfers.decide(.accept, .ticked([]), asking)
        }
        #expect(try await world.count("SELECT count(*) FROM member WHERE union_id = \(world.own.id)") == 0)
    }
}
