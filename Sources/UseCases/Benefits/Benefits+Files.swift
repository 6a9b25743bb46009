import DatabaseKit
public import Domain
import Spreadsheet
import Store
import Wording

/// The files that leave 给付信息查询.
extension Benefits {
    public struct File: Sendable {
        public let name: String
        public let bytes: [UInt8]
    }

    /// So many payments go into one file.
    public static let exportLimit = 100_000
    /// Days that the file may be kept.
    private static let keptDays = 7

    /// Writes the payments of the list, numbers masked, streamed from the store, with the sum under them.
    ///
    /// It is recorded who took how many; they count towards what the account may take out in a day.
    ///
    /// - Throws: `ExportRefusal` when there is none, or too many for one file; `ConsentNeeded` when a second person has to
    ///   consent; `Refusal.exportsSpent`.
    public func export(_ occasion: Occasion, _ search: Search) async throws -> File {
        try await export(search, PeopleExport(detail: .masked, occasion: occasion)) { _ in }
    }

    /// - Parameter besides: what else is written in the transaction that records the export.
    func export(
        _ search: Search, _ export: PeopleExport, _ besides: @escaping @Sendable (any Transaction) throws -> Void
    ) async throws -> File {
        let occasion = export.occasion
        let scope = try occasion.actor.authority.scope(for: .exportMembers)
        let filter = filter(search)
        let written = try await platform.database.read { [platform] transaction in
            let store = BenefitStore(transaction, platform.seal)
            let found = try store.count(in: scope, filter)
            guard found > 0 else { throw ExportRefusal.nobody }
            guard found <= Self.exportLimit else { throw ExportRefusal.tooMany(limit: Self.exportLimit) }
            try export.require(rows: found, transaction)
            let mark = Self.mark(export)
            let bytes = try WorkbookBytes.write(created: occasion.now) { writer in
                let sheet = try writer.addSheet(Self.plan(mark))
                try sheet.note(mark)
                try sheet.header()
                try store.forEach(in: scope, filter, limit: Self.exportLimit) { try sheet.row(Self.cells($0)) }
                let totals = try store.totals(in: scope, filter)
                try sheet.row(
                    [
                        .text(BenefitWorkbook.total(totals.count)), .empty, .empty, .empty, .empty, .empty, .empty,
                        .money(fen: totals.amount.fen),
                    ], tone: .total)
            }
            return (rows: found, bytes: bytes)
        }
        try await platform.database.write { transaction in
            try export.record(
                written.rows, of: .benefit, (occasion.actor.union, occasion.actor.path), transaction)
            try besides(transaction)
        }
        return File(name: BenefitWorkbook.fileName(on: occasion.today), bytes: written.bytes)
    }

    private static func mark(_ export: PeopleExport) -> String {
        let occasion = export.occasion
        return BenefitWorkbook.mark(
            account: occasion.actor.displayName, union: occasion.actor.unionName, at: occasion.now.description,
            keepUntil: occasion.today.adding(days: keptDays), consent: export.consent)
    }

    private static func plan(_ mark: String) -> SheetPlan {
        var plan = SheetPlan(
            name: BenefitWorkbook.sheet,
            columns: [
                SheetColumn(BenefitColumn.name.wording), SheetColumn(BenefitColumn.documentType.wording),
                SheetColumn(BenefitColumn.documentNumber.wording, width: 22),
                SheetColumn(BenefitWorkbook.unit, width: 28),
                SheetColumn(BenefitColumn.year.wording, kind: .integer), SheetColumn(BenefitWorkbook.plan),
                SheetColumn(BenefitColumn.kind.wording, width: 18),
                SheetColumn(BenefitColumn.amount.wording, width: 16, kind: .money),
                SheetColumn(BenefitColumn.paidOn.wording, width: 14, kind: .date),
                SheetColumn(BenefitColumn.reference.wording, width: 22), SheetColumn(BenefitWorkbook.standing),
            ], freezing: .header(columns: 1))
        plan.page = PagePlan(
            orientation: .landscape, footer: PagePlan.Line(left: [.text(mark)], right: [.pageNumber]))
        return plan
    }

    private static func cells(_ payment: BenefitPayment) -> [OutputCell] {
        [
            .text(payment.name), .text(payment.document.type.wording), .text(payment.document.masked),
            .text(payment.unitName), .integer(Int64(payment.year)), payment.plan.map { .text($0) } ?? .empty,
            .text(payment.kind), .money(fen: payment.amount.fen),
            SheetDate(payment.paidOn.description).map { .date($0) } ?? .text(payment.paidOn.description),
            .text(payment.reference), .text(payment.standing.wording),
        ]
    }

    /// The file that the centre fills in.
    public func template(_ occasion: Occasion) throws -> File {
        try occasion.actor.authority.require(.importBenefits, on: .root)
        let bytes = try WorkbookBytes.write(created: occasion.now) { writer in
            let columns = BenefitColumn.allCases.map {
                SheetColumn($0.wording, width: 20, kind: .text, necessity: $0.isRequired ? .required : .optional)
            }
            let sheet = try writer.addSheet(
                SheetPlan(name: BenefitWorkbook.sheet, columns: columns, freezing: .header(columns: 1)))
            try sheet.note(BenefitWorkbook.note, lines: 2)
            try sheet.header()
        }
        return File(name: BenefitWorkbook.templateName, bytes: bytes)
    }
}
