import DatabaseKit
public import Domain
import Spreadsheet
import Store
import Wording

/// 导出当前筛选: the list as a workbook, numbers masked unless a purpose is stated.
extension Members {
    public struct ExportFile: Sendable {
        public let name: String
        public let bytes: [UInt8]
    }

    /// So many members go into one file.
    public static let exportLimit = 100_000
    /// Days that the file may be kept.
    private static let keptDays = 7

    /// Writes the members of the list, streamed from the store into the workbook, and records who took how many.
    ///
    /// - Throws: `ExportRefusal` when there is nobody, or too many for one file; `Refusal.notConfirmed` for whole numbers
    ///   on an occasion on which the actor has not proved anew who he is.
    public func export(
        _ filter: MemberFilter, under union: ID<Union>? = nil, _ detail: ExportDetail, _ occasion: Occasion
    ) async throws -> ExportFile {
        let written = try await platform.database.read { [platform] transaction in
            guard let top = try UnionStore(transaction).find(union ?? occasion.actor.union) else {
                throw Refusal.notFound
            }
            try occasion.actor.authority.require(.exportMembers, on: top.path)
            switch detail {
            case .masked: break
            case .whole: try occasion.requireConfirmation()
            }
            let sheet = MemberSheet(
                vocabulary: try Vocabulary(DictionaryStore(transaction)), detail: detail,
                mark: Self.mark(detail, occasion))
            var rows = 0
            let bytes = try WorkbookBytes.write(created: occasion.now) { writer in
                let table = try sheet.begin(in: writer)
                try MemberListStore(transaction, platform.seal).forEach(
                    filter, in: UnionScope(top.path), limit: Self.exportLimit + 1
                ) { listed in
                    rows += 1
                    guard rows <= Self.exportLimit else { throw ExportRefusal.tooMany(limit: Self.exportLimit) }
                    try table.write(listed)
                }
            }
            guard rows > 0 else { throw ExportRefusal.nobody }
            return (top: top, rows: rows, bytes: bytes)
        }
        try await platform.database.write { transaction in
            try EventStore(transaction).record(
                "exported", on: .memberList, written.top.id.rawValue, at: written.top.path,
                detail: "rows=\(written.rows) numbers=\(Self.name(of: detail))", occasion)
            try AlertWatch(transaction).export(people: written.rows, Self.numbers(of: detail), occasion)
        }
        return ExportFile(name: MemberExportWorkbook.fileName(on: occasion.today), bytes: written.bytes)
    }

    private static func numbers(of detail: ExportDetail) -> AlertRule.Numbers {
        switch detail {
        case .masked: .masked
        case .whole: .whole
        }
    }

    private static func name(of detail: ExportDetail) -> String {
        switch detail {
        case .masked: "masked"
        case .whole(let purpose): "whole purpose=\(purpose.rawValue)"
        }
    }

    private static func mark(_ detail: ExportDetail, _ occasion: Occasion) -> String {
        let purpose: ExportPurpose? =
            switch detail {
            case .masked: nil
            case .whole(let purpose): purpose
            }
        return MemberExportWorkbook.mark(
            account: occasion.actor.displayName, union: occasion.actor.unionName,
            at: occasion.now.description, purpose: purpose, keepUntil: occasion.today.adding(days: keptDays))
    }
}

/// The export's sheet: what it is over it, the list's columns in it.
struct MemberSheet {
    let vocabulary: Vocabulary
    let detail: ExportDetail
    let mark: String

    /// The sheet with its head written.
    func begin(in writer: WorkbookWriter) throws -> Rows {
        let titles =
            [MemberExportWorkbook.name] + MemberListColumn.allCases.flatMap(Self.titles)
            + [MemberExportWorkbook.electronicCard]
        var plan = SheetPlan(
            name: MemberExportWorkbook.sheet, columns: titles.map { SheetColumn($0, width: 18, kind: .text) },
            freezing: .header(columns: 1))
        plan.page = PagePlan(
            orientation: .landscape, footer: PagePlan.Line(left: [.text(mark)], right: [.pageNumber]))
        let sheet = try writer.addSheet(plan)
        try sheet.note(mark, lines: 2)
        try sheet.header()
        return Rows(sheet: sheet, vocabulary: vocabulary, detail: detail)
    }

    /// In a file the union and its number stand apart, so that it can be sorted by either.
    private static func titles(of column: MemberListColumn) -> [String] {
        column == .union ? [MemberExportWorkbook.union, MemberExportWorkbook.unionCode] : [column.wording]
    }

    struct Rows {
        let sheet: SheetWriter
        let vocabulary: Vocabulary
        let detail: ExportDetail

        func write(_ listed: MemberListStore.Listed) throws {
            let line = Members.Line(listed, vocabulary)
            let person = listed.member.person
            let (document, phone) =
                switch detail {
                case .masked: (line.document, line.phone)
                case .whole: (person.document.number, person.phone?.rawValue ?? "")
                }
            let cells: [String] =
                [line.name] + MemberListColumn.allCases.flatMap { texts($0, line, document: document, phone: phone) }
                + [line.electronicCard.wording]
            try sheet.row(cells.map { $0.isEmpty ? .empty : .text($0) })
        }

        private func texts(
            _ column: MemberListColumn, _ line: Members.Line, document: String, phone: String
        ) -> [String] {
            column == .union
                ? [line.unionName, line.unionCode] : [text(column, line, document: document, phone: phone)]
        }

        private func text(
            _ column: MemberListColumn, _ line: Members.Line, document: String, phone: String
        ) -> String {
            switch column {
            case .documentType: line.documentType.wording
            case .document: document
            case .phone: phone
            case .sex: line.sex.wording
            case .union: line.unionName
            case .workplace: line.workplace
            case .label: line.label ?? ""
            case .source: line.source.wording
            case .note: line.note ?? ""
            case .number: line.number
            case .category: line.category.wording
            case .flexibleKind: line.flexibleKind ?? ""
            case .household: line.household ?? ""
            case .post: line.post ?? ""
            case .socialInsurance: line.socialInsurance.wording
            case .joinedOn: line.joinedOn.description
            }
        }
    }
}
