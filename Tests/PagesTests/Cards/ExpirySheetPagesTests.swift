import Domain
import Markup
import Pages
import Testing

@Suite struct ExpirySheetPagesTests {
    private func sheet(_ status: ExpirySheet.Status, _ counts: ExpiryCounts) -> ExpirySheet {
        ExpirySheet(
            id: ID(5), unit: ID(1), path: .root, fileName: "<到期日>.xlsx", status: status, counts: counts,
            at: Sample.moment("2023-11-20", hour: 9), account: "演示经办")
    }

    private func page(_ status: ExpirySheet.Status, _ rows: [ExpirySheetPage.Row], _ counts: ExpiryCounts) -> HTML {
        ExpirySheetPage(
            Sample.frame(.workbench), sheet(status, counts), counts: counts, rows: rows,
            window: PageWindow(number: 1, size: 20, total: rows.count)
        ).html
    }

    @Test("no sheet yet, and no file chosen")
    func upload() {
        var errors = FieldErrors()
        errors.add("file", "请选择要上传的 xlsx 或 csv 文件。")
        let form = FormState([:], errors: errors)
        Golden.expect(
            ExpirySheetsPage(Sample.frame(.workbench), unit: "示例科技有限公司", [], form: form).html, "expiry-sheets-refused")
    }

    @Test("what changes, what does not, and what is refused with the reason")
    func preview() throws {
        let old = try #require(IdentityDocument.Expiry(rawValue: "2023-01-01"))
        let rows = [
            ExpirySheetPage.Row(number: 3, member: nil, name: nil, verdict: .refused(.notMember)),
            ExpirySheetPage.Row(
                number: 2, member: "100000000001", name: "<i>会员1</i>", expiry: old,
                verdict: .change(from: old, to: .longTerm)),
            ExpirySheetPage.Row(number: 4, member: "100000000002", name: "会员2", expiry: .longTerm, verdict: .unchanged),
        ]
        Golden.expect(
            page(.staged, rows, ExpiryCounts(changes: 1, unchanged: 1, refused: 1)), "expiry-sheet-preview")
    }

    @Test("nothing to change, and an applied sheet")
    func ends() {
        Golden.expect(page(.staged, [], ExpiryCounts(unchanged: 2)), "expiry-sheet-nothing")
        Golden.expect(page(.applied, [], ExpiryCounts(changes: 2)), "expiry-sheet-applied")
    }
}
