import Domain
import Markup
import Pages
import Testing

@Suite("The pages of submission, batches and vouchers")
struct MoneyPagesTests {
    private let frame = Sample.frame(.workbench)

    @Test("A rehearsal inside the window, and one before it")
    func rehearsal() {
        let page = SubmissionRehearsalPage(frame, ReviewSample.rehearsal(), form: FormState()).html
        #expect(page.text.contains("这些单位在本次提交内，一般应在 "))
        #expect(page.text.contains("，另有延长的以告知书为准。"))
        Golden.expect(page, "submission-new")
        Golden.expect(
            SubmissionRehearsalPage(frame, ReviewSample.rehearsal(.nothingToSubmit), form: FormState()).html,
            "submission-empty")
    }

    private func proposal(_ status: SubmissionProposal.Status) -> ProposalRow {
        ProposalRow(
            id: ID(31), status: status, units: 2, heads: 98, premium: Money(fen: 254_800),
            fingerprint: "0A1B2C3D4E5F6071", proposer: "赵审例",
            proposedAt: Instant(milliseconds: 1_703_642_400_000),
            decider: [.confirmed, .refused].contains(status) ? "钱复例" : nil,
            decidedAt: status == .waiting ? nil : Instant(milliseconds: 1_703_646_000_000),
            reason: status == .refused ? Sample.hostile : nil, submission: status == .confirmed ? ID(41) : nil)
    }

    private func page(
        _ status: SubmissionProposal.Status, confirming: Refusal?, withdrawing: Refusal?, form: FormState = FormState()
    ) -> ProposalPage {
        let list = ProposedList(
            enrolment: ID(7), unit: "示例科技有限公司", version: 2, plan: "A", heads: 95, premium: Money(fen: 247_000),
            fingerprint: "x")
        return ProposalPage(
            frame,
            ProposalPage.Model(
                district: "东海区总工会", year: 2024, row: proposal(status), lists: [list], contact: nil,
                confirming: confirming, withdrawing: withdrawing,
                changes: status == .overtaken ? [ProposalChange(before: list, after: nil)] : [],
                totals: status == .waiting ? ReviewSample.rehearsal().totals : nil, credit: .zero),
            stepUp: .password, form: form)
    }

    @Test("A proposal as the second person and as the first one sees it")
    func proposal() {
        let own = Refusal.secondPerson(.own)
        Golden.expect(page(.waiting, confirming: nil, withdrawing: .secondPerson(.notOwn)).html, "proposal-second")
        Golden.expect(page(.waiting, confirming: own, withdrawing: nil).html, "proposal-first")
        let over = Refusal.changedMeanwhile
        Golden.expect(page(.overtaken, confirming: over, withdrawing: over).html, "proposal-overtaken")
        let refused = page(.refused, confirming: over, withdrawing: over)
        #expect(!refused.html.text.contains("<script>alert"))
        Golden.expect(refused.html, "proposal-refused")
        Golden.expect(page(.confirmed, confirming: over, withdrawing: over).html, "proposal-confirmed")
        Golden.expect(page(.withdrawn, confirming: over, withdrawing: over).html, "proposal-withdrawn")
    }

    @Test("A rehearsal while a proposal waits takes no other, and the rule has a form")
    func rehearsalWithProposal() {
        var rehearsal = ReviewSample.rehearsal()
        rehearsal.second = SecondLook(.twoPeople, proposals: [proposal(.waiting)])
        let html = SubmissionRehearsalPage(frame, rehearsal, form: FormState()).html
        #expect(!html.text.contains("下一步：核对并确认"))
        Golden.expect(html, "submission-waiting")
        let rule = SubmissionRulePage(
            frame, district: "东海区总工会", .standard, officers: 2, stepUp: .password,
            form: FormState(["control": ["alone"]]))
        Golden.expect(rule.html, "submission-rule")
    }

    @Test("A contact that is incomplete is shown again with what was typed")
    func refused() {
        var errors = FieldErrors()
        errors.add("phone", "请填写 11 位手机号，如 19900000001")
        let form = FormState(["name": [Sample.hostile], "phone": ["123"], "email": ["a@example.com"]], errors: errors)
        let page = SubmissionRehearsalPage(frame, ReviewSample.rehearsal(), form: form)
        #expect(!page.html.text.contains("<script>alert"))
        Golden.expect(page.html, "submission-refused")
    }

