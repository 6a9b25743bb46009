import Domain
import Markup
import Pages
import UseCases
import Wording

/// 缴费催办 of the district.
struct PaymentReminderRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/ledger/reminders", .requires(.remindPayments)) { exchange in
            try await Self.list(exchange, FormState(), status: 200)
        }
        table.post("/ledger/reminders", .requires(.remindPayments)) { exchange in
            try await Self.remind(exchange)
        }
        table.get("/ledger/reminders/:list", .requires(.remindPayments)) { exchange in
            try await Self.sheet(exchange, nil, status: 200)
        }
        table.post("/ledger/reminders/:list", .requires(.remindPayments)) { exchange in
            try await Self.recordCall(exchange)
        }
    }

    private static func list(_ exchange: Exchange, _ form: FormState, status: Int) async throws -> Answer {
        let occasion = try exchange.occasion()
        let page = try await PaymentReminders(exchange.platform).page(occasion, exchange.range)
        return .page(
            PaymentRemindersPage(
                exchange.frame(.workbench), union: occasion.actor.unionName, page.year, page.units,
                size: exchange.pageSize, form: form
            ).html, status: status)
    }

    private static func remind(_ exchange: Exchange) async throws -> Answer {
        let form = exchange.form
        let lists = form.all("list").compactMap { ID<UnitEnrolment>($0) }
        do {
            let reminded = try await PaymentReminders(exchange.platform).remind(
                try exchange.occasion(), form["everybody"] == "yes" ? .everybody : .lists(lists))
            try await exchange.flash(
                reminded == 0 ? "所选单位今天已提醒过或已缴清。" : "已提醒 \(reminded.grouped) 家单位缴费。")
            return .seeOther(Path.ledger(.reminders).url)
        } catch Refusal.nothingSelected {
            return try await list(exchange, FormState(errors: .general("请先选择至少一家单位。")), status: 422)
        }
    }

    /// - Parameter form: what was typed and refused; nil shows the contact that is kept.
    private static func sheet(_ exchange: Exchange, _ form: FormState?, status: Int) async throws -> Answer {
        let sheet = try await PaymentReminders(exchange.platform).sheet(
            try exchange.occasion(), try exchange.id("list"))
        let contact = sheet.unit.contact
        let kept = FormState(["name": [contact?.name ?? ""], "phone": [contact?.phone.rawValue ?? ""]])
        return .page(
            PaymentReminderPage(
                exchange.frame(.workbench), year: sheet.year, sheet.unit, sheet.history, form: form ?? kept
            ).html, status: status)
    }

    private static func recordCall(_ exchange: Exchange) async throws -> Answer {
        let form = exchange.form
        let id: ID<UnitEnrolment> = try exchange.id("list")
        let contact: UnitContact
        do throws(Refusal) {
            contact = try UnitContact(name: form["name"], phone: form["phone"])
        } catch {
            guard case .contactIncomplete(let fields) = error else { throw error }
            var errors = FieldErrors()
            if fields.contains(.name) { errors.add("name", "请填写联系人姓名") }
            if fields.contains(.phone) { errors.add("phone", "请填写 11 位手机号，如 19900000001") }
            return try await sheet(exchange, exchange.state(errors), status: 422)
        }
        do {
            try await PaymentReminders(exchange.platform).recordCall(
                try exchange.occasion(), id, contact: contact, note: form["note"])
        } catch Refusal.alreadyPaid {
            return try await sheet(exchange, exchange.state(.general(Refusal.alreadyPaid.wording)), status: 422)
        }
        try await exchange.flash("电话催办已登记。")
        return .seeOther(Path.ledger(.reminder(id)).url)
    }
}
