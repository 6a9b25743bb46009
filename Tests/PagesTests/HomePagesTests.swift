import Domain
import Markup
import Pages
import Testing

@Suite struct HomePagesTests {
    static let todos = [
        TodoItem(
            "确认集中参保待确认名单 1 人", due: Sample.day("2023-12-25"), workingDaysLeft: 25, act: "去确认", "/todos"),
        TodoItem("审核扫码入会申请 2 人", due: Sample.day("2023-11-24"), workingDaysLeft: 4, act: "去审核", "/todos"),
        TodoItem("上传缴费凭证", due: Sample.day("2023-11-17"), workingDaysLeft: -1, act: "去上传", "/todos"),
        TodoItem("核对组织信息", due: nil, workingDaysLeft: nil, act: "去核对", "/todos"),
    ]

    static let months = [
        ("2022-12", 2, 1), ("2023-01", 4, 3), ("2023-02", 1, 1), ("2023-03", 6, 5), ("2023-04", 3, 2),
        ("2023-05", 5, 4), ("2023-06", 2, 2), ("2023-07", 8, 6), ("2023-08", 3, 3), ("2023-09", 12, 10),
        ("2023-10", 9, 7), ("2023-11", 7, 4),
    ].map { row, joined, activated in
        JoiningChart.Pair(
            "\(Int(row.suffix(2)) ?? 0)月", group: row.prefix(4) + " 年", row: row, joined: joined, activated: activated)
    }

    static let tiles = [
        Tile("会员数", "128", foot: "本月入会 7 人，转出 1 人"), Tile("基层工会组织数", "1", foot: "单独基层工会"),
        Tile("覆盖企业数", "1", foot: "示例科技有限公司"), Tile("激活电子会员证", "96", foot: "占会员 75.0%"),
    ]

    @Test("the home page of a base union")
    func home() throws {
        let sample = try EnrolmentSample()
        let page = HomePage(
            Sample.frame(), union: "示例科技有限公司工会委员会",
            facts: ["东海区总工会 / 滨海街道总工会", "工会编号 990106000016", "基层工会经办"].map { HTML($0) },
            season: SeasonBanner(
                enrolling: sample.overview(
                    .submitted, current: sample.version(), difference: RosterDifference(added: 3, removed: 1))),
            tiles: Self.tiles, todos: Self.todos, announcements: AccessPagesTests.announcements,
            joining: JoiningChart(
                Self.months, step: .month, days: try Self.days("2022-12-01", "2023-11-20"),
                today: Sample.day("2023-11-20")))
        Golden.expect(page.html, "home")
    }

    static func days(_ from: String, _ through: String) throws -> DayWindow {
        try #require(DayWindow(from: Sample.day(from), through: Sample.day(through)))
    }

    @Test("the unions below have lines of bars, those with most first, and the others one row of the table")
    func unions() throws {
        let pairs = [("滨海街道总工会", 62, 48), ("示例科技有限公司及其长名称分公司工会委员会", 7, 4), (Sample.hostile, 0, 0)].map {
            JoiningChart.Pair($0, row: $0, joined: $1, activated: $2)
        }
        let chart = JoiningChart(
            pairs, rest: JoiningChart.Pair("", row: "其他 12 家", joined: 31, activated: 2), step: .union,
            days: try Self.days("2023-11-01", "2023-11-20"), today: Sample.day("2023-11-20"))
        Golden.expect(chart.html, "home-joining-unions", .whole)
        #expect(chart.html.text.contains("本月共计入会人数 100"))
        #expect(!chart.html.text.contains("<script>alert"))
    }

    @Test("what lies before the first month that is drawn is in the sum, and in the whole table")
    func earlier() throws {
        let chart = JoiningChart(
            Self.months, rest: JoiningChart.Pair("", row: "更早", joined: 10_000, activated: 1), step: .month,
            days: try Self.days("2010-01-01", "2023-11-20"), today: Sample.day("2023-11-20"))
        // The months together have 62.
        #expect(chart.html.text.contains("共计入会人数 10,062"))
        #expect(chart.html.text.contains("合计（含更早）"))
        #expect(chart.html.text.contains("更早</th>"))
    }

    @Test("a new union's home page is empty but not broken")
    func emptyHome() throws {
        let page = HomePage(
            Sample.frame(), union: Sample.hostile, facts: [], tiles: Self.tiles, todos: [], announcements: [],
            joining: JoiningChart(
                [], step: .month, days: try Self.days("2023-11-13", "2023-11-19"), today: Sample.day("2023-11-20"),
                wrong: "结束日期不能早于开始日期，请重新选择。"))
        Golden.expect(page.html, "home-empty")
        #expect(!page.html.text.contains("<script>alert"))
    }

