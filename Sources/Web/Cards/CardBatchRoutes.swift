import Domain
import Markup
import Pages
import UseCases
import Wording

/// 办卡批次管理, and the exchange of files with the bank.
struct CardBatchRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/cards/batches", .requires(.viewCards)) { exchange in
            try await exchange.workbench { try await Self.list(exchange) }
        }
        table.post("/cards/batches", .requires(.orderCards)) { exchange in
            try await exchange.workbench { try await Self.make(exchange) }
        }
        table.get("/cards/batches/:id", .requires(.viewCards)) { exchange in
            try await Self.batch(exchange, FormState())
        }
        table.get("/cards/batches/:id/submission", .requires(.orderCards)) { exchange in
            try await Self.confirm(.submit, exchange)
        }
        table.post("/cards/batches/:id/submission", .requires(.orderCards)) { exchange in
            try await Self.submit(exchange)
        }
        table.get("/cards/batches/:id/cancellation", .requires(.orderCards)) { exchange in
            try await Self.confirm(.cancel, exchange)
        }
        table.post("/cards/batches/:id/cancellation", .requires(.orderCards)) { exchange in
            let id = try exchange.id("id", CardBatch.self)
            let receipt = try await CardBatches(exchange.platform).cancel(
                id, version: exchange.form.integer("version") ?? 0, try exchange.occasion())
            try await exchange.flash("已作废草稿 \(receipt.number)，\(receipt.people) 人已回到待办会员列表。")
            return .seeOther(Path.cardBatch(id.description).url)
        }
        table.get("/cards/batches/:id/order-file", .requires(.exchangeCardFiles)) { exchange in
            try await Self.order(exchange, FormState())
        }
        table.post("/cards/batches/:id/hand-over", .requires(.exchangeCardFiles)) { exchange in
            var errors = FieldErrors()
            guard let occasion = try await exchange.confirmedOccasion(for: .exchangeCardFiles, &errors) else {
                return try await Self.order(exchange, exchange.stateWithoutProof(errors))
            }
            let id = try exchange.id("id", CardBatch.self)
            let receipt = try await CardExchanges(exchange.platform).handOver(id, occasion)
            let rest = receipt.leftOut > 0 ? "另有 \(receipt.leftOut) 人已不能办卡，没有列入，批次人员中已注明。" : ""
            try await exchange.flash("办卡批次 \(receipt.number)（\(receipt.people) 人）已交银行制卡。\(rest)")
            return .seeOther(Path.cardOrderFile(id.description).url)
        }
        table.post("/cards/batches/:id/order-file", .requires(.exchangeCardFiles), .search) { exchange in
            var errors = FieldErrors()
            guard let occasion = try await exchange.confirmedOccasion(for: .exchangeCardFiles, &errors) else {
                return try await Self.order(exchange, exchange.stateWithoutProof(errors))
            }
            let file = try await CardExchanges(exchange.platform).orderFile(
                try exchange.id("id", CardBatch.self), occasion)
            return .download(Answer.File(name: file.name, mediaType: MediaType.xlsx, bytes: file.bytes))
        }
        table.post("/cards/batches/:id/result", .requires(.exchangeCardFiles), .file) { exchange in
            try await Self.importResult(exchange)
        }
    }

    // MARK: List

    private static func list(_ exchange: Exchange) async throws -> Answer {
        let filter = CardBatchFilter(
            number: exchange.query.text("number"), status: CardBatch.Status(rawValue: exchange.query["status"]))
        let asked = exchange.pageAsked
        let occasion = try exchange.occasion()
        let listing = try await CardBatches(exchange.platform).list(
            filter, offset: asked.offset, limit: asked.size, enterprise: exchange.visit?.enterprise?.id, occasion)
        let isUnit = occasion.actor.authority.includes(.orderCards)
        let page = CardBatchesPage(
            exchange.frame(.workbench), isUnit ? .unit : .above,
            place: exchange.visit?.enterprise?.name ?? occasion.actor.unionName, filter: filter, rows: listing.batches,
            window: asked.window(of: listing.total), deadline: listing.deadline)
        return .page(page.html)
    }

    /// Makes a batch of the people chosen; when nobody can be taken, the list is shown again with the reasons.
    private static func make(_ exchange: Exchange) async throws -> Answer {
        let part = CardCandidates.Part(rawValue: exchange.form["everybody"])
        let selection: CardBatches.Selection =
            if let failed = ID<CardBatch>(exchange.form["failed"]) {
                .failed(failed)
            } else if let part {
                .everybody(part, expected: exchange.form.integer("expected") ?? 0)
            } else {
                .members(exchange.form.all("member").compactMap { ID<Member>($0) })
            }
        do {
            let made = try await CardBatches(exchange.platform).make(
                selection, enterprise: exchange.visit?.enterprise?.id, try exchange.occasion())
            let rest = made.leftOut.isEmpty ? "" : "，未能放入 \(made.leftOut.count) 人，原因见下"
            try await exchange.flash("已生成办卡批次 \(made.number)，共 \(made.people) 人\(rest)。")
            return .seeOther(Path.cardBatch(made.batch.description).url)
        } catch let error as CardBatches.NobodyOrderable {
            let errors = FieldErrors.general("所选 \(error.leftOut.count) 人现在都不能办卡，没有生成批次；原因和处理办法见下表。")
            return try await CardCandidateRoutes.candidates(exchange, exchange.state(errors), leftOut: error.leftOut)
        } catch let refusal as Refusal {
            switch refusal {
            case .nothingSelected:
                let errors = FieldErrors.general("请先勾选要办卡的会员。")
                return try await CardCandidateRoutes.candidates(exchange, exchange.state(errors))
            case .countChanged:
                let errors = FieldErrors.general(refusal.wording)
                return try await CardCandidateRoutes.candidates(exchange, exchange.state(errors))
            default: throw refusal
            }
        }
    }

    // MARK: One batch

    private static func batch(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let asked = exchange.pageAsked
        let part = CardLinePart(rawValue: exchange.query["part"])
        let occasion = try exchange.occasion()
        let found = try await CardBatches(exchange.platform).find(
            try exchange.id("id", CardBatch.self), part, offset: asked.offset, limit: asked.size, occasion)
        let mayExchange = occasion.actor.authority.includes(.exchangeCardFiles)
        let page = CardBatchPage(
            exchange.frame(.workbench), found.record, lines: found.lines, part: part,
            window: asked.window(of: found.total), leftOut: found.refused,
            rule: found.year.map { CardRule($0, on: occasion.today) }, draft: found.draft.map(draft),
            waiting: found.waiting, open: found.open, exchange: mayExchange ? .bank : .none,
            revocation: found.revocation.map { CardRevocationRow($0) },
            revoking: revoking(found, occasion), deadline: found.year?.cardDeadline(on: occasion.today),
            expected: found.record.handedOverAt.flatMap { found.year?.cardsExpected(orderedOn: $0.day) }, form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func revoking(
        _ found: CardBatches.Dossier, _ occasion: Occasion
    ) -> CardBatchPage.Revoking {
        guard occasion.actor.authority.includes(.orderCards), found.record.batch.refusal(of: .revoke) == nil else {
            return .none
        }
        return found.record.revocation == .open ? .withdraw : .ask
    }

    private static func draft(_ draft: CardBatches.Draft) -> CardBatchPage.Draft {
        CardBatchPage.Draft(
            people: draft.people, mark: draft.mark, endingEarly: draft.endingEarly,
            leftOut: draft.leftOut.map {
                CardLeftOut(member: $0.member, number: $0.number, name: $0.name, obstacle: $0.obstacle)
            })
    }

    /// Submits those who were shown; when they have become others, the page is shown again with them.
    private static func submit(_ exchange: Exchange) async throws -> Answer {
        let id = try exchange.id("id", CardBatch.self)
        let form = exchange.form
        do {
            let receipt = try await CardBatches(exchange.platform).submit(
                id, version: form.integer("version") ?? 0, people: form.integer("people"), mark: form.text("mark"),
                try exchange.occasion())
            try await exchange.flash(words(receipt))
            return .seeOther(Path.cardBatch(id.description).url)
        } catch let refusal as Refusal {
            guard case .countChanged = refusal else { throw refusal }
            return try await confirm(.submit, exchange, exchange.state(.general(refusal.wording)))
        } catch is CardBatches.DraftChanged {
            let words = "名单已有变动：人数相同，但现在能办卡的会员与刚才显示的不同。请核对后再提交。"
            return try await confirm(.submit, exchange, exchange.state(.general(words)))
        }
    }

    private static func words(_ receipt: CardBatches.Receipt) -> String {
        let words = "已将办卡批次 \(receipt.number)（\(receipt.people) 人）提交至职保中心。"
        guard !receipt.leftOut.isEmpty else { return words }
        let limit = 5
        let names = receipt.leftOut.prefix(limit).map { "\($0.name)（\($0.obstacle.wording)）" }.joined(separator: "、")
        let more = receipt.leftOut.count > limit ? "等" : ""
        return words + "剔除 \(receipt.leftOut.count) 人：\(names)\(more)，批次人员中已注明。"
    }

    private static func confirm(
        _ act: CardBatchActPage.Act, _ exchange: Exchange, _ form: FormState = FormState()
    ) async throws -> Answer {
        let occasion = try exchange.occasion()
        let found = try await CardBatches(exchange.platform).find(
            try exchange.id("id", CardBatch.self), offset: 0, limit: 50, occasion)
        let command: CardBatch.Command =
            switch act {
            case .submit: .submit
            case .cancel: .cancel
            }
        if let refusal = found.record.batch.refusal(of: command) { throw refusal }
        if act == .submit, found.draft?.people == 0 {
            throw Refusal.nobodyOrderable(people: found.record.ordered)
        }
        let waiting = found.lines.filter { $0.status == .pending }.map(\.name)
        let page = CardBatchActPage(
            exchange.frame(.workbench), act, found.record,
            names: act == .submit ? found.draft?.names ?? waiting : waiting,
            draft: found.draft.map(draft), rule: found.year.map { CardRule($0, on: occasion.today) },
            window: exchange.pageAsked.window(of: found.draft?.leftOut.count ?? 0), form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    // MARK: 交银行制卡

    private static func order(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let found = try await CardBatches(exchange.platform).find(
            try exchange.id("id", CardBatch.self), offset: 0, limit: 1, try exchange.occasion())
        if found.record.orderFile == nil {
            if found.record.isOrderFileCleared { throw Refusal.notFound }
            if let refusal = found.record.batch.refusal(of: .handOver) { throw refusal }
        }
        let page = CardOrderPage(
            exchange.frame(.workbench), found.record, stepUp: try await exchange.stepUp(), form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    // MARK: 导入制卡结果

    private static func importResult(_ exchange: Exchange) async throws -> Answer {
        let id = try exchange.id("id", CardBatch.self)
        guard let file = exchange.form.file("file"), !file.bytes.isEmpty else {
            return try await refused(exchange, ["请选择银行返回的 xlsx 文件"])
        }
        do {
            let applied = try await CardExchanges(exchange.platform).apply(
                file.bytes, to: id, try exchange.occasion())
            try await exchange.flash(words(applied))
            return .seeOther(Path.cardBatch(id.description).url)
        } catch let refused as CardResultRefused {
            let limit = 50
            var messages = refused.problems.prefix(limit).map(\.wording)
            if refused.problems.count > limit { messages.append("另有 \(refused.problems.count - limit) 处，请改正后再导入。") }
            return try await Self.refused(exchange, messages)
        } catch let fault as CardFileFault {
            return try await refused(exchange, [fault.wording])
        } catch Refusal.bankFileForAnotherBatch(let number) {
            return try await refused(exchange, [Refusal.bankFileForAnotherBatch(number).wording])
        }
    }

    private static func refused(_ exchange: Exchange, _ messages: [String]) async throws -> Answer {
        var errors = FieldErrors()
        for message in messages { errors.add("file", message) }
        return try await batch(exchange, exchange.state(errors))
    }

    private static func words(_ applied: CardExchanges.Applied) -> String {
        switch applied.effect {
        case .alreadyApplied: return "批次 \(applied.number) 的这份制卡结果以前已经导入，没有任何变化。"
        case .applied:
            var words = "已导入批次 \(applied.number) 的制卡结果：成功 \(applied.issued) 人，失败 \(applied.failed) 人。"
            if applied.oddCheckDigits > 0 { words += "其中 \(applied.oddCheckDigits) 个卡号的校验位不符，可在批次人员中单独查看，请与银行核对。" }
            if applied.gone > 0 { words += "有 \(applied.gone) 人已不是该单位会员，卡归本人，批次人员中已注明。" }
            return words
        }
    }
}
