public import Domain
import Spreadsheet
import UseCases
import Wording

/// Stands in for the bank: reads the file that a batch was handed over with and answers it.
///
/// The same order always gets the same answer, so a rehearsal comes out the same twice. No card is anybody's.
public struct SimulatedBank: Sendable {
    /// The first digits of every card.
    public static let prefix = "6231"

    /// Whom the bank refuses: the reason by 会员编号.
    let failures: [String: String]
    let share: Share

    /// How many of a hundred people the bank refuses, chosen by a seed.
    public struct Share: Sendable {
        let percent: Double
        let seed: UInt64

        /// - Parameter percent: clamped to 0 … 100.
        public init(percent: Double, seed: UInt64) {
            self.percent = min(max(percent.isNaN ? 0 : percent, 0), 100)
            self.seed = seed
        }

        public static let none = Share(percent: 0, seed: 0)

        /// The reason with which the bank refuses a member in a batch; nil for most.
        func reason(for member: String, batch: String) -> String? {
            let value = SimulatedBank.mixed(batch + "/" + member, seed)
            guard Double(value % 10_000) < percent * 100 else { return nil }
            return SimulatedBank.reasons[Int(value / 10_000 % UInt64(SimulatedBank.reasons.count))]
        }
    }

    /// What banks write when they refuse.
    public static let reasons = ["照片不清晰", "证件信息核验未通过", "手机号非本人实名", "证件已过期"]

    public init(failing failures: [String: String] = [:], share: Share = .none) {
        self.failures = failures
        self.share = share
    }

    /// Why an order is not answered.
    public enum Failure: Error, Sendable {
        /// The file has not the columns of an order.
        case noOrder
        case noCardNumber(member: String)
    }

    /// The bank's answer to an order, with its totals.
    public struct Response: Sendable {
        public let batch: String
        public let issued: Int
        public let failed: Int
        /// The workbook, one row for each person.
        public let bytes: [UInt8]
    }

    /// The bank's answer to an order, one row for each person.
    public func answer(_ order: [UInt8], at now: Instant) throws -> [UInt8] {
        try respond(to: order, at: now).bytes
    }

    public func respond(to order: [UInt8], at now: Instant) throws -> Response {
        let people = try Self.people(of: order)
        guard let batch = people.first?.batch else { throw Failure.noOrder }
        var failed = 0
        let bytes = try WorkbookBytes.write(created: now) { writer in
            let sheet = try writer.addSheet(
                SheetPlan(
                    name: CardFileWording.resultSheet,
                    columns: CardResultColumn.allCases.map { SheetColumn($0.title, width: 20) }))
            try sheet.header()
            for person in people {
                let reason = failures[person.member] ?? share.reason(for: person.member, batch: person.batch)
                if reason != nil { failed += 1 }
                try sheet.row(try cells(of: person, failing: reason).map { .text($0) })
            }
            let total = [CardFileWording.total, CardFileWording.people(people.count)]
            try sheet.row(total.map { .text($0) }, tone: .total)
        }
        return Response(batch: batch, issued: people.count - failed, failed: failed, bytes: bytes)
    }

    private func cells(of person: (batch: String, member: String), failing reason: String?) throws -> [String] {
        if let reason { return [person.batch, person.member, CardVerdict.failed.wording, "", reason] }
        guard let card = Self.card(for: person.member, batch: person.batch) else {
            throw Failure.noCardNumber(member: person.member)
        }
        return [person.batch, person.member, CardVerdict.made.wording, card.rawValue, ""]
    }

    /// The invented card of a member whom the bank has known from the beginning: 6231, eleven digits, the check digit.
    public static func card(for member: String) -> BankCardNumber? {
        BankCardNumber.make(prefix: prefix, serial: serial(of: member))
    }

    /// The invented card that a member gets by a batch; by another it is another, as a bank never gives a number twice.
    ///
    /// 6231, six digits of batch and member hashed together, eight of the member, the check digit. So two members never
    /// get the same, and no distance between two batches gives all their people the same cards again.
    public static func card(for member: String, batch: String) -> BankCardNumber? {
        let round = Int(mixed(batch + "/" + member, 0) % 1_000_000)
        return BankCardNumber.make(
            prefix: prefix, serial: round * roundSize + serial(of: member) % roundSize, length: 19)
    }

    /// Members' numbers differ in their last eight digits until there are a hundred million.
    private static let roundSize = 100_000_000

    /// FNV-1a with a finish, so that neighbouring numbers fall apart.
    private static func mixed(_ text: String, _ seed: UInt64) -> UInt64 {
        var hash = 0xcbf2_9ce4_8422_2325 ^ (seed &* 0x9e37_79b9_7f4a_7c15)
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
        hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
        return hash ^ (hash >> 31)
    }

    private static func serial(of member: String) -> Int { Int(member.filter(isDigit).suffix(11)) ?? 0 }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

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
