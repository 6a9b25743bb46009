import Domain
import Testing

@Suite("Which level passes a list")
struct ReviewLevelsTests {
    private func turn(_ levels: ReviewLevels, _ kind: UnionKind) -> ReviewTurn {
        ReviewTurn(levels, kind: kind, account: ID(1))
    }

    @Test(
        "With either level, whoever comes first approves", arguments: [UnionKind.districtFederation, .industryBureau])
    func either(district: UnionKind) {
        for kind in [district, .subdistrictFederation] {
            let turn = turn(.either, kind)
            #expect(turn.passing == .approve)
            #expect(turn.waiting == [.submitted, .endorsed])
            for command in UnitEnrolment.Command.allCases {
                #expect(turn.refusal(of: command, on: .submitted, .throughLevelTwo) == nil)
            }
        }
    }

    @Test("With both levels, level 2 endorses and only then the district approves")
    func both() {
        let second = turn(.both, .subdistrictFederation)
        #expect(second.passing == .endorse)
        #expect(second.waiting == [.submitted])
        #expect(second.refusal(of: .takeBack, on: .approved, .throughLevelTwo) == .enrolmentState(.approved, .takeBack))
        #expect(second.refusal(of: .return, on: .submitted, .throughLevelTwo) == nil)

        let district = turn(.both, .districtFederation)
        #expect(district.passing == .approve)
        #expect(district.waiting == [.submitted, .endorsed])
        #expect(district.refusal(of: .approve, on: .submitted, .throughLevelTwo) == .endorsementMissing)
        #expect(district.refusal(of: .approve, on: .endorsed, .throughLevelTwo) == nil)
        #expect(district.refusal(of: .approve, on: .submitted, .straight) == nil)
        #expect(district.refusal(of: .return, on: .submitted, .throughLevelTwo) == nil)
        #expect(district.refusal(of: .takeBack, on: .approved, .throughLevelTwo) == nil)
    }

    @Test("A place in the queue is read back from its text", arguments: ["", "1", "1-", "-1", "a-1", "1-0", "1-2-3"])
    func key(text: String) throws {
        #expect(ReviewKey(text) == nil)
        #expect(ReviewKey("1700445600000-12")?.text == "1700445600000-12")
    }
}
