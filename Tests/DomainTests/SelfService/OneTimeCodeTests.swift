import Domain
import Testing

@Suite("One-time codes")
struct OneTimeCodeTests {
    private let now = Instant(milliseconds: 1_700_442_000_000)

    private func code(failures: Int = 0, used: Instant? = nil) -> OneTimeCode {
        OneTimeCode(
            id: ID(1), person: ID(2), expiresAt: now.adding(minutes: OneTimeCode.Limits.minutes), failures: failures,
            usedAt: used)
    }

    @Test("a code is good for five minutes, five tries and one use")
    func open() {
        #expect(code().isOpen(at: now))
        #expect(code().isOpen(at: now.adding(seconds: 299)))
        #expect(!code().isOpen(at: now.adding(minutes: 5)))
        #expect(code(failures: 4).isOpen(at: now))
        #expect(!code(failures: 5).isOpen(at: now))
        #expect(!code(used: now).isOpen(at: now))
    }

    @Test("between two messages lies a minute")
    func pause() {
        #expect(OneTimeCode.mayBeSent(after: [], at: now))
        #expect(!OneTimeCode.mayBeSent(after: [now.adding(seconds: -59)], at: now))
        #expect(OneTimeCode.mayBeSent(after: [now.adding(seconds: -60)], at: now))
    }

    @Test("five messages in an hour and ten in a day are the most")
    func limits() {
        func earlier(_ count: Int, minutesApart: Int64) -> [Instant] {
            (1...count).map { now.adding(minutes: -Int64($0) * minutesApart) }
        }
        #expect(OneTimeCode.mayBeSent(after: earlier(4, minutesApart: 10), at: now))
        #expect(!OneTimeCode.mayBeSent(after: earlier(5, minutesApart: 10), at: now))
        #expect(OneTimeCode.mayBeSent(after: earlier(9, minutesApart: 70), at: now))
        #expect(!OneTimeCode.mayBeSent(after: earlier(10, minutesApart: 70), at: now))
        #expect(OneTimeCode.mayBeSent(after: earlier(10, minutesApart: 150), at: now))
    }

    private func membership(_ category: MemberCategory) throws -> OwnMembership {
        OwnMembership(
            member: ID(7), number: "100000000007", unionName: "示例工会委员会", unionCode: "319901000001", path: .root,
            unitName: "示例工会委员会", workplace: "示例科技有限公司", category: category,
            joinedOn: try #require(CalendarDay("2023-01-01")), electronicCard: .inactive, electronicCardOn: nil)
    }

    @Test("the state of the card is that of the card in use, else of the batch, else of what is to be done")
    func card() throws {
        func card(_ status: ServiceCard.Status) throws -> CardHolder.Card {
            CardHolder.Card(
                number: try #require(BankCardNumber(rawValue: "6231000000000001")), status: status,
                issuedOn: try #require(CalendarDay("2023-10-16")))
        }
        func state(
            _ cards: [CardHolder.Card], _ pending: (String, CardBatch.Status)? = nil,
            _ replacement: OwnCard.Signs.Replacement = .none, _ request: OwnCard.Signs.Request = .none,
            of category: MemberCategory = .flexible
        ) throws -> String {
            let signs = OwnCard.Signs(pending: pending, replacement: replacement, request: request)
            switch OwnCard(cards: cards, signs, memberships: [try membership(category)]) {
            case .issued: return "issued"
            case .beingReplaced(_, let batch): return "replaced by \(batch ?? "none yet")"
            case .ordered: return "ordered"
            case .requested: return "requested"
            case .granted: return "granted"
            case .orderedByUnion: return "by union"
            case .appliedForByHimself: return "himself"
            case .reorderedByUnion: return "again by union"
            case .former: return "himself again"
            }
        }
        #expect(try state([try card(.lost), try card(.issued)]) == "issued")
        #expect(try state([try card(.issued)], ("BK1", .submitted)) == "replaced by BK1")
        #expect(try state([try card(.issued)], nil, .asked) == "replaced by none yet")
        #expect(try state([try card(.issued)], ("BK1", .draft)) == "issued")
        #expect(try state([], ("BK1", .draft)) == "himself")
        #expect(try state([], ("BK1", .submitted), .none, .granted) == "ordered")
        #expect(try state([], ("BK1", .draft), .none, .granted) == "granted")
        #expect(try state([], nil, .none, .open) == "requested")
        #expect(try state([try card(.lost)], nil, .none, .open) == "requested")
        #expect(try state([try card(.lost)], ("BK1", .submitted)) == "ordered")
        #expect(try state([]) == "himself")
        #expect(try state([], of: .enterprise) == "by union")
        // A lost card is ordered again by the union, whatever class its holder is of; he is not to ask as well.
        for category in MemberCategory.allCases {
            #expect(try state([try card(.lost)], of: category) == "again by union")
            #expect(try state([try card(.cancelled), try card(.lost)], of: category) == "again by union")
            let cancelled = category == .enterprise ? "again by union" : "himself again"
            #expect(try state([try card(.cancelled)], of: category) == cancelled)
        }
    }

    @Test("a card is asked for with a document that holds good today, or whose end nobody has written down")
    func documentEnds() throws {
        let today = try #require(CalendarDay("2023-11-20"))
        #expect(OwnRequest.ended(.date(today.adding(days: -1)), before: today) == today.adding(days: -1))
        #expect(OwnRequest.ended(.date(today), before: today) == nil)
        #expect(OwnRequest.ended(.longTerm, before: today) == nil)
        #expect(OwnRequest.ended(nil, before: today) == nil)
    }

    @Test("the clerk is told what stands in the way of a card that he would grant, and what its address mends")
    func cardCheck() throws {
        let today = try #require(CalendarDay("2023-11-20"))
        let rule = CardRule(address: .moreThanSixChineseCharacters, today: today, coverageFrom: today)
        func check(_ address: String?, _ expiry: IdentityDocument.Expiry?) -> OwnCardCheck {
            OwnCardCheck(
                CardApplicant(
                    category: .flexible, membership: .open, socialInsurance: .insured, possession: .none,
                    expiry: expiry, address: address), asked: "示例市示例路一百号", rule)
        }
        let bare = check(nil, nil)
        #expect(bare.obstacles == [.expiryMissing, .addressTooShort])
        #expect(bare.mendedByAddress == [.addressTooShort])
        #expect(bare.comparison == .different)
        let good = check("示例市示例路一百号", .longTerm)
        #expect(good.obstacles.isEmpty)
        #expect(good.comparison == .same)
        #expect(good.keptAddress?.contains("一百号") == false)
    }
}
