import Domain
import Spreadsheet
import Wording

/// Reads the documents of a register list, chunk by chunk.
final class RegisterFileReader {
    private let batches: any RowBatches
    private let type: Int?
    private let number: Int
    private let today: CalendarDay
    private var waiting: [SheetRow]?

    struct Chunk {
        var documents: [IdentityDocument] = []
        var unreadable = 0
    }

    /// - Throws: `MemberFileRefusal`.
    init(_ bytes: [UInt8], today: CalendarDay, limits: WorkbookLimits = WorkbookLimits()) throws {
        let (batches, first) = try Self.open(bytes, limits)
        let header = first.first?.cells.map { cell in
            String(cell.text.filter { $0 != "*" && !$0.isWhitespace })
        }
        guard let number = header?.firstIndex(where: RegisterColumns.documentNumber.contains) else {
            throw MemberFileRefusal.columnsMissing([.documentNumber])
        }
        self.batches = batches
        self.number = number
        self.today = today
        type = header?.firstIndex(where: RegisterColumns.documentType.contains)
        waiting = Array(first.dropFirst())
    }

    private static func open(_ bytes: [UInt8], _ limits: WorkbookLimits) throws -> (any RowBatches, [SheetRow]) {
        do {
            let source = try TableFile.open(bytes: bytes, limits: limits)
            guard let sheet = source.sheets.first(where: { $0.visibility == .visible }) else {
                throw MemberFileRefusal.noRows
            }
            let batches = try source.batches(of: sheet)
            return (batches, try batches.next() ?? [])
        } catch let refusal as WorkbookRefusal {
            throw MemberFileRefusal(refusal)
        }
    }

    func next() throws -> Chunk? {
        do {
            let rows: [SheetRow]
            if let waiting {
                rows = waiting
            } else if let more = try batches.next() {
                rows = more
            } else {
                return nil
            }
            waiting = nil
            var chunk = Chunk()
            for row in rows where !row[number].isEmpty {
                if let document = document(in: row) {
                    chunk.documents.append(document)
                } else {
                    chunk.unreadable += 1
                }
            }
            return chunk
        } catch {
            throw MemberFileRefusal(error)
        }
    }

    private func document(in row: SheetRow) -> IdentityDocument? {
        let cell = MemberRow.Cell(row[number])
        var documentType = DocumentType.residentIdentityCard
        if let type, !row[type].isEmpty {
            guard let named = DocumentType.words[row[type].text.filter { !$0.isWhitespace }] else { return nil }
            documentType = named
        }
        guard cell.form == .text || NumberDamage.recognise(cell.text, in: cell.form) == nil else { return nil }
        return try? IdentityDocument.validate(type: documentType, number: cell.text, today: today).get()
    }
}
