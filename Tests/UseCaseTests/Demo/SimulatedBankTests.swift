import Demo
import Domain
import Spreadsheet
import Testing
import UseCases

@Suite struct SimulatedBankTests {
    private func order(_ people: Int, batch: String = "BK202311200001") throws -> [UInt8] {
        try WorkbookBytes.write(created: CardWorld.now) { writer in
            let columns = ["批次号", "会员编号"].map { SheetColumn($0, kind: .text) }
            let sheet = try writer.addSheet(SheetPlan(name: "Sheet1", columns: columns))
            try sheet.header()
            for serial in 0..<people { try sheet.row([.text(batch), .text(CardWorld.memberNumber(serial))]) }
            try sheet.row([.text("合计"), .text("\(people) 人")])
        }
    }

    @Test("about the share that was asked for fails, the same people with the same seed")
    func share() throws {
        func failed(_ percent: Double, _ seed: UInt64) throws -> Int {
            let bank = SimulatedBank(share: SimulatedBank.Share(percent: percent, seed: seed))
            let response = try bank.respond(to: try order(2_000), at: CardWorld.now)
            #expect(response.batch == "BK202311200001")
            #expect(response.issued + response.failed == 2_000)
            return response.failed
        }
        #expect(try failed(0, 1) == 0)
        #expect(try failed(100, 1) == 2_000)
        let five = try failed(5, 1)
        #expect((60...140).contains(five))
        #expect(try failed(5, 1) == five)
        let first = SimulatedBank.Share(percent: 50, seed: 1)
        let second = SimulatedBank.Share(percent: 50, seed: 2)
        let bank = { (share: SimulatedBank.Share) in
            try SimulatedBank(share: share).answer(try order(64), at: CardWorld.now)
        }
        #expect(try bank(first) == bank(first))
        #expect(try bank(first) != bank(second))
    }

    @Test("the answer says below its rows how many they are")
    func total() throws {
        let answer = try Workbook.open(bytes: SimulatedBank().answer(try order(3), at: CardWorld.now))
        var rows: [[String]] = []
        try answer.rows(of: try #require(answer.sheets.first)) { rows.append($0.cells.map(\.text)) }
        #expect(rows.count == 5)
        #expect(rows.last?.prefix(2) == ["合计", "3 人"])
    }

    @Test("nobody gets the same card twice: not in a batch, not by another batch")
    func cards() {
        var cards: Set<BankCardNumber> = []
        for batch in ["BK202311200001", "BK202311200002", "BK202311210001"] {
            for serial in 0..<200 {
                if let card = SimulatedBank.card(for: CardWorld.memberNumber(serial), batch: batch) {
                    cards.insert(card)
                }
            }
        }
        #expect(cards.count == 600)
        #expect(cards.allSatisfy { $0.hasFittingCheckDigit })
    }

    @Test(
        "two batches give a member two cards, however far apart their numbers are",
        arguments: ["BK202311200998", "BK202311201995", "BK202411200001", "BK202411170028"])
    func distance(_ later: String) throws {
        for serial in 0..<200 {
            let member = CardWorld.memberNumber(serial)
            let first = try #require(SimulatedBank.card(for: member, batch: "BK202311200001"))
            let second = try #require(SimulatedBank.card(for: member, batch: later))
            #expect(first != second)
            #expect(SimulatedBank.card(for: member, batch: later) == second)
            #expect(SimulatedBank.card(for: member) != second)
        }
    }

    @Test("what is no order is refused")
    func refused() throws {
        #expect(throws: SimulatedBank.Failure.self) {
            _ = try SimulatedBank().answer(try order(0), at: CardWorld.now)
        }
        #expect(throws: (any Error).self) { _ = try SimulatedBank().answer(Array("x".utf8), at: CardWorld.now) }
    }
}
