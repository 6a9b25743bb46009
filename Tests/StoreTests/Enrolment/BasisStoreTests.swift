import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

@Suite("The statement that puts members into buckets")
struct BasisStoreTests {
    func scene(_ engine: Engine) async throws -> EnrolmentScene {
        try await EnrolmentScene.make(try await engine.database(migrations: Schema.migrations), seal: PlainSeal())
    }

    @Test("It answers what the rule answers, for 600 members with facts of every kind", arguments: Engine.available)
    func agreesWithTheRule(engine: Engine) async throws {
        let scene = try await scene(engine)
        var facts = RandomFacts(seed: 20_231_120)
        let people = (0..<600).map { _ in facts.next() }
        let members = try await scene.add(people, to: scene.unit)
        let basis = Basis(unit: scene.unit, year: scene.year)
        let placed = try await scene.database.read { transaction in
            try RosterPeopleStore(transaction, PlainSeal())
                .people(of: basis, RosterFilter(), ListRange(offset: 0, limit: 1_000))
        }
        let found = Dictionary(placed.entries.map { ($0.member, $0.bucket) }, uniquingKeysWith: { first, _ in first })
        #expect(placed.total == 600)
        for (member, facts) in zip(members, people) {
            #expect(found[member] == Bucket.of(facts, in: scene.year), "\(facts)")
        }
        let expected = Dictionary(people.map { (Bucket.of($0, in: scene.year), 1) }, uniquingKeysWith: +)
        let equation = try await scene.database.read { try BasisStore($0).equation(of: basis) }
        #expect(equation == Equation(counts: expected))
        #expect(Set(expected.keys) == Set(Bucket.allCases))
    }

    @Test("The manual's unit is 128 = 95 + 32 + 1", arguments: Engine.available)
    func manualUnit(engine: Engine) async throws {
        let scene = try await scene(engine)
        try await scene.add(EnrolmentScene.manualUnit, to: scene.unit)
        try await scene.add(
            [BucketFacts(socialInsurance: .insured, card: .issued)], to: scene.unit, category: .flexible, from: 500)
        let equation = try await scene.database.read {
            try BasisStore($0).equation(of: Basis(unit: scene.unit, year: scene.year))
        }
        #expect(equation.members == 128)
        #expect(equation[.enrolling] == 95)
        #expect(equation[.noCard] == 32)
        #expect(equation[.pendingConfirmation] == 1)
        #expect(equation.outsideWorkbench == 1)
    }

    @Test("Members of a category stand in the basis when the plan is open to it", arguments: Engine.available)
    func categories(engine: Engine) async throws {
        let scene = try await scene(engine)
        let insured = BucketFacts(socialInsurance: .insured, card: .issued)
        try await scene.add([insured, insured], to: scene.unit)
        try await scene.add([insured], to: scene.unit, category: .flexible, from: 2)
        let equation = try await scene.database.read {
            try BasisStore($0).equation(
                of: Basis(unit: scene.unit, year: scene.year, categories: [.enterprise, .flexible]))
        }
        #expect(equation[.enrolling] == 3)
        #expect(equation.outsideWorkbench == 0)
    }

    @Test("What the registers say comes with each person, with the day", arguments: Engine.available)
    func registers(engine: Engine) async throws {
        let scene = try await scene(engine)
        let members = try await scene.add(
            [
                BucketFacts(socialInsurance: .retired, card: .issued),
                BucketFacts(socialInsurance: .unverified, card: .issued),
            ], to: scene.unit)
        let people = try await scene.database.write { transaction in
            try transaction.execute(
                """
                UPDATE person SET social_insurance_as_of = '2023-08-31'
                WHERE id IN (SELECT person_id FROM member WHERE id = \(members[0]))
                """)
            return try RosterPeopleStore(transaction, PlainSeal()).people(
                of: Basis(unit: scene.unit, year: scene.year), RosterFilter(), ListRange(offset: 0, limit: 10))
        }
        let marks = people.entries.map(\.facts.register)
        #expect(marks == [RegisterMark(.retired, asOf: EnrolmentScene.day("2023-08-31")), nil])
        #expect(people.entries.map { $0.registerAgainst != nil } == [true, false])
    }

