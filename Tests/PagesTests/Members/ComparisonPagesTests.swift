import Domain
import Markup
import Pages
import Testing

@Suite struct ComparisonPagesTests {
    private func comparison(
        _ counts: ComparisonCounts, _ status: MemberComparison.Status = .compared,
        _ halt: MemberComparison.Halt? = nil, fileName: String = "名册.xlsx"
    ) -> MemberComparison {
        MemberComparison(
            id: ID(5), union: ID(7), unionPath: .root, enterprise: ID(1), category: .enterprise, flexibleKind: nil,
            extent: .wholeUnion, fileName: fileName, status: status, halt: halt, counts: counts,
            createdAt: Sample.moment("2023-11-20", hour: 9), createdBy: "王示例", version: 2)
    }

    private var counts: ComparisonCounts {
        var counts = ComparisonCounts()
        counts.new = 3
        counts.changed = 2
        counts.same = 1_061
        counts.failed = 1
        counts.missing = 4
        return counts
    }

    private func line(
        _ id: Int64, name: String? = nil, row: Int? = nil, outcome: ImportOutcome? = nil,
        decision: ComparisonDecision? = nil, effect: ComparisonEffect? = nil
    ) -> ComparisonPage.Line {
        ComparisonPage.Line(
            id: ID(id), row: row, member: row == nil ? ID(id + 100) : nil, name: name ?? "会员\(id)",
            documentType: "身份证", document: "3199**********001X", phone: "199****0001", workplace: "示例科技有限公司",
            outcome: outcome, changes: [], problems: [], namesakeRow: nil, decision: decision, effect: effect)
    }

    private func model(
        _ part: ComparisonPart, _ lines: [ComparisonPage.Line], _ tallies: [ComparisonTally] = [],
        comparison: MemberComparison? = nil, next: Int? = nil
    ) -> ComparisonPage.Model {
        ComparisonPage.Model(
            comparison: comparison ?? self.comparison(counts), enterprise: "示例科技有限公司", flexibleKind: nil,
            holding: "东海区总工会临时工会", tallies: tallies, part: part, after: 0, lines: lines, next: next)
    }

    private func page(_ model: ComparisonPage.Model) -> HTML { ComparisonPage(Sample.frame(), model).html }

    @Test("who never compared is told what it is for")
    func listEmpty() {
        let window = PageWindow(number: 1, size: 20, total: 0)
        Golden.expect(ComparisonsPage(Sample.frame(), [], window).html, "comparisons-empty")
        let filtered = ComparisonsPage(
            Sample.frame(), [], window, filter: ComparisonFilter(fileName: "名册", state: .interrupted))
        Golden.expect(filtered.html, "comparisons-none-match")
    }

    @Test("past comparisons with the manual's columns, one of them cut off")
    func list() {
        let list = [
            comparison(counts), comparison(ComparisonCounts(), .comparing),
            comparison(ComparisonCounts(), .comparing, .columns), comparison(ComparisonCounts(), .expired, .givenUp),
            comparison(ComparisonCounts(), .expired, .interrupted),
            comparison(counts, .expired, fileName: Sample.hostile),
        ]
        let page = ComparisonsPage(Sample.frame(), list, PageWindow(number: 1, size: 20, total: 6))
        Golden.expect(page.html, "comparisons")
        #expect(!page.html.text.contains("<script>alert"))
    }

    @Test("the roster, its class and whom it names are asked for")
    func upload() {
        let enterprises = [Enterprise(id: ID(1), union: ID(7), code: "913199010000000015", name: "示例科技有限公司")]
        var errors = FieldErrors()
        errors.add("file", "请选择要上传的 xlsx 文件。")
        let page = ComparisonUploadPage(
            Sample.frame(), enterprises: enterprises, flexibleKinds: [DictionaryEntry(code: "courier", name: "快递物流")],
            form: FormState(["category": ["enterprise"], "extent": ["whole-union"]], errors: errors))
        Golden.expect(page.html, "comparison-upload")
    }

