import Domain
import Markup
import Pages
import Testing

@Suite struct MemberPagesTests {
    // MARK: 会员信息

    private func row(_ id: Int64, name: String? = nil, label: String? = nil) -> MembersPage.Row {
        MembersPage.Row(
            id: ID(id), name: name ?? "会员\(id)", documentType: .residentIdentityCard, document: "3199**********001X",
            phone: "199****0001", sex: .male, unionName: "示例科技有限公司工会委员会", unionCode: "319901000001",
            workplace: "示例科技有限公司", label: label, source: .batchImport, electronicCard: id == 1 ? .active : .inactive,
            note: nil, number: "10000000000\(id)", category: .enterprise, flexibleKind: nil, household: "本市城镇",
            post: nil,
            socialInsurance: .insured, joinedOn: Sample.day("2023-11-20"))
    }

    private func members(
        _ rows: [MembersPage.Row], of counted: Int? = nil, query: MemberListQuery = MemberListQuery(),
        form: FormState = FormState(), children: [MembersPage.Place] = [],
        columns: Set<MemberListColumn> = MemberListColumn.standard, named: [MembersPage.NamedFilter] = [],
        numbers: NumberSelection? = nil, tools: MembersPage.Tools = .importMembers
    ) -> HTML {
        MembersPage(
            Sample.frame(),
            MembersPage.Model(
                rows: rows, count: BoundedCount(counted: counted ?? rows.count, bound: 10_000), query: query,
                form: form, lineage: [MembersPage.Place(ID(7), "东海区总工会")], children: children,
                words: [.label: [DictionaryEntry(code: "outsourced", name: "外包工")]], columns: columns,
                namedFilters: named, numbers: numbers, tools: tools)
        ).html
    }

    @Test("a union without members is shown how the first come in")
    func membersEmpty() {
        Golden.expect(members([]), "members-empty")
    }

    @Test("members of a base union, with the tools of its clerk")
    func membersMany() {
        Golden.expect(members([row(1), row(2, label: "外包工")], of: 1_064), "members-many")
    }

    @Test("a filter by name stands as a chip, and its address holds no name")
    func membersFiltered() {
        var query = MemberListQuery()
        query.kept = "opaque"
        query.label = "outsourced"
        query.source = .scan
        let form = FormState(["name": ["会员甲"], "label": ["outsourced"], "source": ["scan"]])
        let page = members([], query: query, form: form)
        Golden.expect(page, "members-none-match")
        #expect(!page.text.contains("name=%"))
    }

    @Test("people selected by their numbers: whom nobody knows is told back, and the columns are the account's own")
    func membersByNumbers() {
        var query = MemberListQuery()
        query.kept = "opaque"
        let numbers = NumberSelection(asked: 3, found: 1, missing: ["3199**********0038", Sample.hostile])
        let page = members([row(1)], query: query, columns: [.phone, .socialInsurance, .joinedOn], numbers: numbers)
        Golden.expect(page, "members-by-numbers")
        #expect(!page.text.contains("<script>alert"))
        Golden.expect(MemberNumbersPage(Sample.frame(), under: ID(7)).html, "member-numbers")
    }

    @Test("named filters lead to their lists and can be thrown away")
    func membersNamed() {
        var query = MemberListQuery()
        query.source = .scan
        let named = [MembersPage.NamedFilter(token: "opaque", name: Sample.hostile, query: query)]
        var errors = FieldErrors()
        errors.add("filter-name", "请输入常用筛选的名称")
        let page = members([row(1)], query: query, form: FormState(errors: errors), named: named)
        Golden.expect(page, "members-named-filters")
        #expect(!page.text.contains("<script>alert"))
    }

    @Test("a superior union sees its unions beside the list and only looks")
    func membersOfDistrict() {
        let children = [MembersPage.Place(ID(8), "滨海街道总工会"), MembersPage.Place(ID(9), "虚构园区总工会")]
        Golden.expect(members([row(1)], of: 20_000, children: children, tools: .look), "members-district")
    }

    @Test("a telephone number that is none is refused with what to type")
    func membersRefused() {
        var errors = FieldErrors()
        errors.add("phone", "请输入完整的 11 位手机号，或后 4 位")
        let page = members([row(1)], form: FormState(["phone": ["12"]], errors: errors))
        Golden.expect(page, "members-refused")
    }

    @Test("one member, numbers masked, with his history")
    func member() {
        let model = MemberPage.Model(
            row: row(1, label: "外包工"), expiry: .longTerm, socialInsuranceAsOf: Sample.day("2023-08-31"),
            unitName: "示例科技有限公司", address: "演示市示例区**********",
            history: [
                MemberPage.Happening(
                    at: Sample.moment("2023-11-20", hour: 9), account: "王示例", words: "批量导入，成为会员")
            ], tools: .importMembers)
        Golden.expect(MemberPage(Sample.frame(), model).html, "member")
        var waiting = model
        waiting.pending = PendingRequests(transfer: ID(7), removal: ID(8))
        Golden.expect(MemberPage(Sample.frame(), waiting).html, "member-with-requests")
    }

