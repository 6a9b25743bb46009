import Domain
import Pages

/// Invented lists, batches and vouchers for the pages of review and money.
enum ReviewSample {
    static let year: PlanYear = {
        let enrolment = window("2023-11-01", "2023-12-25")
        return PlanYear(
            year: 2024, coverage: window("2024-01-01", "2024-12-31"), registerAsOf: Sample.day("2023-08-31"),
            retiredBefore: Sample.day("2024-01-01"),
            windows: [
                .enrolment: enrolment, .confirmation: enrolment, .review: enrolment,
                .districtSubmission: window("2023-12-26", "2023-12-31"), .voucher: window("2023-12-26", "2024-01-20"),
            ],
            basePaymentDue: Sample.day("2023-12-25"), districtPaymentDue: Sample.day("2024-01-20"), returnDays: 3,
            voucherDays: 5, addressRule: .moreThanSixChineseCharacters,
            workingDays: WorkingDayCalendar(holidays: [], workingWeekends: []))
    }()

    static func window(_ from: String, _ through: String) -> DayWindow {
        guard let window = DayWindow(from: Sample.day(from), through: Sample.day(through)) else {
            preconditionFailure("a sample's window ends before it begins")
        }
        return window
    }

    static func amounts(_ heads: Int, _ city: Int64, _ district: Int64, _ base: Int64) -> Amounts {
        Amounts(
            heads: heads,
            rates: Rates(city: Money(fen: city), district: Money(fen: district), base: Money(fen: base))) ?? .zero
    }

    static func entry(
        _ id: Int64, _ unit: String, plan: String = "A", heads: Int = 95, risks: [ReviewRisk] = [],
        status: UnitEnrolment.Status = .submitted
    ) -> ReviewEntry {
        ReviewEntry(
            enrolment: ID(id), number: "JB2024319901000101", status: status, unit: unit,
            union: ID(16), unionName: "示例科技有限公司工会委员会", organisationCode: "MADE10001", path: .root, version: 2,
            plan: plan,
            heads: heads, amounts: amounts(heads, 1_300, 1_300, 0),
            submittedAt: Sample.moment("2023-11-18", hour: 9, minute: 12), submittedBy: ID(9),
            lastYear: risks.isEmpty ? nil : ReviewFacts.LastYear(heads: 70, plan: "A+"), route: .throughLevelTwo,
            risks: risks)
    }

    static let totals = DistrictTotals([
        PlanTotal(plan: "A", units: 12, heads: 1_120, amounts: amounts(1_120, 1_300, 1_300, 0)),
        PlanTotal(plan: "A+", units: 1, heads: 1_064, amounts: amounts(1_064, 2_000, 4_000, 0)),
        PlanTotal(plan: "B+", units: 2, heads: 2_014, amounts: amounts(2_014, 2_000, 6_000, 2_000)),
    ])

    static func desk(
        _ pending: [ReviewEntry], approved: [ReviewEntry] = [], submission: Refusal? = nil
    ) -> ReviewPage.Desk {
        ReviewPage.Desk(
            union: "东海区总工会", year: year, plans: ["A", "A+", "B", "B+"],
            counts: ReviewCounts(
                byStatus: [.submitted: pending.count, .approved: approved.count, .returned: 1, .declined: 1],
                silent: 3),
            pending: ReviewListing(
                Array(pending.prefix(20)), total: pending.count,
                next: pending.count > 20 ? ReviewKey(pending[19]) : nil),
            pendingTotals: pending.isEmpty ? DistrictTotals([]) : totals,
            marks: Dictionary(
                pending.flatMap(\.risks).map { ($0.mark, 1) }, uniquingKeysWith: { first, _ in first + 1 }),
            clear: clear(pending),
            approved: Listing(entries: approved, total: approved.count, offset: 0),
            approvedTotals: approved.isEmpty ? DistrictTotals([]) : totals,
            submission: submission, submits: true, account: ID(1))
    }

    static func clear(_ pending: [ReviewEntry]) -> DistrictTotals {
        let clear = pending.filter(\.risks.isEmpty)
        let heads = clear.reduce(0) { $0 + $1.heads }
        return clear.isEmpty
            ? DistrictTotals([])
            : DistrictTotals([
                PlanTotal(plan: "A", units: clear.count, heads: heads, amounts: amounts(heads, 1_300, 1_300, 0))
            ])
    }

