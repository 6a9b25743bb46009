import Domain
import Markup
import Pages
import Testing

@Suite struct MemberFormPagesTests {
    private let row = MembersPage.Row(
        id: ID(1), name: "会员甲", documentType: .residentIdentityCard, document: "3199**********001X",
        phone: "199****0001", sex: .male, unionName: "示例联合工会", unionCode: "319901000001", workplace: "示例科技有限公司",
        label: nil, source: .single, electronicCard: .inactive, note: nil, number: "100000000001",
        category: .flexible, flexibleKind: "快递物流", household: nil, post: nil, socialInsurance: .insured,
        joinedOn: Sample.day("2023-11-20"))

    private let words: [MemberDictionary: [DictionaryEntry]] = [
        .label: [
            DictionaryEntry(code: "outsourced", name: "外包工", standing: .retired),
            DictionaryEntry(code: "dispatched", name: "劳务派遣"),
        ],
        .flexibleKind: [DictionaryEntry(code: "courier", name: "快递物流")],
    ]

    @Test("a new member: class, person, membership")
    func new() {
        let enterprises = [Enterprise(id: ID(1), union: ID(7), code: "913199010000000015", name: "示例科技有限公司")]
        let subject = MemberFormPage.Subject.new(unionName: "示例联合工会", enterprises: enterprises)
        let fresh = MemberFormPage(
            Sample.frame(), subject, words: words, form: FormState(["document-type": ["resident-identity-card"]]))
        Golden.expect(fresh.html, "member-new")
        var errors = FieldErrors()
        errors.add("consent", "请勾选同意申请会籍转移，或核对证件号码")
        let asked = MemberFormPage(
            Sample.frame(), subject, words: words,
            form: FormState(["name": [Sample.hostile], "category": ["flexible"]], errors: errors), notice: .transfer)
        Golden.expect(asked.html, "member-new-transfer")
        #expect(!asked.html.text.contains("<script>alert"))
    }

    @Test("a change: whole numbers are not in the form, a retired word stays, a conflict is told")
    func edit() {
        let subject = MemberFormPage.Subject.existing(
            row, address: "演示市示例区***", version: MemberVersion(member: 2, person: 3))
        let form = FormState(["name": ["会员甲"], "sex": ["male"], "label": ["outsourced"]])
        Golden.expect(MemberFormPage(Sample.frame(), subject, words: words, form: form).html, "member-edit")
        let conflict = MemberFormPage(
            Sample.frame(), subject, words: words, form: form,
            notice: .changedMeanwhile([(field: "姓名", now: Sample.hostile)]))
        Golden.expect(conflict.html, "member-edit-conflict")
        #expect(!conflict.html.text.contains("<script>alert"))
    }

    @Test("whole numbers are asked for with a reason, then shown")
    func disclosure() {
        Golden.expect(MemberDisclosurePage(Sample.frame(), row, nil, stepUp: .password).html, "member-disclosure")
        let shown = MemberDisclosurePage.Shown(document: "31990119850601001X", phone: "19900000001", address: nil)
        Golden.expect(MemberDisclosurePage(Sample.frame(), row, shown).html, "member-disclosure-shown")
    }

    @Test("an export says how many and what it costs to see whole numbers")
    func export() {
        var query = MemberListQuery()
        query.source = .scan
        var errors = FieldErrors()
        errors.add("purpose", "导出完整号码请选择用途")
        let page = MemberExportPage(
            Sample.frame(), BoundedCount(counted: 1_064, bound: 10_000), conditions: ["会员来源：扫码入会"], query: query,
            stepUp: .passwordAndCode, form: FormState(["numbers": ["whole"]], errors: errors))
        Golden.expect(page.html, "member-export-refused")
    }

    @Test("an export of those who have left offers no whole numbers, and says why")
    func exportOfFormer() {
        var query = MemberListQuery()
        query.standing = .former
        let page = MemberExportPage(
            Sample.frame(), BoundedCount(counted: 3, bound: 10_000), conditions: ["会籍状态：已离会"], query: query,
            stepUp: .passwordAndCode
        ).html
        Golden.expect(page, "member-export-former")
        #expect(page.text.contains("离会后工会不再使用其完整号码"))
        #expect(!page.text.contains("value=\"whole\""))
        #expect(!page.text.contains("type=\"password\""))
    }

    @Test("a dictionary with words on offer, a retired one, and a refused name")
    func dictionary() {
        let model = DictionaryPage.Model(
            .label, words: (words[.label] ?? []).map { DictionaryPage.Word($0, version: 2) },
            history: [
                DictionaryPage.Step(
                    at: Sample.moment("2023-11-20", hour: 9), account: "李示例", words: "停用“外包工”")
            ])
        Golden.expect(DictionaryPage(Sample.frame(), model).html, "dictionary")
        var errors = FieldErrors()
        errors.add("name", "请输入名称")
        var refused = model
        refused.form = FormState(["code": ["dispatched"], "name": [Sample.hostile]], errors: errors)
        let page = DictionaryPage(Sample.frame(), refused).html
        Golden.expect(page, "dictionary-refused")
        #expect(!page.text.contains("<script>alert"))
    }

    @Test("kinds of flexible employment with their members")
    func flexible() {
        let kinds = [
            FlexiblePage.Kind(DictionaryEntry(code: "courier", name: "快递物流"), members: 1_203),
            FlexiblePage.Kind(DictionaryEntry(code: "shop", name: Sample.hostile, standing: .retired), members: 3),
        ]
        let page = FlexiblePage(Sample.frame(), kinds, tools: .importMembers, keeping: .none).html
        Golden.expect(page, "flexible")
        #expect(!page.text.contains("<script>alert"))
        Golden.expect(FlexiblePage(Sample.frame(), kinds, tools: .look, keeping: .kinds).html, "flexible-centre")
    }

    @Test("a history says what was and what is")
    func history() {
        let model = MemberPage.Model(
            row: row, expiry: nil, socialInsuranceAsOf: nil, unitName: "示例联合工会", address: nil,
            history: [
                MemberPage.Happening(
                    at: Sample.moment("2023-11-20", hour: 9), account: "王示例", words: "修改信息",
                    changes: [.init("姓名", from: "会员乙", to: Sample.hostile), .init("会员标签", from: nil, to: "外包工")])
            ], tools: .importMembers, disclosure: .onRequest)
        let page = MemberPage(Sample.frame(), model).html
        Golden.expect(page, "member-history")
        #expect(!page.text.contains("<script>alert"))
    }
}
