import Domain
import Markup
import Pages
import Testing

@Suite struct TransferPagesTests {
    private func model(
        people: Int, targets: [TransferRequestPage.Target], reach: TransferRequestPage.Model.Reach = .whole,
        name: String = "会员甲"
    ) -> TransferRequestPage.Model {
        var consequences = TransferConsequences()
        if people > 1 {
            consequences.listed = 3
            consequences.locked = 2
            consequences.ordered = 1
            consequences.batched = 2
            consequences.carded = 4
        }
        return TransferRequestPage.Model(
            selection: people > 1 ? .kept("opaque") : .member(ID(1)), people: people,
            first: [
                TransferRequestPage.Person(name: name, document: "3199**********001X", workplace: "示例科技有限公司")
            ], consequences: consequences, districts: [MembersPage.Place(ID(7), "东海区总工会")], targets: targets,
            reach: reach)
    }

    private let targets = [
        TransferRequestPage.Target(id: ID(8), name: "东海区总工会临时工会", kind: .unionCommittee, standing: .holding),
        TransferRequestPage.Target(id: ID(9), name: "示例园区联合工会", kind: .jointUnion, standing: .ordinary),
    ]

    @Test("one member is offered to a union that was found")
    func single() {
        let form = FormState(["district": ["7"], "union": ["8"]])
        Golden.expect(
            TransferRequestPage(Sample.frame(), model(people: 1, targets: targets), form: form).html,
            "member-transfer-request")
    }

    @Test("many are offered, with what hangs on their memberships")
    func many() {
        let form = FormState(["district": ["7"], "q": ["园区"], "union": ["9"], "motive": ["调动工作"]])
        let page = TransferRequestPage(
            Sample.frame(), model(people: 120, targets: targets, reach: .cut), form: form)
        Golden.expect(page.html, "member-transfer-request-many")
    }

    @Test("a form without a union and a reason says what to do; a name cannot break out")
    func refused() {
        var errors = FieldErrors()
        errors.add("union", "请选择转入的工会")
        errors.add("motive", "请填写转移原因，最多 200 个字")
        let form = FormState(["district": ["7"], "q": [Sample.hostile]], errors: errors)
        let page = TransferRequestPage(
            Sample.frame(), model(people: 1, targets: [], name: Sample.hostile), form: form)
        Golden.expect(page.html, "member-transfer-request-refused")
        #expect(!page.html.text.contains("<script>alert"))
    }

    @Test("the result names everybody, those who were skipped with the reason")
    func run() {
        let rows =
            TransferProblem.allCases.map {
                TransferRunPage.Row(transfer: nil, problem: $0, name: "会员甲", document: "3199**********001X")
            } + [TransferRunPage.Row(transfer: ID(3), problem: nil, name: "会员乙", document: "3199**********0028")]
        let run = TransferRun(
            id: ID(4), act: .request, people: rows.count, done: 1, at: Sample.moment("2023-11-20", hour: 9),
            account: "王示例")
        Golden.expect(
            TransferRunPage(Sample.frame(), run, rows, PageWindow(number: 1, size: 20, total: rows.count)).html,
            "member-transfer-run")
    }

    @Test("a union with several enterprises chooses where the person goes")
    func placement() {
        let row = MemberTransfersPage.Row(
            id: ID(1), name: "会员甲", documentType: .residentIdentityCard, document: "3199**********001X",
            from: "虚构公司工会委员会", to: "示例园区联合工会", unit: nil, category: nil, motive: "调动工作",
            initiator: .releasing, superiorFrom: Sample.day("2023-11-27"), status: .open,
            requestedAt: Sample.moment("2023-11-20", hour: 9), decidedAt: nil, reason: nil)
        let enterprises = [
            Enterprise(id: ID(1), union: ID(9), code: "913199010000000015", name: "示例甲有限公司"),
            Enterprise(id: ID(2), union: ID(9), code: "913199010000000023", name: "示例乙有限公司"),
        ]
        let page = MemberTransferPage(
            Sample.frame(), .init(row, [.accept, .return], nil, enterprises: enterprises, history: []))
        Golden.expect(page.html, "member-transfer-placement")
    }

    private func row(_ id: Int64, name: String = "会员甲") -> MemberTransfersPage.Row {
        MemberTransfersPage.Row(
            id: ID(id), name: name, documentType: .residentIdentityCard, document: "3199**********001X",
            from: "虚构公司工会委员会", to: "示例园区联合工会", unit: nil, category: nil, motive: "调动工作",
            initiator: .releasing, superiorFrom: Sample.day("2023-11-27"), status: .open,
            requestedAt: Sample.moment("2023-11-20", hour: 9), decidedAt: nil, reason: nil)
    }