    @Test("Who has left is not counted, nor is anybody of another unit", arguments: Engine.available)
    func leavers(engine: Engine) async throws {
        let scene = try await scene(engine)
        let insured = BucketFacts(socialInsurance: .insured, card: .issued)
        let members = try await scene.add([insured, insured], to: scene.unit)
        try await scene.add([insured], to: scene.otherUnit)
        try await scene.leave(members[0])
        let basis = Basis(unit: scene.unit, year: scene.year)
        let equation = try await scene.database.read { try BasisStore($0).equation(of: basis) }
        #expect(equation.members == 1)
        let gone = try await scene.database.read { try BasisStore($0).bucket(of: members[0], in: basis) }
        #expect(gone == nil)
    }

    @Test("A unit's own claims are no obstacle to itself", arguments: Engine.available)
    func ownClaims(engine: Engine) async throws {
        let scene = try await scene(engine)
        let claimed = BucketFacts(socialInsurance: .insured, card: .issued, claim: .otherUnit)
        try await scene.add([claimed], to: scene.unit)
        let owner = try await scene.database.read {
            try EnrolmentStore($0).find(unit: scene.units[2].id, year: 2024)?.enrolment.id
        }
        let places = try await scene.database.read { transaction in
            [
                try BasisStore(transaction).equation(of: Basis(unit: scene.unit, year: scene.year)),
                try BasisStore(transaction).equation(
                    of: Basis(unit: scene.unit, year: scene.year, enrolment: owner)),
            ]
        }
        #expect(places[0][.coveredElsewhere] == 1)
        #expect(places[1][.enrolling] == 1)
    }

    @Test("A list can be searched, and a page past its end is the first", arguments: Engine.available)
    func search(engine: Engine) async throws {
        let scene = try await scene(engine)
        let open = BucketFacts(socialInsurance: .unverified, card: .none)
        try await scene.add(Array(repeating: open, count: 15), to: scene.unit)
        let basis = Basis(unit: scene.unit, year: scene.year)
        func find(_ filter: RosterFilter, _ range: ListRange) async throws -> Listing<RosterPerson> {
            try await scene.database.read {
                try RosterPeopleStore($0, PlainSeal()).people(of: basis, filter, range)
            }
        }
        let all = try await find(RosterFilter(.awaitingConfirmation), ListRange(page: 2, size: 10))
        #expect(all.total == 15)
        #expect(all.entries.count == 5)
        #expect(all.offset == 10)
        let past = try await find(RosterFilter(.awaitingConfirmation), ListRange(page: 9, size: 10))
        #expect(past.offset == 0)
        #expect(past.entries.count == 10)
        let named = try await find(RosterFilter(name: "员14"), ListRange(page: 1, size: 20))
        #expect(named.entries.map(\.name) == ["会员14"])
        let wild = try await find(RosterFilter(name: "%"), ListRange(page: 1, size: 20))
        #expect(wild.total == 0)
        let number = try #require(all.entries.first?.number)
        #expect(try await find(RosterFilter(number: number), ListRange(page: 1, size: 20)).total == 1)
    }
}

/// Facts in every combination, the same in every run.
private struct RandomFacts {
    private var state: UInt64
    private let days = ["2019-06-01", "2023-08-31", "2023-09-01", "2023-12-31", "2024-01-01", "2031-01-01"]

    init(seed: UInt64) {
        state = seed
    }

    private mutating func pick(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(count))
    }

    mutating func next() -> BucketFacts {
        let day = pick(days.count + 1)
        let second = pick(days.count + 1)
        let answered = pick(days.count + 1)
        let status = pick(8)
        return BucketFacts(
            socialInsurance: status == 0 ? .deceased : status == 1 ? .retired : status < 5 ? .unverified : .insured,
            retirementAnswer: pick(2) == 0 ? nil : RetirementAnswer.allCases[pick(3)],
            card: pick(4) == 0 ? .none : .issued, claim: pick(5) == 0 ? .otherUnit : .free,
            exclusion: pick(4) == 0 ? ExclusionReason.allCases[pick(4)] : nil,
            confirmation: pick(2) == 0 ? .confirmed : .open,
            statutoryDay: day == days.count ? nil : CalendarDay(days[day]),
            secondStatutoryDay: second == days.count ? nil : CalendarDay(days[second]),
            answeredDay: answered == days.count ? nil : CalendarDay(days[answered]))
    }
}
