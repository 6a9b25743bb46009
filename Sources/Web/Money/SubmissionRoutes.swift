import Domain
import Markup
import Pages
import UseCases
import Wording

/// 提交至职保中心: rehearsal, confirmation, lock, result (manual 2024, 4.4 and 4.5).
struct SubmissionRoutes: RouteGroup {
    func register(in table: inout RouteTable) {
        table.get("/submissions/new", .requires(.submitToCentre)) { exchange in
            try await Self.rehearsal(exchange, FormState(), status: 200)
        }
        // Where a refused form's address stands in the browser's bar.
        for address in ["/submissions", "/submissions/check"] {
            table.get(address, .requires(.submitToCentre)) { _ in .seeOther(Path.submissionNew.url) }
        }
        table.post("/submissions/check", .requires(.submitToCentre)) { exchange in
            guard let contact = Self.contact(exchange.form) else { return try await Self.refused(exchange) }
            return try await Self.confirmation(exchange, contact, FormState(), status: 200)
        }
        table.post("/submissions", .requires(.submitToCentre)) { exchange in
            try await Self.submit(exchange)
        }
        table.get("/submissions/:id", .requires(.viewBatches)) { exchange in
            let sheet = try await Batches(exchange.platform).sheet(try exchange.occasion(), try exchange.id("id"))
            let page = DistrictResultPage(
                exchange.frame(.workbench), sheet.record, totals: sheet.totals, account: sheet.account)
            return .page(page.html)
        }
    }

    private static func contact(_ form: Form) -> SubmissionContact? {
        do throws(Refusal) {
            return try SubmissionContact(name: form["name"], phone: form["phone"], email: form["email"])
        } catch {
            return nil
        }
    }

    private static func refused(_ exchange: Exchange) async throws -> Answer {
        let form = exchange.form
        let problems = SubmissionContact.problems(name: form["name"], phone: form["phone"], email: form["email"])
        var errors = FieldErrors()
        for field in ContactField.allCases {
            if let problem = problems[field] { errors.add(field.rawValue, problem.wording(of: field)) }
        }
        return try await rehearsal(exchange, exchange.state(errors), status: 422)
    }

    private static func submit(_ exchange: Exchange) async throws -> Answer {
        try await send(exchange) { occasion, contact, expected in
            let receipt = try await Submissions(exchange.platform).submit(
                occasion, contact: contact, expecting: expected)
            return .seeOther(Path.submission(receipt.submission.rawValue).url)
        }
    }

    /// Sends what the last page has shown, to the centre or to a second person; what is no longer so is shown anew.
    static func send(
        _ exchange: Exchange, _ act: (Occasion, SubmissionContact, ExpectedTotals) async throws -> Answer
    ) async throws -> Answer {
        let form = exchange.form
        guard let contact = contact(form) else { return try await refused(exchange) }
        let expected = ExpectedTotals(units: form.integer("units") ?? 0, heads: form.integer("heads") ?? 0)
        var errors = FieldErrors()
        if typedHeads(form) != expected.heads {
            errors.add(SubmissionConfirmPage.Field.heads, "请输入本次提交的参保总人数 \(expected.heads)，应与上面的合计一致")
        }
        let occasion = try await exchange.confirmedOccasion(for: .submitToCentre, &errors)
        guard errors.isEmpty, let occasion else {
            return try await confirmation(exchange, contact, exchange.stateWithoutProof(errors), status: 422)
        }
        do {
            return try await act(occasion, contact, expected)
        } catch Refusal.countChanged(let expected, let actual) {
            let text = Refusal.countChanged(expected: expected, actual: actual).wording
            return try await confirmation(exchange, contact, FormState(errors: .general(text)), status: 422)
        } catch Refusal.unitsNotReady {
            let errors = FieldErrors.general(Refusal.unitsNotReady.wording)
            return try await confirmation(exchange, contact, FormState(errors: errors), status: 422)
        } catch Refusal.secondPerson(let obstacle) {
            return try await confirmation(
                exchange, contact, FormState(errors: .general(obstacle.wording)), status: 422)
        }
    }

    /// The number as people write it: `1,064`, `１０６４`, `1064 人`; nil for anything else.
    static func typedHeads(_ form: Form) -> Int? {
        let signs = form[SubmissionConfirmPage.Field.heads].filter { !$0.isWhitespace && !",，人".contains($0) }
        let digits = signs.compactMap(\.wholeNumberValue).filter { (0...9).contains($0) }
        guard !digits.isEmpty, digits.count == signs.count, digits.count < 10 else { return nil }
        return digits.reduce(0) { $0 * 10 + $1 }
    }

    // MARK: Pages

    private static func model(_ exchange: Exchange) async throws -> SubmissionRehearsalPage.Rehearsal {
        let occasion = try exchange.occasion()
        let desk = try await SubmissionProposals(exchange.platform).desk(occasion)
        let rehearsal = try await Submissions(exchange.platform).rehearsal(occasion)
        return SubmissionRehearsalPage.Rehearsal(
            district: rehearsal.district.name, year: rehearsal.year, totals: rehearsal.totals,
            credit: rehearsal.credit, struck: rehearsal.struck, open: rehearsal.open, unpaid: rehearsal.unpaid,
            counts: rehearsal.counts,
            conflicts: rehearsal.conflicts, refusal: rehearsal.refusal, second: SecondLook(desk))
    }

    private static func rehearsal(_ exchange: Exchange, _ form: FormState, status: Int) async throws -> Answer {
        let page = SubmissionRehearsalPage(exchange.frame(.workbench), try await model(exchange), form: form)
        return .page(page.html, status: status)
    }

    private static func confirmation(
        _ exchange: Exchange, _ contact: SubmissionContact, _ form: FormState, status: Int
    ) async throws -> Answer {
        let rehearsal = try await model(exchange)
        if let refusal = rehearsal.refusal { throw refusal }
        let page = SubmissionConfirmPage(
            exchange.frame(.workbench), rehearsal, contact: contact,
            stepUp: try await exchange.stepUp(), form: form)
        return .page(page.html, status: status)
    }
}
