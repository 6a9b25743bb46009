import DatabaseKit
public import Domain

/// What the author sees of his announcements.
extension AnnouncementStore {
    /// Everything ever published, the newest first.
    public func written(before id: ID<Announcement>?, size: Int) throws -> [Announcement] {
        let condition: SQL = id.map { "WHERE a.id < \($0)" } ?? ""
        return try transaction.query("\(Self.select) \(condition) ORDER BY a.id DESC LIMIT \(size)")
            .map(Self.announcement)
    }

    /// Counts accounts in use; who has been disabled since owes nothing.
    public func reach(of id: ID<Announcement>) throws -> AnnouncementReach {
        let row = try transaction.first(
            """
            SELECT count(*) AS accounts, count(r.read_at) AS opened, count(r.confirmed_at) AS confirmed
            FROM account a LEFT JOIN announcement_reading r ON r.account_id = a.id AND r.announcement_id = \(id)
            WHERE a.status = 'active'
            """)
        guard let row else { return AnnouncementReach(accounts: 0, read: 0, confirmed: 0) }
        return AnnouncementReach(
            accounts: try row.get("accounts"), read: try row.get("opened"), confirmed: try row.get("confirmed"))
    }

    /// Accounts in use that have not confirmed it, or not opened it where nothing is to be confirmed, by their key.
    public func debtors(
        of announcement: Announcement, after account: ID<Account>?, size: Int
    ) throws -> [AnnouncementDebtor] {
        var condition: SQL =
            announcement.isToBeConfirmed ? "r.confirmed_at IS NULL" : "r.read_at IS NULL"
        if let account { condition.append(" AND a.id > \(account)") }
        return try transaction.query(
            """
            SELECT a.id, a.name, a.display_name, u.name AS union_name, r.read_at
            FROM account a JOIN trade_union u ON u.id = a.union_id
                LEFT JOIN announcement_reading r ON r.account_id = a.id AND r.announcement_id = \(announcement.id)
            WHERE a.status = 'active' AND \(condition) ORDER BY a.id LIMIT \(size)
            """
        ).map { row in
            let readAt: Instant? = try row.get("read_at")
            return AnnouncementDebtor(
                account: try row.get("id"), name: try row.get("name"), displayName: try row.get("display_name"),
                union: try row.get("union_name"), mark: readAt == nil ? .unread : .read)
        }
    }
}
