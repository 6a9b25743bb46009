import Foundation
import Testing

/// Finds numbers that could belong to somebody.
private enum PersonalNumbers {
    /// Examples that the standards and the authorities print themselves.
    static let published: Set<String> = [
        "34052419800101001X", "11010519491231002X", "440524188001010014", "810000199408230021", "830000199201300022",
    ]

    /// Citizen numbers whose check digit fits, with a real date, outside the area 3199xx that no place has.
    static func citizenNumbers(in text: String) throws -> [String] {
        try matches(#"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])"#, in: text).filter { number in
            isCitizenNumber(number.uppercased()) && !number.hasPrefix("3199")
                && !published.contains(number.uppercased())
        }
    }

    /// Mobile numbers that do not begin with 199.
    static func phones(in text: String) throws -> [String] {
        try matches(#"(?<![0-9A-Za-z_.#-])1[3-9][0-9]{9}(?![0-9A-Za-z_])"#, in: text).filter { !$0.hasPrefix("199") }
    }

    /// GB 11643-1999: the date is real, and the last character is the weighted sum of the others modulo 11.
    private static func isCitizenNumber(_ number: String) -> Bool {
        let digits = number.compactMap { $0 == "X" ? 10 : $0.wholeNumberValue }
        guard digits.count == 18 else { return false }
        let year = digits[6..<10].reduce(0) { $0 * 10 + $1 }
        let month = digits[10] * 10 + digits[11]
        let day = digits[12] * 10 + digits[13]
        guard (1880...2100).contains(year), (1...12).contains(month), (1...31).contains(day) else { return false }
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 }
        return (12 - sum % 11) % 11 == digits[17]
    }

    private static func matches(_ pattern: String, in text: String) throws -> [String] {
        let expression = try NSRegularExpression(pattern: pattern)
        return expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap { match in
            Range(match.range, in: text).map { String(text[$0]) }
        }
    }
}

@Suite("Everybody in this repository is invented")
struct InventedPeopleTests {
    private static let files = Repository.paths(endings: [
        ".swift", ".md", ".py", ".sh", ".txt", ".html", ".css", ".js", ".json", ".csv", ".sql", ".xml", ".yml",
    ])

    @Test("No identity number could be somebody's")
    func noIdentityNumberCouldBeSomebodys() throws {
        #expect(Self.files.count > 30)
        for path in Self.files {
            let found = try PersonalNumbers.citizenNumbers(in: Repository.text(of: path))
            #expect(
                found.isEmpty, "\(path): \(found.map { $0.prefix(6) + "…" }): use the area 3199xx, which no place has")
        }
    }

    @Test("No phone number could be somebody's")
    func noPhoneNumberCouldBeSomebodys() throws {
        for path in Self.files {
            let found = try PersonalNumbers.phones(in: Repository.text(of: path))
            #expect(found.isEmpty, "\(path): \(found.map { $0.prefix(3) + "…" }): invented phones begin with 199")
        }
    }

    @Test("Numbers of an existing area are found, invented and impossible ones are not")
    func whatIsFound() throws {
        // Put together here, so that this file holds no such number itself.
        let existing = ["310101", "19900101", "0012"].joined()
        #expect(try PersonalNumbers.citizenNumbers(in: "id: \(existing)") == [existing])
        #expect(try PersonalNumbers.citizenNumbers(in: "\"\(existing)\",") == [existing])
        for harmless in [
            ["310101", "19900101", "0013"].joined(), ["310101", "19901301", "0012"].joined(), "34052419800101001X",
            "913100000000001745", "1" + existing, "a" + existing,
        ] {
            #expect(try PersonalNumbers.citizenNumbers(in: harmless) == [], "\(harmless)")
        }
        let phone = ["138", "0013", "8000"].joined()
        #expect(try PersonalNumbers.phones(in: "tel \(phone).") == [phone])
        for harmless in ["19900000001", phone + "1", "0.\(phone)", "1234567"] {
            #expect(try PersonalNumbers.phones(in: harmless) == [], "\(harmless)")
        }
    }
}
