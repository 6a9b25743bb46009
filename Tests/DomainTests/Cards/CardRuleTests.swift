import Domain
import Testing

@Suite struct CardRuleTests {
    private let today = TestYear.day("2023-11-20")

    private func rule(_ address: AddressRule = .moreThanSixChineseCharacters) -> CardRule {
        CardRule(address: address, today: today, coverageFrom: TestYear.day("2024-01-01"))
    }

    private func applicant(
        _ category: MemberCategory = .enterprise, need: CardNeed = .first,
        membership: CardApplicant.Membership = .open, socialInsurance: SocialInsuranceStatus = .insured,
        possession: CardApplicant.Possession = .none, expiry: IdentityDocument.Expiry? = .longTerm,
        address: String? = "示例区演示路一百号"
    ) -> CardApplicant {
        CardApplicant(
            category: category, need: need, membership: membership, socialInsurance: socialInsurance,
            possession: possession, expiry: expiry, address: address)
    }

    @Test("each thing that stands in the way is told, the gravest first")
    func obstacles() {
        #expect(rule().obstacles(for: applicant()).isEmpty)
        let single: [(CardApplicant, CardObstacle)] = [
            (applicant(.flexible), .notEnterpriseMember), (applicant(.outsideEnterprise), .notEnterpriseMember),
            (applicant(membership: .left), .left), (applicant(socialInsurance: .deceased), .deceased),
            (applicant(socialInsurance: .retired), .retired), (applicant(possession: .issued), .hasCard),
            (applicant(possession: .ordered), .inBatch), (applicant(expiry: nil), .expiryMissing),
            (applicant(expiry: .date(today.adding(days: -1))), .expired), (applicant(address: nil), .addressTooShort),
        ]
        for (applicant, obstacle) in single { #expect(rule().obstacles(for: applicant) == [obstacle]) }
        #expect(rule().obstacles(for: applicant(.flexible, need: .requested)).isEmpty)
        #expect(
            rule().obstacles(for: applicant(membership: .left, expiry: nil, address: "短"))
                == [.left, .expiryMissing, .addressTooShort])
    }

    @Test("a document is good through its last day, and one that ends before the coverage is only warned about")
    func expiry() {
        #expect(rule().obstacles(for: applicant(expiry: .date(today))).isEmpty)
        #expect(rule().endsBeforeCoverage(.date(today)))
        #expect(rule().endsBeforeCoverage(.date(TestYear.day("2023-12-31"))))
        #expect(!rule().endsBeforeCoverage(.date(TestYear.day("2024-01-01"))))
        #expect(!rule().endsBeforeCoverage(.longTerm))
    }

    @Test("2024 wants more than six Chinese characters, 2023 six characters of any kind")
    func address() {
        for (text, strict, loose) in [
            ("示例路一百号", false, true), ("示例市示例路一百号", true, true), ("示例路 1 号 1 室", false, true),
            ("示例 1 号", false, false), ("", false, false),
        ] {
            #expect(rule().obstacles(for: applicant(address: text)).isEmpty == strict)
            #expect(rule(.atLeastSixCharacters).obstacles(for: applicant(address: text)).isEmpty == loose)
        }
    }

    @Test("only what nobody can mend takes somebody out of a batch that was submitted")
    func lasting() {
        for obstacle in [applicant(expiry: nil), applicant(address: nil), applicant(possession: .ordered)] {
            #expect(obstacle.lastingObstacle == nil)
        }
        #expect(applicant(membership: .left, socialInsurance: .deceased).lastingObstacle == .left)
        #expect(applicant(socialInsurance: .deceased).lastingObstacle == .deceased)
        #expect(applicant(socialInsurance: .retired).lastingObstacle == .retired)
        #expect(applicant(possession: .issued).lastingObstacle == .hasCard)
    }

    @Test("the last safe day is ten working days before the enrolment ends")
    func deadline() throws {
        let year = try #require(TestYear.year2024)
        let deadline = try #require(year.cardDeadline(on: today))
        #expect(deadline.day == TestYear.day("2023-12-11"))
        #expect(deadline.standing == .ahead)
        // Ordered on that day, the cards are there on the last of the enrolment.
        #expect(year.cardsExpected(orderedOn: deadline.day) == deadline.enrolmentThrough)
        #expect(year.cardDeadline(on: deadline.day)?.standing == .lastDay)
        #expect(year.cardDeadline(on: deadline.day.adding(days: 1))?.standing == .past)
        #expect(year.cardDeadline(on: deadline.day.adding(days: 1))?.workingDaysLeft == 0)
        #expect(year.cardDeadline(on: deadline.enrolmentThrough)?.standing == .past)
        #expect(year.cardDeadline(on: deadline.enrolmentThrough.adding(days: 1))?.standing == .closed)
    }
}
