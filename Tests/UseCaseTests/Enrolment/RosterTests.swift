import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("A clerk works on the list")
struct EnrolmentRosterTests {
    @Test("Excluded people are off the list with their reason and can be put back", arguments: Engine.available)
    func exclusion(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        let members = try await house.scene.add(
            [EnrolmentHouse.insured, EnrolmentHouse.insured], to: house.scene.unit)
        await #expect(throws: Refusal.nothingSelected) {
            try await house.enrolments.exclude(
                house.clerk(), enterprise: nil, members: [], reason: .left, note: "")
        }
        await #expect(throws: Refusal.reasonMissing) {
            try await house.enrolments.exclude(
                house.clerk(), enterprise: nil, members: members, reason: .other, note: " ")
        }
        try await house.enrolments.exclude(
            house.clerk(), enterprise: nil, members: [members[0]], reason: .left, note: "")
        var overview = try await house.enrolments.overview(house.clerk(), enterprise: nil)
        #expect(overview.equation[.manuallyExcluded] == 1)
        #expect(overview.status == .draft)
        let person = try await house.enrolments.person(house.clerk(), enterprise: nil, member: members[0]).person
        #expect(person.facts.exclusion == .left)
        try await house.enrolments.putBack(house.clerk(), enterprise: nil, members: [members[0]])
        overview = try await house.enrolments.overview(house.clerk(), enterprise: nil)
        #expect(overview.heads == 2)
        let back = try await house.enrolments.person(house.clerk(), enterprise: nil, member: members[0]).person
        #expect(back.facts.exclusion == nil)
        #expect(back.facts.putBackAt != nil)

        try await house.enrolments.exclude(
            house.clerk(), enterprise: nil, members: [members[0]], reason: .duplicate, note: "")
        let again = try await house.enrolments.person(house.clerk(), enterprise: nil, member: members[0]).person
        #expect(again.facts.exclusion == .duplicate)
        #expect(again.facts.putBackAt == nil)
    }

    @Test("Somebody marked as retired is off the list until the mark is taken back", arguments: Engine.available)
    func retirement(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        let members = try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit)
        try await house.enrolments.answerRetirement(house.clerk(), enterprise: nil, [members[0]: .retired])
        #expect(try await house.enrolments.overview(house.clerk(), enterprise: nil).equation[.retired] == 1)
        try await house.enrolments.withdrawRetirementAnswer(house.clerk(), enterprise: nil, members: members)
        #expect(try await house.enrolments.overview(house.clerk(), enterprise: nil).heads == 1)
    }

    @Test("全部确认 confirms as many as the page said, or nobody", arguments: Engine.available)
    func confirmAll(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        let noCard = BucketFacts(socialInsurance: .unverified, card: .none)
        let members = try await house.scene.add(
            [EnrolmentHouse.open, EnrolmentHouse.open, noCard, EnrolmentHouse.insured], to: house.scene.unit)
        let none = Confirmations.Search()
        let page = try await house.confirmations.page(
            house.clerk(), enterprise: nil, tab: .open, none, ListRange(page: 1, size: 20))
        #expect(page.open == 3)
        await #expect(throws: Refusal.countChanged(expected: 2, actual: 3)) {
            _ = try await house.confirmations.confirmAll(house.clerk(), enterprise: nil, none, expected: 2)
        }
        #expect(try await house.count("enrolment_confirmation") == 0)
        let confirmed = try await house.confirmations.confirmAll(house.clerk(), enterprise: nil, none, expected: 3)
        #expect(confirmed == 3)
        let overview = try await house.enrolments.overview(house.clerk(), enterprise: nil)
        #expect(overview.equation[.enrolling] == 3)
        #expect(overview.equation[.noCard] == 1)
        await #expect(throws: Refusal.alreadyConfirmed) {
            try await house.confirmations.confirm(house.clerk(), enterprise: nil, member: members[0])
        }
        await #expect(throws: Refusal.notPending) {
            try await house.confirmations.confirm(house.clerk(), enterprise: nil, member: members[3])
        }
        await #expect(throws: Refusal.self) {
            try await house.confirmations.confirm(house.clerk(on: "2023-12-26"), enterprise: nil, member: members[3])
        }
    }

    @Test(
        "Two forms of one page have each their effect, the same form sent again has none", arguments: Engine.available)
    func formsOfOnePage(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        let members = try await house.scene.add([EnrolmentHouse.open, EnrolmentHouse.open], to: house.scene.unit)
        let page = house.clerk(ticket: "one-page")
        for member in [members[0], members[1], members[0]] {
            try await house.confirmations.confirm(page, enterprise: nil, member: member)
        }
        #expect(try await house.count("enrolment_confirmation") == 2)
        #expect(try await house.actions().count == 2)
        try await house.enrolments.choosePlan(page, enterprise: nil, plan: "A")
        try await house.enrolments.choosePlan(page, enterprise: nil, plan: "A+")
        try await house.enrolments.choosePlan(page, enterprise: nil, plan: "A+")
        #expect(try await house.enrolments.overview(page, enterprise: nil).record?.plan == "A+")
        #expect(try await house.actions().count == 4)
    }

    @Test(
        "The look-up says why somebody is not on the list, and nothing about other units",
        arguments: Engine.available)
    func lookUp(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        let noCard = BucketFacts(socialInsurance: .insured, card: .none)
        try await house.scene.add([EnrolmentHouse.insured, noCard, EnrolmentHouse.open], to: house.scene.unit)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit, category: .flexible, from: 50)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.otherUnit, from: 60)
        func answer(_ name: String) async throws -> RosterAnswer {
            let found = try await house.confirmations.lookUp(
                house.clerk(), enterprise: nil, Confirmations.Search(name: name))
            return found.findings.first { $0.name == name }?.answer ?? found.absence
        }
        #expect(try await answer("会员0") == .placed(.enrolling))
        #expect(try await answer("会员1") == .placed(.noCard))
        #expect(try await answer("会员2") == .placed(.pendingConfirmation))
        #expect(try await answer("会员50") == .outsideWorkbench(.flexible))
        #expect(try await answer("会员60") == .notMember)
        await #expect(throws: Refusal.nothingSelected) { _ = try await answer("") }
    }

    @Test(
        "Another unit's member, person or list is not found, for reading and for writing",
        arguments: Engine.available)
    func strangers(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit)
        let theirs = try await house.scene.add([EnrolmentHouse.open], to: house.scene.otherUnit, from: 70)
        let receipt = try await house.submit()
        let stranger = EnrolmentScene.occasion(house.scene.jointClerk)
        let enterprise = house.scene.enterprises[1].id
        await #expect(throws: Refusal.notFound) {
            _ = try await house.enrolments.result(stranger, version: receipt.version)
        }
        await #expect(throws: Refusal.notFound) {
            _ = try await house.enrolments.people(
                stranger, version: receipt.version, bucket: nil, ListRange(page: 1, size: 20))
        }
        await #expect(throws: Refusal.notFound) {
            try await house.confirmations.confirm(house.clerk(), enterprise: nil, member: theirs[0])
        }
        await #expect(throws: Refusal.notFound) {
            try await house.enrolments.exclude(
                house.clerk(), enterprise: nil, members: theirs, reason: .left, note: "")
        }
        await #expect(throws: Refusal.notFound) {
            try await house.enrolments.answerRetirement(house.clerk(), enterprise: nil, [theirs[0]: .retired])
        }
        await #expect(throws: Refusal.notFound) {
            _ = try await house.enrolments.overview(house.clerk(), enterprise: enterprise)
        }
        #expect(
            try await house.enrolments.overview(stranger, enterprise: enterprise).unit.id == house.scene.otherUnit.id)
    }
}

