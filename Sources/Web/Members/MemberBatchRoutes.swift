import Domain
import Markup
import Pages
import UseCases
import Wording

/// 修改标签 and 批量删除 from 会员信息.
struct MemberBatchRoutes: RouteGroup {
    private typealias Field = MemberBatchPage.Field

    func register(in table: inout RouteTable) {
        table.post("/members/batches/selection", .requires(.editMembers)) { exchange in
            guard let kind = MemberBatch.Kind(rawValue: exchange.form[Field.act]) else { throw Refusal.notFound }
            let token = try await Self.keep(kind, exchange)
            return .seeOther(
                Path.memberBatch(.new).url((name: Field.act, value: kind.rawValue), (name: Field.kept, value: token)))
        }
        table.get("/members/batches/new", .requires(.editMembers)) { exchange in
            guard let kind = MemberBatch.Kind(rawValue: exchange.query[Field.act]),
                let token = exchange.query.text(Field.kept)
            else { return .seeOther(Path.members.url) }
            return .page(try await Self.page(exchange, kind, token, FormState()))
        }
        // A refused form stands at this address; loading it again begins anew.
        table.get("/members/batches", .requires(.editMembers)) { _ in .seeOther(Path.members.url) }
        table.post("/members/batches", .requires(.editMembers)) { exchange in try await Self.begin(exchange) }
        table.get("/members/batches/:id", .requires(.editMembers)) { exchange in
            .page(try await Self.result(exchange))
        }
        table.post("/members/batches/:id/continuation", .requires(.editMembers)) { exchange in
            let id = try exchange.id("id", MemberBatch.self)
            try await MemberBatches(exchange.platform).proceed(id, try exchange.occasion())
            return .seeOther(Path.memberBatch(.one(id)).url)
        }
        table.get("/members/batches/:id/file", .requires(.editMembers), .file) { exchange in
            try await HeldFile.download(.memberBatch(try exchange.id("id")), exchange)
        }
    }

    private static func keep(_ kind: MemberBatch.Kind, _ exchange: Exchange) async throws -> String {
        let batches = MemberBatches(exchange.platform)
        let occasion = try exchange.occasion()
        guard exchange.form[TransferRequestPage.Field.everybody].isEmpty else {
            let (query, filter, _) = try await MemberRoutes.asked(exchange, exchange.form)
            return try await batches.keep(
                allOf: filter, under: query.under,
                expected: exchange.form.integer(TransferRequestPage.Field.expected) ?? 0, for: kind, occasion)
        }
        return try await batches.keep(
            exchange.form.all(TransferRequestPage.Field.member).compactMap { ID($0) }, for: kind, occasion)
    }

    private static func begin(_ exchange: Exchange) async throws -> Answer {
        guard let kind = MemberBatch.Kind(rawValue: exchange.form[Field.act]),
            let token = exchange.form.text(Field.kept)
        else { throw Refusal.nothingSelected }
        var errors = FieldErrors()
        let note = exchange.form.text(Field.note)
        guard let act = act(kind, note, exchange.form, &errors) else {
            return .page(try await page(exchange, kind, token, exchange.state(errors)), status: 422)
        }
        let batches = MemberBatches(exchange.platform)
        let occasion = try exchange.occasion()
        let receipt: MemberBatches.Receipt
        do {
            receipt = try await batches.begin(act, note: note, token, occasion)
        } catch Refusal.massRemoval(let obstacle) {
            errors.add(obstacle.wording)
            return .page(try await page(exchange, kind, token, exchange.state(errors)), status: 422)
        }
        if let held = receipt.held {
            try await exchange.flash("已提交批量删除申请，经另一人同意后自动执行。")
            return .seeOther(Path.massRemoval(.one(held)).url)
        }
        try await batches.proceed(receipt.id, occasion)
        return .seeOther(Path.memberBatch(.one(receipt.id)).url)
    }

    private static func act(
        _ kind: MemberBatch.Kind, _ note: String?, _ form: Form, _ errors: inout FieldErrors
    ) -> MemberBatch.Act? {
        switch kind {
        case .label:
            guard let label = form.text(Field.label) else {
                errors.add(Field.label, "请选择标签，或选择去掉标签")
                return nil
            }
            return .label(label == Field.noLabel ? nil : label)
        case .removal:
            if let reason = RemovalReason(rawValue: form[Field.reason]) { return .removal(reason) }
            guard let ground = RemovalRequest.Ground(rawValue: form[Field.reason]) else {
                errors.add(Field.reason, "请选择删除原因")
                return nil
            }
            guard let note, note.count <= MemberBatch.noteLimit else {
                errors.add(Field.note, "请说明误录或重复的情况，最多 \(MemberBatch.noteLimit) 个字")
                return nil
            }
            return .removalRequest(ground)
        }
    }

    private static func page(
        _ exchange: Exchange, _ kind: MemberBatch.Kind, _ token: String, _ form: FormState
    ) async throws -> HTML {
        let draft = try await MemberBatches(exchange.platform).draft(token, kind, try exchange.occasion())
        return MemberBatchPage(
            exchange.frame(.organisation),
            MemberBatchPage.Model(
                kind, token: token, people: draft.people,
                first: draft.first.map {
                    MemberBatchPage.Person(
                        name: $0.name, document: $0.document, workplace: $0.workplace, label: $0.label,
                        consequences: $0.consequences)
                }, consequences: draft.consequences, transferring: draft.transferring, labels: draft.labels,
                offered: draft.offered, consenter: draft.consenter), form: form
        ).html
    }

    private static func result(_ exchange: Exchange) async throws -> HTML {
        let page = ListPage(
            number: exchange.query.integer(MemberListQuery.Field.page) ?? 1,
            size: exchange.query.integer(MemberListQuery.Field.size) ?? 20)
        let record = try await MemberBatches(exchange.platform).find(
            try exchange.id("id"), page: page, try exchange.occasion())
        return MemberBatchRunPage(
            exchange.frame(.organisation),
            MemberBatchRunPage.Model(
                record.batch, label: record.label, counts: record.counts,
                record.lines.map {
                    MemberBatchRunPage.Row(
                        member: $0.member, request: $0.request, outcome: $0.outcome, name: $0.name,
                        document: $0.document)
                }, PageWindow(number: record.page.number, size: record.page.size, total: record.batch.people),
                request: record.request)
        ).html
    }
}
