import Domain
import Markup
import Pages
import Testing

/// Each state of a list and of a batch as people see it; a state without a page of its own would say nothing.
@Suite struct EveryStatePagesTests {
    private let sample: EnrolmentSample
    private let frame = Sample.frame(.workbench)

    init() throws {
        sample = try EnrolmentSample()
    }

    @Test("The steps of a list in every state", arguments: UnitEnrolment.Status.allCases)
    func tasks(status: UnitEnrolment.Status) {
        let overview = sample.overview(status, current: status.claims ? sample.version() : nil)
        let returned = status == .returned ? "名单与在职人员不符" : nil
        Golden.expect(
            EnrolmentTasksPage(frame, overview, returned: returned).html, "enrolment-state-\(status.rawValue)")
    }

    @Test(
        "What was handed in, in every state that the list may have come to since",
        arguments: UnitEnrolment.Status.allCases)
    func results(status: UnitEnrolment.Status) {
        let result = SubmissionResult(
            unit: sample.unit, year: sample.year, record: sample.record(status, version: 1),
            version: sample.version(1, heads: 95), submittedBy: "王示例", notice: sample.notice(1), earlierNotices: [],
            districtName: "东海区总工会", reviewerName: "滨海街道总工会", open: EnrolmentSample.manual,
            lastCardDay: Sample.day("2023-12-11"),
            withdrawal: status == .submitted ? nil : .enrolmentState(status, .withdraw),
            today: Sample.day("2023-11-20"))
        Golden.expect(SubmissionResultPage(frame, result).html, "enrolment-result-\(status.rawValue)")
    }

    @Test("A batch in every state, with what comes next", arguments: DistrictSubmission.Status.allCases)
    func batches(status: DistrictSubmission.Status) {
        let sheet = ReviewSample.sheet(
            status, answer: status == .moreMaterial || status == .voucherRejected ? "请补盖银行印章" : nil,
            uploading: status.after(.uploadVoucher) == nil ? .batchState(status, .uploadVoucher) : nil)
        Golden.expect(BatchPage(frame, sheet).html, "batch-state-\(status.rawValue)")
    }

    @Test("The vouchers of a batch in every state", arguments: DistrictSubmission.Status.allCases)
    func vouchers(status: DistrictSubmission.Status) {
        let vouchers: [PaymentVoucher] =
            switch status {
            case .awaitingVoucher, .lapsed: []
            case .voucherUnderReview: [ReviewSample.voucher(.underReview)]
            case .completed: [ReviewSample.voucher(.accepted, reason: "")]
            case .moreMaterial: [ReviewSample.voucher(.moreMaterial, reason: "请补盖银行印章")]
            case .voucherRejected: [ReviewSample.voucher(.rejected, reason: "划款金额不足")]
            }
        let sheet = ReviewSample.sheet(
            status, vouchers: vouchers,
            answer: status == .moreMaterial || status == .voucherRejected ? vouchers.first?.reason : nil,
            uploading: status.after(.uploadVoucher) == nil ? .batchState(status, .uploadVoucher) : nil)
        Golden.expect(BatchVouchersPage(frame, sheet).html, "vouchers-state-\(status.rawValue)")
    }

    @Test("参保信息管理 with a list of every state, of both kinds")
    func lists() {
        let entries = UnitEnrolment.Status.allCases.flatMap { status in
            [nil, InstantEntry.uncovered].map { entry(status, $0) }
        }
        let page = EnrolmentListPage(frame, unitName: sample.unit.name, entries, .init(), instantYear: 2024)
        Golden.expect(page.html, "enrolment-list-states")
    }

    private func entry(_ status: UnitEnrolment.Status, _ kind: InstantEntry?) -> EnrolmentEntry {
        let isHandedIn = status != .notStarted
        var record = EnrolmentRecord(
            enrolment: UnitEnrolment(
                id: ID(kind == nil ? 7 : 8), unit: sample.unit.id, year: 2024, entry: kind, status: status,
                version: isHandedIn ? 2 : 0),
            number: kind == nil ? "JB2024319901000016" : "JS2024319901000016-1", plan: "A",
            updatedAt: Sample.moment("2024-03-01", hour: 10, minute: 32), stamp: 3)
        record.submission = [.locked, .inForce, .lapsed].contains(status) ? ID(41) : nil
        return EnrolmentEntry(
            record: record, version: isHandedIn ? sample.version(2, heads: 95) : nil,
            notice: isHandedIn ? ID(51) : nil,
            corrections: status == .inForce ? CorrectionCounts(open: 1, removed: 2) : CorrectionCounts())
    }
}
