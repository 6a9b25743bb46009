import Domain
import Markup
import Pages
import Testing

@Suite("The pages of review")
struct ReviewPagesTests {
    private let frame = Sample.frame(.workbench)

    @Test("Nothing waits")
    func empty() {
        let outside = Refusal.outsideWindow(
            .districtSubmission, ReviewSample.window("2023-12-26", "2023-12-31"), today: Sample.day("2023-11-20"))
        Golden.expect(
            ReviewPage(frame, ReviewSample.desk([], submission: outside), ReviewQuery()).html, "review-empty")
    }

    @Test("One list waits and one is ready")
    func one() {
        let desk = ReviewSample.desk(
            [ReviewSample.entry(11, "示例科技有限公司")], approved: [ReviewSample.entry(12, "范本学校", status: .approved)])
        Golden.expect(ReviewPage(frame, desk, ReviewQuery()).html, "review-one")
    }

    @Test("Many lists wait, with and without risk")
    func many() {
        let risky = ReviewSample.entry(
            100, "新试重工", plan: "A+", heads: 1_064,
            risks: [
                ReviewRisk(.planChanged, plan: "A"), ReviewRisk(.headsChanged, 1_064, of: 865),
                ReviewRisk(.resubmittedAfterApproval, 1), ReviewRisk(.outdated, 3),
            ])
        let entries = [risky] + (1...24).map { ReviewSample.entry(Int64($0), "示例单位\($0)") }
        Golden.expect(
            ReviewPage(
                frame, ReviewSample.desk(entries),
                ReviewQuery(FormState(["plan": ["A"]], prefix: "filter-"), part: [(name: "size", value: "20")])
            ).html, "review-many")
    }

    @Test("A return without a reason is shown again with what was typed")
    func refused() {
        var errors = FieldErrors()
        errors.add("why", "请选择退回原因")
        let entry = ReviewSample.entry(11, "样例餐饮有限公司", heads: 18)
        let page = ReviewPage(
            frame, ReviewSample.desk([entry]), ReviewQuery(),
            returning: ReviewPage.Returning([entry], form: FormState(["note": ["请核对"]], errors: errors)))
        Golden.expect(page.html, "review-refused")
    }

    @Test("Hostile names stay text")
    func hostile() {
        let entry = ReviewSample.entry(11, Sample.hostile)
        let page = ReviewPage(
            frame, ReviewSample.desk([entry], approved: [entry]),
            ReviewQuery(FormState(["unit": [Sample.hostile]], prefix: "filter-")),
            returning: ReviewPage.Returning([entry], form: FormState(["note": [Sample.hostile]])))
        let text = page.html.text
        #expect(!text.contains("<script>alert"))
        Golden.expect(page.html, "review-hostile")
    }

    @Test("The units behind a number, and none")
    func units() {
        let units = [
            OpenUnit(
                enrolment: ID(11), name: Sample.hostile, organisationCode: "MADE00038", status: .returned, heads: 18),
            OpenUnit(enrolment: nil, name: "空白工会", organisationCode: nil, status: .notStarted),
        ]
        Golden.expect(
            ReviewUnitsPage(
                frame, .open, year: 2024, union: "滨海街道总工会", units,
                window: PageWindow(number: 1, size: 20, total: 2)
            ).html, "review-units")
        let none = ReviewUnitsPage(
            frame, .leftOut, year: 2024, union: "滨海街道总工会", [], window: PageWindow(number: 1, size: 20, total: 0))
        #expect(none.html.text.contains("没有未参加的单位"))
    }

