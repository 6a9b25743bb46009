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

    @Test("the state of the card is that of the card in use, else of the batch, else of what is to be done")
    func card() throws {
        func card(_ status: ServiceCard.Status) throws -> CardHolder.Card {
            CardHolder.Card(
                number: try #require(BankCardNumber(rawValue: "6231000000000001")), status: status,
                issuedOn: try #require(CalendarDay("2023-10-16")))
        }
        func state(_ cards: [CardHolder.Card], _ pending: (String, CardBatch.Status)? = nil) -> String {
            switch OwnCard(cards: cards, pending: pending, memberships: []) {
            case .issued: "issued"
            case .ordered: "ordered"
            case .orderedByUnion: "by union"
            case .appliedForByHimself: "himself"
            case .former: "former"
            }
        }
        #expect(state([try card(.lost), try card(.issued)], ("BK1", .submitted)) == "issued")
        #expect(state([try card(.lost)], ("BK1", .submitted)) == "ordered")
        #expect(state([try card(.lost)]) == "former")
        #expect(state([]) == "himself")
    }
}
