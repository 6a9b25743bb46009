import Domain
import Spreadsheet
import Wording

/// Reads a sheet of expiry days, and writes the one that is filled in.
enum ExpirySheetFile {
    /// The rows that name somebody or say a day.
    ///
    /// - Throws: `MemberFileRefusal`, `ExpiryFileFault`.
    static func read(_ bytes: [UInt8]) throws -> [ExpiryRow] {
        guard !bytes.isEmpty else { throw MemberFileRefusal.missing }
        guard bytes.count <= ExpirySheet.byteLimit else {
            throw MemberFileRefusal.tooLarge(limit: ExpirySheet.byteLimit / 1_000_000)
        }
        var reader = Reader()
        do {
            let source = try TableFile.open(bytes: bytes)
            guard let sheet = source.sheets.first(where: { $0.visibility == .visible }) else {
                throw MemberFileRefusal.noRows
            }
            let batches = try source.batches(of: sheet)
            while let batch = try batches.next() {
                for row in batch { reader.take(row) }
                if reader.rows.count > ExpirySheet.rowLimit { throw ExpiryFileFault.tooManyRows }
            }
        } catch let refusal as WorkbookRefusal {
            throw MemberFileRefusal(refusal)
        }
        return try reader.finish()
    }

    /// Looks for the header, then gathers rows.
    private struct Reader {
        struct Columns {
            var member: Int?
            var document: Int?
            var expiry: Int?
            var name: Int?

            var isComplete: Bool { (member != nil || document != nil) && expiry != nil }
        }

        private static let headerWithin = 20
        var columns: Columns?
        var nearest = Columns()
        var rows: [ExpiryRow] = []

        mutating func take(_ row: SheetRow) {
            guard let columns else { return look(at: row) }
            func cell(_ column: Int?) -> Cell { column.map { row[$0] } ?? .empty }
            let who = who(cell(columns.member), cell(columns.document))
            let day = day(cell(columns.expiry))
            if who == .missing, day == .missing { return }
            let typed = ExpiryRow.Typed(
                member: cell(columns.member).text, name: cell(columns.name).text,
                document: cell(columns.document).text, day: cell(columns.expiry).text)
            rows.append(ExpiryRow(number: row.number, who: who, day: day, typed: typed))
        }

        private mutating func look(at row: SheetRow) {
            guard row.number <= Self.headerWithin else { return }
            var found = Columns()
            for (position, cell) in row.cells.enumerated() {
                let title = String(cell.text.filter { $0 != "*" && !$0.isWhitespace })
                if title == ExpiryColumns.name { found.name = position }
                if ExpiryColumns.members.contains(title) { found.member = position }
                if ExpiryColumns.documents.contains(title) { found.document = position }
                if ExpiryColumns.expiries.contains(title) { found.expiry = position }
            }
            if found.isComplete {
                columns = found
            } else if found.member != nil || found.document != nil || found.expiry != nil {
                nearest = found
            }
        }

        private func who(_ member: Cell, _ document: Cell) -> ExpiryRow.Who {
            let number = String(member.text.filter { !$0.isWhitespace })
            // The number of a member has 12 digits, which a numeric cell keeps.
            if !number.isEmpty { return .member(number) }
            guard !document.isEmpty else { return .missing }
            let cell = MemberRow.Cell(document)
            if cell.form == .numeric, NumberDamage.recognise(cell.text, in: .numeric) != nil { return .destroyed }
            let text = String(cell.text.filter { !$0.isWhitespace })
            return text.isEmpty ? .missing : .document(text)
        }

        private func day(_ cell: Cell) -> ExpiryRow.Day {
            let text = cell.text.trimmingSpace
            guard !text.isEmpty else { return .missing }
            return MemberRules.expiry(text, longTerm: IdentityDocument.Expiry.longTermWords).map { .expiry($0) }
                ?? .unreadable
        }

        func finish() throws -> [ExpiryRow] {
            guard columns != nil else {
                throw nearest.member == nil && nearest.document == nil
                    ? ExpiryFileFault.noNumberColumn : ExpiryFileFault.noExpiryColumn
            }
            guard !rows.isEmpty else { throw ExpiryFileFault.noRows }
            return rows
        }
    }

    // MARK: The template

    /// One member who stands in the template already.
    struct Line {
        let member: String
        let name: String
        let expiry: IdentityDocument.Expiry?
    }

    static func template(_ lines: [Line], at now: Instant) throws -> [UInt8] {
        try WorkbookBytes.write(created: now) { writer in
            let sheet = try writer.addSheet(
                SheetPlan(
                    name: ExpiryColumns.sheet,
                    columns: [
                        SheetColumn(ExpiryColumns.member, width: 18, kind: .text),
                        SheetColumn(ExpiryColumns.name, width: 14, kind: .text),
                        SheetColumn(ExpiryColumns.expiry, width: 16, kind: .text),
                    ], freezing: .header(columns: 1)))
            try sheet.header()
            for line in lines {
                let expiry = line.expiry?.wording
                try sheet.row([.text(line.member), .text(line.name), expiry.map { .text($0) } ?? .empty])
            }
        }
    }

    // MARK: What was not taken

    /// The rows that were not taken, as they were typed, each with why; mended they are uploaded as they are.
    static func refused(_ rows: [(typed: ExpiryRow.Typed, fault: ExpiryFault)], at now: Instant) throws -> [UInt8] {
        try WorkbookBytes.write(created: now) { writer in
            let sheet = try writer.addSheet(
                SheetPlan(
                    name: ExpiryColumns.sheet,
                    columns: [
                        SheetColumn(ExpiryColumns.member, width: 18, kind: .text),
                        SheetColumn(ExpiryColumns.name, width: 14, kind: .text),
                        SheetColumn(ExpiryColumns.document, width: 22, kind: .text),
                        SheetColumn(ExpiryColumns.expiry, width: 16, kind: .text),
                        SheetColumn(ExpiryColumns.problem, width: 80, kind: .text),
                    ], freezing: .header(columns: 0)))
            try sheet.header()
            for row in rows {
                let texts = [row.typed.member, row.typed.name, row.typed.document, row.typed.day, row.fault.wording]
                try sheet.row(texts.map { $0.isEmpty ? .empty : .text($0) })
            }
        }
    }
}
