import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("A base unit hands its list in")
struct EnrolmentSubmissionTests {
    @Test(
        "The manual's unit: 95 people, 2,470 yuan, a version, claims, a notice, todos, an event",
        arguments: Engine.available)
    func manualUnit(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        try await house.scene.add(EnrolmentScene.manualUnit, to: house.scene.unit)
        let receipt = try await house.submit()
        #expect(receipt.heads == 95)
        #expect(receipt.number == "JB2024319901000016")

        let result = try await house.enrolments.result(house.clerk(), version: receipt.version)
        #expect(result.isCurrent)
        #expect(result.version.amounts?.premium.yuanText == "2,470.00")
        #expect(result.version.amounts?.city.yuanText == "1,235.00")
        #expect(result.version.equation.members == 128)
        #expect(result.submittedBy == "王示例")
        #expect(result.notice?.id == receipt.notice)
        #expect(result.reviewerName == "滨海街道总工会")
        #expect(result.lastCardDay == CalendarDay("2023-12-11"))

        let overview = try await house.enrolments.overview(house.clerk(), enterprise: nil)
        #expect(overview.status == .submitted)
        #expect(overview.submittedHeads == 95)
        #expect(overview.workingDaysLeft == 25)
        #expect(overview.progress.state(of: .submission) == .done)
        #expect(try await house.todos(of: house.scene.subdistrict) == [.reviewEnrolment])
        #expect(try await house.todos(of: house.scene.district) == [.reviewEnrolment])
        #expect(try await house.actions() == ["prepare", "submit"])
        #expect(try await house.violations() == [])
    }

