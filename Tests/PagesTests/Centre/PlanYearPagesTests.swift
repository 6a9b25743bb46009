import Domain
import Markup
import Pages
import Testing
import Wording

@Suite("The pages of plan years")
struct PlanYearPagesTests {
    private let frame = Sample.frame(.workbench)
    private let year: PlanYear

    init() throws {
        year = try #require(PlanYear.standard(2024))
    }

    private func record(_ status: PlanYear.Status, plans: [Plan]? = nil) -> PlanYearRecord {
        let plan = Plan(
            year: 2024, type: "A", name: "A类会员专享基本保障", premium: Money(fen: 2_600), cityShare: Money(fen: 1_300),
            defaultDistrictShare: Money(fen: 1_300), categories: [.enterprise])
        return PlanYearRecord(
            proposal: YearProposal(year: year, plans: plans ?? [plan]), status: status, stamp: 3)
    }

    private func form(_ record: PlanYearRecord) -> FormState {
        let entry = YearEntry(record.proposal)
        var values: [String: [String]] = [:]
        for (field, text) in entry.texts { values[field.name] = [text] }
        for (row, categories) in entry.categories {
            values[YearField.categories(row).name] = categories.map(\.rawValue)
        }
        return FormState(values)
    }

    private var extensions: [WindowExtension] {
        [
            WindowExtension(
                year: 2024, ordinal: 1, activity: .enrolment, path: .root, unionName: "滨海街道总工会",
                through: Sample.day("2023-12-27"), reason: Sample.hostile,
                setAt: Sample.moment("2023-12-24", hour: 9))
        ]
    }

    @Test("No year, a draft and a published one")
    func list() {
        Golden.expect(PlanYearsPage(frame, [], form: FormState()).html, "plan-years-empty")
        let records = [record(.draft), record(.published)]
        Golden.expect(PlanYearsPage(frame, records, form: FormState()).html, "plan-years")
    }

    @Test("A draft that is ready, and one that was refused with all that was typed")
    func draft() {
        let draft = record(.draft)
        Golden.expect(PlanYearPage(frame, PlanYearSheet(draft), form: form(draft)).html, "plan-year-draft")
        var typed = form(draft)
        typed["plan-0-name"] = Sample.hostile
        typed["plan-0-premium"] = "27.00"
        typed.errors.add(
            "plan-0-premium",
            YearProblem(
                .premium(0), .sharesDoNotAddUp(premium: Money(fen: 2_700), shares: Money(fen: 2_600))
            ).wording)
        let refused = PlanYearPage(frame, PlanYearSheet(draft), form: typed)
        #expect(!refused.html.text.contains("<script>alert"))
        Golden.expect(refused.html, "plan-year-refused")
        let empty = record(.draft, plans: [])
        let sheet = PlanYearSheet(empty, problems: [YearProblem(.planType(0), .noPlan)])
        Golden.expect(PlanYearPage(frame, sheet, form: form(empty)).html, "plan-year-no-plan")
    }

    @Test("A published year is read, with its extensions; publishing and extending are pages of their own")
    func published() {
        let published = PlanYearSheet(
            record(.published), extensions: extensions,
            history: [
                PlanYearSheet.Step(at: Sample.moment("2023-10-01", hour: 9), account: "赵审例", words: "发布")
            ])
        let page = PlanYearPage(frame, published, form: FormState())
        #expect(!page.html.text.contains("<script>alert"))
        Golden.expect(page.html, "plan-year-published")
        Golden.expect(
            PlanYearPublicationPage(frame, PlanYearSheet(record(.draft)), form: FormState()).html,
            "plan-year-publication")
        var errors = FieldErrors()
        errors.add("reason", "请填写原因。")
        let form = FormState(["activity": ["enrolment"], "scope": ["union"], "code": ["319901000001"]], errors: errors)
        Golden.expect(WindowExtensionsPage(frame, published, form: form).html, "plan-year-extensions")
    }
}
