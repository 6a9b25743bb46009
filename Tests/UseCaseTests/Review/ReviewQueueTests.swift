import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("The queue of a reviewer: marks, parts, levels, all without a mark")
struct ReviewQueueTests {
    /// Three units, each with its own list; the joint union's second has a mark.
    private func queue(_ engine: Engine) async throws -> DistrictHouse {
        let house = try await DistrictHouse.open(engine)
        let scene = house.scene
        try await scene.add([EnrolmentHouse.insured], to: scene.units[0])
        try await scene.add([EnrolmentHouse.insured, EnrolmentHouse.insured], to: scene.units[1], from: 100)
        try await scene.add(
            Array(repeating: EnrolmentHouse.insured, count: 3)
                + Array(repeating: BucketFacts(socialInsurance: .insured, card: .none), count: 5),
            to: scene.units[2], from: 200)
        try await house.house.submit()
        try await submit(scene.units[1], house, hours: 1)
        try await submit(scene.units[2], house, hours: 2)
        return house
    }

    private func submit(_ unit: EnrollingUnit, _ house: DistrictHouse, hours: Int64) async throws {
        let occasion = Occasion(
            actor: house.scene.jointClerk, today: EnrolmentScene.day("2023-11-20"),
            now: EnrolmentScene.now.adding(hours: hours), origin: "127.0.0.1")
        let enrolments = house.house.enrolments
        try await enrolments.choosePlan(occasion, enterprise: unit.enterprise, plan: "A")
        let overview = try await enrolments.overview(occasion, enterprise: unit.enterprise)
        _ = try await enrolments.submit(
            occasion, enterprise: unit.enterprise,
            SubmissionRequest(expectedHeads: overview.heads, stamp: overview.stamp))
    }

    private func desk(
        _ house: DistrictHouse, _ filter: ReviewFilter = ReviewFilter(), _ part: ReviewPart = .first, size: Int = 20
    ) async throws -> Reviews.Desk {
        try await house.reviews.desk(
            house.reviewer(), filter, part, size: size, approved: ListRange(page: 1, size: 20))
    }

