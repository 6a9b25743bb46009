import DatabaseKit
import Demo
import Domain
import Spreadsheet
import Store
import TestSupport
import Testing
import UseCases

@Suite struct CardSearchTests {
    private func names(
        _ search: Cards.Search, _ world: CardWorld, _ actor: Actor? = nil
    ) async throws -> [String] {
        try await Cards(world.platform).list(search, size: 20, enterprise: nil, world.occasion(actor)).part.holders
            .map(\.name)
    }

    private func by(card: String? = nil, number: String = "", name: String = "", document: String = "") -> Cards.Search
    {
        Cards.Search(person: Confirmations.Search(number: number, name: name, document: document, card: card))
    }

    /// Gives these members their cards and tells the numbers, in the order of the members.
    private func issue(_ members: [ID<Member>], _ world: CardWorld) async throws -> [BankCardNumber] {
        let (made, order) = try await world.handedOver(members)
        let answer = try SimulatedBank().answer(order, at: CardWorld.now)
        _ = try await CardExchanges(world.platform).apply(answer, to: made.batch, world.occasion(world.centre))
        return try await Cards(world.platform).list(
            Cards.Search(state: .with), size: 20, enterprise: nil, world.occasion()
        ).part.holders.compactMap { $0.card?.number }
    }

    @Test(
        "a holder is found by who he is, by his card and by its last four digits, also by one that he has lost",
        arguments: Engine.available)
    func found(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let members = [try await world.add(1), try await world.add(2), try await world.add(3)]
        try await world.add(4, to: world.neighbour)
        let numbers = try await issue(Array(members[0...1]), world)
        #expect(Set(numbers.map(\.lastFour)).count == 2)

        #expect(try await names(by(name: "会员1"), world) == ["会员1"])
        #expect(try await names(by(number: CardWorld.memberNumber(2)), world) == ["会员2"])
        #expect(try await names(by(document: CardWorld.documentNumber(3)), world) == ["会员3"])
        #expect(try await names(by(card: numbers[1].lastFour), world) == ["会员2"])
        #expect(try await names(by(card: numbers[0].rawValue), world) == ["会员1"])
        #expect(try await names(by(card: numbers[0].lastFour, name: "会员2"), world).isEmpty)
        // Of another unit, for the one who stands above both alone.
        #expect(try await names(by(document: CardWorld.documentNumber(4)), world).isEmpty)
        for actor in [world.reviewer, world.officer, world.centre] {
            #expect(try await names(by(document: CardWorld.documentNumber(4)), world, actor) == ["会员4"])
            #expect(try await names(by(card: numbers[1].lastFour), world, actor) == ["会员2"])
        }

        let lives = CardLives(world.platform)
        let card = try #require(try await lives.sheet(of: members[0], world.occasion()).cards.first)
        _ = try await lives.perform(
            .reportLoss, on: card.id, of: members[0], because: .lost, version: card.version, world.occasion())
        #expect(try await names(by(card: numbers[0].lastFour), world) == ["会员1"])
    }

