import Domain
import Testing

@Suite struct EnrolmentFiguresTests {
    @Test("every state of a list is told by exactly one state of the monitor")
    func states() {
        #expect(MonitorState.allCases.flatMap(\.statuses).count == UnitEnrolment.Status.allCases.count)
        for status in UnitEnrolment.Status.allCases { #expect(MonitorState(status).statuses.contains(status)) }
    }

    @Test("the rate is rounded down: 100.0% means all")
    func rate() {
        var figures = EnrolmentFigures(silent: .init(units: 1, members: 3))
        figures.add(EnrolmentFigures.Part(units: 1_999, heads: 5), in: .submitted)
        #expect(figures.permille == 999)
        figures.silent = .init()
        #expect(figures.permille == 1_000)
        #expect(EnrolmentFigures().permille == nil)
    }

    @Test("what is taken away again leaves nothing")
    func empty() {
        var figures = EnrolmentFigures()
        figures.add(EnrolmentFigures.Part(units: 1, heads: 5), in: .draft)
        figures.add(EnrolmentFigures.Part(units: -1, heads: -5), in: .draft)
        #expect(figures.isEmpty)
        #expect(figures == EnrolmentFigures())
    }

    @Test("the curve has each day's people, from the changes of the days")
    func curve() throws {
        let day = { (text: String) in try #require(CalendarDay(text)) }
        let curve = EnrolmentCurve(
            changes: [try day("2023-11-22"): -10, try day("2023-11-20"): 95, try day("2023-12-01"): 20])
        #expect(curve.heads(on: try day("2023-11-19")) == 0)
        #expect(curve.heads(on: try day("2023-11-21")) == 95)
        #expect(curve.heads(on: try day("2023-11-22")) == 85)
        #expect(curve.heads(on: try day("2024-01-01")) == 105)
    }
}
