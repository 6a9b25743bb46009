public import DatabaseKit
public import Domain

/// Whether districts want a second person to confirm what they hand in.
public struct SubmissionRuleStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// What holds in a district.
    public func rule(of district: ID<Union>) throws -> SubmissionRule {
        let row = try transaction.first(
            "SELECT control, reason, version, set_at, set_by FROM submission_rule WHERE district_id = \(district)")
        guard let row else { return .standard }
        return SubmissionRule(
            try row.get("control"), reason: try row.get("reason"), stamp: try row.get("version"),
            setAt: try row.get("set_at"), setBy: try row.get("set_by"))
    }

    /// - Throws: `StaleVersion` when somebody has decided since the rule was shown.
    public func set(
        _ control: SubmissionControl, reason: String, of district: ID<Union>, stamp: Int, by account: ID<Account>,
        at now: Instant
    ) throws {
        if stamp == 0 {
            let inserted = try transaction.execute(
                """
                INSERT INTO submission_rule (district_id, control, reason, set_at, set_by)
                VALUES (\(district), \(control), \(reason), \(now), \(account)) ON CONFLICT (district_id) DO NOTHING
                """)
            guard inserted == 1 else { throw StaleVersion() }
        } else {
            try transaction.update(
                """
                UPDATE submission_rule SET control = \(control), reason = \(reason), set_at = \(now),
                    set_by = \(account), version = version + 1
                WHERE district_id = \(district) AND version = \(stamp)
                """)
        }
    }

    /// How many accounts of the district could hand in on this day of the real clock.
    public func officers(of district: ID<Union>, on day: CalendarDay) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS n FROM account a JOIN account_role r ON r.account_id = a.id
            WHERE a.union_id = \(district) AND a.status = 'active' AND r.role = \(Role.districtOfficer)
                AND \(AccountStore.inForce(on: day))
            """) ?? 0
    }
}

extension SubmissionControl: SQLBindable, SQLReadable {}
