import Domain
import Spreadsheet
import Store
import Wording

/// The import template (manual 2023, part 1, 三): one sheet to fill in, one that says what may stand in it.
struct MemberTemplate {
    let union: Union
    let vocabulary: Vocabulary

    /// - Parameter failed: rows to be mended whose own file is gone; they get one column more, with what is wrong.
    func bytes(at now: Instant, mending failed: FailedRows? = nil) throws -> [UInt8] {
        try WorkbookBytes.write(created: now) { writer in
            var columns = MemberColumn.allCases.map(column)
            if failed != nil { columns.append(SheetColumn(MemberWorkbook.problem, width: 80)) }
            let sheet = try writer.addSheet(
                SheetPlan(name: MemberWorkbook.sheet, columns: columns, freezing: .header(columns: 1)))
            if failed != nil { try sheet.note(MemberWorkbook.sourceGone) }
            try sheet.header()
            while let next = try failed?.next() {
                let texts = MemberColumn.allCases.map { Self.text(next.row[$0]) }
                try sheet.row((texts + [next.problems.advice(row: next.row.number)]).map(Self.cell))
            }
            try writeNotes(to: writer)
        }
    }

    /// The template with people filled in, ready to be uploaded.
    ///
    /// - Parameter fill: gives the rows one after the other, so that they never stand in memory together.
    func bytes(at now: Instant, filledBy fill: (_ put: (MemberRow) throws -> Void) throws -> Void) throws -> [UInt8] {
        try WorkbookBytes.write(created: now) { writer in
            let sheet = try writer.addSheet(
                SheetPlan(
                    name: MemberWorkbook.sheet, columns: MemberColumn.allCases.map(column),
                    freezing: .header(columns: 1)))
            try sheet.header()
            try fill { row in try sheet.row(MemberColumn.allCases.map { Self.cell(row[$0].text) }) }
            try writeNotes(to: writer)
        }
    }

    /// Digits that a numeric cell has lost are not written as if they were there: in a text cell nobody could tell.
    static func text(_ cell: MemberRow.Cell) -> String {
        guard cell.form == .numeric, NumberDamage.recognise(cell.text, in: .numeric) == .digitsLost,
            cell.text.allSatisfy(\.isNumber)
        else { return cell.text }
        return String(cell.text.prefix(15)) + String(repeating: "?", count: cell.text.count - 15)
    }

    static func cell(_ text: String) -> OutputCell { text.isEmpty ? .empty : .text(text) }

    /// A column of a clerk's own file: his word over it, and the list of the template's column, which only warns, because
    /// more words are understood than are listed.
    func column(_ column: MemberColumn, titled title: String) -> SheetColumn {
        var named = self.column(column)
        named.title = title
        named.choices?.strictness = .warn
        return named
    }

    private func column(_ column: MemberColumn) -> SheetColumn {
        SheetColumn(
            column.header, width: Self.width(column), kind: .text,
            necessity: column.isRequired ? .required : .optional, choices: choices(column))
    }

    // MARK: Allowed values

    /// The columns whose values are listed on the second sheet, in the order of its columns there.
    private static let listed: [MemberColumn] = [
        .documentType, .sex, .unionName, .unionCode, .label, .household, .post,
    ]

    private func values(_ column: MemberColumn) -> [String] {
        switch column {
        case .documentType: DocumentType.allCases.map(\.wording)
        case .sex: Sex.allCases.map(\.wording)
        case .unionName: [union.name]
        case .unionCode: [union.code]
        case .label: vocabulary.offered(.label).map(\.name)
        case .household: vocabulary.offered(.household).map(\.name)
        case .post: vocabulary.offered(.post).map(\.name)
        case .name, .documentNumber, .phone, .workplace, .address, .documentExpiry: []
        }
    }

    private func choices(_ column: MemberColumn) -> Choices? {
        let values = values(column)
        guard !values.isEmpty, let position = Self.listed.firstIndex(of: column) else { return nil }
        return Choices(
            .cells(
                sheet: MemberWorkbook.notes, column: MemberWorkbook.noteColumns.count + position,
                rows: 2...(values.count + 1)),
            complaint: .init(title: MemberWorkbook.complaintTitle, text: MemberWorkbook.complaintText))
    }

    func writeNotes(to writer: WorkbookWriter) throws {
        let titles = MemberWorkbook.noteColumns + Self.listed.map(\.wording)
        let widths: [Double] = [20, 10, 52, 26, 8, 30, 16, 18, 16, 16]
        let columns = zip(titles, widths).map { SheetColumn($0, width: $1) }
        let sheet = try writer.addSheet(SheetPlan(name: MemberWorkbook.notes, columns: columns))
        try sheet.header()
        let lists = Self.listed.map(values)
        let rules = MemberColumn.allCases
        for line in 0..<max(rules.count, lists.map(\.count).max() ?? 0) {
            var cells: [OutputCell] = [.empty, .empty, .empty]
            if line < rules.count {
                let rule = rules[line]
                cells = [
                    .text(rule.wording),
                    .text(rule.isRequired ? MemberWorkbook.required : MemberWorkbook.optional), .text(rule.rule),
                ]
            }
            cells += lists.map { line < $0.count ? .text($0[line]) : .empty }
            try sheet.row(cells)
        }
    }

    private static func width(_ column: MemberColumn) -> Double {
        switch column {
        case .name, .label, .household, .post: 14
        case .documentType: 16
        case .documentNumber: 24
        case .phone, .unionCode, .documentExpiry: 16
        case .sex: 8
        case .unionName, .workplace: 30
        case .address: 40
        }
    }
}
