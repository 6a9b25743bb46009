import Domain
import Spreadsheet
import Store
import Wording

/// The workbooks of 组织 and 企业: the template, the lists taken out, and rows to be mended, all with the same columns, so
/// that each can be uploaded again.
struct OrganisationTable {
    let subject: OrganisationSubject
    let words: OrganisationWords

    /// - Parameters:
    ///   - problems: whether one column more says what is wrong with a row.
    ///   - mark: over the header and under each page, of lists that are taken out.
    ///   - fill: gives the rows one after the other, so that they never stand in memory together.
    func bytes(
        at now: Instant, problems: Problems = .none, mark: String? = nil,
        filledBy fill: (SheetWriter) throws -> Void = { _ in }
    ) throws -> [UInt8] {
        try WorkbookBytes.write(created: now) { writer in
            var columns = subject.columns.map(column)
            if problems == .column { columns.append(SheetColumn(OrganisationWorkbook.problem, width: 80)) }
            var plan = SheetPlan(name: subject.wording, columns: columns, freezing: .header(columns: 1))
            if let mark {
                plan.page = PagePlan(
                    orientation: .landscape, footer: PagePlan.Line(left: [.text(mark)], right: [.pageNumber]))
            }
            let sheet = try writer.addSheet(plan)
            if let mark { try sheet.note(mark, lines: 2) }
            try sheet.header()
            try fill(sheet)
            try writeNotes(to: writer)
        }
    }

    enum Problems {
        case none, column
    }

    /// The cells of a listed union or enterprise, its contact's mobile number masked.
    func cells(_ listed: OrganisationLookupStore.Listed) -> [OutputCell] {
        subject.columns.map { column in
            let text =
                switch column {
                case .kind: listed.kind.wording
                case .code: listed.particulars.code
                case .superiorCode: listed.superiorCode
                case .superiorName: listed.superiorName
                case .contactPhone: listed.particulars.maskedContactPhone ?? ""
                case .name, .creditCode, .creditReason, .economicType, .industry, .address, .contactName:
                    column.field.map { listed.particulars[$0] } ?? ""
                }
            return MemberTemplate.cell(text)
        }
    }

    func cells(_ failed: FailedOrganisation) -> [OutputCell] {
        (subject.columns.map { failed.cells[$0] ?? "" } + [failed.advice]).map(MemberTemplate.cell)
    }

    // MARK: Allowed values

    private var listed: [(column: OrganisationColumn, values: [String])] {
        let lists: [(OrganisationColumn, [String])] = [
            (.kind, UnionKind.allCases.filter { $0 != .cityFederation }.map(\.wording)),
            (.economicType, words.economicTypes), (.industry, words.industries),
        ]
        return lists.filter { subject.columns.contains($0.0) && !$0.1.isEmpty }.map { (column: $0.0, values: $0.1) }
    }

    private func column(_ column: OrganisationColumn) -> SheetColumn {
        SheetColumn(
            column.header(of: subject), width: Self.width(column), kind: .text,
            necessity: column.isRequired(of: subject) ? .required : .optional, choices: choices(column))
    }

    private func choices(_ column: OrganisationColumn) -> Choices? {
        guard let position = listed.firstIndex(where: { $0.column == column }) else { return nil }
        return Choices(
            .cells(
                sheet: OrganisationWorkbook.notes, column: MemberWorkbook.noteColumns.count + position,
                rows: 2...(listed[position].values.count + 1)),
            complaint: .init(title: MemberWorkbook.complaintTitle, text: MemberWorkbook.complaintText))
    }

    private func writeNotes(to writer: WorkbookWriter) throws {
        let lists = listed
        let titles = MemberWorkbook.noteColumns + lists.map { $0.column.wording(of: subject) }
        let widths: [Double] = [20, 10, 70, 20, 30, 30]
        let sheet = try writer.addSheet(
            SheetPlan(
                name: OrganisationWorkbook.notes, columns: zip(titles, widths).map { SheetColumn($0, width: $1) }))
        try sheet.header()
        let rules = subject.columns
        for line in 0..<max(rules.count, lists.map(\.values.count).max() ?? 0) {
            var cells: [OutputCell] = [.empty, .empty, .empty]
            if line < rules.count {
                let rule = rules[line]
                cells = [
                    .text(rule.wording(of: subject)),
                    .text(rule.isRequired(of: subject) ? MemberWorkbook.required : MemberWorkbook.optional),
                    .text(rule.rule(of: subject)),
                ]
            }
            try sheet.row(cells + lists.map { line < $0.values.count ? .text($0.values[line]) : .empty })
        }
    }

    private static func width(_ column: OrganisationColumn) -> Double {
        switch column {
        case .name, .superiorName: 32
        case .kind, .code, .superiorCode, .contactPhone: 16
        case .creditCode, .industry: 22
        case .creditReason, .address: 36
        case .economicType: 18
        case .contactName: 12
        }
    }
}
