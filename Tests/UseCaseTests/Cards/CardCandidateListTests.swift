import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// 待办会员列表 as the database divides it agrees with the rule, part by part and page by page.
@Suite struct CardCandidateListTests {
    private static let addresses: [String?] = [
        nil, "", "短址", "示例路 1 号", "示例路一百号", "示例区示例路一百号", "A座 12-3 室",
    ]
    private static let expiries: [String?] = [nil, "2023-11-19", "2023-11-20", "2023-12-31", "long-term"]

    /// Everybody that makes a difference, and the unit's neighbours.
    private func people(_ world: CardWorld) async throws {
        var serial = 0
        func add(
            _ category: MemberCategory = .enterprise, expiry: String? = "long-term",
            address: String? = CardWorld.goodAddress, insurance: SocialInsuranceStatus = .insured
        ) async throws -> ID<Member> {
            serial += 1
            return try await world.add(
                serial, category: category, expiry: expiry, address: address, socialInsurance: insurance)
        }
        for address in Self.addresses { _ = try await add(address: address) }
        for expiry in Self.expiries { _ = try await add(expiry: expiry) }
        for insurance in SocialInsuranceStatus.allCases { _ = try await add(insurance: insurance) }
        _ = try await add(expiry: nil, address: nil, insurance: .retired)
        _ = try await add(.flexible)
        let (batched, blocked) = (try await add(), try await add())
        _ = try await world.submitted([batched, blocked])
        for category in [MemberCategory.enterprise, .flexible] {
            try await card(try await add(category), .issued, world)
            try await card(try await add(category), .lost, world)
            try await card(try await add(category), .cancelled, world)
            try await card(try await add(category), .issued, replacementOn: CardWorld.today, world)
        }
        try await request(of: try await add(.outsideEnterprise), world)
        // Somebody in a batch whose document has ended since.
        try await world.platform.database.write { transaction in
            try transaction.execute(
                """
                UPDATE identity_document SET expiry = '2023-11-01'
                WHERE person_id = (SELECT person_id FROM member WHERE id = \(blocked))
                """)
            return
        }
        try await world.add(900, to: world.neighbour)
        try await world.add(901, to: world.neighbour, category: .flexible)
    }

    private func card(
        _ member: ID<Member>, _ status: ServiceCard.Status, replacementOn: CalendarDay? = nil, _ world: CardWorld
    ) async throws {
        let seal = world.platform.seal
        try await world.platform.database.write { transaction in
            let id = try transaction.newID(ServiceCard.self)
            let number = try #require(BankCardNumber.make(prefix: "6231", serial: Int(id.rawValue))).rawValue
            try transaction.execute(
                """
                INSERT INTO service_card (id, person_id, number_sealed, number_index, status, issued_on, replacement_on)
                SELECT \(id), person_id, \(try seal.seal(number, in: .cardNumber, row: id.rawValue)),
                    \(seal.index(number, for: .cardNumber)), \(status), '2023-01-01', \(replacementOn)
                FROM member WHERE id = \(member)
                """)
            return
        }
    }

