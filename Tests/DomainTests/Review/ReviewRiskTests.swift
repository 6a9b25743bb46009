import Domain
import Testing

@Suite("Marks of a list under review")
struct ReviewRiskTests {
    private func facts(_ heads: Int, last: Int?, plan: String = "A", lastPlan: String = "A") -> ReviewFacts {
        ReviewFacts(
            plan: plan, equation: Equation(counts: [.enrolling: heads]),
            lastYear: last.map { ReviewFacts.LastYear(heads: $0, plan: lastPlan) })
    }

    private func members(_ counts: [Bucket: Int]) -> [ReviewRisk] {
        ReviewFacts(plan: "A", equation: Equation(counts: counts)).risks
    }

    private func people(_ people: ReviewFacts.People, heads: Int = 100, last: Int? = nil) -> [ReviewRisk] {
        var facts = facts(heads, last: last)
        facts.people = people
        return facts.risks
    }

    @Test("A difference of twenty per cent is marked, one of less is not")
    func threshold() {
        #expect(facts(1_064, last: 865).risks == [ReviewRisk(.headsChanged, 1_064, of: 865)])
        #expect(facts(1_064, last: 865).risks.map(\.percent) == [23])
        #expect(facts(64, last: 84).risks.map(\.percent) == [-23])
        #expect(facts(120, last: 100).risks.map(\.percent) == [20])
        #expect(facts(119, last: 100).risks.isEmpty)
        #expect(facts(81, last: 100).risks.isEmpty)
        #expect(facts(95, last: 91).risks.isEmpty)
    }

    @Test("A unit without a last year has nothing to be compared with, and no number traps")
    func newUnit() {
        #expect(facts(95, last: nil).risks.isEmpty)
        #expect(facts(95, last: 0).risks.isEmpty)
        #expect(facts(.max, last: 1).risks.map(\.mark) == [.headsChanged])
    }

    @Test("The manual's unit carries no mark")
    func manual() {
        #expect(members([.enrolling: 95, .noCard: 32, .pendingConfirmation: 1]).isEmpty)
    }

    @Test("Members beside the list are marked from their threshold on, with the figures")
    func equation() {
        #expect(members([.enrolling: 66, .noCard: 34]) == [ReviewRisk(.withoutCard, 34, of: 100)])
        #expect(members([.enrolling: 67, .noCard: 33]).isEmpty)
        #expect(members([.enrolling: 95, .pendingConfirmation: 5]) == [ReviewRisk(.leftPending, 5, of: 100)])
        #expect(members([.enrolling: 96, .pendingConfirmation: 4]).isEmpty)
        #expect(members([.enrolling: 90, .manuallyExcluded: 10]) == [ReviewRisk(.excludedByHand, 10, of: 100)])
        #expect(members([.enrolling: 91, .manuallyExcluded: 9]).isEmpty)
        #expect(members([.enrolling: 9, .manuallyExcluded: 2]).isEmpty)
        #expect(members([.enrolling: 99, .coveredElsewhere: 1]) == [ReviewRisk(.coveredElsewhere, 1)])
        #expect(members([.enrolling: 49, .retired: 51]) == [ReviewRisk(.fewEnrolled, 49, of: 100)])
        #expect(members([.enrolling: 50, .retired: 50]).isEmpty)
    }

    @Test("People on the list are marked from their threshold on, with the figures")
    func onTheList() {
        #expect(people(.init(confirmedByHand: 20)) == [ReviewRisk(.confirmedByHand, 20, of: 100)])
        #expect(people(.init(confirmedByHand: 19)).isEmpty)
        #expect(people(.init(pastRetirement: 1)) == [ReviewRisk(.pastRetirement, 1)])
        #expect(people(.init(underAge: 1)) == [ReviewRisk(.underAge, 1)])
        #expect(people(.init(fromOtherUnits: 10)) == [ReviewRisk(.fromOtherUnits, 10, of: 100)])
        #expect(people(.init(fromOtherUnits: 9)).isEmpty)
        #expect(people(.init(gone: 25), last: 100) == [ReviewRisk(.peopleReplaced, 25, of: 100)])
        #expect(people(.init(gone: 24), last: 100).isEmpty)
        #expect(people(.init(gone: 25)).isEmpty)
    }

    @Test("Another plan, and what happened to earlier lists, are marked")
    func history() {
        var list = facts(19, last: 19, plan: "A", lastPlan: "A+")
        list.history = ReviewFacts.History(approvals: 1, returns: 2)
        list.version = 4
        #expect(
            list.risks == [
                ReviewRisk(.planChanged, plan: "A+"), ReviewRisk(.resubmittedAfterApproval, 1),
                ReviewRisk(.returnedBefore, 2), ReviewRisk(.manyVersions, 4),
            ])
        list.version = 3
        list.history = ReviewFacts.History()
        #expect(list.risks == [ReviewRisk(.planChanged, plan: "A+")])
    }

    @Test("A filter by marks is read back from its text")
    func filter() {
        for filter in [ReviewMarkFilter.none, .any] + ReviewMark.allCases.map(ReviewMarkFilter.one) {
            #expect(ReviewMarkFilter(filter.text) == filter)
        }
        #expect(ReviewMarkFilter("") == nil)
        #expect(ReviewMarkFilter("anything") == nil)
    }

    @Test("Another reason needs a note, the named ones do not")
    func reasons() throws {
        #expect(throws: Refusal.reasonMissing) { try ReturnDecision(reason: .other, note: "  ") }
        #expect(throws: Refusal.reasonMissing) { try ReturnDecision(reason: .other, note: nil) }
        #expect(try ReturnDecision(reason: .wrongPlan, note: nil).note == nil)
        #expect(try ReturnDecision(reason: .other, note: "请核对").note == "请核对")
    }

    @Test(
        "A form names a list with the version that was shown",
        arguments: ["", "12", "12-", "-2", "12-0", "1-2-3", "a-1"])
    func malformed(text: String) {
        #expect(ReviewedVersion(text) == nil)
    }

    @Test("A list's name in a form is read back")
    func name() {
        let list = ReviewedVersion(enrolment: ID(12), version: 3)
        #expect(ReviewedVersion(list.text) == list)
    }
}