    @Test(
        "one character or two letters of a name are looked for in one unit, not in a district",
        arguments: Engine.available)
    func shortNames(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let members = [try await world.add(1), try await world.add(2)]
        let numbers = try await issue(members, world)
        let cards = Cards(world.platform)
        for name in ["会", "hu"] {
            let wide = try await cards.list(
                by(name: name), size: 20, enterprise: nil, world.occasion(world.officer))
            #expect(wide.answer == .nameTooShort)
            #expect(wide.part.holders.isEmpty && wide.part.total.counted == 0)
            #expect(
                try await cards.exported(by(name: name), enterprise: nil, world.occasion(world.officer)).count.counted
                    == 0)
            let own = try await cards.list(by(name: name), size: 20, enterprise: nil, world.occasion())
            #expect(own.answer == .given)
        }
        #expect(try await names(by(name: "会"), world) == ["会员1", "会员2"])
        // With what names the holder otherwise it narrows him further.
        #expect(try await names(by(card: numbers[1].lastFour, name: "会"), world, world.officer) == ["会员2"])
        #expect(try await names(by(name: "会员"), world, world.officer) == ["会员1", "会员2"])
    }

    @Test(
        "each state of a card has its people, and the two halves are the sum of their parts",
        arguments: Engine.available)
    func states(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        var members: [ID<Member>] = []
        for serial in 1...6 { members.append(try await world.add(serial)) }
        _ = try await issue(Array(members[0...3]), world)
        let lives = CardLives(world.platform)
        func perform(_ command: CardLife.Command, on member: ID<Member>) async throws {
            let sheet = try await lives.sheet(of: member, world.occasion())
            guard let card = sheet.cards.first else {
                Issue.record("no card was issued")
                return
            }
            _ = try await lives.perform(
                command, on: card.id, of: member, because: command.reasons[0], version: card.version, world.occasion())
        }
        try await perform(.askReplacement, on: members[1])
        try await perform(.reportLoss, on: members[2])
        try await perform(.cancel, on: members[3])
        _ = try await world.submitted([members[4]])

        for actor in [world.clerk, world.officer] {
            func people(_ state: CardPossession) async throws -> [String] {
                try await names(Cards.Search(state: state), world, actor)
            }
            #expect(try await people(.inUse) == ["会员1"])
            #expect(try await people(.beingReplaced) == ["会员2"])
            #expect(try await people(.with) == ["会员1", "会员2"])
            #expect(try await people(.lost) == ["会员3"])
            #expect(try await people(.ordered) == ["会员5"])
            #expect(try await people(.notYet) == ["会员4", "会员6"])
            #expect(try await people(.without) == ["会员3", "会员4", "会员5", "会员6"])
        }
    }

    @Test("pages lead forth and back through all units of a subtree, each once", arguments: Engine.available)
    func pages(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        for serial in 1...5 { try await world.add(serial, to: serial.isMultiple(of: 2) ? world.neighbour : nil) }
        let cards = Cards(world.platform)
        func part(_ part: CardHolderPart) async throws -> CardHolderListing {
            try await cards.list(part, size: 2, world)
        }
        let first = try await part(.first)
        #expect(first.total.counted == 5)
        #expect(first.holders.map(\.name) == ["会员1", "会员3"])
        #expect(first.previous == nil)
        let second = try await part(.after(try #require(first.next)))
        #expect(second.holders.map(\.name) == ["会员5", "会员2"])
        let third = try await part(.after(try #require(second.next)))
        #expect(third.holders.map(\.name) == ["会员4"])
        #expect(third.next == nil)
        let back = try await part(.before(try #require(third.previous)))
        #expect(back.holders.map(\.name) == second.holders.map(\.name))
        #expect(try await part(.before(try #require(back.previous))).holders.map(\.name) == ["会员1", "会员3"])
    }

    @Test("the filter's holders go into a workbook as those of 会员信息 do", arguments: Engine.available)
    func export(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let members = [try await world.add(1), try await world.add(2)]
        let number = try #require(try await issue([members[0]], world).first)
        let cards = Cards(world.platform)
        let occasion = world.occasion()
        let search = Cards.Search(state: .with)
        let masked = try await cards.export(search, .masked, enterprise: nil, occasion)
        #expect(masked.name == "会员服务卡-2023-11-20.xlsx")
        let texts = try cells(masked.bytes)
        #expect(texts.first?.first?.contains("号码已掩码") == true)
        #expect(texts.first?.first?.contains("2023-11-27") == true)
        #expect(texts.dropFirst(2).map { $0[0] } == ["会员1"])
        #expect(!texts.joined().contains { $0.contains(number.rawValue) })
        #expect(texts.joined().contains(number.masked))

        await #expect(throws: Refusal.notConfirmed) {
            _ = try await cards.export(search, .whole(.bank), enterprise: nil, occasion)
        }
        let whole = try await cards.export(search, .whole(.bank), enterprise: nil, occasion.confirmed)
        #expect(try cells(whole.bytes).joined().contains(number.rawValue))
        #expect(
            try await world.count(
                """
                SELECT count(*) FROM event WHERE subject = 'card-list' AND action = 'exported'
                    AND detail IN ('rows=1 numbers=masked', 'rows=1 numbers=whole purpose=bank')
                """) == 2)
        await #expect(throws: ExportRefusal.nobody) {
            _ = try await cards.export(Cards.Search(state: .lost), .masked, enterprise: nil, occasion)
        }
        await #expect(throws: Refusal.notAllowed(.exportMembers, .role)) {
            _ = try await cards.export(search, .masked, enterprise: nil, world.occasion(world.reviewer))
        }
    }

    @Test("a card of before the digits were indexed is found once they are", arguments: Engine.available)
    func older(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let number = try #require(try await issue([try await world.add(1)], world).first)
        try await world.platform.database.write {
            try $0.execute("UPDATE service_card SET number_tail_index = NULL")
        }
        #expect(try await names(by(card: number.lastFour), world).isEmpty)
        try await Cards(world.platform).indexTails()
        #expect(try await names(by(card: number.lastFour), world) == ["会员1"])
    }

    private func cells(_ bytes: [UInt8]) throws -> [[String]] {
        let workbook = try Workbook.open(bytes: bytes)
        var texts: [[String]] = []
        try workbook.rows(of: try #require(workbook.sheets.first)) { texts.append($0.cells.map(\.text)) }
        return texts
    }
}

extension Cards {
    fileprivate func list(
        _ part: CardHolderPart, size: Int, _ world: CardWorld
    ) async throws -> CardHolderListing {
        try await list(Search(), part, size: size, enterprise: nil, world.occasion(world.reviewer)).part
    }
}
