import Domain
import Testing

@Suite("更正申请: whose turn it is, and what may stand in it")
struct EnrolmentCorrectionTests {
    private func actor(_ account: Int64, _ roles: Set<Role>, _ kind: UnionKind, _ path: UnionPath) -> Actor {
        Actor(
            account: ID(account), name: "a", displayName: "账号甲", union: ID(1), unionName: "工会甲", kind: kind,
            path: path, roles: roles)
    }

    private var district: UnionPath { UnionPath.root.child(2) ?? .root }
    private var base: UnionPath { district.child(3) ?? .root }
    private var clerk: Actor { actor(1, [.clerk], .unionCommittee, base) }
    private var officer: Actor { actor(2, [.districtOfficer], .districtFederation, district) }
    private var centre: Actor { actor(3, [.centre], .cityFederation, .root) }

    private func correction(
        _ status: EnrolmentCorrection.Status = .submitted, by account: Int64 = 1, endorsedBy: Int64? = nil
    ) -> EnrolmentCorrection {
        EnrolmentCorrection(
            id: ID(9), number: "GZ202402010001", kind: .removal, coverage: ID(5), path: base,
            requestedBy: ID(account), endorsedBy: endorsedBy.map { ID($0) }, status: status)
    }

    @Test("the district looks first, then the centre, and the unit withdraws only before")
    func turns() throws {
        var correction = correction()
        #expect(correction.refusal(of: .accept, by: centre) == .changedMeanwhile)
        #expect(correction.refusal(of: .return, by: centre) == .notAllowed(.decideCorrections, .level))
        #expect(correction.refusal(of: .withdraw, by: clerk) == nil)
        try correction.perform(.endorse, by: officer)
        #expect(correction.status == .endorsed)
        #expect(correction.refusal(of: .withdraw, by: clerk) == .changedMeanwhile)
        #expect(correction.refusal(of: .return, by: officer) == .notAllowed(.decideCorrections, .level))
        try correction.perform(.accept, by: centre)
        #expect(correction.status == .accepted)
        #expect(!correction.status.isOpen)
        for command in EnrolmentCorrection.Command.allCases {
            #expect(correction.status.after(command) == nil)
        }
    }

    @Test("nobody decides what he has asked for or has passed on, and nobody elsewhere sees it")
    func hands() {
        #expect(
            correction(by: 2).refusal(of: .endorse, by: officer) == .notAllowed(.decideCorrections, .ownWork))
        #expect(
            correction(.endorsed, endorsedBy: 3).refusal(of: .accept, by: centre)
                == .notAllowed(.decideCorrections, .ownWork))
        #expect(correction().refusal(of: .endorse, by: clerk) == .notAllowed(.decideCorrections, .role))
        let other = actor(7, [.districtOfficer], .districtFederation, UnionPath.root.child(8) ?? .root)
        #expect(correction().refusal(of: .endorse, by: other) == .notFound)
        let street = actor(8, [.reviewer], .subdistrictFederation, district)
        #expect(correction().refusal(of: .endorse, by: street) == .notAllowed(.decideCorrections, .role))
    }

    @Test("its number carries the day")
    func number() throws {
        let day = try #require(CalendarDay("2024-02-01"))
        #expect(EnrolmentCorrection.number(on: day, serial: 7) == "GZ202402010007")
        #expect(EnrolmentCorrection.number(on: day, serial: 12_345) == "GZ2024020112345")
    }

    @Test("a name and a number that cannot be are refused")
    func identity() throws {
        let day = try #require(CalendarDay("2024-02-01"))
        let right = try CorrectedIdentity(name: "会 员 甲", type: .passport, number: " e12345678", today: day)
        #expect(right.name == "会员甲")
        #expect(right.number == "E12345678")
        for name in ["", "  ", "？？", String(repeating: "甲", count: 51)] {
            #expect(throws: CorrectionProblem.name) {
                try CorrectedIdentity(name: name, type: .passport, number: "E12345678", today: day)
            }
        }
        #expect(throws: CorrectionProblem.document(.wrongLength(3))) {
            try CorrectedIdentity(name: "会员甲", type: .residentIdentityCard, number: "319", today: day)
        }
    }
}