    static func record(
        _ status: DistrictSubmission.Status, id: Int64 = 41, answer: String? = nil, district: String = "东海区总工会",
        credit: Money = .zero
    ) -> SubmissionRecord {
        SubmissionRecord(
            submission: DistrictSubmission(
                id: ID(id), number: "CB202312270001", district: ID(2), year: 2024, status: status,
                voucherDue: Sample.day("2024-01-20")),
            districtName: district, districtCode: "319901000001", path: .root, units: totals.units,
            heads: totals.heads, amounts: totals.amounts, credit: credit,
            submittedAt: Sample.moment("2023-12-27", hour: 14, minute: 44), submittedOn: Sample.day("2023-12-27"),
            submittedBy: "赵审例",
            voucherAt: status == .awaitingVoucher || credit > .zero
                ? nil : Sample.moment("2024-01-04", hour: 10, minute: 8),
            answeredAt: answer == nil ? nil : Sample.moment("2024-01-05", hour: 16, minute: 20), answer: answer,
            updatedAt: Sample.moment("2024-01-05", hour: 16, minute: 20), stamp: 3)
    }

    static func voucher(_ status: PaymentVoucher.Status, reason: String? = nil, name: String = "回单.png")
        -> PaymentVoucher
    {
        PaymentVoucher(
            id: ID(51), status: status, uploadedAt: Sample.moment("2024-01-04", hour: 10, minute: 8),
            uploadedBy: "赵审例", decidedAt: reason == nil ? nil : Sample.moment("2024-01-05", hour: 16, minute: 20),
            decidedBy: reason == nil ? nil : "周核例", reason: reason,
            files: [
                VoucherFile(id: ID(61), name: name, kind: .png, size: 40_000),
                VoucherFile(id: ID(62), name: "回单.pdf", kind: .pdf, size: 90_000),
            ])
    }

    static func sheet(
        _ status: DistrictSubmission.Status, vouchers: [PaymentVoucher] = [], answer: String? = nil,
        uploading: Refusal? = nil
    ) -> BatchSheet {
        BatchSheet(
            record: record(status, answer: answer), year: year, totals: totals, vouchers: vouchers,
            contact: try? SubmissionContact(name: "赵审例", phone: "19900000001", email: "a@example.com"),
            account: DistrictNotice.BankAccount(
                holder: "示例市职工保障互助中心（演示）", number: "0000 0000 0000 0000", bank: "演示银行示例支行"),
            uploading: uploading)
    }

    /// One that has paid a part of its share.
    static var unpaid: UnpaidUnit {
        UnpaidUnit(
            unit: EnrollingUnit(
                id: ID(31), union: ID(21), enterprise: nil, path: .root, name: "范本设计院", unionName: "范本设计院工会委员会",
                unionCode: "319950000101", organisationCode: nil), enrolment: ID(9), number: "JB2024319950000101",
            due: Money(fen: 116_000), paid: Money(fen: 16_000), contact: nil, reminders: 0, lastReminded: nil)
    }

    static func rehearsal(_ refusal: Refusal? = nil) -> SubmissionRehearsalPage.Rehearsal {
        SubmissionRehearsalPage.Rehearsal(
            district: "东海区总工会", year: year, totals: refusal == nil ? totals : DistrictTotals([]), credit: .zero,
            struck: refusal == nil
                ? [StruckUnit(enrolment: ID(7), name: "示例科技有限公司", left: 1, deceased: 1, remaining: 93)] : [],
            open: [
                OpenUnit(enrolment: ID(8), name: "样例餐饮有限公司", organisationCode: "MADE10006", status: .submitted),
                OpenUnit(enrolment: nil, name: "空白商务", organisationCode: nil, status: .notStarted),
            ],
            unpaid: refusal == nil
                ? Listing(entries: [unpaid], total: 1, offset: 0) : Listing(entries: [], total: 0, offset: 0),
            counts: ReviewCounts(byStatus: [.submitted: 1], silent: 1), refusal: refusal)
    }
}
