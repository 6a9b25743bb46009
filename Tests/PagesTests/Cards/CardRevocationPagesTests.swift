import Domain
import Markup
import Pages
import Testing

@Suite struct CardRevocationPagesTests {
    private func row(
        _ id: Int64, _ status: CardBatchRevocation.Status = .open, reason: String = "名单有误", answer: String? = nil
    ) -> CardRevocationRow {
        CardRevocationRow(
            id: ID(id), batch: ID(id), status: status, batchNumber: "BK20231120000\(id)", people: 32,
            unitName: "示例科技有限公司", unionName: "示例工会委员会", reason: reason,
            requestedAt: Sample.moment("2023-11-20", hour: 10),
            decidedAt: status == .open ? nil : Sample.moment("2023-11-21", hour: 9), answer: answer)
    }

    private func queue(_ part: CardRevocationPart, _ rows: [CardRevocationRow], _ form: FormState = FormState()) -> HTML
    {
        CardRevocationsPage(
            Sample.frame(.workbench), part, rows, PageWindow(number: 1, size: 20, total: rows.count), form: form
        ).html
    }

    @Test("nothing to decide")
    func empty() {
        Golden.expect(queue(.open, []), "card-revocations-empty")
    }

    @Test("what waits can be chosen; nothing was")
    func waiting() {
        let form = FormState(errors: .general("请先勾选要审核的批次。"))
        Golden.expect(queue(.open, [row(1), row(2, reason: Sample.hostile)], form), "card-revocations-open")
    }

    @Test("what was decided, with the reason")
    func decided() {
        Golden.expect(
            queue(.closed, [row(1, .accepted), row(2, .returned, answer: "名单无误"), row(3, .withdrawn)]),
            "card-revocations-closed")
    }

    @Test("before and after several are decided")
    func deciding() {
        let frame = Sample.frame(.workbench)
        Golden.expect(
            CardRevocationCheckPage(frame, .accept, [row(1), row(2)], form: FormState()).html, "card-revocation-accept")
        var errors = FieldErrors()
        errors.add("answer", "请填写退回原因，最多 200 个字")
        Golden.expect(
            CardRevocationCheckPage(frame, .return, [row(1)], form: FormState(errors: errors)).html,
            "card-revocation-return")
        let rows = [
            CardRevocationResultPage.Row(row(1, .accepted), problem: nil),
            CardRevocationResultPage.Row(row(2), problem: "申请已撤回或已由他人办理，没有改变。"),
        ]
        Golden.expect(CardRevocationResultPage(frame, .accept, rows).html, "card-revocation-result")
    }
}
