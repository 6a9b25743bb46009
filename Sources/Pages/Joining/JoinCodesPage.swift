public import Domain
public import Markup
import Wording

/// 组织码管理: the union's codes, a new one, and taking one back.
public struct JoinCodesPage: Component, Sendable {
    let frame: PageFrame
    let unionName: String
    let codes: [JoinCode]
    let publicAddress: String
    let today: CalendarDay
    let form: FormState

    public init(
        _ frame: PageFrame, unionName: String, _ codes: [JoinCode], publicAddress: String, today: CalendarDay,
        form: FormState
    ) {
        (self.frame, self.unionName, self.codes) = (frame, unionName, codes)
        (self.publicAddress, self.today, self.form) = (publicAddress, today, form)
    }

    /// Names of the form's fields.
    public enum Field {
        public static let through = "through"
        /// In the picture's address: the format in which it is kept.
        public static let download = "download"
    }

    public var html: HTML {
        Layout(
            frame, PageHead("组织码管理", facts: [HTML(unionName)]) { LinkButton("扫码入会审核", .join(.applications)) },
            current: .join(.codes), errors: form.errors
        ) {
            if publicAddress.isEmpty {
                Callout("二维码还不能使用", .warning) { p { "市总工会还没有设置平台的对外网址，请联系技术支持。" } }
            }
            Card("生成组织码", id: "new") {
                div(.class("card-body stack")) {
                    p { "把组织码打印张贴或发给职工，职工用手机扫码填写入会申请，由本工会审核。" }
                    PostForm(to: .join(.codes), frame.tokens, .class("stack")) {
                        DateField(
                            Field.through, "有效期至", in: form, hint: "当天及以前可以扫码申请，最长 3 年。过期或作废后，张贴的码不能再用。")
                        div(.class("row-gap")) { SubmitButton("生成组织码") }
                    }
                }
            }
            section(.class("card"), .ariaLabel("组织码")) {
                DataTable(
                    "组织码", codes,
                    blank: .nothingYet("还没有组织码") { "在上面选择有效期，生成后可以下载和打印。" }, columns: columns)
            }
        }.html
    }

    private var columns: [Column<JoinCode>] {
        [
            .head("组织码") { code in
                if code.state(on: today) == .valid, !publicAddress.isEmpty {
                    img(
                        .src(Path.join(.picture(code.id)).url), .alt("组织码，扫码打开入会申请"), .width(132),
                        .height(132))
                } else {
                    "组织码 \(code.id.description)"
                }
            },
            .day("有效期至") { $0.validThrough },
            .state("状态") { badge($0.state(on: today)) },
            .actions { code in
                if code.state(on: today) == .valid {
                    a(.href(Path.join(.form(code.text)).url)) { "查看申请页" }
                    if !publicAddress.isEmpty {
                        a(.href(.join(.poster(code.id)))) { "打印海报" }
                        a(.href(picture(code, "png"))) { "下载 PNG" }
                        a(.href(picture(code, "svg"))) { "下载 SVG" }
                    }
                    a(.href(.join(.withdrawal(code.id)))) { "作废" }
                }
            },
        ]
    }

    private func picture(_ code: JoinCode, _ format: String) -> URLText {
        Path.join(.picture(code.id)).url((name: Field.download, value: format))
    }

    private func badge(_ state: JoinCode.State) -> StateBadge {
        switch state {
        case .valid: StateBadge(state.wording, .done)
        case .expired: StateBadge(state.wording, .wait)
        case .withdrawn: StateBadge(state.wording)
        }
    }
}

/// 作废组织码.
public struct JoinCodeWithdrawalPage: Component, Sendable {
    let frame: PageFrame
    let code: JoinCode

    public init(_ frame: PageFrame, _ code: JoinCode) { (self.frame, self.code) = (frame, code) }

    public var html: HTML {
        Layout(
            frame, PageHead("作废组织码", above: [Crumb("组织码管理", .join(.codes))]), current: .join(.codes),
            shape: .journey
        ) {
            PostForm(to: .join(.withdrawal(code.id)), frame.tokens) {
                DecideBlock("作废 1 个组织码") {
                    "作废后，已经张贴或发出的这个码不能再用，不能恢复；已经提交的申请不受影响。需要时可以生成新的组织码。"
                } content: {
                    div(.class("row-gap")) {
                        SubmitButton("作废这个组织码", .danger, size: .large)
                        LinkButton("返回组织码管理", .join(.codes), size: .large)
                    }
                }
            }
        }.html
    }
}
