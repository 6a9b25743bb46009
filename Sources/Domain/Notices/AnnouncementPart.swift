/// Where an announcement stands in the list: by its first day, then by its key.
public struct AnnouncementKey: Hashable, Sendable {
    public let from: CalendarDay
    public let id: ID<Announcement>

    public init(from: CalendarDay, id: ID<Announcement>) {
        (self.from, self.id) = (from, id)
    }

    /// Reads `20231120-17`, as it stands in an address.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let from = CalendarDay(compact: parts[0]), let id = ID<Announcement>(String(parts[1]))
        else { return nil }
        self.init(from: from, id: id)
    }

    public var text: String { "\(from.compact)-\(id)" }
}

/// One part of the readers' list; what is pinned stands before the first part only.
public struct AnnouncementListing: Sendable {
    public let entries: [AnnouncementEntry]
    /// Beside which the next part lies; nil where there is none.
    public let next: AnnouncementKey?
    /// Of the whole list; nought for a visitor.
    public let unread: Int

    public init(_ entries: [AnnouncementEntry], next: AnnouncementKey?, unread: Int) {
        (self.entries, self.next, self.unread) = (entries, next, unread)
    }
}

/// How far an announcement has come: accounts in use, who has opened it, who has confirmed it.
public struct AnnouncementReach: Hashable, Sendable {
    public let accounts: Int
    public let read: Int
    public let confirmed: Int

    public init(accounts: Int, read: Int, confirmed: Int) {
        (self.accounts, self.read, self.confirmed) = (accounts, read, confirmed)
    }
}

/// An account that has not done yet what an announcement asks.
public struct AnnouncementDebtor: Hashable, Sendable {
    public let account: ID<Account>
    public let name: String
    public let displayName: String
    public let union: String
    /// Opened, but not confirmed.
    public let mark: AnnouncementMark

    public init(account: ID<Account>, name: String, displayName: String, union: String, mark: AnnouncementMark) {
        self.account = account
        self.name = name
        self.displayName = displayName
        self.union = union
        self.mark = mark
    }
}
