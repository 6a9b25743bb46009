public import Markup

/// The first step of a member's sign-in: the number of his document.
public struct OwnLoginPage: Component, Sendable {
    /// Why a person stands here.
    public enum Notice: Sendable {
        case none, ended, notSubmitted, signedOut
        /// What was typed waits for so many minutes.
        case formKept(minutes: Int64)

        var text: String? {
            switch self {
            case .none: nil
            case .ended: "请重新登录：超过 20 分钟没有操作会自动退出。"
            case .notSubmitted: "登录已超时，刚才提交的内容没有保存。请重新登录后再提交一次。"
            case .formKept(let minutes):
                "登录已超时，刚才提交的内容还没有办理，已为您暂存 \(minutes) 分钟。请重新登录，核对后再提交。"
            case .signedOut: "您已退出登录。"
            }
        }
    }

    /// Whether messages can be sent.
    public enum Standing: Sendable {
        case open
        /// This instance has no way to telephones.
        case closed
    }

    let frame: PageFrame
    let form: FormState
    let notice: Notice
    let standing: Standing
    let kept: String?

    /// - Parameters:
    ///   - form: field `document`, which never comes back.
    ///   - kept: the token of what was typed before, handed on to the next step.
    public init(
        _ frame: PageFrame, form: FormState, notice: Notice = .none, _ standing: Standing, kept: String? = nil
    ) {
        (self.frame, self.form, self.notice, self.standing) = (frame, form, notice, standing)
        self.kept = kept
    }

    public static let field = "document"
    /// The field of the token under which a form was kept.
    public static let keptForm = "form"

    public static var missing: FieldErrors {
        var errors = FieldErrors()
        errors.add(field, "请输入完整的证件号码")
        return errors
    }

    public var html: HTML {
        OwnLayout(frame, PageHead("会员本人登录"), errors: form.errors) {
            if form.errors.isEmpty, let text = notice.text { p(.class("callout"), .role("status")) { text } }
            switch standing {
            case .open: entry
            case .closed:
                Callout("暂未开通短信登录", .warning) {
                    p { "请联系所在工会查询您的会籍、会员服务卡和参保情况，或拨 \(frame.site.hotline.telephone)（\(frame.site.hotline.hours)）。" }
                }
            }
            section(.class("prose small muted"), .ariaLabel("说明")) {
                p { "这里供工会会员本人查看会籍、电子会员证、会员服务卡和各年度的保障，不需要账号和密码。" }
                p {
                    "工会经办人请从"
                    a(.class("inline-link"), .href(.login)) { "经办账号登录" }
                    "进入。"
                }
            }
        }.html
    }

    private var entry: HTML {
        PostForm(to: .own(.login), frame.tokens, .class("card")) {
            if let kept { HiddenField(Self.keptForm, kept) }
            div(.class("card-body stack")) {
                TextField(
                    Self.field, "证件号码", in: FormState(errors: form.errors), .documentNumber,
                    hint: "入会时登记的身份证、通行证或护照号码。")
                button(.class("btn btn-primary btn-large btn-block"), .type(.submit)) { "获取短信验证码" }
                p(.class("small muted")) { "验证码发送到您在工会登记的手机号。手机号已更换的，请先联系所在工会更正。" }
            }
        }.html
    }
}

/// The second step: the code that was sent.
public struct OwnCodePage: Component, Sendable {
    let frame: PageFrame
    let form: FormState
    let shown: String?
    let minutes: Int64
    let kept: String?

    public static let field = "code"

    /// One message for a wrong, an old, a used and a never sent code.
    public static var refused: FieldErrors {
        var errors = FieldErrors()
        errors.add(field, "验证码不正确或已失效，请核对后重新输入，或重新获取")
        return errors
    }

    /// - Parameters:
    ///   - shown: the code itself, on a site of invented people.
    ///   - minutes: how long a code is good.
    ///   - kept: the token of what was typed before, shown when he has come in.
    public init(_ frame: PageFrame, form: FormState, shown: String?, minutes: Int64, kept: String? = nil) {
        (self.frame, self.form, self.shown, self.minutes, self.kept) = (frame, form, shown, minutes, kept)
    }

    private var again: URLText {
        Path.own(.login).url(query: kept.map { [(name: OwnLoginPage.keptForm, value: $0)] } ?? [])
    }

    public var html: HTML {
        OwnLayout(
            frame, PageHead("输入短信验证码", above: [Crumb("会员本人登录", .own(.login))]), errors: form.errors
        ) {
            p {
                "如果这个证件号码属于登记了手机号的会员，验证码已发送到该手机号，\(minutes) 分钟内有效，最多可输入 5 次。"
            }
            if let shown {
                Callout("演示", .note) {
                    p {
                        "演示数据不发送短信，验证码为 "
                        strong(.class("secret"), .id("shown-code")) { shown }
                        "。号码未登记的，输入后同样提示不正确。"
                    }
                }
            }
            PostForm(to: .own(.code), frame.tokens, .class("card")) {
                if let kept { HiddenField(OwnLoginPage.keptForm, kept) }
                div(.class("card-body stack")) {
                    TextField(Self.field, "短信验证码", in: form, .oneTimeCode, hint: "6 位数字。")
                    button(.class("btn btn-primary btn-large btn-block"), .type(.submit)) { "登录" }
                    p(.class("small muted")) {
                        "1 分钟后仍没有收到："
                        a(.class("inline-link"), .href(again)) { "重新获取" }
                        "。多次收不到的，请联系所在工会核对手机号。"
                    }
                }
            }
        }.html
    }
}
