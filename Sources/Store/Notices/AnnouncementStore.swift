public import DatabaseKit
public import Domain

/// 通知公告 as their readers find them.
public struct AnnouncementStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public func insert(
        _ draft: AnnouncementDraft, by account: ID<Account>?, at now: Instant
    ) throws -> ID<Announcement> {
        let id = try transaction.newID(Announcement.self)
        try transaction.execute(
            """
            INSERT INTO announcement (id, title, text, audience, place, reading, shown_from, shown_through, created_at,
                created_by)
            VALUES (\(id), \(draft.title), \(draft.text), \(draft.audience), \(draft.place), \(draft.reading),
                \(draft.from), \(draft.through), \(now), \(account))
            """)
        return id
    }

    public func find(_ id: ID<Announcement>) throws -> Announcement? {
        try transaction.first("\(Self.select) WHERE a.id = \(id)").map(Self.announcement)
    }

    /// - Throws: `StaleVersion` for one that was changed since it was read.
    public func save(_ announcement: Announcement) throws {
        let draft = announcement.draft
        try transaction.update(
            """
            UPDATE announcement SET title = \(draft.title), text = \(draft.text), audience = \(draft.audience),
                place = \(draft.place), reading = \(draft.reading), shown_from = \(draft.from),
                shown_through = \(draft.through), standing = \(announcement.standing), version = version + 1
            WHERE id = \(announcement.id) AND version = \(announcement.version)
            """)
    }

    // MARK: Readers

    /// One part of what the reader finds today, the newest first; the first part begins with what is pinned.
    ///
    /// - Parameter pinned: how many pinned ones at most; a further one would be nowhere in the list.
    public func list(
        for reader: AnnouncementReader, on today: CalendarDay, after key: AnnouncementKey?, size: Int, pinned: Int
    ) throws -> AnnouncementListing {
        let first =
            key == nil
            ? try entries("\(Self.shown(to: reader, on: today)) AND a.place = 'pinned'", for: reader, limit: pinned)
            : []
        var condition: SQL = "\(Self.shown(to: reader, on: today)) AND a.place = 'usual'"
        if let key {
            condition.append(
                " AND (a.shown_from < \(key.from) OR (a.shown_from = \(key.from) AND a.id < \(key.id)))")
        }
        let usual = try entries(condition, for: reader, limit: size + 1)
        let rest = Array(usual.prefix(size))
        let next = usual.count > size ? rest.last?.announcement : nil
        return AnnouncementListing(
            first + rest, next: next.map { AnnouncementKey(from: $0.draft.from, id: $0.id) },
            unread: try unread(by: reader, on: today))
    }

    public func mark(of announcement: ID<Announcement>, by account: ID<Account>) throws -> AnnouncementMark {
        try transaction.first(
            """
            SELECT confirmed_at FROM announcement_reading
            WHERE announcement_id = \(announcement) AND account_id = \(account)
            """
        ).map(Self.mark) ?? .unread
    }

    /// The first reading stays.
    public func markRead(_ announcement: ID<Announcement>, by account: ID<Account>, at now: Instant) throws {
        try transaction.execute(
            """
            INSERT INTO announcement_reading (announcement_id, account_id, read_at)
            VALUES (\(announcement), \(account), \(now)) ON CONFLICT (announcement_id, account_id) DO NOTHING
            """)
    }

    /// The first confirmation stays.
    public func markConfirmed(_ announcement: ID<Announcement>, by account: ID<Account>, at now: Instant) throws {
        try markRead(announcement, by: account, at: now)
        try transaction.execute(
            """
            UPDATE announcement_reading SET confirmed_at = \(now)
            WHERE announcement_id = \(announcement) AND account_id = \(account) AND confirmed_at IS NULL
            """)
    }

    /// What the account must still confirm; nil for nothing.
    public func demand(of account: ID<Account>, on today: CalendarDay) throws -> AnnouncementDemand? {
        let rows = try transaction.query(
            """
            SELECT a.id, a.title FROM announcement a
            WHERE a.standing = 'issued' AND a.reading = 'to-be-confirmed' AND a.shown_from <= \(today)
                AND (a.shown_through IS NULL OR a.shown_through >= \(today))
                AND NOT EXISTS (
                    SELECT 1 FROM announcement_reading r
                    WHERE r.announcement_id = a.id AND r.account_id = \(account) AND r.confirmed_at IS NOT NULL)
            ORDER BY a.shown_from, a.id
            """)
        guard let first = rows.first else { return nil }
        return AnnouncementDemand(id: try first.get("id"), title: try first.get("title"), count: rows.count)
    }

    private func unread(by reader: AnnouncementReader, on today: CalendarDay) throws -> Int {
        guard case .account(let account) = reader else { return 0 }
        return try transaction.value(
            """
            SELECT count(*) FROM announcement a WHERE \(Self.shown(to: reader, on: today))
                AND NOT EXISTS (
                    SELECT 1 FROM announcement_reading r
                    WHERE r.announcement_id = a.id AND r.account_id = \(account))
            """) ?? 0
    }

    private func entries(
        _ condition: SQL, for reader: AnnouncementReader, limit: Int
    ) throws -> [AnnouncementEntry] {
        let order: SQL = "ORDER BY a.shown_from DESC, a.id DESC LIMIT \(limit)"
        switch reader {
        case .visitor:
            return try transaction.query(
                "SELECT \(Self.columns), 0 AS confirmations FROM announcement a WHERE \(condition) \(order)"
            ).map { AnnouncementEntry(try Self.announcement($0), mark: nil) }
        case .account(let account):
            return try transaction.query(
                """
                SELECT \(Self.columns), 0 AS confirmations, r.read_at, r.confirmed_at FROM announcement a
                    LEFT JOIN announcement_reading r ON r.announcement_id = a.id AND r.account_id = \(account)
                WHERE \(condition) \(order)
                """
            ).map { row in
                let readAt: Instant? = try row.get("read_at")
                return AnnouncementEntry(
                    try Self.announcement(row), mark: readAt == nil ? .unread : try Self.mark(row))
            }
        }
    }

    /// The condition of `Announcement.isShown`.
    private static func shown(to reader: AnnouncementReader, on today: CalendarDay) -> SQL {
        let days: SQL = """
            a.standing = 'issued' AND a.shown_from <= \(today)
                AND (a.shown_through IS NULL OR a.shown_through >= \(today))
            """
        switch reader {
        case .visitor: return "\(days) AND a.audience = 'everybody'"
        case .account: return days
        }
    }

    private static func mark(_ row: Row) throws -> AnnouncementMark {
        let confirmedAt: Instant? = try row.get("confirmed_at")
        return confirmedAt == nil ? .read : .confirmed
    }

    private static let columns: SQL = """
        a.id, a.title, a.text, a.audience, a.place, a.reading, a.shown_from, a.shown_through, a.standing, a.version
        """

    /// With the confirmations, which are counted for the author alone: there may be as many as there are accounts.
    static let select: SQL = """
        SELECT \(columns), (SELECT count(*) FROM announcement_reading c
            WHERE c.announcement_id = a.id AND c.confirmed_at IS NOT NULL) AS confirmations
        FROM announcement a
        """

    static func announcement(_ row: Row) throws -> Announcement {
        let draft = AnnouncementDraft(
            title: try row.get("title"), text: try row.get("text"), audience: try row.get("audience"),
            place: try row.get("place"), reading: try row.get("reading"), from: try row.get("shown_from"),
            through: try row.get("shown_through"))
        return Announcement(
            id: try row.get("id"), draft, standing: try row.get("standing"),
            confirmations: try row.get("confirmations"), version: try row.get("version"))
    }
}

extension Announcement.Standing: SQLBindable, SQLReadable {}
extension AnnouncementDraft.Audience: SQLBindable, SQLReadable {}
extension AnnouncementDraft.Place: SQLBindable, SQLReadable {}
extension AnnouncementDraft.Reading: SQLBindable, SQLReadable {}