    @Test("new people, one asked for before, one decided")
    func new() {
        var asked = line(3, row: 9, outcome: .moved)
        asked.problems = [.memberOfAnotherUnion]
        let lines = [
            line(1, name: Sample.hostile, row: 2, outcome: .new), line(2, row: 5, outcome: .new, decision: .import),
            asked, line(4, row: 11, outcome: .skipped),
        ]
        let page = page(
            model(
                .new, lines,
                [
                    ComparisonTally(part: .new, decision: nil, effect: nil, lines: 2),
                    ComparisonTally(part: .new, decision: .import, effect: nil, lines: 1),
                ], next: 11))
        Golden.expect(page, "comparison-new")
        #expect(!page.text.contains("<script>alert"))
    }

    @Test("missing members go with a reason or stay; a namesake in the file is pointed at")
    func missing() {
        var namesake = line(2)
        namesake.namesakeRow = 12
        let lines = [
            line(1), namesake, line(3, decision: .removeRetired), line(4, decision: .removeDeceased, effect: .removed),
        ]
        Golden.expect(
            page(
                model(
                    .missing, lines,
                    [
                        ComparisonTally(part: .missing, decision: nil, effect: nil, lines: 2),
                        ComparisonTally(part: .missing, decision: .removeRetired, effect: nil, lines: 1),
                        ComparisonTally(part: .missing, decision: .removeDeceased, effect: .removed, lines: 1),
                    ])), "comparison-missing")
    }

    @Test("what has changed is told field by field, from and to")
    func changed() {
        var line = line(1, row: 2, outcome: .updated)
        line.member = ID(101)
        line.changes = [
            FieldChange(.phone, from: "199****0001", to: "199****0000"), FieldChange(.label, from: "", to: "外包工"),
        ]
        Golden.expect(page(model(.changed, [line])), "comparison-changed")
    }

    @Test("rows with errors stand under what mends them, and the roster comes back with them marked")
    func failed() {
        var line = line(1, row: 2, outcome: .failed)
        line.problems = [.phoneMalformed, .unknownSex]
        line.repair = .correctPhone
        var second = self.line(2, name: Sample.hostile, row: 5, outcome: .failed)
        second.problems = [.damagedNumber(.digitsLost)]
        second.repair = .typeNumberAgain
        var model = model(.failed, [line, second], next: 5)
        model.groups = [
            ImportRunPage.Group(.typeNumberAgain, rows: 12), ImportRunPage.Group(.correctPhone, rows: 1),
        ]
        model.file = .kept
        let page = page(model)
        #expect(!page.text.contains("<script>alert"))
        Golden.expect(page, "comparison-failed")
        model.group = .correctPhone
        model.lines = [line]
        model.file = .gone
        Golden.expect(self.page(model), "comparison-failed-group")
    }

    @Test("a comparison that was cut off or is too old shows no lines")
    func states() {
        let interrupted = comparison(ComparisonCounts(), .expired, .interrupted)
        Golden.expect(page(model(.new, [], comparison: interrupted)), "comparison-interrupted")
        Golden.expect(page(model(.new, [], comparison: comparison(counts, .expired))), "comparison-expired")
    }

    @Test("a roster that is being compared is shown with how far it is, and can be given up")
    func progress() {
        var model = model(.new, [], comparison: comparison(ComparisonCounts(), .comparing))
        model.progress = ImportProgressPage.Progress(.read, done: 41_000, total: 100_000)
        Golden.expect(page(model), "comparison-comparing")
        model.progress = nil
        #expect(page(model).text.contains("即将完成"))
        let givenUp = self.model(.new, [], comparison: comparison(ComparisonCounts(), .expired, .givenUp))
        Golden.expect(page(givenUp), "comparison-given-up")
    }

    // MARK: Columns

    private let ownLayout = ColumnLayout(
        sheet: "二车间", headerRow: 3, headers: ["部门", "联系方式", "员工姓名", "身份证"],
        columns: [.workplace, .phone, .name, .documentNumber], otherLists: [Sample.hostile])

    @Test("how a company's own sheet was read stands with the result, and what the other sheets mean")
    func columns() {
        var model = model(.missing, [line(1)])
        model.layout = ownLayout
        let page = page(model)
        #expect(page.text.contains("只在那里的会员会列入“名册里没有”"))
        #expect(!page.text.contains("<script>alert"))
        Golden.expect(page, "comparison-own")
    }

