import Domain
import Markup
import Testing

@testable import Pages

@Suite("扫码入会")
struct JoinPagesTests {
    private let today = Sample.day("2023-11-20")

    private func code(_ id: Int64, through day: String, _ standing: JoinCode.Standing = .issued) -> JoinCode {
        JoinCode(
            id: ID(id), union: ID(4), unionPath: .root, text: "code\(id)", validThrough: Sample.day(day),
            standing: standing)
    }

    private func row(_ status: JoinApplication.Status) -> JoinApplicationsPage.Row {
        JoinApplicationsPage.Row(
            id: ID(7), status: status, name: Sample.hostile, category: .enterprise, place: "示例科技有限公司",
            submittedAt: Sample.moment("2023-11-20", hour: 9),
            decidedAt: status == .open ? nil : Sample.moment("2023-11-20", hour: 9),
            reason: status == .returned ? "不是本单位职工" : nil, member: status == .accepted ? ID(9) : nil,
            answers: status == .open ? [("证件号", "3199**********001X"), ("手机号", "199****0001")] : [],
            consent: .none)
    }

    @Test("a valid code can be scanned, downloaded and taken back; others cannot")
    func codes() {
        var form = FormState()
        form[JoinCodesPage.Field.through] = "2024-11-19"
        Golden.expect(
            JoinCodesPage(
                Sample.frame(), unionName: "示例科技有限公司工会委员会",
                [
                    code(3, through: "2024-11-19"), code(2, through: "2023-11-19"),
                    code(1, through: "2024-01-01", .withdrawn),
                ], publicAddress: "https://example.invalid", today: today, form: form
            ).html, "join-codes")
        Golden.expect(
            JoinCodesPage(
                Sample.frame(), unionName: "示例科技有限公司工会委员会", [], publicAddress: "", today: today, form: form
            ).html, "join-codes-without-address")
        Golden.expect(
            JoinCodeWithdrawalPage(Sample.frame(), code(3, through: "2024-11-19")).html, "join-code-withdrawal")
        Golden.expect(
            JoinPosterPage(Sample.frame(), unionName: Sample.hostile, code(3, through: "2024-11-19")).html,
            "join-poster")
    }

    @Test("the form behind a code asks for what the rules need")
    func form() {
        var errors = FieldErrors()
        errors.add(JoinPage.Field.privacy, "请阅读隐私说明并勾选同意")
        Golden.expect(
            JoinPage(
                Sample.guest, code: "code3", unionName: "示例园区联合工会",
                enterprises: [
                    Enterprise(id: ID(1), union: ID(4), code: "913199010000000015", name: "示例科技有限公司")
                ],
                kinds: [DictionaryEntry(code: "courier", name: "快递员")], form: FormState(errors: errors)
            ).html, "join-form")
        Golden.expect(JoinSubmittedPage(Sample.guest, unionName: "示例园区联合工会").html, "join-submitted")
        Golden.expect(JoinClosedPage(Sample.guest).html, "join-closed")
    }

    @Test("the union sees who asks, decides, and finds what it decided")
    func applications() {
        Golden.expect(
            JoinApplicationsPage(
                Sample.frame(), .open, [row(.open)], waiting: 1, PageWindow(number: 1, size: 20, total: 1)
            ).html, "join-applications")
        Golden.expect(
            JoinApplicationsPage(
                Sample.frame(), .open, [], waiting: 0, PageWindow(number: 1, size: 20, total: 0)
            ).html, "join-applications-empty")
        Golden.expect(JoinApplicationPage(Sample.frame(), row(.open)).html, "join-application-open")
        Golden.expect(JoinApplicationPage(Sample.frame(), row(.accepted)).html, "join-application-accepted")
        Golden.expect(JoinApplicationPage(Sample.frame(), row(.returned)).html, "join-application-returned")
    }
}
