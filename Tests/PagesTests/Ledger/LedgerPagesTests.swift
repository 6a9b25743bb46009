import Domain
import Markup
import Pages
import Testing

@Suite("The pages of the ledger")
struct LedgerPagesTests {
    private let frame = Sample.frame(.workbench)

    private static var missingFile: FieldErrors {
        var errors = FieldErrors()
        errors.add("file", "请选择银行明细文件")
        return errors
    }

    private func owed(_ id: Int64, _ name: String, due: Int64, paid: Int64) -> Receivable {
        Receivable(
            key: .enrolment(ID(id)), number: "JB202400000\(id)", names: [name], year: 2024, due: Money(fen: due),
            paid: Money(fen: paid))
    }

    private var receivables: [Receivable] {
        [
            owed(1, "示例科技有限公司", due: 123_500, paid: 123_500), owed(2, Sample.hostile, due: 247_000, paid: 0),
            owed(3, "虚构公司工会委员会", due: 1_000, paid: 400), owed(4, "样例公司", due: 1_000, paid: 2_000),
        ]
    }

    private var statement: BankStatement {
        var counts = BankCounts()
        (counts.rows, counts.new, counts.known, counts.other, counts.failed) = (9, 4, 2, 2, 1)
        counts.amount = Money(fen: 372_000)
        return BankStatement(
            id: ID(51), fileName: "明细.xlsx", at: Sample.moment("2023-12-20", hour: 9, minute: 30), account: "赵审例",
            counts: counts,
            totals: BankTotals(open: Money(fen: 248_000), booked: Money(fen: 123_500), aside: Money(fen: 500)))
    }

    private func entry(
        _ id: Int64, _ standing: BankEntry.Standing, payer: String = "示例科技有限公司", booked: BankEntry.Booked? = nil
    ) -> BankEntry {
        BankEntry(
            id: ID(id),
            line: BankLine(
                row: Int(id), day: Sample.day("2023-12-20"), amount: Money(fen: 123_500), payer: payer,
                remark: "参保费 JB2024000001", serial: "S\(id)"), standing: standing, booked: booked)
    }

    private var booked: BankEntry.Booked {
        BankEntry.Booked(
            key: .enrolment(ID(1)), number: "JB2024000001", name: "示例科技有限公司",
            at: Sample.moment("2023-12-20", hour: 10), account: "赵审例")
    }

    @Test("the ledger with its sums, and before anything is owed")
    func ledger() {
        let model = LedgerPage.Model(
            union: "东海区总工会", receivables: receivables, year: 2024, years: [2024, 2023], statements: [statement],
            payer: "单位")
        let page = LedgerPage(frame, model, form: FormState(errors: Self.missingFile)).html
        Golden.expect(page, "ledger")
        #expect(!page.text.contains("<script>alert"))
        let empty = LedgerPage.Model(
            union: "演示市总工会", receivables: [], year: nil, years: [], statements: [], payer: "区局（产业）")
        Golden.expect(LedgerPage(frame, empty, form: FormState()).html, "ledger-empty")
    }

    @Test("a statement: what is sure, what is to be chosen, what is done")
    func lines() {
        let lines = [
            StatementPage.Line(entry(2, .open), .sure(.enrolment(ID(1)), .number)),
            StatementPage.Line(
                entry(3, .open, payer: Sample.hostile), .unsure([.enrolment(ID(2)), .enrolment(ID(3))])),
            StatementPage.Line(entry(4, .booked, booked: booked), nil), StatementPage.Line(entry(5, .aside), nil),
        ]
        let known = Dictionary(receivables.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let page = StatementPage(frame, statement, lines, receivables: known).html
        Golden.expect(page, "statement")
        #expect(!page.text.contains("<script>alert"))
        #expect(StatementPage(frame, statement, [], receivables: [:]).html.text.contains("没有新的收入"))
        Golden.expect(
            BookingUndoPage(frame, entry(4, .booked, booked: booked), of: ID(51), form: FormState()).html,
            "booking-undo")
    }

    private func unpaid(_ id: Int64, _ name: String, paid: Int64, _ contact: UnitContact?) -> UnpaidUnit {
        UnpaidUnit(
            unit: EnrollingUnit(
                id: ID(id), union: ID(16), enterprise: nil, path: .root, name: name,
                unionName: "示例科技有限公司工会委员会", unionCode: "319901000016", organisationCode: nil),
            enrolment: ID(id + 100), number: "JB202400000\(id)", due: Money(fen: 123_500), paid: Money(fen: paid),
            contact: contact, reminders: contact == nil ? 0 : 2,
            lastReminded: contact == nil ? nil : Sample.moment("2023-11-18", hour: 9))
    }

    @Test("缴费催办: nobody owes, some do, and nothing was chosen")
    func paymentReminders() throws {
        let year = try #require(PlanYear.standard(2024))
        let page = { (units: [UnpaidUnit], form: FormState) in
            PaymentRemindersPage(
                frame, union: "东海区总工会", year, Listing(entries: units, total: units.count, offset: 0), size: 20,
                form: form
            ).html
        }
        Golden.expect(page([], FormState()), "payment-reminders-empty")
        let contact = try UnitContact(name: "王示例", phone: "19900000001")
        let units = [unpaid(1, "示例科技有限公司", paid: 100_000, contact), unpaid(2, Sample.hostile, paid: 0, nil)]
        let some = page(units, FormState(errors: .general("请先选择至少一家单位。")))
        #expect(!some.text.contains("<script>alert"))
        // Some of the units may have time until another day.
        #expect(some.text.contains("基层缴费截止一般为 "))
        #expect(some.text.contains("，另有延长的以告知书为准"))
        Golden.expect(some, "payment-reminders")
    }

    @Test("缴费催办 of one unit, refused, and after it has paid")
    func paymentReminder() throws {
        let contact = try UnitContact(name: "王示例", phone: "19900000001")
        let history = [
            PaymentReminder(
                Reminder(
                    at: Sample.moment("2023-11-18", hour: 9), kind: .call, union: "东海区总工会", account: "赵审例",
                    note: Sample.hostile), open: Money(fen: 23_500))
        ]
        var form = FormState(["name": ["王示例"], "phone": ["12"]])
        form.errors.add("phone", "请填写 11 位手机号，如 19900000001")
        let page = PaymentReminderPage(
            frame, year: 2024, unpaid(1, "示例科技有限公司", paid: 100_000, contact), history, form: form
        ).html
        #expect(!page.text.contains("<script>alert"))
        Golden.expect(page, "payment-reminder-refused")
        let paid = PaymentReminderPage(
            frame, year: 2024, unpaid(1, "示例科技有限公司", paid: 123_500, contact), [], form: FormState()
        ).html
        #expect(!paid.text.contains("登记电话催办"))
        Golden.expect(paid, "payment-reminder-paid")
    }
}