    @Test("deleting says what hangs on the membership, and asks for one of the three reasons")
    func removal() {
        let consequences = RemovalConsequences(
            issuedCards: 1, cardBatch: "BK202311200001", listedYear: 2024,
            coveredThrough: Sample.day("2023-12-31"), version: 3)
        Golden.expect(MemberRemovalPage(Sample.frame(), row(1), consequences).html, "member-removal")
        let free = RemovalConsequences(
            issuedCards: 0, cardBatch: nil, listedYear: nil, coveredThrough: nil, version: 1)
        var errors = FieldErrors()
        errors.add("reason", "请选择删除原因")
        let refused = MemberRemovalPage(
            Sample.frame(), row(1, name: Sample.hostile), free, form: FormState(errors: errors))
        Golden.expect(refused.html, "member-removal-refused")
        #expect(!refused.html.text.contains("<script>alert"))
    }

    // MARK: 会籍审核管理

    private func transfer(
        _ id: Int64, _ status: MembershipTransfer.Status, from: String? = "虚构公司工会委员会", name: String = "会员甲",
        reason: String? = nil
    ) -> MemberTransfersPage.Row {
        MemberTransfersPage.Row(
            id: ID(id), name: name, documentType: .residentIdentityCard, document: "3199**********001X", from: from,
            to: "示例科技有限公司工会委员会", unit: "示例科技有限公司", category: .enterprise, motive: nil,
            initiator: .receiving, superiorFrom: Sample.day("2023-11-27"), status: status,
            requestedAt: Sample.moment("2023-11-20", hour: 9),
            decidedAt: status == .open ? nil : Sample.moment("2023-11-21", hour: 9), reason: reason)
    }

    @Test("transfers that wait, and those that were asked for without the other union's name")
    func transfers() {
        let empty = MemberTransfersPage(
            Sample.frame(), .waiting, [], waiting: 0, parts: TransferPart.allCases,
            PageWindow(number: 1, size: 20, total: 0))
        Golden.expect(empty.html, "member-transfers-empty")
        let rows = MembershipTransfer.Status.allCases.enumerated().map {
            transfer(Int64($0.offset + 1), $0.element, from: nil)
        }
        let asked = MemberTransfersPage(
            Sample.frame(), .requested, rows, waiting: 2, parts: [.waiting, .decided, .requested],
            PageWindow(number: 1, size: 20, total: 5))
        Golden.expect(asked.html, "member-transfers-requested")
    }

    @Test("a transfer says what hangs on the membership before it is decided")
    func transferDecision() {
        let consequences = RemovalConsequences(
            issuedCards: 1, cardBatch: nil, listedYear: 2024, lockedYear: 2023,
            coveredThrough: Sample.day("2023-12-31"), version: 1)
        let asked = MemberPage.Happening(at: Sample.moment("2023-11-20", hour: 9), account: "", words: "提交申请")
        let open = MemberTransferPage(
            Sample.frame(), .init(transfer(1, .open), [.accept, .return], consequences, history: [asked]))
        Golden.expect(open.html, "member-transfer-open")
        let own = MemberTransferPage(
            Sample.frame(),
            .init(transfer(1, .open, from: nil, name: Sample.hostile), [.withdraw], nil, history: [asked]))
        Golden.expect(own.html, "member-transfer-own")
        #expect(!own.html.text.contains("<script>alert"))
        let returned = MemberTransferPage(
            Sample.frame(), .init(transfer(1, .returned, reason: "本人仍在本单位工作"), [], nil, history: [asked]))
        Golden.expect(returned.html, "member-transfer-returned")
    }

    // MARK: 导入会员

    private let enterprises = [
        Enterprise(id: ID(1), union: ID(7), code: "913199010000000015", name: "示例科技有限公司"),
        Enterprise(id: ID(2), union: ID(7), code: "913199010000000023", name: "示例物流有限公司"),
    ]

    @Test("the class and the file are asked for")
    func importForm() {
        let page = MemberImportPage(
            Sample.frame(), enterprises: enterprises,
            flexibleKinds: [DictionaryEntry(code: "courier", name: "快递物流")])
        Golden.expect(page.html, "member-import")
    }

