import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("This year's list begins with last year's")
struct LastYearTests {
    private static let excluded = BucketFacts(socialInsurance: .insured, card: .issued, exclusion: .declined)

    @Test(
        "Who is new, gone, or has another card is shown; plan and exclusions are taken over",
        arguments: Engine.available)
    func takenOver(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let scene = house.scene
        let members = try await scene.add(
            Array(repeating: EnrolmentHouse.insured, count: 5) + [Self.excluded], to: scene.unit)
        #expect(try await house.house.enrolments.lastYear(house.house.clerk(), enterprise: nil) == nil)
        try await house.house.submit(plan: "A+")
        try await house.becomesLastYear()
        try await scene.leave(members[0])
        try await scene.leave(members[1])
        try await scene.add([EnrolmentHouse.insured], to: scene.unit, from: 50)
        try await scene.database.write { transaction in
            try transaction.execute(
                """
                UPDATE service_card SET status = 'cancelled' WHERE person_id IN (
                    SELECT person_id FROM member WHERE id = \(members[2]))
                """)
            return
        }
        try await scene.issueCard(to: members[2])

        let enrolments = house.house.enrolments
        let list = try #require(try await enrolments.lastYear(house.house.clerk(), enterprise: nil))
        #expect(list.version.heads == 5)
        #expect(list.version.plan == "A+")
        // The one who was taken off last year enrols now, unless he is taken off again.
        #expect(list.difference == RosterDifference(added: 2, removed: 2))
        #expect(list.changes.count == 4)
        #expect(list.staying == 3)
        #expect(list.cardCount == 1)
        #expect(list.cards.map(\.member) == [members[2]])
        #expect(list.exclusions == 1)
        #expect(list.offer?.plan.type == "A+")

        let excluded = try await enrolments.startFromLastYear(house.house.clerk(), enterprise: nil, .carry)
        #expect(excluded == 1)
        let overview = try await enrolments.overview(house.house.clerk(), enterprise: nil)
        #expect(overview.record?.plan == "A+")
        #expect(overview.record?.rosterReviewedAt != nil)
        #expect(overview.equation[.manuallyExcluded] == 1)
        #expect(overview.heads == 4)
        #expect(overview.lastYear?.heads == 5)

        // Put back by the clerk, he is not taken off a second time.
        try await enrolments.putBack(house.house.clerk(), enterprise: nil, members: [members[5]])
        #expect(try await enrolments.startFromLastYear(house.house.clerk(), enterprise: nil, .carry) == 0)
        #expect(try await enrolments.overview(house.house.clerk(), enterprise: nil).heads == 5)
    }

    @Test(
        "Who was taken off last year is taken off again, though this year something would be asked about him first",
        arguments: Engine.available)
    func takenOffBeforeTheQuestions(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        var (unconfirmed, suspected) = (EnrolmentHouse.open, EnrolmentHouse.suspect)
        (unconfirmed.exclusion, suspected.exclusion) = (.declined, .left)
        // The last two were never taken off: they wait for their answers, whatever becomes of the others.
        let members = try await house.scene.add(
            [EnrolmentHouse.insured, unconfirmed, suspected, EnrolmentHouse.open, EnrolmentHouse.insured],
            to: house.scene.unit)
        try await house.house.submit()
        try await house.becomesLastYear()
        let enrolments = house.house.enrolments
        let before = try await enrolments.overview(house.house.clerk(), enterprise: nil).equation
        #expect(before[.pendingConfirmation] == 2)
        #expect(before[.suspectedRetired] == 1)
        #expect(before[.manuallyExcluded] == 0)

        #expect(try await enrolments.lastYear(house.house.clerk(), enterprise: nil)?.exclusions == 2)
        #expect(try await enrolments.startFromLastYear(house.house.clerk(), enterprise: nil, .carry) == 2)
        let after = try await enrolments.overview(house.house.clerk(), enterprise: nil).equation
        #expect(after[.manuallyExcluded] == 2)
        #expect(after[.pendingConfirmation] == 1)
        #expect(after[.suspectedRetired] == 0)
        #expect(after[.enrolling] == 2)
        let reasons: [String] = try await house.scene.database.read { transaction in
            try transaction.query("SELECT reason FROM enrolment_exclusion WHERE year = 2024 ORDER BY member_id").map {
                try $0.get("reason")
            }
        }
        #expect(reasons == [ExclusionReason.declined.rawValue, ExclusionReason.left.rawValue])

        // Who is put back is asked about, and is not taken off a second time.
        try await enrolments.putBack(house.house.clerk(), enterprise: nil, members: [members[1], members[2]])
        #expect(try await enrolments.startFromLastYear(house.house.clerk(), enterprise: nil, .carry) == 0)
        let open = try await enrolments.overview(house.house.clerk(), enterprise: nil).equation
        #expect(open[.pendingConfirmation] == 2)
        #expect(open[.suspectedRetired] == 1)
    }

    @Test("Without a list of last year, or outside the window, nothing is taken over")
    func refused() async throws {
        let house = try await DistrictHouse.open(.sqlite)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.unit)
        let enrolments = house.house.enrolments
        await #expect(throws: Refusal.noLastYearList) {
            _ = try await enrolments.startFromLastYear(house.house.clerk(), enterprise: nil, .leave)
        }
        try await house.house.submit()
        try await house.becomesLastYear()
        let window = try #require(house.scene.year.windows[.enrolment])
        let late = EnrolmentScene.day("2023-12-27")
        await #expect(throws: Refusal.outsideWindow(.enrolment, window, today: late)) {
            _ = try await enrolments.startFromLastYear(
                house.house.clerk(on: "2023-12-27"), enterprise: nil, .leave)
        }
        #expect(try await house.house.count("unit_enrolment WHERE year = 2024") == 0)
    }

    @Test(
        "A woman is asked at 50 and again at 55; an answer about 50 does not count at 55", arguments: Engine.available)
    func secondQuestion(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let facts = BucketFacts(
            socialInsurance: .insured, card: .issued, statutoryDay: EnrolmentScene.day("2018-10-05"),
            secondStatutoryDay: EnrolmentScene.day("2023-10-05"))
        var answered = facts
        answered.retirementAnswer = .working
        answered.answeredDay = EnrolmentScene.day("2018-10-05")
        var young = facts
        young.statutoryDay = EnrolmentScene.day("2023-10-05")
        young.secondStatutoryDay = EnrolmentScene.day("2028-10-05")
        let members = try await house.scene.add([facts, answered, young], to: house.scene.unit)
        let enrolments = house.house.enrolments
        #expect(try await enrolments.overview(house.house.clerk(), enterprise: nil).equation[.suspectedRetired] == 3)
        try await enrolments.answerRetirement(
            house.house.clerk(), enterprise: nil, [members[0]: .working, members[1]: .delayed, members[2]: .working])
        #expect(try await enrolments.overview(house.house.clerk(), enterprise: nil).equation[.enrolling] == 3)
        let days: [String?] = try await house.scene.database.read { transaction in
            try transaction.query("SELECT about_day FROM retirement_answer ORDER BY person_id").map {
                try $0.get("about_day")
            }
        }
        #expect(days == ["2023-10-05", "2023-10-05", "2023-10-05"])
    }
}
