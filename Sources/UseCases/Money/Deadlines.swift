import DatabaseKit
public import Domain
import Store

/// What the calendar does: lists that missed their window, batches that were not paid for.
///
/// The centre carries it out on the day after; it finds nothing the second time.
public struct Deadlines: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Leaves out every list of the year that no district has handed in (domain 5.5, last sentence).
    ///
    /// - Returns: how many units were left out.
    /// - Throws: `Refusal.outsideWindow` as long as districts may still hand in.
    public func closeWindow(_ occasion: Occasion, year number: Int) async throws -> Int {
        try occasion.actor.authority.require(.decideVoucher, on: .root)
        return try await platform.once("close-window", occasion) { transaction in
            guard let year = try PlanYearStore(transaction).find(number) else { throw Refusal.noPlanYear }
            let locking = LockStore(transaction)
            let units = try locking.units(
                UnitEnrolment.Status.allCases.filter { $0.after(.closeWindow) != nil }, in: UnionScope(.root),
                year: number)
            let changes = try units.map { unit in
                var enrolment = unit.enrolment
                try enrolment.perform(.closeWindow, by: occasion.actor.account, on: occasion.today, in: year)
                return EventStore.Change(
                    id: enrolment.id.rawValue, path: unit.path, from: unit.enrolment.status.rawValue,
                    to: enrolment.status.rawValue)
            }
            try locking.leaveOut(units.map(\.enrolment.id), at: occasion.now)
            try EventStore(transaction).recordAll(
                UnitEnrolment.Command.closeWindow.rawValue, on: .enrolment, changes, occasion)
            try locking.closeTodos(
                [.reviewEnrolment, .correctEnrolment, .resubmitEnrolment], of: units.map(\.enrolment.id),
                at: occasion.now)
            return units.count
        }
    }

    /// Lapses every batch without a voucher after its last day; nobody in it is covered any more (domain 5.6).
    ///
    /// - Returns: how many batches lapsed.
    public func lapseOverdue(_ occasion: Occasion) async throws -> Int {
        try occasion.actor.authority.require(.decideVoucher, on: .root)
        return try await platform.once("lapse-overdue", occasion) { transaction in
            let overdue = try SubmissionStore(transaction).overdue(before: occasion.today)
            for var record in overdue {
                let before = record.submission.status
                try Vouchers.perform(.missDeadline, on: &record, occasion, transaction)
                try SubmissionStore(transaction).save(record, at: occasion.now)
                try Vouchers.record(.missDeadline, record, from: before, nil, occasion, transaction)
                try Settlement(transaction: transaction, occasion: occasion)
                    .settle(record, .missDeadline, coverage: .lapsed)
                try TodoStore(transaction).close(
                    [.uploadVoucher, .correctVoucher], subject: record.submission.id.rawValue, at: occasion.now)
            }
            return overdue.count
        }
    }
}
