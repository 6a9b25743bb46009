import Domain
import Testing

@Suite("Handing a list in")
struct SubmissionTests {
    let year: PlanYear

    init() throws {
        year = try #require(TestYear.year2024)
    }

    func proposal(
        enrolling: Int = 95, suspects: Int = 0, plan: Plan? = TestYear.plan(), expected: Int? = 95
    ) -> UnitEnrolment.Proposal {
        UnitEnrolment.Proposal(
            equation: Equation(counts: [.enrolling: enrolling, .suspectedRetired: suspects]), plan: plan,
            expectedHeads: expected)
    }

    func refusal(
        _ proposal: UnitEnrolment.Proposal, of status: UnitEnrolment.Status = .draft, on day: String = "2023-11-20"
    ) -> Refusal? {
        TestYear.enrolment(status).refusal(
            of: proposal, by: TestYear.clerk, on: TestYear.day(day), in: year)
    }

    @Test("Every submission is the next version")
    func versions() throws {
        var enrolment = TestYear.enrolment(.notStarted, version: 0)
        for number in 1...3 {
            try enrolment.submit(proposal(), by: TestYear.clerk, on: TestYear.day("2023-11-20"), in: year)
            #expect(enrolment.status == .submitted)
            #expect(enrolment.version == number)
            #expect(enrolment.submittedBy == TestYear.clerk)
        }
    }

    @Test("Workflow and days are asked before the list itself")
    func order() throws {
        let bad = proposal(enrolling: 0, suspects: 2, plan: nil, expected: 3)
        #expect(refusal(bad, of: .locked, on: "2023-01-01") == .enrolmentState(.locked, .submit))
        let window = try #require(year.windows[.enrolment])
        let early = TestYear.day("2023-01-01")
        #expect(refusal(bad, on: "2023-01-01") == .outsideWindow(.enrolment, window, today: early))
        #expect(refusal(bad) == .planNotChosen)
        #expect(refusal(proposal(enrolling: 0, suspects: 2, expected: 3)) == .unresolvedSuspects(2))
        #expect(refusal(proposal(enrolling: 94)) == .countChanged(expected: 95, actual: 94))
        #expect(refusal(proposal(enrolling: 0, expected: 0)) == .nobodyToEnrol)
        #expect(refusal(proposal()) == nil)
    }

    @Test("A refused submission leaves the enrolment as it was")
    func nothingChanges() {
        var enrolment = TestYear.enrolment(.returned)
        let before = enrolment
        #expect(throws: Refusal.planNotChosen) {
            try enrolment.submit(
                proposal(plan: nil), by: TestYear.clerk, on: TestYear.day("2023-11-20"), in: year)
        }
        #expect(enrolment == before)
    }

    @Test("The first and the last day of the window are in it", arguments: ["2023-11-01", "2023-12-25"])
    func edges(day: String) {
        #expect(refusal(proposal(), on: day) == nil)
    }

    @Test("The days beside the window are not", arguments: ["2023-10-31", "2023-12-26"])
    func outside(day: String) throws {
        let window = try #require(year.windows[.enrolment])
        #expect(refusal(proposal(), on: day) == .outsideWindow(.enrolment, window, today: TestYear.day(day)))
    }

    @Test("A list returned after the window may be handed in again for the year's days")
    func lateReturn() throws {
        var enrolment = TestYear.enrolment(.submitted)
        try enrolment.perform(.return, by: TestYear.reviewer, on: TestYear.day("2023-12-27"), in: year)
        #expect(enrolment.reopenedUntil == TestYear.day("2023-12-30"))
        #expect(enrolment.deadline(in: year) == TestYear.day("2023-12-30"))
        var late = enrolment
        try enrolment.confirm(by: TestYear.clerk, on: TestYear.day("2023-12-30"), in: year)
        try enrolment.submit(proposal(), by: TestYear.clerk, on: TestYear.day("2023-12-30"), in: year)
        #expect(enrolment.status == .submitted)
        #expect(throws: Refusal.self) {
            try late.submit(proposal(), by: TestYear.clerk, on: TestYear.day("2023-12-31"), in: year)
        }
    }

    @Test("Nobody approves what he submitted")
    func ownWork() {
        let enrolment = TestYear.enrolment(.submitted)
        let today = TestYear.day("2023-11-21")
        #expect(
            enrolment.refusal(of: .approve, by: TestYear.clerk, on: today, in: year) == .submittedByThisAccount)
        #expect(enrolment.refusal(of: .approve, by: TestYear.reviewer, on: today, in: year) == nil)
    }

    @Test("A unit's number is its union's; an enterprise of a joint union adds what tells it apart")
    func numbers() {
        func unit(_ enterprise: ID<Enterprise>?, _ code: String?) -> EnrollingUnit {
            EnrollingUnit(
                id: ID(41), union: ID(3), enterprise: enterprise, path: .root, name: "示例", unionName: "示例",
                unionCode: "319901000016", organisationCode: code)
        }
        func number(_ unit: EnrollingUnit, _ kind: UnionKind) -> String {
            UnitEnrolment.number(of: unit, kind: kind, year: 2024)
        }
        #expect(number(unit(ID(5), "000000174"), .unionCommittee) == "JB2024319901000016")
        #expect(number(unit(nil, nil), .jointUnion) == "JB2024319901000016")
        #expect(number(unit(ID(5), "000000174"), .jointUnion) == "JB2024319901000016-000000174")
        #expect(number(unit(ID(5), nil), .jointUnion) == "JB2024319901000016-41")
    }
}

