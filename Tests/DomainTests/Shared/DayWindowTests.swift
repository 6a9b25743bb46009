import Domain
import Testing

@Suite struct DayWindowTests {
    let first = CalendarDay(year: 2023, month: 11, day: 1)
    let last = CalendarDay(year: 2023, month: 12, day: 25)

    @Test("both ends belong to the window")
    func ends() throws {
        let (first, last) = (try #require(first), try #require(last))
        let window = try #require(DayWindow(from: first, through: last))
        #expect(window.position(of: first.adding(days: -1)) == .before)
        #expect(window.position(of: first) == .inside)
        #expect(window.position(of: last) == .inside)
        #expect(window.position(of: last.adding(days: 1)) == .after)
        #expect(window.days == 55)
    }

    @Test("a window has at least one day")
    func order() throws {
        let (first, last) = (try #require(first), try #require(last))
        #expect(DayWindow(from: last, through: first) == nil)
        #expect(DayWindow(from: first, through: first)?.days == 1)
        #expect(DayWindow(from: first, through: last)?.ending(first)?.days == 1)
        #expect(DayWindow(from: first, through: last)?.ending(first.adding(days: -1)) == nil)
    }
}
