import Domain
import Markup
import Pages
import Testing

@Suite struct MemberCardsPageTests {
    private func record(_ id: Int64, _ life: CardLife, changed: String? = nil) throws -> CardRecord {
        CardRecord(
            id: ID(id), number: try #require(BankCardNumber.make(prefix: "6231", serial: Int(id))), life: life,
            issuedOn: Sample.day("2023-12-01"), changedOn: changed.map(Sample.day), batchNumber: "BK202311200001",
            version: 2)
    }

    private func page(
        _ cards: [CardRecord], _ open: [CardLife.Command], name: String = "会员1", batch: String? = nil,
        form: FormState = FormState()
    ) -> HTML {
        MemberCardsPage(
            Sample.frame(.workbench),
            MemberCardsPage.Holder(
                member: ID(7), number: "100000000001", name: name, document: "3199**********0013", batchNumber: batch),
            cards: cards, open: open,
            history: cards.prefix(1).map {
                MemberCardsPage.Step(
                    at: Sample.moment("2023-12-02", hour: 9), account: "演示经办", card: $0.number, words: "挂失：丢失")
            }, form: form
        ).html
    }

    @Test("no card yet, waiting for the first")
    func none() {
        Golden.expect(page([], [], batch: "BK202311200002"), "member-cards-none")
    }

    @Test("a lost card and the one before it, with what can be done; nothing was chosen")
    func lost() throws {
        var errors = FieldErrors()
        errors.add("act", "请选择办理事项")
        let cards = [try record(2, .lost, changed: "2023-12-02"), try record(1, .replaced, changed: "2023-12-01")]
        Golden.expect(page(cards, [.recover, .cancel], form: FormState(errors: errors)), "member-cards-lost")
    }

    @Test("who only looks has no form, and names cannot break out")
    func looked() throws {
        Golden.expect(page([try record(1, .beingReplaced)], [], name: Sample.hostile), "member-cards-looked-at")
    }
}
