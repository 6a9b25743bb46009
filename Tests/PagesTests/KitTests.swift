import Domain
import Foundation
import Markup
import Pages
import Testing

@Suite struct KitTests {
    struct Row {
        let name: String
        let heads: Int
        let premium: Money
    }

    static func table(_ rows: [Row], blank: Blank? = nil) -> HTML {
        DataTable(
            "参保单位", rows,
            pick: Pick("unit", value: { $0.name }, label: { $0.name }, isChosen: { $0.heads > 100 }),
            isWrong: { $0.heads == 0 }, blank: blank,
            columns: [
                .head("单位名称") { $0.name }, .number("人数") { $0.heads }, .money("保障费用（元）") { $0.premium },
                .state("状态") { _ in StateBadge("待审批", .wait) }, .text("备注") { _ in nil },
                .actions { row in a(.href("/review")) { "退回" } },
            ]
        ).html
    }

    @Test("numbers have thousands separators and the true minus")
    func numbers() {
        #expect(
            [0, 7, 999, 1_064, 21_306, 6_222_136, -6_000].map(\.grouped)
                == ["0", "7", "999", "1,064", "21,306", "6,222,136", "−6,000"])
    }

    @Test("days carry their weekday")
    func days() {
        let day = Sample.day("2023-12-25")
        #expect(day.htmlWithWeekday.text == #"<time datetime="2023-12-25">2023-12-25 周一</time>"#)
        #expect(day.htmlInSentence.text == #"<time datetime="2023-12-25">2023-12-25（周一）</time>"#)
        #expect(
            Sample.moment("2023-11-20", hour: 10, minute: 32, second: 5).htmlToTheSecond.text
                == #"<time datetime="2023-11-20T10:32:05">2023-11-20 周一 10:32:05</time>"#)
    }

    @Test("a list knows which part it shows")
    func window() {
        let first = PageWindow(number: 1, size: 20, total: 1_064)
        #expect(first.caption == "共 1,064 条，第 1–20 条")
        #expect(first.pages == 54)
        let last = PageWindow(number: 54, size: 20, total: 1_064)
        #expect(last.caption == "共 1,064 条，第 1,061–1,064 条")
        #expect(PageWindow(number: 55, size: 20, total: 1_064).number == 1)
        #expect(PageWindow(number: -3, size: 7, total: 10).size == 20)
        #expect(PageWindow(number: 9, size: 50, total: 0).caption == "共 0 条")
    }

    @Test("the pager offers the ends, the neighbours and the other sizes")
    func pager() {
        let url = { (number: Int, size: Int) in
            Path.members.url((name: "page", value: "\(number)"), (name: "size", value: "\(size)"))
        }
        let text =
            (Pager(PageWindow(number: 1, size: 20, total: 1_064), url: url).html
                + Pager(PageWindow(number: 20, size: 50, total: 1_064), url: url).html)
        Golden.expect(text, "kit-pager")
    }

    @Test("a table with none, one and many rows")
    func tables() {
        let one = [Row(name: Sample.hostile, heads: 0, premium: .zero)]
        let many =
            one + [
                Row(name: "新试重工工会委员会", heads: 1_064, premium: Money(fen: 6_384_000)),
                Row(name: "海风物流联合工会", heads: 95, premium: Money(fen: 247_000)),
            ]
        Golden.expect(Self.table([]), "kit-table-none")
        Golden.expect(Self.table([], blank: .noMatch("没有符合条件的单位") { "请减少条件。" }), "kit-table-blank")
        Golden.expect(Self.table(one), "kit-table-one")
        Golden.expect(Self.table(many), "kit-table-many")
        #expect(!Self.table(many).text.contains("<script>alert"))
    }

    @Test("fields keep what was typed, with hint and mistake beside it")
    func fields() {
        var errors = FieldErrors()
        for name in ["text", "area", "select", "radio", "check", "date", "file", "ok"] {
            errors.add(name, "请改正 \(name)")
        }
        let typed = FormState(
            [
                "text": [Sample.hostile], "area": ["\n" + Sample.hostile], "select": ["b"], "radio": ["b"],
                "check": ["a", "b"], "date": ["2023-11-20"], "ok": ["yes"],
            ], errors: errors, prefix: "f-")
        let choices = [Choice("a", "甲"), Choice("b", Sample.hostile, hint: "提示")]
        let all = HTML {
            TextField("text", "姓名", in: typed, hint: "与证件一致")
            TextArea("area", "说明", in: typed, need: .optional)
            SelectField("select", "来源", in: typed, choices)
            RadioField("radio", "结论", in: typed, choices, shape: .boxes)
            CheckField("check", "标签", in: typed, choices)
            DateField("date", "证件到期日", in: typed)
            FileField("file", "名册", in: typed, accept: ".xlsx,.csv", maxBytes: 10_485_760, hint: "xlsx 或 csv，最大 10 MB")
            ConfirmBox("ok", in: typed) { "我已核对。" }
        }
        Golden.expect(ErrorSummary(errors, prefix: "f-").html + all, "kit-fields")
        #expect(!all.text.contains("<script>alert"))
    }

    @Test("the equation writes its signs and marks what is open")
    func equation() {
        let equation = Equation([
            EquationTerm(.total, 128, "会员总数", "/a"), EquationTerm(.included, 95, "参保", "/b"),
            EquationTerm(.open, 32, "未办卡", "/c"), EquationTerm(.open, 1, "待确认", "/d"),
            EquationTerm(.outside, 0, "退休", "/e"),
        ])
        Golden.expect(equation.html, "kit-equation")
    }

    @Test("the journey's parts")
    func journey() {
        let parts = HTML {
            TaskList([
                TaskStep("梳理会员", .done, "/1", act: "再次比对") { "已完成。" },
                TaskStep("办卡（未办卡 32 人）", .inProgress, "/2", act: "继续办卡") { "12 人待核对。" },
                TaskStep("核对退休人员", .notStarted, "/4", act: "开始") { "请您核对。" },
                TaskStep("核对并提交", .blocked, "/6", act: "开始") { "请先完成第 4 步。" },
            ])
            Payers(
                total: .init("保障费用", Money(fen: 247_000), how: "95 人 × 26.00 元"),
                [
                    .init("市总统一划拨", Money(fen: 123_500), how: "95 人 × 13.00 元"),
                    .init("区局/各级工会缴费", Money(fen: 123_500), how: "95 人 × 13.00 元"),
                    .init("基层单位缴费", .zero, how: "您单位无需付款"),
                ])
            CheckAnswers([
                .init("参保单位") { "示例科技有限公司工会委员会" }, .init("保障类型", at: "/plan") { "A 类" },
            ])
            Confirmed("已提交 95 人至东海区总工会", facts: [HTML("第 2 版")])
            NextSteps([
                .init {
                    "等待审核"
                } text: {
                    "通过或退回都会出现在待办里。"
                }
            ])
            Stages("导入进度", ["选择类别", "上传文件", "核对预览"], current: 1)
            Counts([.init(87, "新增"), .init(6, "错误，不导入", .bad), .init(0, "警告", .warning)])
            Progress(done: 400, of: 1_000, "行")
            Milestones([
                .init(.done, "提交至职保中心", when: Sample.day("2023-12-27").htmlWithWeekday) { "名单已锁定。" },
                .init(.failed, "凭证退回") { "金额不足。" }, .init(.now, "重新上传") { "" }, .init(.next, "参保完成") { "" },
            ])
            Tree(
                "工会范围",
                [
                    .init(
                        "东海区总工会", count: 21_306, "/u/1", .open, isCurrent: true,
                        children: [
                            .init(Sample.hostile, count: 128, "/u/2", .leaf), .init("园区", count: 9, "/u/3", .closed),
                        ])
                ])
            TwoPane("待审批", "待提交") {
                p { "左" }
            } right: {
                p { "右" }
            }
        }
        Golden.expect(parts, "kit-journey")
        #expect(!parts.text.contains("<script>alert"))
    }

    @Test("a list's filter, bar, batch bar and columns")
    func lists() {
        let form = FormState(["source": ["import"]])
        let parts = HTML {
            FilterForm(.members, .kept(Sample.tokens)) {
                TextField("name", "姓名", in: form, .search)
                SelectField("source", "会员来源", in: form, [Choice("import", "批量导入")], blank: "全部")
            } more: {
                TextField("label", "会员标签", in: form)
            }
            FilterForm(.batches, .address) { DateField("from", "确认时间，从", in: form) }
            ListBar(
                "滨海街道总工会　共 1,064 条，第 1–20 条",
                chips: [Chip("含下级工会" + Sample.hostile, without: "/members")]
            ) { ActionMenu("批量导入", icon: .upload, .primary, items: [("下载模板", "/members/import")]) }
            BatchBar(chosen: 20, "条") {
                a(.href("/members")) { "选择全部 1,064 条（当前筛选）" }
            } actions: {
                SubmitButton("转移 20 人", to: .members)
            }
            ColumnChooser(
                to: .members, Sample.tokens,
                [
                    .fixed("name", "姓名"), .optional("sex", "性别", isShown: false),
                    .optional("phone", "手机号", isShown: true),
                ])
        }
        Golden.expect(parts, "kit-lists")
        #expect(!parts.text.contains("<script>alert"))
    }

    @Test("every icon of the kit is drawn in the sprite")
    func icons() throws {
        let sprite = try String(
            contentsOf: Golden.folder.appending(path: "../../../Resources/public/sprite.svg"), encoding: .utf8)
        for icon in Icon.allCases { #expect(sprite.contains("id=\"i-\(icon.rawValue)\"")) }
    }

    @Test("several messages of one field make one sentence")
    func joinedMessages() {
        var errors = FieldErrors()
        errors.add("file", "请选择文件。")
        errors.add("file", "请核对卡号。")
        #expect(errors["file"] == "请选择文件；请核对卡号。")
    }
}
