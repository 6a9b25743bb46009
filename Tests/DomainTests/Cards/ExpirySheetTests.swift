import Domain
import Testing

@Suite struct ExpirySheetTests {
    /// Born on 1990-06-01.
    private func document(_ expiry: String?) throws -> IdentityDocument {
        let birth = try #require(CalendarDay("1990-06-01"))
        let number = try #require(ResidentIdentityNumber.make(area: "319901", birth: birth, serial: 1)?.text)
        return IdentityDocument(
            type: .residentIdentityCard, number: number,
            expiry: expiry.flatMap { IdentityDocument.Expiry(rawValue: $0) })
    }

    private func verdict(_ day: String, after before: String?) throws -> ExpiryVerdict {
        let today = try #require(CalendarDay("2023-11-20"))
        let expiry = try #require(IdentityDocument.Expiry(rawValue: day))
        return .judge(.expiry(expiry), of: try document(before), on: today)
    }

    @Test("a later day that fits the age is taken, the same day changes nothing")
    func taken() throws {
        let later = try #require(IdentityDocument.Expiry(rawValue: "2041-03-20"))
        #expect(try verdict("2041-03-20", after: nil) == .change(from: nil, to: later))
        let before = try #require(IdentityDocument.Expiry(rawValue: "2021-03-20"))
        #expect(try verdict("2041-03-20", after: "2021-03-20") == .change(from: before, to: later))
        #expect(try verdict("2041-03-20", after: "2041-03-20") == .unchanged)
    }

    @Test("an earlier day, one against the age and one in the past are not taken from a sheet")
    func refused() throws {
        #expect(try verdict("2041-03-20", after: "2041-03-21") == .refused(.earlierThanBefore))
        #expect(try verdict("2041-03-20", after: "long-term") == .refused(.earlierThanBefore))
        #expect(try verdict("long-term", after: "2041-03-20") == .refused(.odd(.longTermTooEarly)))
        #expect(try verdict("2050-03-20", after: nil) == .refused(.odd(.againstAge)))
        #expect(try verdict("2023-11-19", after: nil) == .refused(.odd(.expired)))
        let today = try #require(CalendarDay("2023-11-20"))
        #expect(ExpiryVerdict.judge(.missing, of: try document(nil), on: today) == .refused(.dayMissing))
        #expect(ExpiryVerdict.judge(.unreadable, of: try document(nil), on: today) == .refused(.dayUnreadable))
    }
}