@Suite("Which unit an account acts for")
struct WorkbenchTests {
    @Test("A joint union chooses its enterprise; a committee has one", arguments: Engine.available)
    func choice(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        let workbench = Workbench(house.platform)
        let joint = EnrolmentScene.occasion(house.scene.jointClerk)
        #expect(try await workbench.unit(house.clerk(), enterprise: nil) == house.scene.unit)
        await #expect(throws: Refusal.enterpriseNotChosen) { _ = try await workbench.unit(joint, enterprise: nil) }
        let chosen = try await workbench.unit(joint, enterprise: house.scene.enterprises[2].id)
        #expect(chosen == house.scene.units[2])
        #expect(try await workbench.enterprises(joint).count == 2)
    }

    @Test("Reviewers and unsupported kinds are told who enrols", arguments: Engine.available)
    func others(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        let workbench = Workbench(house.platform)
        await #expect(throws: Refusal.notAllowed(.viewEnrolment, .level)) {
            _ = try await workbench.unit(EnrolmentScene.occasion(house.scene.reviewer), enterprise: nil)
        }
        let branch = try await house.scene.database.write { transaction in
            try UnionStore(transaction).insert(
                name: "示例分工会", code: "319901000019", kind: .branch, under: house.scene.committee.id)
        }
        let actor = Actor(
            account: house.scene.clerk.account, name: "fen", displayName: "李示例", union: branch.id,
            unionName: branch.name, kind: branch.kind, path: branch.path, roles: [.clerk])
        await #expect(throws: Refusal.unsupportedKind(.branch, enrolsThrough: house.scene.committee.name)) {
            _ = try await workbench.unit(EnrolmentScene.occasion(actor), enterprise: nil)
        }
    }
}