    @Test("A list with its equation, its people and its versions")
    func sheet() {
        let version = EnrolmentVersion(
            id: ID(21), enrolment: ID(11), number: 2, reason: .submission, plan: "A",
            rates: Rates(city: Money(fen: 1_300), district: Money(fen: 1_300), base: .zero),
            equation: Domain.Equation(
                counts: [.enrolling: 95, .noCard: 32, .pendingConfirmation: 1], outsideWorkbench: 4),
            submittedAt: Sample.moment("2023-11-18", hour: 9), submittedOn: Sample.day("2023-11-18"), submittedBy: ID(9)
        )
        let person = RosterPerson(
            member: ID(31), number: "319901000101000001", name: "会员甲",
            document: IdentityDocument(type: .residentIdentityCard, number: "319901199001010010", expiry: nil),
            card: nil, bucket: .enrolling, workplace: "示例科技有限公司", facts: RosterPerson.Facts())
        let sheet = ReviewSheetPage.Sheet(
            entry: ReviewSample.entry(
                11, "示例科技有限公司",
                risks: [ReviewRisk(.headsChanged, 95, of: 70), ReviewRisk(.planChanged, plan: "A+")],
                status: .returned), version: version, versions: [version],
            bucket: .enrolling, people: Listing(entries: [person], total: 95, offset: 0),
            changes: [(RosterChange(member: ID(31), before: .noCard, now: .enrolling), person)],
            history: [(Sample.moment("2023-11-18", hour: 9), "王示例", .submit)],
            returned: ("wrong-plan", "请核对"), approval: .enrolmentState(.returned, .approve), returning: nil,
            takingBack: .enrolmentState(.returned, .takeBack), window: PageWindow(number: 1, size: 20, total: 95))
        let page = ReviewSheetPage(frame, sheet)
        #expect(!page.html.text.contains("319901199001010010"))
        Golden.expect(page.html, "review-sheet")
    }

    @Test("A list that waits stands in the queue, with the ways on")
    func queue() {
        let version = EnrolmentVersion(
            id: ID(21), enrolment: ID(11), number: 1, reason: .submission, plan: "A",
            rates: Rates(city: Money(fen: 1_300), district: Money(fen: 1_300), base: .zero),
            equation: Domain.Equation(counts: [.enrolling: 95]), submittedAt: Sample.moment("2023-11-18", hour: 9),
            submittedOn: Sample.day("2023-11-18"), submittedBy: ID(9))
        let sheet = ReviewSheetPage.Sheet(
            entry: ReviewSample.entry(11, "示例科技有限公司"), version: version, versions: [version], bucket: .enrolling,
            people: Listing(entries: [], total: 0, offset: 0), changes: [], history: [], returned: nil, approval: nil,
            returning: nil, takingBack: .enrolmentState(.submitted, .takeBack), passing: .endorse,
            place: ReviewPlace(position: 2, total: 800, previous: ID(10), next: ID(12)),
            window: PageWindow(number: 1, size: 20, total: 0))
        let query = ReviewQuery(FormState(["mark": ["any"], "unit": [Sample.hostile]], prefix: "filter-"))
        let page = ReviewSheetPage(frame, sheet, query)
        #expect(!page.html.text.contains("<script>alert"))
        Golden.expect(page.html, "review-sheet-queue")
    }

    @Test("Passing all lists without a mark says how many, whom and what stays behind")
    func clearance() {
        let entries = (1...10).map { ReviewSample.entry(Int64($0), "示例单位\($0)") }
        let some = ReviewClearPage.Clearance(
            union: "东海区总工会", year: 2024, totals: ReviewSample.totals, first: entries, rest: 3, passing: .approve)
        Golden.expect(ReviewClearPage(frame, some, ReviewQuery()).html, "review-clear")
        let none = ReviewClearPage.Clearance(
            union: "东海区总工会", year: 2024, totals: DistrictTotals([]), first: [], rest: 3, passing: .approve)
        Golden.expect(
            ReviewClearPage(frame, none, ReviewQuery(), errors: .general("名单在您查看期间有变化")).html,
            "review-clear-none")
    }

    @Test("The result names each list, those that were skipped with their reason first")
    func result() {
        let item = ReviewResult.Item(
            enrolment: ID(1), unit: Sample.hostile, heads: 95, premium: Money(fen: 247_000))
        let skipped = ReviewResult.Item(
            enrolment: ID(2), unit: "样例餐饮", heads: 18, premium: Money(fen: 46_800), refusal: .submittedByThisAccount)
        let page = ReviewResultPage(frame, ReviewResult(command: .approve, items: [item, skipped]), ReviewQuery())
        #expect(!page.html.text.contains("<script>alert"))
        Golden.expect(page.html, "review-result")
    }

    @Test("Which levels review, chosen by the district")
    func rule() {
        let page = ReviewRulePage(
            frame, district: "东海区总工会", ReviewRule(.both, stamp: 2, setAt: Sample.moment("2023-11-01", hour: 9)),
            form: FormState(["levels": ["both"]]))
        Golden.expect(page.html, "review-rule")
        var errors = FieldErrors()
        errors.add("levels", "请选择一种审核方式")
        Golden.expect(
            ReviewRulePage(frame, district: "东海区总工会", .standard, form: FormState(errors: errors)).html,
            "review-rule-refused")
    }
}
