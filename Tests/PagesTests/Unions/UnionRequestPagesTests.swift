import Domain
import Markup
import Pages
import Testing

@Suite struct UnionRequestPagesTests {
    private func union(_ kind: UnionKind = .unionCommittee) -> Union {
        Union(
            id: ID(3), parent: ID(1), code: "319901000003", name: "示例科技有限公司工会委员会", kind: kind, path: .root,
            creditCode: nil, role: .ordinary)
    }

    private func row(
        _ kind: UnionRequest.Kind, _ status: UnionRequest.Status = .open, reason: String? = nil
    ) -> UnionRequestRow {
        UnionRequestRow(
            id: ID(7), kind: kind, status: status, unionKind: .unionCommittee, unionName: "示例科技有限公司工会委员会",
            superiorName: kind == .founding || kind == .transfer ? "临江街道总工会" : nil, requesterName: "示例科技有限公司工会委员会",
            deciderName: "滨海街道总工会", note: Sample.hostile, requestedAt: Sample.moment("2023-11-20", hour: 9),
            decidedAt: status == .open ? nil : Sample.moment("2023-11-21", hour: 9), reason: reason)
    }

    private let before = OrganisationParticulars(name: "示例科技有限公司工会委员会", code: "319901000003", address: "旧址")
    private let after = OrganisationParticulars(
        name: "示例科技集团工会委员会", code: "319901000003", creditCode: "81310106000000254M", industry: "制造业",
        contactPhone: "19900000001")

    private func page(_ row: UnionRequestRow, _ commands: Set<UnionRequest.Command>, _ obstacles: [String] = []) -> HTML
    {
        UnionRequestPage(
            Sample.frame(),
            UnionRequestPage.Model(
                row, union: ID(3), before: before, after: after, currentSuperior: "滨海街道总工会", commands: commands,
                obstacles: obstacles,
                history: [
                    MemberPage.Happening(at: Sample.moment("2023-11-20", hour: 9), account: "王示例", words: "提交申请")
                ])
        ).html
    }

    @Test("what differs, the decision, and what stands in the way")
    func one() {
        Golden.expect(page(row(.amendment), [.accept, .return]), "union-request")
        Golden.expect(page(row(.transfer), [.return], ["有 1 个单位的参保名单没有办结。"]), "union-request-obstructed")
        Golden.expect(page(row(.dissolution, .returned, reason: "还有会员"), []), "union-request-returned")
        Golden.expect(page(row(.founding), [.withdraw]), "union-request-asked")
    }

    @Test("the queue with its boxes, an empty one, the check before and the results after")
    func queue() {
        let window = PageWindow(number: 1, size: 20, total: 2)
        let rows = [row(.amendment), row(.transfer)]
        Golden.expect(
            UnionRequestsPage(Sample.frame(), .waiting, of: UnionRequestPart.allCases, rows, waiting: 2, window).html,
            "union-requests")
        Golden.expect(
            UnionRequestsPage(
                Sample.frame(), .requested, of: [.requested], [], waiting: 0,
                PageWindow(number: 1, size: 20, total: 0)
            ).html, "union-requests-none")
        Golden.expect(UnionRequestCheckPage(Sample.frame(), .return, rows).html, "union-requests-check")
        Golden.expect(
            UnionRequestResultPage(
                Sample.frame(), .accept,
                [.init(row(.amendment), problem: nil), .init(row(.transfer), problem: "申请已撤回或已由他人办理，没有改变。")]
            ).html, "union-requests-results")
    }

