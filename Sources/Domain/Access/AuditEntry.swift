/// One event of the audit log, with the names of who did it and where.
public struct AuditEntry: Hashable, Sendable {
    public let key: AuditKey
    /// The real clock's.
    public var at: Instant { key.at }
    /// The business day of the act.
    public let day: CalendarDay
    /// The account's name; nil for who has none, or has not proved that it is his.
    public let account: String?
    public let person: String?
    /// Who it was without an account.
    public let unnamed: Unnamed
    /// The address that the request came from, or the command line.
    public let origin: String
    /// What was acted on, as the log calls it, and its number.
    public let subject: String
    public let number: Int64
    /// The name of the account that was acted on.
    public let subjectName: String?
    /// The union whose record it is; nil when it has been dissolved.
    public let union: String?
    public let action: String
    public let detail: String?

    public init(
        key: AuditKey, day: CalendarDay, account: String?, person: String?, unnamed: Unnamed = .member,
        origin: String, subject: String, number: Int64, subjectName: String? = nil, union: String?, action: String,
        detail: String?
    ) {
        self.key = key
        self.day = day
        self.account = account
        self.person = person
        self.unnamed = unnamed
        self.origin = origin
        self.subject = subject
        self.number = number
        self.subjectName = subjectName
        self.union = union
        self.action = action
        self.detail = detail
    }

    /// Who stands behind an act without an account.
    public enum Unnamed: Hashable, Sendable {
        /// A member, for himself.
        case member
        /// Somebody who has not logged in.
        case visitor
        /// The platform itself: its calendar, its housekeeping, a command on its server.
        case platform
    }

    public var result: AuditResult { action.hasSuffix(AuditResult.refusedEnding) ? .refused : .done }
}

/// How an act ended.
public enum AuditResult: String, Hashable, Sendable, CaseIterable {
    case done
    case refused

    /// Ends the name of every act that was refused.
    public static let refusedEnding = "-refused"
}

/// Where an event stands in the log, by time and then by key.
public struct AuditKey: Hashable, Sendable {
    public let at: Instant
    public let id: Int64

    public init(at: Instant, id: Int64) {
        (self.at, self.id) = (at, id)
    }

    /// Reads `1700442000000-17`, as it stands in an address.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let at = Int64(parts[0]), let id = Int64(parts[1]) else { return nil }
        self.init(at: Instant(milliseconds: at), id: id)
    }

    public var text: String { "\(at.milliseconds)-\(id)" }
}

/// Which part of the log is wanted, the newest first; its cost does not grow with its place.
public enum AuditPart: Hashable, Sendable {
    case first
    case after(AuditKey)
    case before(AuditKey)
}

/// One part of the log.
public struct AuditListing: Sendable {
    public let entries: [AuditEntry]
    /// The keys beside which the parts before and after this one lie; nil where there is none.
    public let previous: AuditKey?
    public let next: AuditKey?

    public init(_ entries: [AuditEntry], previous: AuditKey?, next: AuditKey?) {
        (self.entries, self.previous, self.next) = (entries, previous, next)
    }
}

/// What is looked for in the log: the days of the real clock, and further conditions.
public struct AuditFilter: Hashable, Sendable {
    public let from: CalendarDay
    public let through: CalendarDay
    /// The name that the account signs in with.
    public var account: String?
    public var action: String?
    public var subject: String?
    /// The number or the name of a union; what lies under it is found too.
    public var union: String?
    public var result: AuditResult?

    /// So many days are looked through when nothing is asked for, and at most.
    public static let usualDays: Int64 = 30
    public static let mostDays: Int64 = 366

    /// The days that are asked for, put in order and shortened to what is looked through at most.
    public init(from: CalendarDay?, through: CalendarDay?, today: CalendarDay) {
        let last = through ?? max(today, from ?? today)
        let first = from ?? last.adding(days: -Int(Self.usualDays))
        self.through = max(first, last)
        self.from = max(min(first, last), self.through.adding(days: -Int(Self.mostDays)))
    }
}
