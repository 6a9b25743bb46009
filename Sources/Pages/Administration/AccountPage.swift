public import Domain
public import Markup
import Wording

/// One account: what it is, its roles, disabling it, and a one-time code for its user.
public struct AccountPage: Component, Sendable {
    public struct Model: Sendable {
        public let account: ManagedAccount
        public let managing: Refusal?
        public let assigning: Refusal?
        public let history: [(at: Instant, by: String, words: String)]
        /// Where it is logged in, as far as this administrator may end that.
        public let sessions: [SessionsPage.Row]
        /// The hand-overs in which it gives or takes.
        public let handovers: [DutyHandover]
        /// A code that was issued just now; shown this one time.
        public let code: String?
        /// What changing rights asks for.
        public let stepUp: StepUp

        public init(
            _ account: ManagedAccount, managing: Refusal?, assigning: Refusal?,
            history: [(at: Instant, by: String, words: String)], sessions: [SessionsPage.Row] = [],
            handovers: [DutyHandover] = [], code: String? = nil, stepUp: StepUp = .nothing
        ) {
            self.handovers = handovers
            (self.sessions, self.stepUp) = (sessions, stepUp)
            (self.account, self.managing, self.assigning) = (account, managing, assigning)
            (self.history, self.code) = (history, code)
        }
    }

    let frame: PageFrame
    let model: Model
    let form: FormState

    /// Names of the fields that give roles.
    public enum Field {
        public static let role = "role"

        /// The first day of a role.
        public static func from(_ role: Role) -> String { "from-\(role.rawValue)" }

        /// The last day of a role.
        public static func until(_ role: Role) -> String { "until-\(role.rawValue)" }
    }

    /// - Parameter form: the fields of `Field`, and those of `StepUpCard`.
    public init(_ frame: PageFrame, _ model: Model, form: FormState) {
        (self.frame, self.model, self.form) = (frame, model, form)
    }

    private var account: ManagedAccount { model.account }
    private var id: ID<Account> { account.account.id }

    /// The roles as the form that gives them shows them first.
    public static func fields(_ grants: [RoleGrant]) -> [String: [String]] {
        var fields = [Field.role: grants.map(\.role.rawValue)]
        for grant in grants {
            fields[Field.from(grant.role)] = grant.from.map { [$0.description] }
            fields[Field.until(grant.role)] = grant.until.map { [$0.description] }
        }
        return fields
    }

    static func words(_ grants: [RoleGrant]) -> String { grants.map(\.wording).joined(separator: "、") }

    /// Every role with its days, and with what they mean today where it does not hold.
    @HTMLBuilder static func lines(_ grants: [RoleGrant], on today: CalendarDay) -> HTML {
        if grants.isEmpty { textOr(nil, "未分配") }
        for grant in grants {
            div {
                grant.wording
                switch grant.standing(on: today) {
                case .inForce: HTML()
                case .ahead:
                    " "
                    StateBadge(RoleGrant.Standing.ahead.wording, .now)
                case .over:
                    " "
                    StateBadge(RoleGrant.Standing.over.wording, .plain)
                }
            }
        }
    }

    static func badge(_ status: Account.Status) -> StateBadge {
        switch status {
        case .active: StateBadge(status.wording, .done)
        case .disabled: StateBadge(status.wording, .plain)
        }
    }

    public var html: HTML {
        Layout(
            frame,
            PageHead(
                "\(account.account.displayName)（\(account.account.name)）", tab: "账号 \(account.account.name)",
                above: [Crumb("系统管理"), Crumb("账号管理", .accounts)], here: account.account.name,
                facts: [HTML(account.unionName)]), current: .accounts, errors: form.errors, shape: .journey
        ) {
            if let code = model.code { issued(code) }
            Card("账号情况", id: "facts") {
                CheckAnswers([
                    .init("状态") { Self.badge(account.status) },
                    .init("角色") { Self.lines(account.grants, on: frame.made.day) },
                    .init("动态口令") { secondFactor },
                    .init("最近登录") { account.lastLoginAt?.htmlToTheMinute ?? textOr(nil, "从未登录") },
                    .init("锁定") {
                        if let until = account.lockedUntil, until > frame.made {
                            "锁定至 "
                            until.htmlToTheMinute
                        } else {
                            "没有锁定"
                        }
                    },
                ])
            }
            if model.assigning == nil { roles }
            if !model.sessions.isEmpty { sessions }
            if model.managing == nil { management }
            if !model.handovers.isEmpty { handovers }
            if !model.history.isEmpty { history }
        }
    }

    /// What could be handed over: what holds today or will.
    private var duty: [RoleGrant] { account.grants.lasting(on: frame.made.day) }

    private var secondFactor: String {
        switch account.secondFactor {
        case .inUse: "已启用"
        case .missing: "下次登录时设置"
        case .notNeeded: "不需要"
        }
    }