@Suite("The six steps of the task list")
struct EnrolmentStepTests {
    @Test("A unit that has done nothing has six open steps, the last one blocked with its reason")
    func beginning() {
        let progress = EnrolmentProgress(
            status: .notStarted, equation: Equation(), refusal: .planNotChosen)
        #expect(progress.state(of: .roster) == .notStarted)
        #expect(progress.state(of: .cards) == .notStarted)
        #expect(progress.state(of: .plan) == .notStarted)
        #expect(progress.state(of: .submission) == .blocked(.planNotChosen))
    }

    @Test("The manual's unit: cards and confirmation are open, the list can be handed in all the same")
    func manualUnit() {
        let progress = EnrolmentProgress(
            status: .draft, equation: Equation(counts: [.enrolling: 95, .noCard: 32, .pendingConfirmation: 1]),
            cardsUnderWay: 20, openConfirmations: 1, plan: "A")
        #expect(progress.state(of: .cards) == .inProgress)
        #expect(progress.state(of: .confirmation) == .notStarted)
        #expect(progress.state(of: .retirement) == .done)
        #expect(progress.state(of: .plan) == .done)
        #expect(progress.state(of: .submission) == .notStarted)
        #expect(progress.stepsDone == 2)
    }

    @Test("A long list is read to its end, part by part, each entry once", arguments: [0, 1, 3, 4, 10])
    func everything(total: Int) {
        let all = Array(0..<total)
        var parts = 0
        let found = Listing<Int>.everything(by: 3) { range in
            parts += 1
            // As the stores do it, a part beyond the end is the first.
            let offset = range.offset < total ? range.offset : 0
            return Listing(
                entries: Array(all.dropFirst(offset).prefix(range.limit)), total: total, offset: offset)
        }
        #expect(found == all)
        #expect(parts == max(1, (total + 2) / 3))
    }

    @Test("A list that still waits after the review's window may be passed until the district hands in")
    func reviewThrough() throws {
        let year = try #require(TestYear.year2024)
        let last = TestYear.day("2023-12-25")
        for day in ["2023-10-01", "2023-11-20", "2023-12-25"] {
            #expect(year.reviewThrough(on: TestYear.day(day)) == last)
        }
        for day in ["2023-12-26", "2023-12-31", "2024-01-05"] {
            #expect(year.reviewThrough(on: TestYear.day(day)) == TestYear.day("2023-12-31"))
        }
        // What the day promises is what a review is allowed.
        var waiting = TestYear.enrolment(.submitted)
        let lastDay = try #require(year.reviewThrough(on: TestYear.day("2023-12-27")))
        try waiting.perform(.approve, by: TestYear.reviewer, on: lastDay, in: year)
        #expect(
            TestYear.enrolment(.submitted).refusal(
                of: .approve, by: TestYear.reviewer, on: lastDay.adding(days: 1), in: year) != nil)
    }

    @Test("A submitted list is done until it is out of date")
    func submitted() {
        var progress = EnrolmentProgress(
            status: .submitted, equation: Equation(counts: [.enrolling: 95]), plan: "A", submission: .current)
        #expect(progress.state(of: .submission) == .done)
        progress.submission = .outdated
        #expect(progress.state(of: .submission) == .inProgress)
        progress.refusal = .unresolvedSuspects(1)
        #expect(progress.state(of: .submission) == .blocked(.unresolvedSuspects(1)))
    }
}