    @Test("The last page before the lock, and the one after")
    func confirmation() throws {
        let contact = try SubmissionContact(name: "赵审例", phone: "19900000001", email: "a@example.com")
        let page = SubmissionConfirmPage(frame, ReviewSample.rehearsal(), contact: contact, stepUp: .passwordAndCode)
        #expect(page.html.text.contains("提交后将无法修改"))
        Golden.expect(page.html, "submission-confirm")
        let sheet = ReviewSample.sheet(.awaitingVoucher)
        Golden.expect(
            DistrictResultPage(frame, sheet.record, totals: sheet.totals, account: sheet.account).html,
            "submission-result")
    }

    private func batches(_ records: [SubmissionRecord], open: [SubmissionRecord] = []) -> HTML {
        BatchesPage(
            frame, union: "东海区总工会", Listing(entries: records, total: records.count, offset: 0), open: open,
            workingDays: ReviewSample.year.workingDays, filter: FormState(),
            window: PageWindow(number: 1, size: 20, total: records.count), showsDistrict: false
        ).html
    }

    @Test("No batch, one, and one of each state")
    func lists() {
        Golden.expect(batches([]), "batches-empty")
        let one = ReviewSample.record(.awaitingVoucher)
        Golden.expect(batches([one], open: [one]), "batches-one")
        let all = DistrictSubmission.Status.allCases.map { ReviewSample.record($0) }
        Golden.expect(batches(all, open: [one]), "batches-many")
    }

    @Test("A batch whose voucher came back, and one that is complete")
    func batch() {
        let rejected = ReviewSample.sheet(
            .voucherRejected, vouchers: [ReviewSample.voucher(.rejected, reason: "划款金额不足")], answer: "划款金额不足")
        Golden.expect(BatchPage(frame, rejected).html, "batch-rejected")
        let complete = ReviewSample.sheet(
            .completed, vouchers: [ReviewSample.voucher(.accepted, reason: "")],
            uploading: .batchState(.completed, .uploadVoucher))
        Golden.expect(BatchPage(frame, complete).html, "batch-completed")
        var twice = ReviewSample.sheet(.awaitingVoucher)
        twice.signature = SecondSignature(
            proposer: "赵审例", proposedAt: Sample.moment("2023-12-27", hour: 8, minute: 30), confirmer: "钱复核")
        Golden.expect(BatchPage(frame, twice).html, "batch-two-people")
    }

    @Test("A batch that owes nothing asks for no transfer and no voucher, before the lock and after it")
    func nothingToPay() throws {
        let sentence = "应划款金额为 0 元，无需划款，也不用上传缴费凭证"
        let contact = try SubmissionContact(name: "赵审例", phone: "19900000001", email: "a@example.com")
        var rehearsal = ReviewSample.rehearsal()
        #expect(!SubmissionRehearsalPage(frame, rehearsal, form: FormState()).html.text.contains(sentence))
        rehearsal.credit = rehearsal.totals.due(credit: .zero).due
        #expect(SubmissionRehearsalPage(frame, rehearsal, form: FormState()).html.text.contains(sentence))
        let confirm = SubmissionConfirmPage(frame, rehearsal, contact: contact, stepUp: .passwordAndCode).html.text
        #expect(confirm.contains(sentence + "，提交后即参保完成。"))

        var sheet = ReviewSample.sheet(.completed, uploading: .batchState(.completed, .uploadVoucher))
        sheet.record = ReviewSample.record(.completed, credit: ReviewSample.totals.due(credit: .zero).due)
        let result = DistrictResultPage(frame, sheet.record, totals: sheet.totals, account: sheet.account).html.text
        for text in [result, BatchPage(frame, sheet).html.text, BatchVouchersPage(frame, sheet).html.text] {
            #expect(text.contains(sentence))
            #expect(!text.contains("收款户名"))
            #expect(!text.contains("失效"))
            #expect(!text.contains("现在不能上传"))
        }
        let paid = ReviewSample.sheet(.completed, uploading: .batchState(.completed, .uploadVoucher))
        #expect(!BatchPage(frame, paid).html.text.contains(sentence))
    }

