import Domain
import Spreadsheet
import Testing

@testable import UseCases

/// Whatever the reader refuses has its own sentence for the clerk (security, section 3).
@Suite struct FileRefusalTests {
    @Test(
        arguments: [
            (WorkbookRefusal.empty, MemberFileRefusal.empty), (.unreadable(path: "/nowhere.xlsx"), .damaged),
            (.damaged(detail: "central directory"), .damaged), (.encrypted, .encrypted), (.macros, .macros),
            (.tooLarge(limit: 10_000_000), .tooLarge(limit: 10)), (.tooLargeUnzipped(limit: 200_000_000), .suspicious),
            (.tooManyEntries(limit: 200), .suspicious), (.tooCompressed(limit: 100), .suspicious),
            (.forbiddenMarkup, .suspicious), (.noRows, .noRows),
            // The reader takes a few rows more, for titles above the people.
            (.tooManyRows(limit: 100_020), .tooManyRows(limit: 100_000)),
            (.tooManyRows(limit: 5_000), .tooManyRows(limit: 5_000)),
            (.tooManyColumns(row: 3, limit: 200), .tooManyColumns(row: 3, limit: 200)),
            (.cellTooLong(row: 4, column: 9, limit: 32_767), .cellTooLong(row: 4, limit: 32_767)),
        ] as [(WorkbookRefusal, MemberFileRefusal)])
    func `What the reader refuses is told as what it is`(refusal: WorkbookRefusal, told: MemberFileRefusal) {
        #expect(MemberFileRefusal(refusal) == told)
    }

    @Test(arguments: ContentKind.allCases)
    func `Another kind of file is no workbook, and an old workbook says how to make it a new one`(kind: ContentKind) {
        #expect(MemberFileRefusal(.notAWorkbook(detected: kind)) == (kind == .oldExcel ? .oldWorkbook : .notWorkbook))
    }
}
