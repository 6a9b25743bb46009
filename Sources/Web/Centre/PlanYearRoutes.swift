import Domain
import Markup
import Pages
import UseCases
import Wording

/// 保障年度管理 of the centre.
struct PlanYearRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/plan-years", .requires(.managePlanYears)) { exchange in
            try await Self.list(exchange, FormState(), status: 200)
        }
        table.post("/plan-years", .requires(.managePlanYears)) { exchange in
            try await Self.create(exchange)
        }
        table.get("/plan-years/:year", .requires(.managePlanYears)) { exchange in
            try await Self.page(exchange, nil, status: 200)
        }
        table.post("/plan-years/:year", .requires(.managePlanYears)) { exchange in
            try await Self.save(exchange)
        }
        table.get("/plan-years/:year/publication", .requires(.managePlanYears)) { exchange in
            try await Self.publication(exchange, FormState(), status: 200)
        }
        table.post("/plan-years/:year/publication", .requires(.managePlanYears)) { exchange in
            try await Self.publish(exchange)
        }
        table.get("/plan-years/:year/extensions", .requires(.managePlanYears)) { exchange in
            try await Self.extensions(exchange, FormState(), status: 200)
        }
        table.post("/plan-years/:year/extensions", .requires(.managePlanYears)) { exchange in
            try await Self.extend(exchange)
        }
    }

    // MARK: The list

    private static func list(_ exchange: Exchange, _ form: FormState, status: Int) async throws -> Answer {
        let records = try await PlanYears(exchange.platform).list(try exchange.occasion())
        return .page(PlanYearsPage(exchange.frame(.workbench), records, form: form).html, status: status)
    }

    private static func create(_ exchange: Exchange) async throws -> Answer {
        guard let year = exchange.form.integer("year") else {
            return try await list(exchange, exchange.state(.one("year", "请输入年份，如 2025")), status: 422)
        }
        do {
            let made = try await PlanYears(exchange.platform).create(try exchange.occasion(), year)
            try await exchange.flash("\(made) 年度草稿已新建，请核对后发布。")
            return .seeOther(Path.centre(.planYear(made)).url)
        } catch let refusal as Refusal {
            switch refusal {
            case .yearExists, .yearOutOfRange:
                return try await list(exchange, exchange.state(.one("year", refusal.wording)), status: 422)
            default: throw refusal
            }
        }
    }

    // MARK: One year

    private static func sheet(_ exchange: Exchange) async throws -> PlanYearSheet {
        let sheet = try await PlanYears(exchange.platform).sheet(
            try exchange.occasion(), try exchange.number("year"))
        return PlanYearSheet(
            sheet.record, extensions: sheet.extensions, problems: sheet.problems,
            history: sheet.history.map {
                PlanYearSheet.Step(at: $0.at, account: $0.account, words: $0.act?.wording ?? "")
            })
    }

    /// - Parameter form: what was typed and refused; nil shows what is kept.
    private static func page(_ exchange: Exchange, _ form: FormState?, status: Int) async throws -> Answer {
        let sheet = try await sheet(exchange)
        let page = PlanYearPage(
            exchange.frame(.workbench), sheet, form: form ?? FormState(YearEntry(sheet.proposal)))
        return .page(page.html, status: status)
    }

    private static func save(_ exchange: Exchange) async throws -> Answer {
        let entry = YearEntry(exchange.form, year: try exchange.number("year"))
        do {
            _ = try await PlanYears(exchange.platform).save(
                try exchange.occasion(), entry, stamp: exchange.form.integer("stamp") ?? 0)
        } catch let refusal as YearRefusal {
            var errors = FieldErrors()
            for problem in refusal.problems { errors.add(problem.field.name, problem.wording) }
            return try await page(exchange, exchange.state(errors), status: 422)
        }
        try await exchange.flash("\(entry.year) 年度草稿已保存。")
        return .seeOther(Path.centre(.planYear(entry.year)).url)
    }

    // MARK: Publishing

    private static func publication(_ exchange: Exchange, _ form: FormState, status: Int) async throws -> Answer {
        let sheet = try await sheet(exchange)
        guard sheet.isReady else { return .seeOther(Path.centre(.planYear(try exchange.number("year"))).url) }
        return .page(
            PlanYearPublicationPage(exchange.frame(.workbench), sheet, form: form).html, status: status)
    }

    private static func publish(_ exchange: Exchange) async throws -> Answer {
        guard exchange.form["confirmed"] == "yes" else {
            return try await publication(
                exchange, exchange.state(.one("confirmed", "请先勾选确认")), status: 422)
        }
        let year = try await PlanYears(exchange.platform).publish(
            try exchange.occasion(), try exchange.number("year"), stamp: exchange.form.integer("stamp") ?? 0)
        try await exchange.flash("\(year) 年度已发布。")
        return .seeOther(Path.centre(.planYear(year)).url)
    }

    // MARK: Extensions

    private static func extensions(_ exchange: Exchange, _ form: FormState, status: Int) async throws -> Answer {
        let sheet = try await sheet(exchange)
        guard sheet.isPublished else { throw Refusal.notFound }
        return .page(WindowExtensionsPage(exchange.frame(.workbench), sheet, form: form).html, status: status)
    }

    private static func extend(_ exchange: Exchange) async throws -> Answer {
        let form = exchange.form
        let code = form.text("code")
        let activities = form.all("activity").compactMap(Activity.init)
        let through = CalendarDay(form["through"].trimmed)
        var errors = FieldErrors()
        if activities.isEmpty { errors.add("activity", "请选择要调整的环节") }
        switch form["scope"] {
        case "all": break
        case "union": if code == nil { errors.add("code", "请填写工会编号") }
        default: errors.add("scope", "请选择适用范围")
        }
        if through == nil { errors.add("through", Refusal.dayMissing.wording) }
        if form.text("reason") == nil { errors.add("reason", Refusal.reasonMissing.wording) }
        guard errors.isEmpty else { return try await extensions(exchange, exchange.state(errors), status: 422) }
        let request = PlanYears.Extension(
            year: try exchange.number("year"), activities: activities,
            unionCode: form["scope"] == "all" ? nil : code, through: through,
            reason: form["reason"])
        do {
            let name = try await PlanYears(exchange.platform).extend(try exchange.occasion(), request)
            try await exchange.flash("新的截止日已保存，适用于\(name)\(request.unionCode == nil ? "（全市）" : "及其下级")。")
            return .seeOther(Path.centre(.planYearExtensions(request.year)).url)
        } catch let refusal as Refusal {
            let errors = FieldErrors.one(try Self.field(of: refusal), refusal.wording)
            return try await extensions(exchange, exchange.state(errors), status: 422)
        }
    }

    /// The field of the form that a refusal speaks of; any other refusal is no matter of the form.
    private static func field(of refusal: Refusal) throws(Refusal) -> String {
        switch refusal {
        case .nothingSelected: "activity"
        case .dayMissing, .extensionBeforeWindow, .extensionPastNext: "through"
        case .reasonMissing: "reason"
        case .unionUnknown, .extensionLevel: "code"
        default: throw refusal
        }
    }
}

extension FormState {
    /// A kept year as the form shows it.
    init(_ entry: YearEntry) {
        var values: [String: [String]] = [:]
        for (field, text) in entry.texts { values[field.name] = [text] }
        for (row, categories) in entry.categories {
            values[YearField.categories(row).name] = categories.map(\.rawValue).sorted()
        }
        self.init(values)
    }
}

extension YearEntry {
    init(_ form: Form, year: Int) {
        let rows = 0..<YearProposal.planLimit
        var texts: [YearField: String] = [:]
        for field in YearField.ofYear + rows.flatMap(YearField.ofPlan) { texts[field] = form[field.name] }
        var categories: [Int: Set<MemberCategory>] = [:]
        for row in rows {
            categories[row] = Set(form.all(YearField.categories(row).name).compactMap(MemberCategory.init))
        }
        self.init(year: year, texts: texts, categories: categories)
    }
}

extension PlanYears.Act {
    fileprivate var wording: String {
        switch self {
        case .create: "新建草稿"
        case .save: "保存草稿"
        case .publish: "发布"
        case .extend: "调整办理时间"
        }
    }
}
