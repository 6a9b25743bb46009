import DatabaseKit
import Domain
import Store

/// The transaction in which a district confirms instant lists: review, price, first day, and the batch of the lock.
struct InstantConfirmation {
    let transaction: any Transaction
    let occasion: Occasion
    let district: Union
    let year: PlanYear
    let lists: [ReviewedVersion]

    init(_ transaction: any Transaction, _ occasion: Occasion, _ lists: [ReviewedVersion]) throws {
        _ = try occasion.actor.authority.scope(for: .reviewInstant)
        let lists = Set(lists).sorted { ($0.enrolment, $0.version) < ($1.enrolment, $1.version) }
        guard !lists.isEmpty else { throw Refusal.nothingSelected }
        guard lists.count <= InstantReviews.selectionLimit else {
            throw Refusal.tooManySelected(limit: InstantReviews.selectionLimit)
        }
        // Whose they are comes before anything is said about the year.
        let entries = try ReviewStore(transaction).find(lists.map(\.enrolment))
        for list in lists {
            guard let entry = entries[list.enrolment] else { throw Refusal.notFound }
            try occasion.actor.authority.require(.reviewInstant, on: entry.path)
        }
        guard let district = try UnionStore(transaction).find(occasion.actor.union), district.kind.isDistrictLevel
        else { throw Refusal.notAllowed(.reviewInstant, .level) }
        (self.transaction, self.occasion, self.district, self.lists) = (transaction, occasion, district, lists)
        year = try InstantReviews.year(occasion, transaction)
    }

    private var selected: LockStore.Lists { .instant(lists.map(\.enrolment)) }

    static func act(
        _ command: UnitEnrolment.Command, _ occasion: Occasion, _ transaction: any Transaction,
        returned: ReturnDecision? = nil
    ) -> ReviewAct {
        // Level 2 has no part in 即时参保, so the district's rule about its levels does not touch it.
        ReviewAct(
            transaction: transaction, occasion: occasion,
            turn: ReviewTurn(.either, kind: occasion.actor.kind, account: occasion.actor.account), command: command,
            returned: returned, kind: .instant)
    }

    func preview() throws -> InstantReviews.Preview {
        let items = try items()
        var plans: [String: PlanTotal] = [:]
        for item in items {
            guard let amounts = Amounts(heads: item.heads, rates: item.rates) else { throw Refusal.changedMeanwhile }
            let before = plans[item.entry.plan]
            plans[item.entry.plan] = PlanTotal(
                plan: item.entry.plan, units: (before?.units ?? 0) + 1, heads: (before?.heads ?? 0) + item.heads,
                amounts: (before?.amounts ?? .zero) + amounts)
        }
        let totals = DistrictTotals(plans.values.sorted { $0.plan < $1.plan })
        let credits = try CreditStore(transaction).open(of: district.id)
        return InstantReviews.Preview(
            year: year, lists: items, totals: totals,
            credit: CreditAllotment(of: credits, against: totals.due(credit: .zero).due).total,
            voucherDue: occasion.today.adding(days: year.instant.voucherDays), today: occasion.today)
    }

    func perform(
        _ seal: FieldSeal, _ contact: SubmissionContact, expecting expected: ExpectedTotals, premium: Money
    ) throws -> Submissions.Receipt {
        let preview = try preview()
        guard preview.totals.amounts.premium == premium else { throw Refusal.changedMeanwhile }
        _ = try Self.act(.approve, occasion, transaction).perform(on: lists)
        for item in preview.lists { try reprice(item, sealing: seal) }
        try EnrolmentStore(transaction).begin(
            Dictionary(preview.lists.map { ($0.entry.enrolment, $0.start) }, uniquingKeysWith: { first, _ in first }))
        return try DistrictLock(
            transaction, seal, occasion, district: district, year: year, instant: lists.map(\.enrolment)
        ).perform(contact, expecting: expected)
    }

    /// Every list with its first day and price; the first that cannot be confirmed refuses all.
    private func items() throws -> [InstantReviews.Preview.Item] {
        let records = try EnrolmentStore(transaction).find(lists.map(\.enrolment))
        let entries = try ReviewStore(transaction).find(lists.map(\.enrolment))
        let struck = Dictionary(
            try LockStore(transaction).struckUnits(selected).map { ($0.enrolment, $0.people) },
            uniquingKeysWith: { first, _ in first })
        return try lists.map { list in
            guard let record = records[list.enrolment], let entry = entries[list.enrolment],
                let submittedOn = record.enrolment.submittedOn, let kind = record.enrolment.entry,
                record.enrolment.year == year.year
            else { throw Refusal.notFound }
            try occasion.actor.authority.require(.reviewInstant, on: entry.path)
            guard entry.version == list.version else { throw Refusal.changedMeanwhile }
            if let refusal = record.enrolment.refusal(
                of: .approve, by: occasion.actor.account, on: occasion.today, in: year)
            {
                throw refusal
            }
            let gone = struck[list.enrolment] ?? 0
            guard gone < entry.heads else { throw Refusal.instantListEmpty(entry.unit) }
            let start = try year.start(
                of: kind,
                InstantDays(
                    submitted: submittedOn, confirmed: occasion.today, lastCard: try lastCard(record.enrolment)))
            return InstantReviews.Preview.Item(
                entry: entry, start: start, rates: try rates(record, plan: entry.plan, from: start), struck: gone)
        }
    }

    private func lastCard(_ enrolment: UnitEnrolment) throws -> CalendarDay? {
        try RosterStore(transaction).version(enrolment.version, of: enrolment.id).flatMap {
            try InstantStore(transaction).lastCard(on: $0.id)
        }
    }

    private func rates(_ record: EnrolmentRecord, plan type: String, from start: CalendarDay) throws -> Rates {
        guard let plan = try PlanYearStore(transaction).plans(of: year.year).first(where: { $0.type == type }),
            let rates = try PlanYearStore(transaction).rates(
                of: plan, unit: record.enrolment.unit, district: district.id, term: year.term(from: start))
        else { throw Refusal.planNotOffered(type) }
        return rates
    }

    /// A list whose coverage begins later than when it was handed in may cost less: version N+1, 费率调整.
    private func reprice(_ item: InstantReviews.Preview.Item, sealing seal: any FieldSealing) throws {
        guard let record = try EnrolmentStore(transaction).find(item.entry.enrolment),
            let version = try RosterStore(transaction).version(record.enrolment.version, of: item.entry.enrolment),
            let unit = try UnionStore(transaction).unit(record.enrolment.unit)
        else { throw Refusal.notFound }
        guard version.rates != item.rates else { return }
        let dossier = try EnrolmentDossier(transaction, occasion, unit: unit, action: .reviewInstant, list: record)
        guard let plan = dossier.plans.first(where: { $0.type == version.plan }) else {
            throw Refusal.planNotOffered(version.plan)
        }
        try Repricing.reprice(dossier, version, plan, at: item.rates, from: item.start, sealing: seal)
    }
}
