import Domain
import Markup
import Pages
import UseCases
import Wording

/// 批量导出申请: what waits for a second person, and the file once he has consented.
struct ExportRequestRoutes: RouteGroup {
    private typealias Field = ExportRequestsPage.Field

    func register(in table: inout RouteTable) {
        table.get("/exports", .requires(.viewExports)) { exchange in
            let part = ExportRequestPart(rawValue: exchange.query[Field.part]) ?? .open
            let asked = exchange.pageAsked
            let list = try await ExportRequests(exchange.platform).list(
                part, page: ListPage(number: asked.number, size: asked.size), try exchange.occasion())
            let page = ExportRequestsPage(
                exchange.frame(.organisation), part, list.lines.map { ExportRequestRow($0) },
                PageWindow(number: list.page.number, size: list.page.size, total: list.total))
            return .page(page.html)
        }
        table.post("/exports", .requires(.exportMembers), .search) { exchange in try await HeldFile.ask(exchange) }
        table.get("/exports/:request", .requires(.viewExports)) { exchange in
            try await Self.page(exchange, FormState())
        }
        let acts: KeyValuePairs<String, Action> = [
            "consent": .consentExports, "refusal": .consentExports, "withdrawal": .viewExports, "file": .viewExports,
        ]
        for (act, action) in acts {
            table.get("/exports/:request/\(act)", .requires(action)) { exchange in
                let id = try exchange.id("request", ExportRequest.self)
                _ = try await ExportRequests(exchange.platform).find(id, try exchange.occasion())
                return .seeOther(Path.exports(.one(id)).url)
            }
        }
        table.post("/exports/:request/consent", .requires(.consentExports)) { exchange in
            try await Self.consent(exchange)
        }
        table.post("/exports/:request/refusal", .requires(.consentExports)) { exchange in
            let id = try exchange.id("request", ExportRequest.self)
            do {
                try await ExportRequests(exchange.platform).refuse(
                    id, exchange.form[Field.reason], try exchange.occasion())
            } catch Refusal.reasonMissing {
                let words = "请填写不同意的原因，最多 \(ExportRequest.reasonLimit) 个字"
                return try await Self.page(exchange, exchange.state(.one(Field.reason, words)))
            }
            try await exchange.flash("已答复：不同意导出。申请人会看到原因。")
            return .seeOther(Path.exports(.one(id)).url)
        }
        table.post("/exports/:request/withdrawal", .requires(.viewExports)) { exchange in
            let id = try exchange.id("request", ExportRequest.self)
            try await ExportRequests(exchange.platform).withdraw(id, try exchange.occasion())
            try await exchange.flash("已撤回，没有导出。")
            return .seeOther(Path.exports(.one(id)).url)
        }
        table.post("/exports/:request/file", .requires(.viewExports), .search) { exchange in
            try await Self.fetch(exchange)
        }
    }

    private static func page(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let sheet = try await ExportRequests(exchange.platform).find(
            try exchange.id("request"), try exchange.occasion())
        let model = ExportRequestPage.Model(
            ExportRequestRow(sheet.line), conditions: sheet.conditions, commands: sheet.commands)
        let page = ExportRequestPage(
            exchange.frame(.organisation), model, stepUp: try await exchange.stepUp(), form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func consent(_ exchange: Exchange) async throws -> Answer {
        let id = try exchange.id("request", ExportRequest.self)
        let requests = ExportRequests(exchange.platform)
        // Whether it is his to decide is known before he is asked who he is.
        let line = try await requests.find(id, try exchange.occasion()).line
        if let refusal = line.request.refusal(of: .consent, by: try exchange.actor()) { throw refusal }
        var errors = FieldErrors()
        if exchange.form[Field.remark].count > ExportRequest.reasonLimit {
            errors.add(Field.remark, "审核意见最多 \(ExportRequest.reasonLimit) 个字")
        }
        guard errors.isEmpty, let occasion = try await exchange.confirmedOccasion(for: .consentExports, &errors) else {
            return try await page(exchange, exchange.stateWithoutProof(errors))
        }
        try await requests.consent(id, exchange.form[Field.remark], occasion)
        try await exchange.flash("已同意导出 \(line.request.amount)，申请人会收到提醒。")
        return .seeOther(Path.exports(.one(id)).url)
    }

    private static func fetch(_ exchange: Exchange) async throws -> Answer {
        let id = try exchange.id("request", ExportRequest.self)
        let requests = ExportRequests(exchange.platform)
        let line = try await requests.find(id, try exchange.occasion()).line
        if let refusal = line.request.refusal(of: .fetch, by: try exchange.actor()) { throw refusal }
        var errors = FieldErrors()
        do {
            let occasion: Occasion? =
                switch line.request.numbers {
                case .masked: try exchange.occasion()
                case .whole: try await exchange.confirmedOccasion(for: .exportMembers, &errors)
                }
            if let occasion {
                let file = try await requests.fetch(id, occasion)
                return .download(Answer.File(name: file.name, mediaType: MediaType.xlsx, bytes: file.bytes))
            }
        } catch let refusal as ExportRefusal {
            errors.add(refusal.wording)
        }
        return try await page(exchange, exchange.stateWithoutProof(errors))
    }
}

extension Exchange {
    /// Leaves for a second person what an export may not hand out by itself.
    ///
    /// - Returns: nil with what is wrong beside its field.
    func askForConsent(
        _ selection: ExportRequests.Selection, _ detail: ExportDetail, people: Int, conditions: [String],
        _ occasion: Occasion, _ errors: inout FieldErrors
    ) async throws -> Answer? {
        guard let purpose = ExportPurpose(rawValue: form[ExportForm.Field.purpose]) else {
            errors.add(ExportForm.Field.purpose, "名单有 \(people.grouped) 人，须经另一人同意，请选择用途")
            return nil
        }
        let numbers: AlertRule.Numbers =
            switch detail {
            case .masked: .masked
            case .whole: .whole
            }
        do {
            let receipt = try await ExportRequests(platform).ask(
                selection, numbers, for: purpose, people: people, conditions: conditions, occasion)
            try await flash("已提交导出申请，经另一人同意后可以下载。")
            return .seeOther(Path.exports(.one(receipt.id)).url)
        } catch Refusal.exportConsent(let obstacle) {
            errors.add(obstacle.wording)
            return nil
        }
    }
}

extension ExportRequestRow {
    init(_ line: ExportRequests.Line) {
        self.init(
            line.request, asker: line.asker, unionName: line.unionName, askedAt: line.askedAt, decider: line.decider,
            decidedAt: line.decidedAt, reason: line.reason, fetched: line.fetched)
    }
}
