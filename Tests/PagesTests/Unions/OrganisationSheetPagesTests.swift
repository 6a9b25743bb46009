import Domain
import Markup
import Pages
import Testing

/// 批量导入 of 组织 and 企业.
@Suite struct OrganisationSheetPagesTests {
    private func sheet(
        _ status: OrganisationSheet.Status, _ counts: OrganisationCounts, _ subject: OrganisationSubject = .unions
    ) -> OrganisationSheet {
        OrganisationSheet(
            id: ID(9), union: ID(2), path: .root, subject: subject, fileName: "\(Sample.hostile).xlsx",
            status: status, counts: counts, at: Sample.moment("2023-11-20", hour: 9), account: "李示例")
    }

    private let street = Union(
        id: ID(2), parent: ID(1), code: "319901000002", name: "滨海街道总工会", kind: .subdistrictFederation, path: .root,
        creditCode: nil, role: .ordinary)

    private let layout = OrganisationLayout(
        sheet: "名册", headerRow: 3, headers: ["组织名称", "上级", "哪一类", Sample.hostile],
        columns: [.name, .superiorName, .kind, nil], otherLists: ["二月"])

    private let counts = OrganisationCounts(added: 1, changed: 1, unchanged: 1, failed: 2, warned: 1)

    private var failed: [OrganisationVerdict] {
        [
            OrganisationVerdict(
                row: 4, name: Sample.hostile, .failed,
                [
                    OrganisationRemark(.kind, .kindUnknown), OrganisationRemark(.name, .particular(.nameTaken)),
                    OrganisationRemark(.creditCode, .particular(.creditTaken(by: .elsewhere))),
                ]),
            OrganisationVerdict(row: 7, name: "", .failed, [OrganisationRemark(.name, .particular(.missing))]),
        ]
    }

    private func page(
        _ sheet: OrganisationSheet, _ part: OrganisationPart, _ verdicts: [OrganisationVerdict],
        layout: OrganisationLayout? = nil, repairs: [(repair: OrganisationRepair, rows: Int)] = [],
        errors: FieldErrors = .none
    ) -> HTML {
        OrganisationSheetPage(
            Sample.frame(),
            OrganisationSheetPage.Model(
                sheet, layout, counts: sheet.counts, part: part, repairs: repairs, verdicts: verdicts,
                PageWindow(number: 1, size: 20, total: verdicts.count), failed: sheet.counts.failed),
            errors: errors
        ).html
    }

    private func wrong(_ field: String, _ words: String) -> FormState {
        var errors = FieldErrors()
        errors.add(field, words)
        return FormState(errors: errors)
    }

    @Test("the file to be chosen, the list of files, and none yet")
    func files() {
        Golden.expect(OrganisationUploadPage(Sample.frame(), .unions).html, "organisation-upload")
        let refused = wrong("file", "文件中没有内容，请填写后上传。")
        Golden.expect(
            OrganisationUploadPage(Sample.frame(), .enterprises, form: refused).html, "organisation-upload-refused")
        let sheets = OrganisationSheet.Status.allCases.map { sheet($0, counts) }
        Golden.expect(
            OrganisationSheetsPage(Sample.frame(), sheets, subjects: OrganisationSubject.allCases).html,
            "organisation-sheets")
        Golden.expect(
            OrganisationSheetsPage(Sample.frame(), [], subjects: [.enterprises]).html, "organisation-sheets-none")
    }

    @Test("what a list would do: its errors by what they need, what is new, what changes")
    func preview() {
        let staged = sheet(.staged, counts)
        Golden.expect(
            page(
                staged, .failed, failed, layout: layout, repairs: [(.chooseFromList, 1), (.fillIn, 1)]),
            "organisation-sheet-errors")
        let added = OrganisationVerdict(
            row: 5, name: "示例新工会", .added, [],
            .found(OrganisationParticulars(name: "示例新工会"), .unionCommittee, under: street))
        Golden.expect(page(staged, .added, [added], layout: layout), "organisation-sheet-added")
        let before = OrganisationParticulars(name: "示例工会", code: "319901000003", address: "旧址")
        var after = before
        after.address = Sample.hostile
        let changed = OrganisationVerdict(
            row: 6, name: "示例工会", .changed, [OrganisationRemark(.creditCode, .checkKept)],
            .amend(street, from: before, to: after))
        let errors = FieldErrors.general("平台上的内容已变化：原先将写入 3 行，现在是 2 行。请重新核对后再确认。")
        Golden.expect(
            page(staged, .changed, [changed], layout: layout, errors: errors), "organisation-sheet-changed")
        let unread = OrganisationLayout(sheet: "", headerRow: 1, headers: ["甲", "乙"], columns: [nil, nil])
        Golden.expect(
            page(sheet(.staged, OrganisationCounts()), .failed, [], layout: unread), "organisation-sheet-unread")
    }

    @Test("what a list has done, and one that was given up")
    func result() {
        Golden.expect(page(sheet(.applied, counts), .failed, []), "organisation-sheet-applied")
        Golden.expect(
            page(sheet(.applied, OrganisationCounts(added: 2), .enterprises), .failed, []),
            "organisation-sheet-applied-enterprises")
        Golden.expect(page(sheet(.discarded, counts), .failed, []), "organisation-sheet-discarded")
    }

    @Test("the columns to be told, of a workbook with several lists too")
    func columns() {
        let samples = [["示例新工会", Sample.hostile], ["滨海街道总工会"], ["工会委员会"], []]
        Golden.expect(
            OrganisationColumnsPage(
                Sample.frame(), sheet(.staged, counts), layout, samples: samples, sheets: ["名册", "二月"]
            ).html, "organisation-columns")
        let unread = OrganisationLayout(sheet: "", headerRow: 1, headers: ["甲", "乙"], columns: [nil, nil])
        var refused = wrong(OrganisationColumnsPage.field(.creditCode), "请选择这些列在文件中的位置：统一社会信用代码")
        refused[OrganisationColumnsPage.field(.name)] = "1"
        Golden.expect(
            OrganisationColumnsPage(
                Sample.frame(), sheet(.staged, OrganisationCounts(), .enterprises), unread,
                samples: [["示例公司"], []], form: refused
            ).html, "organisation-columns-refused")
    }

    @Test("a row to be typed anew, with what is wrong beside the cells")
    func row() {
        var row = OrganisationRow(number: 4, [.name: MemberRow.Cell(Sample.hostile), .kind: MemberRow.Cell("总公司")])
        row[.superiorName] = MemberRow.Cell("滨海街道总工会")
        Golden.expect(
            OrganisationRowPage(
                Sample.frame(), sheet(.staged, counts), row, failed[0],
                words: OrganisationWords(economicTypes: ["国有", "私营"], industries: ["制造业"]), part: .failed
            ).html, "organisation-row")
    }
}
