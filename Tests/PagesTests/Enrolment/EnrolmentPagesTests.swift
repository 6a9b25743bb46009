import Domain
import Markup
import Pages
import Testing

@Suite("The pages of centralised enrolment")
struct EnrolmentPagesTests {
    let sample: EnrolmentSample
    let frame = Sample.frame(.workbench)

    init() throws {
        sample = try EnrolmentSample()
    }

    // MARK: Task list

    @Test("The task list of the manual's unit, its submitted list out of date")
    func tasks() {
        let overview = sample.overview(
            .submitted, current: sample.version(), difference: RosterDifference(added: 3, removed: 1))
        Golden.expect(EnrolmentTasksPage(frame, overview).html, "enrolment-tasks-outdated")
    }

    @Test("The task list of a unit that has done nothing")
    func tasksAtFirst() {
        let overview = sample.overview(.notStarted, Domain.Equation(), plan: nil, refusal: .planNotChosen)
        Golden.expect(EnrolmentTasksPage(frame, overview).html, "enrolment-tasks-empty")
    }

    @Test("The task list outside the window says the dates, and asks nothing")
    func tasksOutside() throws {
        let window = try #require(sample.year.windows[.enrolment])
        let refusal = Refusal.outsideWindow(.enrolment, window, today: Sample.day("2023-12-27"))
        let overview = sample.overview(.draft, refusal: refusal, preparing: refusal)
        let html = EnrolmentTasksPage(frame, overview).html.text
        #expect(html.contains("集中参保提交已截止"))
        #expect(!html.contains("个工作日后截止"))
    }

    @Test("A returned list shows the reason")
    func returned() {
        let html = EnrolmentTasksPage(frame, sample.overview(.returned), returned: Sample.hostile).html.text
        #expect(html.contains("名单被退回"))
        #expect(!html.contains("<script>alert"))
    }

    // MARK: People

    @Test("The people of a bucket, with boxes to take them off")
    func people() {
        let people = sample.listing([sample.person(1, "会员甲"), sample.person(2, Sample.hostile)], total: 95)
        Golden.expect(
            EnrolmentPeoplePage(frame, sample.overview(), bucket: .enrolling, people, size: 20).html,
            "enrolment-people")
    }

    @Test("Excluded people say why and can be put back")
    func excluded() {
        var facts = RosterPerson.Facts()
        facts.exclusion = .other
        facts.exclusionNote = "长期驻外"
        facts.excludedAt = Sample.moment("2023-11-17", hour: 9)
        let html = EnrolmentPeoplePage(
            frame, sample.overview(), bucket: .manuallyExcluded,
            sample.listing([sample.person(1, "会员甲", .manuallyExcluded, facts: facts)]), size: 20
        ).html.text
        #expect(html.contains("长期驻外"))
        #expect(html.contains("恢复所选到名单"))
    }

    @Test("Whom a register keeps off stands grey, with the register and its day")
    func registered() throws {
        var retired = RosterPerson.Facts()
        retired.register = RegisterMark(.retired, asOf: Sample.day("2023-08-31"))
        var marked = RosterPerson.Facts()
        marked.answer = .retired
        var insured = RosterPerson.Facts()
        insured.register = RegisterMark(.insured, asOf: Sample.day("2023-09-30"))
        let html = EnrolmentPeoplePage(
            frame, sample.overview(), bucket: nil,
            sample.listing([
                sample.person(1, "会员甲", .retired, facts: retired),
                sample.person(2, "会员乙", .retired, facts: marked),
                sample.person(3, "会员丙", facts: insured),
                sample.person(4, "会员丁"),
            ]), size: 20
        ).html.text
        let rows = html.split(separator: "<tr").filter { $0.contains("会员") && $0.contains("H100") }
        try #require(rows.count == 4)
        #expect(rows.map { $0.contains("is-out") } == [true, false, false, false])
        #expect(rows[0].contains("退休（退休名单，数据截至 2023-08-31 周四）"))
        #expect(rows[1].contains("经办人标记为已退休"))
        #expect(rows[2].contains("参保（社保名单，数据截至 2023-09-30 周六）"))
        #expect(!rows[3].contains("名单，数据截至"))
    }

    @Test("An empty bucket leads back")
    func nobody() {
        let page = EnrolmentPeoplePage(
            frame, sample.overview(), bucket: .deceased, sample.listing([]), size: 20)
        #expect(page.html.text.contains("没有死亡人员"))
    }

    @Test("Taking people off asks the reason; a missing one is shown at the field")
    func exclusion() {
        var errors = FieldErrors()
        errors.add("reason", "请选择排除原因")
        Golden.expect(
            RosterActPage(
                frame, sample.overview(), .exclusion, [sample.person(1, "会员甲")], FormState(errors: errors)
            ).html, "enrolment-exclusion-refused")
    }

