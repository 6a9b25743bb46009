import Domain
import Markup
import Pages
import Testing

@Suite("The pages of 催办")
struct ReminderPagesTests {
    private let frame = Sample.frame(.workbench)
    private let year: PlanYear
    private let contact: UnitContact

    init() throws {
        year = try #require(PlanYear.standard(2024))
        contact = try UnitContact(name: "王示例", phone: "19900000001")
    }

    private func late(_ id: Int64, _ name: String, _ contact: UnitContact?, reminders: Int) throws -> LateUnit {
        let unit = EnrollingUnit(
            id: ID(id), union: ID(16), enterprise: nil, path: .root, name: name,
            unionName: "示例科技有限公司工会委员会", unionCode: "319901000016", organisationCode: nil)
        return LateUnit(
            unit: unit, status: .draft, contact: contact, reminders: reminders,
            lastReminded: reminders > 0 ? Sample.moment("2023-11-18", hour: 9) : nil)
    }

    private func page(_ units: [LateUnit], _ refusal: Refusal? = nil, _ form: FormState = FormState()) -> HTML {
        RemindersPage(
            frame, union: "东海区总工会", year, Listing(entries: units, total: units.count, offset: 0), size: 20,
            refusal: refusal, form: form
        ).html
    }

    @Test("Nobody late, some, and outside the window")
    func list() throws {
        Golden.expect(page([]), "reminders-empty")
        let units = [try late(61, "示例科技有限公司", contact, reminders: 2), try late(62, Sample.hostile, nil, reminders: 0)]
        let open = page(units, nil, FormState(errors: .general("请先选择至少一家单位。")))
        #expect(!open.text.contains("<script>alert"))
        Golden.expect(open, "reminders")
        let window = try #require(year.windows[.enrolment])
        Golden.expect(
            page(units, .outsideWindow(.enrolment, window, today: Sample.day("2023-12-27"))), "reminders-outside")
    }

    @Test("One unit, with its history, and refused")
    func unit() throws {
        let history = [
            Reminder(
                at: Sample.moment("2023-11-18", hour: 9), kind: .call, union: "东海区总工会", account: "赵审例",
                note: Sample.hostile),
            Reminder(
                at: Sample.moment("2023-11-17", hour: 9), kind: .notice, union: "东海区总工会", account: "赵审例",
                note: nil),
        ]
        var form = FormState(["name": ["王示例"], "phone": ["12"]])
        form.errors.add("phone", "请填写 11 位手机号，如 19900000001")
        let page = ReminderPage(
            frame, year: 2024, try late(61, "示例科技有限公司", contact, reminders: 2), history, form: form)
        #expect(!page.html.text.contains("<script>alert"))
        Golden.expect(page.html, "reminder-refused")
        let fresh = ReminderPage(
            frame, year: 2024, try late(61, "示例科技有限公司", nil, reminders: 0), [], form: FormState())
        Golden.expect(fresh.html, "reminder-new")
    }
}
