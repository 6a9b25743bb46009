import Domain
import Markup
import Pages
import Testing
import Wording

/// 导入会员: from the form to the result.
@Suite struct MemberImportPagesTests {
    private let enterprises = [
        Enterprise(id: ID(1), union: ID(7), code: "913199010000000015", name: "示例科技有限公司"),
        Enterprise(id: ID(2), union: ID(7), code: "913199010000000023", name: "示例物流有限公司"),
    ]

    @Test("the class and the file are asked for")
    func importForm() {
        let page = MemberImportPage(
            Sample.frame(), enterprises: enterprises,
            flexibleKinds: [DictionaryEntry(code: "courier", name: "快递物流")])
        // The manual's first question (2024, part 5) is answered where it arises.
        #expect(page.html.text.contains("手机号码不要重复；需办卡的，工作单位详细地址请填写超过 6 个汉字。"))
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
        _ status: MemberImport.Status, _ counts: ImportCounts, fileName: String = "名册.xlsx", keptNames: Int = 0,
        ending: MemberImport.Ending? = nil
    ) -> MemberImport {
        MemberImport(
            id: ID(5), union: ID(7), unionPath: .root, unit: ID(1), unitName: "示例科技有限公司", enterprise: ID(1),
            category: .enterprise, flexibleKind: nil, fileName: fileName, status: status, counts: counts,
            createdAt: Sample.moment("2023-11-20", hour: 9), createdBy: "王示例",
            appliedAt: status == .applied ? Sample.moment("2023-11-20", hour: 10) : nil, keptNames: keptNames,
            ending: ending, version: 1)
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
        outcome: ImportOutcome = .failed, text: String? = nil
    ) -> ImportRunPage.Line {
        .init(
            row: row, name: name ?? "会员\(row)", outcome: outcome, group: problem?.repair,
            problems: problem.map { [$0] } ?? [], found: found, text: text)
    }

    private static let template = ColumnLayout(
        sheet: "会员信息", headerRow: 1, headers: MemberColumn.allCases.map(\.wording),
        columns: MemberColumn.allCases)

    private func runPage(
        _ status: MemberImport.Status, _ counts: ImportCounts, _ lines: [ImportRunPage.Line] = [],
        groups: [ImportRunPage.Group] = [], shown: ImportRows = .withProblem, next: Int? = nil,
        fileName: String = "名册.xlsx", layout: ColumnLayout? = template, lastAct: ImportAct? = nil
    ) -> HTML {
        ImportRunPage(
            Sample.frame(),
            ImportRunPage.Model(
                memberImport: run(status, counts, fileName: fileName), enterprise: "示例科技有限公司",
                flexibleKind: nil, layout: layout, groups: groups, lines: lines, shown: shown, group: nil,
                next: next, lastAct: lastAct, words: [.sex: ["男", "女"]])
        ).html
    }

    @Test("the preview says what would happen and groups the rows by what mends them")
    func preview() {
        let lines = [
            line(14, .damagedNumber(.scientificNotation), found: "9.9***E+17", text: "9.90106E+17"),
            line(41, .phoneRepeatedInFile(otherRow: 77), found: "199****0108", text: "19900000108"),
            line(77, .phoneRepeatedInFile(otherRow: 41), found: "199****0108", text: Sample.hostile),
            line(78, .unknownSex, found: "不详", text: "不详"),
            line(90, .addressTooShort(.moreThanSixChineseCharacters), found: "样板", outcome: .new),
        ]
        let groups = [
            ImportRunPage.Group(.typeNumberAgain, rows: 4), ImportRunPage.Group(.giveOwnPhone, rows: 2),
            ImportRunPage.Group(.correctSex, rows: 1), ImportRunPage.Group(.completeAddress, rows: 4),
        ]
        let act = ImportAct(number: 3, kind: .repair(.replaceLetters), rows: 37, mended: 36)
        let page = runPage(.staged, mixed, lines, groups: groups, next: 90, lastAct: act)
        Golden.expect(page, "member-import-preview")
        // In the list of all rows nothing is typed.
        #expect(!runPage(.staged, mixed, lines, groups: groups, shown: .all).text.contains("cell-14"))
        // What can be had of the failed rows later.
        #expect(runPage(.applied, mixed, lines, groups: groups).text.contains("和上传的表格一样"))
        #expect(runPage(.applied, mixed, lines, groups: groups, layout: nil).text.contains("原文件已清除"))
        let cleared = runPage(.applied, mixed, layout: nil).text
        #expect(cleared.contains("有错误的行已按规定清除") && !cleared.contains("/failures"))
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

    @Test("a complete list of the clerk's own is shown too, only the template's own titles need no word")
    func previewCompleteOwnList() {
        var headers = MemberColumn.allCases.map { $0.wording + "*" }
        func page() -> String {
            let layout = ColumnLayout(sheet: "名册", headerRow: 1, headers: headers, columns: MemberColumn.allCases)
            return runPage(.staged, counts([.new: 2]), layout: layout).text
        }
        #expect(!page().contains("核对或修改"))
        headers[MemberColumn.phone.rawValue] = "联系方式"
        #expect(page().contains("核对或修改") && page().contains("取自“联系方式”"))
    }

    @Test("columns can be put otherwise, each with some of its contents")
    func columns() {
        var errors = FieldErrors()
        errors.add("column-3", "请选择手机号码在哪一列")
        let samples = [["199******01"], ["1", "2"], [], ["319*************12"], ["会员甲", Sample.hostile]]
        let run = run(.staged, counts([.new: 2]))
        Golden.expect(
            RosterColumnsPage(Sample.frame(), .memberImport(run), ownLayout, samples: samples).html,
            "member-import-columns")
        #expect(
            RosterColumnsPage(Sample.frame(), .memberImport(run), ownLayout, samples: samples).html.text.contains(
                "已修改、已修复、已跳过的行和已选择的姓名作废"))
        let refused = RosterColumnsPage(
            Sample.frame(), .memberImport(run), ownLayout, samples: samples,
            form: FormState(["column-0": ["4"]], errors: errors))
        Golden.expect(refused.html, "member-import-columns-refused")
        #expect(!refused.html.text.contains("<script>alert"))
    }

