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
    /// Of those who have left the file has what they were in the union and when and why they left. Their telephone numbers
    /// and whole numbers are no longer the union's to take away.
    ///
    /// - Throws: `ExportRefusal` when there is nobody, too many for one file, or whole numbers of those who have left are
    ///   asked for; `ConsentNeeded` when a second person has to consent; `Refusal.notConfirmed` for whole numbers on an
    ///   occasion on which the actor has not proved anew who he is.
    public func export(
        _ filter: MemberFilter, under union: ID<Union>? = nil, _ detail: ExportDetail, _ occasion: Occasion
    ) async throws -> ExportFile {
        try await export(filter, under: union, PeopleExport(detail: detail, occasion: occasion)) { _ in }
    }

    /// - Parameter besides: what else is written in the transaction that records the export.
    func export(
        _ filter: MemberFilter, under union: ID<Union>?, _ export: PeopleExport,
        _ besides: @escaping @Sendable (any Transaction) throws -> Void
    ) async throws -> ExportFile {
        let occasion = export.occasion
        let (top, written) = try await platform.database.read { [platform] transaction in
            guard let top = try UnionStore(transaction).find(union ?? occasion.actor.union) else {
                throw Refusal.notFound
            }
            try export.require(on: top.path)
            guard filter.standing == nil || export.detail == .masked else { throw ExportRefusal.wholeNumbersOfFormer }
            let sheet = MemberSheet(
                vocabulary: try Vocabulary(DictionaryStore(transaction)), detail: export.detail,
                standing: filter.standing)
            let written = try export.write(sheet: MemberExportWorkbook.sheet, sheet.titles, transaction) { row in
                try MemberListStore(transaction, platform.seal).forEach(
                    filter, in: UnionScope(top.path), limit: PeopleExport.limit + 1
                ) { try row(sheet.cells($0)) }
            }
            return (top, written)
        }
        try await platform.database.write { transaction in
            try export.record(written.rows, of: .memberList, (top.id, top.path), transaction)
            try besides(transaction)
        }
        return ExportFile(
            name: MemberExportWorkbook.fileName(filter.standing, on: occasion.today), bytes: written.bytes)
    }
}

/// The export's rows: the list's columns, and of those who have left what is kept of them.
struct MemberSheet {
    let vocabulary: Vocabulary
    let detail: ExportDetail
    let standing: MemberFilter.Standing?

    var titles: [String] {
        [MemberExportWorkbook.name] + columns.flatMap(Self.titles) + ends
    }

    private var columns: [MemberListColumn] {
        switch standing {
        case nil: MemberListColumn.allCases
        case .former: MemberListColumn.allCases.filter(\.isKeptOfFormer)
        }
    }

    private var ends: [String] {
        switch standing {
        case nil: [MemberExportWorkbook.electronicCard]
        case .former: [MemberExportWorkbook.leftOn, MemberExportWorkbook.leaveReason]
        }
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
        return [line.name] + columns.flatMap { texts($0, line, document: document, phone: phone) } + ends(of: line)
    }

    private func ends(of line: Members.Line) -> [String] {
        switch standing {
        case nil: [line.electronicCard.wording]
        case .former: [line.left?.on.description ?? "", line.left?.reason.wording ?? ""]
        }
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
