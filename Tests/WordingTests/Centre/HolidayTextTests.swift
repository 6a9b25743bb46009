import Domain
import Testing
import Wording

@Suite struct HolidayTextTests {
    private func days(_ text: String, _ year: Int = 2024) throws -> [String] {
        try HolidayText.read(text, year: year).map { "\($0.day) \($0.kind.wording) \($0.name)" }
    }

    private func faults(_ text: String, _ year: Int = 2024) -> [CalendarProblem] {
        do {
            _ = try HolidayText.read(text, year: year)
            return []
        } catch let refused as CalendarRefused {
            return refused.problems
        } catch {
            return []
        }
    }

    @Test("the notice is taken as it was published")
    func notice() throws {
        let text = """
            国务院办公厅关于2024年部分节假日安排的通知
            经国务院批准，现将2024年元旦、春节、清明节放假调休日期的具体安排通知如下。
            一、元旦：1月1日放假，与周末连休。
            二、春节：2月10日至12日放假调休，共3天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位安排职工在除夕（2月9日）休息。
            节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
            """
        #expect(
            try days(text) == [
                "2024-01-01 放假 元旦", "2024-02-10 放假 春节", "2024-02-11 放假 春节", "2024-02-12 放假 春节",
                "2024-02-04 上班 春节", "2024-02-18 上班 春节",
            ])
    }

    @Test("a stretch may begin in the year before, and a month may be said once")
    func stretches() throws {
        #expect(
            try days("元旦：2022年12月31日至2023年1月2日放假调休，共3天。", 2023) == [
                "2022-12-31 放假 元旦", "2023-01-01 放假 元旦", "2023-01-02 放假 元旦",
            ])
        #expect(try days("12月31日至1月1日放假", 2022).last == "2023-01-01 放假 ")
    }

    @Test("lines of one's own: other ways to write a day, full-width digits, line ends of a form")
    func lists() throws {
        #expect(
            try days("中秋节、国庆节：2023-09-29 至 2023/9/30 放假\r\n国庆节: 20231007, 2023.10.8(周日) 上班", 2023) == [
                "2023-09-29 放假 中秋节、国庆节", "2023-09-30 放假 中秋节、国庆节", "2023-10-07 上班 国庆节",
                "2023-10-08 上班 国庆节",
            ])
        #expect(
            try days("六、中秋节、国庆节：2023-09-29 放假", 2023) == ["2023-09-29 放假 中秋节、国庆节"],
            "the number of the paragraph is none of the name")
        #expect(try days("６月１０日放假") == ["2024-06-10 放假 "])
        #expect(try days("").isEmpty)
    }

    @Test("what is written is read again")
    func again() throws {
        let text = "春节：2月10日至17日放假。2月4日、2月18日上班。\n国庆节：10月1日至7日放假，9月29日上班"
        let read = try HolidayText.read(text, year: 2024)
        let written = HolidayText.write(read)
        #expect(
            written == """
                春节：2024-02-04（周日）、2024-02-18（周日）上班
                春节：2024-02-10（周六）至2024-02-17（周六）放假
                国庆节：2024-09-29（周日）上班
                国庆节：2024-10-01（周二）至2024-10-07（周一）放假
                """)
        #expect(Set(try HolidayText.read(written, year: 2024)) == Set(read))
    }

    @Test("every mistake is named with its line, and nothing is taken")
    func mistakes() throws {
        let text = "元旦：1月1日\n春节：2月30日放假\n2月4日（星期一）上班\n5月5日至1日放假\n8月1日至31日放假\n国庆十1至7放假"
        let sunday = try #require(CalendarDay("2024-02-04"))
        let may = (try #require(CalendarDay("2024-05-05")), try #require(CalendarDay("2024-05-01")))
        let august = (try #require(CalendarDay("2024-08-01")), try #require(CalendarDay("2024-08-31")))
        #expect(
            faults(text) == [
                CalendarProblem(line: 1, .kindMissing), CalendarProblem(line: 2, .noSuchDay("2月30日")),
                CalendarProblem(line: 3, .weekdayDiffers(sunday)), CalendarProblem(line: 4, .stretch(may.0, may.1)),
                CalendarProblem(line: 5, .stretch(august.0, august.1)),
                CalendarProblem(line: 6, .noSuchDay("国庆十1至7放假")),
            ])
        #expect(faults("放假安排另行通知") == [CalendarProblem(line: nil, .noDays)])
    }

    @Test("a working weekend is a weekend, and no day is both")
    func together() throws {
        func problem(_ text: String) throws -> CalendarProblem.Fault? {
            CalendarException.problem(of: try HolidayText.read(text, year: 2024), in: 2024)
        }
        let monday = try #require(CalendarDay("2024-02-05"))
        #expect(try problem("2月5日上班") == .workingOnWeekday(monday))
        #expect(try problem("2月4日放假\n2月4日上班") == .bothKinds(try #require(CalendarDay("2024-02-04"))))
        #expect(
            try problem("2026-01-01放假") == .outsideYear(try #require(CalendarDay("2026-01-01")), year: 2024))
        #expect(try problem("2023-12-30至2024-01-01放假") == nil)
    }
}
