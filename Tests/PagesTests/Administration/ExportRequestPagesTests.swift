import Domain
import Markup
import Pages
import Testing

@Suite("The pages of mass exports")
struct ExportRequestPagesTests {
    private let frame = Sample.frame(.organisation)

    private func row(
        _ status: ExportRequest.Status, _ numbers: AlertRule.Numbers = .whole
    ) -> ExportRequestRow {
        let request = ExportRequest(
            id: ID(71), askedBy: ID(3), path: .root, list: .members, numbers: numbers, purpose: .unionMatter,
            people: 5_012, expiresAt: Sample.moment("2023-11-27", hour: 9, minute: 30), status: status)
        let isDecided = status != .waiting
        return ExportRequestRow(
            request, asker: "王经例", unionName: "示例联合工会", askedAt: Sample.moment("2023-11-20", hour: 9, minute: 30),
            decider: isDecided ? "钱复例" : nil,
            decidedAt: isDecided ? Sample.moment("2023-11-21", hour: 8, minute: 0) : nil,
            reason: status == .refused ? Sample.hostile : nil, fetched: status == .consented ? 1 : 0)
    }

    private func page(
        _ row: ExportRequestRow, _ commands: Set<ExportRequest.Command>, form: FormState = FormState()
    ) -> HTML {
        ExportRequestPage(
            frame,
            ExportRequestPage.Model(row, conditions: ["范围：示例联合工会及下级", Sample.hostile], commands: commands),
            stepUp: .password, form: form
        ).html
    }

    @Test("The list, empty and with requests in every state")
    func list() {
        Golden.expect(
            ExportRequestsPage(frame, .open, [], PageWindow(number: 1, size: 20, total: 0)).html, "exports-empty")
        let rows = ExportRequest.Status.allCases.map { row($0) }
        Golden.expect(
            ExportRequestsPage(frame, .closed, rows, PageWindow(number: 1, size: 20, total: 5)).html, "exports")
    }

    @Test("A request as the second person sees it, and as whoever has asked does")
    func one() {
        let second = page(row(.waiting), [.consent, .refuse])
        #expect(!second.text.contains("<script>alert"))
        #expect(second.text.contains("同意导出 5,012 人"))
        Golden.expect(second, "export-second")
        let own = page(row(.waiting), [.withdraw])
        #expect(!own.text.contains("同意导出 5,012 人"))
        Golden.expect(own, "export-own")
        Golden.expect(page(row(.consented), [.fetch, .withdraw]), "export-consented")
        Golden.expect(page(row(.consented, .masked), [.fetch, .withdraw]), "export-consented-masked")
        let refused = page(row(.refused), [])
        #expect(!refused.text.contains("<script>alert"))
        Golden.expect(refused, "export-refused")
    }

    @Test("A refusal without a reason is shown again with what is missing")
    func refused() {
        let errors = FieldErrors.one(ExportRequestsPage.Field.reason, "请填写不同意的原因，最多 200 个字")
        Golden.expect(page(row(.waiting), [.consent, .refuse], form: FormState(errors: errors)), "export-errors")
    }
}
