import DatabaseKit
import Domain

/// I12: what lets an account in is what was last recorded; the log's events are chained, the account's row is not.
extension VerificationStore {
    /// Accounts that are in use though they were disabled, or the other way round; those of a union that is gone are
    /// disabled with it.
    public func accountsOfAnotherStatus() throws -> [String] {
        try records(
            """
            SELECT a.id, 'account' AS what FROM account a JOIN trade_union u ON u.id = a.union_id
            WHERE a.status <> coalesce((SELECT CASE e.action WHEN 'disable-account' THEN 'disabled' ELSE 'active' END
                    FROM event e WHERE e.subject = \(EventSubject.account) AND e.subject_id = a.id
                        AND e.action IN ('disable-account', 'enable-account')
                    ORDER BY e.id DESC LIMIT 1), 'active')
                AND NOT (a.status = 'disabled' AND u.standing = 'dissolved')
            ORDER BY a.id
            """)
    }

    /// Accounts whose second factor was taken away, or put in, without an act; one of which the log tells neither is
    /// not judged.
    public func secondFactorsOutOfStep() throws -> [String] {
        try records(
            """
            SELECT a.id, 'account' AS what FROM account a
            WHERE CASE WHEN a.totp_sealed IS NULL THEN 'issue-reset-code' ELSE 'set-up-second-factor' END
                <> (SELECT e.action FROM event e WHERE e.subject = \(EventSubject.account) AND e.subject_id = a.id
                    AND e.action IN ('issue-reset-code', 'set-up-second-factor')
                    ORDER BY e.id DESC LIMIT 1)
            ORDER BY a.id
            """)
    }

    /// Accounts whose password is not the one whose fingerprint the log keeps; those that got theirs before the log kept
    /// any are not judged until they have another one.
    public func passwordsOutOfStep() throws -> [String] {
        var found: [String] = []
        let mark = AccountStore.fingerprintMark + "%"
        try transaction.forEach(
            """
            SELECT a.id, a.password_hash, (SELECT CASE WHEN e.to_status LIKE \(mark) THEN e.to_status
                        ELSE e.from_status END
                    FROM event e WHERE e.subject = \(EventSubject.account) AND e.subject_id = a.id
                        AND (e.to_status LIKE \(mark) OR e.from_status LIKE \(mark))
                    ORDER BY e.id DESC LIMIT 1) AS recorded
            FROM account a ORDER BY a.id
            """
        ) { row in
            let (id, hash): (Int64, String) = (try row.get("id"), try row.get("password_hash"))
            let recorded: String? = try row.get("recorded")
            guard let recorded, recorded != AccountStore.fingerprint(ofHash: hash) else { return }
            found.append("account \(id)")
        }
        return found
    }
}
