import Domain
import Markup
import Pages
import UseCases
import Wording

/// 扫码入会: the form behind a 组织码, for whoever scans it.
struct JoinRoutes: RouteGroup {
    private typealias Field = MemberFormPage.Field

    func register(in table: inout RouteTable) {
        table.get("/join/:code", .visitor) { exchange in
            var fresh = FormState()
            fresh[MemberFormPage.field(.documentType) ?? ""] = DocumentType.residentIdentityCard.rawValue
            return try await Self.page(exchange, fresh, status: 200)
        }
        table.post("/join/:code", .visitor, .apply) { exchange in try await Self.submit(exchange) }
        table.get("/join/:code/submitted", .visitor) { exchange in
            guard let invitation = try await Self.invitation(exchange) else { return Self.closed(exchange) }
            return .page(JoinSubmittedPage(exchange.frame(.organisation), unionName: invitation.union.name).html)
        }
    }

    private static func code(_ exchange: Exchange) -> String { exchange.parameters["code"] ?? "" }

    private static func invitation(_ exchange: Exchange) async throws -> JoinApplications.Invitation? {
        do {
            return try await JoinApplications(exchange.platform).invitation(code(exchange), on: exchange.day.today)
        } catch Refusal.notFound {
            return nil
        }
    }

    private static func closed(_ exchange: Exchange) -> Answer {
        .page(JoinClosedPage(exchange.frame(.organisation)).html, status: 404)
    }

    private static func page(_ exchange: Exchange, _ form: FormState, status: Int) async throws -> Answer {
        guard let invitation = try await invitation(exchange) else { return closed(exchange) }
        let page = JoinPage(
            exchange.frame(.organisation), code: code(exchange), unionName: invitation.union.name,
            enterprises: invitation.enterprises, kinds: invitation.words.entries[.flexibleKind] ?? [], form: form)
        return .page(page.html, status: status)
    }

    private static func submit(_ exchange: Exchange) async throws -> Answer {
        let (form, applications) = (exchange.form, JoinApplications(exchange.platform))
        guard try await invitation(exchange) != nil else { return closed(exchange) }
        var errors = FieldErrors()
        var importClass: ImportClass?
        if MemberCategory(rawValue: form[Field.category]) == nil {
            errors.add(Field.category, "请选择您在哪里工作")
        } else {
            importClass = MemberFormRoutes.importClass(form, &errors)
        }
        let hasAgreed = form.text(JoinPage.Field.privacy) != nil
        if importClass == nil || !hasAgreed {
            // Everything is said at once, so that nobody mends the form twice.
            let problems = try await applications.problems(
                of: MemberDraft(form), by: code(exchange), on: exchange.day.today)
            if !problems.isEmpty { errors.add(DraftRefusal.problems(problems)) }
        }
        if !hasAgreed { errors.add(JoinPage.Field.privacy, "请阅读隐私说明并勾选同意") }
        if let importClass, errors.isEmpty {
            do {
                try await applications.submit(
                    MemberDraft(form), as: importClass, consent: form.text(Field.consent) == nil ? .none : .given,
                    by: code(exchange), on: exchange.day.today, from: exchange.origin.address, at: exchange.now)
                return .seeOther(Path.join(.submitted(code(exchange))).url)
            } catch let refusal as DraftRefusal {
                errors.add(refusal)
            } catch Refusal.applicationsFull {
                // What has been typed is there again on another day, or for another code.
                errors.add(Refusal.applicationsFull.wording)
            } catch ImportTargetProblem.flexibleKindMissing {
                errors.add(Field.flexibleKind, "请选择灵活就业类别")
            }
        }
        return try await page(exchange, exchange.state(errors), status: 422)
    }
}
