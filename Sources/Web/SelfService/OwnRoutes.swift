import Documents
import Domain
import Markup
import Pages
import UseCases

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
        registerElectronicCard(in: &table)
    }

    private func registerElectronicCard(in table: inout RouteTable) {
        table.post("/self-service/electronic-card", .oneself) { exchange in
            try await OwnRecords(exchange.platform).activate(try exchange.ownOccasion())
            try await exchange.flash("电子会员证已激活，可以出示二维码。")
            return .seeOther(Path.own(.electronicCard).url)
        }
        table.get("/self-service/electronic-card", .oneself) { exchange in
            guard let shown = try await OwnRecords(exchange.platform).electronicCard(try exchange.ownOccasion()) else {
                return .seeOther(Path.own(.home).url)
            }
            return .page(ElectronicCardPage(exchange.frame(.selfService), shown.membership).html)
        }
        table.get("/self-service/electronic-card/picture", .oneself) { exchange in
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

    private static func consentPage(_ exchange: Exchange, _ form: FormState) async throws -> HTML {
        let given = try await OwnRecords(exchange.platform).consentedAt(try exchange.ownOccasion())
        return OwnConsentPage(exchange.frame(.selfService), form: form, given: given).html
    }
}
