import DatabaseKit
public import Domain
import Store

/// 集中参保审核 of a level-2 union or a district (domain 5.5; manual 2024, 4.3).
public struct Reviews: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// How many lists one act may take.
    public static let selectionLimit = 500

    // MARK: Pages

    /// Both panes: what waits for review, what waits for submission.
    public struct Desk: Sendable {
        public let year: PlanYear
        public let plans: [String]
        public let counts: ReviewCounts
        public let rule: ReviewRule
        public let turn: ReviewTurn
        public let pending: ReviewListing
        public let pendingTotals: DistrictTotals
        /// How many of those that wait carry each mark, without the filter.
        public let marks: [ReviewMark: Int]
        /// The lists under the filter that carry no mark and are the actor's to pass.
        public let clear: DistrictTotals
        public let approved: Listing<ReviewEntry>
        public let approvedTotals: DistrictTotals
        /// Why handing in is not possible now; nil inside the window.
        public let submission: Refusal?
        /// Whether this account is the one that hands in.
        public let submits: Bool
        /// What the district can set against this hand-over; none for anybody else.
        public let credits: [Credit]
        public let today: CalendarDay
    }

    public func desk(
        _ occasion: Occasion, _ filter: ReviewFilter, _ part: ReviewPart = .first, size: Int,
        approved approvedRange: ListRange
    ) async throws -> Desk {
        let scope = try occasion.actor.authority.scope(for: .reviewEnrolment)
        return try await platform.database.read { transaction in
            let year = try Self.year(occasion, transaction)
            let rule = try Self.rule(occasion, transaction)
            let turn = ReviewTurn(rule.levels, kind: occasion.actor.kind, account: occasion.actor.account)
            let store = ReviewStore(transaction)
            var refusal: Refusal?
            do throws(Refusal) { try year.require(.districtSubmission, on: occasion.today) } catch { refusal = error }
            return Desk(
                year: year, plans: try PlanYearStore(transaction).plans(of: year.year).map(\.type),
                counts: try store.counts(in: scope, year: year.year), rule: rule, turn: turn,
                pending: try store.queue(turn.waiting, in: scope, year: year.year, filter, part, size: size),
                pendingTotals: try store.totals(turn.waiting, in: scope, year: year.year, filter),
                marks: try store.marks(turn.waiting, in: scope, year: year.year),
                clear: try store.clearTotals(for: turn, in: scope, year: year.year, filter),
                approved: try store.list([.approved], in: scope, year: year.year, ReviewFilter(), approvedRange),
                approvedTotals: try store.totals([.approved], in: scope, year: year.year),
                submission: refusal, submits: occasion.actor.authority.includes(.submitToCentre),
                credits: occasion.actor.authority.includes(.submitToCentre)
                    ? try CreditStore(transaction).open(of: occasion.actor.union) : [],
                today: occasion.today)
        }
    }

    /// One list: its equation, its people, its versions, what may be done.
    public struct Sheet: Sendable {
        public let entry: ReviewEntry
        public let year: PlanYear
        public let version: EnrolmentVersion
        public let versions: [EnrolmentVersion]
        /// People per page of the newest version, those who enrol.
        public let people: Listing<RosterPerson>
        public let changes: [ListedChange]
        public let history: [Step]
        public let notice: ID<Notice>?
        public let returned: Returned?
        public let approval: Refusal?
        public let returning: Refusal?
        public let takingBack: Refusal?
        /// What passing it does in the actor's hands.
        public let passing: UnitEnrolment.Command
        /// Where it stands in the queue; nil for a list that does not wait.
        public let place: ReviewPlace?

        /// Who did what to the list, and when.
        public struct Step: Hashable, Sendable {
            public let at: Instant
            public let account: String
            public let command: UnitEnrolment.Command

            public init(at: Instant, account: String, command: UnitEnrolment.Command) {
                self.at = at
                self.account = account
                self.command = command
            }
        }

        public struct Returned: Hashable, Sendable {
            public let reason: String
            public let note: String?
        }
    }

    public func sheet(
        _ occasion: Occasion, _ enrolment: ID<UnitEnrolment>, bucket: Bucket,
        in filter: ReviewFilter = ReviewFilter(), _ range: ListRange
    ) async throws -> Sheet {
        let scope = try occasion.actor.authority.scope(for: .reviewEnrolment)
        return try await platform.database.read { transaction in
            guard let entry = try ReviewStore(transaction).find([enrolment])[enrolment],
                let record = try EnrolmentStore(transaction).find(enrolment),
                let year = try PlanYearStore(transaction).find(record.enrolment.year, at: entry.path)
            else { throw Refusal.notFound }
            try occasion.actor.authority.require(.reviewEnrolment, on: entry.path)
            guard record.enrolment.kind == .centralised else { throw Refusal.notFound }
            let versions = try RosterStore(transaction).versions(of: enrolment)
            guard let version = versions.first else { throw Refusal.notFound }
            let people = RosterPeopleStore(transaction, platform.seal)
            var changes: [ListedChange] = []
            if versions.count > 1 {
                changes = try people.changes(from: versions[1].id, to: version.id, limit: 100).map {
                    ListedChange(change: $0.change, person: $0.person)
                }
            }
            let turn = try Self.turn(occasion, transaction)
            func refusal(_ command: UnitEnrolment.Command) -> Refusal? {
                turn.refusal(of: command, on: entry.status, entry.route)
                    ?? record.enrolment.refusal(
                        of: command, by: occasion.actor.account, on: occasion.today, in: year)
            }
            let waits = turn.waiting.contains(entry.status)
            return Sheet(
                entry: entry, year: year, version: version, versions: versions,
                people: try people.people(of: version.id, bucket: bucket, range), changes: changes,
                history: try EventStore(transaction).history(of: .enrolment, enrolment.rawValue).compactMap { entry in
                    UnitEnrolment.Command(rawValue: entry.action).map {
                        Sheet.Step(at: entry.at, account: entry.account, command: $0)
                    }
                },
                notice: try NoticeStore(transaction).find(about: .version(version.id))?.id,
                returned: record.returnReason.map { Sheet.Returned(reason: $0, note: record.returnNote) },
                approval: refusal(turn.passing), returning: refusal(.return), takingBack: refusal(.takeBack),
                passing: turn.passing,
                place: waits
                    ? try ReviewStore(transaction).place(
                        of: ReviewKey(entry), turn.waiting, in: scope, year: record.enrolment.year, filter) : nil)
        }
    }

    /// The units behind a number of the desk's equation.
    public struct Group: Sendable {
        public let year: PlanYear
        public let units: Listing<OpenUnit>
    }

    public func units(_ occasion: Occasion, _ group: ReviewGroup, _ range: ListRange) async throws -> Group {
        let scope = try occasion.actor.authority.scope(for: .reviewEnrolment)
        return try await platform.database.read { transaction in
            let year = try Self.year(occasion, transaction)
            return Group(
                year: year,
                units: try ReviewStore(transaction).units(group, in: scope, year: year.year, range))
        }
    }

    /// - Throws: `Refusal.tooManySelected`; nobody's list is left out without a word.
    static func requireFew(_ lists: [ReviewedVersion]) throws(Refusal) {
        guard lists.count <= selectionLimit else { throw .tooManySelected(limit: selectionLimit) }
    }

    /// Lists as they stand now, for a form about them; those outside the actor's subtree are not found.
    public func entries(_ occasion: Occasion, _ lists: [ReviewedVersion]) async throws -> [ReviewEntry] {
        try Self.requireFew(lists)
        return try await platform.database.read { transaction in
            let found = try ReviewStore(transaction).find(lists.map(\.enrolment))
            return try lists.map { list in
                guard let entry = found[list.enrolment] else { throw Refusal.notFound }
                try occasion.actor.authority.require(.reviewEnrolment, on: entry.path)
                return entry
            }
        }
    }

    /// The list that comes after this one in the queue, once it has been dealt with; nil after the last.
    public func next(
        _ occasion: Occasion, after enrolment: ID<UnitEnrolment>, in filter: ReviewFilter
    ) async throws -> ID<UnitEnrolment>? {
        let scope = try occasion.actor.authority.scope(for: .reviewEnrolment)
        return try await platform.database.read { transaction in
            let store = ReviewStore(transaction)
            guard let entry = try store.find([enrolment])[enrolment] else { throw Refusal.notFound }
            try occasion.actor.authority.require(.reviewEnrolment, on: entry.path)
            let year = try Self.year(occasion, transaction)
            return try store.place(
                of: ReviewKey(entry), try Self.turn(occasion, transaction).waiting, in: scope, year: year.year, filter
            ).next
        }
    }
}
