import DatabaseKit
import Domain
import Foundation
import Store
import Vault
import Wording

/// The transaction that hands a district's lists to the centre.
struct DistrictLock {
    let transaction: any Transaction
    let seal: FieldSeal
    let occasion: Occasion
    let district: Union
    let year: PlanYear
    let lists: LockStore.Lists
    let kind: UnitEnrolment.Kind

    /// All that the district has approved of 集中参保.
    init(
        _ transaction: any Transaction, _ seal: FieldSeal, _ occasion: Occasion, district: Union, year: PlanYear
    ) {
        (self.transaction, self.seal, self.occasion) = (transaction, seal, occasion)
        (self.district, self.year, kind) = (district, year, .centralised)
        lists = .centralised(UnionScope(district.path), year: year.year)
    }

    /// Instant lists that the district has just confirmed.
    init(
        _ transaction: any Transaction, _ seal: FieldSeal, _ occasion: Occasion, district: Union, year: PlanYear,
        instant lists: [ID<UnitEnrolment>]
    ) {
        (self.transaction, self.seal, self.occasion) = (transaction, seal, occasion)
        (self.district, self.year, kind) = (district, year, .instant)
        self.lists = .instant(lists)
    }

    private var locking: LockStore { LockStore(transaction) }

    func perform(_ contact: SubmissionContact, expecting expected: ExpectedTotals) throws -> Submissions.Receipt {
        try year.require(kind == .centralised ? .districtSubmission : .instant, on: occasion.today)
        let struck = try locking.struckUnits(lists)
        try expected.check(try locking.totalsAfterStriking(lists))
        let empty = Set(struck.filter { $0.remaining <= 0 }.map(\.enrolment))
        try strike(struck.filter { $0.remaining > 0 })

        let units = try locking.units(lists).filter { !empty.contains($0.enrolment.id) }
        let changes = try units.map { unit in
            var enrolment = unit.enrolment
            try enrolment.perform(.lock, by: occasion.actor.account, on: occasion.today, in: year)
            return EventStore.Change(
                id: enrolment.id.rawValue, path: unit.path, from: unit.enrolment.status.rawValue,
                to: enrolment.status.rawValue)
        }
        let submission = try open(contact, expected, units)
        try EventStore(transaction).recordAll(
            UnitEnrolment.Command.lock.rawValue, on: .enrolment, changes, detail: "batch=\(submission.number)",
            occasion)
        try locking.closeTodos(
            [.reviewEnrolment, .correctEnrolment, .resubmitEnrolment, .reviewInstant, .correctInstant],
            of: units.map(\.enrolment.id),
            at: occasion.moment)
        try ConflictDesk(transaction, occasion).follow(units.map(\.enrolment.id))
        if submission.status == .completed { try complete(submission.id) }
        return Submissions.Receipt(
            submission: submission.id, number: submission.number, units: expected.units, heads: expected.heads,
            struckUnits: struck.count - empty.count, status: submission.status)
    }

    /// Makes the batch: its row, its locked lists, their coverage, the notice, the event and the todo.
    private func open(
        _ contact: SubmissionContact, _ expected: ExpectedTotals, _ units: [LockStore.Unit]
    ) throws -> DistrictSubmission {
        let records = try EnrolmentStore(transaction).find(units.map(\.enrolment.id))
        let start = records.values.compactMap(\.startsOn).min()
        let id = try transaction.newID(DistrictSubmission.self)
        let date = occasion.today.description.filter { $0 != "-" }
        let number = DistrictSubmission.number(
            on: occasion.today, serial: try transaction.nextNumber(in: "CB\(date)"))
        let totals = try locking.totalsAfterStriking(lists)
        let credit = CreditAllotment(
            of: try CreditStore(transaction).open(of: district.id), against: totals.due(credit: .zero).due)
        let submission = DistrictSubmission(
            id: id, number: number, district: district.id, year: year.year, kind: kind,
            status: .atFirst(totals.due(credit: credit.total)),
            voucherDue: kind == .centralised
                ? year.districtPaymentDue : occasion.today.adding(days: year.instant.voucherDays))
        let text = String(decoding: try JSONEncoder().encode(contact), as: UTF8.self)
        // By the real clock, as the extensions that may have allowed it: verify compares the two (I7).
        try SubmissionStore(transaction).insert(
            submission, totals: totals, credit: credit.total,
            contact: Array(try seal.seal(text, in: .contact, row: id.rawValue)), by: occasion.actor.account,
            on: occasion.today, at: occasion.now, sealing: seal)
        try CreditStore(transaction).use(credit, for: id, at: occasion.moment, sealing: seal)
        try locking.lock(units.map(\.enrolment.id), into: id, at: occasion.moment)
        // What was counted before the lock is counted again from the locked lists themselves.
        let locked = try SubmissionStore(transaction).totals(of: id)
        guard locked == totals else { throw StaleVersion() }
        try expected.check(locked)
        guard try locking.insertCoverage(of: id, in: year) == locked.heads else { throw StaleVersion() }
        try issueNotice(submission, locked, credit: credit.total, from: start)
        try EventStore(transaction).record(
            "submit", on: .submission, id.rawValue, at: district.path, to: submission.status.rawValue,
            detail: "units=\(locked.units);heads=\(locked.heads)", occasion)
        if submission.status == .awaitingVoucher {
            try TodoStore(transaction).open(
                .uploadVoucher, for: district.id, subject: id.rawValue, name: number, amount: locked.heads,
                due: submission.voucherDue, at: occasion.moment)
        }
        return submission
    }

