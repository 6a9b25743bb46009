import DatabaseKit
public import Domain
import Foundation
import Store

/// 催办: units that have not handed in are reminded, by a todo or by telephone, and every time is kept.
public struct Reminders: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// How many units one form reminds at most.
    static let limit = 5_000

    public struct Page: Sendable {
        public let year: PlanYear
        public let units: Listing<LateUnit>
        /// Why nobody can be reminded now; nil inside the window of enrolment.
        public let refusal: Refusal?
        public let today: CalendarDay
    }

    public func page(_ occasion: Occasion, _ range: ListRange) async throws -> Page {
        let scope = try occasion.actor.authority.scope(for: .reviewEnrolment)
        return try await platform.database.read { transaction in
            let year = try Self.year(occasion, transaction)
            var refusal: Refusal?
            do throws(Refusal) { try year.require(.enrolment, on: occasion.today) } catch { refusal = error }
            let found = try ReminderStore(transaction).late(in: scope, year: year.year, range)
            return Page(year: year, units: try found.map(open), refusal: refusal, today: occasion.today)
        }
    }

    /// One unit with what was done about it.
    public struct Sheet: Sendable {
        public let year: PlanYear
        public let unit: LateUnit
        public let history: [Reminder]
    }

    public func sheet(_ occasion: Occasion, _ id: ID<EnrollingUnit>) async throws -> Sheet {
        try await platform.database.read { transaction in
            let year = try Self.year(occasion, transaction)
            let entry = try Self.entry(id, year, occasion, transaction)
            return Sheet(
                year: year, unit: try open(entry),
                history: try ReminderStore(transaction).history(of: id, year: year.year))
        }
    }

    /// Whom a form reminds.
    public enum Choice: Hashable, Sendable {
        case units([ID<EnrollingUnit>])
        /// Every late unit of the scope; evaluated anew.
        case everybody
    }

    /// Puts a todo before each late unit, at most once a day.
    ///
    /// - Returns: how many units were reminded; those that have handed in or were reminded today are passed over.
    /// - Throws: `Refusal.notFound` when a unit lies outside the scope, `.nothingSelected`, `.outsideWindow`.
    public func remind(_ occasion: Occasion, _ choice: Choice) async throws -> Int {
        let scope = try occasion.actor.authority.scope(for: .reviewEnrolment)
        return try await platform.once("remind-units", occasion) { transaction in
            let year = try Self.year(occasion, transaction)
            let store = ReminderStore(transaction)
            let entries: [ReminderStore.Entry]
            switch choice {
            case .everybody:
                entries = try Listing.everything(by: Self.limit) {
                    try store.late(in: scope, year: year.year, $0)
                }
            case .units(let ids):
                guard !ids.isEmpty else { throw Refusal.nothingSelected }
                guard ids.count <= Self.limit else { throw Refusal.tooManySelected(limit: Self.limit) }
                entries = try Set(ids).sorted().map {
                    try Self.entry($0, year, occasion, transaction)
                }
            }
            try year.require(.enrolment, on: occasion.today)
            var reminded: [EventStore.Change] = []
            for entry in entries where entry.status.isLate {
                guard
                    try store.record(
                        .notice, unit: entry.unit.id, year: year.year, note: nil, from: occasion.actor.union,
                        by: occasion.actor.account, on: occasion.today, at: occasion.moment)
                else { continue }
                try TodoStore(transaction).open(
                    .submitEnrolment, for: entry.unit.union, subject: entry.unit.id.rawValue, name: entry.unit.name,
                    due: year.windows[.enrolment]?.through, at: occasion.moment)
                reminded.append(EventStore.Change(id: entry.unit.union.rawValue, path: entry.unit.path))
            }
            if !reminded.isEmpty {
                try EventStore(transaction).recordAll("reminded", on: .union, reminded, occasion)
            }
            return reminded.count
        }
    }

    /// Keeps that a unit was called, and whom to call there the next time.
    public func recordCall(
        _ occasion: Occasion, _ id: ID<EnrollingUnit>, contact: UnitContact, note: String
    ) async throws {
        let note = note.trimmed(to: Reminder.noteLimit)
        _ = try await platform.once("record-call", occasion) { [platform] transaction in
            let year = try Self.year(occasion, transaction)
            let entry = try Self.entry(id, year, occasion, transaction)
            let store = ReminderStore(transaction)
            let text = String(decoding: try JSONEncoder().encode(contact), as: UTF8.self)
            try store.setContact(
                of: id, sealed: try platform.seal.seal(text, in: .unitContact, row: id.rawValue),
                by: occasion.actor.account, at: occasion.moment)
            _ = try store.record(
                .call, unit: entry.unit.id, year: year.year, note: note.isEmpty ? nil : note,
                from: occasion.actor.union, by: occasion.actor.account, on: occasion.today, at: occasion.moment)
            try EventStore(transaction).record(
                "call-recorded", on: .union, entry.unit.union.rawValue, at: entry.unit.path, occasion)
            return true
        }
    }

    // MARK: Parts

    private static func year(_ occasion: Occasion, _ transaction: any Transaction) throws -> PlanYear {
        let years = PlanYearStore(transaction)
        guard let year = try years.current(on: occasion.today, at: occasion.actor.path) else {
            throw Refusal.noPlanYear
        }
        return year
    }

    private static func entry(
        _ id: ID<EnrollingUnit>, _ year: PlanYear, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> ReminderStore.Entry {
        guard let entry = try ReminderStore(transaction).find(id, year: year.year) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.reviewEnrolment, on: entry.unit.path)
        return entry
    }

    func open(_ entry: ReminderStore.Entry) throws -> LateUnit {
        let text = try entry.contact.map {
            try platform.seal.open($0, in: .unitContact, row: entry.unit.id.rawValue)
        }
        return LateUnit(
            unit: entry.unit, status: entry.status,
            contact: try text.map { try JSONDecoder().decode(UnitContact.self, from: Data($0.utf8)) },
            reminders: entry.reminders, lastReminded: entry.lastReminded)
    }

    /// For those who may see who is late, and not whom to call there.
    static func withoutContact(_ entry: ReminderStore.Entry) -> LateUnit {
        LateUnit(
            unit: entry.unit, status: entry.status, contact: nil, reminders: entry.reminders,
            lastReminded: entry.lastReminded)
    }
}
