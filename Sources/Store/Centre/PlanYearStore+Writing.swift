import DatabaseKit
public import Domain

// Drafts, publishing, and the extensions that alone change a published year.
extension PlanYearStore {
    /// Every year, drafts too, the newest first.
    public func records() throws -> [PlanYearRecord] {
        let years: [Int] = try transaction.query("SELECT year FROM plan_year ORDER BY year DESC").map {
            try $0.get("year")
        }
        return try years.compactMap(record)
    }

    /// A year as it was written, a draft too, without the extensions of its windows.
    public func record(_ year: Int) throws -> PlanYearRecord? {
        try read(year).map {
            PlanYearRecord(
                proposal: YearProposal(year: $0.year, plans: try plans(of: year)), status: $0.status, stamp: $0.stamp)
        }
    }

    /// A published year without the extensions of its windows.
    public func unextended(_ year: Int) throws -> PlanYear? {
        guard let found = try read(year), found.status == .published else { return nil }
        return found.year
    }

    /// Writes a draft anew.
    ///
    /// - Throws: `StaleVersion` when it was changed or published after it was read.
    public func replace(_ proposal: YearProposal, stamp: Int) throws {
        let year = proposal.year
        try transaction.update(
            """
            UPDATE plan_year SET coverage_from = \(year.coverage.from), coverage_through = \(year.coverage.through),
                register_as_of = \(year.registerAsOf), retired_before = \(year.retiredBefore),
                base_payment_due = \(year.basePaymentDue), district_payment_due = \(year.districtPaymentDue),
                return_days = \(year.returnDays), voucher_days = \(year.voucherDays),
                address_rule = \(year.addressRule), instant_start = \(year.instant.start),
                instant_voucher_days = \(year.instant.voucherDays), version = version + 1
            WHERE year = \(year.year) AND status = 'draft' AND version = \(stamp)
            """)
        try transaction.execute("DELETE FROM plan_window WHERE year = \(year.year)")
        try transaction.execute("DELETE FROM plan WHERE year = \(year.year)")
        try insertParts(of: year, proposal.plans)
    }

    /// - Throws: `StaleVersion` when the draft was changed or published after it was read.
    public func publish(_ year: Int, stamp: Int) throws {
        try transaction.update(
            """
            UPDATE plan_year SET status = 'published', version = version + 1
            WHERE year = \(year) AND status = 'draft' AND version = \(stamp)
            """)
    }

    // MARK: Extensions

    /// The extensions of a year, in the order in which they were made.
    public func extensions(of year: Int) throws -> [WindowExtension] {
        try transaction.query(
            """
            SELECT x.ordinal, x.activity, u.path, u.name, x.ends_on, x.reason, x.set_at
            FROM window_extension x JOIN trade_union u ON u.id = x.union_id
            WHERE x.year = \(year) ORDER BY x.ordinal
            """
        ).map {
            WindowExtension(
                year: year, ordinal: try $0.get("ordinal"), activity: try $0.get("activity"), path: try $0.get("path"),
                unionName: try $0.get("name"), through: try $0.get("ends_on"), reason: try $0.get("reason"),
                setAt: try $0.get("set_at"))
        }
    }

    /// Ends a window on another day for a union and everything under it.
    ///
    /// - Throws: `StaleVersion` when somebody extended a window of the year meanwhile.
    public func extend(
        _ activity: Activity, of year: Int, for union: ID<Union>, through: CalendarDay, reason: String,
        by account: ID<Account>?, at now: Instant
    ) throws {
        let id = try transaction.newKey()
        try transaction.update(
            """
            INSERT INTO window_extension (id, year, ordinal, activity, union_id, ends_on, reason, set_at, set_by)
            SELECT \(id), \(year), 1 + coalesce(max(ordinal), 0), \(activity), \(union), \(through), \(reason), \(now),
                \(account)
            FROM window_extension WHERE year = \(year)
            """)
    }
}
