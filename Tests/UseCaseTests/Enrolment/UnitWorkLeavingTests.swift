import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("Who leaves a unit counts no longer among those without a card or a confirmation, who comes counts at once")
struct UnitWorkLeavingTests {
    private static let bare = BucketFacts(socialInsurance: .unverified, card: .none)

    private func todos(_ district: DistrictHouse, of union: Union? = nil) async throws -> [Todo.Kind: Int] {
        let union = union ?? district.scene.committee
        let todos = try await district.scene.database.read { try TodoStore($0).list(for: union.id) }
        return Dictionary(todos.map { ($0.kind, $0.amount) }, uniquingKeysWith: { first, _ in first })
            .filter { $0.key == .orderCards || $0.key == .confirmMembers }
    }

    /// A unit of which no list is handed in.
    private func open(_ engine: Engine) async throws -> (district: DistrictHouse, members: [ID<Member>]) {
        let district = try await DistrictHouse.open(engine)
        let members = try await district.scene.add(
            [EnrolmentHouse.insured, Self.bare, Self.bare, Self.bare], to: district.scene.unit)
        try await district.house.enrolments.choosePlan(district.house.clerk(), enterprise: nil, plan: "A")
        #expect(try await todos(district) == [.orderCards: 3, .confirmMembers: 3])
        return (district, members)
    }

    @Test("By a removal", arguments: Engine.available)
    func removal(engine: Engine) async throws {
        let (district, members) = try await open(engine)
        _ = try await Members(district.platform).remove(members[1], .retired, version: 1, district.house.clerk())
        #expect(try await todos(district) == [.orderCards: 2, .confirmMembers: 2])
    }

    @Test("By a removal that the superior approves", arguments: Engine.available)
    func approvedRemoval(engine: Engine) async throws {
        let (district, members) = try await open(engine)
        let requests = RemovalRequests(district.platform)
        let asked = try await requests.ask(
            members[1], .mistaken, note: "录入了别人的资料", version: 1, district.house.clerk())
        #expect(try await todos(district) == [.orderCards: 3, .confirmMembers: 3])
        _ = try await requests.perform(.accept, on: asked.id, district.reviewer())
        #expect(try await todos(district) == [.orderCards: 2, .confirmMembers: 2])
    }

    @Test("By a comparison that removes them", arguments: Engine.available)
    func comparison(engine: Engine) async throws {
        let (district, _) = try await open(engine)
        let comparisons = MemberComparisons(district.platform)
        let clerk = district.house.clerk()
        let list = "姓名,证件号码,手机号码\r\n新来的,\(Roster.number(1)),19900000001\r\n"
        let id = try await comparisons.compare(
            MemberImports.Upload(name: "名册.csv", bytes: Array(list.utf8)),
            as: .enterprise(try #require(district.scene.unit.enterprise)), .wholeUnion, clerk)
        _ = try await comparisons.decide(.removeRetired, .undecided, of: .missing, in: id, clerk)
        #expect(try await comparisons.execute(id, waiting: .short, clerk) == 4)
        #expect(try await todos(district).isEmpty)
    }

    @Test("By a transfer, on both sides", arguments: Engine.available)
    func transfer(engine: Engine) async throws {
        let (district, members) = try await open(engine)
        let scene = district.scene
        let id = try await scene.database.write { transaction in
            let person: ID<Person> = try #require(
                try transaction.value("SELECT person_id FROM member WHERE id = \(members[1])"))
            let request = TransferStore.Request(
                member: members[1], person: person, from: scene.committee.id, to: scene.joint.id,
                initiator: .receiving,
                placement: TransferStore.Placement(
                    unit: scene.otherUnit.id, category: .enterprise, flexibleKind: nil),
                superiorFrom: EnrolmentScene.day("2023-11-20"))
            let id = try #require(
                try TransferStore(transaction).insert([request], by: nil, at: EnrolmentScene.now).first)
            try EventStore(transaction).recordAll(
                MembershipRequest.requested, on: .transfer,
                [EventStore.Change(id: id.rawValue, path: scene.committee.path, to: "open")],
                EnrolmentScene.occasion(scene.jointClerk))
            return id
        }
        _ = try await MemberTransfers(district.platform).perform(.accept, on: id, district.reviewer())
        #expect(try await todos(district) == [.orderCards: 2, .confirmMembers: 2])
        #expect(try await todos(district, of: scene.joint) == [.orderCards: 1, .confirmMembers: 1])
    }
}
