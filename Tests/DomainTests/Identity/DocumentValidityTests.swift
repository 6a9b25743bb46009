import Domain
import Testing

@Suite struct DocumentValidityTests {
    let today = CalendarDay(year: 2023, month: 11, day: 20) ?? .earliest

    @Test(
        "the term follows the age at issue",
        arguments: [
            (0, DocumentValidity.fiveYears), (15, .fiveYears), (16, .tenYears), (25, .tenYears), (26, .twentyYears),
            (45, .twentyYears), (46, .longTerm), (90, .longTerm),
        ])
    func terms(age: Int, term: DocumentValidity) {
        #expect(DocumentValidity.issued(atAge: age) == term)
    }

    func problem(born: String, expiry: IdentityDocument.Expiry?) throws -> ExpiryProblem? {
        let birth = try #require(CalendarDay(born))
        let number = try #require(ResidentIdentityNumber.make(area: "319901", birth: birth, serial: 1)).text
        let document = IdentityDocument(type: .residentIdentityCard, number: number, expiry: expiry)
        return document.expiryProblem(on: today)
    }

    @Test(
        "an expiry must be reachable from a day of issue at the right age",
        arguments: [
            ("1990-05-06", "2036-05-10", nil as ExpiryProblem?),
            ("1990-05-06", "2023-11-20", nil),
            ("1990-05-06", "2023-11-19", .expired),
            ("1990-05-06", "2043-11-20", nil),
            ("1990-05-06", "2044-01-01", .againstAge),
            ("1990-05-06", "2033-11-01", .againstAge),
            ("2000-02-01", "2030-01-01", nil),
            ("2000-02-01", "2043-01-01", .againstAge),
            ("1970-01-01", "2026-01-01", nil),
            ("1970-01-01", "2035-12-31", nil),
            ("1970-01-01", "2036-01-03", .againstAge),
        ])
    func dates(born: String, expiry: String, expected: ExpiryProblem?) throws {
        #expect(try problem(born: born, expiry: .date(try #require(CalendarDay(expiry)))) == expected)
    }

    @Test("without end is for people of 46 and more")
    func longTerm() throws {
        #expect(try problem(born: "1977-11-20", expiry: .longTerm) == nil)
        #expect(try problem(born: "1977-11-21", expiry: .longTerm) == .longTermTooEarly)
        #expect(try problem(born: "1990-01-01", expiry: nil) == nil)
    }

    @Test("other documents are only asked whether they have expired")
    func others() throws {
        let last = try #require(CalendarDay("2023-11-19"))
        let passport = IdentityDocument(type: .passport, number: "E1234567", expiry: .date(last))
        #expect(passport.expiryProblem(on: today) == .expired)
        #expect(passport.with(expiry: .date(today.adding(years: 30))).expiryProblem(on: today) == nil)
        #expect(passport.with(expiry: .longTerm).expiryProblem(on: today) == nil)
    }

    @Test("every card issued by the rule is found in order, whatever the day")
    func property() throws {
        var numbers = DeterministicNumbers(seed: 5)
        let first = try #require(CalendarDay("1940-01-01"))
        for _ in 0..<400 {
            let birth = first.adding(days: Int(numbers.next() % 25_000))
            let issue = birth.adding(days: Int(numbers.next() % UInt64(birth.days(until: today))))
            let term = DocumentValidity.issued(atAge: birth.years(until: issue))
            let expiry = term.years.map { IdentityDocument.Expiry.date(issue.adding(years: $0)) } ?? .longTerm
            let found = try problem(born: birth.description, expiry: expiry)
            try #require(found == nil || found == .expired)
        }
    }
}
