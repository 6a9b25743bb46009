import Domain
import Markup
import Pages
import UseCases
import Wording

/// 给付信息导入 of the centre: upload, preview, decide.
struct BenefitImportRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/benefits/template", .requires(.importBenefits), .file) { exchange in
            let file = try Benefits(exchange.platform).template(try exchange.occasion())
            return .download(Answer.File(name: file.name, mediaType: MediaType.xlsx, bytes: file.bytes))
        }
        table.get("/benefits/imports", .requires(.importBenefits)) { exchange in
            try await Self.list(exchange, FormState(), status: 200)
        }
        table.post("/benefits/imports", .requires(.importBenefits), .file) { exchange in try await Self.stage(exchange)
        }
        table.get("/benefits/imports/:id", .requires(.importBenefits)) { exchange in
            let found = try await BenefitImports(exchange.platform).preview(
                try exchange.occasion(), try exchange.id("id"))
            return .page(BenefitImportPage(exchange.frame(.workbench), found.file, found.problems).html)
        }
        table.post("/benefits/imports/:id/application", .requires(.importBenefits)) { exchange in
            let id: ID<BenefitImport> = try exchange.id("id")
            let counts = try await BenefitImports(exchange.platform).apply(try exchange.occasion(), id)
            try await exchange.flash("已登记 \(counts.new.grouped) 笔给付，共 \(counts.amount.inSentence)。")
            return .seeOther(Path.benefit(.file(id)).url)
        }
        table.post("/benefits/imports/:id/discard", .requires(.importBenefits)) { exchange in
            try await BenefitImports(exchange.platform).discard(try exchange.occasion(), try exchange.id("id"))
            try await exchange.flash("文件已放弃，没有登记任何给付。")
            return .seeOther(Path.benefit(.imports).url)
        }
    }

    private static func list(_ exchange: Exchange, _ form: FormState, status: Int) async throws -> Answer {
        let files = try await BenefitImports(exchange.platform).list(try exchange.occasion())
        return .page(BenefitImportsPage(exchange.frame(.workbench), files, form: form).html, status: status)
    }

    private static func stage(_ exchange: Exchange) async throws -> Answer {
        guard let file = exchange.form.file("file"), !file.bytes.isEmpty else {
            return try await list(exchange, exchange.state(.one("file", "请选择给付信息文件")), status: 422)
        }
        do {
            let id = try await BenefitImports(exchange.platform).stage(
                try exchange.occasion(), file: file.bytes, name: file.name)
            return .seeOther(Path.benefit(.file(id)).url)
        } catch let refusal as BenefitFileRefusal {
            return try await list(exchange, exchange.state(.one("file", refusal.wording)), status: 422)
        }
    }
}
