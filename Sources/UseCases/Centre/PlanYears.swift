import DatabaseKit
public import Domain
import Store

/// The centre's plan years: written, published, and their windows extended (domain 5.1 and section 7).
public struct PlanYears: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// A year with all that its page shows.
    public struct Sheet: Sendable {
        public let record: PlanYearRecord
        public let extensions: [WindowExtension]
        /// What stands in the way of publishing; empty for a published year.
        public let problems: [YearProblem]
        public let today: CalendarDay
        public let history: [Step]
    }

    /// What was done to the year, the newest first.
    public struct Step: Sendable {
        public let at: Instant
        public let account: String
        public let act: Act?
    }

    /// What can be done to a year; the names of its events.
    public enum Act: String, Hashable, Sendable, CaseIterable {
        case create, save, publish, extend
    }

    public func list(_ occasion: Occasion) async throws -> [PlanYearRecord] {
        try Self.require(occasion)
        return try await platform.database.read { try PlanYearStore($0).records() }
    }

    public func sheet(_ occasion: Occasion, _ year: Int) async throws -> Sheet {
        try Self.require(occasion)
        return try await platform.database.read { transaction in
            let record = try Self.record(year, transaction)
            var problems: [YearProblem] = []
            if record.status == .draft {
                do throws(YearRefusal) {
                    _ = try YearEntry(record.proposal).read(workingDays: record.year.workingDays)
                } catch {
                    problems = error.problems
                }
            }
            return Sheet(
                record: record, extensions: try PlanYearStore(transaction).extensions(of: year), problems: problems,
                today: occasion.today,
                history: try EventStore(transaction).history(of: .planYear, Int64(year)).map {
                    Step(at: $0.at, account: $0.account, act: Act(rawValue: $0.action))
                })
        }
    }

    // MARK: Writing

    /// Starts a year as a draft: the nearest earlier year with its days moved, or the calendar of domain 5.1.
    ///
    /// - Throws: `Refusal.yearOutOfRange`, `.yearExists`.
    public func create(_ occasion: Occasion, _ year: Int) async throws -> Int {
        try Self.require(occasion)
        guard YearProposal.years.contains(year) else { throw Refusal.yearOutOfRange(year) }
        return try await platform.once("create-plan-year", occasion) { transaction in
            let store = PlanYearStore(transaction)
            let known = try store.records()
            guard !known.contains(where: { $0.year.year == year }) else { throw Refusal.yearExists(year) }
            let pattern = known.first { $0.year.year < year }?.proposal.copied(to: year)
            let fresh = PlanYear.standard(year).map { YearProposal(year: $0, plans: []) }
            guard let proposal = pattern ?? fresh else { throw Refusal.yearOutOfRange(year) }
            try store.insert(proposal.year, plans: proposal.plans, as: .draft)
            try Self.record(.create, year, "plans=\(proposal.plans.count)", occasion, transaction)
            return year
        }
    }

    /// Keeps a draft as it was typed.
    ///
    /// - Parameter stamp: the draft as it was shown; of two at once the later gets `StaleVersion`.
    /// - Throws: `YearRefusal` with everything that is wrong, `Refusal.yearPublished`.
    public func save(_ occasion: Occasion, _ entry: YearEntry, stamp: Int) async throws -> Int {
        try Self.require(occasion)
        return try await platform.once("save-plan-year", occasion) { transaction in
            let record = try Self.draft(entry.year, stamp, transaction)
            let proposal = try entry.read(workingDays: record.year.workingDays)
            try PlanYearStore(transaction).replace(proposal, stamp: stamp)
            try Self.record(.save, entry.year, "plans=\(proposal.plans.count)", occasion, transaction)
            return entry.year
        }
    }

    /// Publishes a draft: from now on everybody works with it, and it is never changed but by extensions.
    ///
    /// - Throws: `Refusal.yearIncomplete`, `.yearPublished`, `StaleVersion`.
    public func publish(_ occasion: Occasion, _ year: Int, stamp: Int) async throws -> Int {
        try Self.require(occasion)
        return try await platform.once("publish-plan-year", occasion) { transaction in
            let record = try Self.draft(year, stamp, transaction)
            do throws(YearRefusal) {
                _ = try YearEntry(record.proposal).read(workingDays: record.year.workingDays)
            } catch {
                throw Refusal.yearIncomplete(problems: error.problems.count)
            }
            try PlanYearStore(transaction).publish(year, stamp: stamp)
            try Self.record(.publish, year, "plans=\(record.proposal.plans.count)", occasion, transaction)
            return year
        }
    }

    // MARK: Extensions

    /// What the centre asks for: other last days of windows for one union, one district or all.
    public struct Extension: Sendable {
        public let year: Int
        public let activities: [Activity]
        /// 工会编号; nil for the whole city.
        public let unionCode: String?
        public let through: CalendarDay?
        public let reason: String

        public init(
            year: Int, activities: [Activity], unionCode: String?, through: CalendarDay?, reason: String
        ) {
            self.year = year
            self.activities = activities
            self.unionCode = unionCode
            self.through = through
            self.reason = reason
        }
    }

    /// Ends windows on another day, earlier or later, with its reason; it holds at once.
    ///
    /// - Returns: the union's name.
    /// - Throws: `Refusal.nothingSelected`, `.dayMissing`, `.reasonMissing`, `.unionUnknown`, `.extensionBeforeWindow`,
    ///   `.extensionLevel`, `.extensionPastNext`.
    public func extend(_ occasion: Occasion, _ request: Extension) async throws -> String {
        try Self.require(occasion)
        let reason = request.reason.trimmed(to: WindowExtension.reasonLimit)
        guard !request.activities.isEmpty else { throw Refusal.nothingSelected }
        guard let through = request.through else { throw Refusal.dayMissing }
        guard !reason.isEmpty else { throw Refusal.reasonMissing }
        return try await platform.once("extend-window", occasion) { transaction in
            let union = try Self.union(request.unionCode, transaction)
            let store = PlanYearStore(transaction)
            // Later steps first, so that one form may move a window and the one that follows it.
            for activity in Activity.allCases.reversed() where request.activities.contains(activity) {
                guard let year = try store.find(request.year, at: union.path) else { throw Refusal.noPlanYear }
                if let refusal = year.refusal(ofEnding: activity, on: through, for: union.kind) { throw refusal }
                try store.extend(
                    activity, of: request.year, for: union.id, through: through, reason: reason,
                    by: occasion.actor.account, at: occasion.now)
                if activity == .voucher {
                    try moveVoucherDue(UnionScope(union.path), request.year, occasion, transaction)
                }
                try EventStore(transaction).record(
                    Act.extend.rawValue, on: .planYear, Int64(request.year), at: union.path,
                    detail: "activity=\(activity.rawValue);through=\(through)", occasion)
            }
            return union.name
        }
    }

    /// Gives the batches that wait for a voucher the last day that holds for their district now.
    private func moveVoucherDue(
        _ scope: UnionScope, _ year: Int, _ occasion: Occasion, _ transaction: any Transaction
    ) throws {
        let submissions = SubmissionStore(transaction)
        let years = PlanYearStore(transaction)
        for var record in try submissions.waiting(in: scope, year: year) {
            guard let due = try years.find(year, at: record.path)?.districtPaymentDue else { continue }
            let before = record.submission.voucherDue
            record.submission.moveVoucherDue(to: due)
            guard record.submission.voucherDue != before else { continue }
            try submissions.save(record, at: occasion.now, sealing: platform.seal)
            try TodoStore(transaction).move(
                [.uploadVoucher, .correctVoucher], subject: record.submission.id.rawValue,
                to: record.submission.voucherDue)
        }
    }

    // MARK: Parts

    private static func require(_ occasion: Occasion) throws(Refusal) {
        try occasion.actor.authority.require(.managePlanYears, on: .root)
    }

    private static func record(_ year: Int, _ transaction: any Transaction) throws -> PlanYearRecord {
        guard let record = try PlanYearStore(transaction).record(year) else { throw Refusal.notFound }
        return record
    }

    private static func draft(
        _ year: Int, _ stamp: Int, _ transaction: any Transaction
    ) throws -> PlanYearRecord {
        let record = try record(year, transaction)
        guard record.status == .draft else { throw Refusal.yearPublished(year) }
        guard record.stamp == stamp else { throw StaleVersion() }
        return record
    }

    private static func union(_ code: String?, _ transaction: any Transaction) throws -> Union {
        let unions = UnionStore(transaction)
        guard let code else {
            guard let root = try unions.root() else { throw Refusal.notFound }
            return root
        }
        guard let union = try unions.find(code: code) else { throw Refusal.unionUnknown(code: code) }
        return union
    }

    private static func record(
        _ act: Act, _ year: Int, _ detail: String, _ occasion: Occasion, _ transaction: any Transaction
    ) throws {
        try EventStore(transaction).record(
            act.rawValue, on: .planYear, Int64(year), at: occasion.actor.path, detail: detail, occasion)
    }
}
