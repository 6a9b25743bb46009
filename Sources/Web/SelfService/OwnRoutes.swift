import Documents
import Domain
import Markup
import Pages
import UseCases
import Wording

/// 本人服务: what the platform keeps of a member, for himself.
struct OwnRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/self-service", .oneself) { exchange in
            let found = try await OwnRecords(exchange.platform).overview(try exchange.ownOccasion())
            let requests = try await OwnRequests(exchange.platform).own(try exchange.ownOccasion())
            let model = OwnHomePage.Model(
                documentType: found.documentType, document: found.document, expiry: found.expiry, phone: found.phone,
                memberships: found.memberships, card: found.card, coverages: found.coverages,
                listings: found.listings, benefits: found.benefits, requests: requests.lines.map { RequestRow($0) },
                mayAsk: requests.mayAsk)
            return .page(OwnHomePage(exchange.frame(.selfService), model).html)
        }
        table.get("/self-service/consent", .oneself) { exchange in
            .page(try await Self.consentPage(exchange, FormState()))
        }
        table.post("/self-service/consent", .oneself) { exchange in
            guard exchange.form.text(OwnConsentPage.field) != nil else {
                let form = FormState(errors: OwnConsentPage.missing)
                return .page(try await Self.consentPage(exchange, form), status: 422)
            }
            try await OwnRecords(exchange.platform).consent(try exchange.ownOccasion())
            return .seeOther(Path.own(.home).url)
        }
        table.get("/self-service/coverage/:year", .oneself) { exchange in
            let year = try exchange.number("year")
            let found = try await OwnRecords(exchange.platform).coverage(in: year, try exchange.ownOccasion())
            let rows = found.map { OwnCoveragePage.Row($0.coverage, $0.notice) }
            return .page(OwnCoveragePage(exchange.frame(.selfService), year: year, rows).html)
        }
        table.get("/self-service/rights", .oneself) { exchange in
            try await Self.rights(exchange, FormState())
        }
        table.post("/self-service/rights", .oneself) { exchange in
            try await Self.askRight(exchange)
        }
        table.get("/self-service/forms/:token", .oneself) { exchange in
            try await Self.keptForm(exchange)
        }
        registerElectronicCard(in: &table)
    }

    private func registerElectronicCard(in table: inout RouteTable) {
        table.post("/self-service/electronic-card", .oneself) { exchange in
            try await OwnRecords(exchange.platform).activate(try exchange.ownOccasion())
            try await exchange.flash("电子会员证已激活。")
            return .seeOther(Path.own(.electronicCard).url)
        }
        table.get("/self-service/electronic-card", .oneself) { exchange in
            guard let shown = try await OwnRecords(exchange.platform).electronicCard(try exchange.ownOccasion()) else {
                return .seeOther(Path.own(.home).url)
            }
            let page = ElectronicCardPage(
                exchange.frame(.selfService), shown.membership, code: shown.publicAddress.isEmpty ? .withheld : .offered
            )
            return .page(page.html)
        }
        table.get("/self-service/electronic-card/picture", .oneself, .file) { exchange in
            guard let shown = try await OwnRecords(exchange.platform).electronicCard(try exchange.ownOccasion()) else {
                throw Refusal.notFound
            }
            let address = shown.publicAddress + Path.electronicCardProof(shown.token).url.description
            let picture = try QRCode(address).svg(moduleSize: 4)
            return .inline(
                Answer.File(name: "electronic-card.svg", mediaType: MediaType.svg, bytes: Array(picture.utf8)))
        }
        table.get("/verify/members/:token", .open, .search) { exchange in
            let proof = try await OwnRecords(exchange.platform).verify(
                token: exchange.parameters["token"] ?? "", on: exchange.day.today)
            return .page(
                ElectronicCardProofPage(exchange.frame(.organisation), proof).html, status: proof == nil ? 404 : 200)
        }
    }

    /// What he typed when his sign-in had ended.
    private static func keptForm(_ exchange: Exchange) async throws -> Answer {
        let token = exchange.parameters["token"] ?? ""
        do {
            let kept = try await KeptForms(exchange.platform).find(token, try exchange.ownOccasion())
            let page = StaleFormPage(
                exchange.frame(.selfService), TypedForm(kept),
                .endedLogin(page: kept.page.flatMap(URLText.init(path:)), minutes: KeptForms.minutes), once: token)
            return .page(page.html)
        } catch Refusal.notFound {
            try await exchange.flash("没有找到暂存的内容：已超过 \(KeptForms.minutes) 分钟，或不是您填写的。请重新填写。")
            return .seeOther(Path.own(.home).url)
        }
    }

    private static func rights(_ exchange: Exchange, _ form: FormState) async throws -> Answer {
        let found = try await OwnRights(exchange.platform).overview(try exchange.ownOccasion())
        let page = OwnRightsPage(
            exchange.frame(.selfService), found.lines.map { RightsRow($0) }, mayAsk: found.mayAsk, due: found.due,
            form: form)
        return .page(page.html, status: form.errors.isEmpty ? 200 : 422)
    }

    private static func askRight(_ exchange: Exchange) async throws -> Answer {
        typealias Field = OwnRightsPage.Field
        var errors = FieldErrors()
        let kind = RightsRequest.Kind(rawValue: exchange.form[Field.kind])
        if kind == nil { errors.add(Field.kind, "请选择您要提出的请求") }
        let text = RightsRoutes.text(exchange, &errors, of: Field.text)
        guard errors.isEmpty, let kind else { return try await rights(exchange, exchange.state(errors)) }
        switch try await OwnRights(exchange.platform).ask(kind, text, try exchange.ownOccasion()) {
        case .asked(let number, let due):
            try await exchange.flash("请求 \(number) 已提交给所在工会，将在 \(due.withWeekday) 前答复，并显示在本页。")
        case .waiting: try await exchange.flash("您的同类请求正在等待答复，答复后可以再次提出。")
        }
        return .seeOther(Path.own(.rights).url)
    }

    private static func consentPage(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let given = try await OwnRecords(exchange.platform).consentedAt(try exchange.ownOccasion())
        return OwnConsentPage(exchange.frame(.selfService), form: form, given: given).html
    }
}
