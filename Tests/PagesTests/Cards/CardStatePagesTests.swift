import Domain
import Markup
import Pages
import Testing

/// Every state of the tables in docs/workflows of batches and cards has its page: what is said, and what can be done.
@Suite struct CardStatePagesTests {
    // MARK: 办卡批次

    /// Ten people: of a batch that was answered seven have cards, one with an odd number, two got none, one had left.
    private func record(_ status: CardBatch.Status) -> CardBatchRecord {
        let (isSent, isHanded, isOver) =
            switch status {
            case .draft: (false, false, false)
            case .submitted, .cancelled: (true, false, false)
            case .inProduction: (true, true, false)
            case .produced, .partlyFailed: (true, true, true)
            }
        let failed = status == .partlyFailed ? 2 : 0
        return CardBatchRecord(
            batch: CardBatch(id: ID(1), number: "BK202311200001", unit: ID(1), status: status), path: .root,
            union: ID(1), unitName: "示例科技有限公司", unionName: "示例科技有限公司工会委员会", people: 10,
            issued: isOver ? 9 - failed : 0, failed: failed, leftOut: isHanded ? 1 : 0, odd: isOver ? 1 : 0,
            createdAt: Sample.moment("2023-11-20", hour: 9),
            submittedAt: isSent ? Sample.moment("2023-11-20", hour: 10) : nil,
            handedOverAt: isHanded ? Sample.moment("2023-11-21", hour: 9) : nil,
            completedAt: isOver ? Sample.moment("2023-12-01", hour: 9) : nil, orderFile: isHanded ? 7 : nil,
            orderFileHash: isHanded ? Array(repeating: 10, count: 32) : nil, resultHash: nil,
            resultFileHash: isOver ? Array(repeating: 255, count: 32) : nil, version: 3,
            revocation: status == .cancelled ? .accepted : nil)
    }

    private func line(
        _ id: Int64, _ status: CardLine.Status, card: String? = nil, reason: String? = nil, leftOut: CardObstacle? = nil
    ) -> CardLine {
        CardLine(
            member: ID(id), number: String(100_000_000_000 + id), name: "会员\(id)",
            document: IdentityDocument(type: .residentIdentityCard, number: "319901197006010013", expiry: .longTerm),
            status: status, reason: reason, card: card.flatMap { BankCardNumber(rawValue: $0) }, leftOut: leftOut)
    }

    private func lines(_ status: CardBatch.Status) -> [CardLine] {
        let left = line(4, .cancelled, leftOut: .left)
        return switch status {
        case .draft, .submitted: [line(1, .pending)]
        case .inProduction: [left, line(1, .pending)]
        case .produced: [line(3, .issued, card: "6231000000000043"), left, line(1, .issued, card: "6231000000000001")]
        case .partlyFailed:
            [
                line(2, .failed, reason: "照片不清"), line(3, .issued, card: "6231000000000043"), left,
                line(1, .issued, card: "6231000000000001"),
            ]
        case .cancelled: [line(1, .cancelled)]
        }
    }

    /// - Parameter mine: the commands that are this desk's.
    private func page(
        _ status: CardBatch.Status, _ mine: Set<CardBatch.Command>, _ exchange: CardBatchPage.Exchange
    ) -> HTML {
        let isDraft = status == .draft
        return CardBatchPage(
            Sample.frame(.workbench), record(status), lines: lines(status),
            window: PageWindow(number: 1, size: 20, total: 10), draft: isDraft ? CardBatchPage.Draft(people: 10) : nil,
            waiting: exchange == .none && status == .partlyFailed ? 2 : 0,
            open: mine.filter { status.after($0) != nil }, exchange: exchange,
            revoking: exchange == .none && status.after(.revoke) != nil ? .ask : .none
        ).html
    }

    @Test("a batch in every state, before its unit", arguments: CardBatch.Status.allCases)
    func unit(_ status: CardBatch.Status) {
        Golden.expect(page(status, [.submit, .cancel], .none), "card-batch-unit-\(status.rawValue)")
    }