    @Test("the season says where the list stands; who takes no part is not asked again")
    func season() throws {
        let sample = try EnrolmentSample()
        let draft = try #require(SeasonBanner(enrolling: sample.overview(.draft))).html.text
        #expect(draft.contains("2024 年度集中参保：还没有提交"))
        #expect(draft.contains(">未办卡 32 人</a>"))
        let current = sample.overview(.submitted, current: sample.version(2, heads: 95))
        #expect(try #require(SeasonBanner(enrolling: current)).html.text.contains("已提交第 2 版 95 人。"))
        #expect(SeasonBanner(enrolling: sample.overview(.declined)) == nil)
        let counts = ReviewCounts(byStatus: [.submitted: 3, .endorsed: 1, .returned: 2], silent: 5)
        let review = SeasonBanner(
            reviewing: sample.year, counts, through: Sample.day("2023-12-25"), today: Sample.day("2023-11-20"))
        #expect(review.html.text.contains("4 家单位待审批"))
        #expect(review.html.text.contains("还有 5 家单位未提交，2 家已退回。"))
    }

    @Test("the axis reaches the highest bar in at most four steps of a round number")
    func axis() throws {
        let days = try Self.days("2023-01-01", "2023-01-31")
        let one = JoiningChart(
            [JoiningChart.Pair("1月", row: "2023-01", joined: 6_222_136, activated: 0)], step: .month, days: days,
            today: days.through)
        #expect(one.html.text.contains(">6,000,000<") || one.html.text.contains(">8,000,000<"))
        let none = JoiningChart(
            [JoiningChart.Pair("2023年", row: "2023", joined: 0, activated: 0)], step: .year, days: days,
            today: days.through)
        #expect(none.html.text.contains(">1</text>"))
    }

    @Test("todos say verb, object and deadline; none is said too")
    func todos() {
        Golden.expect(TodoPage(Sample.frame(), Self.todos).html, "todos")
        #expect(TodoPage(Sample.frame(), []).html.text.contains("没有待办"))
    }

    @Test("the workbench shows entries by area, open or closed with the reason")
    func workbench() {
        let areas = WorkTile.all.map { area in
            (
                area: area.area,
                tiles: area.tiles.map { tile in
                    area.area == "会员服务卡管理系统"
                        ? tile.with(.closed("审核自 2023-11-01 起。")) : tile.with(.open(StateBadge("3 人", .wait)))
                }
            )
        }
        Golden.expect(
            WorkbenchPage(Sample.frame(.workbench), unit: "示例科技有限公司工会委员会", .entries(areas)).html, "workbench")
    }

    @Test("a joint union chooses its enterprise first")
    func chooseUnit() {
        let units = [
            UnitChoice(value: "11", name: "海风物流有限公司", note: "142 位会员"),
            UnitChoice(value: "12", name: Sample.hostile, note: Sample.hostile),
        ]
        let page = WorkbenchPage(
            Sample.frame(.workbench), unit: "海风物流联合工会", .choose(units, FormState(["unit": ["11"]])))
        Golden.expect(page.html, "workbench-choose")
        #expect(!page.html.text.contains("<script>alert"))
    }

    @Test("an account of a branch or an association is told who does its business, not that a role is missing")
    func noRole() {
        let branch = NoRolePage(
            Sample.frame(), union: "第一分工会", .unsupported(.branch, enrolledThrough: "示例科技有限公司工会委员会")
        ).html.text
        #expect(branch.contains("由“示例科技有限公司工会委员会”一起办理"))
        #expect(!branch.contains("还没有角色"))
        let association = NoRolePage(
            Sample.frame(), union: "示例联合会", .unsupported(.unionAssociation, enrolledThrough: nil)
        ).html.text
        #expect(association.contains("下级的联合工会、工会委员会各自为自己的会员办卡和参保"))
        #expect(NoRolePage(Sample.frame(), union: "甲").html.text.contains("还没有角色"))
    }

    @Test("who cannot use the workbench is told why")
    func closedWorkbench() {
        let frame = Sample.frame(.workbench)
        #expect(WorkbenchPage(frame, unit: "甲", .noEnterprise(ID(7))).html.text.contains("/unions/7/enterprises/new"))
        #expect(WorkbenchPage(frame, unit: "甲", .entries([])).html.text.contains("没有可办理的业务"))
        let page = WorkbenchPage(frame, unit: "第一分工会", .unsupported(kind: "分工会/工会小组", enrolledThrough: "示例科技有限公司工会委员会"))
        Golden.expect(page.html, "workbench-unsupported")
    }
}
