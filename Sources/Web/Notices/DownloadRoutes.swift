import Domain
import Markup
import Pages
import UseCases
import Wording

/// 下载中心 and the centre's desk for it.
struct DownloadRoutes: RouteGroup {
    private typealias Field = DownloadDeskPage.Field

    func register(in table: inout RouteTable) {
        table.get("/downloads", .signedIn) { exchange in
            let downloads = try await Downloads(exchange.platform).list()
            return .page(DownloadsPage(exchange.frame(.workbench), downloads).html)
        }
        table.get("/downloads/:id", .signedIn, .file) { exchange in
            let found = try await Downloads(exchange.platform).file(try exchange.id("id"))
            return .download(
                Answer.File(name: found.file.name, mediaType: found.file.kind.rawValue, bytes: found.bytes))
        }
        table.get("/downloads/desk", .requires(.keepDownloads)) { exchange in
            var fresh = FormState()
            fresh[Field.position] = "100"
            return try await Self.desk(exchange, fresh, status: 200)
        }
        table.post("/downloads/desk", .requires(.keepDownloads), .file) { exchange in
            var errors = FieldErrors()
            let file = exchange.form.file(Field.file)
            do {
                _ = try await Downloads(exchange.platform).offer(
                    Self.draft(exchange.form), name: file?.name ?? "", file?.bytes ?? [], try exchange.occasion())
                try await exchange.flash("文件已上传，登录的账号都可以下载。")
                return .seeOther(Path.download(.desk).url)
            } catch let refusal as DownloadRefusal {
                errors.add(refusal)
            }
            return try await Self.desk(exchange, exchange.state(errors), status: 422)
        }
        table.get("/downloads/:id/edit", .requires(.keepDownloads)) { exchange in
            let found = try await Self.find(exchange)
            let form = FormState([
                Field.title: [found.draft.title], Field.category: [found.draft.category],
                Field.position: [String(found.draft.position)],
            ])
            return .page(DownloadFormPage(exchange.frame(.organisation), found, form).html)
        }
        table.post("/downloads/:id/edit", .requires(.keepDownloads)) { exchange in
            let found = try await Self.find(exchange)
            var errors = FieldErrors()
            do {
                _ = try await Downloads(exchange.platform).amend(
                    found.id, to: Self.draft(exchange.form), version: exchange.form.integer(Field.version) ?? 0,
                    try exchange.occasion())
                try await exchange.flash("已修改。")
                return .seeOther(Path.download(.desk).url)
            } catch let refusal as DownloadRefusal {
                errors.add(refusal)
            }
            return .page(
                DownloadFormPage(exchange.frame(.organisation), found, exchange.state(errors)).html, status: 422)
        }
        table.get("/downloads/:id/withdrawal", .requires(.keepDownloads)) { exchange in
            .page(DownloadWithdrawalPage(exchange.frame(.organisation), try await Self.find(exchange)).html)
        }
        table.post("/downloads/:id/withdrawal", .requires(.keepDownloads)) { exchange in
            _ = try await Downloads(exchange.platform).withdraw(
                try exchange.id("id"), version: exchange.form.integer(Field.version) ?? 0, try exchange.occasion())
            try await exchange.flash("文件已撤下。")
            return .seeOther(Path.download(.desk).url)
        }
    }

    private static func find(_ exchange: Exchange) async throws -> Download {
        try await Downloads(exchange.platform).find(try exchange.id("id"), try exchange.occasion())
    }

    private static func desk(_ exchange: Exchange, _ form: FormState, status: Int) async throws -> Answer {
        let downloads = try await Downloads(exchange.platform).list()
        return .page(
            DownloadDeskPage(exchange.frame(.organisation), downloads, form).html, status: status)
    }

    private static func draft(_ form: Form) -> DownloadDraft {
        DownloadDraft(
            title: form[Field.title].trimmed, category: form[Field.category].trimmed,
            position: form.integer(Field.position) ?? 0)
    }
}

extension FieldErrors {
    fileprivate mutating func add(_ refusal: DownloadRefusal) {
        switch refusal {
        case .problems(let problems):
            for problem in problems {
                switch problem {
                case .title: add(DownloadDeskPage.Field.title, problem.wording)
                case .category: add(DownloadDeskPage.Field.category, problem.wording)
                case .position: add(DownloadDeskPage.Field.position, problem.wording)
                }
            }
        case .file(let problem): add(DownloadDeskPage.Field.file, problem.wording)
        case .tooMany(let limit): add("下载中心最多 \(limit) 个文件，请先撤下不用的文件，再上传新的")
        }
    }
}
