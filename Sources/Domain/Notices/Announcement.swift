/// 通知公告: what the centre tells everybody (domain, sections 2 and 3; manual 2024, 资料下载).
public struct Announcement: Hashable, Sendable {
    public let id: ID<Announcement>
    public private(set) var draft: AnnouncementDraft
    public private(set) var standing: Standing
    /// Accounts that have confirmed it.
    public let confirmations: Int
    public let version: Int

    public enum Standing: String, Hashable, Sendable, CaseIterable {
        case issued
        /// Taken back by the centre; it never comes back.
        case withdrawn
    }

    /// What the author's list says of it.
    public enum Phase: String, Hashable, Sendable, CaseIterable {
        case planned, current, ended, withdrawn
    }

    public init(
        id: ID<Announcement>, _ draft: AnnouncementDraft, standing: Standing, confirmations: Int, version: Int
    ) {
        self.id = id
        self.draft = draft
        self.standing = standing
        self.confirmations = confirmations
        self.version = version
    }

    public func phase(on today: CalendarDay) -> Phase {
        switch standing {
        case .withdrawn: .withdrawn
        case .issued:
            if today < draft.from {
                .planned
            } else if let last = draft.through, today > last {
                .ended
            } else {
                .current
            }
        }
    }

    /// Whether somebody finds it: on its days, and inside only with an account.
    public func isShown(to reader: AnnouncementReader, on today: CalendarDay) -> Bool {
        guard phase(on: today) == .current else { return false }
        switch (draft.audience, reader) {
        case (.everybody, _), (.accounts, .account): return true
        case (.accounts, .visitor): return false
        }
    }

    // MARK: Acts

    /// Changes what it says and when.
    ///
    /// What somebody has confirmed stays as he read it: of such a one only the days and the place change.
    /// - Throws: `AnnouncementRefusal`.
    public mutating func amend(to new: AnnouncementDraft) throws(AnnouncementRefusal) {
        guard standing == .issued else { throw .withdrawn }
        guard new.problems.isEmpty else { throw .problems(new.problems) }
        if confirmations > 0, !new.saysTheSame(as: draft) { throw .confirmed(accounts: confirmations) }
        draft = new
    }

    /// - Throws: `AnnouncementRefusal.withdrawn` for one that is.
    public mutating func withdraw() throws(AnnouncementRefusal) {
        guard standing == .issued else { throw .withdrawn }
        standing = .withdrawn
    }

    /// Whether an account that finds it may confirm it.
    public var isToBeConfirmed: Bool { draft.reading == .toBeConfirmed }
}

/// What stands in an announcement, and where and when it is shown.
public struct AnnouncementDraft: Hashable, Sendable {
    public var title: String
    /// Plain text; each line is a paragraph, and what begins with https:// a link.
    public var text: String
    public var audience: Audience
    public var place: Place
    public var reading: Reading
    public var from: CalendarDay
    /// The last day; nil for as long as it is not withdrawn.
    public var through: CalendarDay?

    public enum Audience: String, Hashable, Sendable, CaseIterable {
        /// The login page shows it too.
        case everybody
        case accounts
    }

    public enum Place: String, Hashable, Sendable, CaseIterable {
        case usual
        /// Stands first and is marked 置顶.
        case pinned
    }

    public enum Reading: String, Hashable, Sendable, CaseIterable {
        case usual
        /// Every page asks an account for it until it has confirmed (必须确认).
        case toBeConfirmed = "to-be-confirmed"
    }

    public init(
        title: String, text: String, audience: Audience, place: Place = .usual, reading: Reading = .usual,
        from: CalendarDay, through: CalendarDay? = nil
    ) {
        self.title = title
        self.text = text
        self.audience = audience
        self.place = place
        self.reading = reading
        self.from = from
        self.through = through
    }

    /// Characters.
    public static let titleLimit = 60
    public static let textLimit = 5_000

    /// Everything that has to be mended before it can be published.
    public var problems: [AnnouncementProblem] {
        var problems: [AnnouncementProblem] = []
        if title.allSatisfy(\.isWhitespace) { problems.append(.titleMissing) }
        if title.count > Self.titleLimit || title.contains(where: \.isNewline) {
            problems.append(.titleTooLong(limit: Self.titleLimit))
        }
        if text.allSatisfy(\.isWhitespace) { problems.append(.textMissing) }
        if text.count > Self.textLimit { problems.append(.textTooLong(limit: Self.textLimit)) }
        if let through, through < from { problems.append(.endsBeforeItBegins) }
        return problems
    }

    func saysTheSame(as other: AnnouncementDraft) -> Bool {
        title == other.title && text == other.text && reading == other.reading && audience == other.audience
    }
}

/// For whom announcements are looked up.
public enum AnnouncementReader: Hashable, Sendable {
    /// Somebody who has not signed in.
    case visitor
    case account(ID<Account>)
}

/// What an account has done about an announcement.
public enum AnnouncementMark: String, Hashable, Sendable, CaseIterable {
    case unread, read, confirmed
}

/// An announcement as one reader finds it.
public struct AnnouncementEntry: Hashable, Sendable {
    public let announcement: Announcement
    /// Nil for a visitor, of whom nothing is kept.
    public let mark: AnnouncementMark?

    public init(_ announcement: Announcement, mark: AnnouncementMark?) {
        (self.announcement, self.mark) = (announcement, mark)
    }
}

/// What an account must still confirm: the oldest, and how many there are.
public struct AnnouncementDemand: Hashable, Sendable {
    public let id: ID<Announcement>
    public let title: String
    public let count: Int

    public init(id: ID<Announcement>, title: String, count: Int) {
        (self.id, self.title, self.count) = (id, title, count)
    }
}

/// One mistake of the form.
public enum AnnouncementProblem: Hashable, Sendable {
    case titleMissing
    /// Or more than one line.
    case titleTooLong(limit: Int)
    case textMissing
    case textTooLong(limit: Int)
    case endsBeforeItBegins
}

/// Why an announcement is not published or changed.
public enum AnnouncementRefusal: Error, Hashable, Sendable {
    case problems([AnnouncementProblem])
    /// So many accounts have confirmed these words.
    case confirmed(accounts: Int)
    case withdrawn
}
