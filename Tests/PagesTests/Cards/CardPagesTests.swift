import Domain
import Markup
import Pages
import Testing

@Suite struct CardPagesTests {
    private static let rule = CardRule(
        address: .moreThanSixChineseCharacters, today: Sample.day("2023-11-20"), coverageFrom: Sample.day("2024-01-01"))

    /// On 2023-11-20, three weeks ahead.
    private static let deadline = CardDeadline(
        year: 2024, day: Sample.day("2023-12-11"), enrolmentThrough: Sample.day("2023-12-25"),
        today: Sample.day("2023-11-20"), workingDaysLeft: 15)

    // MARK: 待办会员列表

    private func document(_ expiry: String?) -> IdentityDocument {
        IdentityDocument(
            type: .residentIdentityCard, number: "319901197006010013",
            expiry: expiry.flatMap { IdentityDocument.Expiry(rawValue: $0) })
    }

    private func row(
        _ id: Int, name: String? = nil, expiry: String? = "long-term", _ obstacles: [CardObstacle] = [],
        endsBefore: CalendarDay? = nil, odd: ExpiryProblem? = nil
    ) -> CardCandidatesPage.Row {
        CardCandidatesPage.Row(
            id: String(id), number: String(100_000_000_000 + id), name: name ?? "会员\(id)", document: document(expiry),
            workplace: "示例科技有限公司", obstacles: obstacles, endsBefore: endsBefore,
            odd: odd)
    }

    private func candidates(
        _ rows: [CardCandidatesPage.Row], obstructed: Int = 0, choice: CardCandidatesPage.Choice = .boxes,
        form: FormState = FormState(), leftOut: [CardLeftOut] = [], others: [MemberCategory: Int] = [:],
        deadline: CardDeadline = deadline
    ) -> HTML {
        CardCandidatesPage(
            Sample.frame(.workbench), unit: "示例科技有限公司", year: 2024, rule: .moreThanSixChineseCharacters,
            deadline: deadline,
            parts: CardCandidatesPage.Parts(
                ready: rows.count - obstructed, obstructed: obstructed, ordered: 0,
                replacements: rows.count > 3 ? 2 : 0, requested: rows.count > 3 ? 1 : 0, shown: .open),
            rows: rows, window: KeyedWindow(total: rows.count, count: rows.count, size: 20), choice: choice, form: form,
            leftOut: leftOut, applyingThemselves: others
        ).html
    }

    @Test("what the last safe day means while it may come too late, and when the enrolment is over")
    func deadlinePassed() {
        func text(on day: String) -> String {
            candidates(
                [],
                deadline: CardDeadline(
                    year: 2024, day: Self.deadline.day, enrolmentThrough: Self.deadline.enrolmentThrough,
                    today: Sample.day(day), workingDaysLeft: 0)
            ).text
        }
        let past = text(on: "2023-12-25")
        #expect(past.contains("已过 14 天；仍可办卡，卡片可能赶不上集中参保。"))
        #expect(!past.contains("已截止"))
        let closed = text(on: "2023-12-26")
        #expect(closed.contains("2024 年度集中参保已截止") && closed.contains("新办卡人员即时参保"))
        #expect(!closed.contains("最晚办卡日"))
    }

    @Test("nobody waits for a card")
    func candidatesEmpty() {
        Golden.expect(candidates([]), "card-candidates-empty")
    }

    @Test("one can be put in a batch")
    func candidatesOne() {
        Golden.expect(candidates([row(1)]), "card-candidates-one")
    }

    @Test("many, each with what stands in the way; everybody is chosen")
    func candidatesMany() {
        let rows = [
            row(1), row(2, expiry: "2023-12-20", endsBefore: Sample.day("2024-01-01")),
            row(3, expiry: nil, [.expiryMissing, .addressTooShort]), row(4, expiry: "2023-01-01", [.expired]),
            row(5, [.deceased]), row(6, expiry: "2044-01-01", odd: .againstAge),
        ]
        Golden.expect(candidates(rows, obstructed: 3, choice: .everybody), "card-candidates-many")
    }

