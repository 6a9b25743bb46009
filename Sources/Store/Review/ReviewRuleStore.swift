public import DatabaseKit
public import Domain

/// How districts want their units' lists reviewed.
public struct ReviewRuleStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// What holds in a district.
    public func rule(of district: ID<Union>?) throws -> ReviewRule {
        let row = try transaction.first(
            "SELECT levels, version, set_at FROM review_rule WHERE district_id = \(district)")
        guard let row else { return .standard }
        return ReviewRule(
            try row.get("levels"), stamp: try row.get("version"), setAt: try row.get("set_at"))
    }

    /// - Throws: `StaleVersion` when somebody has decided since the rule was shown.
    public func set(
        _ levels: ReviewLevels, of district: ID<Union>, stamp: Int, by account: ID<Account>, at now: Instant
    ) throws {
        if stamp == 0 {
            let inserted = try transaction.execute(
                """
                INSERT INTO review_rule (district_id, levels, set_at, set_by)
                VALUES (\(district), \(levels), \(now), \(account)) ON CONFLICT (district_id) DO NOTHING
                """)
            guard inserted == 1 else { throw StaleVersion() }
        } else {
            try transaction.update(
                """
                UPDATE review_rule SET levels = \(levels), set_at = \(now), set_by = \(account), version = version + 1
                WHERE district_id = \(district) AND version = \(stamp)
                """)
        }
    }
}

extension ReviewLevels: SQLBindable, SQLReadable {}