    @Test("The same form sent three times has one effect and one answer", arguments: Engine.available)
    func once(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit)
        try await house.enrolments.choosePlan(house.clerk(), enterprise: nil, plan: "A")
        let overview = try await house.enrolments.overview(house.clerk(), enterprise: nil)
        let request = SubmissionRequest(expectedHeads: 1, stamp: overview.stamp)
        let occasion = house.clerk(ticket: "one-form")
        let receipts = try await withThrowingTaskGroup(of: SubmissionReceipt.self) { group in
            for _ in 0..<3 {
                group.addTask { try await house.enrolments.submit(occasion, enterprise: nil, request) }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(receipts.count == 1)
        #expect(try await house.count("enrolment_version") == 1)
        #expect(try await house.count("notice") == 1)
        #expect(try await house.violations() == [])
    }

    @Test("Of two clerks with two forms the later one is told that he was late", arguments: Engine.available)
    func twoClerks(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit)
        try await house.enrolments.choosePlan(house.clerk(), enterprise: nil, plan: "A")
        let overview = try await house.enrolments.overview(house.clerk(), enterprise: nil)
        let request = SubmissionRequest(expectedHeads: 1, stamp: overview.stamp)
        _ = try await house.enrolments.submit(house.clerk(ticket: "first"), enterprise: nil, request)
        await #expect(throws: StaleVersion.self) {
            _ = try await house.enrolments.submit(house.clerk(ticket: "second"), enterprise: nil, request)
        }
        #expect(try await house.count("enrolment_version") == 1)
    }

    @Test("A refused submission writes nothing", arguments: Engine.available)
    func refused(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        try await house.scene.add([EnrolmentHouse.suspect, EnrolmentHouse.insured], to: house.scene.unit)
        let early = SubmissionRequest(expectedHeads: 1, stamp: 0)
        await #expect(throws: Refusal.planNotChosen) {
            _ = try await house.enrolments.submit(house.clerk(ticket: "a"), enterprise: nil, early)
        }
        try await house.enrolments.choosePlan(house.clerk(), enterprise: nil, plan: "A")
        let overview = try await house.enrolments.overview(house.clerk(), enterprise: nil)
        #expect(overview.progress.state(of: .submission) == .blocked(.unresolvedSuspects(1)))
        let request = SubmissionRequest(expectedHeads: 1, stamp: overview.stamp)
        await #expect(throws: Refusal.unresolvedSuspects(1)) {
            _ = try await house.enrolments.submit(house.clerk(), enterprise: nil, request)
        }
        let suspects = try await house.enrolments.people(
            house.clerk(), enterprise: nil, .retirementAge, ListRange(page: 1, size: 20)
        ).people
        let suspect = try #require(suspects.entries.first)
        try await house.enrolments.answerRetirement(house.clerk(), enterprise: nil, [suspect.member: .working])
        let stamp = try await house.enrolments.overview(house.clerk(), enterprise: nil).stamp
        await #expect(throws: Refusal.countChanged(expected: 1, actual: 2)) {
            _ = try await house.enrolments.submit(
                house.clerk(), enterprise: nil, SubmissionRequest(expectedHeads: 1, stamp: stamp))
        }
        await #expect(throws: Refusal.self) {
            _ = try await house.enrolments.submit(
                house.clerk(on: "2023-12-26"), enterprise: nil, SubmissionRequest(expectedHeads: 2, stamp: stamp))
        }
        #expect(try await house.count("enrolment_version") == 0)
        #expect(try await house.count("enrolment_claim") == 0)
        #expect(try await house.count("notice") == 0)
        #expect(try await house.actions() == ["prepare", "prepare"])
    }

    @Test(
        "A second submission is version 2; the first notice is replaced and its people stay claimed",
        arguments: Engine.available)
    func again(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        let members = try await house.scene.add(
            [EnrolmentHouse.insured, EnrolmentHouse.insured, EnrolmentHouse.open], to: house.scene.unit)
        let first = try await house.submit()
        try await house.confirmations.confirm(house.clerk(), enterprise: nil, member: members[2])
        var overview = try await house.enrolments.overview(house.clerk(), enterprise: nil)
        #expect(overview.isOutdated)
        #expect(overview.difference == RosterDifference(added: 1))
        #expect(overview.record?.outdatedSince != nil)
        #expect(try await house.todos(of: house.scene.committee) == [.resubmitEnrolment])

        let check = try await house.enrolments.check(house.clerk(), enterprise: nil, ListRange(page: 1, size: 20))
        #expect(check.previous?.number == 1)
        #expect(check.changes.map(\.change.before) == [.pendingConfirmation])

        let second = try await house.submit(plan: "A+")
        #expect(second.versionNumber == 2)
        overview = try await house.enrolments.overview(house.clerk(), enterprise: nil)
        #expect(!overview.isOutdated)
        #expect(try await house.todos(of: house.scene.committee) == [])
        let old = try await house.enrolments.result(house.clerk(), version: first.version)
        #expect(!old.isCurrent)
        #expect(old.notice?.supersededBy == 2)
        #expect(old.version.plan == "A")
        #expect(try await house.count("enrolment_claim") == 3)
        #expect(try await house.violations() == [])
    }

    @Test("A withdrawn list frees its people; a declined year asks for its reason", arguments: Engine.available)
    func withdrawAndDecline(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit)
        try await house.submit()
        try await house.enrolments.withdraw(house.clerk(), enterprise: nil)
        #expect(try await house.count("enrolment_claim") == 0)
        #expect(try await house.todos(of: house.scene.district) == [])
        await #expect(throws: Refusal.enrolmentState(.draft, .withdraw)) {
            try await house.enrolments.withdraw(house.clerk(), enterprise: nil)
        }
        await #expect(throws: Refusal.reasonMissing) {
            try await house.enrolments.decline(house.clerk(), enterprise: nil, reason: "  ")
        }
        try await house.enrolments.decline(house.clerk(), enterprise: nil, reason: "已有其他保障")
        let overview = try await house.enrolments.overview(house.clerk(), enterprise: nil)
        #expect(overview.status == .declined)
        #expect(overview.submittedHeads == 0)
        let again = try await house.submit()
        #expect(again.versionNumber == 2)
        #expect(try await house.actions() == ["prepare", "submit", "withdraw", "decline", "prepare", "submit"])
        #expect(try await house.violations() == [])
    }

    @Test(
        "The notice is rendered from its record, says the manual's text, and is checked by its token",
        arguments: Engine.available)
    func notice(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        try await house.scene.add(EnrolmentScene.manualUnit, to: house.scene.unit)
        let receipt = try await house.submit()
        let notices = Notices(house.platform)
        let file = try await notices.pdf(house.clerk(), receipt.notice)
        let again = try await notices.pdf(house.clerk(), receipt.notice)
        #expect(file.content.starts(with: Array("%PDF".utf8)))
        #expect(file.content == again.content)
        let verified = try await notices.verify(token: file.notice.token)
        #expect(verified?.standing == .current)
        #expect(try await notices.verify(token: "nothing") == nil)
        try await house.enrolments.withdraw(house.clerk(), enterprise: nil)
        #expect(try await notices.verify(token: file.notice.token)?.standing == .withdrawn)
        try await house.submit()
        #expect(try await notices.verify(token: file.notice.token)?.standing == .superseded(by: 2))
        let stranger = EnrolmentScene.occasion(house.scene.jointClerk)
        await #expect(throws: Refusal.notFound) { _ = try await notices.pdf(stranger, receipt.notice) }
    }
}