    @Test("nobody chosen can get a card: everybody is named with the reason")
    func candidatesRefused() {
        let form = FormState(["member": ["3"]], errors: .general("所选 1 人现在都不能办卡，没有生成批次。"))
        let leftOut = CardLeftOut(
            member: ID(3), number: "100000000003", name: "会员3", obstacle: .expiryMissing)
        let page = candidates([row(3, expiry: nil, [.expiryMissing])], obstructed: 1, form: form, leftOut: [leftOut])
        Golden.expect(page, "card-candidates-refused")
    }

    // MARK: 修改证件到期日

    @Test("an odd day is asked about before it is saved")
    func expiry() {
        var errors = FieldErrors()
        errors.add("compared", "请与证件核对后勾选，再保存")
        let form = FormState(["kind": ["date"], "date": ["2023-01-01"]], errors: errors)
        let page = CardExpiryPage(
            Sample.frame(.workbench), id: "3", name: "会员3", number: "100000000003", document: document(nil),
            version: 2, warning: .expired, form: form)
        Golden.expect(page.html, "card-expiry")
    }

    // MARK: 办卡批次管理

    private func record(
        _ id: Int64, _ status: CardBatch.Status, people: Int = 2, failed: Int = 0, unit: String = "示例科技有限公司"
    ) -> CardBatchRecord {
        let isSent = status != .draft
        let isHanded = [.inProduction, .produced, .partlyFailed].contains(status)
        let isOver = [.produced, .partlyFailed].contains(status)
        return CardBatchRecord(
            batch: CardBatch(id: ID(id), number: "BK20231120000\(id)", unit: ID(1), status: status), path: .root,
            union: ID(1), unitName: unit, unionName: "示例科技有限公司工会委员会", people: people,
            issued: isOver ? people - failed : 0, failed: failed, createdAt: Sample.moment("2023-11-20", hour: 9),
            submittedAt: isSent ? Sample.moment("2023-11-20", hour: 10) : nil,
            handedOverAt: isHanded ? Sample.moment("2023-11-21", hour: 9) : nil,
            completedAt: isOver ? Sample.moment("2023-12-01", hour: 9) : nil, orderFile: isHanded ? 7 : nil,
            resultHash: nil, version: 3)
    }

    private func batches(_ rows: [CardBatchRecord], _ desk: CardBatchesPage.Desk = .unit) -> HTML {
        CardBatchesPage(
            Sample.frame(.workbench), desk, place: "示例科技有限公司", filter: CardBatchFilter(), rows: rows,
            window: PageWindow(number: 1, size: 20, total: rows.count)
        ).html
    }

    @Test("no batch yet")
    func batchesEmpty() {
        Golden.expect(batches([]), "card-batches-empty")
    }

    @Test("batches in every state, with 批次撤销情况 in sight")
    func batchesMany() {
        let rows = CardBatch.Status.allCases.enumerated().map { record(Int64($0.offset + 1), $0.element) }
        Golden.expect(batches(rows), "card-batches-many")
    }

    private func line(
        _ id: Int64, _ status: CardLine.Status, reason: String? = nil, leftOut: CardObstacle? = nil,
        since: CardObstacle? = nil
    ) -> CardLine {
        CardLine(
            member: ID(id), number: String(100_000_000_000 + id), name: "会员\(id)", document: document("long-term"),
            status: status, reason: reason,
            card: status == .issued ? BankCardNumber.make(prefix: "6231", serial: Int(id)) : nil, leftOut: leftOut,
            since: since)
    }

    @Test("a draft with somebody left out can be submitted or cancelled")
    func batchDraft() {
        let page = CardBatchPage(
            Sample.frame(.workbench), record(1, .draft, people: 1), lines: [line(1, .pending)],
            window: PageWindow(number: 1, size: 20, total: 1),
            leftOut: [CardLeftOut(member: ID(2), number: "100000000002", name: "会员2", obstacle: .addressTooShort)],
            rule: Self.rule, draft: CardBatchPage.Draft(people: 1), open: [.submit, .cancel],
            deadline: Self.deadline)
        Golden.expect(page.html, "card-batch-draft")
    }