    @Test("the sheet and the columns are asked for before anything is compared, and can be put otherwise later")
    func arranging() {
        func page(_ comparison: MemberComparison, _ form: FormState? = nil) -> HTML {
            RosterColumnsPage(
                Sample.frame(), .comparison(comparison), ownLayout, samples: [["后厨"], [], [Sample.hostile], []],
                sheets: ["一车间", "二车间"], form: form
            ).html
        }
        let asking = page(comparison(ComparisonCounts(), .comparing, .columns))
        #expect(!asking.text.contains("<script>alert"))
        Golden.expect(asking, "comparison-columns-asked")
        var errors = FieldErrors()
        errors.add("column-3", "请选择手机号码在哪一列")
        Golden.expect(
            page(comparison(counts), FormState(["column-0": ["2"]], errors: errors)), "comparison-columns-refused")
    }

    @Test("the lines of one decision alone, with the way back")
    func planned() {
        var model = model(
            .missing, [line(3, decision: .removeRetired)],
            [
                ComparisonTally(part: .missing, decision: nil, effect: nil, lines: 2),
                ComparisonTally(part: .missing, decision: .removeRetired, effect: nil, lines: 1),
            ])
        model.planned = .removeRetired
        Golden.expect(page(model), "comparison-planned")
    }

    // MARK: Carrying out

    private func person(
        _ serial: Int, name: String? = nil, _ change: (inout ComparisonExecutionPage.Person) -> Void = { _ in }
    ) -> ComparisonExecutionPage.Person {
        var person = ComparisonExecutionPage.Person(
            name: name ?? "会员\(serial)", documentType: "身份证", document: "3199**********001X",
            workplace: "示例科技有限公司")
        change(&person)
        return person
    }

    @Test("before anything is done it names the people of each act, and what hangs on it")
    func execution() {
        var leaving = TransferConsequences()
        (leaving.listed, leaving.carded) = (12, 20)
        var one = TransferConsequences()
        (one.listed, one.carded) = (1, 1)
        let acts = [
            ComparisonExecutionPage.Act(
                .import, of: .new, people: 2,
                first: [person(1, name: Sample.hostile), person(2) { $0.outcome = .moved }], moving: 1),
            ComparisonExecutionPage.Act(.keep, of: .new, people: 1, first: [person(3)]),
            ComparisonExecutionPage.Act(
                .update, of: .changed, people: 1,
                first: [person(4) { $0.changes = [FieldChange(.label, from: "", to: "外包工")] }]),
            ComparisonExecutionPage.Act(.transfer, of: .missing, people: 1, first: [person(5)], consequences: one),
            ComparisonExecutionPage.Act(
                .removeRetired, of: .missing, people: 41, first: (6...25).map { person($0) { $0.consequences = one } },
                consequences: leaving),
        ]
        let page = ComparisonExecutionPage(
            Sample.frame(),
            ComparisonExecutionPage.Model(
                comparison: comparison(counts), holding: "东海区总工会临时工会", acts: acts)
        ).html
        Golden.expect(page, "comparison-execution")
        #expect(!page.text.contains("<script>alert"))
        #expect(page.text.contains("另有 21 人"))
        let nothing = ComparisonExecutionPage(
            Sample.frame(),
            ComparisonExecutionPage.Model(comparison: comparison(counts), holding: nil, acts: []))
        Golden.expect(nothing.html, "comparison-execution-empty")
    }

    @Test("what is being carried out is shown with how far it is, and can be stopped")
    func executing() {
        let comparison = MemberComparison(
            id: ID(5), union: ID(7), unionPath: .root, enterprise: ID(1), category: .enterprise, flexibleKind: nil,
            extent: .wholeUnion, fileName: Sample.hostile, status: .compared, execution: .underWay, counts: counts,
            executed: 500, createdAt: Sample.moment("2023-11-20", hour: 9), createdBy: "王示例", version: 2)
        var model = model(.missing, [], comparison: comparison)
        model.progress = ImportProgressPage.Progress(.apply, done: 500, total: 12_000)
        let page = page(model)
        #expect(page.text.contains("停止执行"))
        #expect(!page.text.contains("核对并执行"))
        #expect(!page.text.contains("<script>alert"))
        Golden.expect(page, "comparison-executing")
        let results = ComparisonResultsPage(
            Sample.frame(),
            ComparisonResultsPage.Model(
                comparison: comparison, counts: [.removed: 500], effect: nil, lines: [], start: .first, next: nil,
                history: [.init(.executed, at: Sample.moment("2023-11-20", hour: 10), account: "王示例")],
                waiting: 11_500, progress: model.progress))
        #expect(!results.html.text.contains("人等待执行"))
        Golden.expect(results.html, "comparison-results-executing")
        let list = ComparisonsPage(
            Sample.frame(), [comparison], PageWindow(number: 1, size: 20, total: 1)
        ).html
        #expect(list.text.contains("查看进度"))
    }

