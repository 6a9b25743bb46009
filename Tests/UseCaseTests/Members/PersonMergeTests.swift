import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// Two records with a history each become one person's.
@Suite struct PersonMergeTests {
    private let insured = BucketFacts(socialInsurance: .insured, card: .issued)
    private let cardless = BucketFacts(socialInsurance: .insured, card: .none)

    /// A district that has handed in 2024 with one unit's list.
    private func locked(_ engine: Engine, _ people: [BucketFacts]) async throws -> DistrictHouse {
        let house = try await DistrictHouse.open(engine)
        try await house.approved(people)
        _ = try await house.submit()
        return house
    }

    private func complete(_ house: DistrictHouse) async throws {
        let id: ID<DistrictSubmission> = try #require(
            try await house.scene.database.read { try $0.value("SELECT id FROM district_submission") })
        try await house.vouchers.upload(house.officer(on: "2024-01-04"), id, [try VoucherTests.picture()])
        _ = try await house.vouchers.decide(
            house.centre(), id, .accept, stamp: try await house.record(id).stamp)
    }

    private func officer(_ house: DistrictHouse) -> Occasion { house.officer(on: "2024-02-01") }

    private func members(_ house: DistrictHouse) async throws -> [ID<Member>] {
        try await house.scene.database.read {
            try $0.query("SELECT id FROM member ORDER BY id").map { try $0.get("id") }
        }
    }

    private func person(of member: ID<Member>, _ house: DistrictHouse) async throws -> ID<Person> {
        try #require(
            try await house.scene.database.read { try $0.value("SELECT person_id FROM member WHERE id = \(member)") })
    }

    private func pair(
        _ first: ID<Member>, _ second: ID<Member>, _ house: DistrictHouse
    ) async throws -> ID<DuplicatePair> {
        let path = house.scene.district.path
        return try await house.scene.database.write { transaction in
            let id = try transaction.newID(DuplicatePair.self)
            try transaction.execute(
                """
                INSERT INTO duplicate_pair (id, kind, first_key, second_key, first_member_id, second_member_id, path,
                    found_at)
                SELECT \(id), 'renewed-document', a.person_id, b.person_id, a.id, b.id, \(path), 1
                FROM member a JOIN member b ON b.id = \(second) WHERE a.id = \(first)
                """)
            return id
        }
    }

    private func merge(
        _ first: ID<Member>, _ second: ID<Member>, keeping kept: ID<Member>, _ house: DistrictHouse
    ) async throws {
        let id = try await pair(first, second, house)
        _ = try await Duplicates(house.platform).merge(
            id, keeping: kept, document: kept, version: 1, officer(house))
    }

    private func count(_ rows: SQL, _ house: DistrictHouse) async throws -> Int {
        try await house.scene.database.read { try $0.value("SELECT count(*) AS n FROM \(rows)") ?? 0 }
    }

    /// A past life of a person in a unit: a card that was lost, a transfer that was returned, an answer.
    private func addPast(to member: ID<Member>, _ house: DistrictHouse) async throws {
        let to = house.scene.city
        let seal = house.platform.seal
        try await house.scene.database.write { transaction in
            let person: ID<Person> = try #require(
                try transaction.value("SELECT person_id FROM member WHERE id = \(member)"))
            let (card, number) = (try transaction.newKey(), "6231000000000007")
            try transaction.execute(
                """
                INSERT INTO service_card (id, person_id, number_sealed, number_index, status, issued_on, changed_on)
                VALUES (\(card), \(person), \(try seal.seal(number, in: .cardNumber, row: card)),
                    \(seal.index(number, for: .cardNumber)), 'lost', '2022-03-01', '2023-03-01')
                """)
            let transfer = try transaction.newKey()
            try transaction.execute(
                """
                INSERT INTO membership_transfer (id, member_id, person_id, from_union_id, to_union_id, initiator,
                    superior_from, status, requested_at, decided_at)
                SELECT \(transfer), m.id, m.person_id, m.union_id, \(to.id), 'releasing', '2023-01-01',
                    'returned', 1, 2 FROM member m WHERE m.id = \(member)
                """)
            try EventStore(transaction).recordAll(
                MembershipRequest.Command.return.rawValue, on: .transfer,
                [EventStore.Change(id: transfer, path: to.path, from: "open", to: "returned")],
                EnrolmentScene.occasion(house.scene.reviewer))
            try transaction.execute(
                """
                INSERT INTO retirement_answer (person_id, answer, answered_at) VALUES (\(person), 'working', 1)
                """)
        }
    }

    @Test(arguments: Engine.available)
    func `Both histories become one person's, and the list stays as it was sealed`(engine: Engine) async throws {
        let house = try await locked(engine, [insured, insured])
        try await complete(house)
        let renewed = try #require(
            try await house.scene.add([cardless], to: house.scene.otherUnit, from: 7).first)
        try await addPast(to: renewed, house)
        let old = try #require(try await members(house).first)
        let (gone, kept) = (try await person(of: old, house), try await person(of: renewed, house))
        try await merge(old, renewed, keeping: renewed, house)

        for table: SQL in [
            "coverage", "enrolment_claim", "enrolment_person", "service_card", "member", "identity_document",
            "membership_transfer", "retirement_answer",
        ] {
            #expect(try await count("\(table) WHERE person_id = \(gone)", house) == 0)
        }
        #expect(try await count("coverage WHERE person_id = \(kept) AND status = 'in-force'", house) == 1)
        #expect(try await count("service_card WHERE person_id = \(kept)", house) == 2)
        #expect(try await count("enrolment_person WHERE person_id = \(kept) AND recorded_as = \(gone)", house) == 1)
        #expect(try await count("identity_document WHERE person_id = \(kept)", house) == 2)
        #expect(try await count("person WHERE id = \(gone) AND merged_into = \(kept)", house) == 1)
        #expect(
            try await count("event WHERE action IN ('merged', 'ended-as-duplicate') AND detail IS NOT NULL", house)
                == 2)
        #expect(try await house.coverage() == ["in-force": 2])
        let violations = try await house.violations()
        #expect(violations == [])
    }

    @Test(arguments: Engine.available, [0, 1])
    func `Of two on one list the one who enrols is found on it afterwards`(engine: Engine, keeping: Int) async throws {
        let house = try await locked(engine, [insured, cardless, insured])
        try await complete(house)
        let members = try await members(house)
        // The one without a card has a history of his own, so that either record may be the one that goes.
        try await addPast(to: members[1], house)
        let kept = try await person(of: members[keeping], house)
        try await merge(members[0], members[1], keeping: members[keeping], house)
        #expect(try await count("coverage WHERE person_id = \(kept) AND status = 'in-force'", house) == 1)
        #expect(try await count("enrolment_claim WHERE person_id = \(kept)", house) == 1)
        #expect(
            try await count("enrolment_person WHERE person_id = \(kept) AND bucket = 'enrolling'", house) == 1)
        // The list still has everybody it was handed in with.
        let version: ID<EnrolmentVersion> = try #require(
            try await house.scene.database.read { try $0.value("SELECT max(id) FROM enrolment_version") })
        let shown = try await house.scene.database.read {
            try RosterPeopleStore($0, house.scene.seal).people(
                of: version, bucket: nil, ListRange(page: 1, size: 20)
            ).entries.count
        }
        #expect(shown == 3)
        let violations = try await house.violations()
        #expect(violations == [])
    }

    @Test(arguments: Engine.available)
    func `Two policies of one year are refused until one of them is taken back`(engine: Engine) async throws {
        let house = try await locked(engine, [insured, insured])
        try await complete(house)
        let members = try await members(house)
        let refused = Refusal.merge(.insuredTwice(year: 2024))
        let id = try await pair(members[0], members[1], house)
        await #expect(throws: refused) {
            try await Duplicates(house.platform).merge(
                id, keeping: members[0], document: members[0], version: 1, officer(house))
        }
        #expect(try await count("member WHERE left_on IS NULL", house) == 2)
        #expect(
            try await Duplicates(house.platform).sheet(id, officer(house)).obstacle == .insuredTwice(year: 2024))

        let corrections = Corrections(house.platform)
        let covered: ID<Coverage> = try #require(
            try await house.scene.database.read {
                try $0.value(
                    """
                    SELECT c.id FROM coverage c JOIN member m ON m.person_id = c.person_id WHERE m.id = \(members[1])
                    """)
            })
        let asked = try await corrections.ask(
            .removal, about: covered, note: "同一人录入两次", house.house.clerk(on: "2024-02-01")
        ).id
        _ = try await corrections.perform(.endorse, on: asked, house.officer(on: "2024-02-02"))
        _ = try await corrections.perform(.accept, on: asked, house.centre(on: "2024-02-03"))
        // Each has a card still.
        await #expect(throws: Refusal.merge(.twoCards)) {
            try await Duplicates(house.platform).merge(
                id, keeping: members[0], document: members[0], version: 1, officer(house))
        }
        try await house.scene.database.write { transaction in
            _ = try transaction.execute(
                """
                UPDATE service_card SET status = 'cancelled', changed_on = '2024-02-03'
                WHERE person_id = (SELECT person_id FROM member WHERE id = \(members[1]))
                """)
        }
        _ = try await Duplicates(house.platform).merge(
            id, keeping: members[0], document: members[0], version: 1, officer(house))
        let kept = try await person(of: members[0], house)
        #expect(try await count("coverage WHERE person_id = \(kept)", house) == 2)
        #expect(try await house.coverage() == ["in-force": 1, "voided": 1])
        let violations = try await house.violations()
        #expect(violations == [])
    }

    @Test(arguments: Engine.available)
    func `Two on the same list that can still be changed are taken off it first`(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.approved([insured, insured])
        let members = try await members(house)
        let id = try await pair(members[0], members[1], house)
        let reviewer = house.reviewer()
        await #expect(throws: Refusal.merge(.listedTwice(year: 2024))) {
            try await Duplicates(house.platform).merge(
                id, keeping: members[0], document: members[0], version: 1, reviewer)
        }
        let violations = try await house.violations()
        #expect(violations == [])
    }

    @Test(arguments: Engine.available)
    func `What was asked about the membership that ends lapses, and who was merged before follows`(
        engine: Engine
    ) async throws {
        let house = try await DistrictHouse.open(engine)
        let scene = house.scene
        let first = try await scene.add([cardless, cardless], to: scene.unit)
        let last = try #require(try await scene.add([cardless], to: scene.otherUnit, from: 5).first)
        let to = scene.joint.id
        try await scene.database.write { transaction in
            _ = try transaction.execute(
                """
                INSERT INTO membership_transfer (id, member_id, person_id, from_union_id, to_union_id, initiator,
                    superior_from, status, requested_at)
                SELECT \(try transaction.newKey()), m.id, m.person_id, m.union_id, \(to), 'releasing', '2024-03-01',
                    'open', 1 FROM member m WHERE m.id = \(first[1])
                """)
        }
        let earliest = try await person(of: first[0], house)
        try await merge(first[0], first[1], keeping: first[1], house)
        #expect(try await count("membership_transfer WHERE status = 'open'", house) == 1)
        try await merge(first[1], last, keeping: last, house)
        #expect(try await count("membership_transfer WHERE status = 'lapsed'", house) == 1)
        let kept = try await person(of: last, house)
        #expect(try await count("person WHERE merged_into = \(kept)", house) == 2)
        #expect(try await count("person WHERE id = \(earliest) AND merged_into = \(kept)", house) == 1)
        #expect(try await count("identity_document WHERE person_id = \(kept)", house) == 3)
        let violations = try await house.violations()
        #expect(violations == [])
    }
}