    @Test(
        "a batch in every state that the centre sees",
        arguments: CardBatch.Status.allCases.filter { $0 != .draft })
    func bank(_ status: CardBatch.Status) {
        let mine: Set<CardBatch.Command> = [.handOver, .applyFullResult, .applyPartialResult]
        Golden.expect(page(status, mine, .bank), "card-batch-bank-\(status.rawValue)")
    }

    @Test(
        "while the cards are made it is said when they are due, and whom to ask after that; then what they are good for"
    )
    func due() throws {
        func text(
            _ status: CardBatch.Status, _ exchange: CardBatchPage.Exchange = .none, expected: String? = nil,
            through: String = "2023-12-25"
        ) -> String {
            CardBatchPage(
                Sample.frame(.workbench), record(status), lines: lines(status),
                window: PageWindow(number: 1, size: 20, total: 10), exchange: exchange,
                deadline: CardDeadline(
                    year: 2024, day: Sample.day("2023-11-01"), enrolmentThrough: Sample.day(through),
                    today: Sample.day("2023-11-20"), workingDaysLeft: 0),
                expected: expected.map { Sample.day($0) }
            ).html.text
        }
        let ahead = text(.inProduction, expected: "2023-11-20")
        #expect(ahead.contains("2023-11-20（周一）</time>前完成。") && !ahead.contains("已过预计完成日"))
        let late = text(.inProduction, expected: "2023-11-17")
        #expect(late.contains("已过预计完成日") && late.contains("2023-11-17（周五）") && late.contains("请联系职保中心查询"))
        #expect(text(.inProduction, .bank, expected: "2023-11-17").contains("请向银行查询"))
        #expect(text(.produced).contains("可以参加集中参保"))
        let closed = text(.produced, through: "2023-11-19")
        #expect(closed.contains("请办理新办卡人员即时参保") && !closed.contains("可以参加集中参保"))
    }

    @Test("those with an odd number are counted, and looked at alone")
    func odd() {
        let page = CardBatchPage(
            Sample.frame(.workbench), record(.partlyFailed), lines: [line(3, .issued, card: "6231000000000043")],
            part: .odd, window: PageWindow(number: 1, size: 20, total: 1)
        ).html
        Golden.expect(page, "card-batch-odd")
        #expect(page.text.contains("有 1 个卡号的校验位不符"))
        #expect(page.text.contains("失败 2 人") && page.text.contains("全部 10 人"))
        // The way on stays in the part.
        #expect(page.text.contains("part=odd&amp;page=1"))
        let nobody = CardBatchPage(
            Sample.frame(.workbench), record(.submitted), lines: [], part: .odd,
            window: PageWindow(number: 1, size: 20, total: 0)
        ).html.text
        #expect(nobody.contains("没有校验位不符人员"))
        #expect(!nobody.contains("个卡号的校验位不符"))
    }

    // MARK: 会员服务卡

    @Test("a card in every state, with what can be done then", arguments: CardLife.allCases)
    func card(_ life: CardLife) throws {
        let record = CardRecord(
            id: ID(2), number: try #require(BankCardNumber.make(prefix: "6231", serial: 2)), life: life,
            issuedOn: Sample.day("2023-12-01"), changedOn: life == .inUse ? nil : Sample.day("2023-12-05"),
            batchNumber: "BK202311200001", version: 2)
        let open = CardLife.Command.allCases.filter { $0 != .replace && life.after($0) != nil }
        let page = MemberCardsPage(
            Sample.frame(.workbench),
            MemberCardsPage.Holder(
                member: ID(7), number: "100000000001", name: "会员1", document: "3199**********0013", batchNumber: nil),
            cards: [record], open: open, history: [], form: FormState())
        Golden.expect(page.html, "member-cards-\(life.rawValue)-alone")
    }
}
