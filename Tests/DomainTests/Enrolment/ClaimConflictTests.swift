import Domain
import Testing

@Suite("Two units that want one person")
struct ClaimConflictTests {
    private func side(
        _ unit: Int64, _ status: UnitEnrolment.Status = .submitted, leftOn: CalendarDay? = nil
    ) -> ClaimConflict.Side {
        ClaimConflict.Side(
            enrolment: ID(unit + 100), unit: ID(unit), member: ID(unit + 200), memberNumber: "H\(unit)",
            workplace: "", joinedOn: TestYear.day("2023-11-02"), leftOn: leftOn, unitName: "", unionName: "",
            path: .root, number: "", status: status, listVersion: 1, heads: 3, submittedAt: nil)
    }

    private func conflict(
        _ holder: ClaimConflict.Side, _ claimant: ClaimConflict.Side, _ status: ClaimConflict.Status = .open
    ) -> ClaimConflict {
        ClaimConflict(
            id: ID(1), year: 2024,
            person: ClaimConflict.Subject(
                id: ID(5), name: "会员甲", document: IdentityDocument(type: .passport, number: "A12345678", expiry: nil),
                socialInsurance: .insured), holder: holder, claimant: claimant, status: status, reason: nil,
            raisedAt: Instant(milliseconds: 0), closedAt: nil, closedBy: "", version: 1)
    }

    @Test("The first is proposed, unless he has left it")
    func proposal() {
        let left = TestYear.day("2023-11-10")
        #expect(conflict(side(1), side(2)).proposal == .holder)
        #expect(conflict(side(1, leftOn: left), side(2)).proposal == .claimant)
        #expect(conflict(side(1, leftOn: left), side(2, leftOn: left)).proposal == .holder)
    }

    @Test("He moves as long as neither list is locked; a closed conflict stays closed")
    func refusals() {
        for status in UnitEnrolment.Status.allCases {
            let isLocked = [.locked, .inForce, .lapsed, .declined, .leftOut].contains(status)
            #expect(conflict(side(1, status), side(2)).refusal(of: .claimant) == (isLocked ? .conflictLocked : nil))
            #expect(conflict(side(1), side(2, status)).refusal(of: .claimant) == (isLocked ? .conflictLocked : nil))
            #expect(conflict(side(1, status), side(2)).refusal(of: .holder) == nil)
        }
        for status in ClaimConflict.Status.allCases where status != .open {
            for party in ClaimConflict.Party.allCases {
                #expect(conflict(side(1), side(2), status).refusal(of: party) == .changedMeanwhile)
            }
        }
    }

    @Test("Every decision has one winner")
    func winners() {
        #expect(ClaimConflict.Status.holder.winner == .holder)
        #expect(ClaimConflict.Status.claimantYielded.winner == .holder)
        #expect(ClaimConflict.Status.claimant.winner == .claimant)
        #expect(ClaimConflict.Status.holderYielded.winner == .claimant)
        #expect(ClaimConflict.Status.open.winner == nil)
        #expect(ClaimConflict.Status.settled.winner == nil)
    }
}
