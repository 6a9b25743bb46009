import Domain
import Markup
import Pages
import UseCases
import Wording

/// 登记名单导入 of the centre: upload, preview, decide.
struct RegisterRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/registers", .requires(.importRegister)) { exchange in
            try await Self.list(exchange, FormState(), status: 200)
        }
        table.post("/registers", .requires(.importRegister), .file) { exchange in
            try await Self.stage(exchange)
        }
        table.get("/registers/:id", .requires(.importRegister)) { exchange in
            try await Self.preview(exchange)
        }
        table.post("/registers/:id/application", .requires(.importRegister)) { exchange in
            let counts = try await RegisterLists(exchange.platform).apply(
                try exchange.occasion(), try exchange.id("id"))
            try await exchange.flash(
                "名单已导入：匹配会员 \(counts.matched.grouped) 人，\(counts.changed.grouped) 人的状态已改变。")
            return .seeOther(Path.centre(.registers).url)
        }
        table.get("/registers/:id/undoing", .requires(.importRegister)) { exchange in
            try await Self.undoing(exchange, FormState())
        }
        table.post("/registers/:id/undoing", .requires(.importRegister)) { exchange in
            try await Self.undo(exchange)
        }
        table.post("/registers/:id/discard", .requires(.importRegister)) { exchange in
            try await RegisterLists(exchange.platform).discard(try exchange.occasion(), try exchange.id("id"))
            try await exchange.flash("名单已放弃，没有会员受影响。")
            return .seeOther(Path.centre(.registers).url)
        }
    }

    private static func undoing(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let undoing = try await RegisterLists(exchange.platform).undoing(
            try exchange.occasion(), try exchange.id("id"))
        let page = RegisterUndoPage(
            exchange.frame(.workbench),
            RegisterUndoPage.Model(
                list: undoing.list, returning: undoing.returning, gone: undoing.gone, entries: undoing.entries,
                refusal: undoing.refusal), form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func undo(_ exchange: Exchange) async throws -> Answer {
        let field = RegisterUndoPage.Field.reason
        do {
            let list = try await RegisterLists(exchange.platform).undo(
                try exchange.occasion(), try exchange.id("id"), reason: exchange.form[field])
            try await exchange.flash("\(list.kind.wording)已撤销，名单上的人员已恢复为导入以前的状态。")
            return .seeOther(Path.centre(.registers).url)
        } catch Refusal.reasonMissing {
            return try await undoing(
                exchange, exchange.state(.one(field, "请填写撤销原因，最多 \(RegisterList.reasonLimit) 个字")))
        }
    }

    private static func list(_ exchange: Exchange, _ form: FormState, status: Int) async throws -> Answer {
        let page = try await RegisterLists(exchange.platform).page(try exchange.occasion())
        return .page(
            RegistersPage(exchange.frame(.workbench), page.lists, year: page.year, form: form).html, status: status)
    }

    private static func preview(_ exchange: Exchange) async throws -> Answer {
        let occasion = try exchange.occasion()
        let lists = RegisterLists(exchange.platform)
        let list = try await lists.find(occasion, try exchange.id("id"))
        guard list.status == .staged else { return .seeOther(Path.centre(.registers).url) }
        let year = try await lists.page(occasion).year
        return .page(RegisterPreviewPage(exchange.frame(.workbench), list, year: year).html)
    }

    private static func stage(_ exchange: Exchange) async throws -> Answer {
        let form = exchange.form
        var errors = FieldErrors()
        let kind = RegisterKind(rawValue: form["kind"])
        if kind == nil { errors.add("kind", "请选择名单种类") }
        let asOf = CalendarDay(form["as-of"].trimmed)
        if asOf == nil { errors.add("as-of", "请选择数据截止日") }
        let file = form.file("file")
        if file.map(\.bytes.isEmpty) ?? true { errors.add("file", "请选择名单文件") }
        guard errors.isEmpty, let kind, let file else {
            return try await list(exchange, exchange.state(errors), status: 422)
        }
        do {
            let id = try await RegisterLists(exchange.platform).stage(
                try exchange.occasion(), kind, asOf: asOf, file: file.bytes, name: file.name)
            return .seeOther(Path.centre(.register(id)).url)
        } catch let refusal as MemberFileRefusal {
            return try await list(exchange, exchange.state(.one("file", refusal.wording)), status: 422)
        } catch Refusal.registerDayAhead(let day, let today) {
            let words = Refusal.registerDayAhead(day, today: today).wording
            return try await list(exchange, exchange.state(.one("as-of", words)), status: 422)
        }
    }
}
