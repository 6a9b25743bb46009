public import Markup

/// What a person typed into a form that was not taken.
public struct TypedForm: Sendable {
    /// Whether something was sent that cannot be sent again from here.
    public enum Lack: Sendable {
        case nothing
        /// A file or a password.
        case something
    }

    let url: URLText
    let fields: [(name: String, value: String)]
    let lack: Lack

    public init(to url: URLText, fields: [(name: String, value: String)], lacks lack: Lack) {
        (self.url, self.fields, self.lack) = (url, fields, lack)
    }

    /// What is worth showing: not the keys and counters that a form carries for itself.
    public var shown: [String] {
        fields.map(\.value).filter { value in value.unicodeScalars.contains { $0.value > 127 } || value.count > 3 }
    }
}

/// Nothing is lost: the form was of an older login, or of one that had ended; its content stands here and can be sent again.
public struct StaleFormPage: Component, Sendable {
    /// Why it was not taken.
    public enum Reason: Sendable {
        /// Somebody has logged in again since the page was opened.
        case olderLogin
        /// The login had ended when it was sent; with the page that held the form, and so many minutes to send it again.
        case endedLogin(page: URLText?, minutes: Int64)
    }

    let frame: PageFrame
    let typed: TypedForm
    let reason: Reason
    let tokens: FormTokens

    /// - Parameter once: the one-time ticket, where the page may be shown twice and is to have one effect.
    public init(_ frame: PageFrame, _ typed: TypedForm, _ reason: Reason = .olderLogin, once: String? = nil) {
        (self.frame, self.typed, self.reason) = (frame, typed, reason)
        tokens = FormTokens(csrf: frame.tokens.csrf, once: once ?? frame.tokens.once)
    }

    public var html: HTML {
        Layout(frame, PageHead(title)) {
            section(.class("card"), .ariaLabel("说明")) {
                div(.class("card-body prose")) {
                    p { why }
                    if !typed.shown.isEmpty {
                        p { "您填写的内容：" }
                        ul { for value in typed.shown { li { value } } }
                    }
                    switch typed.lack {
                    case .nothing:
                        p { "内容无误，请重新提交；如不是您填写的，请不要提交。" }
                        PostForm(to: typed.url, tokens) {
                            for field in typed.fields { HiddenField(field.name, field.value) }
                            div(.class("row-gap mt-3")) {
                                SubmitButton("重新提交")
                                LinkButton("不提交，回到首页", home)
                            }
                        }
                    case .something:
                        p { "文件和密码需要重新选择或输入。请返回原页面，刷新后再填写一次。" }
                        div(.class("row-gap mt-3")) { back }
                    }
                }
            }
        }
    }

    private var home: Path { frame.platform == .selfService ? .own(.home) : .home }

    private var title: String {
        switch reason {
        case .olderLogin: "页面已过期，还没有提交"
        case .endedLogin: "刚才的内容还没有提交"
        }
    }

    private var why: String {
        switch reason {
        case .olderLogin: "您在打开这个页面之后重新登录过，这次操作没有执行，填写的内容没有丢失。"
        case .endedLogin(_, let minutes):
            "提交时登录已经结束，这次操作没有执行，填写的内容没有丢失，为您暂存 \(minutes) 分钟。"
        }
    }

    @HTMLBuilder private var back: HTML {
        switch reason {
        case .endedLogin(let page?, _):
            LinkButton("返回原页面重新填写", page, .primary)
            LinkButton("回到首页", home)
        case .endedLogin(nil, _), .olderLogin: LinkButton("回到首页", home, .primary)
        }
    }
}
