import Domain
import Spreadsheet
import Wording

/// The file for the bank: who is to get a card, one row each (domain, section 4).
struct CardOrderFile: Sendable {
    static let mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    struct Line: Sendable {
        let member: String
        let name: String
        let document: IdentityDocument
        let phone: String?
        let address: String?
    }

    let batch: String
    let unit: String
    let lines: [Line]

    /// The workbook; every column is text, because a number cell destroys what is longer than 15 digits.
    func bytes(created: Instant) throws -> [UInt8] {
        try WorkbookBytes.write(created: created) { writer in
            let sheet = try writer.addSheet(
                SheetPlan(
                    name: CardFileWording.orderSheet,
                    columns: CardOrderColumn.allCases.map { SheetColumn($0.title, width: Self.width(of: $0)) },
                    freezing: .header(columns: 2), page: PagePlan(orientation: .landscape)))
            try sheet.title(CardFileWording.orderTitle(batch, unit: unit))
            try sheet.note(CardFileWording.orderNote(lines.count))
            try sheet.header()
            for line in lines { try sheet.row(CardOrderColumn.allCases.map { .text(text(of: $0, line)) }) }
            try sheet.row([.text(CardFileWording.total), .text(CardFileWording.people(lines.count))], tone: .total)
        }
    }

    private func text(of column: CardOrderColumn, _ line: Line) -> String {
        switch column {
        case .batch: batch
        case .member: line.member
        case .name: line.name
        case .documentType: line.document.type.wording
        case .documentNumber: line.document.number
        case .expiry: line.document.expiry?.wording ?? ""
        case .phone: line.phone ?? ""
        case .address: line.address ?? ""
        }
    }

    private static func width(of column: CardOrderColumn) -> Double {
        switch column {
        case .batch, .member: 18
        case .name, .documentType, .expiry, .phone: 14
        case .documentNumber: 22
        case .address: 40
        }
    }
}
