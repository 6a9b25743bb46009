import Domain
import Markup
import Pages
import Testing

@Suite("The page of credits")
struct CreditPagesTests {
    private let frame = Sample.frame(.workbench)

    private func credit(_ id: Int64, _ standing: Credit.Standing, reason: String, used: Bool) -> Credit {
        let use = Credit.Use(
            submission: ID(41), number: "CB202312270001", year: 2024, amount: Money(fen: 120_000),
            at: Sample.moment("2023-12-27", hour: 9), returnedAt: nil)
        return Credit(
            id: ID(id), district: ID(3), districtName: "东海区总工会", fromYear: 2018, amount: Money(fen: 123_500),
            reason: reason, at: Sample.moment("2023-12-01", hour: 9), account: "赵审例", standing: standing,
            uses: used ? [use] : [])
    }

    @Test("None, and the centre's with uses, and a district's own")
    func states() {
        Golden.expect(
            CreditsPage(frame, union: "演示市总工会", [], manages: true, form: FormState()).html, "credits-empty")
        let all = [
            credit(1, .open, reason: Sample.hostile, used: true), credit(2, .open, reason: "人数核减退回", used: false),
            credit(3, .cancelled, reason: "登记有误", used: false),
        ]
        var errors = FieldErrors()
        errors.add("amount", "请填写大于 0 的金额，最多两位小数，如 1200.00")
        let form = FormState(["district": ["319901000001"], "amount": ["-1"]], errors: errors)
        let page = CreditsPage(frame, union: "演示市总工会", all, manages: true, form: form)
        #expect(!page.html.text.contains("<script>alert"))
        Golden.expect(page.html, "credits-refused")
        let own = CreditsPage(frame, union: "东海区总工会", [all[1]], manages: false, form: FormState())
        #expect(!own.html.text.contains("登记抵扣款"))
        Golden.expect(own.html, "credits-district")
    }
}
