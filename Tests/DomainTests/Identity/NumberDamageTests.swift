import Domain
import Testing

@Suite struct NumberDamageTests {
    @Test(
        "each kind of damage is recognised",
        arguments: [
            ("3.10101E+17", NumberDamage.Cell.text, NumberDamage.scientificNotation as NumberDamage?),
            ("3.10101e17", .text, .scientificNotation),
            (" 3.1E+17 ", .text, .scientificNotation),
            ("3.10101199001011E+17", .numeric, .digitsLost),
            ("310101199001011000", .numeric, .digitsLost),
            ("310101199001011000.0", .numeric, .digitsLost),
            ("1234567890123456", .numeric, .digitsLost),
            ("34052419800101001O", .text, .lettersForDigits),
            ("34O52419800lO1OO1X", .text, .lettersForDigits),
            ("340524 19800101 001X", .text, .separated),
            ("340524-19800101-001X", .text, .separated),
            ("340524 800101 001", .text, .separated),
            ("34O524800101001", .text, .lettersForDigits),
            ("340524800101001", .text, .fifteenDigits),
            ("340524800101001", .numeric, .fifteenDigits),
            ("340524198001011000", .text, .endsInZeros),
            ("34052419800101001X", .text, nil),
            ("34052419800101001x", .text, nil),
            ("340524198001010010", .text, nil),
            ("199000000", .numeric, nil),
            ("", .text, nil),
            ("E12345678", .text, nil),
        ])
    func recognised(text: String, cell: NumberDamage.Cell, expected: NumberDamage?) {
        #expect(NumberDamage.recognise(text, in: cell) == expected)
    }

    @Test("a text cell that ends in 000 is sound when its check character fits")
    func trailingZeros() throws {
        let birth = try #require(CalendarDay("1990-01-01"))
        let sound = try #require(
            (0..<100).lazy.compactMap {
                ResidentIdentityNumber.make(area: "3199\(10 + $0 % 90)", birth: birth, serial: 100)
            }
            .first { $0.text.hasSuffix("000") })
        #expect(NumberDamage.recognise(sound.text, in: .text) == nil)
        #expect(NumberDamage.recognise(sound.text, in: .numeric) == .digitsLost)
    }

    @Test("a repair is told, and offered only where the number can be known")
    func repairs() {
        #expect(NumberDamage.scientificNotation.repair == .typeAgainAsText)
        #expect(NumberDamage.scientificNotation.suggestion(for: "3.10101E+17") == nil)
        #expect(NumberDamage.digitsLost.suggestion(for: "310101199001011000") == nil)
        #expect(NumberDamage.lettersForDigits.repair == .replaceLetters)
        #expect(NumberDamage.lettersForDigits.suggestion(for: "34O524198OO1O1OO1X") == "34052419800101001X")
        #expect(NumberDamage.lettersForDigits.suggestion(for: "34052419800101001O") == nil)
        #expect(NumberDamage.fifteenDigits.repair == .takeFromPresentCard)
        #expect(NumberDamage.fifteenDigits.suggestion(for: "340524800101001") == "34052419800101001X")
        #expect(NumberDamage.fifteenDigits.suggestion(for: "340524801301001") == nil)
        #expect(NumberDamage.separated.suggestion(for: "340524 1980-0101 001x") == "34052419800101001X")
        #expect(NumberDamage.separated.suggestion(for: "34O524 8OO1O1 OO1") == "34052419800101001X")
        #expect(NumberDamage.separated.suggestion(for: "340524 19800101 0012") == nil)
    }
}
