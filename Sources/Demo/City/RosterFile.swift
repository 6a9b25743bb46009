public import Domain
import Spreadsheet
import Wording

/// The list of a very large union as a workbook on the disk, written row by row.
public enum RosterFile {
    /// When the list was made.
    public enum Edition: Sendable {
        /// For the import.
        case first
        /// When of each hundred people one had gone, one had moved and one had come.
        case later
    }

    /// What a comparison of the later edition finds in a union that has imported the first.
    public static func differences(_ people: Int) -> (new: Int, changed: Int, missing: Int) {
        func count(_ lot: Lot) -> Int { max(0, (people + 99 - lot.rawValue) / 100) }
        return (count(.come), count(.moved), count(.gone))
    }

    /// Who is what in the later edition, by his number's last two digits.
    private enum Lot: Int {
        case gone = 1
        case moved, come
    }

    /// Writes an import template with the first people of a city.
    public static func write(
        _ people: Int, of city: InventedCity, for union: Union, _ edition: Edition = .first, to path: String
    ) throws {
        let writer = try WorkbookWriter(path: path, created: 1_700_000_000)
        let sheet = try writer.addSheet(
            SheetPlan(
                name: MemberWorkbook.sheet, columns: MemberColumn.allCases.map { SheetColumn($0.header, width: 20) }))
        try sheet.header()
        let columns = MemberColumn.allCases
        let workplace = union.name.replacing("工会委员会", with: "")
        for number in 0..<max(0, people) {
            guard let entry = city.resident(number)?.entry else { continue }
            let lot = edition == .later ? Lot(rawValue: number % 100) : nil
            if lot == .gone { continue }
            let address = lot == .moved ? entry.address.map { $0 + "乙" } : entry.address
            try sheet.row(columns.map { cell($0, entry, union, workplace, address) })
            guard lot == .come, let newcomer = city.resident(number + Self.newcomers)?.entry else { continue }
            try sheet.row(columns.map { cell($0, newcomer, union, workplace, newcomer.address) })
        }
        try writer.close()
    }

    /// Numbers from here on are nobody's in a first edition.
    private static let newcomers = 50_000_000

    private static func cell(
        _ column: MemberColumn, _ entry: MemberEntry, _ union: Union, _ workplace: String, _ address: String?
    ) -> OutputCell {
        switch column {
        case .name: .text(entry.name)
        case .documentType: .text(entry.document.type.wording)
        case .documentNumber: .text(entry.document.number)
        case .phone: .text(entry.phone.rawValue)
        case .sex: .text(entry.sex.wording)
        case .unionName: .text(union.name)
        case .unionCode: .text(union.code)
        case .workplace: .text(workplace)
        case .address: address.map { .text($0) } ?? .empty
        case .documentExpiry:
            switch entry.document.expiry {
            case .date(let day): .text(day.description)
            case .longTerm: .text("长期")
            case nil: .empty
            }
        case .label, .household, .post: .empty
        }
    }
}
