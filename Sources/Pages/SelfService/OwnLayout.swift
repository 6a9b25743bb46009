import Markup

/// A page of the member himself: narrow, no menu, the way back and the way out at the end.
struct OwnLayout: Component {
    let frame: PageFrame
    let heading: PageHead
    let errors: FieldErrors
    let content: HTML

    init(
        _ frame: PageFrame, _ heading: PageHead, errors: FieldErrors = .none, @HTMLBuilder content: () -> HTML
    ) {
        (self.frame, self.heading, self.errors, self.content) = (frame, heading, errors, content())
    }

    var html: HTML {
        Layout(frame, heading, errors: errors) {
            div(.class("own stack")) {
                content
                if let member = frame.member {
                    PostForm(to: .own(.logout), frame.tokens, .class("own-foot")) {
                        span { "\(member)，您已登录" }
                        SubmitButton("退出登录", .plain, icon: .logout)
                    }
                }
            }
        }
    }

    static let home = Crumb("会员本人服务", .own(.home))
}
