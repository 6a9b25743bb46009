import Domain
import Markup
import Pages
import Testing

@Suite("The page of the rules for passwords")
struct PasswordPolicyPageTests {
    @Test("What is in force, and a choice that is missing")
    func page() {
        let choices = [
            Choice("graded-protection", "等级保护", hint: "每 90 天更换"), Choice("verification-standard", "长密码，不定期更换"),
        ]
        func page(_ form: FormState) -> HTML {
            PasswordPolicyPage(
                Sample.frame(.organisation), current: "graded-protection", choices, stepUp: .password, form: form
            ).html
        }
        Golden.expect(page(FormState(["mode": ["graded-protection"]])), "password-policy")
        Golden.expect(page(FormState(errors: .one("mode", "请选择一种规则"))), "password-policy-errors")
    }
}