    private static let obstructed = CardBatchPage.Draft(
        people: 2, endingEarly: 1,
        leftOut: [
            CardLeftOut(member: ID(2), number: "100000000002", name: "会员2", obstacle: .expired),
            CardLeftOut(member: ID(3), number: "100000000003", name: Sample.hostile, obstacle: .addressTooShort),
        ])

    @Test("who of a draft can get no card is named with what to do, and the others can be submitted")
    func batchObstructed() {
        let lines = [
            CardLine(
                member: ID(1), number: "100000000001", name: "会员1", document: document("2023-12-31"),
                status: .pending, reason: nil, card: nil),
            CardLine(
                member: ID(2), number: "100000000002", name: "会员2", document: document("2023-11-01"),
                status: .pending, reason: nil, card: nil, obstacle: .expired),
        ]
        let page = CardBatchPage(
            Sample.frame(.workbench), record(1, .draft, people: 4), lines: lines,
            window: PageWindow(number: 1, size: 20, total: 4), rule: Self.rule, draft: Self.obstructed,
            open: [.submit, .cancel])
        Golden.expect(page.html, "card-batch-obstructed")
        let act = CardBatchActPage(
            Sample.frame(.workbench), .submit, record(1, .draft, people: 4), names: ["会员1", "会员4"],
            draft: Self.obstructed, rule: Self.rule)
        Golden.expect(act.html, "card-batch-submission-rest")
        for text in [page.html.text, act.html.text] { #expect(!text.contains("<script>alert")) }
    }

    @Test("as long as taking it back is asked for, the bank does not get a batch")
    func batchRevocationOpen() {
        let shown = CardBatchRecord(
            batch: CardBatch(id: ID(1), number: "BK202311200001", unit: ID(1), status: .submitted), path: .root,
            union: ID(1), unitName: "示例科技有限公司", unionName: "示例科技有限公司工会委员会", people: 1, issued: 0, failed: 0,
            createdAt: Sample.moment("2023-11-20", hour: 9), submittedAt: Sample.moment("2023-11-20", hour: 10),
            handedOverAt: nil, completedAt: nil, orderFile: nil, resultHash: nil, version: 2, revocation: .open)
        let page = CardBatchPage(
            Sample.frame(.workbench), shown, lines: [line(1, .pending)],
            window: PageWindow(number: 1, size: 20, total: 1), open: [.handOver], exchange: .bank)
        #expect(!page.html.text.contains("交银行制卡并下载制卡文件"))
        #expect(!page.html.text.contains("可以提交批次撤消申请"))
        #expect(page.html.text.contains("审核之前不能交银行制卡"))
    }

    @Test("some cards were not made: each with the bank's reason")
    func batchPartlyFailed() {
        let page = CardBatchPage(
            Sample.frame(.workbench), record(1, .partlyFailed, failed: 1),
            lines: [line(2, .failed, reason: "照片不清"), line(1, .issued)],
            window: PageWindow(number: 1, size: 20, total: 2))
        Golden.expect(page.html, "card-batch-partly-failed")
    }

    @Test("whoever has left is named with what became of his card, and an odd number with a warning")
    func batchMoved() {
        let odd = CardLine(
            member: ID(4), number: "100000000004", name: "会员4", document: document("long-term"), status: .issued,
            reason: nil, card: BankCardNumber(rawValue: "6231000000000043"))
        let page = CardBatchPage(
            Sample.frame(.workbench), record(1, .produced, people: 4),
            lines: [
                line(2, .cancelled, leftOut: .left, since: .left), line(3, .issued, since: .left), odd,
                line(5, .pending, since: .deceased),
            ], window: PageWindow(number: 1, size: 20, total: 4))
        #expect(page.html.text.contains("交银行前已不是本单位会员，没有列入制卡名单。"))
        #expect(page.html.text.contains("已不是本单位会员；卡归本人，仍然有效。"))
        #expect(page.html.text.ranges(of: "校验位不符，请与银行核对").count == 1)
        #expect(page.html.text.contains("登记为死亡。"))
    }

    @Test("both files are shown with the number by which two copies are compared")
    func batchHashes() {
        let found = CardBatchRecord(
            batch: CardBatch(id: ID(1), number: "BK202311200001", unit: ID(1), status: .produced), path: .root,
            union: ID(1), unitName: "示例科技有限公司", unionName: "示例科技有限公司工会委员会", people: 3, issued: 2, failed: 0,
            createdAt: Sample.moment("2023-11-20", hour: 9), submittedAt: nil, handedOverAt: nil, completedAt: nil,
            orderFile: 7, orderFileHash: Array(repeating: 10, count: 32), resultHash: nil,
            resultFileHash: Array(repeating: 255, count: 32), version: 3)
        let page = CardBatchPage(
            Sample.frame(.workbench), found, lines: [line(1, .issued)],
            window: PageWindow(number: 1, size: 20, total: 1))
        Golden.expect(page.html, "card-batch-hashes")
        #expect(page.html.text.contains("未交银行 1 人"))
    }

    @Test("those who apply themselves are told apart by their class")
    func candidatesOthers() {
        let page = candidates([row(1)], others: [.flexible: 2, .outsideEnterprise: 1])
        #expect(page.text.contains("企业外入会类会员 1 人、灵活就业类会员 2 人</a>没有会员服务卡"))
        #expect(page.text.contains("part=applying"))
    }

    @Test("those who apply themselves are named with their class, and no batch is made of them")
    func candidatesApplying() {
        let row = CardCandidatesPage.Row(
            id: "4", number: "100000000004", name: "会员4", document: document(nil), workplace: "示例平台",
            category: .flexible, obstacles: [.notEnterpriseMember, .expiryMissing])
        let page = CardCandidatesPage(
            Sample.frame(.workbench), unit: "示例科技有限公司", year: 2024, rule: .moreThanSixChineseCharacters,
            deadline: nil, parts: CardCandidatesPage.Parts(ready: 0, obstructed: 0, ordered: 0, shown: .applying),
            rows: [row], window: KeyedWindow(total: 1, count: 1, size: 20), applyingThemselves: [.flexible: 1]
        ).html
        Golden.expect(page, "card-candidates-applying")
        #expect(page.text.contains("请由本人申请办卡"))
        #expect(!page.text.contains("生成办卡批次"))
    }

    @Test("the bank's answer is refused with every mistake")
    func batchRefused() {
        var errors = FieldErrors()
        errors.add("file", "第 3 行：卡号在文件中重复，请核对后重新填写。")
        errors.add("file", "缺少 1 人的结果：100000000002。请向银行索取完整文件。")
        let page = CardBatchPage(
            Sample.frame(.workbench), record(1, .inProduction), lines: [line(1, .pending), line(2, .pending)],
            window: PageWindow(number: 1, size: 20, total: 2), exchange: .bank, form: FormState(errors: errors))
        Golden.expect(page.html, "card-batch-refused")
    }

    @Test("submitting says to how many, and what follows")
    func act() {
        let page = CardBatchActPage(Sample.frame(.workbench), .submit, record(1, .draft), names: ["会员1", "会员2"])
        Golden.expect(page.html, "card-batch-submission")
    }

    @Test("whom a submission leaves out is shown page by page, all of them counted")
    func manyLeftOut() {
        let leftOut = (1...45).map {
            CardLeftOut(
                member: ID($0), number: String(100_000_000_000 + $0), name: "会员\($0)", obstacle: .expired)
        }
        let html = CardBatchActPage(
            Sample.frame(.workbench), .submit, record(1, .draft), names: ["会员0"],
            draft: CardBatchPage.Draft(people: 1, mark: "f", leftOut: leftOut), rule: Self.rule,
            window: PageWindow(number: 3, size: 20, total: 45)
        ).html.text
        #expect(html.contains("证件已过期 45 人"))
        #expect(html.contains("会员41") && html.contains("会员45"))
        #expect(!html.contains("会员40"))
        #expect(html.contains(#"name="mark" value="f""#))
        #expect(html.contains("page=2&amp;size=20"))
    }

    // MARK: 卡片信息管理

    @Test("the cards, and why they are fewer than the members")
    func cards() {
        let holder = CardHolder(
            member: ID(1), number: "100000000001", name: "会员1", document: document("long-term"),
            union: ID(1), unionName: "示例科技有限公司工会委员会", workplace: "示例科技有限公司",
            card: BankCardNumber.make(prefix: "6231", serial: 1).map {
                CardHolder.Card(number: $0, status: .issued, issuedOn: Sample.day("2023-12-01"))
            }, batchNumber: nil)
        let model = CardsPage.Model(
            .unit, place: "示例科技有限公司", withCard: BoundedCount(counted: 1, bound: 10_000),
            numbers: CardsPage.Reconciliation(members: 4, listed: 1, otherUnits: 0, outsideEnterprise: 2, flexible: 1),
            window: CardHolderWindow(
                CardHolderListing(
                    [holder], total: BoundedCount(counted: 1, bound: 10_000), previous: nil, next: nil), offset: 0,
                size: 20), export: .offered)
        let page = CardsPage(Sample.frame(.workbench), model)
        Golden.expect(page.html, "cards")
        #expect(page.html.text.contains("6231********0012") || !page.html.text.contains("623100000000001"))
    }

    @Test("every number of the reconciliation leads to its names, another unit's as well")
    func cardsOfJointUnion() {
        let model = CardsPage.Model(
            .unit, place: "示例科技有限公司", withCard: BoundedCount(counted: 0, bound: 10_000),
            numbers: CardsPage.Reconciliation(
                members: 17, listed: 0, otherUnits: 12, outsideEnterprise: 2, flexible: 3),
            window: CardHolderWindow(
                CardHolderListing([], total: BoundedCount(counted: 0, bound: 10_000), previous: nil, next: nil),
                offset: 0, size: 20))
        let page = CardsPage(Sample.frame(.workbench), model).html
        Golden.expect(page, "cards-joint")
        #expect(page.text.contains("关联企业类（本工会其他单位）"))
        for category in MemberCategory.allCases {
            #expect(page.text.contains("/members?category=\(category.rawValue)"))
        }
    }

    @Test("a name that is too short for a district is asked for again, with the other way to find people")
    func nameTooShort() {
        let model = CardsPage.Model(
            .above, place: "东海区总工会", withCard: BoundedCount(counted: 3, bound: 10_000),
            numbers: CardsPage.Reconciliation(members: 9, listed: 9, otherUnits: 0, outsideEnterprise: 0, flexible: 0),
            window: CardHolderWindow(
                CardHolderListing([], total: BoundedCount(counted: 0, bound: 10_000), previous: nil, next: nil),
                offset: 0, size: 20), answer: .nameTooShort)
        let page = CardsPage(Sample.frame(.workbench), model, PersonSearch(name: "张", token: "opaque"))
        #expect(page.html.text.contains("姓名太短，没有查找"))
        #expect(page.html.text.contains("请至少输入姓名中的两个字"))
        #expect(!page.html.text.contains("没有符合条件的会员"))
    }

    @Test("names and the bank's words cannot break out of a page")
    func hostile() {
        let pages = [
            candidates([row(1, name: Sample.hostile)]), batches([record(1, .draft, unit: Sample.hostile)], .above),
            CardBatchPage(
                Sample.frame(.workbench), record(1, .partlyFailed, failed: 1),
                lines: [line(1, .failed, reason: Sample.hostile)], window: PageWindow(number: 1, size: 20, total: 1)
            ).html,
        ]
        for page in pages {
            #expect(!page.text.contains("<script>alert"))
            #expect(!page.text.contains("<b>"))
        }
    }
}
