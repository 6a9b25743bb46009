/// The columns of the file that goes to the bank, in their order (domain, section 4).
public enum CardOrderColumn: Int, Hashable, Sendable, CaseIterable {
    case batch, member, name, documentType, documentNumber, expiry, phone, address
}

/// The columns of the file that comes back from the bank.
public enum CardResultColumn: Int, Hashable, Sendable, CaseIterable {
    case batch, member, verdict, card, reason
}

/// What the bank says of one person.
public enum CardVerdict: String, Hashable, Sendable, CaseIterable {
    case made, failed
}

/// One row of the bank's answer, as it was read.
public struct CardResultRow: Hashable, Sendable {
    /// As the spreadsheet counts, from 1.
    public let number: Int
    public let batch: String
    public let member: String
    /// Nil when the cell holds another word.
    public let verdict: CardVerdict?
    public let card: CardCell
    public let reason: String

    /// The card's cell; a spreadsheet keeps 15 digits of a number and destroys the rest.
    public enum CardCell: Hashable, Sendable {
        case text(String)
        case destroyed
    }

    public init(number: Int, batch: String, member: String, verdict: CardVerdict?, card: CardCell, reason: String) {
        self.number = number
        self.batch = batch
        self.member = member
        self.verdict = verdict
        self.card = card
        self.reason = reason
    }
}

/// The number of people that stands below the rows of the bank's answer.
public struct CardResultTotal: Hashable, Sendable {
    /// The row of the spreadsheet.
    public let row: Int
    public let people: Int

    public init(row: Int, people: Int) {
        self.row = row
        self.people = people
    }
}

/// What came of the order for one person.
public enum CardOutcome: Hashable, Sendable {
    case issued(BankCardNumber)
    /// Nil when the bank gives no reason.
    case failed(reason: String?)
}

/// Something in the bank's answer that keeps all of it from being applied.
public struct CardResultProblem: Hashable, Sendable {
    /// The row of the spreadsheet; nil when it is about the file.
    public let row: Int?
    public let fault: Fault

    public enum Fault: Hashable, Sendable {
        case anotherBatch(String)
        case unknownMember(String)
        case repeatedMember(String)
        case missingMembers([String])
        /// The total below the rows says another number than there are rows.
        case totalDiffers(stated: Int, rows: Int)
        case verdictUnclear
        case cardMissing
        case cardDestroyed
        case cardMalformed
        case cardRepeated
        /// The number is already on the platform.
        case cardTaken
        /// The person has got a card in the meantime.
        case memberHasCard(String)
    }

    public init(row: Int?, _ fault: Fault) {
        self.row = row
        self.fault = fault
    }
}

/// The bank's answer to one batch, judged as a whole before anything of it is applied.
public struct CardResult: Hashable, Sendable {
    /// By 会员编号.
    public let outcomes: [String: CardOutcome]
    /// The row of each member, for problems that only the records show.
    public let rows: [String: Int]

    public var issued: Int { outcomes.values.count { if case .issued = $0 { true } else { false } } }
    public var failed: Int { outcomes.count - issued }

    /// Card numbers whose check digit does not fit; a warning, because some issuers number otherwise.
    public var oddCheckDigits: Int {
        outcomes.values.count { if case .issued(let card) = $0 { !card.hasFittingCheckDigit } else { false } }
    }

    /// The same text for the same answer, whatever file it comes in; the rows' order does not matter.
    public var fingerprintText: String {
        outcomes.keys.sorted().map { member in
            switch outcomes[member] {
            case .issued(let card): "\(member)=\(card.rawValue)"
            case .failed(let reason): "\(member)!\(reason ?? "")"
            case nil: member
            }
        }.joined(separator: "\n")
    }

    /// Judges all rows against the batch's number and people.
    ///
    /// - Parameter total: what the file says below its rows; nil when it says nothing.
    /// - Returns: the result, or every problem of the file in the order of its rows.
    public static func judge(
        _ rows: [CardResultRow], total: CardResultTotal? = nil, batch number: String, members: Set<String>
    ) -> (result: CardResult, problems: [CardResultProblem]) {
        var reader = CardResultJudge(number: number, members: members)
        for row in rows { reader.judge(row) }
        if let total, total.people != rows.count {
            reader.problems.append(
                CardResultProblem(row: total.row, .totalDiffers(stated: total.people, rows: rows.count)))
        }
        return reader.finish()
    }

    init(outcomes: [String: CardOutcome], rows: [String: Int]) {
        self.outcomes = outcomes
        self.rows = rows
    }
}

private struct CardResultJudge {
    let number: String
    let members: Set<String>
    var outcomes: [String: CardOutcome] = [:]
    var rows: [String: Int] = [:]
    var cards: Set<BankCardNumber> = []
    var problems: [CardResultProblem] = []

    init(number: String, members: Set<String>) {
        self.number = number
        self.members = members
    }

    mutating func judge(_ row: CardResultRow) {
        guard row.batch == number else { return refuse(row, .anotherBatch(row.batch)) }
        guard members.contains(row.member) else { return refuse(row, .unknownMember(row.member)) }
        guard rows[row.member] == nil else { return refuse(row, .repeatedMember(row.member)) }
        rows[row.member] = row.number
        switch row.verdict {
        case .made:
            if let card = card(of: row) { outcomes[row.member] = .issued(card) }
        case .failed:
            outcomes[row.member] = .failed(reason: row.reason.isEmpty ? nil : String(row.reason.prefix(100)))
        case nil: refuse(row, .verdictUnclear)
        }
    }

    private mutating func card(of row: CardResultRow) -> BankCardNumber? {
        switch row.card {
        case .destroyed:
            refuse(row, .cardDestroyed)
            return nil
        case .text(let text):
            switch BankCardNumber.validate(text) {
            case .failure(.empty):
                refuse(row, .cardMissing)
                return nil
            case .failure(.wrongLength), .failure(.notDigits):
                refuse(row, .cardMalformed)
                return nil
            case .success(let card):
                guard cards.insert(card).inserted else {
                    refuse(row, .cardRepeated)
                    return nil
                }
                return card
            }
        }
    }

    private mutating func refuse(_ row: CardResultRow, _ fault: CardResultProblem.Fault) {
        problems.append(CardResultProblem(row: row.number, fault))
    }

    mutating func finish() -> (result: CardResult, problems: [CardResultProblem]) {
        let missing = members.subtracting(rows.keys).sorted()
        if !missing.isEmpty { problems.append(CardResultProblem(row: nil, .missingMembers(missing))) }
        return (CardResult(outcomes: outcomes, rows: rows), problems)
    }
}

/// Why the bank's answer was not applied; nothing of it was.
public struct CardResultRefused: Error, Hashable, Sendable {
    public let problems: [CardResultProblem]

    public init(_ problems: [CardResultProblem]) {
        self.problems = problems
    }
}

/// Why a file is not read as the bank's answer at all.
public enum CardFileFault: Error, Hashable, Sendable {
    case empty, notAWorkbook, encrypted, macros, damaged, tooLarge
    case missingColumns([CardResultColumn])
    case noRows
}
