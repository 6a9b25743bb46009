/// The columns of a bank statement that the ledger needs; every bank calls and orders them otherwise.
public enum BankColumn: String, Hashable, Sendable, CaseIterable {
    case day
    /// What came in; the only amount where a bank has one column with signs.
    case amount
    /// What went out, where a bank has a column of its own for it.
    case outgoing
    /// Whether it came or went, where a bank has one column of amounts without signs.
    case direction
    case payer, remark
    /// The bank's own number of the line.
    case serial

    public var isRequired: Bool {
        switch self {
        case .day, .amount, .payer: true
        case .outgoing, .direction, .remark, .serial: false
        }
    }
}

/// One line of a statement: money that came in.
public struct BankLine: Hashable, Sendable {
    /// As the spreadsheet numbers it, from 1.
    public let row: Int
    public let day: CalendarDay
    public let amount: Money
    public let payer: String
    public let remark: String
    public let serial: String

    public init(row: Int, day: CalendarDay, amount: Money, payer: String, remark: String, serial: String) {
        self.row = row
        self.day = day
        self.amount = amount
        self.payer = payer
        self.remark = remark
        self.serial = serial
    }

    /// Characters of a payer and of a remark that are kept.
    public static let textLimit = 200

    /// What a cell of a row says.
    public enum Reading: Hashable, Sendable {
        case incoming(BankLine)
        /// Money that went out, or a line without an amount: nothing for the ledger.
        case other
        case wrong(BankProblem)
    }

    /// Reads a row as the bank wrote it.
    public static func read(
        row: Int, day: String, amount: String, outgoing: String, payer: String, remark: String, serial: String,
        today: CalendarDay
    ) -> Reading {
        let amountText = plain(amount)
        if amountText.isEmpty { return .other }
        guard let money = Money(yuanText: amountText) else { return .wrong(.amountInvalid) }
        if money <= .zero { return .other }
        if let out = Money(yuanText: plain(outgoing)), out > .zero { return .other }
        // Banks write the time of day after the day.
        let dayText = day.trimmed.prefix { $0 != " " && $0 != "T" }
        guard case .date(let date)? = MemberRules.expiry(String(dayText), longTerm: []) else {
            return .wrong(.dayInvalid)
        }
        guard date <= today else { return .wrong(.dayAhead) }
        return .incoming(
            BankLine(
                row: row, day: date, amount: money, payer: String(payer.trimmed.prefix(textLimit)),
                remark: String(remark.trimmed.prefix(textLimit)), serial: String(serial.trimmed.prefix(textLimit))))
    }

    private static func plain(_ text: String) -> String {
        String(
            text.compactMap { character -> Character? in
                if character.isWhitespace || "¥￥+".contains(character) { return nil }
                return character == "，" ? "," : character
            })
    }

    /// What makes the line the same line in another file: the bank's number with day and amount, or else everything.
    ///
    /// - Parameter repetition: which of several lines that look the same, from 1; a bank's number makes it needless.
    public func identity(repetition: Int) -> String {
        let core = "\(day)|\(amount.fen)|"
        return serial.isEmpty ? core + "\(payer)|\(remark)|\(repetition)" : core + "#" + serial
    }
}

/// What is wrong with a row of a statement.
public enum BankProblem: String, Hashable, Sendable, CaseIterable, Codable {
    case amountInvalid = "amount-invalid"
    case dayInvalid = "day-invalid"
    case dayAhead = "day-ahead"
}

/// Why a statement is not read at all.
public enum BankFileRefusal: Error, Hashable, Sendable {
    case file(MemberFileRefusal)
    case columnsMissing([BankColumn])
    case noIncoming
}

/// What a statement holds; rows = new + known + other + failed.
public struct BankCounts: Codable, Hashable, Sendable {
    public var rows = 0
    /// Lines of money that came in and were not in the platform before.
    public var new = 0
    /// Lines that an earlier statement brought.
    public var known = 0
    /// Money that went out, and lines without an amount.
    public var other = 0
    public var failed = 0
    /// The sum of the new ones.
    public var amount: Money = .zero

    public init() {}
}