    /// Nothing is owed: everybody in the batch is covered without a voucher.
    private func complete(_ id: ID<DistrictSubmission>) throws {
        guard let record = try SubmissionStore(transaction).find(id) else { throw Refusal.notFound }
        try Settlement(transaction: transaction, occasion: occasion)
            .settle(record, .acceptVoucher, coverage: .inForce)
    }

    private func issueNotice(
        _ submission: DistrictSubmission, _ totals: DistrictTotals, credit: Money, from start: CalendarDay?
    ) throws {
        let coverage = start.flatMap { DayWindow(from: $0, through: year.coverage.through) } ?? year.coverage
        let settings = try SettingStore(transaction).all()
        let facts = DistrictNotice(
            districtName: district.name, cityName: settings[.cityName] ?? NoticeDefault.cityName.wording,
            signatory: settings[.districtSignatory] ?? DistrictNotice.defaultSignatory, year: year.year,
            totals: totals, credit: credit, coverage: coverage, paymentDue: submission.voucherDue,
            remarkCode: DistrictSubmission.remarkCode(
                districtCode: district.code, year: year.year, number: submission.number),
            account: DistrictNotice.BankAccount(
                holder: settings[.bankAccountName] ?? "", number: settings[.bankAccountNumber] ?? "",
                bank: settings[.bankName] ?? ""),
            publicAddress: settings[.publicAddress] ?? "", instant: kind == .instant ? year.instant.start : nil)
        _ = try NoticeStore(transaction).insert(
            .district(facts), about: .submission(submission.id), number: submission.number, version: 1,
            token: Token.random().text, on: occasion.today, at: occasion.moment)
    }

    // MARK: People who are gone

    /// Every list that has lost people becomes version N+1 (名单变动) with its notice.
    private func strike(_ units: [StruckUnit]) throws {
        guard !units.isEmpty else { return }
        let rosters = RosterStore(transaction)
        for unit in units {
            guard let record = try EnrolmentStore(transaction).find(unit.enrolment),
                let version = try rosters.version(record.enrolment.version, of: unit.enrolment)
            else { throw Refusal.notFound }
            let struck = try locking.strike(
                version, as: try transaction.newID(EnrolmentVersion.self), on: occasion.today, at: occasion.moment,
                sealing: seal)
            guard struck.heads == unit.remaining else { throw StaleVersion() }
            try issueBaseNotice(struck, of: record)
            try EventStore(transaction).record(
                "roster-change", on: .enrolment, unit.enrolment.rawValue, at: district.path,
                detail: "version=\(struck.number);heads=\(struck.heads);left=\(unit.left);deceased=\(unit.deceased)",
                occasion)
        }
    }

    private func issueBaseNotice(_ version: EnrolmentVersion, of record: EnrolmentRecord) throws {
        guard let unit = try UnionStore(transaction).unit(record.enrolment.unit) else { throw Refusal.notFound }
        let dossier = try EnrolmentDossier(
            transaction, occasion, unit: unit, action: kind == .centralised ? .submitToCentre : .reviewInstant,
            list: record)
        guard let plan = dossier.plans.first(where: { $0.type == version.plan }) else {
            throw Refusal.planNotOffered(version.plan)
        }
        _ = try BaseNotices.issue(dossier, version, plan: plan, token: Token.random().text, from: record.startsOn)
    }
}