    @Test("Marks are found at submission with their figures, counted and filtered by", arguments: Engine.available)
    func marks(engine: Engine) async throws {
        let house = try await queue(engine)
        let risky = ReviewRisk(.withoutCard, 5, of: 8)
        let few = ReviewRisk(.fewEnrolled, 3, of: 8)
        let all = try await desk(house)
        #expect(all.pending.entries.flatMap(\.risks).sorted { $0.figure < $1.figure } == [few, risky])
        #expect(all.marks == [.withoutCard: 1, .fewEnrolled: 1])
        #expect(all.clear.units == 2)
        #expect(all.clear.heads == 3)
        #expect(try await desk(house, ReviewFilter(mark: .any)).pending.entries.map(\.heads) == [3])
        #expect(try await desk(house, ReviewFilter(mark: .one(.withoutCard))).pending.total == 1)
        #expect(try await desk(house, ReviewFilter(mark: .one(.planChanged))).pending.total == 0)
        #expect(try await desk(house, ReviewFilter(mark: .one(.outdated))).pending.total == 0)
        #expect(
            try await desk(house, ReviewFilter(mark: ReviewMarkFilter.none)).pending.entries.map(\.heads).sorted()
                == [1, 2])
    }

    @Test("The queue is gone through part by part and list by list in one order", arguments: Engine.available)
    func parts(engine: Engine) async throws {
        let house = try await queue(engine)
        let all = try await desk(house).pending.entries
        #expect(all.count == 3)
        let first = try await desk(house, size: 2).pending
        #expect(first.entries == Array(all.prefix(2)))
        #expect(first.total == 3)
        #expect(first.previous == nil)
        let next = try #require(first.next)
        let second = try await desk(house, .init(), .after(next), size: 2).pending
        #expect(second.entries == [all[2]])
        #expect(second.next == nil)
        let back = try #require(second.previous)
        #expect(try await desk(house, .init(), .before(back), size: 2).pending.entries == Array(all.prefix(2)))
        // A key behind everything shows the beginning instead of nothing.
        #expect(try await desk(house, .init(), .after(ReviewKey(all[2])), size: 2).pending.entries == first.entries)

        for (place, entry) in all.enumerated() {
            let sheet = try await house.reviews.sheet(
                house.reviewer(), entry.enrolment, bucket: .enrolling, ListRange(page: 1, size: 20))
            #expect(
                sheet.place
                    == ReviewPlace(
                        position: place + 1, total: 3, previous: place > 0 ? all[place - 1].enrolment : nil,
                        next: place < 2 ? all[place + 1].enrolment : nil))
        }
        _ = try await house.reviews.approve(house.reviewer(), [all[1].reviewed])
        #expect(
            try await house.reviews.next(house.reviewer(), after: all[1].enrolment, in: ReviewFilter())
                == all[2].enrolment)
        let passed = try await house.reviews.sheet(
            house.reviewer(), all[1].enrolment, bucket: .enrolling, ListRange(page: 1, size: 20))
        #expect(passed.place == nil)
    }

    @Test("More lists than one act takes are refused, and none of them is dropped without a word")
    func tooMany() async throws {
        let house = try await queue(.sqlite)
        let first = try #require(try await desk(house).pending.entries.first)
        let many =
            [first.reviewed]
            + (1...Int64(Reviews.selectionLimit)).map { key in
                ReviewedVersion(enrolment: ID(1_000_000 + key), version: 1)
            }
        await #expect(throws: Refusal.tooManySelected(limit: Reviews.selectionLimit)) {
            _ = try await house.reviews.approve(house.reviewer(), many)
        }
        await #expect(throws: Refusal.tooManySelected(limit: Reviews.selectionLimit)) {
            _ = try await house.reviews.entries(house.reviewer(), many)
        }
        #expect(try await desk(house).pending.total == 3)
    }

    @Test("All lists without a mark pass at once; those with one stay", arguments: Engine.available)
    func clear(engine: Engine) async throws {
        let house = try await queue(engine)
        let shown = try await house.reviews.clearance(house.reviewer(), ReviewFilter())
        #expect(shown.totals.units == 2)
        #expect(shown.totals.heads == 3)
        #expect(shown.rest == 1)
        #expect(shown.first.count == 2)
        let expected = ExpectedTotals(shown.totals)
        await #expect(throws: Refusal.changedMeanwhile) {
            _ = try await house.reviews.approveClear(
                house.reviewer(), ReviewFilter(), expecting: ExpectedTotals(units: 2, heads: 4))
        }
        await #expect(throws: Refusal.nothingSelected) {
            _ = try await house.reviews.approveClear(
                house.reviewer(), ReviewFilter(unit: "没有"), expecting: expected)
        }
        let result = try await house.reviews.approveClear(
            house.reviewer(ticket: "clear"), ReviewFilter(), expecting: expected)
        #expect(result.done.count == 2)
        #expect(result.skipped.isEmpty)
        let again = try await house.reviews.approveClear(
            house.reviewer(ticket: "clear"), ReviewFilter(), expecting: expected)
        #expect(again.done.map(\.enrolment) == result.done.map(\.enrolment))
        let after = try await desk(house)
        #expect(after.pending.entries.map(\.heads) == [3])
        #expect(after.approvedTotals.heads == 3)
        #expect(after.clear.units == 0)
        #expect(try await house.house.actions().filter { $0 == "approve" }.count == 2)
        #expect(try await house.violations() == [])
    }

    @Test("A list that is out of date is not passed with the others", arguments: Engine.available)
    func outdated(engine: Engine) async throws {
        let house = try await queue(engine)
        let unit = house.scene.unit.id
        try await house.scene.database.write { transaction in
            let record = try #require(try EnrolmentStore(transaction).find(unit: unit, year: 2024))
            try EnrolmentStore(transaction).markOutdated(record.enrolment.id, since: EnrolmentScene.now)
            try TodoStore(transaction).open(
                .resubmitEnrolment, for: house.scene.committee.id, subject: record.enrolment.id.rawValue,
                name: "示例科技有限公司", amount: 4, at: EnrolmentScene.now)
        }
        let shown = try await desk(house, ReviewFilter(mark: .one(.outdated)))
        #expect(shown.pending.entries.map(\.risks) == [[ReviewRisk(.outdated, 4)]])
        #expect(shown.marks[.outdated] == 1)
        #expect(try await desk(house).clear.units == 1)
    }

    @Test("Nobody passes his own submission, alone or with all", arguments: Engine.available)
    func own(engine: Engine) async throws {
        let house = try await queue(engine)
        let account = house.scene.reviewer.account
        try await house.scene.database.write { transaction in
            try transaction.execute("UPDATE unit_enrolment SET submitted_by = \(account)")
            return
        }
        let shown = try await desk(house)
        #expect(shown.clear.units == 0)
        let result = try await house.reviews.approve(
            house.reviewer(), shown.pending.entries.map(\.reviewed))
        #expect(result.done.isEmpty)
        #expect(result.skipped.allSatisfy { $0.refusal == .submittedByThisAccount })
    }

    @Test("Where both levels are wanted, level 2 endorses before the district approves", arguments: Engine.available)
    func both(engine: Engine) async throws {
        let house = try await queue(engine)
        let rules = ReviewRules(house.platform)
        let second = EnrolmentScene.occasion(house.levelTwo)
        #expect(try await rules.rule(house.reviewer()) == .standard)
        await #expect(throws: Refusal.notAllowed(.setReviewLevels, .role)) {
            _ = try await rules.set(second, .both, stamp: 0)
        }
        _ = try await rules.set(house.reviewer(), .both, stamp: 0)
        await #expect(throws: StaleVersion.self) { _ = try await rules.set(house.reviewer(), .either, stamp: 0) }

        #expect(try await desk(house).clear.units == 0)
        let lists = try await desk(house).pending.entries.map(\.reviewed)
        var result = try await house.reviews.approve(house.reviewer(), lists)
        #expect(result.skipped.map(\.refusal) == [.endorsementMissing, .endorsementMissing, .endorsementMissing])

        result = try await house.reviews.approve(second, [lists[0]])
        #expect(result.command == .endorse)
        #expect(result.done.count == 1)
        #expect(try await house.pending(second).pending.total == 2)
        #expect(
            try await house.reviews.approve(second, [lists[0]]).skipped.map(\.refusal)
                == [.enrolmentState(.endorsed, .endorse)])
        #expect(try await house.house.todos(of: house.scene.subdistrict).count == 2)
        #expect(try await house.house.todos(of: house.scene.district).count == 3)

        result = try await house.reviews.approve(house.reviewer(), lists)
        #expect(result.done.map(\.enrolment) == [lists[0].enrolment])
        #expect(try await house.reviews.takeBack(second, [lists[0]]).done.isEmpty)
        #expect(try await house.reviews.takeBack(house.reviewer(), [lists[0]]).done.count == 1)
        #expect(try await house.violations() == [])
    }

    @Test("Marks compare with last year's list, its plan and its people", arguments: Engine.available)
    func lastYear(engine: Engine) async throws {
        let house = try await DistrictHouse.open(engine)
        let scene = house.scene
        let members = try await scene.add(
            Array(repeating: EnrolmentHouse.insured, count: 10)
                + [
                    BucketFacts(
                        socialInsurance: .insured, retirementAnswer: .working, card: .issued,
                        statutoryDay: EnrolmentScene.day("2023-06-01"))
                ], to: scene.unit)
        try await house.house.submit()
        // What was handed in becomes last year's list; four of its people leave.
        try await scene.database.write { transaction in
            try transaction.allowChangingEvents()
            try transaction.execute("UPDATE event SET action = 'earlier'")
            try transaction.execute("DELETE FROM enrolment_claim")
            let year = try #require(try PlanYearStore(transaction).find(2024))
            try transaction.execute(
                """
                INSERT INTO plan_year (year, status, coverage_from, coverage_through, register_as_of, retired_before,
                    base_payment_due, district_payment_due, return_days, voucher_days, address_rule)
                SELECT 2023, status, '2023-01-01', '2023-12-31', '2022-08-31', '2023-01-01', '2022-12-25',
                    '2023-01-20', return_days, voucher_days, address_rule FROM plan_year WHERE year = \(year.year)
                """)
            try transaction.execute(
                """
                INSERT INTO plan (year, type, name, premium_fen, city_fen, default_district_fen, categories, position)
                SELECT 2023, type, name, premium_fen, city_fen, default_district_fen, categories, position FROM plan
                WHERE year = 2024
                """)
            try transaction.execute(
                "UPDATE unit_enrolment SET year = 2023, status = 'in-force', number = 'JB2023', submitted_on = NULL")
            try transaction.execute("UPDATE notice SET number = 'JB2023'")
            for member in members.prefix(4) {
                try transaction.execute("UPDATE member SET left_on = '2023-11-01' WHERE id = \(member)")
            }
        }
        try await house.house.submit(plan: "A+")
        let entry = try #require(try await house.pending().pending.entries.first)
        #expect(
            entry.risks == [
                ReviewRisk(.planChanged, plan: "A"), ReviewRisk(.headsChanged, 7, of: 11),
                ReviewRisk(.peopleReplaced, 4, of: 11), ReviewRisk(.pastRetirement, 1),
            ])
        #expect(entry.lastYear == ReviewFacts.LastYear(heads: 11, plan: "A"))
    }
}
