public import Domain
public import Markup

/// What is kept of a member and why, agreed to before the first use (个人信息保护法, articles 14 and 17).
public struct OwnConsentPage: Component, Sendable {
    let frame: PageFrame
    let form: FormState
    let given: Instant?

    public static let field = "consent"

    public static var missing: FieldErrors {
        var errors = FieldErrors()
        errors.add(field, "请阅读后勾选同意，再继续使用")
        return errors
    }

    /// - Parameter given: when the member agreed to this version; nil before.
    public init(_ frame: PageFrame, form: FormState, given: Instant?) {
        (self.frame, self.form, self.given) = (frame, form, given)
    }

    public var html: HTML {
        OwnLayout(
            frame,
            PageHead(
                "个人信息告知与同意", above: given == nil ? [] : [OwnLayout.home],
                facts: [HTML("版本 \(PrivacyNotice.version)")]), errors: form.errors
        ) {
            section(.class("card")) { div(.class("card-body prose")) { notice } }
            if let given {
                p(.class("callout callout-good")) {
                    "您已于 "
                    given.htmlToTheMinute
                    " 同意本告知。"
                }
                LinkButton("提出个人信息请求", .own(.rights))
            } else {
                PostForm(to: .own(.consent), frame.tokens, .class("card")) {
                    div(.class("card-body stack")) {
                        ConfirmBox(Self.field, in: form) { "我已阅读并同意以上内容" }
                        button(.class("btn btn-primary btn-large btn-block"), .type(.submit)) { "同意并继续" }
                        p(.class("small muted")) { "不同意的，请退出登录。您的会籍和参保不受影响，可以到所在工会查询。" }
                    }
                }
            }
        }.html
    }

    @HTMLBuilder private var notice: HTML {
        p { "\(frame.site.federation)（以下称我们）在会员本人服务中处理您的个人信息，告知如下。" }
        h2 { "处理哪些信息，用来做什么" }
        p { "姓名、性别、证件类型、号码和到期日、手机号、所在工会和工作单位，用于核实您本人、出示电子会员证。" }
        p { "会员服务卡卡号、收卡地址，用于办理、补办和寄送会员服务卡。各年度参保记录和给付记录，用于供您查看和开具参保证明。" }
        h2 { "敏感个人信息" }
        p {
            "证件号码、会员服务卡卡号和给付记录属于敏感个人信息，泄露或被冒用可能损害您的人身和财产安全。处理证件号码是为了核实本人、避免同一人重复参保；处理卡号是因为参保和给付须核对本人的卡；给付记录只供您本人和经办人员核对。不处理这些信息，就不能确认是您本人，也不能显示您的保障。"
        }
        h2 { "怎样处理，保存多久" }
        p { "号码加密保存，页面上只显示首尾几位。会籍、参保和给付记录按工会档案规定保存；短信验证码和登录会话不超过 2 天；登录、退出和同意的时间与来源地址记入审计日志，至少保存 6 个月。" }
        h2 { "提供给谁" }
        p { "所在工会及其上级工会按权限查看；参保信息提交职工保障互助机构，办卡信息提交发卡银行。出示电子会员证时，核验人只能看到姓氏、所在工会和是否有效。" }
        h2 { "您的权利" }
        p {
            "您可以查阅、复制、更正本人信息，也可以要求解释或删除：在会员本人服务中提出，或联系所在工会，或拨 \(frame.site.hotline.telephone)（\(frame.site.hotline.hours)）。"
        }
        p { "您可以随时撤回同意：在会员本人服务中提出，或向所在工会提出，或拨上述电话。撤回后您不能再使用会员本人服务，会籍和参保不受影响；撤回前已经办理的事项仍然有效。" }
    }
}