    private func issued(_ code: String) -> HTML {
        Callout("一次性代码已生成，只显示这一次", .good) {
            p { span(.class("secret")) { code } }
            p { "请用电话告诉本人。本人在登录页面点“已有一次性代码，去设置密码”，10 分钟内有效。该账号已全部退出，原动态口令已清除。" }
        }.html
    }

    private var roles: HTML {
        PostForm(to: .accountRoles(id), frame.tokens, .class("stack")) {
            HiddenField("version", String(account.version))
            Card("分配角色", id: "roles", note: "从下一次操作起生效") {
                div(.class("card-body stack")) {
                    CheckField(
                        Field.role, "角色", in: form, fitting.map { Choice($0.rawValue, $0.wording) },
                        hint: "系统、安全、审计管理员不能兼任其他角色。")
                    days
                }
            }
            StepUpCard(model.stepUp, in: form)
            div { SubmitButton("保存角色") }
        }.html
    }

    private var fitting: [Role] { Role.allCases.filter { $0.fits(account.kind) } }

    /// The days of each role that may be given here.
    private var days: HTML {
        let names = fitting.flatMap { [Field.from($0), Field.until($0)] }
        return details(.open(if: names.contains { !form[$0].isEmpty || form.errors[$0] != nil })) {
            summary { "设置有效期" }
            p(.class("hint")) { "起始日期不填，从今天起生效；截止日期不填，长期有效。截止日期当天仍然有效，次日起自动失效。" }
            for role in fitting {
                div(.class("form-grid")) {
                    DateField(Field.from(role), "\(role.wording)起始日期", in: form, need: .optional)
                    DateField(Field.until(role), "\(role.wording)截止日期", in: form, need: .optional)
                }
            }
        }
    }

    private var sessions: HTML {
        Card("现在登录的设备", id: "sessions", note: "强退后，该设备的下一次操作会回到登录页面") {
            DataTable(
                "现在登录的设备", model.sessions,
                columns: [
                    .head("设备") { SessionsPage.device($0.agent) }, .moment("登录时间") { $0.loggedInAt },
                    .moment("最近使用") { $0.seenAt }, .text("IP 地址") { $0.origin },
                    .actions { row in
                        PostForm(to: .access(.sessions(id)), frame.tokens) {
                            HiddenField("session", row.id.description)
                            SubmitButton(
                                "强退", .danger, size: .small,
                                .ariaLabel("强退 \(SessionsPage.device(row.agent))，\(row.origin)"))
                        }
                    },
                ])
            if model.sessions.count > 1 {
                div(.class("card-body")) {
                    PostForm(to: .access(.sessions(id)), frame.tokens) { SubmitButton("全部强退", .danger) }
                }
            }
        }.html
    }

    private var management: HTML {
        PostForm(to: .accountReset(id), frame.tokens, .class("stack")) {
            HiddenField("version", String(account.version))
            StepUpCard(model.stepUp, in: form)
            Card("管理账号", id: "management") {
                div(.class("card-body stack")) {
                    p { "本人忘记密码、更换手机或第一次登录时，生成一次性代码。生成后该账号全部退出，原密码在本人设置新密码前仍有效。" }
                    div(.class("row-gap")) {
                        SubmitButton("生成一次性代码", .plain)
                        if !duty.isEmpty, !duty.contains(where: \.role.isAdministrator) {
                            LinkButton("交接工作", .access(.handoverForm(id)))
                        }
                        switch account.status {
                        case .active: status("停用账号", .disabled, .danger)
                        case .disabled: status("恢复使用", .active, .plain)
                        }
                    }
                }
            }
        }.html
    }

    private func status(_ words: String, _ status: Account.Status, _ style: ButtonStyle) -> HTML {
        SubmitButton(
            words, style, .formAction(.accountStatus(id)), .name("status"), .value(status.rawValue)
        ).html
    }

    private var handovers: HTML {
        Card("交接", id: "handovers") {
            DataTable(
                "交接", model.handovers,
                columns: [
                    .head("交接") { handover in
                        a(.href(.access(.handover(handover.id)))) {
                            "\(HandoverPage.words(handover.from)) → \(HandoverPage.words(handover.to))"
                        }
                    },
                    .day("生效日期") { $0.day }, .state("状态") { HandoverPage.badge($0.status) },
                ])
        }.html
    }

    private var history: HTML {
        Card("办理记录", id: "history") {
            DataTable(
                "办理记录", model.history,
                columns: [
                    Column("时间", .line) { $0.at.htmlToTheMinute },
                    .text("办理人", absent: "命令行") { $0.by.isEmpty ? nil : $0.by }, .text("事项") { $0.words },
                ])
        }.html
    }
}
