import DatabaseKit
public import Domain
import Store

/// 缴费凭证: the district uploads them, the centre decides on them (domain 5.6; manual 2024, 4.7 and 4.8).
public struct Vouchers: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// A file as it was sent; its name and declared type are not believed.
    public struct Upload: Sendable {
        public let name: String
        public let bytes: [UInt8]

        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    // MARK: District

    /// Puts a voucher under review.
    ///
    /// - Throws: `VoucherRefusal` with every file that is not taken; `Refusal` of the batch's state and last day.
    public func upload(
        _ occasion: Occasion, _ id: ID<DistrictSubmission>, _ uploads: [Upload]
    ) async throws {
        // Whether the batch takes one at all is asked before the pictures are decoded.
        try await platform.database.read { transaction in
            var record = try Batches.record(id, occasion, transaction, for: .uploadVoucher)
            try Self.perform(.uploadVoucher, on: &record, occasion, transaction)
        }
        let sent = uploads.filter { !$0.bytes.isEmpty || !$0.name.isEmpty }
        guard !sent.isEmpty else { throw Refusal.voucherMissing }
        guard sent.count <= PaymentVoucher.fileLimit else {
            throw Refusal.voucherTooManyFiles(limit: PaymentVoucher.fileLimit)
        }
        let files = try await VoucherScreening.shared.screen(sent)
        _ = try await platform.once("upload-voucher", occasion) { transaction in
            var record = try Batches.record(id, occasion, transaction, for: .uploadVoucher)
            let before = record.submission.status
            try Self.perform(.uploadVoucher, on: &record, occasion, transaction)
            record.voucherAt = occasion.moment
            try SubmissionStore(transaction).save(record, at: occasion.moment, sealing: platform.seal)
            let voucher = try VoucherStore(transaction, platform.seal).insert(
                files, of: record, by: occasion.actor.account, at: occasion.moment)
            try Self.record(.uploadVoucher, record, from: before, "files=\(files.count)", occasion, transaction)
            let todos = TodoStore(transaction)
            try todos.close([.uploadVoucher, .correctVoucher], subject: id.rawValue, at: occasion.moment)
            if let centre = try UnionStore(transaction).root() {
                try todos.open(
                    .decideVoucher, for: centre.id, subject: id.rawValue,
                    name: "\(record.districtName) \(record.submission.number)", amount: record.heads,
                    at: occasion.moment)
            }
            return voucher
        }
    }

    /// A voucher's file, for the district that sent it and the centre.
    public func file(_ occasion: Occasion, _ id: ID<VoucherFile>) async throws -> (file: VoucherFile, bytes: [UInt8]) {
        try await platform.database.read { transaction in
            let store = VoucherStore(transaction, platform.seal)
            guard let place = try store.place(of: id) else { throw Refusal.notFound }
            try occasion.actor.authority.require(.viewBatches, on: place.path)
            guard let bytes = try store.content(of: id) else { throw Refusal.notFound }
            return (place.file, bytes)
        }
    }

    // MARK: Centre

    /// What waits for the centre.
    public struct Queue: Sendable {
        public let waiting: [SubmissionRecord]
        public let counts: [DistrictSubmission.Status: Int]
        public let year: PlanYear
        public let today: CalendarDay
    }

    public func queue(_ occasion: Occasion) async throws -> Queue {
        let scope = try occasion.actor.authority.scope(for: .decideVoucher)
        return try await platform.database.read { transaction in
            let store = SubmissionStore(transaction)
            guard let year = try PlanYearStore(transaction).current(on: occasion.today) else {
                throw Refusal.noPlanYear
            }
            return Queue(
                waiting: try store.queue(in: scope, limit: 200),
                counts: try store.counts(in: scope, year: year.year), year: year, today: occasion.today)
        }
    }

    /// The centre's answer: with acceptance everybody in the batch is covered.
    ///
    /// - Parameter stamp: the batch as it was shown; of two decisions at once the later gets `StaleVersion`.
    /// - Throws: `Refusal.notConfirmed` when the actor has not proved anew who he is.
    public func decide(
        _ occasion: Occasion, _ id: ID<DistrictSubmission>, _ decision: VoucherDecision, stamp: Int
    ) async throws -> Bool {
        try await platform.once("decide-voucher", occasion) { transaction in
            var record = try Batches.record(id, occasion, transaction, for: .decideVoucher)
            try occasion.requireConfirmation()
            guard record.stamp == stamp else { throw StaleVersion() }
            let before = record.submission.status
            try Self.perform(decision.command, on: &record, occasion, transaction)
            record.answeredAt = occasion.moment
            record.answer = decision.reason
            try SubmissionStore(transaction).save(record, at: occasion.moment, sealing: platform.seal)
            try VoucherStore(transaction, platform.seal).decide(
                id, decision, by: occasion.actor.account, at: occasion.moment)
            try Self.record(decision.command, record, from: before, nil, occasion, transaction)
            let todos = TodoStore(transaction)
            try todos.close([.decideVoucher], subject: id.rawValue, at: occasion.moment)
            switch decision {
            case .accept:
                try Settlement(transaction: transaction, occasion: occasion)
                    .settle(record, .acceptVoucher, coverage: .inForce)
            case .reject, .askForMore:
                try todos.open(
                    .correctVoucher, for: record.submission.district, subject: id.rawValue,
                    name: record.submission.number, amount: record.heads, due: record.submission.voucherDue,
                    at: occasion.moment)
            }
            return true
        }
    }

    // MARK: Parts

    static func perform(
        _ command: DistrictSubmission.Command, on record: inout SubmissionRecord, _ occasion: Occasion,
        _ transaction: any Transaction
    ) throws {
        guard let year = try PlanYearStore(transaction).find(record.submission.year, at: record.path) else {
            throw Refusal.noPlanYear
        }
        try record.submission.perform(command, on: occasion.today, in: year)
    }

    static func record(
        _ command: DistrictSubmission.Command, _ record: SubmissionRecord, from before: DistrictSubmission.Status,
        _ detail: String?, _ occasion: Occasion, _ transaction: any Transaction
    ) throws {
        try EventStore(transaction).record(
            command.rawValue, on: .submission, record.submission.id.rawValue, at: record.path,
            from: before.rawValue, to: record.submission.status.rawValue, detail: detail, occasion)
    }
}

/// Carries to the locked lists of a batch what has been decided about the batch.
struct Settlement {
    let transaction: any Transaction
    let occasion: Occasion

    func settle(
        _ record: SubmissionRecord, _ command: UnitEnrolment.Command, coverage: CoverageStatus
    ) throws {
        guard let year = try PlanYearStore(transaction).find(record.submission.year, at: record.path) else {
            throw Refusal.noPlanYear
        }
        let locking = LockStore(transaction)
        var next: UnitEnrolment.Status?
        let changes = try locking.units(of: record.submission.id).map { unit in
            var enrolment = unit.enrolment
            try enrolment.perform(command, by: occasion.actor.account, on: occasion.today, in: year)
            next = enrolment.status
            return EventStore.Change(
                id: enrolment.id.rawValue, path: unit.path, from: unit.enrolment.status.rawValue,
                to: enrolment.status.rawValue)
        }
        guard let next else { return }
        try locking.settle(record.submission.id, as: next, coverage: coverage, at: occasion.moment)
        try EventStore(transaction).recordAll(
            command.rawValue, on: .enrolment, changes, detail: "batch=\(record.submission.number)", occasion)
        if !next.claims {
            try ConflictDesk(transaction, occasion).follow(changes.map { ID<UnitEnrolment>($0.id) })
        }
    }
}
