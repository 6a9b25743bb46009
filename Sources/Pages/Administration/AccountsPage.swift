public import Domain
public import Markup
import Wording

/// 账号管理: the accounts of one's subtree.
public struct AccountsPage: Component, Sendable {
    /// What the administrator may do here.
    public enum Tools: Sendable {
        case look, create
    }

    let frame: PageFrame
    let rows: [ManagedAccount]
    let window: PageWindow
    let tools: Tools

    public init(_ frame: PageFrame, _ rows: [ManagedAccount], _ window: PageWindow, _ tools: Tools) {
        (self.frame, self.rows, self.window, self.tools) = (frame, rows, window, tools)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("账号管理", above: [Crumb("系统管理")], facts: [HTML("本级及下级工会的账号")]) {
                if tools == .create { LinkButton("新建账号", .accountNew, .primary, icon: .plus) }
            }, current: .accounts
        ) {
            section(.class("card"), .ariaLabel("账号")) {
                ListBar(window.caption)
                DataTable(
                    "账号", rows,
                    blank: .nothingYet("还没有账号") { "新建账号后，由安全管理员分配角色。" },
                    columns: [
                        .head("账号") { row in a(.href(.account(row.account.id))) { row.account.name } },
                        .text("使用人") { $0.account.displayName },
                        Column("工会") { $0.unionName },
                        Column("角色") { textOr($0.roles.isEmpty ? nil : AccountPage.words($0.roles), "未分配") },
                        .state("状态") { AccountPage.badge($0.status) },
                        .moment("最近登录", absent: "从未登录") { $0.lastLoginAt },
                    ])
                Pager(window) { number, size in
                    Path.accounts.url(("page", String(number)), ("size", String(size)))
                }
            }
        }
    }
}

/// 新建账号.
public struct NewAccountPage: Component, Sendable {
    let frame: PageFrame
    let form: FormState

    /// - Parameter form: fields `name`, `display-name`, `union`.
    public init(_ frame: PageFrame, _ form: FormState) { (self.frame, self.form) = (frame, form) }

    public var html: HTML {
        Layout(
            frame, PageHead("新建账号", above: [Crumb("系统管理"), Crumb("账号管理", .accounts)]), current: .accounts,
            errors: form.errors, shape: .journey
        ) {
            PostForm(to: .accounts, frame.tokens, .class("card form-narrow")) {
                div(.class("card-body stack")) {
                    TextField("name", "账号", in: form, hint: "3 至 32 个小写字母、数字、- 或 _，以字母开头。")
                    TextField("display-name", "使用人姓名", in: form, hint: "一个账号只给一个人使用。")
                    TextField("union", "所属工会编号", in: form, .number, hint: "本级或下级工会的 12 位编号。")
                    p(.class("muted small")) { "新账号没有角色，由安全管理员分配；登录前须由您生成一次性代码，本人凭代码设置密码。" }
                    div(.class("row-gap")) {
                        SubmitButton("创建账号")
                        LinkButton("返回账号管理", .accounts)
                    }
                }
            }
        }
    }
}