    @Test("a file that is not taken leaves the form as it was, with what to do")
    func importRefused() {
        var errors = FieldErrors()
        errors.add("file", "文件设有密码，请取消密码后上传。")
        let page = MemberImportPage(
            Sample.frame(), enterprises: [], flexibleKinds: [],
            form: FormState(["category": ["outside-enterprise"]], errors: errors))
        Golden.expect(page.html, "member-import-refused")
    }

    private func run(
        _ status: MemberImport.Status, _ counts: ImportCounts, fileName: String = "名册.xlsx"
    ) -> MemberImport {
        MemberImport(
            id: ID(5), union: ID(7), unionPath: .root, unit: ID(1), unitName: "示例科技有限公司", enterprise: ID(1),
            category: .enterprise, flexibleKind: nil, fileName: fileName, status: status, counts: counts,
            createdAt: Sample.moment("2023-11-20", hour: 9), createdBy: "王示例",
            appliedAt: status == .applied ? Sample.moment("2023-11-20", hour: 10) : nil, version: 1)
    }

    private func counts(_ numbers: [ImportOutcome: Int], warnings: Int = 0) -> ImportCounts {
        var counts = ImportCounts()
        for (outcome, number) in numbers { counts.count(outcome, times: number) }
        counts.warnings = warnings
        return counts
    }

    private var mixed: ImportCounts {
        counts([.new: 87, .updated: 12, .moved: 3, .unchanged: 22, .failed: 6], warnings: 4)
    }

    private func line(
        _ row: Int, _ problem: MemberProblem?, found: String = "", name: String? = nil,
        outcome: ImportOutcome = .failed
    ) -> ImportRunPage.Line {
        .init(
            row: row, name: name ?? "会员\(row)", outcome: outcome, group: problem?.repair, problem: problem,
            found: found)
    }

    private func runPage(
        _ status: MemberImport.Status, _ counts: ImportCounts, _ lines: [ImportRunPage.Line] = [],
        groups: [ImportRunPage.Group] = [], shown: ImportRows = .withProblem, next: Int? = nil,
        fileName: String = "名册.xlsx"
    ) -> HTML {
        ImportRunPage(
            Sample.frame(),
            ImportRunPage.Model(
                memberImport: run(status, counts, fileName: fileName), enterprise: "示例科技有限公司",
                flexibleKind: nil, groups: groups, lines: lines, shown: shown, group: nil, next: next)
        ).html
    }

    @Test("the preview says what would happen and groups the rows by what mends them")
    func preview() {
        let lines = [
            line(14, .damagedNumber(.scientificNotation), found: "9.9***E+17"),
            line(41, .phoneRepeatedInFile(otherRow: 77), found: "199****0108"),
            line(77, .phoneRepeatedInFile(otherRow: 41), found: "199****0108"),
            line(90, .addressTooShort(.moreThanSixChineseCharacters), found: "样板", outcome: .new),
        ]
        let groups = [
            ImportRunPage.Group(.typeNumberAgain, rows: 4), ImportRunPage.Group(.giveOwnPhone, rows: 2),
            ImportRunPage.Group(.completeAddress, rows: 4),
        ]
        Golden.expect(runPage(.staged, mixed, lines, groups: groups, next: 90), "member-import-preview")
    }

    private let ownLayout = ColumnLayout(
        sheet: "花名册", headerRow: 3, headers: ["联系方式", "序号", "", "编码", "职工姓名"],
        columns: [.phone, nil, nil, .documentNumber, .name])

    @Test("a list of the clerk's own: the preview says which column is read as what")
    func previewOwnList() {
        let page = ImportRunPage(
            Sample.frame(),
            ImportRunPage.Model(
                memberImport: run(.staged, counts([.new: 2])), enterprise: nil, flexibleKind: nil, layout: ownLayout,
                groups: [], lines: [line(4, nil, outcome: .new)], shown: .all, group: nil, next: nil))
        Golden.expect(page.html, "member-import-preview-own")
    }

    @Test("columns can be put otherwise, each with some of its contents")
    func columns() {
        var errors = FieldErrors()
        errors.add("column-3", "请选择手机号码在哪一列")
        let samples = [["199******01"], ["1", "2"], [], ["319*************12"], ["会员甲", Sample.hostile]]
        let run = run(.staged, counts([.new: 2]))
        Golden.expect(
            ImportColumnsPage(Sample.frame(), run, ownLayout, samples: samples).html, "member-import-columns")
        let refused = ImportColumnsPage(
            Sample.frame(), run, ownLayout, samples: samples, form: FormState(["column-0": ["4"]], errors: errors))
        Golden.expect(refused.html, "member-import-columns-refused")
        #expect(!refused.html.text.contains("<script>alert"))
    }