    @Test("Suspected retirements are answered one by one")
    func retirement() {
        var open = RosterPerson.Facts()
        open.statutoryDay = Sample.day("2023-10-05")
        var answered = open
        answered.answer = .delayed
        answered.answeredAt = Sample.moment("2023-11-17", hour: 9)
        let people = sample.listing([
            sample.person(1, "会员甲", .suspectedRetired, facts: open),
            sample.person(2, "会员乙", facts: answered),
        ])
        let equation = Domain.Equation(counts: [.enrolling: 94, .suspectedRetired: 1])
        Golden.expect(
            RetirementPage(frame, sample.overview(.draft, equation), people, size: 20, FormState()).html,
            "enrolment-retirement")
    }

    // MARK: Steps

    @Test("The plans with what one head costs and who pays it")
    func plans() {
        Golden.expect(
            PlanChoicePage(frame, sample.overview(plan: nil), FormState()).html, "enrolment-plan")
    }

    @Test("The roll is looked through first")
    func roster() {
        #expect(RosterReviewPage(frame, sample.overview()).html.text.contains("名册已核对"))
    }

    @Test("Declining asks the reason, withdrawing says what it means")
    func endings() {
        var errors = FieldErrors()
        errors.add("reason", "请填写不参保的原因")
        let declining = DecliningPage(frame, sample.overview(), FormState(errors: errors)).html.text
        #expect(declining.contains("错误："))
        let submitted = sample.overview(.submitted, current: sample.version())
        #expect(WithdrawalPage(frame, submitted).html.text.contains("撤回 93 人的名单"))
        #expect(WithdrawalPage(frame, sample.overview()).html.text.contains("现在不能撤回"))
    }

    // MARK: Check and result

    @Test("What would be submitted, and how it differs from the last time")
    func check() {
        var card = RosterPerson.Facts()
        card.cardIssuedOn = Sample.day("2023-11-16")
        let overview = sample.overview(
            .submitted, current: sample.version(), difference: RosterDifference(added: 3, removed: 1))
        let changes = [
            ListedChange(
                change: RosterChange(member: ID(3), before: .noCard, now: .enrolling),
                person: sample.person(3, "会员丙", facts: card)),
            ListedChange(
                change: RosterChange(member: ID(4), before: .enrolling, now: nil),
                person: sample.person(4, "会员丁", .enrolling)),
        ]
        let check = EnrolmentCheck(
            overview: overview, roster: sample.listing([sample.person(1, "会员戊")], total: 95),
            previous: sample.version(), changes: changes, changed: RosterDifference(added: 3, removed: 1))
        Golden.expect(EnrolmentCheckPage(frame, check, size: 20, FormState()).html, "enrolment-check")
    }

    @Test("A list that cannot be handed in has no button")
    func blocked() {
        let check = EnrolmentCheck(
            overview: sample.overview(.draft, plan: nil, refusal: .planNotChosen),
            roster: sample.listing([]), previous: nil, changes: [], changed: RosterDifference())
        let html = EnrolmentCheckPage(frame, check, size: 20, FormState()).html.text
        #expect(html.contains("请先选择保障类型"))
        #expect(!html.contains("确认并提交 95 人至区局"))
    }