    @Test("several are accepted or returned after what follows has been said")
    func decision() {
        var consequences = TransferConsequences()
        consequences.listed = 1
        let fields = [(name: "transfer", value: "1"), (name: "transfer", value: "2")]
        let accept = TransferDecisionPage(
            Sample.frame(),
            .init(
                .accept, people: 12, first: [row(1), row(2)], consequences: consequences, each: [ID(2): consequences],
                fields: fields))
        Golden.expect(accept.html, "member-transfer-decision-accept")
        var errors = FieldErrors()
        errors.add("reason", "请填写退回原因，最多 200 个字")
        let refused = TransferDecisionPage(
            Sample.frame(),
            .init(
                .return, people: 1, first: [row(1, name: Sample.hostile)], consequences: consequences,
                fields: fields), form: FormState(errors: errors))
        Golden.expect(refused.html, "member-transfer-decision-refused")
        #expect(!refused.html.text.contains("<script>alert"))
    }

    @Test("several that were asked for are withdrawn together: those that wait are ticked, or all of them chosen")
    func withdrawal() {
        let fields = [(name: "transfer", value: "1"), (name: "transfer", value: "2")]
        let page = TransferDecisionPage(
            Sample.frame(),
            .init(
                .withdraw, people: 2, first: [row(1), row(2)], consequences: TransferConsequences(), fields: fields))
        Golden.expect(page.html, "member-transfer-decision-withdraw")
        func asked(_ filter: TransferFilter, _ choice: MemberTransfersPage.Selected) -> String {
            MemberTransfersPage(
                Sample.frame(), .requested, [row(1), row(2)], waiting: 0, parts: [.waiting, .decided, .requested],
                filter: filter, choice: choice, PageWindow(number: 1, size: 20, total: 512)
            ).html.text
        }
        var open = TransferFilter()
        // Not all of them wait, so that their number is not known before they are looked at alone.
        #expect(asked(open, .boxes).contains("只看待审核的"))
        #expect(!asked(open, .boxes).contains("选择全部"))
        #expect(asked(open, .boxes).contains("撤回所选"))
        open.status = .open
        #expect(asked(open, .boxes).contains("选择全部 512 人（当前筛选）"))
        #expect(asked(open, .everything).contains("已选 512 人"))
        // Whose unions below have asked withdraws nothing.
        #expect(!asked(open, .nothing).contains("撤回所选"))
        #expect(!asked(open, .nothing).contains("checkbox"))
    }

    @Test("the queue can be narrowed, ticked, and taken as a whole")
    func queue() {
        var filter = TransferFilter()
        filter.initiator = .releasing
        filter.union = "园区"
        let window = PageWindow(number: 1, size: 20, total: 42)
        let all = MemberTransfersPage(
            Sample.frame(), .waiting, [row(1), row(2)], waiting: 50, parts: TransferPart.allCases, filter: filter,
            choice: .everything, window)
        Golden.expect(all.html, "member-transfers-everything")
        let ticked = MemberTransfersPage(
            Sample.frame(), .waiting, [row(1)], waiting: 1, parts: [.waiting, .decided, .requested],
            PageWindow(number: 1, size: 20, total: 1))
        Golden.expect(ticked.html, "member-transfers-waiting")
        let none = MemberTransfersPage(
            Sample.frame(), .waiting, [], waiting: 50, parts: TransferPart.allCases, filter: filter,
            PageWindow(number: 1, size: 20, total: 0))
        Golden.expect(none.html, "member-transfers-no-match")
    }

    private func request(
        _ status: RemovalRequest.Status, name: String = "会员甲", reason: String? = nil
    ) -> RemovalRequestsPage.Row {
        RemovalRequestsPage.Row(
            id: ID(1), name: name, document: "3199**********001X", union: "示例科技有限公司工会委员会", ground: .duplicate,
            note: "录了两次", status: status, requestedAt: Sample.moment("2023-11-20", hour: 9),
            decidedAt: status == .open ? nil : Sample.moment("2023-11-21", hour: 9), reason: reason)
    }

    @Test("deletions that a superior approves: the queue, one that waits, one that was returned")
    func removals() {
        let window = PageWindow(number: 1, size: 20, total: 1)
        Golden.expect(RemovalRequestsPage(Sample.frame(), .open, [request(.open)], window).html, "removal-requests")
        let none = PageWindow(number: 1, size: 20, total: 0)
        Golden.expect(RemovalRequestsPage(Sample.frame(), .closed, [], none).html, "removal-requests-empty")
        let consequences = RemovalConsequences(
            issuedCards: 1, cardBatch: nil, listedYear: 2024, coveredThrough: nil, version: 1)
        let open = RemovalRequestPage(
            Sample.frame(), .init(request(.open, name: Sample.hostile), [.accept, .return], consequences, history: []))
        Golden.expect(open.html, "removal-request-open")
        #expect(!open.html.text.contains("<script>alert"))
        let returned = RemovalRequestPage(
            Sample.frame(), .init(request(.returned, reason: "请核对证件"), [], nil, history: []))
        Golden.expect(returned.html, "removal-request-returned")
    }
}
