public import Domain
public import Markup
import Wording

/// 账号管理: the accounts of one's subtree.
public struct AccountsPage: Component, Sendable {
    /// What the administrator may do here.
    public enum Tools: Sendable {
        case look, create
    }

    /// Names of the query's fields.
    public enum Field {
        public static let name = "account"
        public static let union = "union"
        public static let role = "role"
        public static let status = "status"
    }

    /// The choice of accounts that wait for a role.
    public static let noRole = "none"
    /// The choice of accounts that lose a role soon.
    public static let endingRole = "ending"

    let frame: PageFrame
    let rows: [ManagedAccount]
    let window: PageWindow
    let tools: Tools
    let filter: AccountFilter

    public init(
        _ frame: PageFrame, _ rows: [ManagedAccount], _ window: PageWindow, _ tools: Tools,
        filter: AccountFilter = AccountFilter()
    ) {
        (self.frame, self.rows, self.window, self.tools, self.filter) = (frame, rows, window, tools, filter)
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead("账号管理", above: [Crumb("系统管理")], facts: [HTML("本级及下级工会的账号")]) {
                if tools == .create { LinkButton("新建账号", .accountNew, .primary, icon: .plus) }
            }, current: .accounts
        ) {
            section(.class("card"), .ariaLabel("筛选")) { search }
            section(.class("card"), .ariaLabel("账号")) {
                ListBar(window.caption)
                DataTable("账号", rows, blank: blank, columns: columns)
                Pager(window) { number, size in
                    Path.accounts.url(
                        query: fields + [(name: "page", value: String(number)), (name: "size", value: String(size))])
                }
            }
        }
    }

    // MARK: Filter

    /// What is looked for, as the address says it.
    private var fields: [(name: String, value: String)] {
        let role: String? =
            switch filter.holding {
            case nil: nil
            case .role(let role)?: role.rawValue
            case .nothing?: Self.noRole
            case .ending?: Self.endingRole
            }
        let fields: [(name: String, value: String?)] = [
            (Field.name, filter.name), (Field.union, filter.union), (Field.role, role),
            (Field.status, filter.status?.rawValue),
        ]
        return fields.compactMap { field in field.value.map { (name: field.name, value: $0) } }
    }

    private var search: HTML {
        var form = FormState()
        for field in fields { form[field.name] = field.value }
        return FilterForm(.accounts, .address) {
            TextField(Field.name, "账号", in: form, .search)
            TextField(Field.union, "工会名称或编号", in: form, .search)
            SelectField(
                Field.role, "角色", in: form,
                Role.allCases.map { Choice($0.rawValue, $0.wording) } + [
                    Choice(Self.noRole, "未分配"), Choice(Self.endingRole, "\(AccountFilter.noticeDays) 天内到期"),
                ], blank: "全部")
            SelectField(
                Field.status, "状态", in: form, Account.Status.allCases.map { Choice($0.rawValue, $0.wording) },
                blank: "全部")
        }.html
    }

    private var blank: Blank {
        if filter.isEmpty { return .nothingYet("还没有账号") { "新建账号后，由安全管理员分配角色。" } }
        return .noMatch("没有符合条件的账号") {
            "请减少条件；只查找本级及下级工会的账号。"
        } actions: {
            LinkButton("清除全部条件", .accounts)
        }
    }

    private var columns: [Column<ManagedAccount>] {
        [
            .head("账号") { row in a(.href(.account(row.account.id))) { row.account.name } },
            .text("使用人") { $0.account.displayName },
            Column("工会") { $0.unionName },
            Column("角色") { AccountPage.lines($0.grants.lasting(on: frame.made.day), on: frame.made.day) },
            .state("状态") { AccountPage.badge($0.status) },
            .moment("最近登录", absent: "从未登录") { $0.lastLoginAt },
        ]
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
