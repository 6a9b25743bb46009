import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("待办提醒 counts who still needs a card or a confirmation, and tells who was left out")
struct UnitWorkTests {
    private func todos(_ house: DistrictHouse) async throws -> [Todo.Kind: Int] {
        let todos = try await house.scene.database.read { try TodoStore($0).list(for: house.scene.committee.id) }
        return Dictionary(todos.map { ($0.kind, $0.amount) }, uniquingKeysWith: { first, _ in first })
    }

    @Test("The counts follow confirmations and end with the list", arguments: Engine.available)
    func counts(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let open = BucketFacts(socialInsurance: .unverified, card: .issued)
        let bare = BucketFacts(socialInsurance: .unverified, card: .none)
        let members = try await house.scene.add(
            [EnrolmentHouse.insured, open, open, bare, BucketFacts(socialInsurance: .insured, card: .none)],
            to: house.scene.unit)
        let enrolments = house.house.enrolments
        try await enrolments.choosePlan(house.house.clerk(), enterprise: nil, plan: "A")
        // Who has no card may be confirmed early, so he is on both lists.
        #expect(try await todos(house) == [.orderCards: 2, .confirmMembers: 3])

        let confirmations = house.house.confirmations
        try await confirmations.confirm(house.house.clerk(), enterprise: nil, member: members[1])
        #expect(try await todos(house) == [.orderCards: 2, .confirmMembers: 2])
        _ = try await confirmations.confirmAll(
            house.house.clerk(), enterprise: nil, Confirmations.Search(), expected: 2)
        #expect(try await todos(house) == [.orderCards: 2])

        try await enrolments.decline(house.house.clerk(), enterprise: nil, reason: "本年度另行参保")
        #expect(try await todos(house).isEmpty)
    }

    @Test("A unit that was left out is told, once, until it says that it knows", arguments: Engine.available)
    func leftOut(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        try await house.scene.add(EnrolmentScene.manualUnit, to: house.scene.unit)
        try await house.house.submit()
        #expect(try await todos(house) == [.orderCards: 32, .confirmMembers: 1])
        #expect(try await house.deadlines.closeWindow(house.centre(on: "2024-01-02"), year: 2024) == 1)
        #expect(try await todos(house) == [.leftOut: 0])

        let enrolments = house.house.enrolments
        let clerk = house.house.clerk(on: "2024-01-03")
        #expect(try await enrolments.overview(clerk, enterprise: nil).leftOutNotice == .unread)
        try await enrolments.acknowledgeLeftOut(clerk, enterprise: nil)
        #expect(try await todos(house).isEmpty)
        #expect(try await enrolments.overview(clerk, enterprise: nil).leftOutNotice == .none)
        #expect(try await house.house.actions().last == "acknowledge-left-out")
        #expect(try await house.violations() == [])
    }

    @Test("Nobody acknowledges what has not happened")
    func nothing() async throws {
        let house = try await DistrictHouse.open(.sqlite)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit)
        try await house.house.submit()
        await #expect(throws: Refusal.changedMeanwhile) {
            try await house.house.enrolments.acknowledgeLeftOut(house.house.clerk(), enterprise: nil)
        }
    }
}
