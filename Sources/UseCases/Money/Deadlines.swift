import DatabaseKit
public import Domain
import Store

/// What the calendar does: lists that missed their window, batches that were not paid for.
///
/// With real people the platform carries it out by itself on the day after; the centre may ask for it as well. The
/// second time there is nothing to do.
public struct Deadlines: Sendable {
    let platform: Platform
    let piece: Int

    /// - Parameter piece: how many lists are closed in one transaction.
    public init(_ platform: Platform, piece: Int = 500) {
        self.platform = platform
        self.piece = max(1, piece)
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
        /// How many units have people and never began one.
        public let silent: Int
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
            var years: [YearLists] = []
            var units: [DueUnit] = []
            for closing in try Self.closings(occasion, transaction) {
                let (lists, silent) = (try closing.lists(), try closing.silent())
                guard !(lists.isEmpty && silent.isEmpty) else { continue }
                years.append(
                    YearLists(
                        year: closing.year.year, lists: lists.count + silent.count,
                        submitted: lists.count { $0.enrolment.status.claims }, silent: silent.count))
                let named = lists.prefix(Self.namesLimit - units.count)
                let heads = try LockStore(transaction).heads(of: named.map(\.version))
                units += named.map { unit in
                    DueUnit(
                        enrolment: unit.enrolment.id, name: unit.name, union: unit.union, year: unit.enrolment.year,
                        status: unit.enrolment.status, heads: heads[unit.version])
                }
                units += silent.prefix(Self.namesLimit - units.count).map { silent in
                    DueUnit(
                        enrolment: nil, name: silent.unit.name, union: silent.unit.union, year: closing.year.year,
                        status: .notStarted, heads: nil)
                }
            }
            return Due(
                lists: years, batches: try SubmissionStore(transaction).overdue(before: occasion.today), units: units,
                today: occasion.today)
        }
    }

    private static func closings(_ occasion: Occasion, _ transaction: any Transaction) throws -> [WindowClosing] {
        try PlanYearStore(transaction).years().sorted().compactMap { try WindowClosing($0, occasion, transaction) }
    }

    // MARK: Doing it

    /// Does everything that is due, piece by piece: each piece is whole, with its events and todos, and what a stop has
    /// left over is due at the next time.
    public func carryOut(_ occasion: Occasion) async throws -> Done {
        try occasion.actor.authority.require(.decideVoucher, on: .root)
        let act = "carry-out-deadlines"
        if let done: Done = try await platform.answer(to: act, occasion) { return done }
        let years = try await platform.database.read { transaction in
            try Self.closings(occasion, transaction).map { try Lists($0) }
        }
        var leftOut = 0
        for year in years { leftOut += try await close(year, occasion) }
        try await platform.database.write { [platform] transaction in
            try TodoStore(transaction).closeOverdue(
                [.submitEnrolment, .leftOut, .convertLapsed, .batchLapsed] + UnitWork.kinds, before: occasion.today,
                at: occasion.moment)
            try ProposalDesk(transaction, platform.seal, occasion).closeOverdue()
        }
        let done = Done(leftOut: leftOut, lapsed: try await lapse(occasion))
        return try await platform.once(act, occasion) { _ in done }
    }

    /// What the calendar does by itself.
    ///
    /// Only with real people: in a demo or rehearsal the day is moved by hand, back as well as forth, so there the
    /// centre asks for it on its page.
    ///
    /// - Returns: nil where the day is moved by hand.
    public func carryOutByCalendar(today: CalendarDay, now: Instant) async throws -> Done? {
        let mode = try await platform.database.read { try SettingStore($0).get(.mode) }
        guard mode != "demo", mode != "rehearsal" else { return nil }
        return try await carryOut(Self.ownOccasion(today: today, now: now))
    }

    /// Leaves out every list of the year that no district has handed in, and the units that never began one (domain
    /// 5.5, last sentence).
    ///
    /// - Returns: how many units were left out.
    /// - Throws: `Refusal.outsideWindow` as long as districts may still hand in.
    public func closeWindow(_ occasion: Occasion, year number: Int) async throws -> Int {
        try occasion.actor.authority.require(.decideVoucher, on: .root)
        let act = "close-window"
        if let done: Int = try await platform.answer(to: act, occasion) { return done }
        let lists = try await platform.database.read { transaction in
            guard let year = try PlanYearStore(transaction).find(number) else { throw Refusal.noPlanYear }
            guard let closing = try WindowClosing(number, occasion, transaction) else {
                try year.require(.districtSubmission, on: occasion.today)
                guard let window = year.windows[.districtSubmission] else { throw Refusal.noPlanYear }
                throw Refusal.outsideWindow(.districtSubmission, window, today: occasion.today)
            }
            return try Lists(closing)
        }
        let done = try await close(lists, occasion)
        return try await platform.once(act, occasion) { _ in done }
    }

    /// What of one year is due, by key: each piece looks again before it acts.
    private struct Lists: Sendable {
        let year: Int
        let lists: [ID<UnitEnrolment>]
        let silent: [ID<EnrollingUnit>]

        init(_ closing: WindowClosing) throws {
            year = closing.year.year
            lists = try closing.lists().map(\.enrolment.id)
            silent = try closing.silent().map(\.unit.id)
        }
    }

    private func close(_ due: Lists, _ occasion: Occasion) async throws -> Int {
        var done = 0
        for part in pieces(due.lists) {
            done += try await platform.database.write { transaction in
                guard let closing = try WindowClosing(due.year, occasion, transaction) else { return 0 }
                return try closing.leaveOut(closing.lists(among: part))
            }
        }
        for part in pieces(due.silent) {
            done += try await platform.database.write { transaction in
                guard let closing = try WindowClosing(due.year, occasion, transaction) else { return 0 }
                return try closing.leaveOut(silent: closing.silent(among: part))
            }
        }
        return done
    }

    private func pieces<Key>(_ keys: [ID<Key>]) -> [[ID<Key>]] {
        stride(from: 0, to: keys.count, by: piece).map { Array(keys[$0..<min($0 + piece, keys.count)]) }
    }

    /// Lapses every batch without a voucher after its last day; nobody in it is covered any more (domain 5.6).
    ///
    /// - Returns: how many batches lapsed.
    public func lapseOverdue(_ occasion: Occasion) async throws -> Int {
        try occasion.actor.authority.require(.decideVoucher, on: .root)
        let act = "lapse-overdue"
        if let done: Int = try await platform.answer(to: act, occasion) { return done }
        let done = try await lapse(occasion)
        return try await platform.once(act, occasion) { _ in done }
    }

    /// One batch after the other, each with all that follows from it.
    private func lapse(_ occasion: Occasion) async throws -> Int {
        let overdue = try await platform.database.read { transaction in
            try SubmissionStore(transaction).overdue(before: occasion.today).map(\.submission.id)
        }
        var lapsed = 0
        for batch in overdue {
            lapsed += try await platform.database.write { try lapse(batch, occasion, $0) }
        }
        return lapsed
    }

    /// - Returns: 0 when a voucher has come meanwhile.
    private func lapse(
        _ batch: ID<DistrictSubmission>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> Int {
        let submissions = SubmissionStore(transaction)
        guard var record = try submissions.find(batch), record.submission.status.after(.missDeadline) != nil,
            record.submission.voucherDue < occasion.today
        else { return 0 }
        let before = record.submission.status
        try Vouchers.perform(.missDeadline, on: &record, occasion, transaction)
        try submissions.save(record, at: occasion.moment, sealing: platform.seal)
        try Vouchers.record(.missDeadline, record, from: before, nil, occasion, transaction)
        try Settlement(transaction: transaction, occasion: occasion)
            .settle(record, .missDeadline, coverage: .lapsed)
        try CreditStore(transaction).giveBack(of: batch, at: occasion.moment, sealing: platform.seal)
        try TodoStore(transaction).close(
            [.uploadVoucher, .correctVoucher], subject: batch.rawValue, at: occasion.moment)
        try CorrectionWriter(transaction, platform.seal, occasion).closeLapsed(of: batch)
        try tellUnits(of: record, occasion, transaction)
        return 1
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