    @Test("A batch that has lapsed says what is left to do, and how many units have done it")
    func lapsed() {
        var sheet = ReviewSample.sheet(.lapsed, uploading: .batchState(.lapsed, .uploadVoucher))
        sheet.converted = 1
        Golden.expect(BatchPage(frame, sheet).html, "batch-lapsed")
    }

    @Test("Where nothing can be uploaded nobody is asked to")
    func nothingToUpload() {
        let invitation = "划款后把银行回单拍照或导出为 PDF 上传。"
        let open = BatchVouchersPage(frame, ReviewSample.sheet(.awaitingVoucher)).html.text
        #expect(open.contains("还没有上传凭证"))
        #expect(open.contains(invitation))
        let lapsed = BatchVouchersPage(
            frame, ReviewSample.sheet(.lapsed, uploading: .batchState(.lapsed, .uploadVoucher))
        ).html.text
        #expect(lapsed.contains("还没有上传凭证"))
        #expect(!lapsed.contains(invitation))
        #expect(!lapsed.contains("<p></p>"))
    }

    @Test("A file that is not taken is named beside the field")
    func uploads() {
        var errors = FieldErrors()
        errors.add("files", "回单.txt：只接受 jpg、png、pdf 文件，请重新选择。")
        let page = BatchVouchersPage(frame, ReviewSample.sheet(.awaitingVoucher), form: FormState(errors: errors))
        Golden.expect(page.html, "vouchers-refused")
        let hostile = ReviewSample.voucher(.rejected, reason: Sample.hostile, name: Sample.hostile)
        let earlier = BatchVouchersPage(frame, ReviewSample.sheet(.voucherRejected, vouchers: [hostile]))
        #expect(!earlier.html.text.contains("<script>alert"))
        Golden.expect(earlier.html, "vouchers-hostile")
    }

    @Test("The centre's desk, empty, with a voucher, and refused")
    func desk() {
        let none = VoucherDeskPage.Desk(waiting: [], counts: [:], year: ReviewSample.year, sheet: nil)
        Golden.expect(VoucherDeskPage(frame, union: "示例市总工会", none, stepUp: .nothing).html, "voucher-desk-empty")
        let sheet = ReviewSample.sheet(
            .voucherUnderReview,
            vouchers: [ReviewSample.voucher(.underReview), ReviewSample.voucher(.rejected, reason: "金额不足")])
        let one = VoucherDeskPage.Desk(
            waiting: [sheet.record, ReviewSample.record(.voucherUnderReview, id: 42, district: "西岭区总工会")],
            counts: [.voucherUnderReview: 2, .completed: 6], year: ReviewSample.year, sheet: sheet)
        Golden.expect(VoucherDeskPage(frame, union: "示例市总工会", one, stepUp: .passwordAndCode).html, "voucher-desk")
        var errors = FieldErrors()
        errors.add("reason", "退回或要求补充材料时请填写原因")
        Golden.expect(
            VoucherDeskPage(
                frame, union: "示例市总工会", one, stepUp: .nothing, form: FormState(errors: errors)
            ).html, "voucher-desk-refused")
    }

    @Test("Who is covered, masked, and nobody")
    func coverage() {
        let coverage = Coverage(
            id: ID(71), year: 2024, number: "319901000101000001", name: "会员甲",
            document: IdentityDocument(type: .residentIdentityCard, number: "319901199001010010", expiry: nil),
            unitName: "示例科技有限公司", plan: "A", period: ReviewSample.year.coverage, status: .inForce,
            enrolment: "JB2024319901000101", submission: "CB202312270001")
        let page = CoverageSearchPage(
            frame, union: "东海区总工会",
            CoverageWindow(CoverageListing([coverage], total: 1, previous: nil, next: nil), offset: 0, size: 20),
            filter: FormState(), plans: ["A", "A+"], years: [2024], person: nil)
        #expect(!page.html.text.contains("319901199001010010"))
        Golden.expect(page.html, "coverage-search")
        let none = CoverageSearchPage(
            frame, union: "东海区总工会",
            CoverageWindow(CoverageListing([], total: 0, previous: nil, next: nil), offset: 0, size: 20),
            filter: FormState(["batch": ["CB2"]]), plans: ["A"], years: [2024], person: "kept")
        Golden.expect(none.html, "coverage-search-none")
    }
}
