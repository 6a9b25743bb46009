import DatabaseKit
import Domain
import Store
import TestSupport
import Testing
import UseCases

@Suite("The look-up answers for every bucket, and for those who are in none")
struct LookUpTests {
    private func find(_ house: EnrolmentHouse, _ search: Confirmations.Search) async throws -> RosterLookUp {
        try await house.confirmations.lookUp(house.clerk(), enterprise: nil, search)
    }

    @Test("Each bucket has its own answer", arguments: Engine.available)
    func buckets(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        let people: [(BucketFacts, Bucket)] = [
            (BucketFacts(socialInsurance: .deceased, card: .issued), .deceased),
            (BucketFacts(socialInsurance: .retired, card: .issued), .retired),
            (BucketFacts(socialInsurance: .insured, card: .none), .noCard),
            (BucketFacts(socialInsurance: .insured, card: .issued, claim: .otherUnit), .coveredElsewhere),
            (BucketFacts(socialInsurance: .insured, card: .issued, exclusion: .declined), .manuallyExcluded),
            (EnrolmentHouse.open, .pendingConfirmation), (EnrolmentHouse.suspect, .suspectedRetired),
            (EnrolmentHouse.insured, .enrolling),
        ]
        let members = try await house.scene.add(people.map(\.0), to: house.scene.unit)
        for (member, person) in zip(members, people) {
            let number = "H\(house.scene.unit.id)-\(members.firstIndex(of: member) ?? 0)"
            let found = try await find(house, Confirmations.Search(number: number))
            #expect(found.findings.map(\.answer) == [.placed(person.1)], "\(person.1)")
        }
        let everybody = try await find(house, Confirmations.Search(name: "会员"))
        #expect(everybody.findings.count == 8)
        #expect(everybody.findings.first { $0.answer == .placed(.manuallyExcluded) }?.facts.exclusion == .declined)
    }

    @Test("Who left is told with the day; who came back is a member", arguments: Engine.available)
    func left(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        let members = try await house.scene.add(
            [EnrolmentHouse.insured, EnrolmentHouse.insured], to: house.scene.unit)
        try await house.scene.database.write { transaction in
            try transaction.execute(
                """
                UPDATE member SET left_on = '2023-10-31', leave_reason = 'transferred' WHERE id IN \(list: members)
                """)
            return
        }
        _ = try await house.scene.join(members[1], house.scene.unit, number: "BACK")
        let gone = try await find(house, Confirmations.Search(name: "会员0")).findings
        #expect(gone.map(\.answer) == [.left(EnrolmentScene.day("2023-10-31"), .transferred)])
        let back = try await find(house, Confirmations.Search(name: "会员1")).findings
        #expect(back.map(\.answer) == [.placed(.enrolling)])
        // The other union's clerk learns nothing of them.
        let stranger = try await house.confirmations.lookUp(
            EnrolmentScene.occasion(house.scene.jointClerk), enterprise: house.scene.enterprises[1].id,
            Confirmations.Search(name: "会员0"))
        #expect(stranger.findings.isEmpty)
        #expect(stranger.absence == .notMember)
    }

    @Test("What stands between a member and his card", arguments: Engine.available)
    func cards(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        let bare = BucketFacts(socialInsurance: .insured, card: .none)
        let members = try await house.scene.add([bare, bare, bare, bare], to: house.scene.unit)
        try await house.scene.database.write { transaction in
            for (member, expiry) in zip(members.dropFirst(), ["2023-05-31", "2033-05-31", "long-term"]) {
                try transaction.execute(
                    """
                    UPDATE identity_document SET expiry = \(expiry)
                    WHERE person_id = (SELECT person_id FROM member WHERE id = \(member))
                    """)
            }
            let batch = try transaction.newKey()
            try transaction.execute(
                """
                INSERT INTO card_batch (id, number, unit_id, status, people, created_at)
                VALUES (\(batch), 'BK1', \(house.scene.unit.id), 'submitted', 1, 1)
                """)
            try transaction.execute(
                """
                INSERT INTO card_batch_line (batch_id, member_id, status) VALUES (\(batch), \(members[3]), 'pending')
                """)
            return
        }
        let found = try await find(house, Confirmations.Search(name: "会员")).findings
        #expect(
            found.map(\.obstacle) == [
                .expiryMissing, .expired(EnrolmentScene.day("2023-05-31")), .notOrdered, .underWay(batch: "BK1"),
            ])
    }

    @Test("A colleague of the joint union's other enterprise is found there", arguments: Engine.available)
    func otherUnit(engine: Engine) async throws {
        let house = try await EnrolmentHouse.open(engine)
        try await house.scene.add([EnrolmentHouse.insured], to: house.scene.units[2], from: 60)
        let found = try await house.confirmations.lookUp(
            EnrolmentScene.occasion(house.scene.jointClerk), enterprise: house.scene.enterprises[1].id,
            Confirmations.Search(name: "会员60"))
        #expect(found.findings.map(\.answer) == [.otherUnit(house.scene.units[2].name)])
    }
}
