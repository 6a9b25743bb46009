public import DatabaseKit
public import Domain

/// Plan years with their windows, plans and shares.
public struct PlanYearStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    public func insert(_ year: PlanYear, plans: [Plan], as status: PlanYear.Status = .published) throws {
        try transaction.execute(
            """
            INSERT INTO plan_year (year, status, coverage_from, coverage_through, register_as_of, retired_before,
                base_payment_due, district_payment_due, return_days, voucher_days, address_rule, instant_start,
                instant_voucher_days)
            VALUES (\(year.year), \(status), \(year.coverage.from), \(year.coverage.through), \(year.registerAsOf),
                \(year.retiredBefore), \(year.basePaymentDue), \(year.districtPaymentDue), \(year.returnDays),
                \(year.voucherDays), \(year.addressRule), \(year.instant.start), \(year.instant.voucherDays))
            """)
        try insertParts(of: year, plans)
    }

    func insertParts(of year: PlanYear, _ plans: [Plan]) throws {
        for (activity, window) in year.windows {
            try transaction.execute(
                """
                INSERT INTO plan_window (year, activity, starts_on, ends_on)
                VALUES (\(year.year), \(activity), \(window.from), \(window.through))
                """)
        }
        for (position, plan) in plans.enumerated() {
            let categories = plan.categories.map(\.rawValue).sorted().joined(separator: ",")
            try transaction.execute(
                """
                INSERT INTO plan (year, type, name, premium_fen, city_fen, default_district_fen, categories, position,
                    half_premium_fen, half_city_fen)
                VALUES (\(year.year), \(plan.type), \(plan.name), \(plan.premium), \(plan.cityShare),
                    \(plan.defaultDistrictShare), \(categories), \(position), \(plan.halfYear?.premium),
                    \(plan.halfYear?.cityShare))
                """)
        }
    }

    /// The published year that people work on: the one being enrolled on `today`, else the next, else the last.
    ///
    /// - Parameter path: the union for which its windows are asked, with the extensions that hold for it.
    public func current(on today: CalendarDay, at path: UnionPath = .root) throws -> PlanYear? {
        let year: Int? = try transaction.value(
            """
            SELECT y.year FROM plan_year y JOIN plan_window w ON w.year = y.year AND w.activity = 'share-setting'
            WHERE y.status = 'published' AND w.starts_on <= \(today) ORDER BY y.year DESC LIMIT 1
            """)
        if let year { return try find(year, at: path) }
        let first: Int? = try transaction.value("SELECT min(year) FROM plan_year WHERE status = 'published'")
        return try first.flatMap { try find($0, at: path) }
    }

    /// The published year whose coverage contains the day: the one of 即时参保.
    public func covering(_ today: CalendarDay, at path: UnionPath = .root) throws -> PlanYear? {
        let year: Int? = try transaction.value(
            """
            SELECT year FROM plan_year WHERE status = 'published' AND coverage_from <= \(today)
                AND coverage_through >= \(today) ORDER BY year DESC LIMIT 1
            """)
        return try year.flatMap { try find($0, at: path) }
    }

    public func years() throws -> [Int] {
        try transaction.query("SELECT year FROM plan_year WHERE status = 'published' ORDER BY year DESC").map {
            try $0.get("year")
        }
    }

    /// A published year as it holds for the union at `path`.
    public func find(_ year: Int, at path: UnionPath = .root) throws -> PlanYear? {
        guard let record = try read(year), record.status == .published else { return nil }
        return record.year.extended(by: try extensions(of: year), at: path)
    }

    /// The year itself, a draft or published, without extensions.
    func read(_ year: Int) throws -> (year: PlanYear, status: PlanYear.Status, stamp: Int)? {
        let row = try transaction.first(
            """
            SELECT status, coverage_from, coverage_through, register_as_of, retired_before, base_payment_due,
                district_payment_due, return_days, voucher_days, address_rule, instant_start, instant_voucher_days, version
            FROM plan_year WHERE year = \(year)
            """)
        guard let row else { return nil }
        var windows: [Activity: DayWindow] = [:]
        for window in try transaction.query("SELECT activity, starts_on, ends_on FROM plan_window WHERE year = \(year)")
        {
            windows[try window.get("activity")] = DayWindow(
                from: try window.get("starts_on"), through: try window.get("ends_on"))
        }
        guard
            let coverage = DayWindow(from: try row.get("coverage_from"), through: try row.get("coverage_through"))
        else { return nil }
        let found = PlanYear(
            year: year, coverage: coverage, registerAsOf: try row.get("register_as_of"),
            retiredBefore: try row.get("retired_before"), windows: windows,
            basePaymentDue: try row.get("base_payment_due"), districtPaymentDue: try row.get("district_payment_due"),
            returnDays: try row.get("return_days"), voucherDays: try row.get("voucher_days"),
            addressRule: try row.get("address_rule"), workingDays: try workingDays(),
            instant: InstantRules(
                start: try row.get("instant_start"), voucherDays: try row.get("instant_voucher_days")))
        return (found, try row.get("status"), try row.get("version"))
    }

    public func plans(of year: Int) throws -> [Plan] {
        try transaction.query(
            """
            SELECT type, name, premium_fen, city_fen, default_district_fen, categories, half_premium_fen, half_city_fen
            FROM plan
            WHERE year = \(year) ORDER BY position
            """
        ).map {
            let categories: String = try $0.get("categories")
            let (half, city): (Money?, Money?) = (try $0.get("half_premium_fen"), try $0.get("half_city_fen"))
            return Plan(
                year: year, type: try $0.get("type"), name: try $0.get("name"), premium: try $0.get("premium_fen"),
                cityShare: try $0.get("city_fen"), defaultDistrictShare: try $0.get("default_district_fen"),
                categories: Set(categories.split(separator: ",").compactMap { MemberCategory(rawValue: String($0)) }),
                halfYear: half.flatMap { premium in
                    city.map { HalfYearPrice(premium: premium, cityShare: $0) }
                })
        }
    }

    /// What the unit pays: its own override, else its district's split, else the plan's default.
    ///
    /// - Parameter term: of 即时参保; 集中参保 covers the whole year.
    public func rates(
        of plan: Plan, unit: ID<EnrollingUnit>, district: ID<Union>?, term: CoverageTerm = .moreThanHalf
    ) throws -> Rates? {
        let share: Money? = try transaction.value(
            """
            SELECT district_fen FROM share_setting
            WHERE year = \(plan.year) AND plan_type = \(plan.type)
                AND (unit_id = \(unit) OR (unit_id IS NULL AND district_id = \(district)))
            ORDER BY CASE WHEN unit_id IS NULL THEN 1 ELSE 0 END LIMIT 1
            """)
        return Rates(plan: plan, districtShare: share ?? plan.defaultDistrictShare, term: term)
    }
}
