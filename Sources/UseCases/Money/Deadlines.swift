import DatabaseKit
public import Domain
import Store

/// What the calendar does: lists that missed their window, batches that were not paid for.
///
/// With real people the platform carries it out by itself on the day after; the centre may ask for it as well. The
/// second time there is nothing to do.
public struct Deadlines: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// What is over and still open.
    public struct Due: Sendable {
        /// Lists that no district has handed in, by year.
        public let lists: [YearLists]
        /// Batches without a voucher after their last day.
        public let batches: [SubmissionRecord]
        /// The units of these lists, year by year; the first ``namesLimit`` of them.
        public let units: [DueUnit]
        public let today: CalendarDay

        public var isEmpty: Bool { lists.isEmpty && batches.isEmpty }
    }

    /// How many units are named.
    public static let namesLimit = 200

    public struct YearLists: Hashable, Sendable {
        public let year: Int
        public let lists: Int
        /// How many of them were handed in by their units.
        public let submitted: Int
    }

    /// What was done.
    public struct Done: Codable, Hashable, Sendable {
        public let leftOut: Int
        public let lapsed: Int

        public init(leftOut: Int, lapsed: Int) {
            self.leftOut = leftOut
            self.lapsed = lapsed
        }
    }

    /// What would be done today.
    public func due(_ occasion: Occasion) async throws -> Due {
        try occasion.actor.authority.require(.decideVoucher, on: .root)
        return try await platform.database.read { transaction in
            let closings = try PlanYearStore(transaction).years().sorted().compactMap { year in
                try Closing(year, occasion, transaction)
            }.filter { !$0.units.isEmpty }
            let named = Array(closings.flatMap(\.units).prefix(Self.namesLimit))
            let heads = try LockStore(transaction).heads(of: named.map(\.version))
            return Due(
                lists: closings.map { closing in
                    YearLists(
                        year: closing.year.year, lists: closing.units.count,
                        submitted: closing.units.count { $0.enrolment.status.claims })
                },
                batches: try SubmissionStore(transaction).overdue(before: occasion.today),
                units: named.map { unit in
                    DueUnit(
                        enrolment: unit.enrolment.id, name: unit.name, union: unit.union, year: unit.enrolment.year,
                        status: unit.enrolment.status, heads: heads[unit.version])
                }, today: occasion.today)
        }
    }

    /// Does everything that is due.
    public func carryOut(_ occasion: Occasion) async throws -> Done {
        try occasion.actor.authority.require(.decideVoucher, on: .root)
        return try await platform.once("carry-out-deadlines", occasion) { transaction in
            var leftOut = 0
            for year in try PlanYearStore(transaction).years() {
                if let closing = try Closing(year, occasion, transaction) { leftOut += try closing.perform() }
            }
            try TodoStore(transaction).closeOverdue(
                [.submitEnrolment, .leftOut, .convertLapsed, .batchLapsed] + UnitWork.kinds, before: occasion.today,
                at: occasion.moment)
            try ProposalDesk(transaction, platform.seal, occasion).closeOverdue()
            return Done(leftOut: leftOut, lapsed: try lapse(occasion, transaction))
        }
    }

    /// Leaves out every list of the year that no district has handed in (domain 5.5, last sentence).
    ///
    /// - Returns: how many units were left out.
    /// - Throws: `Refusal.outsideWindow` as long as districts may still hand in.
    public func closeWindow(_ occasion: Occasion, year number: Int) async throws -> Int {
        try occasion.actor.authority.require(.decideVoucher, on: .root)
        return try await platform.once("close-window", occasion) { transaction in
            guard let year = try PlanYearStore(transaction).find(number) else { throw Refusal.noPlanYear }
            guard let closing = try Closing(number, occasion, transaction) else {
                try year.require(.districtSubmission, on: occasion.today)
                guard let window = year.windows[.districtSubmission] else { throw Refusal.noPlanYear }
                throw Refusal.outsideWindow(.districtSubmission, window, today: occasion.today)
            }
            return try closing.perform()
        }
    }

    /// Lapses every batch without a voucher after its last day; nobody in it is covered any more (domain 5.6).
    ///
    /// - Returns: how many batches lapsed.
    public func lapseOverdue(_ occasion: Occasion) async throws -> Int {
        try occasion.actor.authority.require(.decideVoucher, on: .root)
        return try await platform.once("lapse-overdue", occasion) { try lapse(occasion, $0) }
    }

    private func lapse(_ occasion: Occasion, _ transaction: any Transaction) throws -> Int {
        let overdue = try SubmissionStore(transaction).overdue(before: occasion.today)
        for var record in overdue {
            let before = record.submission.status
            try Vouchers.perform(.missDeadline, on: &record, occasion, transaction)
            try SubmissionStore(transaction).save(record, at: occasion.moment)
            try Vouchers.record(.missDeadline, record, from: before, nil, occasion, transaction)
            try Settlement(transaction: transaction, occasion: occasion)
                .settle(record, .missDeadline, coverage: .lapsed)
            try CreditStore(transaction).giveBack(of: record.submission.id, at: occasion.moment)
            try TodoStore(transaction).close(
                [.uploadVoucher, .correctVoucher], subject: record.submission.id.rawValue, at: occasion.moment)
            try CorrectionWriter(transaction, platform.seal, occasion).closeLapsed(of: record.submission.id)
            try tellUnits(of: record, occasion, transaction)
        }
        return overdue.count
    }

    /// Every unit of a lapsed batch learns it, and that its people can be covered by 即时参保 as long as the year lasts;
    /// the district learns that it is for its units to ask.
    private func tellUnits(
        of record: SubmissionRecord, _ occasion: Occasion, _ transaction: any Transaction
    ) throws {
        let units = try LockStore(transaction).units(of: record.submission.id)
        let heads = try LockStore(transaction).heads(of: units.map(\.version))
        let last = try PlanYearStore(transaction).find(record.submission.year, at: record.path)?.coverage.through
        let todos = TodoStore(transaction)
        try todos.close(.payShare, subjects: units.map(\.enrolment.id.rawValue), at: occasion.moment)
        try todos.open(
            .batchLapsed, for: record.submission.district, subject: record.submission.id.rawValue,
            name: record.submission.number, amount: record.heads, due: last, at: occasion.moment)
        try todos.open(
            .convertLapsed,
            units.map { unit in
                TodoStore.Opening(
                    union: unit.union, subject: unit.enrolment.id.rawValue, name: unit.name,
                    amount: heads[unit.version] ?? 0, due: last)
            }, at: occasion.moment)
    }

    /// The occasion on which the platform itself acts: no account, the whole city.
    public static func ownOccasion(today: CalendarDay, now: Instant) -> Occasion {
        let actor = Actor(
            account: ID(0), name: "platform", displayName: "", union: ID(0), unionName: "", kind: .cityFederation,
            path: .root, roles: [.centre])
        return Occasion(actor: actor, today: today, now: now, origin: "calendar")
    }
}

