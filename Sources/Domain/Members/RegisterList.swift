/// What a register list holds and does.
public struct RegisterCounts: Codable, Hashable, Sendable {
    public var rows: Int
    /// Rows whose number cannot be one; they are not kept.
    public var unreadable: Int
    /// People of the city whom the list names.
    public var matched: Int
    /// People whose status becomes another.
    public var changed: Int

    public init(rows: Int = 0, unreadable: Int = 0, matched: Int = 0, changed: Int = 0) {
        self.rows = rows
        self.unreadable = unreadable
        self.matched = matched
        self.changed = changed
    }

    /// Rows kept for people who join later.
    public var waiting: Int { max(0, rows - unreadable - matched) }
}

/// A register list that was uploaded: looked at first, then taken or thrown away.
public struct RegisterList: Hashable, Sendable {
    public let id: ID<RegisterList>
    public let kind: RegisterKind
    public let asOf: CalendarDay
    public let fileName: String?
    public let status: Status
    /// As long as it is staged what it would do, afterwards what it did.
    public let counts: RegisterCounts
    public let at: Instant
    public let account: String
    public let undoing: Undoing

    /// Whether it can be taken back.
    public enum Undoing: Hashable, Sendable {
        /// What it has changed is kept.
        case recorded
        /// Another of its kind came after it, or it was never taken.
        case forgotten
    }

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case staged, applied, discarded
        /// Taken back: its people are again what they were before it.
        case undone
    }

    public init(
        id: ID<RegisterList>, kind: RegisterKind, asOf: CalendarDay, fileName: String?, status: Status,
        counts: RegisterCounts, at: Instant, account: String, undoing: Undoing = .recorded
    ) {
        self.id = id
        self.kind = kind
        self.asOf = asOf
        self.fileName = fileName
        self.status = status
        self.counts = counts
        self.at = at
        self.account = account
        self.undoing = undoing
    }

    /// Characters of the reason for which one is taken back.
    public static let reasonLimit = 200
    /// Bytes of a list that the page takes; larger ones come in parts, or by `gonghui import register`.
    public static let byteLimit = 10_000_000
}
