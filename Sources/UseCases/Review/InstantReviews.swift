import DatabaseKit
public import Domain
import Store

/// 即时参保审核 of a district (domain 5.7): confirming makes a batch of its own, which has its days for the voucher.
public struct InstantReviews: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// How many lists one batch may take.
    public static let selectionLimit = 100

    // MARK: Pages

    public struct Queue: Sendable {
        /// nil on a day that no year covers.
        public let year: PlanYear?
        public let waiting: Listing<ReviewEntry>
        public let totals: DistrictTotals
        public let today: CalendarDay
    }

    public func queue(_ occasion: Occasion, _ range: ListRange) async throws -> Queue {
        let scope = try occasion.actor.authority.scope(for: .reviewInstant)
        return try await platform.database.read { transaction in
            let store = ReviewStore(transaction)
            guard let year = try PlanYearStore(transaction).covering(occasion.today, at: occasion.actor.path) else {
                return Queue(
                    year: nil, waiting: Listing(entries: [], total: 0, offset: 0), totals: DistrictTotals([]),
                    today: occasion.today)
            }
            let filter = ReviewFilter(kind: .instant)
            return Queue(
                year: year, waiting: try store.list([.submitted], in: scope, year: year.year, filter, range),
                totals: try store.totals([.submitted], in: scope, year: year.year, filter), today: occasion.today)
        }
    }

    /// One list: its people, its notice, what may be done.
    public struct Sheet: Sendable {
        public let entry: ReviewEntry
        public let record: EnrolmentRecord
        public let year: PlanYear
        public let version: EnrolmentVersion
        public let people: Listing<RosterPerson>
        public let approval: Refusal?
        public let returning: Refusal?
        public let today: CalendarDay
    }

    public func sheet(_ occasion: Occasion, _ id: ID<UnitEnrolment>, _ range: ListRange) async throws -> Sheet {
        try await platform.database.read { [platform] transaction in
            guard let entry = try ReviewStore(transaction).find([id])[id],
                let record = try EnrolmentStore(transaction).find(id), record.enrolment.kind == .instant,
                let year = try PlanYearStore(transaction).find(record.enrolment.year, at: entry.path),
                let version = try RosterStore(transaction).version(record.enrolment.version, of: id)
            else { throw Refusal.notFound }
            try occasion.actor.authority.require(.reviewInstant, on: entry.path)
            func refusal(_ command: UnitEnrolment.Command) -> Refusal? {
                record.enrolment.refusal(of: command, by: occasion.actor.account, on: occasion.today, in: year)
            }
            return Sheet(
                entry: entry, record: record, year: year, version: version,
                people: try RosterPeopleStore(transaction, platform.seal).people(
                    of: version.id, bucket: .enrolling, range),
                approval: refusal(.approve), returning: refusal(.return), today: occasion.today)
        }
    }

    // MARK: Confirming

    /// What confirming these lists would make: people who are gone struck, each list at the price of its term.
    public struct Preview: Sendable {
        public let year: PlanYear
        public let lists: [Item]
        public let totals: DistrictTotals
        public let credit: Money
        public let voucherDue: CalendarDay
        public let today: CalendarDay

        public struct Item: Sendable {
            public let entry: ReviewEntry
            public let start: CalendarDay
            public let rates: Rates
            /// How many have left or died since it was handed in.
            public let struck: Int

            public var heads: Int { entry.heads - struck }
        }

        public var due: AmountDue { totals.due(credit: credit) }
    }

    /// - Throws: `Refusal` of the first list that cannot be confirmed; `.nothingSelected`, `.tooManySelected`.
    public func preview(_ occasion: Occasion, _ lists: [ReviewedVersion]) async throws -> Preview {
        try await platform.database.read { try InstantConfirmation($0, occasion, lists).preview() }
    }

    /// The recorded answer of a confirmation.
    public typealias Receipt = Submissions.Receipt

    /// 确认: approves the lists, begins their coverage and makes them a batch that waits for its voucher; all or none.
    ///
    /// - Parameter premium: what the preview showed; another sum is refused.
    /// - Throws: what `preview` throws; `.countChanged`, `.unitsNotReady`, `.changedMeanwhile`; `.notConfirmed` when the
    ///   actor has not proved anew who he is.
    public func confirm(
        _ occasion: Occasion, _ lists: [ReviewedVersion], contact: SubmissionContact,
        expecting expected: ExpectedTotals,
        premium: Money
    ) async throws -> Receipt {
        try await platform.once("confirm-instant", occasion) { [platform] transaction in
            let confirmation = try InstantConfirmation(transaction, occasion, lists)
            try occasion.requireConfirmation()
            return try confirmation.perform(platform.seal, contact, expecting: expected, premium: premium)
        }
    }

    /// 退回: the lists go back to their units, whose people are free again.
    public func sendBack(
        _ occasion: Occasion, _ lists: [ReviewedVersion], _ decision: ReturnDecision
    ) async throws -> ReviewResult {
        guard !lists.isEmpty else { throw Refusal.nothingSelected }
        _ = try occasion.actor.authority.scope(for: .reviewInstant)
        let outcome = try await platform.once("return-instant", occasion) { transaction in
            try InstantConfirmation.act(.return, occasion, transaction, returned: decision).perform(on: lists)
        }
        return try await platform.database.read { transaction in
            try InstantConfirmation.act(.return, occasion, transaction).report(lists, outcome)
        }
    }

    // MARK: Parts

    static func year(_ occasion: Occasion, _ transaction: any Transaction) throws -> PlanYear {
        guard let year = try PlanYearStore(transaction).covering(occasion.today, at: occasion.actor.path) else {
            throw Refusal.noPlanYear
        }
        return year
    }
}
