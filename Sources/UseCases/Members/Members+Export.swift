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

    /// Writes the members of the list, streamed from the store into the workbook, and records who took how many.
    ///
    /// - Throws: `ExportRefusal` when there is nobody, or too many for one file; `Refusal.notConfirmed` for whole numbers
    ///   on an occasion on which the actor has not proved anew who he is.
    public func export(
        _ filter: MemberFilter, under union: ID<Union>? = nil, _ detail: ExportDetail, _ occasion: Occasion
    ) async throws -> ExportFile {
        let export = PeopleExport(detail: detail, occasion: occasion)
        let (top, written) = try await platform.database.read { [platform] transaction in
            guard let top = try UnionStore(transaction).find(union ?? occasion.actor.union) else {
                throw Refusal.notFound
            }
            try export.require(on: top.path)
            // Who has left is looked up one by one; his numbers are no longer the union's to take away.
            guard filter.standing == nil else { throw ExportRefusal.nobody }
            let sheet = MemberSheet(vocabulary: try Vocabulary(DictionaryStore(transaction)), detail: detail)
            let written = try export.write(sheet: MemberExportWorkbook.sheet, MemberSheet.titles) { row in
                try MemberListStore(transaction, platform.seal).forEach(
                    filter, in: UnionScope(top.path), limit: PeopleExport.limit + 1
                ) { try row(sheet.cells($0)) }
            }
            return (top, written)
        }
        try await platform.database.write { transaction in
            try export.record(written.rows, of: .memberList, (top.id, top.path), transaction)
        }
        return ExportFile(name: MemberExportWorkbook.fileName(on: occasion.today), bytes: written.bytes)
    }
}

/// The export's rows: the list's columns.
struct MemberSheet {
    let vocabulary: Vocabulary
    let detail: ExportDetail

    static var titles: [String] {
        [MemberExportWorkbook.name] + MemberListColumn.allCases.flatMap(titles)
            + [MemberExportWorkbook.electronicCard]
    }

    /// In a file the union and its number stand apart, so that it can be sorted by either.
    private static func titles(of column: MemberListColumn) -> [String] {
        column == .union ? [MemberExportWorkbook.union, MemberExportWorkbook.unionCode] : [column.wording]
    }

    func cells(_ listed: MemberListStore.Listed) -> [String] {
        let line = Members.Line(listed, vocabulary)
        let person = listed.member.person
        let (document, phone) =
            switch detail {
            case .masked: (line.document, line.phone)
            case .whole: (person.document.number, person.phone?.rawValue ?? "")
            }
        return [line.name] + MemberListColumn.allCases.flatMap { texts($0, line, document: document, phone: phone) }
            + [line.electronicCard.wording]
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
