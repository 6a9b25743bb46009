import Domain
import Testing

@Suite struct MoneyTests {
    @Test(
        "amounts are written with thousands, two decimals and a true minus",
        arguments: [
            (0, "0.00"), (5, "0.05"), (100, "1.00"), (99_999, "999.99"), (247_000, "2,470.00"),
            (622_213_600, "6,222,136.00"), (-1, "\u{2212}0.01"), (-123_456, "\u{2212}1,234.56"),
            (Int64.min, "\u{2212}92,233,720,368,547,758.08"),
        ])
    func text(fen: Int64, text: String) {
        #expect(Money(fen: fen).yuanText == text)
    }

    @Test("machines get plain decimals")
    func decimals() {
        #expect(Money(fen: 247_000).decimalText == "2470.00")
        #expect(Money(fen: -5).decimalText == "-0.05")
    }

    @Test(
        "amounts are read as people write them",
        arguments: [
            ("26", 2_600), ("26.00", 2_600), ("26.5", 2_650), ("1,234.5", 123_450), ("1,234,567.89", 123_456_789),
            ("0", 0), ("007", 700), ("0.01", 1), ("-3.20", -320), ("\u{2212}1,000", -100_000), ("-0", 0),
            ("99,999,999,999.99", 9_999_999_999_999), ("99999999999.99", 9_999_999_999_999),
        ])
    func reading(text: String, fen: Int64) {
        #expect(Money(yuanText: text) == Money(fen: fen))
    }

    @Test(
        "what is no amount is refused",
        arguments: [
            "", "-", ".", ".5", "26.", "26.001", "1,23", "12,34.00", ",123", "1234,567", "1,,234", "1.2.3", "+5", " 26",
            "26 ", "2e3", "０", "--1", "100000000000", "99999999999999999999999999", "1.-5", "NaN",
        ])
    func malformed(text: String) {
        #expect(Money(yuanText: text) == nil)
    }

    @Test("what is written is read again", arguments: [0, 1, 99, 100, 12_345, 9_999_999_999_999, -247_050])
    func roundTrip(fen: Int64) {
        #expect(Money(yuanText: Money(fen: fen).yuanText) == Money(fen: fen))
        #expect(Money(yuanText: Money(fen: fen).decimalText) == Money(fen: fen))
    }

    @Test("the manual's totals come out exactly")
    func manual() {
        #expect(Money(fen: 2_600).times(95)?.yuanText == "2,470.00")
        #expect(Money(fen: 6_000).times(1_064)?.yuanText == "63,840.00")
        #expect(Money(fen: 4_000).times(1_064)?.yuanText == "42,560.00")
        #expect(Money(fen: 10_000).times(2_014)?.yuanText == "201,400.00")
    }

    @Test("no arithmetic traps, and the checked forms know the limit")
    func limits() {
        let largest = Money(fen: .max)
        #expect(largest + largest == largest)
        #expect(Money(fen: .min) - largest == Money(fen: .min))
        #expect(-Money(fen: .min) == largest)
        #expect(largest.times(2) == nil)
        #expect(Money.limit.times(2) == nil)
        #expect(Money.limit.times(-1) == -Money.limit)
        #expect(Money.limit.adding(Money(fen: 1)) == nil)
        #expect(Money.sum([.limit, .limit, -Money.limit]) == nil)
        #expect(Money.sum([Money(fen: 3), Money(fen: -1)]) == Money(fen: 2))
        #expect(Money.sum([]) == .zero)
    }

    @Test("the parts of a split add up, whatever the weights")
    func split() throws {
        #expect(Money.split(Money(fen: 100), weights: [1, 1, 1])?.map(\.fen) == [34, 33, 33])
        #expect(Money.split(Money(fen: 101), weights: [1, 0, 3])?.map(\.fen) == [25, 0, 76])
        #expect(Money.split(Money(fen: -100), weights: [1, 1, 1])?.map(\.fen) == [-34, -33, -33])
        #expect(Money.split(Money(fen: 2_600), weights: [1_300, 1_300, 0])?.map(\.fen) == [1_300, 1_300, 0])
        #expect(Money.split(Money(fen: 100), weights: []) == nil)
        #expect(Money.split(Money(fen: 100), weights: [0, 0]) == nil)
        #expect(Money.split(Money(fen: 100), weights: [2, -1]) == nil)
        var numbers = DeterministicNumbers(seed: 7)
        for _ in 0..<2_000 {
            let total = Money(fen: Int64(bitPattern: numbers.next()) >> Int64(numbers.next() % 40))
            let weights = (0..<(1 + numbers.next() % 9)).map { _ in Int64(numbers.next() >> (1 + numbers.next() % 60)) }
            guard let parts = Money.split(total, weights: weights) else { continue }
            let sum = parts.reduce(Int128(0)) { $0 + Int128($1.fen) }
            try #require(sum == Int128(total.fen))
            try #require(zip(parts, weights).allSatisfy { $1 > 0 || $0 == .zero })
        }
    }
}
