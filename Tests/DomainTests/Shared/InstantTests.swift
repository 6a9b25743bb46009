import Domain
import Testing

@Suite struct InstantTests {
    @Test func `An instant moved to another day keeps the hour of the civil day`() throws {
        let night = Instant(milliseconds: 1_700_510_399_999)  // 2023-11-21 03:59:59 in Shanghai
        #expect(night.description == "2023-11-21 03:59:59")
        for text in ["2023-11-21", "2024-02-29", "1999-12-31", "2026-11-22"] {
            let moved = night.moved(to: try #require(CalendarDay(text)))
            #expect(moved.description == "\(text) 03:59:59")
        }
        #expect(night.moved(to: night.day) == night)
    }

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
