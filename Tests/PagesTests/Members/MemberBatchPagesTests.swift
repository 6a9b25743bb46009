import Domain
import Markup
import Pages
import Testing

@Suite struct MemberBatchPagesTests {
    private func person(
        _ serial: Int, label: String? = nil, _ consequences: TransferConsequences = TransferConsequences()
    ) -> MemberBatchPage.Person {
        MemberBatchPage.Person(
            name: serial == 1 ? Sample.hostile : "会员\(serial)", document: "3199**********001X",
            workplace: "示例科技有限公司", label: label, consequences: consequences)
    }

    private func batch(_ act: MemberBatch.Act, people: Int = 3) -> MemberBatch {
        MemberBatch(
            id: ID(5), act: act, note: nil, people: people, at: Sample.moment("2023-11-20", hour: 9), account: "王示例")
    }

    @Test("a label for many names the first of them and what they carry now")
    func label() {
        let model = MemberBatchPage.Model(
            .label, token: "opaque", people: 1_064, first: [person(1), person(2, label: "外包工")],
            labels: [(name: nil, people: 1_000), (name: "外包工", people: 64)],
            offered: [DictionaryEntry(code: "outsourced", name: "外包工")])
        let page = MemberBatchPage(Sample.frame(), model).html
        Golden.expect(page, "member-batch-label")
        #expect(!page.text.contains("<script>alert"))
        #expect(page.text.contains("另有 1,062 人"))
    }

    @Test("a deletion of many names what hangs on the memberships, and asks for one reason")
    func removal() {
        var all = TransferConsequences()
        (all.listed, all.locked, all.ordered, all.carded) = (2, 1, 1, 3)
        var one = TransferConsequences()
        (one.listed, one.carded) = (1, 1)
        let model = MemberBatchPage.Model(
            .removal, token: "opaque", people: 3, first: [person(1, one), person(2), person(3)], consequences: all,
            transferring: 1)
        Golden.expect(MemberBatchPage(Sample.frame(), model).html, "member-batch-removal")
        var errors = FieldErrors()
        errors.add("note", "请说明误录或重复的情况，最多 200 个字")
        Golden.expect(
            MemberBatchPage(Sample.frame(), model, form: FormState(["reason": ["mistaken"]], errors: errors)).html,
            "member-batch-refused")
    }

    @Test("so many deletions are told to need a second person, and who that may be")
    func forewarning() {
        func page(_ consenter: MassRemovalConsenter) -> HTML {
            let model = MemberBatchPage.Model(
                .removal, token: "opaque", people: 1_064, first: [person(2)], consenter: consenter)
            return MemberBatchPage(Sample.frame(), model).html
        }
        let superior = page(.superior("东海区总工会"))
        #expect(superior.text.contains("超过 499 人"))
        #expect(superior.text.contains("由上级工会“东海区总工会”审核"))
        #expect(!superior.text.contains("立即删除"))
        Golden.expect(superior, "member-batch-held")
        #expect(page(.colleague).text.contains("由本工会的另一账号或上级工会审核"))
        #expect(page(.nobody).text.contains("请先请系统管理员增加一个账号"))
    }

    @Test("what waits for a second person cannot be gone on with, nor what was refused")
    func held() {
        func page(_ status: MassRemoval.Status) -> HTML {
            let request = MassRemoval(
                id: ID(71), askedBy: ID(3), path: .root, act: .batch(ID(5)), reasons: [.retired: 3],
                expiresAt: Sample.moment("2023-11-27", hour: 9), status: status)
            return MemberBatchRunPage(
                Sample.frame(),
                MemberBatchRunPage.Model(
                    batch(.removal(.retired)), label: nil, counts: [nil: 3], [],
                    PageWindow(number: 1, size: 20, total: 3), request: request)
            ).html
        }
        #expect(page(.open).text.contains("等待另一人同意"))
        #expect(page(.returned).text.contains("没有删除：批量删除申请已退回"))
        for status in [MassRemoval.Status.open, .returned, .withdrawn, .lapsed] {
            #expect(!page(status).text.contains("继续处理"))
        }
        // Consented to and cut off, it is gone on with.
        #expect(page(.accepted).text.contains("继续处理 3 人"))
    }

    @Test("everybody's result, and the button to go on where it was cut off")
    func result() {
        func page(
            _ act: MemberBatch.Act, _ counts: [MemberBatchOutcome?: Int], _ rows: [MemberBatchRunPage.Row]
        ) -> HTML {
            MemberBatchRunPage(
                Sample.frame(),
                MemberBatchRunPage.Model(
                    batch(act), label: "外包工", counts: counts, rows, PageWindow(number: 1, size: 20, total: 3))
            ).html
        }
        func row(
            _ serial: Int, _ outcome: MemberBatchOutcome?, request: ID<RemovalRequest>? = nil
        ) -> MemberBatchRunPage.Row {
            MemberBatchRunPage.Row(
                member: outcome == .left ? nil : ID(Int64(serial)), request: request, outcome: outcome,
                name: serial == 1 ? Sample.hostile : "会员\(serial)", document: "3199**********001X")
        }
        let asked = page(
            .removalRequest(.mistaken), [.done: 1, .alreadyAsked: 1, .left: 1],
            [row(1, .done, request: ID(8)), row(2, .alreadyAsked), row(3, .left)])
        Golden.expect(asked, "member-batch-result")
        #expect(!asked.text.contains("<script>alert"))
        Golden.expect(
            page(.label("outsourced"), [.done: 1, nil: 2], [row(1, .done), row(2, nil), row(3, nil)]),
            "member-batch-cut-off")
    }
}
