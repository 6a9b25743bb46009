import Domain
import Testing

@Suite("What money that came in most likely pays")
struct StatementMatchingTests {
    private func owed(
        _ id: Int64, _ number: String, _ names: [String], _ due: Int64, paid: Int64 = 0
    ) -> Receivable {
        Receivable(
            key: .enrolment(ID(id)), number: number, names: names, year: 2024, due: Money(fen: due),
            paid: Money(fen: paid))
    }

    private func line(
        _ fen: Int64, _ payer: String, _ remark: String = "", serial: String = ""
    ) throws -> BankLine {
        BankLine(
            row: 2, day: try #require(CalendarDay("2023-12-20")), amount: Money(fen: fen), payer: payer,
            remark: remark, serial: serial)
    }

    private var receivables: [Receivable] {
        [
            owed(1, "JB2024000001", ["示例科技（东海）有限公司", "示例联合工会"], 1_000),
            owed(2, "JB2024000002", ["示例物流有限公司", "示例联合工会"], 2_000),
            owed(3, "JB2024000003", ["虚构公司工会委员会"], 2_000, paid: 500),
        ]
    }

    private func proposal(_ line: BankLine) -> BankProposal {
        var matching = StatementMatching(receivables)
        return matching.proposal(for: line)
    }

    @Test("number and amount, or payer and amount, are sure")
    func sure() throws {
        #expect(
            proposal(try line(1_000, "别人", "参保费 jb2024-000001 号")) == .sure(.enrolment(ID(1)), .number))
        #expect(proposal(try line(1_000, "示例科技(东海)有限公司")) == .sure(.enrolment(ID(1)), .payer))
        #expect(proposal(try line(1_500, "虚构公司工会委员会")) == .sure(.enrolment(ID(3)), .payer))
        // The union has two units, but only one owes as much.
        #expect(proposal(try line(2_000, "示例联合工会")) == .sure(.enrolment(ID(2)), .payer))
    }

    @Test("another amount, two numbers, or a number against the payer leave it to a person, the likeliest first")
    func unsure() throws {
        #expect(proposal(try line(999, "别人", "JB2024000001")) == .unsure([.enrolment(ID(1))]))
        #expect(
            proposal(try line(1_000, "示例科技（东海）有限公司", "JB2024000002"))
                == .unsure([.enrolment(ID(2)), .enrolment(ID(1))]))
        #expect(
            proposal(try line(1_000, "别人", "JB2024000001 JB2024000002"))
                == .unsure([.enrolment(ID(1)), .enrolment(ID(2))]))
        #expect(proposal(try line(1_500, "别人")) == .unsure([.enrolment(ID(3))]))
        #expect(proposal(try line(7, "别人")) == .unsure([]))
    }

    @Test("two units of one name that owe the same are not told apart, and one debt is proposed once")
    func twice() throws {
        let alike = [owed(1, "JB1", ["同名公司"], 1_000), owed(2, "JB2", ["同名公司"], 1_000)]
        var matching = StatementMatching(alike)
        #expect(
            matching.proposal(for: try line(1_000, "同名公司"))
                == .unsure([.enrolment(ID(1)), .enrolment(ID(2))]))
        var once = StatementMatching(receivables)
        #expect(once.proposal(for: try line(1_000, "示例科技（东海）有限公司")) == .sure(.enrolment(ID(1)), .payer))
        #expect(
            once.proposal(for: try line(1_000, "示例科技（东海）有限公司")) == .unsure([.enrolment(ID(1))]))
    }

    @Test("a number that begins another one is not found in it")
    func prefixes() throws {
        var matching = StatementMatching([owed(1, "JB20241", ["甲"], 5), owed(2, "JB202412", ["乙"], 5)])
        #expect(matching.proposal(for: try line(5, "别人", "JB202412")) == .sure(.enrolment(ID(2)), .number))
    }

    @Test("a row is read as banks write it; what went out is nothing for the ledger")
    func reading() throws {
        func read(_ amount: String, outgoing: String = "", day: String = "2023-12-20 10:11:12") -> BankLine.Reading {
            BankLine.read(
                row: 2, day: day, amount: amount, outgoing: outgoing, payer: " 甲 ", remark: "", serial: "",
                today: CalendarDay("2023-12-31") ?? .latest)
        }
        for day in ["2023-12-20 10:11:12", "20231220", "2023/12/20", "2023年12月20日"] {
            guard case .incoming(let line) = read("+1,000.50", day: day) else {
                Issue.record("\(day)")
                continue
            }
            #expect(line.day == CalendarDay("2023-12-20"))
            #expect(line.amount == Money(fen: 100_050))
            #expect(line.payer == "甲")
        }
        #expect(read("") == .other)
        #expect(read("-5.00") == .other)
        #expect(read("5.00", outgoing: "5.00") == .other)
        #expect(read("五元") == .wrong(.amountInvalid))
        #expect(read("5", day: "昨天") == .wrong(.dayInvalid))
        #expect(read("5", day: "2024-01-01") == .wrong(.dayAhead))
    }

    @Test("the bank's number makes a line the same; without one, all that stands in it and which of several it is")
    func identity() throws {
        let (first, second) = (try line(5, "甲", "一"), try line(5, "甲", "二"))
        #expect(first.identity(repetition: 1) != second.identity(repetition: 1))
        #expect(first.identity(repetition: 1) != first.identity(repetition: 2))
        let numbered = try line(5, "甲", "一", serial: "S1")
        #expect(numbered.identity(repetition: 1) == numbered.identity(repetition: 2))
        #expect(numbered.identity(repetition: 1) == (try line(5, "乙", "三", serial: "S1")).identity(repetition: 1))
    }
}
