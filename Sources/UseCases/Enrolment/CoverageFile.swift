import DatabaseKit
public import Domain
import Spreadsheet
import Store
import Wording

/// 参保信息查询 and 保障信息查询 as a workbook, numbers masked.
public struct CoverageFile: Sendable {
    public let name: String
    public let bytes: [UInt8]

    /// So many policies go into one file.
    public static let limit = 100_000
    /// Days that the file may be kept.
    private static let keptDays = 7
}

extension Coverages {
    /// Writes what the list of the unit shows, of whatever part, and records who took how many.
    ///
    /// - Throws: `ExportRefusal` when there is nobody, or too many for one file; `ConsentNeeded` when a second person has
    ///   to consent; `Refusal.exportsSpent`.
    public func export(
        _ occasion: Occasion, enterprise: ID<Enterprise>?, _ search: Search
    ) async throws -> CoverageFile {
        try await export(search, enterprise: enterprise, PeopleExport(detail: .masked, occasion: occasion)) { _ in }
    }

    /// - Parameter besides: what else is written in the transaction that records the export.
    func export(
        _ search: Search, enterprise: ID<Enterprise>?, _ export: PeopleExport,
        _ besides: @escaping @Sendable (any Transaction) throws -> Void
    ) async throws -> CoverageFile {
        let unit = try await workbench.unit(export.occasion, enterprise: enterprise)
        return try await CoverageFile.write(platform, export, unit: unit.id, besides) { _ in filter(search) }
    }
}

extension CoverageSearches {
    /// Writes what the list of the scope shows, of whatever part, and records who took how many.
    ///
    /// - Throws: as `Coverages.export`.
    public func export(_ occasion: Occasion, _ search: Search) async throws -> CoverageFile {
        try await export(search, PeopleExport(detail: .masked, occasion: occasion)) { _ in }
    }

    /// - Parameter besides: what else is written in the transaction that records the export.
    func export(
        _ search: Search, _ export: PeopleExport, _ besides: @escaping @Sendable (any Transaction) throws -> Void
    ) async throws -> CoverageFile {
        try await CoverageFile.write(platform, export, unit: nil, besides) { transaction in
            try filter(search, export.occasion, transaction)
        }
    }
}

extension CoverageFile {
    fileprivate static func write(
        _ platform: Platform, _ export: PeopleExport, unit: ID<EnrollingUnit>?,
        _ besides: @escaping @Sendable (any Transaction) throws -> Void,
        _ narrow: @escaping @Sendable (any Transaction) throws -> CoverageFilter
    ) async throws -> CoverageFile {
        let occasion = export.occasion
        let scope = try occasion.actor.authority.scope(for: .exportMembers)
        let written = try await platform.database.read { transaction in
            let store = CoverageStore(transaction, platform.seal)
            let filter = try narrow(transaction)
            let found = try store.count(in: scope, unit: unit, filter)
            guard found > 0 else { throw ExportRefusal.nobody }
            guard found <= limit else { throw ExportRefusal.tooMany(limit: limit) }
            try export.require(rows: found, transaction)
            let bytes = try WorkbookBytes.write(created: occasion.now) { writer in
                let mark = Self.mark(export)
                let sheet = try writer.addSheet(plan(mark))
                try sheet.note(mark)
                try sheet.header()
                try store.forEach(in: scope, unit: unit, filter, limit: limit) { try sheet.row(cells($0)) }
            }
            return (rows: found, bytes: bytes)
        }
        try await platform.database.write { transaction in
            try export.record(
                written.rows, of: .coverageList, (occasion.actor.union, occasion.actor.path), transaction)
            try besides(transaction)
        }
        return CoverageFile(name: CoverageWorkbook.fileName(on: occasion.today), bytes: written.bytes)
    }

    private static func mark(_ export: PeopleExport) -> String {
        let occasion = export.occasion
        return CoverageWorkbook.mark(
            account: occasion.actor.displayName, union: occasion.actor.unionName, at: occasion.now.description,
            keepUntil: occasion.today.adding(days: keptDays), consent: export.consent)
    }

    private static func plan(_ mark: String) -> SheetPlan {
        var plan = SheetPlan(
            name: CoverageWorkbook.sheet,
            columns: CoverageWorkbook.Column.allCases.map { column in
                switch column {
                case .year: SheetColumn(column.wording, kind: .integer)
                case .from, .through: SheetColumn(column.wording, width: 14, kind: .date)
                case .document, .enrolment, .submission: SheetColumn(column.wording, width: 22)
                case .unit: SheetColumn(column.wording, width: 28)
                case .name, .number, .documentType, .plan, .status: SheetColumn(column.wording, width: 16)
                }
            }, freezing: .header(columns: 1))
        plan.page = PagePlan(
            orientation: .landscape, footer: PagePlan.Line(left: [.text(mark)], right: [.pageNumber]))
        return plan
    }

    private static func cells(_ coverage: Coverage) -> [OutputCell] {
        CoverageWorkbook.Column.allCases.map { column in
            switch column {
            case .name: .text(coverage.name)
            case .number: .text(coverage.number)
            case .documentType: .text(coverage.document.type.wording)
            case .document: .text(coverage.document.masked)
            case .unit: .text(coverage.unitName)
            case .year: .integer(Int64(coverage.year))
            case .plan: .text(coverage.plan)
            case .from: date(coverage.period.from)
            case .through: date(coverage.period.through)
            case .status: .text(coverage.status.wording)
            case .enrolment: .text(coverage.enrolment)
            case .submission: coverage.submission.map { .text($0) } ?? .empty
            }
        }
    }

    private static func date(_ day: CalendarDay) -> OutputCell {
        SheetDate(day.description).map { .date($0) } ?? .text(day.description)
    }
}
