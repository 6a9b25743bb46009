import Domain
import Pages
import UseCases
import Wording

/// 账号管理 (domain, section 2): accounts of one's subtree.
struct AccountRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/accounts", .requires(.viewAccounts)) { exchange in
            let filter = Self.filter(exchange.query)
            let accounts = try await Accounts(exchange.platform).list(
                exchange.range, matching: filter, try exchange.occasion())
            let window = PageWindow(
                number: exchange.query.integer("page") ?? 1, size: exchange.pageSize, total: accounts.total)
            let mayCreate = try exchange.actor().authority.includes(.manageAccounts)
            let page = AccountsPage(
                exchange.frame(.organisation), accounts.entries, window, mayCreate ? .create : .look, filter: filter)
            return .page(page.html)
        }
        table.get("/accounts/new", .requires(.manageAccounts)) { exchange in
            .page(NewAccountPage(exchange.frame(.organisation), FormState()).html)
        }
        table.post("/accounts", .requires(.manageAccounts)) { exchange in try await Self.open(exchange) }
        table.get("/accounts/:account", .requires(.viewAccounts)) { exchange in
            try await Self.page(exchange, code: nil, errors: .none)
        }
        table.post("/accounts/:account/roles", .requires(.manageRoles)) { exchange in
            try await Self.assign(exchange)
        }
        table.post("/accounts/:account/status", .requires(.manageAccounts)) { exchange in
            try await Self.setStatus(exchange)
        }
        table.post("/accounts/:account/sessions", .requires(.endSessions)) { exchange in
            let id: ID<Account> = try exchange.id("account")
            let session = try exchange.form.text("session").map { text in
                guard let session = ID<Session>(text) else { throw Refusal.notFound }
                return session
            }
            try await Accounts(exchange.platform).endSessions(of: id, session, try exchange.occasion())
            try await exchange.flash("已强退，该设备的下一次操作会回到登录页面。")
            return .seeOther(Path.account(id).url)
        }
        table.post("/accounts/:account/reset", .requires(.manageAccounts)) { exchange in
            try await Self.issueCode(exchange)
        }
    }

    private static func filter(_ query: Form) -> AccountFilter {
        typealias Field = AccountsPage.Field
        let holding: AccountFilter.Holding? =
            switch query[Field.role] {
            case AccountsPage.noRole: .nothing
            case AccountsPage.endingRole: .ending
            case let role: Role(rawValue: role).map { .role($0) }
            }
        return AccountFilter(
            name: query.text(Field.name), union: query.text(Field.union), holding: holding,
            status: Account.Status(rawValue: query[Field.status]))
    }

    private static func open(_ exchange: Exchange) async throws -> Answer {
        let form = exchange.form
        var errors = FieldErrors()
        do {
            let id = try await Accounts(exchange.platform).open(
                name: form["name"].trimmed, displayName: form["display-name"].trimmed,
                unionCode: form["union"].trimmed, try exchange.occasion())
            try await exchange.flash("账号已创建。请由安全管理员分配角色，并生成一次性代码交给本人。")
            return .seeOther(Path.account(id).url)
        } catch let found as AccountProblems {
            for problem in found.problems { errors.add(field(of: problem), problem.wording) }
        }
        return .page(NewAccountPage(exchange.frame(.organisation), exchange.state(errors)).html, status: 422)
    }

    private static func field(of problem: AccountProblem) -> String {
        switch problem {
        case .nameShape, .nameTaken: "name"
        case .displayNameMissing: "display-name"
        case .unionUnknown: "union"
        case .roleDoesNotFit, .rolesExclude: AccountPage.Field.role
        case .roleEndsBeforeItBegins(let role), .roleIsOver(let role, _): AccountPage.Field.until(role)
        }
    }

    /// Who acts on the account of the address, having proved anew who he is; nil with the mistake when he has not.
    ///
    /// - Throws: `Refusal` when the account is not his to act on, before anything is asked of him.
    private static func confirmed(
        _ exchange: Exchange, for action: Action, _ errors: inout FieldErrors
    ) async throws -> Occasion? {
        let occasion = try exchange.occasion()
        let sheet = try await Accounts(exchange.platform).find(try exchange.id("account"), occasion)
        if let refusal = sheet.account.refusal(of: action, by: occasion.actor) { throw refusal }
        return try await exchange.confirmedOccasion(for: action, &errors)
    }

    private static func issueCode(_ exchange: Exchange) async throws -> Answer {
        var errors = FieldErrors()
        guard let occasion = try await confirmed(exchange, for: .manageAccounts, &errors) else {
            return try await page(exchange, code: nil, errors: errors)
        }
        let code = try await Accounts(exchange.platform).issueCode(for: try exchange.id("account"), occasion)
        return try await page(exchange, code: code, errors: .none)
    }

    private static func assign(_ exchange: Exchange) async throws -> Answer {
        let id: ID<Account> = try exchange.id("account")
        var errors = FieldErrors()
        guard let occasion = try await confirmed(exchange, for: .manageRoles, &errors) else {
            return try await page(exchange, code: nil, errors: errors)
        }
        let grants = wishes(exchange.form, &errors)
        guard errors.isEmpty else { return try await page(exchange, code: nil, errors: errors) }
        do {
            try await Accounts(exchange.platform).assign(
                grants, to: id, version: exchange.form.integer("version") ?? 0, occasion)
        } catch let found as AccountProblems {
            for problem in found.problems { errors.add(field(of: problem), problem.wording) }
            return try await page(exchange, code: nil, errors: errors)
        }
        let today = CalendarDay.of(exchange.now)
        let isAhead = grants.contains { $0.standing(on: today) == .ahead }
        try await exchange.flash(isAhead ? "角色已保存，从各自的起始日期起生效。" : "角色已保存，从该账号的下一次操作起生效。")
        return .seeOther(Path.account(id).url)
    }

    /// The chosen roles with their days; those of a role that is not chosen do not matter.
    private static func wishes(_ form: Form, _ errors: inout FieldErrors) -> [RoleGrant] {
        func day(_ field: String) -> CalendarDay? {
            guard let text = form.text(field) else { return nil }
            let day = CalendarDay(text)
            if day == nil { errors.add(field, "请按 2024-01-08 的格式填写日期，或者不填") }
            return day
        }
        let chosen = Set(form.all(AccountPage.Field.role).compactMap(Role.init(rawValue:)))
        return Role.allCases.filter(chosen.contains).map { role in
            RoleGrant(role, from: day(AccountPage.Field.from(role)), until: day(AccountPage.Field.until(role)))
        }
    }

    private static func setStatus(_ exchange: Exchange) async throws -> Answer {
        let id: ID<Account> = try exchange.id("account")
        guard let status = Account.Status(rawValue: exchange.form["status"]) else { throw Refusal.nothingSelected }
        var errors = FieldErrors()
        guard let occasion = try await confirmed(exchange, for: .manageAccounts, &errors) else {
            return try await page(exchange, code: nil, errors: errors)
        }
        try await Accounts(exchange.platform).setStatus(
            status, of: id, version: exchange.form.integer("version") ?? 0, occasion)
        switch status {
        case .disabled: try await exchange.flash("账号已停用，已全部退出。")
        case .active: try await exchange.flash("账号已恢复使用。")
        }
        return .seeOther(Path.account(id).url)
    }

    /// The request that has brought a code has brought its proof too, which the session it began with does not know.
    private static func stepUp(_ exchange: Exchange, _ code: String?) async throws -> StepUp {
        code == nil ? try await exchange.stepUp() : .nothing
    }

    private static func page(_ exchange: Exchange, code: String?, errors: FieldErrors) async throws -> Answer {
        let sheet = try await Accounts(exchange.platform).find(try exchange.id("account"), try exchange.occasion())
        let model = AccountPage.Model(
            sheet.account, managing: sheet.managing, assigning: sheet.assigning,
            history: sheet.history.map { (at: $0.at, by: $0.account, words: $0.event.words) },
            sessions: sheet.sessions.map {
                SessionsPage.Row(
                    id: $0.id, loggedInAt: $0.loggedInAt, seenAt: $0.seenAt, origin: $0.origin, agent: $0.agent,
                    place: .elsewhere)
            }, handovers: sheet.handovers, code: code, stepUp: try await stepUp(exchange, code))
        let form =
            errors.isEmpty
            ? FormState(AccountPage.fields(sheet.account.grants.lasting(on: CalendarDay.of(exchange.now))))
            : exchange.stateWithoutProof(errors)
        let page = AccountPage(exchange.frame(.organisation), model, form: form)
        return .page(page.html, status: errors.isEmpty ? 200 : 422)
    }
}

extension Accounts.Event {
    fileprivate var words: String {
        switch self {
        case .create: "创建账号"
        case .changeRoles: "变更角色"
        case .disable: "停用账号"
        case .enable: "恢复使用"
        case .issueCode: "生成一次性代码"
        case .redeemCode: "凭一次性代码设置密码"
        case .changePassword: "修改密码"
        case .setUpSecondFactor: "启用动态口令"
        case .endSession: "强退登录设备"
        case .stepUp: "再次确认身份"
        case .stepUpRefused: "再次确认身份没有通过"
        case .askHandover: "发起交接"
        case .withdrawHandover: "撤回交接"
        case .handedOver: "交接"
        case .takenOver: "确认接手"
        }
    }
}
