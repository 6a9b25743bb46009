public import Markup

/// 首页 of an account to which no role has been given yet, or from which all have been taken.
public struct NoRolePage: Component, Sendable {
    let frame: PageFrame
    let union: String

    public init(_ frame: PageFrame, union: String) { (self.frame, self.union) = (frame, union) }

    public var html: HTML {
        Layout(frame, PageHead(union, here: "首页"), current: .home) {
            Callout("您的账号还没有角色，暂时不能办理业务", .warning) {
                p { "角色由安全管理员分配。请联系上级工会的安全管理员；分配后刷新本页，左侧会出现您能办理的事项。" }
            }
            div(.class("row-gap")) {
                LinkButton("刷新本页", .home, .primary)
                LinkButton("通知公告", .announcements)
            }
        }.html
    }
}