    @Test("before all who are missing are removed, the reason is asked for, with who first and what follows")
    func removalOfAll() {
        var leaving = TransferConsequences()
        (leaving.listed, leaving.carded, leaving.retired) = (12, 20, 30)
        func page(_ people: Int, _ form: FormState = FormState()) -> HTML {
            ComparisonRemovalPage(
                Sample.frame(),
                ComparisonRemovalPage.Model(
                    comparison: comparison(counts, fileName: Sample.hostile), people: people,
                    first: people == 0 ? [] : (1...20).map { person($0) }, consequences: leaving, namesakes: 2),
                form: form
            ).html
        }
        var errors = FieldErrors()
        errors.add("decision", "请选择删除原因")
        let asked = page(41, FormState([:], errors: errors))
        #expect(!asked.text.contains("<script>alert"))
        #expect(asked.text.contains("另有 21 人"))
        Golden.expect(asked, "comparison-removal")
        Golden.expect(page(0), "comparison-removal-nobody")
    }

    @Test("what became of everybody, what was refused first, with the next step")
    func results() {
        func line(_ serial: Int, _ decision: ComparisonDecision, _ effect: ComparisonEffect)
            -> ComparisonResultsPage.Line
        {
            ComparisonResultsPage.Line(
                part: decision.leaves ? .missing : .new, row: decision.leaves ? nil : serial,
                member: effect == .imported ? ID(Int64(serial)) : nil,
                name: serial == 1 ? Sample.hostile : "会员\(serial)", document: "3199**********001X",
                decision: decision, effect: effect, problems: effect == .failed ? [.phoneOfAnotherMember] : [])
        }
        func page(_ counts: [ComparisonEffect: Int], _ lines: [ComparisonResultsPage.Line]) -> HTML {
            ComparisonResultsPage(
                Sample.frame(),
                ComparisonResultsPage.Model(
                    comparison: comparison(self.counts), counts: counts, effect: nil, lines: lines, start: .first,
                    next: lines.isEmpty ? nil : ComparisonPlace(.new, 6),
                    history: lines.isEmpty
                        ? [] : [.init(.executed, at: Sample.moment("2023-11-20", hour: 10), account: "王示例")])
            ).html
        }
        let some = page(
            [.imported: 1, .asked: 1, .failed: 1, .changedMeanwhile: 1, .removed: 1, .offered: 1],
            [
                line(1, .removeDeceased, .removed), line(2, .removeRetired, .changedMeanwhile),
                line(3, .transfer, .offered), line(4, .import, .imported), line(5, .import, .asked),
                line(6, .import, .failed),
            ])
        Golden.expect(some, "comparison-results")
        #expect(!some.text.contains("<script>alert"))
        Golden.expect(page([:], []), "comparison-results-empty")
    }

    @Test("what was not carried out to its end says how many wait, and how to go on")
    func cutOff() {
        func page(_ account: String, done: Int, waiting: Int) -> HTML {
            ComparisonResultsPage(
                Sample.frame(),
                ComparisonResultsPage.Model(
                    comparison: comparison(counts), counts: done > 0 ? [.removed: done] : [:], effect: nil, lines: [],
                    start: .first, next: nil,
                    history: [
                        .init(.stopped, at: Sample.moment("2023-11-20", hour: 11), account: account),
                        .init(.executed, at: Sample.moment("2023-11-20", hour: 10), account: "王示例"),
                    ], waiting: waiting)
            ).html
        }
        let ended = page("", done: 500, waiting: 1_200)
        #expect(ended.text.contains("执行中断，其余 1,200 人等待执行"))
        Golden.expect(ended, "comparison-results-cut-off")
        #expect(page("王示例", done: 0, waiting: 1_700).text.contains("执行已停止，其余 1,700 人等待执行"))
        #expect(!page("王示例", done: 0, waiting: 1_700).text.contains("还没有执行过"))
        // Taken back or carried out since, nobody waits any more.
        #expect(!page("", done: 500, waiting: 0).text.contains("等待执行"))
    }
}
