import Domain
import Markup
import Pages
import UseCases
import Wording

/// 参保批次管理 and 缴费凭证管理 (manual 2024, 4.6 and 4.7).
struct BatchRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/batches", .requires(.viewBatches)) { exchange in try await Self.list(exchange) }
        table.get("/batches/:id", .requires(.viewBatches)) { exchange in
            let sheet = try await Self.sheet(exchange, try exchange.id("id"))
            return .page(BatchPage(exchange.frame(.workbench), sheet).html)
        }
        table.get("/batches/:id/notice", .requires(.viewBatches), .file) { exchange in
            let file = try await Batches(exchange.platform).notice(try exchange.occasion(), try exchange.id("id"))
            return .download(Answer.File(name: file.name, mediaType: MediaType.pdf, bytes: file.content))
        }
        table.get("/batches/:id/statistics", .requires(.viewBatches), .file) { exchange in
            let file = try await Batches(exchange.platform).statistics(
                try exchange.occasion(), try exchange.id("id"))
            return .download(Answer.File(name: file.name, mediaType: MediaType.xlsx, bytes: file.content))
        }
        table.get("/batches/:id/vouchers", .requires(.viewBatches)) { exchange in
            try await Self.vouchers(exchange, FormState(), status: 200)
        }
        table.post("/batches/:id/vouchers", .requires(.uploadVoucher), .file) { exchange in
            try await Self.upload(exchange)
        }
        table.get("/vouchers/files/:id", .requires(.viewBatches), .file) { exchange in
            let found = try await Vouchers(exchange.platform).file(try exchange.occasion(), try exchange.id("id"))
            let file = Answer.File(
                name: found.file.name, mediaType: found.file.kind.rawValue, bytes: found.bytes)
            return found.file.kind.isPicture ? .inline(file) : .download(file)
        }
    }

    static func sheet(_ exchange: Exchange, _ id: ID<DistrictSubmission>) async throws -> BatchSheet {
        let sheet = try await Batches(exchange.platform).sheet(try exchange.occasion(), id)
        return BatchSheet(
            record: sheet.record, year: sheet.year, totals: sheet.totals, vouchers: sheet.vouchers,
            contact: sheet.contact, account: sheet.account, uploading: sheet.uploading, converted: sheet.converted,
            signature: sheet.signature)
    }

    private static func list(_ exchange: Exchange) async throws -> Answer {
        let query = exchange.query
        let filter = SubmissionFilter(
            number: query.text("number"), from: CalendarDay(query["from"]), through: CalendarDay(query["through"]),
            status: DistrictSubmission.Status(rawValue: query["state"]))
        let size = exchange.pageSize
        let number = query.integer("page") ?? 1
        let occasion = try exchange.occasion()
        let found = try await Batches(exchange.platform).page(
            occasion, filter, exchange.range)
        var typed: [String: [String]] = [:]
        for name in ["number", "from", "through", "state"] { typed[name] = [query[name].trimmed] }
        let page = BatchesPage(
            exchange.frame(.workbench), union: occasion.actor.unionName, found.batches, open: found.open,
            workingDays: found.year?.workingDays ?? WorkingDayCalendar(holidays: [], workingWeekends: []),
            filter: FormState(typed), window: PageWindow(number: number, size: size, total: found.batches.total),
            showsDistrict: !occasion.actor.kind.isDistrictLevel)
        return .page(page.html)
    }

    private static func vouchers(_ exchange: Exchange, _ form: FormState, status: Int) async throws -> Answer {
        let sheet = try await sheet(exchange, try exchange.id("id"))
        return .page(BatchVouchersPage(exchange.frame(.workbench), sheet, form: form).html, status: status)
    }

    private static func upload(_ exchange: Exchange) async throws -> Answer {
        let id: ID<DistrictSubmission> = try exchange.id("id")
        let uploads = exchange.form.files("files").map { Vouchers.Upload(name: $0.name, bytes: $0.bytes) }
        var errors = FieldErrors()
        do {
            try await Vouchers(exchange.platform).upload(try exchange.occasion(), id, uploads)
            try await exchange.flash("缴费凭证已上传，等待职保中心审核。")
            return .seeOther(Path.batch(id.rawValue).url)
        } catch let refusal as VoucherRefusal {
            for file in refusal.files { errors.add("files", "\(file.name)：\(file.problem.wording)") }
        } catch Refusal.voucherMissing {
            errors.add("files", Refusal.voucherMissing.wording)
        } catch Refusal.voucherTooManyFiles(let limit) {
            errors.add("files", Refusal.voucherTooManyFiles(limit: limit).wording)
        }
        return try await vouchers(exchange, FormState(errors: errors), status: 422)
    }
}
