import Domain
import Markup
import Pages
import Testing
import Wording

@Suite("更正申请: the form, the queue, one, and the results")
struct CorrectionPagesTests {
    private let known = CorrectedIdentity(
        name: "会员甲", document: IdentityDocument(type: .residentIdentityCard, number: "319901198506010013", expiry: nil))
    private let right = CorrectedIdentity(
        name: "会员钾", document: IdentityDocument(type: .residentIdentityCard, number: "319901198607010013", expiry: nil))

    private func row(
        _ kind: EnrolmentCorrection.Kind, _ status: EnrolmentCorrection.Status = .submitted, reason: String? = nil
    ) -> CorrectionRow {
        CorrectionRow(
            id: ID(7), number: "GZ202402010001", kind: kind, status: status, before: known,
            after: kind == .identity ? right : nil, memberNumber: "H1001", unitName: "示例科技有限公司", year: 2024,
            plan: "A", enrolment: "JB2024319901000016", batch: "CB202312270001",
            refund: kind == .removal ? Money(fen: 1_300) : .zero, note: Sample.hostile, reason: reason,
            requestedAt: Sample.moment("2024-02-01", hour: 9),
            decidedAt: status.isOpen ? nil : Sample.moment("2024-02-03", hour: 9))
    }

    private func page(
        _ row: CorrectionRow, _ commands: Set<EnrolmentCorrection.Command>, _ obstacle: String? = nil
    ) -> HTML {
        CorrectionPage(
            Sample.frame(),
            CorrectionPage.Model(
                row, commands: commands, obstacle: obstacle,
                history: [
                    MemberPage.Happening(at: Sample.moment("2024-02-01", hour: 9), account: "王示例", words: "提交申请")
                ])
        ).html
    }

    private static func error(_ field: String, _ message: String) -> FieldErrors {
        var errors = FieldErrors()
        errors.add(field, message)
        return errors
    }

    @Test("one correction shows what differs and nothing more of the number")
    func one() {
        let html = page(row(.identity), [.endorse, .return])
        Golden.expect(html, "correction-identity")
        #expect(!html.text.contains("319901198607010013"))
        #expect(!html.text.contains("319901198506010013"))
        Golden.expect(page(row(.removal, .endorsed), [.accept, .return]), "correction-removal")
        let obstructed = page(row(.removal, .endorsed), [.accept, .return], "批次的缴费凭证尚未审核通过。")
        Golden.expect(obstructed, "correction-obstructed")
        #expect(!obstructed.text.contains("同意更正"))
        Golden.expect(page(row(.removal), [.withdraw]), "correction-asked")
        Golden.expect(page(row(.identity, .returned, reason: "请附证件"), []), "correction-returned")
    }

    @Test("one that waits for the centre, and what became of it: accepted, withdrawn, fallen with its batch")
    func states() {
        Golden.expect(page(row(.identity, .endorsed), []), "correction-endorsed")
        Golden.expect(page(row(.identity, .accepted), []), "correction-accepted")
        let removed = page(row(.removal, .accepted), [])
        #expect(removed.text.contains("已退款（区局抵扣款）"))
        Golden.expect(removed, "correction-removed")
        let withdrawn = page(row(.removal, .withdrawn), [])
        #expect(!withdrawn.text.contains("撤回更正申请"))
        #expect(!withdrawn.text.contains("退款"))
        Golden.expect(withdrawn, "correction-withdrawn")
        let fallen = row(.removal, .returned, reason: EnrolmentCorrection.lapsedReason)
        #expect(!page(fallen, []).text.contains("退款"))
        Golden.expect(page(fallen, []), "correction-lapsed")
    }

    @Test("the decided ones, one of each kind and end")
    func closed() {
        let ends: [EnrolmentCorrection.Status] = [.accepted, .returned, .withdrawn]
        let rows = ends.flatMap { end in EnrolmentCorrection.Kind.allCases.map { row($0, end) } }
        Golden.expect(
            CorrectionsPage(
                Sample.frame(), .asks, .closed, of: [.underWay, .closed], rows, waiting: 0,
                PageWindow(number: 1, size: 20, total: rows.count)
            ).html, "corrections-closed")
    }

    @Test("the form offers what can be asked for, with what is known masked")
    func form() {
        let subject = CorrectionFormPage.Subject(
            coverage: ID(5), identity: known, memberNumber: "H1001", unitName: "示例科技有限公司", year: 2024, plan: "A",
            enrolment: "JB2024319901000016", status: .inForce)
        let html = CorrectionFormPage(Sample.frame(), subject, form: CorrectionFormPage.blank(subject)).html
        Golden.expect(html, "correction-form")
        #expect(!html.text.contains(known.number))
        Golden.expect(
            CorrectionFormPage(
                Sample.frame(), subject,
                form: FormState(["kind": ["identity"]], errors: Self.error("document", "证件号码应为 18 位，现在是 3 位"))
            ).html, "correction-form-refused")
    }

    @Test("the queue of both sides, the check before and the results after")
    func queue() {
        let window = PageWindow(number: 1, size: 20, total: 2)
        let rows = [row(.identity), row(.removal)]
        Golden.expect(
            CorrectionsPage(
                Sample.frame(), .decides, .waiting, of: CorrectionPart.allCases, rows, waiting: 2, window
            ).html, "corrections")
        Golden.expect(
            CorrectionsPage(
                Sample.frame(), .asks, .underWay, of: [.underWay, .closed], [], waiting: 0,
                PageWindow(number: 1, size: 20, total: 0), form: FormState(errors: Self.error("who", "不在名单中"))
            ).html, "corrections-asked-none")
        Golden.expect(CorrectionCheckPage(Sample.frame(), .return, rows).html, "corrections-check")
        Golden.expect(
            CorrectionResultPage(
                Sample.frame(), .accept,
                [.init(row(.identity), problem: nil), .init(row(.removal), problem: "现在不能同意，请打开申请查看原因。")]
            ).html, "corrections-results")
    }
}
