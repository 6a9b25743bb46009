import Domain
import Spreadsheet
import Wording

/// Reads the bank's answer: the first sheet that has the five columns, wherever its header stands.
enum CardResultFile {
    private static let headerWithin = 20

    /// The rows of an answer, and its total where it has one.
    struct Answer {
        var rows: [CardResultRow] = []
        var total: CardResultTotal?
    }

    static func read(_ bytes: [UInt8]) throws -> Answer {
        let found: Result<Answer, CardFileFault>
        do throws(WorkbookRefusal) {
            found = try rows(of: Workbook.open(bytes: bytes))
        } catch {
            throw fault(of: error)
        }
        return try found.get()
    }

    private static func rows(of workbook: Workbook) throws(WorkbookRefusal) -> Result<Answer, CardFileFault> {
        var missing = CardResultColumn.allCases
        for sheet in workbook.sheets {
            var reader = Reader()
            let batches: any RowBatches
            do throws(WorkbookRefusal) {
                batches = try workbook.batches(of: sheet)
                while let batch = try batches.next() { for row in batch { reader.take(row) } }
            } catch .noRows {
                continue
            }
            if reader.columns != nil {
                return reader.answer.rows.isEmpty ? .failure(.noRows) : .success(reader.answer)
            }
            if reader.missing.count < missing.count { missing = reader.missing }
        }
        return .failure(.missingColumns(missing))
    }

    /// Looks for the header, then gathers rows.
    private struct Reader {
        var columns: [CardResultColumn: Int]?
        var missing = CardResultColumn.allCases
        var answer = Answer()

        mutating func take(_ row: SheetRow) {
            guard let columns else { return look(at: row) }
            func text(_ column: CardResultColumn) -> String {
                columns[column].map { row[$0].text.trimmingSpace } ?? ""
            }
            guard text(.batch) != CardFileWording.total else {
                answer.total = Int(text(.member).filter(\.isWholeNumber)).map {
                    CardResultTotal(row: row.number, people: $0)
                }
                return
            }
            // A line without a member and a card is a remark.
            guard !text(.member).isEmpty || !text(.card).isEmpty else { return }
            answer.rows.append(
                CardResultRow(
                    number: row.number, batch: text(.batch), member: text(.member),
                    verdict: CardVerdict.allCases.first { $0.wording == text(.verdict) },
                    card: card(columns[.card].map { row[$0] } ?? .empty), reason: text(.reason)))
        }

        private mutating func look(at row: SheetRow) {
            guard row.number <= headerWithin else { return }
            var found: [CardResultColumn: Int] = [:]
            for (position, cell) in row.cells.enumerated() {
                let title = cell.text.trimmingSpace
                if let column = CardResultColumn.allCases.first(where: { $0.title == title }) {
                    found[column] = position
                }
            }
            let absent = CardResultColumn.allCases.filter { found[$0] == nil }
            if absent.isEmpty { columns = found }
            if absent.count < missing.count { missing = absent }
        }

        private func card(_ cell: Cell) -> CardResultRow.CardCell {
            switch cell {
            case .number: .destroyed
            case .empty, .text, .boolean, .date, .error, .unsavedFormula: .text(cell.text)
            }
        }
    }

    private static func fault(of refusal: WorkbookRefusal) -> CardFileFault {
        switch refusal {
        case .empty: .empty
        case .notAWorkbook: .notAWorkbook
        case .encrypted: .encrypted
        case .macros: .macros
        case .unreadable, .damaged, .forbiddenMarkup: .damaged
        case .tooLarge, .tooLargeUnzipped, .tooManyEntries, .tooCompressed, .tooManyRows, .tooManyColumns,
            .cellTooLong:
            .tooLarge
        case .noRows: .noRows
        }
    }
}

extension String {
    /// Without space around it.
    var trimmingSpace: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
