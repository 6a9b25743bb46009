public import Domain
public import Markup

/// Why a person stands before the login.
public enum LoginNotice: Sendable {
    case none, sessionEnded, notSubmitted, formKept, loggedOut, passwordChanged

    var text: String? {
        switch self {
        case .none: nil
        case .sessionEnded: "登录已超时或已在别处退出。请重新登录，登录后回到刚才的页面。"
        case .notSubmitted: "登录已超时或已在别处退出，刚才提交的内容没有保存。请重新登录，回到刚才的页面再提交一次。"
        case .formKept: "登录已超时或已在别处退出，刚才的内容还没有提交，已为您暂存。请用同一账号重新登录，登录后接着办理。"
        case .loggedOut: "您已退出登录。"
        case .passwordChanged: "密码已修改，请用新密码登录。"
        }
    }
}

/// The time left of the window that concerns everybody.
public struct LoginDeadline: Sendable {
    let workingDays: Int
    let year: Int
    let last: CalendarDay

    public init(workingDays: Int, planYear year: Int, last: CalendarDay) {
        (self.workingDays, self.year, self.last) = (workingDays, year, last)
    }
}

/// Account, password, captcha; beside it what is due and what is new.
public struct LoginPage: Component, Sendable {
    let frame: PageFrame
    let form: FormState
    let captcha: String
    let returnTo: URLText?
    let notice: LoginNotice
    let deadline: LoginDeadline?
    let announcements: [AnnouncementEntry]

    public static let announcementsShown = 4

    /// One message for an unknown account, a wrong password, a wrong captcha and a locked account.
    public static let refused = FieldErrors.general("账号、密码或验证码不正确，请重新输入。连续 5 次不正确，账号锁定 10 分钟。")

    /// - Parameters:
    ///   - form: fields `account`, `password`, `captcha`; only the account comes back.
    ///   - captcha: token of a fresh captcha; sent back as `captcha-token`.
    ///   - returnTo: the page that was asked for; sent back as `return`.
    public init(
        _ frame: PageFrame, form: FormState, captcha: String, returnTo: URLText? = nil, notice: LoginNotice = .none,
        deadline: LoginDeadline? = nil, announcements: [AnnouncementEntry] = []
    ) {
        (self.frame, self.form, self.captcha, self.returnTo) = (frame, form, captcha, returnTo)
        (self.notice, self.deadline, self.announcements) = (notice, deadline, announcements)
    }

    public var html: HTML {
        document {
            PageTop(title: (form.errors.isEmpty ? "" : "错误：") + "登录 - " + frame.site.platform)
            body {
                a(.class("skip-link"), .href("#main")) { "跳到登录" }
                Header(frame: frame)
                if frame.demo == .demo { DemoBar(frame: frame) }
                main(.class("sign-in"), .id("main")) {
                    PostForm(to: .login, frame.tokens, .class("card sign-in-form")) { fields }
                    div(.class("stack")) { aside }
                }
                Footer(frame: frame)
            }
        }
    }

    @HTMLBuilder private var fields: HTML {
        if let returnTo { HiddenField("return", returnTo.description) }
        h1 { "登录" }
        if !form.errors.isEmpty { ErrorSummary(form.errors, title: "没有登录成功") }
        if form.errors.isEmpty, let text = notice.text { p(.class("callout"), .role("status")) { text } }
        TextField("account", "账号", in: form, .account)
        TextField("password", "密码", in: form, .password)
        CaptchaField(token: captcha, again: again, form: form)
        button(.class("btn btn-primary btn-large btn-block"), .type(.submit)) { "登录" }
        p(.class("small muted")) {
            "忘记账号或密码：请联系上级工会找回或重置。"
            a(.class("inline-link"), .href(.passwordReset)) { "已有一次性代码，去设置密码" }
            "。已成立工会的单位请勿重复注册。"
        }
        p(.class("small muted")) {
            "会员查看本人的会籍、电子会员证和保障，请走"
            a(.class("inline-link"), .href(.own(.home))) { "会员本人服务" }
            "，不需要账号。"
        }
    }

    private var again: URLText {
        returnTo.map { Path.login.url((name: "return", value: $0.description)) } ?? Path.login.url
    }

    @HTMLBuilder private var aside: HTML {
        div {
            p(.class("lede muted")) { frame.site.federation }
            h2(.class("tagline")) { "会员名册、会员服务卡和集中参保，在一处办理" }
        }
        if let deadline {
            DeadlineBanner(workingDays: deadline.workingDays, "\(deadline.year) 年度集中参保正在办理") {
                "基层工会请在 "
                deadline.last.htmlUntilMidnight
                " 前确认名单并提交。"
            }
        }
        Card("通知公告", id: "news", more: a(.href(.announcements)) { "全部公告" }) {
            AnnouncementList(Array(announcements.prefix(Self.announcementsShown)), dates: .full)
        }
        div(.class("entries")) {
            entry("新手指引", .guide) { "六步完成集中参保，每步说明做什么、到哪里做。" }
            entry("技术支持", .support) {
                frame.site.hotline.telephone
                br()
                frame.site.hotline.hours
            }
            entry("企业注册", .registration) { "仅限尚未成立工会的单位。若已有账号，请勿重复注册。" }
        }
    }

    private func entry(_ title: String, _ path: Path, @HTMLBuilder text: () -> HTML) -> HTML {
        section(.class("entry")) {
            h2 { a(.class("inline-link"), .href(path)) { title } }
            p { text() }
        }
    }
}

/// The picture with its field; another one can be had, and it can be heard.
struct CaptchaField: Component {
    let token: String
    let again: URLText
    let form: FormState

    var html: HTML {
        div(.id("captcha-block")) {
            HiddenField("captcha-token", token)
            label(.class("form-label"), .for("captcha")) { "验证码" }
            div(.class("captcha")) {
                input(
                    .class("form-control"), .type(.text), .id("captcha"), .name("captcha"), .inputMode("numeric"),
                    .autocomplete("off"), .placeholder("图中 4 位数字"), .aria("describedby", "captcha-links"))
                img(
                    .src(Path.captcha(token).url), .alt("图片验证码，看不清请换一张或听语音"), .width(116), .height(36))
            }
            div(.class("captcha-links"), .id("captcha-links")) {
                a(
                    .href(again), .hxGet(again), .hxTarget("#captcha-block"), .hxSelect("#captcha-block"),
                    .hxSwap("outerHTML")
                ) {
                    Icon.refresh
                    "换一张"
                }
                a(.href(.captchaSound(token)), .data("play", "")) {
                    Icon.sound
                    "听语音验证码"
                }
            }
        }
    }
}
