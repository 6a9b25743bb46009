import Domain
import Testing

@Suite struct InstantTests {
    @Test("civil time is eight hours ahead of UTC")
    func civilTime() {
        let instant = Instant(milliseconds: 1_703_433_600_000 - 1)
        #expect(instant.description == "2023-12-24 23:59:59")
        #expect(instant.adding(milliseconds: 1).description == "2023-12-25 00:00:00")
        #expect(Instant(milliseconds: -1).description == "1970-01-01 07:59:59")
    }

    @Test("arithmetic stops at the ends of the range")
    func saturation() {
        let instant = Instant(milliseconds: 1_000)
        #expect(instant.adding(seconds: 2).milliseconds == 3_000)
        #expect(instant.adding(minutes: -1).milliseconds == -59_000)
        #expect(instant.adding(days: .max).milliseconds == .max)
        #expect(instant.adding(hours: .min).milliseconds == .min)
        #expect(Instant(milliseconds: .max).adding(milliseconds: 1).milliseconds == .max)
        #expect(Instant(milliseconds: .min).milliseconds(until: Instant(milliseconds: .max)) == .max)
        #expect(Instant(milliseconds: .max).description.isEmpty == false)
        #expect(instant.milliseconds(until: Instant(milliseconds: 0)) == -1_000)
    }
}
