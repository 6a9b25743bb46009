import DatabaseKit
public import Domain
import Store

/// 通知公告: read by everybody, written by the centre (domain, sections 2 and 3).
public struct Announcements: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Entries of one part of a list, and people of one part of the author's.
    public static let partSize = 20
    /// So many pinned ones are shown before the list; the centre writes them one by one.
    public static let mostPinned = 500

    public struct Receipt: Codable, Sendable {
        public let id: ID<Announcement>
    }

    // MARK: Readers

    public func list(
        for reader: AnnouncementReader, on today: CalendarDay, after key: AnnouncementKey? = nil,
        size: Int = Announcements.partSize
    ) async throws -> AnnouncementListing {
        try await platform.database.read { transaction in
            // A short list elsewhere shows its newest; the list itself leaves none out.
            let pinned = size < Announcements.partSize ? size : Announcements.mostPinned
            return try AnnouncementStore(transaction).list(
                for: reader, on: today, after: key, size: size, pinned: pinned)
        }
    }

    /// Opens one; for an account it counts as read from now on.
    ///
    /// - Throws: `Refusal.notFound` outside its days, and for a visitor where it is meant for accounts.
    public func open(
        _ id: ID<Announcement>, for reader: AnnouncementReader, on today: CalendarDay, at now: Instant
    ) async throws -> AnnouncementEntry {
        let entry = try await platform.database.read { try Self.find(id, for: reader, on: today, $0) }
        guard entry.mark == .unread, case .account(let account) = reader else { return entry }
        try await platform.database.write { try AnnouncementStore($0).markRead(id, by: account, at: now) }
        return AnnouncementEntry(entry.announcement, mark: .read)
    }

    /// Says that the account has read what must be confirmed; the first time counts.
    ///
    /// - Parameter version: of the words that were read.
    /// - Throws: `StaleVersion` when they have been amended since.
    public func confirm(_ id: ID<Announcement>, version: Int, _ occasion: Occasion) async throws -> Receipt {
        let account = occasion.actor.account
        return try await platform.once("confirm-announcement", occasion) { transaction in
            let entry = try Self.find(id, for: .account(account), on: occasion.today, transaction)
            guard entry.announcement.isToBeConfirmed else { throw Refusal.changedMeanwhile }
            guard entry.announcement.version == version else { throw StaleVersion() }
            if entry.mark != .confirmed {
                try AnnouncementStore(transaction).markConfirmed(id, by: account, at: occasion.now)
                try EventStore(transaction).record(
                    "confirm", on: .announcement, id.rawValue, at: occasion.actor.path, occasion)
            }
            return Receipt(id: id)
        }
    }

    private static func find(
        _ id: ID<Announcement>, for reader: AnnouncementReader, on today: CalendarDay, _ transaction: any Transaction
    ) throws -> AnnouncementEntry {
        let store = AnnouncementStore(transaction)
        guard let announcement = try store.find(id), announcement.isShown(to: reader, on: today) else {
            throw Refusal.notFound
        }
        switch reader {
        case .visitor: return AnnouncementEntry(announcement, mark: nil)
        case .account(let account):
            return AnnouncementEntry(announcement, mark: try store.mark(of: id, by: account))
        }
    }

    // MARK: Author

    /// One part of what has been written.
    public struct Written: Sendable {
        public let announcements: [Announcement]
        /// Before which the next part lies.
        public let next: ID<Announcement>?
    }

    public func written(before id: ID<Announcement>? = nil, _ occasion: Occasion) async throws -> Written {
        try Self.require(occasion)
        return try await platform.database.read { transaction in
            let found = try AnnouncementStore(transaction).written(before: id, size: Self.partSize + 1)
            let shown = Array(found.prefix(Self.partSize))
            return Written(announcements: shown, next: found.count > shown.count ? shown.last?.id : nil)
        }
    }

    public func find(_ id: ID<Announcement>, _ occasion: Occasion) async throws -> Announcement {
        try Self.require(occasion)
        return try await platform.database.read { transaction in
            guard let found = try AnnouncementStore(transaction).find(id) else { throw Refusal.notFound }
            return found
        }
    }

    /// - Throws: `AnnouncementRefusal.problems`.
    public func publish(_ draft: AnnouncementDraft, _ occasion: Occasion) async throws -> Receipt {
        try Self.require(occasion)
        guard draft.problems.isEmpty else { throw AnnouncementRefusal.problems(draft.problems) }
        return try await platform.once("publish-announcement", occasion) { transaction in
            let id = try AnnouncementStore(transaction).insert(draft, by: occasion.author, at: occasion.now)
            try EventStore(transaction).record(
                "publish", on: .announcement, id.rawValue, at: occasion.actor.path, detail: Self.days(draft), occasion)
            return Receipt(id: id)
        }
    }

    /// - Parameter version: of the announcement when the form was shown.
    /// - Throws: `AnnouncementRefusal`; `StaleVersion` for one changed since.
    public func amend(
        _ id: ID<Announcement>, to draft: AnnouncementDraft, version: Int, _ occasion: Occasion
    ) async throws -> Receipt {
        try await act("save", on: id, version: version, detail: Self.days(draft), occasion) { announcement in
            try announcement.amend(to: draft)
        }
    }

    /// Takes one back: nobody finds it any more, and nobody is asked to confirm it.
    public func withdraw(_ id: ID<Announcement>, version: Int, _ occasion: Occasion) async throws -> Receipt {
        try await act("withdraw", on: id, version: version, detail: nil, occasion) { announcement in
            try announcement.withdraw()
        }
    }

    private func act(
        _ act: String, on id: ID<Announcement>, version: Int, detail: String?, _ occasion: Occasion,
        _ change: @escaping @Sendable (inout Announcement) throws -> Void
    ) async throws -> Receipt {
        try Self.require(occasion)
        return try await platform.once("\(act)-announcement", occasion) { transaction in
            let store = AnnouncementStore(transaction)
            guard var announcement = try store.find(id) else { throw Refusal.notFound }
            guard announcement.version == version else { throw StaleVersion() }
            try change(&announcement)
            try store.save(announcement)
            try EventStore(transaction).record(
                act, on: .announcement, id.rawValue, at: occasion.actor.path, detail: detail, occasion)
            return Receipt(id: id)
        }
    }

    /// Who has not done yet what it asks, with the counts.
    public struct Readers: Sendable {
        public let announcement: Announcement
        public let reach: AnnouncementReach
        public let debtors: [AnnouncementDebtor]
        /// After which the next part lies.
        public let next: ID<Account>?
    }

    public func readers(
        of id: ID<Announcement>, after account: ID<Account>? = nil, _ occasion: Occasion
    ) async throws -> Readers {
        try Self.require(occasion)
        return try await platform.database.read { transaction in
            let store = AnnouncementStore(transaction)
            guard let announcement = try store.find(id) else { throw Refusal.notFound }
            let found = try store.debtors(of: announcement, after: account, size: Self.partSize + 1)
            let shown = Array(found.prefix(Self.partSize))
            return Readers(
                announcement: announcement, reach: try store.reach(of: id), debtors: shown,
                next: found.count > shown.count ? shown.last?.account : nil)
        }
    }

    private static func require(_ occasion: Occasion) throws(Refusal) {
        try occasion.actor.authority.require(.keepAnnouncements, on: occasion.actor.path)
    }

    private static func days(_ draft: AnnouncementDraft) -> String {
        "from=\(draft.from)" + (draft.through.map { ";through=\($0)" } ?? "")
    }
}
