import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

/// What a transfer does to lists and cards (domain 5.2: a member who moves between submission and lock).
@Suite struct TransferEnrolmentTests {
    private func transfers(_ district: DistrictHouse) -> MemberTransfers { MemberTransfers(district.platform) }

    /// The joint union has asked for a member of the committee.
    private func asked(_ district: DistrictHouse) async throws -> ID<MembershipTransfer> {
        try await district.scene.database.write { transaction in
            let row = try transaction.first(
                """
                SELECT id, person_id FROM member WHERE unit_id = \(district.scene.unit.id) AND left_on IS NULL
                ORDER BY id LIMIT 1
                """)
            let member = try #require(row)
            let request = TransferStore.Request(
                member: try member.get("id"), person: try member.get("person_id"), from: district.scene.committee.id,
                to: district.scene.joint.id, initiator: .receiving,
                placement: TransferStore.Placement(
                    unit: district.scene.otherUnit.id, category: .enterprise, flexibleKind: nil),
                superiorFrom: EnrolmentScene.day("2023-11-20"))
            let id = try #require(
                try TransferStore(transaction).insert([request], by: nil, at: EnrolmentScene.now).first)
            let occasion = EnrolmentScene.occasion(district.scene.jointClerk)
            try EventStore(transaction).recordAll(
                MembershipRequest.requested, on: .transfer,
                [EventStore.Change(id: id.rawValue, path: district.scene.committee.path, to: "open")], occasion)
            return id
        }
    }

    @Test(
        "Before the lock the handed-in list is out of date, whoever decides, and the lock strikes who has gone",
        arguments: Engine.available)
    func beforeTheLock(engine: Engine) async throws {
        let district = try await DistrictHouse.open(engine)
        try await district.approved([EnrolmentHouse.insured, EnrolmentHouse.insured])
        let id = try await asked(district)
        let record = try await transfers(district).find(id, district.house.clerk())
        #expect(record.consequences?.listedYear == 2024)
        #expect(record.consequences?.lockedYear == nil)
        #expect(record.consequences?.issuedCards == 1)
        #expect(try await district.house.todos(of: district.scene.committee).isEmpty)
        _ = try await transfers(district).perform(.accept, on: id, district.reviewer())
        #expect(try await district.house.todos(of: district.scene.committee) == [.resubmitEnrolment])
        #expect(try await district.house.count("unit_enrolment WHERE outdated_since IS NOT NULL") == 1)
        let receipt = try await district.submit()
        #expect(receipt.heads == 1)
        #expect(receipt.struckUnits == 1)
        #expect(try await district.violations() == [])
    }

    @Test("A union to which people are offered is told of its own handed-in list, alone", arguments: Engine.available)
    func receivingList(engine: Engine) async throws {
        let district = try await DistrictHouse.open(engine)
        try await district.scene.add([EnrolmentHouse.insured], to: district.scene.unit)
        let others = try await district.scene.add([EnrolmentHouse.insured], to: district.scene.otherUnit, from: 50)
        try await district.house.submit(plan: "A")
        let id = try await district.scene.database.write { transaction in
            let person: ID<Person> = try #require(
                try transaction.value("SELECT person_id FROM member WHERE id = \(others[0])"))
            let request = TransferStore.Request(
                member: others[0], person: person, from: district.scene.joint.id, to: district.scene.committee.id,
                initiator: .releasing, superiorFrom: EnrolmentScene.day("2023-12-20"))
            return try #require(
                try TransferStore(transaction).insert([request], by: nil, at: EnrolmentScene.now).first)
        }
        let desk = transfers(district)
        let clerk = district.house.clerk()
        #expect(try await desk.find(id, clerk).openLists == 1)
        #expect(try await desk.decisionDraft(.ticked([id]), clerk).openLists == 1)
        let offering = EnrolmentScene.occasion(district.scene.jointClerk)
        #expect(try await desk.find(id, offering).openLists == 0)
        #expect(try await desk.decisionDraft(.ticked([id]), offering).openLists == 0)
    }

    @Test("Who comes by a comparison counts among those without a card at once", arguments: Engine.available)
    func comparison(engine: Engine) async throws {
        let district = try await DistrictHouse.open(engine)
        try await district.scene.add([EnrolmentHouse.insured, EnrolmentHouse.insured], to: district.scene.unit)
        let clerk = district.house.clerk()
        try await district.house.enrolments.choosePlan(clerk, enterprise: nil, plan: "A")
        #expect(try await district.house.todos(of: district.scene.committee).isEmpty)
        let comparisons = MemberComparisons(district.platform)
        let list = "姓名,证件号码,手机号码\r\n新来的,\(Roster.number(1)),19900000001\r\n"
        let id = try await comparisons.compare(
            MemberImports.Upload(name: "名册.csv", bytes: Array(list.utf8)),
            as: .enterprise(try #require(district.scene.unit.enterprise)), .wholeUnion, clerk)
        _ = try await comparisons.decide(.import, .undecided, of: .new, in: id, clerk)
        _ = try await comparisons.execute(id, clerk)
        #expect(try await district.house.count("member WHERE left_on IS NULL") == 3)
        #expect(try await district.house.todos(of: district.scene.committee) == [.orderCards, .confirmMembers])
    }

    @Test("After the lock the list and its coverage stay with the union that has left", arguments: Engine.available)
    func afterTheLock(engine: Engine) async throws {
        let district = try await DistrictHouse.open(engine)
        try await district.approved([EnrolmentHouse.insured, EnrolmentHouse.insured])
        _ = try await district.submit()
        let id = try await asked(district)
        let occasion = district.house.clerk(on: "2023-12-28")
        let consequences = try await transfers(district).find(id, occasion).consequences
        #expect(consequences?.listedYear == nil)
        #expect(consequences?.lockedYear == 2024)
        _ = try await transfers(district).perform(.accept, on: id, occasion)
        #expect(try await district.coverage() == ["provisional": 2])
        #expect(try await district.house.todos(of: district.scene.committee).isEmpty)
        #expect(try await district.violations() == [])
    }

    @Test("The union that has asked sees nothing of the other's lists and cards")
    func privacy() async throws {
        let district = try await DistrictHouse.open(.sqlite)
        try await district.approved([EnrolmentHouse.insured])
        let record = try await transfers(district).find(
            try await asked(district), EnrolmentScene.occasion(district.scene.jointClerk))
        #expect(record.consequences == nil)
        #expect(record.line.fromName == nil)
        #expect(record.commands == [.withdraw])
    }
}
