import Domain
import Markup
import Pages
import Testing

@Suite struct AccessPagesTests {
    static let announcements = [
        AnnouncementPagesTests.entry(2, "关于 2024 年度集中参保的通知", from: "2023-11-15", place: .pinned, mark: nil),
        AnnouncementPagesTests.entry(1, Sample.hostile, from: "2023-10-29", mark: nil),
    ]

    static let guest = Sample.guest

    @Test("the login asks for account, password and captcha, and shows what is due and what is new")
    func login() {
        let page = LoginPage(
            Self.guest, form: FormState(), captcha: "token-1", returnTo: URLText(path: "/members?page=2"),
            deadline: LoginDeadline(workingDays: 25, planYear: 2024, last: Sample.day("2023-12-25")),
            announcements: Self.announcements)
        Golden.expect(page.html, "login", .whole)
    }

    @Test("a refused login keeps the account, never the password, and has one message for every failure")
    func refused() {
        let form = FormState(
            ["account": [Sample.hostile], "password": ["secret-1234"], "captcha": ["0000"]], errors: LoginPage.refused)
        let page = LoginPage(Self.guest, form: form, captcha: "token-2")
        Golden.expect(page.html, "login-refused")
        #expect(!page.html.text.contains("secret-1234"))
        #expect(!page.html.text.contains("<script>alert"))
    }

    @Test("after the session has ended the login says so")
    func ended() {
        let page = LoginPage(Self.guest, form: FormState(), captcha: "token-3", notice: .sessionEnded)
        #expect(page.html.text.contains("登录已超时"))
        #expect(page.html.text.contains("目前没有公告"))
    }

    @Test("the second factor is a page of its own")
    func secondFactor() {
        Golden.expect(
            SecondFactorPage(Self.guest, form: FormState(errors: SecondFactorPage.refused(.code))).html, "second-factor"
        )
        let offered = SecondFactorSetupPage(
            Sample.frame(), .offered(secret: "ABCD EFGH IJKL MNOP", picture: "/account/second-factor/picture"),
            form: FormState())
        Golden.expect(offered.html, "second-factor-offered")
        let confirmed = SecondFactorSetupPage(
            Sample.frame(), .confirmed(recoveryCodes: ["1111-2222", "3333-4444"]), form: FormState())
        Golden.expect(confirmed.html, "second-factor-confirmed")
        let inUse = SecondFactorSetupPage(Sample.frame(), .inUse(recoveryCodesLeft: 8), form: FormState())
        #expect(inUse.html.text.contains("还有 8 个恢复码可用"))
    }

    @Test("logins are listed by device, and all but one's own can be ended")
    func sessions() {
        let moment = Sample.moment("2023-11-20", hour: 9)
        let rows = [
            SessionsPage.Row(
                id: ID(1), loggedInAt: moment, seenAt: moment, origin: "10.0.0.1",
                agent: "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537 Edg/120.0", place: .here),
            SessionsPage.Row(
                id: ID(2), loggedInAt: moment, seenAt: moment, origin: "10.0.0.9", agent: Sample.hostile,
                place: .elsewhere),
        ]
        Golden.expect(SessionsPage(Sample.frame(), rows).html, "sessions")
    }

    @Test("what was typed into an older page is shown and sent again only without files and passwords")
    func staleForm() {
        let typed = TypedForm(
            to: "/enrolments/current/declining",
            fields: [(name: "reason", value: Sample.hostile), (name: "unit", value: "7")], lacks: .nothing)
        Golden.expect(StaleFormPage(Sample.frame(), typed).html, "stale-form")
        let lacking = TypedForm(to: "/members/import", fields: [], lacks: .something)
        #expect(!StaleFormPage(Sample.frame(), lacking).html.text.contains("重新提交</button>"))
    }

    @Test("the audit log is shown in plain words, and a page of it leads on by a key")
    func audit() {
        let at = Instant(milliseconds: 1_700_442_000_000)
        func entry(_ id: Int64, _ subject: String, _ action: String, _ detail: String?) -> AuditEntry {
            AuditEntry(
                key: AuditKey(at: at, id: id), day: Sample.day("2023-11-20"), account: id == 1 ? nil : "shili",
                person: id == 1 ? nil : Sample.hostile, origin: "127.0.0.1", subject: subject, number: id,
                union: id == 1 ? nil : "示例科技有限公司工会委员会", action: action, detail: detail)
        }
        let entries = [
            entry(3, "member-list", "exported", "rows=2 numbers=masked"),
            entry(2, "account", "step-up-refused", "reason=\(Sample.hostile)"),
            entry(1, "own-request", "ask", nil),
        ]
        var filter = AuditFilter(from: nil, through: nil, today: Sample.day("2023-11-20"))
        filter.account = Sample.hostile
        let model = AuditPage.Model(
            union: "示例市总工会", listing: AuditListing(entries, previous: nil, next: AuditKey(at: at, id: 1)),
            filter: filter, size: 20)
        let form = FormState(["account": [Sample.hostile], "result": ["refused"]])
        Golden.expect(AuditPage(Sample.frame(), model, form: form).html, "audit")
    }

    @Test("an account is shown with what its administrator may do, and a code once")
    func account() {
        let account = ManagedAccount(
            account: Account(id: ID(7), name: "shili", displayName: Sample.hostile, union: ID(1)),
            unionName: "示例科技有限公司工会委员会", kind: .unionCommittee, path: .root, grants: [RoleGrant(.clerk)], on: .earliest,
            status: .active, lockedUntil: nil, lastLoginAt: nil, secondFactor: .notNeeded, version: 3)
        let window = PageWindow(number: 1, size: 20, total: 1)
        Golden.expect(AccountsPage(Sample.frame(), [account], window, .create).html, "accounts")
        Golden.expect(NewAccountPage(Sample.frame(), FormState()).html, "account-new")
        let model = AccountPage.Model(
            account, managing: nil, assigning: .notAllowed(.manageRoles, .role), history: [],
            code: "ABCD-EFGH-IJKL-MNOP")
        Golden.expect(AccountPage(Sample.frame(), model, form: FormState()).html, "account")
        Golden.expect(
            PasswordResetPage(Self.guest, rules: "至少 8 个字符。", form: FormState(errors: PasswordResetPage.refused)).html,
            "password-reset")
    }

    @Test("a new password is asked for twice and never shown")
    func newPassword() {
        var errors = FieldErrors()
        errors.add("again", "两次输入的新密码不一致，请重新输入")
        let form = FormState(["password": ["hidden-1"], "again": ["hidden-2"]], errors: errors)
        let page = NewPasswordPage(Sample.frame(), .firstLogin, rules: "至少 8 个字符。", form: form)
        Golden.expect(page.html, "new-password")
        #expect(!page.html.text.contains("hidden-"))
    }

    @Test("the public pages name the contacts of the configuration")
    func publicPages() {
        Golden.expect(TechnicalSupportPage(Self.guest).html, "support")
        Golden.expect(GuidePage(Self.guest).html, "guide")
        Golden.expect(
            GuidePage(Sample.frame(), roles: [.reviewer, .districtOfficer]) { $0 != .review }.html, "guide-district")
        for page in [
            RegistrationPage(Self.guest, districts: []).html, AccessibilityPage(Self.guest).html,
            PrivacyPage(Self.guest).html,
        ] {
            #expect(page.text.contains("000-1234-5678"))
        }
        #expect(PrivacyPage(Self.guest).html.text.contains("版本 \(PrivacyNotice.publicVersion)"))
    }
}
