import Domain
import Markup
import Testing

@testable import Pages

@Suite("下载中心")
struct DownloadPagesTests {
    private func download(_ id: Int64, _ title: String, _ category: String, _ kind: Download.Kind) -> Download {
        Download(
            id: ID(id), DownloadDraft(title: title, category: category, position: Int(id)),
            file: Download.File(name: "\(title).\(kind.ending)", kind: kind, size: 1_258_291), standing: .offered,
            addedAt: Sample.moment("2023-10-29", hour: 9), version: 1)
    }

    @Test("files stand under their headings, with what they are and how large")
    func list() {
        let files = [
            download(1, "2024年度集中参保操作说明", "操作说明", .pdf), download(2, Sample.hostile, "表格模板", .workbook),
            download(3, "退休人员核对说明", "操作说明", .document),
        ]
        Golden.expect(DownloadsPage(Sample.frame(.workbench), files).html, "downloads")
        Golden.expect(DownloadsPage(Sample.frame(.workbench), []).html, "downloads-empty")
        var errors = FieldErrors()
        errors.add(DownloadDeskPage.Field.file, "请选择要上传的文件")
        Golden.expect(
            DownloadDeskPage(Sample.frame(), files, FormState(["title": [Sample.hostile]], errors: errors)).html,
            "download-desk")
        Golden.expect(DownloadFormPage(Sample.frame(), files[0], FormState()).html, "download-form")
        Golden.expect(DownloadWithdrawalPage(Sample.frame(), files[1]).html, "download-withdrawal")
    }
}
