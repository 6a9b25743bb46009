import Domain
import Testing

@Suite("Marks of a list under review")
struct ReviewRiskTests {
    private func facts(_ heads: Int, last: Int?, plan: String = "A", lastPlan: String = "A") -> ReviewRisk.Facts {
        ReviewRisk.Facts(
            heads: heads, plan: plan,
            lastYear: last.map { ReviewRisk.Facts.LastYear(heads: $0, plan: lastPlan) })
    }

    @Test("A difference of twenty per cent is marked, one of less is not")
    func threshold() {
        #expect(ReviewRisk.marks(facts(1_064, last: 865)) == [.headsChanged(percent: 23)])
        #expect(ReviewRisk.marks(facts(64, last: 84)) == [.headsChanged(percent: -23)])
        #expect(ReviewRisk.marks(facts(120, last: 100)) == [.headsChanged(percent: 20)])
        #expect(ReviewRisk.marks(facts(119, last: 100)).isEmpty)
        #expect(ReviewRisk.marks(facts(95, last: 91)).isEmpty)
    }

    @Test("A unit without a last year has nothing to be compared with")
    func newUnit() {
        #expect(ReviewRisk.marks(facts(95, last: nil)).isEmpty)
        #expect(ReviewRisk.marks(facts(95, last: 0)).isEmpty)
        #expect(ReviewRisk.marks(facts(.max, last: 1)) == [.headsChanged(percent: 20)])
    }

    @Test("Another plan, an earlier approval and a stale list are marked")
    func others() {
        var list = facts(19, last: 19, plan: "A", lastPlan: "A+")
        list.history = .approvedBefore
        list.freshness = .outdated
        #expect(ReviewRisk.marks(list) == [.planChanged(from: "A+"), .resubmittedAfterApproval, .outdated])
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
