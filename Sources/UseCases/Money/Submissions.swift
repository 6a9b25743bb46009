import DatabaseKit
public import Domain
import Store
import Vault
import Wording

/// 提交至职保中心 (domain 5.5; manual 2024, 4.4 and 4.5).
public struct Submissions: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// How many units a rehearsal names.
    static let namesLimit = 100

    /// What the lock would do if it came now.
    public struct Rehearsal: Sendable {
        public let district: Union
        public let year: PlanYear
        /// What would be handed in.
        public let totals: DistrictTotals
        /// What of earlier years would be set against it.
        public let credit: Money
        public let struck: [StruckUnit]
        public let open: [OpenUnit]
        /// Units that would be handed in and whose own share has not come in in full; the first ones of them.
        public let unpaid: Listing<UnpaidUnit>
        public let counts: ReviewCounts
        /// People whom two units want, about whom nothing is decided.
        public let conflicts: Int
        /// Why handing in is not possible now; nil inside the window.
        public let refusal: Refusal?
        public let today: CalendarDay

        public var due: AmountDue { totals.due(credit: credit) }
        public var expected: ExpectedTotals { ExpectedTotals(totals) }
    }

    public func rehearsal(_ occasion: Occasion) async throws -> Rehearsal {
        try occasion.actor.authority.require(.submitToCentre, on: occasion.actor.path)
        return try await platform.database.read { transaction in
            let locking = LockStore(transaction)
            let scope = UnionScope(occasion.actor.path)
            let (district, year) = try Self.place(occasion, transaction)
            let totals = try locking.totalsAfterStriking(in: scope, year: year.year)
            var refusal: Refusal?
            do throws(Refusal) { try year.require(.districtSubmission, on: occasion.today) } catch { refusal = error }
            if refusal == nil, totals.units == 0 { refusal = .nothingToSubmit }
            let credits = try CreditStore(transaction).open(of: district.id)
            let unpaid = try PaymentReminderStore(transaction).unpaid(
                in: scope, year: year.year, among: [.approved], ListRange(offset: 0, limit: Self.namesLimit))
            return Rehearsal(
                district: district, year: year, totals: totals,
                credit: CreditAllotment(of: credits, against: totals.due(credit: .zero).due).total,
                struck: try locking.struckUnits(in: scope, year: year.year),
                open: try ReviewStore(transaction).openUnits(in: scope, year: year.year, limit: Self.namesLimit),
                unpaid: unpaid.map { entry in
                    UnpaidUnit(
                        unit: entry.unit, enrolment: entry.enrolment, number: entry.number, due: entry.due,
                        paid: entry.paid, contact: nil, reminders: entry.reminders, lastReminded: entry.lastReminded)
                },
                counts: try ReviewStore(transaction).counts(in: scope, year: year.year),
                conflicts: try ClaimConflictStore(transaction).open(in: scope, year: year.year), refusal: refusal,
                today: occasion.today)
        }
    }

    static func place(_ occasion: Occasion, _ transaction: any Transaction) throws -> (Union, PlanYear) {
        let years = PlanYearStore(transaction)
        guard let year = try years.current(on: occasion.today, at: occasion.actor.path) else {
            throw Refusal.noPlanYear
        }
        guard let district = try UnionStore(transaction).find(occasion.actor.union), district.kind.isDistrictLevel
        else { throw Refusal.notAllowed(.submitToCentre, .level) }
        return (district, year)
    }

    /// The recorded answer of a submission.
    public struct Receipt: Hashable, Sendable, Codable {
        public let submission: ID<DistrictSubmission>
        public let number: String
        public let units: Int
        public let heads: Int
        public let struckUnits: Int
        /// How the batch began; nil in an answer of before this was kept.
        public let status: DistrictSubmission.Status?
    }

    /// 确认提交至职保中心: locks everything that is approved, in one transaction; it cannot be undone.
    ///
    /// People who have died or left since are struck first, each such list as a version of its own with a new notice
    /// (domain 5.2); a list that nobody stays on is not handed in.
    ///
    /// - Throws: `Refusal` of the window, `.nothingToSubmit`, `.countChanged` and `.unitsNotReady` when it is no longer
    ///   what the officer saw; `.secondPerson` when the district wants a second person to confirm; `.notConfirmed` when he
    ///   has not proved anew who he is.
    public func submit(
        _ occasion: Occasion, contact: SubmissionContact, expecting expected: ExpectedTotals
    ) async throws -> Receipt {
        try occasion.actor.authority.require(.submitToCentre, on: occasion.actor.path)
        try occasion.requireConfirmation()
        return try await platform.once("submit-to-centre", occasion) { transaction in
            let (district, year) = try Self.place(occasion, transaction)
            let rule = try SubmissionRuleStore(transaction).rule(of: district.id)
            if let refusal = rule.refusal(toHandInAloneBy: occasion.actor.account) { throw refusal }
            let lock = DistrictLock(transaction, platform.seal, occasion, district: district, year: year)
            return try lock.perform(contact, expecting: expected)
        }
    }
}
