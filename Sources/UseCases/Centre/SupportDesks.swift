import DatabaseKit
public import Domain
import Store

/// 技术支持, read with every page and kept by the centre.
public struct SupportDesks: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// What is kept; empty where nobody has written it yet.
    public func read() async throws -> SupportDesk { try await open().desk }

    /// What every page needs of the settings, read at once.
    public func open() async throws -> Opened {
        let kept = try await platform.database.read { try SettingStore($0).all() }
        return Opened(
            desk: SupportDesk(
                hotline: kept[.hotline] ?? "", hours: kept[.officeHours] ?? "",
                contacts: SupportDesk.contacts(in: kept[.contacts] ?? "")),
            mode: kept[.mode], businessDate: kept[.businessDate].flatMap { CalendarDay($0) })
    }

    public struct Opened: Sendable {
        public let desk: SupportDesk
        /// `demo` or `rehearsal`; nil where there are real people.
        public let mode: String?
        /// The day of a demo or rehearsal.
        public let businessDate: CalendarDay?
    }

    public struct Receipt: Codable, Sendable {
        public let contacts: Int
    }

    /// - Throws: `SupportRefusal`.
    public func save(_ desk: SupportDesk, _ occasion: Occasion) async throws -> Receipt {
        try occasion.actor.authority.require(.keepSupport, on: occasion.actor.path)
        guard desk.problems.isEmpty else { throw SupportRefusal(desk.problems) }
        return try await platform.once("save-support", occasion) { transaction in
            let settings = SettingStore(transaction)
            try settings.set(.hotline, to: desk.hotline)
            try settings.set(.officeHours, to: desk.hours)
            try settings.set(.contacts, to: desk.contacts.isEmpty ? nil : desk.contactText)
            try EventStore(transaction).record(
                "save", on: .support, 1, at: occasion.actor.path, detail: "rows=\(desk.contacts.count)",
                occasion)
            return Receipt(contacts: desk.contacts.count)
        }
    }
}
