import DatabaseKit
import Documents
public import Domain
import Foundation
import Store
import Wording

/// 参保批次管理 (domain 5.6; manual 2024, 4.6 to 4.8).
public struct Batches: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Batches with what still has to be paid for.
    public struct Page: Sendable {
        public let batches: Listing<SubmissionRecord>
        /// The batch that waits for its district, of whatever part of the list, with the earliest last day.
        public let open: [SubmissionRecord]
        public let year: PlanYear?
        public let today: CalendarDay
    }

    public func page(_ occasion: Occasion, _ filter: SubmissionFilter, _ range: ListRange) async throws -> Page {
        let scope = try occasion.actor.authority.scope(for: .viewBatches)
        return try await platform.database.read { transaction in
            let store = SubmissionStore(transaction)
            let waiting: [DistrictSubmission.Status] = [.awaitingVoucher, .moreMaterial, .voucherRejected]
            let open = try waiting.flatMap { status in
                try store.list(
                    in: scope, SubmissionFilter(status: status), ListRange(offset: 0, limit: 100)
                ).entries
            }
            return Page(
                batches: try store.list(in: scope, filter, range),
                open: open.sorted { $0.submission.voucherDue < $1.submission.voucherDue },
                year: try PlanYearStore(transaction).current(on: occasion.today, at: occasion.actor.path),
                today: occasion.today)
        }
    }

    /// One batch: what has happened, what it costs, where the money goes.
    public struct Sheet: Sendable {
        public let record: SubmissionRecord
        public let year: PlanYear
        public let totals: DistrictTotals
        public let vouchers: [PaymentVoucher]
        public let notice: Notice?
        public let contact: SubmissionContact?
        public let account: DistrictNotice.BankAccount
        /// Why a voucher cannot be uploaded now; nil when it can.
        public let uploading: Refusal?
        /// Units of a lapsed batch that have asked for 即时参保 instead.
        public let converted: Int
        /// nil where one officer has handed in by himself.
        public let signature: SecondSignature?
        public let today: CalendarDay
    }

    /// A district that reads that its batch has lapsed need not be told any more.
    public func sheet(_ occasion: Occasion, _ id: ID<DistrictSubmission>) async throws -> Sheet {
        try await platform.read(.batchLapsed, subject: id.rawValue, occasion)
        return try await platform.database.read { transaction in
            let record = try Self.record(id, occasion, transaction)
            guard let year = try PlanYearStore(transaction).find(record.submission.year, at: record.path) else {
                throw Refusal.noPlanYear
            }
            let settings = try SettingStore(transaction).all()
            let sealed = try SubmissionStore(transaction).contact(of: id)
            let contact = try sealed.map { try platform.seal.open($0, in: .contact, row: id.rawValue) }
            let uploading =
                occasion.actor.authority.includes(.uploadVoucher)
                ? record.submission.refusal(of: .uploadVoucher, on: occasion.today, in: year)
                : Refusal.notAllowed(.uploadVoucher, .role)
            return Sheet(
                record: record, year: year, totals: try SubmissionStore(transaction).totals(of: id),
                vouchers: try VoucherStore(transaction, platform.seal).list(of: id),
                notice: try NoticeStore(transaction).find(about: .submission(id)),
                contact: contact.flatMap { try? JSONDecoder().decode(SubmissionContact.self, from: Data($0.utf8)) },
                account: DistrictNotice.BankAccount(
                    holder: settings[.bankAccountName] ?? "", number: settings[.bankAccountNumber] ?? "",
                    bank: settings[.bankName] ?? ""),
                uploading: uploading,
                converted: record.submission.status == .lapsed
                    ? try SubmissionStore(transaction).converted(of: id) : 0,
                signature: try SubmissionProposalStore(transaction, platform.seal).confirmed(as: id).map {
                    SecondSignature(proposer: $0.proposer, proposedAt: $0.proposedAt, confirmer: $0.decider ?? "")
                }, today: occasion.today)
        }
    }

    static func record(
        _ id: ID<DistrictSubmission>, _ occasion: Occasion, _ transaction: any Transaction,
        for action: Action = .viewBatches
    ) throws -> SubmissionRecord {
        guard let record = try SubmissionStore(transaction).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(action, on: record.path)
        return record
    }

    // MARK: Files

    /// A file that is made anew from the records each time, with the name under which it is kept.
    public struct File: Sendable {
        public let name: String
        public let content: [UInt8]
    }

    /// The district's 告知书 as a PDF.
    public func notice(_ occasion: Occasion, _ id: ID<DistrictSubmission>) async throws -> File {
        let (notice, mode, kind) = try await platform.database.read { transaction in
            let record = try Self.record(id, occasion, transaction)
            guard let notice = try NoticeStore(transaction).find(about: .submission(id)) else {
                throw Refusal.notFound
            }
            return (notice, try SettingStore(transaction).get(.mode), record.submission.kind)
        }
        let letter = Notices.letter(notice, watermark: mode == nil ? .none : .demonstration)
        return File(name: StatisticsText.noticeName(notice.number, kind), content: try letter.pdf())
    }

    /// 集中参保统计表 as a workbook.
    public func statistics(_ occasion: Occasion, _ id: ID<DistrictSubmission>) async throws -> File {
        let table = try await platform.database.read { transaction in
            let record = try Self.record(id, occasion, transaction)
            var rows: [StatisticsRow] = []
            try SubmissionStore(transaction).forEachUnit(of: id) { rows.append($0) }
            return StatisticsTable(
                record: record, totals: try SubmissionStore(transaction).totals(of: id), rows: rows)
        }
        return File(
            name: StatisticsText.fileName(table.record.submission.number, table.record.submission.kind),
            content: try table.workbook())
    }
}
