import Domain
import Testing
import Wording

@Suite struct TemplateWordingTests {
    @Test(arguments: MemberColumn.allCases)
    func `A header is recognised with and without its asterisk`(column: MemberColumn) {
        #expect(MemberColumn(header: column.header) == column)
        #expect(MemberColumn(header: column.wording) == column)
        #expect(MemberColumn(header: " \(column.wording) ＊\n") == column)
    }

    @Test func `Both headers of the manuals for the type of document are the same column`() {
        #expect(MemberColumn(header: "证件类型(身份证)*") == .documentType)
        #expect(MemberColumn(header: "证件类型（身份证）*") == .documentType)
        #expect(MemberColumn(header: "证件类型*") == .documentType)
    }

    @Test(arguments: ["", "序号", "行号", "问题及办法", "姓", "*"])
    func `Anything else is no column`(header: String) {
        #expect(MemberColumn(header: header) == nil)
    }

    @Test func `The required columns are those of the manual`() {
        let required = MemberColumn.allCases.filter(\.isRequired).map(\.header)
        #expect(required == ["姓名*", "证件类型*", "证件号码*", "手机号码*", "性别*", "所在工会*", "工会编号*"])
    }

    @Test func `The flexible kinds are the manual's twelve`() {
        #expect(MemberDictionary.flexibleKind.initialEntries.count == 12)
        #expect(Set(MemberDictionary.flexibleKind.initialEntries.map(\.code)).count == 12)
    }

    @Test func `Economic types and industries are the standards' words, each short enough to be kept`() {
        #expect(MemberDictionary.industry.initialEntries.map(\.code).joined() == "ABCDEFGHIJKLMNOPQRST")
        #expect(MemberDictionary.economicType.initialEntries.first?.name == "国有全资")
        for dictionary in MemberDictionary.allCases {
            let entries = dictionary.initialEntries
            #expect(Set(entries.map(\.code)).count == entries.count)
            #expect(Set(entries.map(\.name)).count == entries.count)
            #expect(entries.allSatisfy { $0.name.count <= DictionaryEntry.nameLimit })
        }
    }

    @Test(arguments: [
        MemberFileRefusal.missing, .empty, .notWorkbook, .oldWorkbook, .encrypted, .macros, .damaged,
        .tooLarge(limit: 10), .suspicious, .tooManyRows(limit: 100_000),
        .tooManyColumns(row: 7, limit: 200), .cellTooLong(row: 7, limit: 32_767), .noRows,
        .columnsMissing([.name, .phone]), .sheetMissing(["名册"]), .headerMissing,
    ])
    func `Why a file is not taken is one sentence that says what to do`(refusal: MemberFileRefusal) {
        #expect(refusal.wording.hasSuffix("。"))
        #expect(refusal.wording.count { $0 == "。" } == 1)
        #expect(refusal.wording.contains("请"))
    }

    @Test(arguments: MemberProblem.Repair.allCases)
    func `Every repair that can be carried out for all rows has its button, no other has one`(
        repair: MemberProblem.Repair
    ) {
        #expect((repair.offer(rows: 3) != nil) == repair.isOffered)
        #expect(!repair.heading.isEmpty)
    }
}
