import Domain
import Markup
import Pages
import UseCases
import Wording

/// 收款台账 and the bank statements behind it (domain 5.6).
struct LedgerRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/ledger", .requires(.keepLedger)) { exchange in
            try await Self.list(exchange, FormState(), status: 200)
        }
        table.post("/ledger/statements", .requires(.keepLedger), .file) { exchange in try await Self.upload(exchange) }
        table.get("/ledger/statements/:statement", .requires(.keepLedger)) { exchange in
            try await Self.sheet(exchange, FormState(), status: 200)
        }
        table.post("/ledger/statements/:statement/sure", .requires(.keepLedger)) { exchange in
            let id: ID<BankStatement> = try exchange.id("statement")
            do {
                let booked = try await Ledger(exchange.platform).bookSure(
                    try exchange.occasion(), id, expected: exchange.form.integer("expected") ?? -1)
                try await exchange.flash("已入账 \(booked.grouped) 行。")
                return .seeOther(Path.ledger(.statement(id)).url)
            } catch Refusal.countChanged(_, let actual) {
                return try await Self.sheet(
                    exchange, exchange.state(.general("可以确定的行已变为 \(actual) 行，请核对后再入账。")), status: 422)
            }
        }
        table.post("/ledger/statements/:statement/bookings", .requires(.keepLedger)) { exchange in
            try await Self.decide(exchange)
        }
        table.get("/ledger/lines/:line/undoing", .requires(.keepLedger)) { exchange in
            try await Self.undoPage(exchange, FormState(), status: 200)
        }
        table.post("/ledger/lines/:line/undoing", .requires(.keepLedger)) { exchange in
            do {
                let statement = try await Ledger(exchange.platform).undo(
                    try exchange.occasion(), try exchange.id("line"), reason: exchange.form["reason"])
                try await exchange.flash("已撤销，这一行重新变为待入账。")
                return .seeOther(Path.ledger(.statement(statement)).url)
            } catch Refusal.reasonMissing {
                return try await Self.undoPage(
                    exchange, exchange.state(.one("reason", Refusal.reasonMissing.wording)), status: 422)
            } catch let refusal as BookingRefusal {
                try await exchange.flash(refusal.wording)
                return .seeOther(Path.ledger(.list).url)
            }
        }
    }

    private static func list(_ exchange: Exchange, _ form: FormState, status: Int) async throws -> Answer {
        let occasion = try exchange.occasion()
        let page = try await Ledger(exchange.platform).page(occasion, year: exchange.query.integer("year"))
        let model = LedgerPage.Model(
            union: occasion.actor.unionName, receivables: page.receivables, year: page.year, years: page.years,
            statements: page.statements, payer: occasion.actor.kind == .cityFederation ? "区局（产业）" : "单位")
        return .page(LedgerPage(exchange.frame(.workbench), model, form: form).html, status: status)
    }

    private static func upload(_ exchange: Exchange) async throws -> Answer {
        guard let file = exchange.form.file("file"), !file.bytes.isEmpty else {
            return try await list(exchange, exchange.state(.one("file", "请选择银行明细文件")), status: 422)
        }
        do {
            let id = try await Ledger(exchange.platform).upload(
                try exchange.occasion(), file: file.bytes, name: file.name)
            return .seeOther(Path.ledger(.statement(id)).url)
        } catch let refusal as BankFileRefusal {
            return try await list(exchange, exchange.state(.one("file", refusal.wording)), status: 422)
        }
    }

    private static func sheet(_ exchange: Exchange, _ form: FormState, status: Int) async throws -> Answer {
        let sheet = try await Ledger(exchange.platform).sheet(
            try exchange.occasion(), try exchange.id("statement"))
        let page = StatementPage(
            exchange.frame(.workbench), sheet.statement, sheet.lines.map { StatementPage.Line($0.entry, $0.proposal) },
            receivables: sheet.receivables, form: form)
        return .page(page.html, status: status)
    }

    private static func decide(_ exchange: Exchange) async throws -> Answer {
        let id: ID<BankStatement> = try exchange.id("statement")
        var decisions: [ID<BankEntry>: BankDecision] = [:]
        for field in exchange.form.values where field.name.hasPrefix(StatementPage.prefix) {
            guard let line = ID<BankEntry>(String(field.name.dropFirst(StatementPage.prefix.count))),
                let decision = BankDecision(field.value)
            else { continue }
            decisions[line] = decision
        }
        do {
            let settled = try await Ledger(exchange.platform).decide(try exchange.occasion(), id, decisions)
            try await exchange.flash("已处理 \(settled.grouped) 行。")
            return .seeOther(Path.ledger(.statement(id)).url)
        } catch let refusal as BookingRefusal {
            return try await sheet(exchange, exchange.state(.general(refusal.wording)), status: 422)
        } catch Refusal.nothingSelected {
            return try await sheet(exchange, exchange.state(.general("请至少为一行选择入账的单位。")), status: 422)
        }
    }

    private static func undoPage(_ exchange: Exchange, _ form: FormState, status: Int) async throws -> Answer {
        let found = try await Ledger(exchange.platform).line(try exchange.occasion(), try exchange.id("line"))
        guard found.entry.standing != .open else { return .seeOther(Path.ledger(.statement(found.statement)).url) }
        return .page(
            BookingUndoPage(exchange.frame(.workbench), found.entry, of: found.statement, form: form).html,
            status: status)
    }
}
