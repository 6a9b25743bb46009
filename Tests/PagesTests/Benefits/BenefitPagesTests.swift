import Domain
import Markup
import Pages
import Testing

@Suite("The pages of payments")
struct BenefitPagesTests {
    private let frame = Sample.frame(.workbench)

    private static var missingFile: FieldErrors {
        var errors = FieldErrors()
        errors.add("file", "请选择给付信息文件")
        return errors
    }

    private func payment(
        _ id: Int64 = 5, _ standing: BenefitPayment.Standing = .paid, year: Int = 2023, plan: String? = "A",
        name: String = "会员甲", kind: String = "住院"
    ) -> BenefitPayment {
        BenefitPayment(
            id: ID(id), person: ID(7), name: name,
            document: IdentityDocument(type: .residentIdentityCard, number: "319901199001010015", expiry: nil),
            unitName: "示例科技有限公司", year: year, plan: plan, kind: kind, amount: Money(fen: 120_050),
            paidOn: Sample.day("2023-06-01"), reference: "GF20230000\(id)", standing: standing)
    }

    private func trail(_ reason: String? = nil, replacedBy: ID<BenefitPayment>? = nil) -> BenefitTrail {
        BenefitTrail(
            enteredAt: Sample.moment("2023-09-05", hour: 9, minute: 30), enteredBy: "赵审例", fileName: "给付.xlsx",
            endedAt: reason.map { _ in Sample.moment("2023-09-06", hour: 9) }, endedBy: "赵审例", reason: reason,
            replaces: nil, replacedBy: replacedBy)
    }

    private func page(
        _ payments: [BenefitPayment], manages: Bool, exports: Bool = true, _ form: FormState = FormState()
    ) -> BenefitsPage {
        let listing = BenefitListing(payments, total: payments.count, previous: nil, next: nil)
        let parts = payments.isEmpty ? [] : [BenefitTotals.Part(kind: "住院", count: 2, amount: Money(fen: 240_100))]
        let model = BenefitsPage.Model(
            union: "演示市总工会", window: BenefitWindow(listing, offset: 0, size: 20), totals: BenefitTotals(parts),
            kinds: ["住院", "意外伤害"], years: [2024, 2023], manages: manages, exports: exports)
        return BenefitsPage(frame, model, form: form, PersonSearch())
    }

    @Test("the list with its totals, as the centre and as others see it")
    func list() {
        let payments = [
            payment(5), payment(6, .corrected, year: 2022, plan: nil), payment(7, .cancelled, name: Sample.hostile),
        ]
        let full = page(payments, manages: true, FormState(["state": ["all"], "from": ["2023-01-01"]])).html
        Golden.expect(full, "benefits")
        #expect(!full.text.contains("319901199001010015"))
        #expect(!full.text.contains("<script>alert"))
        Golden.expect(page([], manages: false).html, "benefits-empty")
        #expect(!page(payments, manages: false).html.text.contains("导入给付信息"))
        #expect(page(payments, manages: false).html.text.contains("导出当前筛选"))
        #expect(!page(payments, manages: false, exports: false).html.text.contains("导出当前筛选"))
    }

    @Test("one payment with its trail; one that does not hold any more says why")
    func sheet() {
        let history = [payment(5), payment(6, .corrected, year: 2022)]
        Golden.expect(
            BenefitSheetPage(frame, payment(), trail(), history: history, manages: true).html, "benefit-sheet")
        let old = BenefitSheetPage(
            frame, payment(5, .corrected, plan: nil), trail(Sample.hostile, replacedBy: ID(9)), history: history,
            manages: true
        ).html
        Golden.expect(old, "benefit-sheet-corrected")
        #expect(!old.text.contains("/benefits/5/correction"))
    }

    @Test("the forms, fresh and refused")
    func forms() {
        var errors = FieldErrors()
        errors.add("amount", "请填写大于 0 的金额，最多两位小数，如 1200.00")
        let refused = FormState(["name": [Sample.hostile], "document-type": ["passport"]], errors: errors)
        Golden.expect(BenefitEntryPage(frame, form: refused, kinds: ["住院"]).html, "benefit-new-refused")
        let fresh = BenefitCorrectionPage.fresh(payment())
        Golden.expect(
            BenefitCorrectionPage(frame, payment(), form: fresh, kinds: ["住院"]).html, "benefit-correction")
        Golden.expect(BenefitCancellationPage(frame, payment(), form: FormState()).html, "benefit-cancellation")
    }

    private func file(
        _ status: BenefitImport.Status, name: String? = "给付.xlsx", newKinds: [String] = [], failed: Int = 0
    ) -> BenefitImport {
        BenefitImport(
            id: ID(51), fileName: name, status: status,
            counts: BenefitCounts(
                rows: 100 + failed, new: 90, known: 8, unmatched: 2, failed: failed, uncovered: failed,
                amount: Money(fen: 10_804_500)),
            newKinds: newKinds, at: Sample.moment("2023-09-05", hour: 9, minute: 30), account: "赵审例")
    }

    @Test("files before and after, with every row that is wrong")
    func files() {
        Golden.expect(BenefitImportsPage(frame, [], form: FormState()).html, "benefit-imports-empty")
        let all = BenefitImport.Status.allCases.map { file($0) } + [file(.applied, name: nil)]
        Golden.expect(
            BenefitImportsPage(frame, all, form: FormState(errors: Self.missingFile)).html,
            "benefit-imports")
        let problems = BenefitProblem.allCases.enumerated().map {
            BenefitRowProblem(row: $0.offset + 2, problem: $0.element)
        }
        let preview = BenefitImportPage(
            frame, file(.staged, name: Sample.hostile, newKinds: ["住阮"], failed: 18), problems
        ).html
        Golden.expect(preview, "benefit-import-preview")
        #expect(!preview.text.contains("<script>alert"))
        Golden.expect(BenefitImportPage(frame, file(.applied), []).html, "benefit-import-result")
    }
}