    private func request(of member: ID<Member>, _ world: CardWorld) async throws {
        let oneself = try await world.platform.database.read { transaction in
            let person: ID<Person>? = try transaction.value("SELECT person_id FROM member WHERE id = \(member)")
            return try OwnRecordStore(transaction, world.platform.seal).member(try #require(person))
        }
        let own = OwnOccasion(
            oneself: try #require(oneself), today: CardWorld.today, now: CardWorld.now, origin: "test", ticket: nil)
        let requests = OwnRequests(world.platform)
        _ = try await requests.ask(.card, CardWorld.goodAddress, own)
        let line = try #require(try await requests.list(.open, page: ListPage(), world.occasion()).lines.first)
        _ = try await requests.answer(.grant, line.request.id, "同意", version: 1, world.occasion())
    }

    @Test("every part has those whom the rule puts there, and as many as are counted", arguments: Engine.available)
    func parts(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        try await people(world)
        try await Cards(world.platform).measureAddresses()
        for address in AddressRule.allCases {
            let rule = CardRule(
                address: address, today: CardWorld.today, coverageFrom: CardWorld.today.adding(days: 42))
            try await world.platform.database.read { [unit = world.unit, seal = world.platform.seal] transaction in
                let store = CardCandidateStore(transaction, seal)
                let judged = try store.withoutCard(in: unit).map { ($0, rule.obstacles(for: $0.applicant)) }
                #expect(judged.count > 20)
                func expected(_ part: CardCandidatePart) -> [ID<Member>] {
                    judged.filter { part.contains($0.0.applicant.need, $0.1) }.map(\.0.id).sorted()
                }
                for part in CardCandidatePart.allCases where part != .applying {
                    let filter = CardCandidateFilter(part)
                    let found = try store.list(filter, in: unit, rule, at: .first, size: 100).candidates.map(\.id)
                    #expect(found == expected(part), "\(part) \(address)")
                    #expect(!found.isEmpty)
                    #expect(try store.count(filter, in: unit, rule) == found.count)
                    #expect(try store.counts(in: unit, rule).people(in: part) == found.count)
                }
                let counts = try store.counts(in: unit, rule)
                #expect(
                    counts
                        == CardCandidateCounts(
                            ready: expected(.ready).count, obstructed: expected(.obstructed).count,
                            ordered: expected(.ordered).count, replacements: expected(.replacements).count,
                            requested: expected(.requested).count))
                #expect(counts.total == judged.count)
            }
        }
    }

    @Test("a card that is ordered comes though its holder leaves; one in a draft does not", arguments: Engine.available)
    func leaving(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let members = [
            try await world.add(1, category: .outsideEnterprise), try await world.add(2, category: .outsideEnterprise),
        ]
        for member in members { try await request(of: member, world) }
        _ = try await world.submitted([members[0]])
        _ = try await CardBatches(world.platform).make(.members([members[1]]), enterprise: nil, world.occasion())
        func lapsed() async throws -> [ID<Member>] {
            try await OwnRequests(world.platform).list(.answered, page: ListPage(), world.occasion()).lines
                .filter(\.hasLapsed).map(\.request.member)
        }
        #expect(try await lapsed().isEmpty)
        try await world.platform.database.write {
            try $0.execute("UPDATE member SET left_on = \(CardWorld.today), leave_reason = 'transferred'")
        }
        #expect(try await lapsed() == [members[1]])
    }

    @Test(
        "pages lead forth and back, each member once; a page that has become empty is the first",
        arguments: Engine.available)
    func pages(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        for serial in 1...5 { try await world.add(serial) }
        try await world.add(6, expiry: nil)
        let candidates = CardCandidates(world.platform)
        func page(
            _ place: MemberPlace, _ search: Confirmations.Search = Confirmations.Search()
        ) async throws -> CardCandidates.Listing {
            try await candidates.list(.ready, search, at: place, size: 2, enterprise: nil, world.occasion())
        }
        let first = try await page(.first)
        #expect(first.entries.map(\.name) == ["会员1", "会员2"])
        #expect([first.total, first.counts.ready, first.counts.obstructed] == [5, 5, 1])
        #expect(first.previous == nil)
        let second = try await page(.after(try #require(first.next)))
        #expect(second.entries.map(\.name) == ["会员3", "会员4"])
        let third = try await page(.after(try #require(second.next)))
        #expect(third.entries.map(\.name) == ["会员5"])
        #expect(third.next == nil)
        let back = try await page(.before(try #require(third.previous)))
        #expect(back.entries.map(\.name) == ["会员3", "会员4"])
        let start = try await page(.before(try #require(back.previous)))
        #expect(start.entries.map(\.name) == ["会员1", "会员2"])
        #expect(start.previous == nil)
        let beyond = try await page(.after(try #require(third.entries.last?.member)))
        #expect(beyond.entries.map(\.name) == ["会员1", "会员2"])
        #expect(beyond.previous == nil)
        let searched = try await page(.first, Confirmations.Search(name: "员4"))
        #expect(searched.entries.map(\.name) == ["会员4"])
        #expect([searched.total, searched.counts.ready] == [1, 5])
    }

    @Test("an address that is changed counts by its new length", arguments: Engine.available)
    func address(_ engine: Engine) async throws {
        let world = try await CardWorld.make(engine)
        let member = try await world.add(1, address: "短址")
        func counts() async throws -> [Int] {
            let counts = try await CardCandidates(world.platform).list(.open, enterprise: nil, world.occasion()).counts
            return [counts.ready, counts.obstructed]
        }
        #expect(try await counts() == [0, 1])
        for (address, parts) in [(CardWorld.goodAddress as String?, [1, 0]), (nil, [0, 1])] {
            try await world.platform.database.write { [unit = world.unit, seal = world.platform.seal] transaction in
                let store = MemberStore(transaction, seal)
                let found: ID<Person>? = try transaction.value("SELECT person_id FROM member WHERE id = \(member)")
                let person = try #require(found)
                let known = try store.open(of: [person], openingAddressesOf: unit.union)
                let open = try #require(known[person]?.first)
                var particulars = open.particulars
                particulars.address = address
                try store.update([MemberStore.Update(open, to: particulars)])
            }
            #expect(try await counts() == parts)
        }
    }
}
