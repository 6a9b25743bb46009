public import Markup

/// Answers "go on" of the warning before a session ends; a script only looks at its status.
public struct SessionKeptPage: Component {
    let frame: PageFrame

    public init(_ frame: PageFrame) { self.frame = frame }

    public var html: HTML {
        Layout(frame, PageHead("登录已延续")) {
            section(.class("card"), .ariaLabel("说明")) {
                div(.class("card-body prose")) {
                    p { "您可以继续办理。返回上一页，没有保存的内容仍在原处。" }
                    p { a(.href(.home)) { "回到首页" } }
                }
            }
        }
    }
}