    @Test("the forms of a change, a new union, and an enterprise")
    func forms() {
        var form = FormState()
        for field in OrganisationField.allCases { form[field.rawValue] = before[field] }
        var errors = FieldErrors()
        errors.add(OrganisationField.creditCode.rawValue, "统一社会信用代码末位校验不符，应为 M")
        form.errors = errors
        Golden.expect(
            OrganisationFormPage(
                Sample.frame(),
                OrganisationFormPage.Model(
                    .amendment(union()), superior: "滨海街道总工会",
                    words: OrganisationWords(economicTypes: ["私营"], industries: ["制造业"]), credit: .keptWithReason),
                form: form
            ).html, "union-amendment")
        Golden.expect(
            OrganisationFormPage(
                Sample.frame(), OrganisationFormPage.Model(.founding(under: union(.subdistrictFederation))),
                form: FormState()
            ).html, "union-founding")
        Golden.expect(
            OrganisationFormPage(
                Sample.frame(), OrganisationFormPage.Model(.newEnterprise(of: union())), form: FormState()
            ).html, "enterprise-new")
    }

    @Test("deleting and moving, possible or not")
    func moves() {
        Golden.expect(UnionDissolutionPage(Sample.frame(), union(), obstacles: []).html, "union-dissolution")
        Golden.expect(
            UnionDissolutionPage(Sample.frame(), union(), obstacles: ["还有 2 名会员，请先办理会籍转移或删除。"]).html,
            "union-dissolution-obstructed")
        func move(_ locked: Int) -> HTML {
            UnionTransferPage(
                Sample.frame(),
                UnionTransferPage.Model(
                    union(), superior: "滨海街道总工会", districts: [(ID(2), "东海区总工会")],
                    targets: [(ID(5), "临江街道总工会", .subdistrictFederation)], reach: .cut, subordinates: 3,
                    lockedUnits: locked), form: FormState()
            ).html
        }
        Golden.expect(move(0), "union-transfer")
        Golden.expect(move(2), "union-transfer-locked")
    }
}

@Suite struct RegistrationPagesTests {
    private func row(
        _ status: EnterpriseRegistration.Status, account: String? = nil, reason: String? = nil,
        proof: VoucherFile.Kind? = .jpeg
    ) -> RegistrationRow {
        RegistrationRow(
            id: ID(4), status: status,
            particulars: OrganisationParticulars(
                name: Sample.hostile, creditCode: "913100000000001745", address: "示例路 1 号", contactName: "王示例",
                contactPhone: "19900000001"), districtName: "东海区总工会",
            submittedAt: Sample.moment("2023-11-20", hour: 9),
            decidedAt: status == .open ? nil : Sample.moment("2023-11-21", hour: 9), reason: reason,
            union: account == nil ? nil : ID(9), accountName: account,
            proof: proof.map { EnterpriseRegistration.Proof(name: "执照.jpg", kind: $0, size: 120_000) })
    }

    @Test("the public form with what is wrong, and the answer that is the same for everybody")
    func visitors() {
        let form = FormState(
            ["name": ["示例公司"]],
            errors: { () -> FieldErrors in
                var errors = FieldErrors()
                errors.add("creditCode", "统一社会信用代码末位校验不符，应为 5")
                return errors
            }())
        Golden.expect(
            RegistrationPage(
                Sample.guest, districts: [(ID(2), "东海区总工会")], credit: .keptWithReason, form: form
            ).html, "registration")
        Golden.expect(RegistrationSubmittedPage(Sample.guest).html, "registration-submitted")
    }

    @Test("the queue, one that waits although its code is known, one that has its account")
    func review() {
        Golden.expect(
            RegistrationsPage(
                Sample.frame(), .open, [row(.open)], PageWindow(number: 1, size: 20, total: 1)
            ).html, "registrations")
        func page(_ row: RegistrationRow, _ warning: String?) -> HTML {
            RegistrationDecisionPage(
                Sample.frame(),
                RegistrationDecisionPage.Model(row, warning: warning, superiors: [(ID(2), "东海区总工会")]),
                form: FormState()
            ).html
        }
        Golden.expect(page(row(.open), "该统一社会信用代码已登记在“示例公司”名下，请核对。"), "registration-open")
        Golden.expect(page(row(.accepted, account: "xinshe"), nil), "registration-accepted")
        Golden.expect(page(row(.open, proof: .pdf), nil), "registration-pdf")
        Golden.expect(page(row(.returned, reason: "已有工会", proof: nil), nil), "registration-proof-gone")
    }
}
