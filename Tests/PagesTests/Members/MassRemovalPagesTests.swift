import Domain
import Markup
import Pages
import Testing

@Suite("The page of many deletions that wait for a second person")
struct MassRemovalPagesTests {
    private func page(
        _ status: MassRemoval.Status, _ act: MassRemoval.Act, _ commands: Set<MassRemoval.Command>,
        access: MassRemovalPage.Model.Access = .closed, form: FormState = FormState()
    ) -> HTML {
        let request = MassRemoval(
            id: ID(71), askedBy: ID(3), path: .root, act: act, reasons: [.retired: 1_490, .deceased: 12],
            expiresAt: Sample.moment("2023-11-27", hour: 9, minute: 30), status: status)
        var consequences = TransferConsequences()
        (consequences.listed, consequences.carded) = (2, 3)
        let isDecided = status == .accepted || status == .returned
        let people = [
            MassRemovalPage.Person(
                name: Sample.hostile, document: "3199**********001X", workplace: "示例科技有限公司", reason: .retired,
                consequences: consequences),
            MassRemovalPage.Person(name: "会员2", document: "3199**********0028", workplace: "", reason: .deceased),
        ]
        let model = MassRemovalPage.Model(
            request, unionName: "示例联合工会", asker: "王经例", askedAt: Sample.moment("2023-11-20", hour: 9, minute: 30),
            decider: isDecided ? "钱复例" : nil, decidedAt: isDecided ? Sample.moment("2023-11-21", hour: 8) : nil,
            reason: isDecided ? Sample.hostile : nil, commands: commands,
            waiting: status == .open
                ? MassRemovalPage.Waiting(
                    people, PageWindow(number: 1, size: 20, total: 1_502), consequences: consequences,
                    besides: [(words: "导入", people: 1_200)]) : nil,
            act: access)
        return MassRemovalPage(Sample.frame(.organisation), model, stepUp: .password, form: form).html
    }

    @Test("the second person sees how many, for which reasons, who first, and what else is done")
    func second() {
        let page = page(.open, .comparison(ID(7)), [.accept, .return])
        #expect(!page.text.contains("<script>alert"))
        for words in ["1,502 人", "退休 1,490 人、死亡 12 人", "导入 1,200 人", "共 1,502 条，第 1–20 条", "3 人持有有效的会员服务卡"] {
            #expect(page.text.contains(words), "\(words)")
        }
        #expect(page.text.contains("/members/mass-removals/71?page=2"))
        #expect(page.text.contains("同意删除 1,502 人"))
        #expect(!page.text.contains("撤回申请"))
        Golden.expect(page, "mass-removal-second")
    }

    @Test("what waits stands above the deletions that a superior approves, for both sides to find")
    func list() {
        let request = MassRemoval(
            id: ID(71), askedBy: ID(3), path: .root, act: .batch(ID(5)), reasons: [.retired: 1_490, .deceased: 12],
            expiresAt: Sample.moment("2023-11-27", hour: 9), status: .open)
        let many = RemovalRequestsPage.Many(
            request, union: "示例联合工会", asker: Sample.hostile, askedAt: Sample.moment("2023-11-20", hour: 9))
        let page = RemovalRequestsPage(
            Sample.frame(), .open, [], PageWindow(number: 1, size: 20, total: 0), many: [many]
        ).html
        #expect(!page.text.contains("<script>alert"))
        #expect(page.text.contains("/members/mass-removals/71"))
        #expect(page.text.contains("1,502 人"))
        Golden.expect(page, "removal-requests-many")
    }

    @Test("whoever has asked takes it back and looks at the act; he does not consent")
    func own() {
        let page = page(.open, .batch(ID(5)), [.withdraw], access: .open)
        #expect(page.text.contains("撤回申请"))
        #expect(page.text.contains("/members/batches/5"))
        #expect(!page.text.contains("同意删除 1,502 人"))
        Golden.expect(page, "mass-removal-own")
    }

    @Test("what was answered says how, by whom and why")
    func answered() {
        let returned = page(.returned, .batch(ID(5)), [])
        #expect(!returned.text.contains("<script>alert"))
        #expect(returned.text.contains("不同意，会籍不变"))
        Golden.expect(returned, "mass-removal-returned")
        #expect(page(.accepted, .batch(ID(5)), []).text.contains("已同意，按申请执行"))
        #expect(page(.withdrawn, .batch(ID(5)), []).text.contains("已撤回，会籍不变"))
        #expect(page(.lapsed, .batch(ID(5)), []).text.contains("已失效，会籍不变"))
    }

    @Test("a refusal without a reason is shown again with what is missing")
    func refused() {
        let errors = FieldErrors.one(MassRemovalPage.Field.reason, "请填写不同意的原因，最多 200 个字")
        let page = page(.open, .batch(ID(5)), [.accept, .return], form: FormState(errors: errors))
        #expect(page.text.contains("请填写不同意的原因"))
        Golden.expect(page, "mass-removal-errors")
    }
}