    @Test("What was handed in, what comes next, and the notice")
    func result() throws {
        let result = SubmissionResult(
            unit: sample.unit, year: sample.year, record: sample.record(.submitted, version: 2),
            version: sample.version(2, heads: 95), submittedBy: "王示例", notice: sample.notice(2),
            earlierNotices: [try #require(sample.notice(1, supersededBy: 2))], districtName: "东海区总工会",
            reviewerName: "滨海街道总工会", open: EnrolmentSample.manual, lastCardDay: Sample.day("2023-12-11"),
            withdrawal: nil, today: Sample.day("2023-11-20"))
        #expect(result.isCurrent)
        Golden.expect(SubmissionResultPage(frame, result).html, "enrolment-result")
    }

    @Test("A list that waits after the review's window is not told a day that has passed")
    func waitingLate() {
        func page(_ today: String) -> String {
            let result = SubmissionResult(
                unit: sample.unit, year: sample.year, record: sample.record(.submitted, version: 1),
                version: sample.version(1, heads: 95), submittedBy: "王示例", notice: sample.notice(1),
                earlierNotices: [], districtName: "东海区总工会", reviewerName: nil, open: EnrolmentSample.manual,
                lastCardDay: nil, withdrawal: nil, today: Sample.day(today))
            return SubmissionResultPage(frame, result).html.text
        }
        #expect(page("2023-12-25").contains("等待审核，<time datetime=\"2023-12-25\""))
        #expect(page("2023-12-28").contains("等待审核，<time datetime=\"2023-12-31\""))
    }

    @Test(
        "What lapsed leads to 即时参保 as long as somebody is left, and says so when nobody is",
        arguments: [
            LapsedRest.some, .nobody,
        ])
    func lapsedResult(rest: LapsedRest) {
        let result = SubmissionResult(
            unit: sample.unit, year: sample.year, record: sample.record(.lapsed, version: 1),
            version: sample.version(1, heads: 95), submittedBy: "王示例", notice: sample.notice(1), earlierNotices: [],
            districtName: "东海区总工会", reviewerName: nil, open: EnrolmentSample.manual, lastCardDay: nil,
            withdrawal: .enrolmentState(.lapsed, .withdraw), today: Sample.day("2024-01-22"), rest: rest)
        let html = SubmissionResultPage(frame, result).html.text
        #expect(html.contains("这份名单没有生效"))
        #expect(!html.contains("需要再次提交才能参保"))
        #expect(html.contains("转为即时参保") == (rest == .some))
        #expect(html.contains("都已列入其他名单") == (rest == .nobody))
    }

    // MARK: Confirmation

    @Test("The list of open confirmations marks who has no card")
    func confirmations() {
        let people = sample.listing([
            sample.person(1, "会员甲", .pendingConfirmation),
            sample.person(2, Sample.hostile, .noCard, card: false),
        ])
        Golden.expect(
            ConfirmationListPage(
                frame, sample.overview(), tab: .open, people, size: 20,
                PersonSearch(name: "会员", token: "kept"), refusal: nil
            ).html, "enrolment-confirmations")
    }

    @Test("With nobody to confirm the step is skipped")
    func nothingToConfirm() {
        let html = ConfirmationListPage(
            frame, sample.overview(.draft, Domain.Equation()), tab: .open, sample.listing([]), size: 20, PersonSearch(),
            refusal: nil
        ).html.text
        #expect(html.contains("请跳过这一步"))
        #expect(!html.contains("全部确认（"))
    }

    @Test("确认 has a page of its own that says whom it is about and that it cannot be undone")
    func confirmOne() {
        let person = sample.person(2, Sample.hostile, .noCard, card: false)
        Golden.expect(
            ConfirmOnePage(frame, sample.overview(), person, refusal: nil, PersonSearch(token: "kept")).html,
            "enrolment-confirm-one")
        let refused = ConfirmOnePage(frame, sample.overview(), person, refusal: .alreadyConfirmed, PersonSearch()).html
        #expect(refused.text.contains("已确认，无需重复操作"))
        #expect(!refused.text.contains("id=\"decide\""))
    }

    @Test("全部确认 names the count and what cannot be undone")
    func confirmAll() {
        let page = ConfirmAllPage(
            frame, sample.overview(), sample.listing([sample.person(1, "会员甲", .noCard)], total: 15),
            PersonSearch(), FormState())
        let html = page.html.text
        #expect(html.contains("全部确认 15 人"))
        #expect(html.contains("无法撤回"))
    }

    // MARK: Lists

    @Test("参保信息管理, empty and with a submitted list")
    func list() {
        #expect(EnrolmentListPage(frame, unitName: sample.unit.name, [], .init()).html.text.contains("还没有参保批次"))
        let entry = EnrolmentEntry(
            record: sample.record(.submitted), version: sample.version(heads: 95), notice: ID(51))
        Golden.expect(
            EnrolmentListPage(frame, unitName: sample.unit.name, [entry], .init()).html, "enrolment-list")
        let other = EnrolmentListPage.Filter(number: "JB2023")
        #expect(
            EnrolmentListPage(frame, unitName: sample.unit.name, [entry], other).html.text.contains("没有符合条件的批次"))
    }

    @Test("参保信息查询 says from when to when, and how certain it is")
    func coverage() throws {
        let coverage = Coverage(
            id: ID(1), year: 2024, number: "H1001", name: "会员甲",
            document: sample.person(1, "会员甲").document, unitName: sample.unit.name, plan: "A",
            period: sample.year.coverage, status: .provisional, enrolment: "JB2024319901000016", submission: nil)
        let page = CoveragePage(
            frame, unitName: sample.unit.name,
            CoverageWindow(
                CoverageListing([coverage], total: 41, previous: CoverageKey(coverage), next: CoverageKey(coverage)),
                offset: 20, size: 20), years: [2024], year: nil, status: nil, PersonSearch(token: "kept"))
        let html = page.html.text
        #expect(html.contains("共 41 条，第 21–21 条"))
        Golden.expect(page.html, "coverage")
        #expect(html.contains("待生效"))
        #expect(html.contains("3199**********041X"))
    }

    @Test("The page behind a notice's code tells whether it holds, to anybody")
    func verification() throws {
        let notice = try #require(sample.notice(1, supersededBy: 2))
        Golden.expect(
            NoticeVerificationPage(Sample.guest, .superseded(notice, by: 2)).html, "notice-verification")
        #expect(NoticeVerificationPage(Sample.guest, .unknown).html.text.contains("没有找到这份告知书"))
    }
}
