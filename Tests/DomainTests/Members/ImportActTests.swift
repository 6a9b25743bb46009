import Domain
import Testing

@Suite struct ImportActTests {
    @Test(arguments: [
        ImportAct.Kind.edit, .repair(.joinDigits), .leaveOut(nil), .leaveOut(.fillIn), .takeBack, .chooseName(.take),
        .chooseName(.keep),
    ])
    func `An act is read as it was stored`(kind: ImportAct.Kind) {
        #expect(ImportAct.Kind(word: kind.word, repair: kind.repair) == kind)
    }

    @Test func `An act that says too much or too little is none`() {
        #expect(ImportAct.Kind(word: "repair", repair: nil) == nil)
        #expect(ImportAct.Kind(word: "edit", repair: .fillIn) == nil)
        #expect(ImportAct.Kind(word: "keep-names", repair: .chooseName) == nil)
    }

    @Test(arguments: [
        ImportTask.read, .repair(.derive), .leaveOut(.fillIn), .chooseName(.take), .chooseName(.keep), .undo, .apply,
    ])
    func `A task is read as it was stored, and is an act when it changes rows`(task: ImportTask) {
        #expect(ImportTask(word: task.word, repair: task.repair) == task)
        #expect((task.act == nil) == [.read, .undo, .apply].contains(task))
    }

    @Test func `A preview may be confirmed until the end of the seventh day after its upload`() throws {
        let day = try #require(CalendarDay(year: 2023, month: 11, day: 20))
        // Nine in the morning in Shanghai.
        let upload = Instant(milliseconds: 3_600_000).moved(to: day)
        let last = day.adding(days: MemberImport.days)
        let evening = Instant(milliseconds: 15 * 3_600_000 + 3_599_999).moved(to: last)
        #expect(evening.day == last)
        #expect(MemberImport.expiry(at: evening) <= upload)
        #expect(MemberImport.expiry(at: evening.adding(milliseconds: 1)) > upload)
        #expect(MemberImport.expiry(at: evening).day == day)
    }
}
