import DatabaseKit
public import Domain
import Foundation
import Store

/// 缴费催办: units whose share has not come in are reminded, by a todo or by telephone, and every time is kept.
public struct PaymentReminders: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    public struct Page: Sendable {
        public let year: PlanYear
        public let units: Listing<UnpaidUnit>
    }

    /// The units of the district that have not paid in full, by its ledger, a page of them.
    public func page(_ occasion: Occasion, _ range: ListRange) async throws -> Page {
        let scope = try occasion.actor.authority.scope(for: .remindPayments)
        return try await platform.database.read { transaction in
            let year = try Self.year(occasion, transaction)
            let found = try PaymentReminderStore(transaction).unpaid(in: scope, year: year.year, range)
            return Page(year: year, units: try found.map(open))
        }
    }

    /// One list with what was done about it.
    public struct Sheet: Sendable {
        public let year: Int
        public let unit: UnpaidUnit
        public let history: [PaymentReminder]
    }

    public func sheet(_ occasion: Occasion, _ id: ID<UnitEnrolment>) async throws -> Sheet {
        try await platform.database.read { transaction in
            let entry = try Self.entry(id, occasion, transaction)
            return Sheet(
                year: entry.year, unit: try open(entry), history: try PaymentReminderStore(transaction).history(of: id))
        }
    }

    /// Whom a form reminds.
    public enum Choice: Hashable, Sendable {
        case lists([ID<UnitEnrolment>])
        /// Every unpaid list of the district; evaluated anew.
        case everybody
    }

    /// Puts a todo with the open amount before each unit, at most once a day.
    ///
    /// - Returns: how many units were reminded; those that have paid or were reminded today are passed over.
    /// - Throws: `Refusal.notFound` when a list lies outside the scope, `.nothingSelected`.
    public func remind(_ occasion: Occasion, _ choice: Choice) async throws -> Int {
        let scope = try occasion.actor.authority.scope(for: .remindPayments)
        return try await platform.once("remind-payments", occasion) { transaction in
            let store = PaymentReminderStore(transaction)
            let entries: [PaymentReminderStore.Entry]
            switch choice {
            case .everybody:
                let year = try Self.year(occasion, transaction)
                entries = try Listing.everything(by: Reminders.limit) {
                    try store.unpaid(in: scope, year: year.year, $0)
                }
            case .lists(let ids):
                guard !ids.isEmpty else { throw Refusal.nothingSelected }
                guard ids.count <= Reminders.limit else {
                    throw Refusal.tooManySelected(limit: Reminders.limit)
                }
                entries = try Set(ids).sorted().map {
                    try Self.entry($0, occasion, transaction)
                }
            }
            let todos = TodoStore(transaction)
            var days = PaymentDays(transaction: transaction, today: occasion.today)
            var reminded: [EventStore.Change] = []
            for entry in entries where entry.open > .zero {
                guard
                    try store.record(
                        .notice, entry, note: nil, from: occasion.actor.union, by: occasion.actor.account,
                        on: occasion.today, at: occasion.moment)
                else { continue }
                // An open one would keep the amount of the day on which it was opened.
                try todos.close(.payShare, subjects: [entry.enrolment.rawValue], at: occasion.moment)
                try todos.open(
                    .payShare,
                    [
                        TodoStore.Opening(
                            union: entry.unit.union, subject: entry.enrolment.rawValue, name: entry.number, amount: 0,
                            due: try days.last(of: entry), note: entry.open.yuanText)
                    ], at: occasion.moment)
                reminded.append(EventStore.Change(id: entry.enrolment.rawValue, path: entry.unit.path))
            }
            if !reminded.isEmpty {
                try EventStore(transaction).recordAll("payment-reminded", on: .enrolment, reminded, occasion)
            }
            return reminded.count
        }
    }

    /// Ends what asks a unit to pay of which nothing is owed any more: its list, or the amount for each, has become less.
    static func settle(_ list: ID<UnitEnrolment>, _ transaction: any Transaction, at moment: Instant) throws {
        let settled = try PaymentReminderStore(transaction).settled(among: [list])
        try TodoStore(transaction).close(.payShare, subjects: settled.map(\.rawValue), at: moment)
    }

    /// Keeps that a unit was called about its payment, and whom to call there the next time.
    ///
    /// - Throws: `Refusal.alreadyPaid` when nothing is open any more.
    public func recordCall(
        _ occasion: Occasion, _ id: ID<UnitEnrolment>, contact: UnitContact, note: String
    ) async throws {
        let note = note.trimmed(to: Reminder.noteLimit)
        _ = try await platform.once("record-payment-call", occasion) { [platform] transaction in
            let entry = try Self.entry(id, occasion, transaction)
            guard entry.open > .zero else { throw Refusal.alreadyPaid }
            let text = String(decoding: try JSONEncoder().encode(contact), as: UTF8.self)
            try ReminderStore(transaction).setContact(
                of: entry.unit.id,
                sealed: try platform.seal.seal(text, in: .unitContact, row: entry.unit.id.rawValue),
                by: occasion.actor.account, at: occasion.moment)
            _ = try PaymentReminderStore(transaction).record(
                .call, entry, note: note.isEmpty ? nil : note, from: occasion.actor.union,
                by: occasion.actor.account, on: occasion.today, at: occasion.moment)
            try EventStore(transaction).record(
                "payment-call-recorded", on: .enrolment, entry.enrolment.rawValue, at: entry.unit.path, occasion)
            return true
        }
    }

    // MARK: Parts

    private static func year(_ occasion: Occasion, _ transaction: any Transaction) throws -> PlanYear {
        guard let year = try PlanYearStore(transaction).current(on: occasion.today, at: occasion.actor.path) else {
            throw Refusal.noPlanYear
        }
        return year
    }

    private static func entry(
        _ id: ID<UnitEnrolment>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> PaymentReminderStore.Entry {
        guard let entry = try PaymentReminderStore(transaction).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.remindPayments, on: entry.creditor)
        return entry
    }

    private func open(_ entry: PaymentReminderStore.Entry) throws -> UnpaidUnit {
        let text = try entry.contact.map {
            try platform.seal.open($0, in: .unitContact, row: entry.unit.id.rawValue)
        }
        return UnpaidUnit(
            unit: entry.unit, enrolment: entry.enrolment, number: entry.number, due: entry.due, paid: entry.paid,
            contact: try text.map { try JSONDecoder().decode(UnitContact.self, from: Data($0.utf8)) },
            reminders: entry.reminders, lastReminded: entry.lastReminded)
    }
}

/// The last days of payment of many units; each year is read once.
private struct PaymentDays {
    let transaction: any Transaction
    let today: CalendarDay
    private var years: [Int: (year: PlanYear, extensions: [WindowExtension])] = [:]

    init(transaction: any Transaction, today: CalendarDay) {
        self.transaction = transaction
        self.today = today
    }

    /// nil when the district's day is over too: nobody is asked to pay by a day that is past.
    mutating func last(of entry: PaymentReminderStore.Entry) throws -> CalendarDay? {
        if years[entry.year] == nil {
            let store = PlanYearStore(transaction)
            guard let year = try store.find(entry.year) else { return nil }
            years[entry.year] = (year, try store.extensions(of: entry.year))
        }
        guard let (year, extensions) = years[entry.year] else { return nil }
        let payment = year.extended(by: extensions, at: entry.unit.path)
            .basePayment(on: today, reopened: entry.reopenedUntil)
        return payment.urgency == .atOnce ? nil : payment.due
    }
}
