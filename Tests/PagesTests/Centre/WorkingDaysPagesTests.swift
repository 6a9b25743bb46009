import Domain
import Markup
import Pages
import Testing

@Suite struct WorkingDaysPagesTests {
    private func page(_ exceptions: [CalendarException], _ form: FormState) -> HTML {
        WorkingDaysPage(
            Sample.frame(.workbench), year: 2024, exceptions,
            deadline: CardDeadline(
                year: 2024, day: Sample.day("2023-12-11"), enrolmentThrough: Sample.day("2023-12-25"),
                today: Sample.day("2023-12-12"), workingDaysLeft: 0),
            history: [], form: form
        ).html
    }

    @Test("no year was entered")
    func years() {
        Golden.expect(WorkingYearsPage(Sample.frame(.workbench), [], form: FormState()).html, "working-years-empty")
    }

    @Test("a year with days off and working weekends, after the last safe day")
    func year() {
        let exceptions = [
            CalendarException(Sample.day("2024-02-04"), .workingWeekend, name: "春节"),
            CalendarException(Sample.day("2024-02-10"), .holiday, name: "<b>春节</b>"),
        ]
        Golden.expect(page(exceptions, FormState(["text": ["春节：2月10日放假"], "stamp": ["7"]])), "working-days")
    }

    @Test("what was pasted is refused and stands there again")
    func refused() {
        var errors = FieldErrors()
        errors.add("text", "第 1 行：请在日期后写明“放假”或“上班”。")
        Golden.expect(
            page([], FormState(["text": ["<2月10日>"], "stamp": ["0"]], errors: errors)), "working-days-refused")
    }
}
