import Domain
import Markup
import Pages
import Testing
import Wording

@Suite("The pages of 保障金额设置")
struct SharePagesTests {
    private let frame = Sample.frame(.workbench)
    private let year: PlanYear
    private let plan = Plan(
        year: 2024, type: "A+", name: "A+类会员专享基本保障", premium: Money(fen: 7_600), cityShare: Money(fen: 1_300),
        defaultDistrictShare: Money(fen: 6_300), categories: [.enterprise])

    init() throws {
        year = try #require(PlanYear.standard(2024))
    }

    private func setting(_ exceptions: [String] = []) throws -> ShareSetting {
        let rates = try #require(Rates(plan: plan, districtShare: Money(fen: 6_300)))
        let own = try #require(Rates(plan: plan, districtShare: Money(fen: 4_000)))
        return ShareSetting(
            plan: plan, rates: rates, origin: .district,
            exceptions: exceptions.enumerated().map {
                ShareSetting.Exception(
                    unit: ID(Int64($0.offset + 61)), name: $0.element, unionCode: "319901000016", rates: own)
            })
    }

    private func sheet(_ exceptions: [String] = [], lists: Int = 0, refusal: Refusal? = nil) throws -> ShareSheet {
        let change = ShareChange(
            at: Sample.moment("2023-10-26", hour: 9), account: "赵审例", unitName: exceptions.first, before: nil,
            after: Money(fen: 4_000), repriced: 2)
        return ShareSheet(
            district: "东海区总工会", year: year, position: 2, setting: try setting(exceptions),
            changes: exceptions.isEmpty ? [] : [change], openLists: lists, refusal: refusal)
    }

    private var form: FormState { FormState(["district": ["63.00"], "base": ["0.00"]]) }

    private var outside: Refusal? {
        year.windows[.shareSetting].map { .outsideWindow(.shareSetting, $0, today: frame.today) }
    }

    @Test("The list, inside the window and outside")
    func list() throws {
        let settings = [try setting(["示例科技有限公司"])]
        Golden.expect(SharesPage(frame, district: "东海区总工会", year, settings, refusal: nil).html, "shares")
        Golden.expect(SharesPage(frame, district: "东海区总工会", year, [], refusal: outside).html, "shares-outside")
    }

    @Test("One plan: to be set, refused, and only to be read")
    func onePlan() throws {
        let open = ShareSettingPage(
            frame, try sheet([Sample.hostile], lists: 3), form: form, exception: FormState(prefix: "unit-"))
        #expect(!open.html.text.contains("<script>alert"))
        Golden.expect(open.html, "share")
        var refused = form
        let problem = ShareRefusal.Problem.doesNotAddUp(typed: Money(fen: 6_301), remainder: Money(fen: 6_300))
        refused.errors.add("district", problem.wording)
        Golden.expect(
            ShareSettingPage(frame, try sheet(), form: refused, exception: FormState(prefix: "unit-")).html,
            "share-refused")
        var unit = FormState(["code": ["123456789"]], prefix: "unit-")
        unit.errors.add("code", Refusal.unitUnknown(code: "123456789").wording)
        Golden.expect(
            ShareSettingPage(frame, try sheet(), form: form, exception: unit).html, "share-unit-refused")
        Golden.expect(
            ShareSettingPage(
                frame, try sheet(["示例科技有限公司"], refusal: outside), form: form,
                exception: FormState(prefix: "unit-")
            ).html, "share-outside")
    }
}
