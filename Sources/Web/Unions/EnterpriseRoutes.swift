import Domain
import Markup
import Pages
import UseCases
import Wording

/// 添加企业信息 and its changes.
struct EnterpriseRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/unions/:id/enterprises/new", .requires(.editEnterprises)) { exchange in
            try await Self.new(exchange, nil)
        }
        // Shown after the form was sent; loaded again it is the union's page.
        table.get("/unions/:id/enterprises", .requires(.editEnterprises)) { exchange in
            let sheet = try await Unions(exchange.platform).find(try exchange.id("id"), try exchange.occasion())
            return .seeOther(Path.union(sheet.union.id).url)
        }
        table.post("/unions/:id/enterprises", .requires(.editEnterprises)) { exchange in
            try await Self.saving(exchange, "已添加企业信息") {
                try await Unions(exchange.platform).addEnterprise(
                    OrganisationParticulars(exchange.form), to: try exchange.id("id"), try exchange.occasion())
            } page: {
                try await Self.new(exchange, $0)
            }
        }
        table.get("/enterprises/:id", .requires(.editEnterprises)) { exchange in
            try await Self.known(exchange, nil)
        }
        table.post("/enterprises/:id", .requires(.editEnterprises)) { exchange in
            try await Self.saving(exchange, "已保存企业信息") {
                try await Unions(exchange.platform).amendEnterprise(
                    try exchange.id("id"), to: OrganisationParticulars(exchange.form), try exchange.occasion())
            } page: {
                try await Self.known(exchange, $0)
            }
        }
        table.get("/enterprises/:id/removal", .requires(.editEnterprises)) { exchange in
            try await Self.removal(exchange, FormState())
        }
        table.post("/enterprises/:id/removal", .requires(.editEnterprises)) { exchange in
            try await Self.remove(exchange)
        }
    }

    private static func removal(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let found = try await Unions(exchange.platform).removal(
            of: try exchange.id("id"), try exchange.occasion())
        let page = EnterpriseRemovalPage(
            exchange.frame(.organisation), found.enterprise, of: found.union, obstacles: found.obstacles, form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func remove(_ exchange: Exchange) async throws -> Answer {
        typealias Field = OrganisationFormPage.Field
        guard let note = exchange.form.text(Field.note), note.count <= UnionRequest.reasonLimit else {
            let errors = FieldErrors.one(Field.note, "请填写删除原因，最多 \(UnionRequest.reasonLimit) 个字")
            return try await removal(exchange, exchange.state(errors))
        }
        do {
            let receipt = try await Unions(exchange.platform).removeEnterprise(
                try exchange.id("id"), note: note, try exchange.occasion())
            try await exchange.flash("已删除企业：\(receipt.name)。")
            return .seeOther(Path.union(receipt.union).url)
        } catch Refusal.enterpriseInUse {
            return try await removal(exchange, exchange.state(.general("现在不能删除，请先处理下列事项。")))
        }
    }

    private static func new(_ exchange: Exchange, _ errors: FieldErrors?) async throws -> Answer {
        let sheet = try await Unions(exchange.platform).newEnterprise(
            of: try exchange.id("id"), try exchange.occasion())
        return answer(exchange, .newEnterprise(of: sheet.union), sheet, errors)
    }

    private static func known(_ exchange: Exchange, _ errors: FieldErrors?) async throws -> Answer {
        let sheet = try await Unions(exchange.platform).enterprise(try exchange.id("id"), try exchange.occasion())
        guard let enterprise = sheet.enterprise else { throw Refusal.notFound }
        return answer(exchange, .enterprise(enterprise, of: sheet.union), sheet, errors)
    }

    private static func answer(
        _ exchange: Exchange, _ subject: OrganisationFormPage.Subject, _ sheet: Unions.EnterpriseSheet,
        _ errors: FieldErrors?
    ) -> Answer {
        let model = OrganisationFormPage.Model(
            subject, words: sheet.words,
            credit: UnionFormRoutes.credit(exchange, sheet.particulars))
        return UnionFormRoutes.answer(exchange, model, sheet.particulars, errors)
    }

    private static func saving(
        _ exchange: Exchange, _ done: String, _ save: () async throws -> Unions.EnterpriseReceipt,
        page: (FieldErrors) async throws -> Answer
    ) async throws -> Answer {
        var errors = FieldErrors()
        do {
            let receipt = try await save()
            try await exchange.flash("\(done)：\(receipt.name)。")
            return .seeOther(Path.union(receipt.union).url)
        } catch let problems as OrganisationProblems {
            errors.add(problems)
        } catch let refusal as Refusal where refusal == .unionUnchanged {
            errors.add(refusal.wording)
        }
        return try await page(errors)
    }
}
