import Domain
import Spreadsheet
import Store
import Wording

/// A bank statement, read whole: its lines are few.
struct BankFile {
    private(set) var drafts: [BankStore.Draft] = []
    private(set) var counts = BankCounts()

    /// - Throws: `BankFileRefusal`.
    init(_ bytes: [UInt8], today: CalendarDay) throws {
        do {
            let table = try NamedTable<BankColumn>(bytes, words: { $0.words }, required: { $0.isRequired })
            var repetitions: [String: Int] = [:]
            while let rows = try table.next() {
                for row in rows {
                    counts.rows += 1
                    guard counts.rows <= BankStatement.lineLimit * 2 else {
                        throw BankFileRefusal.file(.tooManyRows(limit: BankStatement.lineLimit * 2))
                    }
                    switch Self.read(row, today: today) {
                    case .other: counts.other += 1
                    case .wrong: counts.failed += 1
                    case .incoming(let line):
                        let repetition = (repetitions[line.identity(repetition: 0)] ?? 0) + 1
                        repetitions[line.identity(repetition: 0)] = repetition
                        drafts.append(BankStore.Draft(line, identity: line.identity(repetition: repetition)))
                    }
                }
            }
        } catch let missing as NamedTable<BankColumn>.Missing {
            throw BankFileRefusal.columnsMissing(missing.columns)
        } catch let refusal as MemberFileRefusal {
            throw BankFileRefusal.file(refusal)
        }
        guard counts.rows > 0 else { throw BankFileRefusal.file(.noRows) }
        guard !drafts.isEmpty else { throw BankFileRefusal.noIncoming }
        guard drafts.count <= BankStatement.lineLimit else {
            throw BankFileRefusal.file(.tooManyRows(limit: BankStatement.lineLimit))
        }
    }

    private static func read(_ row: NamedTable<BankColumn>.Row, today: CalendarDay) -> BankLine.Reading {
        if BankColumn.isOutgoing(row.text(.direction)) { return .other }
        return BankLine.read(
            row: row.number, day: row.text(.day), amount: HeadText.bare(row.text(.amount)),
            outgoing: HeadText.bare(row.text(.outgoing)), payer: row.text(.payer), remark: row.text(.remark),
            serial: row.text(.serial), today: today)
    }

    /// Keeps only lines that are new, and counts the others; a bank's own number twice in one file is one line.
    mutating func drop(known: Set<String>) {
        var seen = known
        let new = drafts.filter { seen.insert($0.identity).inserted }
        counts.known = drafts.count - new.count
        counts.new = new.count
        counts.amount = new.reduce(.zero) { $0 + $1.line.amount }
        drafts = new
    }
}
