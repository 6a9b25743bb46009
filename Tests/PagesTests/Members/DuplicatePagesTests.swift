import Domain
import Markup
import Pages
import Testing

@Suite struct DuplicatePagesTests {
    private func row(_ id: Int64, name: String = "会员甲", document: String) -> MembersPage.Row {
        MembersPage.Row(
            id: ID(id), name: name, documentType: .passport, document: document, phone: "199****0001", sex: .male,
            unionName: id == 1 ? "示例科技有限公司工会委员会" : "虚构公司工会委员会", unionCode: "31990100000\(id)",
            workplace: "示例科技有限公司", label: nil, source: .batchImport, electronicCard: .inactive, note: nil,
            number: "10000000000\(id)",
            category: .outsideEnterprise, flexibleKind: nil, household: nil, post: nil, socialInsurance: .unverified,
            joinedOn: Sample.day("2023-11-20"))
    }

    private func pair(
        _ kind: DuplicatePair.Kind, _ status: DuplicatePair.Status = .open, name: String = "会员甲"
    ) -> DuplicatesPage.Pair {
        DuplicatesPage.Pair(
            DuplicatePair(
                id: ID(5), kind: kind, first: ID(1), second: ID(2), path: .root, status: status,
                reason: status == .different ? "已电话核实" : nil,
                decidedAt: status == .open ? nil : Sample.moment("2023-11-20", hour: 9),
                decidedBy: status == .open ? "" : "李演示", version: 1), row(1, name: name, document: "A*******8"),
            row(2, name: name, document: "B*******1"))
    }

    @Test("pairs with both sides, and none")
    func list() {
        let window = PageWindow(number: 1, size: 20, total: 2)
        let page = DuplicatesPage(
            Sample.frame(), [pair(.renewedDocument, name: Sample.hostile), pair(.twoUnions)], status: .open, window)
        Golden.expect(page.html, "duplicates")
        #expect(!page.html.text.contains("<script>alert"))
        let empty = DuplicatesPage(
            Sample.frame(), [], status: .open, PageWindow(number: 1, size: 20, total: 0))
        Golden.expect(empty.html, "duplicates-empty")
    }

    @Test("a pair is merged with two answers, or marked with a reason; one that is decided says by whom")
    func one() {
        var errors = FieldErrors()
        errors.add("kept", "请选择保留哪一条会籍")
        Golden.expect(
            DuplicatePage(Sample.frame(), pair(.renewedDocument), form: FormState(errors: errors)).html,
            "duplicate-open")
        Golden.expect(DuplicatePage(Sample.frame(), pair(.twoUnions, .different)).html, "duplicate-different")
    }

    @Test("what is in the way of a merge is said, and nothing can be pressed in vain")
    func obstacle() {
        let page = DuplicatePage(Sample.frame(), pair(.sameUnion), obstacle: .insuredTwice(year: 2024)).html.text
        #expect(page.contains("一人一个年度只能有一份"))
        #expect(!page.contains("合并为一人"))
        #expect(page.contains("标记为不是同一人"))
    }
}
