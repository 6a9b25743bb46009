import Domain
import Foundation
import Spreadsheet
import Wording

/// 集中参保统计表: one row per unit, totals per plan and overall (domain 6).
struct StatisticsTable: Sendable {
    let record: SubmissionRecord
    let totals: DistrictTotals
    let rows: [StatisticsRow]

    func workbook() throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "statistics-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "table.xlsx").path(percentEncoded: false)
        let workbook = try WorkbookWriter(
            path: path, created: record.submittedAt.milliseconds / 1_000, author: record.districtName,
            temporaryFolder: folder.path(percentEncoded: false))
        let text = StatisticsText.columns
        let kinds: [SheetColumn.Kind] = [
            .text, .text, .text, .integer, .money, .money, .money, .money, .text, .integer,
        ]
        let columns = zip(text, kinds).map { SheetColumn($0.title, width: $0.width, kind: $1) }
        let sheet = try workbook.addSheet(
            SheetPlan(
                name: StatisticsText.sheetName(record.submission.kind), columns: columns, freezing: .header(columns: 1),
                filter: .header,
                page: PagePlan(
                    orientation: .landscape,
                    header: PagePlan.Line(
                        left: [.text(record.districtName)], right: [.text(record.submission.number)]),
                    footer: PagePlan.Line(centre: [.pageNumber, .text("/"), .pageCount]))))
        try sheet.title(
            StatisticsText.title(
                record.districtName, year: record.submission.year, record.submission.number,
                record.submission.kind))
        try sheet.header()
        for row in rows { try sheet.row(Self.cells(of: row)) }
        for plan in totals.plans {
            try sheet.row(
                Self.cells(StatisticsText.total(of: plan), plan.plan, plan.heads, plan.amounts), tone: .total)
        }
        try sheet.row(
            Self.cells(StatisticsText.total(units: totals.units), "", totals.heads, totals.amounts), tone: .total)
        try workbook.close()
        return Array(try Data(contentsOf: URL(filePath: path)))
    }

    private static func cells(of row: StatisticsRow) -> [OutputCell] {
        [
            .text(row.unit), .text(row.organisationCode ?? ""), .text(row.plan), .integer(Int64(row.heads)),
            .money(fen: row.amounts.premium.fen), .money(fen: row.amounts.city.fen),
            .money(fen: row.amounts.district.fen), .money(fen: row.amounts.base.fen),
            .text(row.submittedAt.description), .integer(Int64(row.version)),
        ]
    }

    private static func cells(_ name: String, _ plan: String, _ heads: Int, _ amounts: Amounts) -> [OutputCell] {
        [
            .text(name), .text(""), .text(plan), .integer(Int64(heads)), .money(fen: amounts.premium.fen),
            .money(fen: amounts.city.fen), .money(fen: amounts.district.fen), .money(fen: amounts.base.fen),
        ]
    }
}