    @Test("several sheets are offered, and a column that nothing tells is asked for")
    func sheets() {
        let layout = ColumnLayout(
            sheet: "二车间", headerRow: 1, headers: ["甲", "编码", "联系方式"], columns: [nil, .documentNumber, .phone],
            otherLists: ["一车间"])
        let page = ImportColumnsPage(
            Sample.frame(), run(.staged, counts([:])), layout, samples: [["会员甲"], [], []],
            sheets: ["一车间", "二车间", Sample.hostile])
        Golden.expect(page.html, "member-import-sheets")
    }

    @Test("a list that is being read or written is shown with how far it is")
    func progress() {
        func page(_ status: MemberImport.Status, _ task: ImportTask?) -> HTML {
            ImportRunPage(
                Sample.frame(),
                ImportRunPage.Model(
                    memberImport: run(status, counts([:])), enterprise: nil, flexibleKind: nil, groups: [], lines: [],
                    shown: .all, group: nil, next: nil, progress: task.map { .init($0, done: 41_000, total: 100_000) })
            ).html
        }
        Golden.expect(page(.reading, .read), "member-import-reading")
        Golden.expect(page(.applying, .apply), "member-import-applying")
        #expect(page(.reading, .repair(.joinDigits)).text.contains("正在修复"))
        #expect(page(.reading, nil).text.contains("即将完成"))
    }

    @Test("one row of the file can be corrected, with what is wrong beside the field")
    func importRow() {
        var row = MemberRow(number: 14)
        row[.name] = MemberRow.Cell(Sample.hostile)
        row[.documentType] = MemberRow.Cell("身份证")
        row[.documentNumber] = MemberRow.Cell("319901850601001")
        row[.label] = MemberRow.Cell("外包")
        func page(_ problems: [MemberProblem], isLeftOut: Bool) -> HTML {
            ImportRowPage(
                Sample.frame(),
                ImportRowPage.Model(
                    memberImport: run(.staged, mixed), row: row, problems: problems,
                    outcome: isLeftOut ? .skipped : .failed, isLeftOut: isLeftOut, suggestion: "319901198506010017",
                    words: [.documentType: ["身份证", "护照"], .sex: ["男", "女"], .label: ["外包工"]],
                    back: ImportRowPage.Back(rows: .failed, group: .takeNumberFromCard, after: 12))
            ).html
        }
        Golden.expect(
            page([.damagedNumber(.fifteenDigits), .missing(.phone), .expired], isLeftOut: false), "member-import-row")
        let leftOut = page([], isLeftOut: true)
        Golden.expect(leftOut, "member-import-row-left-out")
        #expect(!leftOut.text.contains("<script>alert"))
    }

    @Test("a file without faults is one button away from the roll")
    func previewClean() {
        let page = runPage(.staged, counts([.new: 2]), [line(2, nil, outcome: .new)], shown: .all)
        Golden.expect(page, "member-import-preview-clean")
    }

    @Test("the same file again has nothing to write")
    func previewUnchanged() {
        Golden.expect(runPage(.staged, counts([.unchanged: 130])), "member-import-preview-unchanged")
    }

    @Test("the result says what went in and how to mend the rest")
    func result() {
        let lines = [line(14, .number(.wrongCheckDigit(expected: "3")), found: "3199**********0011")]
        let page = runPage(.applied, mixed, lines, groups: [ImportRunPage.Group(.checkNumber, rows: 6)])
        Golden.expect(page, "member-import-result")
    }

    @Test("an import that was given up says that nothing was written")
    func discarded() {
        Golden.expect(runPage(.discarded, counts([:])), "member-import-discarded")
    }

    @Test("no import yet")
    func importsEmpty() {
        let page = MemberImportsPage(Sample.frame(), [], PageWindow(number: 1, size: 20, total: 0))
        Golden.expect(page.html, "member-imports-empty")
    }

    @Test("imports in every state, each with its numbers")
    func importsMany() {
        let runs = MemberImport.Status.allCases.map { run($0, mixed) }
        let page = MemberImportsPage(Sample.frame(), runs, PageWindow(number: 1, size: 20, total: 3))
        Golden.expect(page.html, "member-imports-many")
    }

    @Test("what a file says cannot break out of a page")
    func hostile() {
        let pages = [
            members([row(1, name: Sample.hostile, label: Sample.hostile)]),
            runPage(
                .staged, mixed, [line(2, .missing(.phone), found: Sample.hostile, name: Sample.hostile)],
                groups: [ImportRunPage.Group(.fillIn, rows: 1)], fileName: Sample.hostile),
            MemberImportsPage(
                Sample.frame(), [run(.applied, mixed, fileName: Sample.hostile)],
                PageWindow(number: 1, size: 20, total: 1)
            ).html,
        ]
        for page in pages {
            #expect(!page.text.contains("<script>alert"))
            #expect(!page.text.contains("<b>"))
        }
    }
}
