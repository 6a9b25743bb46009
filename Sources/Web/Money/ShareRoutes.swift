import Domain
import Markup
import Pages
import UseCases
import Wording

/// 保障金额设置 of the district.
struct ShareRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/shares", .requires(.setShares)) { exchange in
            let page = try await Shares(exchange.platform).page(try exchange.occasion())
            return .page(
                SharesPage(
                    exchange.frame(.workbench), district: page.district.name, page.year, page.settings,
                    refusal: page.refusal
                ).html)
        }
        table.get("/shares/:plan", .requires(.setShares)) { exchange in
            try await Self.page(exchange)
        }
        table.post("/shares/:plan", .requires(.setShares)) { exchange in
            try await Self.set(exchange, unitCode: nil)
        }
        table.post("/shares/:plan/units", .requires(.setShares)) { exchange in
            guard let code = exchange.form.text("code") else {
                return try await Self.page(exchange, exception: exchange.state(.one("code", "请填写单位的组织机构代码")))
            }
            return try await Self.set(exchange, unitCode: code)
        }
        table.post("/shares/:plan/units/:unit/removal", .requires(.setShares)) { exchange in
            let position = try exchange.number("plan")
            let receipt = try await Shares(exchange.platform).removeException(
                try exchange.occasion(), position: position, unit: try exchange.id("unit"), shown: Self.shown(exchange))
            try await exchange.flash("\(receipt.unitName ?? "")已恢复默认比例。\(receipt.notices)")
            return .seeOther(Path.share(.plan(position)).url)
        }
    }

    private static func shown(_ exchange: Exchange) -> Money {
        Money(fen: Int64(exchange.form["shown"]) ?? -1)
    }

    /// - Parameters:
    ///   - form: the default as it was typed and refused; nil shows what is kept.
    ///   - exception: the same for a unit's own split.
    private static func page(
        _ exchange: Exchange, form: FormState? = nil, exception: FormState? = nil
    ) async throws -> Answer {
        let sheet = try await Shares(exchange.platform).sheet(
            try exchange.occasion(), position: try exchange.number("plan"))
        let rates = sheet.setting.rates
        let kept = FormState([
            ShareField.district.rawValue: [rates.district.decimalText],
            ShareField.base.rawValue: [rates.base.decimalText],
        ])
        let page = ShareSettingPage(
            exchange.frame(.workbench),
            ShareSheet(
                district: sheet.page.district.name, year: sheet.page.year, position: sheet.position,
                setting: sheet.setting, changes: sheet.changes, openLists: sheet.openLists,
                refusal: sheet.page.refusal),
            form: form ?? kept,
            exception: FormState(exception?.values ?? [:], errors: exception?.errors ?? .none, prefix: "unit-"))
        return .page(page.html, status: form == nil && exception == nil ? 200 : 422)
    }

    private static func set(_ exchange: Exchange, unitCode: String?) async throws -> Answer {
        let position = try exchange.number("plan")
        let fields = exchange.form
        func refused(_ errors: FieldErrors) async throws -> Answer {
            let state = exchange.state(errors)
            return unitCode == nil
                ? try await page(exchange, form: state) : try await page(exchange, exception: state)
        }
        do {
            let receipt = try await Shares(exchange.platform).set(
                try exchange.occasion(),
                Shares.Request(
                    position: position, district: fields[ShareField.district.rawValue],
                    base: fields[ShareField.base.rawValue], unitCode: unitCode, shown: shown(exchange)))
            try await exchange.flash("\(receipt.unitName ?? "默认比例")已保存。\(receipt.notices)")
            return .seeOther(Path.share(.plan(position)).url)
        } catch let refusal as ShareRefusal {
            var errors = FieldErrors()
            for problem in refusal.problems { errors.add(problem.field.rawValue, problem.wording) }
            return try await refused(errors)
        } catch let refusal as Refusal {
            switch refusal {
            case .unitUnknown, .unitAmbiguous: return try await refused(.one("code", refusal.wording))
            default: throw refusal
            }
        }
    }
}

extension Shares.Receipt {
    fileprivate var notices: String {
        repriced == 0 ? "" : "\(repriced.grouped) 个单位的名单已生成新版本和新的告知书。"
    }
}