/// The lists of one year whose time is over.
private struct Closing {
    let transaction: any Transaction
    let occasion: Occasion
    let year: PlanYear
    let extensions: [WindowExtension]
    let units: [LockStore.Unit]

    /// nil as long as districts may still hand in; a district that was granted more days keeps its lists until then.
    init?(_ number: Int, _ occasion: Occasion, _ transaction: any Transaction) throws {
        let years = PlanYearStore(transaction)
        guard let year = try years.find(number), let window = year.windows[.districtSubmission],
            occasion.today > window.through
        else { return nil }
        let extensions = try years.extensions(of: number)
        let open = UnitEnrolment.Status.allCases.filter { $0.after(.closeWindow) != nil }
        self.year = year
        self.extensions = extensions
        self.transaction = transaction
        self.occasion = occasion
        units = try LockStore(transaction).units(open, in: UnionScope(.root), year: number, kind: nil).filter { unit in
            if unit.enrolment.kind == .instant { return occasion.today > year.coverage.through }
            let window = year.extended(by: extensions, at: unit.path).windows[.districtSubmission]
            return window.map { occasion.today > $0.through } ?? true
        }
    }

    func perform() throws -> Int {
        guard !units.isEmpty else { return 0 }
        let changes = try units.map { unit in
            var enrolment = unit.enrolment
            try enrolment.perform(
                .closeWindow, by: occasion.actor.account, on: occasion.today,
                in: year.extended(by: extensions, at: unit.path))
            return EventStore.Change(
                id: enrolment.id.rawValue, path: unit.path, from: unit.enrolment.status.rawValue,
                to: enrolment.status.rawValue)
        }
        let locking = LockStore(transaction)
        try locking.leaveOut(units.map(\.enrolment.id), at: occasion.moment)
        try EventStore(transaction).recordAll(
            UnitEnrolment.Command.closeWindow.rawValue, on: .enrolment, changes, occasion)
        try locking.closeTodos(
            [.reviewEnrolment, .correctEnrolment, .resubmitEnrolment, .reviewInstant, .correctInstant, .payShare],
            of: units.map(\.enrolment.id),
            at: occasion.moment)
        try ConflictDesk(transaction, occasion).follow(units.map(\.enrolment.id))
        let todos = TodoStore(transaction)
        try todos.close(
            [.submitEnrolment] + UnitWork.kinds, subjects: units.map(\.enrolment.unit.rawValue), at: occasion.moment)
        // Instant enrolment takes the unit's people as long as the year lasts.
        try todos.open(
            .leftOut,
            units.filter { $0.enrolment.kind == .centralised }.map { unit in
                TodoStore.Opening(
                    union: unit.union, subject: unit.enrolment.id.rawValue, name: unit.name, amount: 0,
                    due: year.coverage.through)
            }, at: occasion.moment)
        return units.count
    }
}
