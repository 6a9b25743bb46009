import Domain
import Markup
import Pages
import Testing

@Suite struct ProblemPagesTests {
    static let problems: [(name: String, problem: Problem)] = [
        ("problem-404", .notFound),
        (
            "problem-403",
            .notAllowed(
                title: "您的账号不能设置保障金额", reason: "您登录的是“滨海街道总工会”的审核账号；保障金额由区局（产业）工会设置。",
                ask: "如果工作需要，请联系上级工会：东海区总工会，000-1234-0001。")
        ),
        ("problem-403-expired", .formExpired), ("problem-409", .changedMeanwhile(what: "会员己的资料")),
        ("problem-413", .tooLarge(limit: "10 MB")),
        ("problem-422", .refused(title: "没有提交：还有 2 件事要先办", reasons: ["疑似退休 3 人，请先标明。", Sample.hostile])),
        ("problem-429", .tooOften(seconds: 60)), ("problem-500", .failed), ("problem-503", .unavailable(seconds: 5)),
    ]

    @Test("every problem says what happened, what to do and the number", arguments: problems)
    func problem(name: String, problem: Problem) {
        let page = ProblemPage(Sample.frame(), problem, number: "E-20231120-0093", back: "/enrolments").html
        Golden.expect(page, name)
        #expect(page.text.contains("E-20231120-0093"))
        #expect(!page.text.contains("<script>alert"))
    }

    @Test("before logging in the way out is the login")
    func guest() {
        let page = ProblemPage(AccessPagesTests.guest, .notFound, number: "E-1").html
        #expect(page.text.contains(#"<a class="btn btn-primary" href="/login">去登录</a>"#))
    }

    @Test("a member is led back to his own pages, and hears nothing of an account's scope")
    func member() {
        let page = ProblemPage(Sample.own("会员甲"), .notFound, number: "E-1").html
        Golden.expect(page, "problem-404-member")
        #expect(page.text.contains(#"href="/self-service">返回会员本人服务</a>"#))
        #expect(!page.text.contains("去登录"))
        #expect(!page.text.contains("管辖"))
        let visitor = ProblemPage(Sample.own(nil), .notFound, number: "E-1").html.text
        #expect(visitor.contains(#"href="/self-service/login">会员本人登录</a>"#))
    }

    @Test("a draft that was kept is mentioned")
    func draft() {
        let page = ProblemPage(
            Sample.frame(), .failed, number: "E-1", saved: Sample.moment("2023-11-20", hour: 10, minute: 31))
        #expect(page.html.text.contains("已保存为草稿"))
    }

    @Test("a conflict shows both versions and what differs")
    func conflict() {
        let frame = Sample.frame()
        let page = ConflictPage(
            frame, what: "会员己的资料", by: "李演示", at: Sample.moment("2023-11-20", hour: 10, minute: 28, second: 41),
            VersionsConflict(
                stored: "现在系统里的（李演示，10:28）", typed: "您填写的（王示例，未保存）",
                [
                    .init("手机号", stored: "199****0207", typed: "199****0207"),
                    .init("证件到期日", stored: "2033-06-30", typed: Sample.hostile),
                ]),
            form: PostForm(to: .members, frame.tokens) {
                HiddenField("version", "3")
                SubmitButton("用我填写的覆盖")
            }, keep: "/members")
        Golden.expect(page.html, "conflict")
        #expect(!page.html.text.contains("<script>alert"))
    }

    @Test("outside the window the dates and the way out stand on an information page")
    func outsideWindow() throws {
        let window = try #require(DayWindow(from: Sample.day("2023-10-01"), through: Sample.day("2023-10-31")))
        let page = OutsideWindowPage(
            Sample.frame(.workbench), above: [Crumb("参保信息管理", .enrolments)], "集中参保提交已截止",
            act: "2024 年度集中参保的提交时间", window,
            lines: [TotalLine("您单位最后提交", "第 2 版，95 人")], extend: "如需延期，请联系东海区总工会。"
        ) { "2024-01-01 起可以办理即时参保。" }
        Golden.expect(page.html, "outside-window")
    }

    @Test("an irreversible act has a page of its own, and its button names it")
    func confirmAct() {
        var errors = FieldErrors()
        errors.add("confirmed", "请先核对，再勾选确认")
        let page = ConfirmActPage(
            Sample.frame(.workbench), PageHead("全部确认"), lines: [TotalLine("确认人数", "12 人", .sum)],
            names: (1...12).map { "会员\($0)" } + [Sample.hostile], total: 13, form: FormState(errors: errors),
            statement: "我已核实以上人员的人保状态。", hidden: [(name: "expected", value: "13")],
            act: (words: "确认 13 人加入参保名单", path: .enrolments), back: (words: "返回名单", url: "/enrolments")
        ) { "确认后不能撤回。" }
        Golden.expect(page.html, "confirm-act")
        #expect(!page.html.text.contains("<script>alert"))
    }
}
