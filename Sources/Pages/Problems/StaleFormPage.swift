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
    var shown: [String] {
        fields.map(\.value).filter { value in value.unicodeScalars.contains { $0.value > 127 } || value.count > 3 }
    }
}

/// 403 with nothing lost: the form was of an older login; its content stands here and can be sent again.
public struct StaleFormPage: Component, Sendable {
    let frame: PageFrame
    let typed: TypedForm

    public init(_ frame: PageFrame, _ typed: TypedForm) { (self.frame, self.typed) = (frame, typed) }

    public var html: HTML {
        Layout(frame, PageHead("页面已过期，还没有提交")) {
            section(.class("card"), .ariaLabel("说明")) {
                div(.class("card-body prose")) {
                    p { "您在打开这个页面之后重新登录过，这次操作没有执行，填写的内容没有丢失。" }
                    if !typed.shown.isEmpty {
                        p { "您填写的内容：" }
                        ul { for value in typed.shown { li { value } } }
                    }
                    switch typed.lack {
                    case .nothing:
                        p { "内容无误，请重新提交；如不是您填写的，请不要提交。" }
                        PostForm(to: typed.url, frame.tokens) {
                            for field in typed.fields { HiddenField(field.name, field.value) }
                            div(.class("row-gap mt-3")) {
                                SubmitButton("重新提交")
                                LinkButton("不提交，回到首页", .home)
                            }
                        }
                    case .something:
                        p { "文件和密码需要重新选择或输入。请返回原页面，刷新后再填写一次。" }
                        div(.class("row-gap mt-3")) { LinkButton("回到首页", .home, .primary) }
                    }
                }
            }
        }
    }
}
