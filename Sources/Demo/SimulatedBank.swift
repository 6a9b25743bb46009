public import Domain
import Spreadsheet
import UseCases
import Wording

/// Stands in for the bank: reads the file that a batch was handed over with and answers it.
///
/// The same member always gets the same card, so a rehearsal comes out the same twice. No card is anybody's.
public struct SimulatedBank: Sendable {
    /// The first digits of every card.
    public static let prefix = "6231"

    /// Whom the bank refuses: the reason by 会员编号.
    let failures: [String: String]

    public init(failing failures: [String: String] = [:]) {
        self.failures = failures
    }

    /// Why an order is not answered.
    public enum Failure: Error, Sendable {
        /// The file has not the columns of an order.
        case noOrder
        case noCardNumber(member: String)
    }

    /// The bank's answer to an order, one row for each person.
    public func answer(_ order: [UInt8], at now: Instant) throws -> [UInt8] {
        let people = try Self.people(of: order)
        return try WorkbookBytes.write(created: now) { writer in
            let sheet = try writer.addSheet(
                SheetPlan(
                    name: CardFileWording.resultSheet,
                    columns: CardResultColumn.allCases.map { SheetColumn($0.title, width: 20) }))
            try sheet.header()
            for person in people {
                try sheet.row(try cells(of: person).map { .text($0) })
            }
        }
    }

    private func cells(of person: (batch: String, member: String)) throws -> [String] {
        if let reason = failures[person.member] {
            return [person.batch, person.member, CardVerdict.failed.wording, "", reason]
        }
        guard let card = Self.card(for: person.member) else { throw Failure.noCardNumber(member: person.member) }
        return [person.batch, person.member, CardVerdict.made.wording, card.rawValue, ""]
    }

    /// The invented card of a member: 6231, eleven digits from the member's number, the check digit.
    public static func card(for member: String) -> BankCardNumber? {
        let digits = member.filter { ("0"..."9").contains($0) }
        let serial = digits.suffix(11)
        return BankCardNumber.make(prefix: prefix, serial: Int(serial) ?? 0)
    }

    private static func people(of order: [UInt8]) throws -> [(batch: String, member: String)] {
        let workbook = try Workbook.open(bytes: order)
        guard let sheet = workbook.sheets.first else { throw Failure.noOrder }
        var columns: (batch: Int, member: Int)?
        var people: [(batch: String, member: String)] = []
        try workbook.rows(of: sheet) { row in
            guard let columns else {
                let titles = row.cells.map(\.text)
                if let batch = titles.firstIndex(of: CardOrderColumn.batch.title),
                    let member = titles.firstIndex(of: CardOrderColumn.member.title)
                {
                    columns = (batch, member)
                }
                return
            }
            guard row[columns.batch].text != CardFileWording.total else { return }
            people.append((batch: row[columns.batch].text, member: row[columns.member].text))
        }
        guard columns != nil else { throw Failure.noOrder }
        return people
    }
}
