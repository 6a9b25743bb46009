import Domain
import Markup
import Pages
import UseCases
import Wording

/// 企业注册: the public form, and the district's review.
struct RegistrationRoutes: RouteGroup {
    private typealias Field = RegistrationDecisionPage.Field

    func register(in table: inout RouteTable) {
        table.get("/registration", .visitor) { exchange in try await Self.form(exchange, nil) }
        table.post(
            "/registration", .visitor, .proof, uploads: .anybody(bytes: EnterpriseRegistration.proofByteLimit)
        ) { exchange in try await Self.submit(exchange) }
        table.get("/registration/submitted", .open) { exchange in
            .page(RegistrationSubmittedPage(exchange.frame(.organisation)).html)
        }
        table.get("/registrations", .requires(.decideRegistrations)) { exchange in
            let part = RegistrationPart(rawValue: exchange.query[RegistrationsPage.Field.part]) ?? .open
            let range = exchange.pageAsked
            let list = try await Registrations(exchange.platform).list(
                part, page: ListPage(number: range.number, size: range.size), try exchange.occasion())
            return .page(
                RegistrationsPage(
                    exchange.frame(.organisation), part, list.lines.map { RegistrationRow($0) },
                    PageWindow(number: list.page.number, size: list.page.size, total: list.total)
                ).html)
        }
        table.get("/registrations/:id", .requires(.decideRegistrations)) { exchange in
            try await Self.page(exchange, nil)
        }
        table.get("/registrations/:id/proof", .requires(.decideRegistrations), .file) { exchange in
            let found = try await Registrations(exchange.platform).proof(
                of: try exchange.id("id"), try exchange.occasion())
            let file = Answer.File(
                name: found.proof.name, mediaType: found.proof.kind.rawValue, bytes: found.bytes)
            return found.proof.kind.isPicture ? .inline(file) : .download(file)
        }
        table.post("/registrations/:id/acceptance", .requires(.decideRegistrations)) { exchange in
            try await Self.accept(exchange)
        }
        table.post("/registrations/:id/return", .requires(.decideRegistrations)) { exchange in
            guard let reason = exchange.form.text(Field.reason), reason.count <= EnterpriseRegistration.reasonLimit
            else {
                let limit = EnterpriseRegistration.reasonLimit
                return try await Self.page(exchange, .one(Field.reason, "请填写退回原因，最多 \(limit) 个字"))
            }
            let receipt = try await Registrations(exchange.platform).giveBack(
                try exchange.id("id"), reason: reason, try exchange.occasion())
            try await exchange.flash("已退回注册申请，请电话告知联系人。")
            return .seeOther(Path.organisation(.registration(receipt.id)).url)
        }
    }

    // MARK: The public form

    private static func form(_ exchange: Exchange, _ errors: FieldErrors?) async throws -> Answer {
        let choices = try await Registrations(exchange.platform).choices()
        let page = RegistrationPage(
            exchange.frame(.organisation), districts: choices.districts.map { ($0.id, $0.name) }, words: choices.words,
            credit: UnionFormRoutes.credit(exchange, OrganisationParticulars()),
            form: errors.map { exchange.state($0) } ?? FormState())
        return .page(page.html, status: errors == nil ? 200 : 422)
    }

    private static func submit(_ exchange: Exchange) async throws -> Answer {
        typealias Field = RegistrationPage.Field
        var errors = FieldErrors()
        let district = ID<Union>(exchange.form[Field.district])
        if district == nil { errors.add(Field.district, "请选择单位所在的区或产业局") }
        let typed = OrganisationParticulars(exchange.form)
        do throws(OrganisationProblems) { _ = try Registrations.checked(typed) } catch { errors.add(error) }
        let sent = exchange.form.file(Field.proof).flatMap { $0.name.isEmpty && $0.bytes.isEmpty ? nil : $0 }
        let isTooLarge = exchange.form.isOversized(Field.proof)
        if isTooLarge {
            errors.add(Field.proof, "营业执照文件超过 10 MB，没有收到。请压缩，或换一张较小的照片后重新选择；其他内容已保留")
        } else if sent == nil {
            errors.add(Field.proof, "请选择营业执照的照片或 PDF")
        }
        if exchange.form.text(Field.privacy) == nil { errors.add(Field.privacy, "请阅读隐私说明并勾选同意") }
        guard let district, let sent, errors.isEmpty else {
            // A browser does not keep a chosen file.
            if sent != nil { errors.add(Field.proof, "请重新选择营业执照文件，其他内容已保留") }
            return try await form(exchange, errors)
        }
        do {
            try await Registrations(exchange.platform).submit(
                typed, proof: Vouchers.Upload(name: sent.name, bytes: sent.bytes), to: district,
                from: exchange.origin.address, at: exchange.now)
            return .seeOther(Path.organisation(.registrationSubmitted).url)
        } catch let refused as VoucherRefusal {
            for file in refused.files { errors.add(Field.proof, file.problem.wording) }
        } catch Refusal.registrationsFull {
            errors.add(Refusal.registrationsFull.wording)
            errors.add(Field.proof, "请重新选择营业执照文件，其他内容已保留")
        }
        return try await form(exchange, errors)
    }

    // MARK: The district

    private static func page(_ exchange: Exchange, _ errors: FieldErrors?) async throws -> Answer {
        let record = try await Registrations(exchange.platform).find(try exchange.id("id"), try exchange.occasion())
        var form = errors.map { exchange.state($0) } ?? FormState()
        if errors == nil { form[Field.unionName] = "\(record.line.particulars.name)工会委员会" }
        let model = RegistrationDecisionPage.Model(
            RegistrationRow(record.line),
            warning: record.holder.map { OrganisationProblem.creditTaken(by: $0).wording(of: .creditCode) + "。" },
            others: record.others, superiors: record.superiors.map { ($0.id, $0.name) })
        let page = RegistrationDecisionPage(exchange.frame(.organisation), model, form: form)
        return .page(page.html, status: errors == nil ? 200 : 422)
    }

    private static func accept(_ exchange: Exchange) async throws -> Answer {
        var errors = FieldErrors()
        guard let superior = ID<Union>(exchange.form[Field.superior]) else {
            return try await page(exchange, .one(Field.superior, "请选择上级组织"))
        }
        do {
            let receipt = try await Registrations(exchange.platform).accept(
                try exchange.id("id"), under: superior, unionName: exchange.form[Field.unionName].trimmed,
                accountName: exchange.form[Field.accountName].trimmed, try exchange.occasion())
            try await exchange.flash("已成立工会并开通账号。")
            return .seeOther(Path.organisation(.registration(receipt.id)).url)
        } catch let found as AccountProblems {
            for problem in found.problems { errors.add(Field.accountName, problem.wording) }
        } catch let problems as OrganisationProblems {
            for entry in problems.entries {
                let words = entry.problem.wording(of: entry.field)
                if entry.field == .name {
                    errors.add(Field.unionName, words)
                } else {
                    errors.add(words + "。不能办理的，请退回申请")
                }
            }
        }
        return try await page(exchange, errors)
    }
}

extension RegistrationRow {
    init(_ line: Registrations.Line) {
        self.init(
            id: line.id, status: line.status, particulars: line.particulars, districtName: line.districtName,
            submittedAt: line.submittedAt, decidedAt: line.decidedAt, reason: line.reason, union: line.union,
            accountName: line.accountName, proof: line.proof)
    }
}
