import Domain
import Markup
import Pages
import UseCases
import Wording

/// 批量修改证件到期日: upload, preview, decide.
struct ExpirySheetRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/cards/expiry-sheets", .requires(.orderCards)) { exchange in
            try await exchange.workbench { try await Self.list(exchange, FormState()) }
        }
        table.post("/cards/expiry-sheets", .requires(.orderCards), .file) { exchange in
            try await exchange.workbench { try await Self.stage(exchange) }
        }
        table.get("/cards/expiry-sheets/template", .requires(.orderCards), .file) { exchange in
            try await exchange.workbench {
                let template = try await ExpirySheets(exchange.platform).template(
                    enterprise: exchange.visit?.enterprise?.id, try exchange.occasion())
                return .download(
                    Answer.File(
                        name: ExpiryColumns.fileName(template.unit.name), mediaType: MediaType.xlsx,
                        bytes: template.bytes))
            }
        }
        table.get("/cards/expiry-sheets/:sheet", .requires(.orderCards)) { exchange in
            try await Self.preview(exchange)
        }
        table.get("/cards/expiry-sheets/:sheet/refused", .requires(.orderCards), .file) { exchange in
            let file = try await ExpirySheets(exchange.platform).refusedRows(
                try exchange.id("sheet", ExpirySheet.self), try exchange.occasion())
            return .download(Answer.File(name: file.name, mediaType: MediaType.xlsx, bytes: file.bytes))
        }
        table.post("/cards/expiry-sheets/:sheet/application", .requires(.orderCards)) { exchange in
            let id = try exchange.id("sheet", ExpirySheet.self)
            let counts = try await ExpirySheets(exchange.platform).apply(
                id, expected: exchange.form.integer("expected") ?? 0, try exchange.occasion())
            try await exchange.flash(
                "已修改 \(counts.changes.grouped) 人的证件到期日，不变 \(counts.unchanged.grouped) 人，未采用 \(counts.refused.grouped) 行。"
            )
            return .seeOther(Path.expirySheet(id).url)
        }
        table.post("/cards/expiry-sheets/:sheet/discard", .requires(.orderCards)) { exchange in
            try await ExpirySheets(exchange.platform).discard(
                try exchange.id("sheet", ExpirySheet.self), try exchange.occasion())
            try await exchange.flash("名单已放弃，没有会员的证件到期日被修改。")
            return .seeOther(Path.expirySheets.url)
        }
    }

    private static func list(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let found = try await ExpirySheets(exchange.platform).list(
            enterprise: exchange.visit?.enterprise?.id, try exchange.occasion())
        let page = ExpirySheetsPage(
            exchange.frame(.workbench), unit: found.unit.name, found.sheets, form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func stage(_ exchange: Exchange) async throws -> Answer {
        let file = exchange.form.file("file")
        do {
            let id = try await ExpirySheets(exchange.platform).stage(
                file?.bytes ?? [], name: file?.name ?? "", enterprise: exchange.visit?.enterprise?.id,
                try exchange.occasion())
            return .seeOther(Path.expirySheet(id).url)
        } catch let refusal as MemberFileRefusal {
            return try await list(exchange, exchange.state(.one("file", refusal.wording)))
        } catch let fault as ExpiryFileFault {
            return try await list(exchange, exchange.state(.one("file", fault.wording)))
        }
    }

    private static func preview(_ exchange: Exchange) async throws -> Answer {
        let asked = exchange.pageAsked
        let found = try await ExpirySheets(exchange.platform).preview(
            try exchange.id("sheet", ExpirySheet.self), page: ListPage(number: asked.number, size: asked.size),
            try exchange.occasion())
        let page = ExpirySheetPage(
            exchange.frame(.workbench), found.sheet, hasRefused: found.hasRefused, counts: found.counts,
            rows: found.lines.map {
                ExpirySheetPage.Row(
                    number: $0.row, member: $0.member?.number, name: $0.member?.name, expiry: $0.member?.expiry,
                    verdict: $0.verdict)
            }, window: PageWindow(number: found.page.number, size: found.page.size, total: found.counts.rows))
        return .page(page.html)
    }
}