    @Test("several sheets are offered, and a column that nothing tells is asked for")
    func sheets() {
        let layout = ColumnLayout(
            sheet: "二车间", headerRow: 1, headers: ["甲", "编码", "联系方式"], columns: [nil, .documentNumber, .phone],
            otherLists: ["一车间"])
        let page = RosterColumnsPage(
            Sample.frame(), .memberImport(run(.staged, counts([:]))), layout, samples: [["会员甲"], [], []],
            sheets: ["一车间", "二车间", Sample.hostile])
        Golden.expect(page.html, "member-import-sheets")
        // Nothing could be mended in a preview that there is not.
        #expect(!page.html.text.contains("作废"))
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

    @Test("a row that would rename a member shows both names and the choice")
    func renaming() {
        let problem = MemberProblem.nameWouldChange(from: Sample.hostile)
        func line(_ row: Int, _ choice: NameChoice?) -> ImportRunPage.Line {
            .init(
                row: row, name: "会员\(row)", outcome: choice == .take ? .updated : .unchanged, group: .chooseName,
                problems: [problem], found: "会**", nameChoice: choice)
        }
        var model = ImportRunPage.Model(
            memberImport: run(.staged, counts([.updated: 1, .unchanged: 2], warnings: 3)), enterprise: nil,
            flexibleKind: nil, groups: [ImportRunPage.Group(.chooseName, rows: 3)],
            lines: [line(2, nil), line(3, .take), line(4, .keep)], shown: .withProblem, group: nil, next: nil,
            undecidedNames: 1)
        let page = ImportRunPage(Sample.frame(), model).html
        Golden.expect(page, "member-import-names")
        #expect(!page.text.contains("<script>alert"))
        model.undecidedNames = 0
        let decided = ImportRunPage(Sample.frame(), model).html.text
        #expect(!decided.contains("还没有选择"))
        #expect(!decided.contains("全部同意改名"))
    }

    @Test("the result says how many names were kept")
    func keptNames() {
        let kept = run(.applied, counts([.updated: 3]), keptNames: 2)
        let model = ImportRunPage.Model(
            memberImport: kept, enterprise: nil, flexibleKind: nil, groups: [], lines: [], shown: .all, group: nil,
            next: nil)
        #expect(ImportRunPage(Sample.frame(), model).html.text.contains("2 行的姓名没有改"))
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
        func page(_ ending: MemberImport.Ending) -> String {
            let model = ImportRunPage.Model(
                memberImport: run(.discarded, counts([:]), ending: ending), enterprise: nil, flexibleKind: nil,
                groups: [], lines: [], shown: .all, group: nil, next: nil)
            return ImportRunPage(Sample.frame(), model).html.text
        }
        #expect(page(.expired).contains("到 2023-11-27（周一）为止没有确认"))
        #expect(page(.interrupted).contains("读取中断"))
    }

    @Test("no import yet")
    func importsEmpty() {
        let page = MemberImportsPage(Sample.frame(), [], PageWindow(number: 1, size: 20, total: 0))
        Golden.expect(page.html, "member-imports-empty")
    }

    @Test("imports in every state, each with its numbers")
    func importsMany() {
        let runs =
            MemberImport.Status.allCases.map { run($0, mixed) }
            + MemberImport.Ending.allCases.map { run(.discarded, counts([:]), ending: $0) }
        let page = MemberImportsPage(Sample.frame(), runs, PageWindow(number: 1, size: 20, total: 3))
        Golden.expect(page.html, "member-imports-many")
    }

    @Test("what a file says cannot break out of a page")
    func hostile() {
        let pages = [
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
