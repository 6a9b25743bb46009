import DatabaseKit
public import Domain
import Spreadsheet
import Store
import Wording

/// 审计日志: who did what, for audit administrators, within their subtree.
public struct AuditLog: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    public struct File: Sendable {
        public let name: String
        public let bytes: [UInt8]
    }

    /// So many events go into one file.
    public static let exportLimit = 100_000

    public func page(
        _ occasion: Occasion, _ filter: AuditFilter, _ part: AuditPart, size: Int
    ) async throws -> AuditListing {
        let scope = try occasion.actor.authority.scope(for: .viewAudit)
        return try await platform.database.read { try AuditStore($0).list(in: scope, filter, part, size: size) }
    }

    /// The day of the newest event before a moment, which may lie far back in a log that nobody has written to since.
    public func newestDay(before limit: Instant, _ occasion: Occasion) async throws -> CalendarDay? {
        _ = try occasion.actor.authority.scope(for: .viewAudit)
        return try await platform.database.read { try AuditStore($0).newest(before: limit)?.day }
    }

    /// Writes what was found into a file, streamed from the store, and records who took how many.
    ///
    /// - Throws: `ExportRefusal` when there is none, or too many for one file.
    public func export(_ occasion: Occasion, _ filter: AuditFilter) async throws -> File {
        let scope = try occasion.actor.authority.scope(for: .viewAudit)
        let written = try await platform.database.read { transaction in
            let store = AuditStore(transaction)
            let found = try store.count(in: scope, filter, limit: Self.exportLimit)
            guard found > 0 else { throw ExportRefusal.nobody }
            guard found <= Self.exportLimit else { throw ExportRefusal.tooMany(limit: Self.exportLimit) }
            let mark = AuditWorkbook.mark(
                account: occasion.actor.displayName, union: occasion.actor.unionName, at: occasion.now.description)
            let bytes = try WorkbookBytes.write(created: occasion.now) { writer in
                let sheet = try writer.addSheet(Self.plan(mark))
                try sheet.note(mark)
                try sheet.header()
                try store.forEach(in: scope, filter, limit: Self.exportLimit) { try sheet.row(Self.cells($0)) }
            }
            return (rows: found, bytes: bytes)
        }
        try await platform.database.write { transaction in
            try EventStore(transaction).record(
                "exported", on: .auditLog, occasion.actor.union.rawValue, at: occasion.actor.path,
                detail: "rows=\(written.rows) from=\(filter.from) through=\(filter.through)", occasion)
        }
        return File(name: AuditWorkbook.fileName(on: occasion.today), bytes: written.bytes)
    }

    private static func plan(_ mark: String) -> SheetPlan {
        let widths: [Double] = [20, 14, 16, 14, 18, 24, 14, 28, 12, 40]
        var plan = SheetPlan(
            name: AuditWorkbook.sheet,
            columns: zip(AuditWorkbook.columns, widths).map { SheetColumn($0, width: $1) },
            freezing: .header(columns: 1))
        plan.page = PagePlan(
            orientation: .landscape, footer: PagePlan.Line(left: [.text(mark)], right: [.pageNumber]))
        return plan
    }

    private static func cells(_ entry: AuditEntry) -> [OutputCell] {
        [
            entry.at.description, entry.day.description, entry.account ?? AuditWording.nobody(entry.unnamed),
            entry.person ?? "",
            entry.origin, AuditWording.action(entry.action), AuditWording.object(entry),
            entry.union ?? "", entry.result.wording, AuditWording.detail(entry.detail) ?? "",
        ].map { .text($0) }
    }
}
