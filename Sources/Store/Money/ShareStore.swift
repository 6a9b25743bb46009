public import DatabaseKit
public import Domain

/// How districts split the premiums, who pays otherwise, and every change of it.
public struct ShareStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// The splits of all plans of a year in one district, in the plans' order.
    public func settings(of plans: [Plan], district: ID<Union>) throws -> [ShareSetting] {
        guard let year = plans.first?.year else { return [] }
        var defaults: [String: Money] = [:]
        var exceptions: [String: [ShareSetting.Exception]] = [:]
        let byType = Dictionary(plans.map { ($0.type, $0) }, uniquingKeysWith: { first, _ in first })
        for row in try transaction.query(
            """
            SELECT s.plan_type, s.district_fen, s.unit_id, n.name, u.code
            FROM share_setting s
                LEFT JOIN enrolling_unit n ON n.id = s.unit_id
                LEFT JOIN trade_union u ON u.id = n.union_id
            WHERE s.year = \(year) AND s.district_id = \(district) ORDER BY u.code, s.unit_id
            """)
        {
            let type: String = try row.get("plan_type")
            let share: Money = try row.get("district_fen")
            let unit: ID<EnrollingUnit>? = try row.get("unit_id")
            guard let unit else {
                defaults[type] = share
                continue
            }
            guard let plan = byType[type], let rates = Rates(plan: plan, districtShare: share) else { continue }
            exceptions[type, default: []].append(
                ShareSetting.Exception(
                    unit: unit, name: try row.get("name"), unionCode: try row.get("code"), rates: rates))
        }
        return plans.compactMap { plan in
            Rates(plan: plan, districtShare: defaults[plan.type] ?? plan.defaultDistrictShare).map {
                ShareSetting(
                    plan: plan, rates: $0, origin: defaults[plan.type] == nil ? .city : .district,
                    exceptions: exceptions[plan.type] ?? [])
            }
        }
    }

    /// Sets the district's default, or what one of its units pays.
    public func set(
        _ share: Money, of plan: Plan, district: ID<Union>, unit: ID<EnrollingUnit>?, by account: ID<Account>,
        at now: Instant, sealing seal: any FieldSealing
    ) throws {
        let seals = RowSealStore(transaction, seal)
        let id = try transaction.newKey()
        let place: SQL = "year = \(plan.year) AND plan_type = \(plan.type)"
        if let unit {
            try seals.changing(.shareSetting, where: "\(place) AND unit_id = \(unit)") {
                try transaction.execute(
                    """
                    INSERT INTO share_setting (id, year, plan_type, district_id, unit_id, district_fen, set_at, set_by)
                    VALUES (\(id), \(plan.year), \(plan.type), \(district), \(unit), \(share), \(now), \(account))
                    ON CONFLICT (year, plan_type, unit_id) WHERE unit_id IS NOT NULL
                    DO UPDATE SET district_fen = excluded.district_fen, set_at = excluded.set_at,
                        set_by = excluded.set_by, version = share_setting.version + 1
                    """)
            }
        } else {
            try seals.changing(.shareSetting, where: "\(place) AND district_id = \(district) AND unit_id IS NULL") {
                try transaction.execute(
                    """
                    INSERT INTO share_setting (id, year, plan_type, district_id, district_fen, set_at, set_by)
                    VALUES (\(id), \(plan.year), \(plan.type), \(district), \(share), \(now), \(account))
                    ON CONFLICT (year, plan_type, district_id) WHERE unit_id IS NULL
                    DO UPDATE SET district_fen = excluded.district_fen, set_at = excluded.set_at,
                        set_by = excluded.set_by, version = share_setting.version + 1
                    """)
            }
        }
    }

    /// Takes a unit's exception back; the district's default holds for it again.
    ///
    /// - Returns: false when there was none.
    public func removeException(of plan: Plan, district: ID<Union>, unit: ID<EnrollingUnit>) throws -> Bool {
        try transaction.execute(
            """
            DELETE FROM share_setting
            WHERE year = \(plan.year) AND plan_type = \(plan.type) AND district_id = \(district) AND unit_id = \(unit)
            """) == 1
    }

    // MARK: History

    public func record(
        _ plan: Plan, district: ID<Union>, unit: ID<EnrollingUnit>?, before: Money?, after: Money?, repriced: Int,
        by account: ID<Account>, at now: Instant, sealing seal: any FieldSealing
    ) throws {
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO share_change (id, year, plan_type, district_id, unit_id, before_fen, after_fen, repriced, at,
                account_id)
            VALUES (\(id), \(plan.year), \(plan.type), \(district), \(unit), \(before), \(after), \(repriced), \(now),
                \(account))
            """)
        try RowSealStore(transaction, seal).add(to: .shareChange, [id])
    }

    /// The changes of one plan in one district, the newest first.
    public func changes(of plan: Plan, district: ID<Union>, limit: Int = 100) throws -> [ShareChange] {
        try transaction.query(
            """
            SELECT c.at, coalesce(a.display_name, '') AS account, n.name, c.before_fen, c.after_fen, c.repriced
            FROM share_change c
                LEFT JOIN account a ON a.id = c.account_id
                LEFT JOIN enrolling_unit n ON n.id = c.unit_id
            WHERE c.year = \(plan.year) AND c.plan_type = \(plan.type) AND c.district_id = \(district)
            ORDER BY c.at DESC, c.id DESC LIMIT \(limit)
            """
        ).map {
            ShareChange(
                at: try $0.get("at"), account: try $0.get("account"), unitName: try $0.get("name"),
                before: try $0.get("before_fen"), after: try $0.get("after_fen"), repriced: try $0.get("repriced"))
        }
    }

    // MARK: Lists at other rates

    /// Handed-in, unlocked lists of a plan whose district's share is not what their unit pays now.
    public func listsAtOtherRates(_ plan: Plan, district: Union) throws -> [ID<UnitEnrolment>] {
        let statuses = UnitEnrolment.Status.allCases.filter(\.isRepriced)
        return try transaction.query(
            """
            SELECT e.id FROM unit_enrolment e
                JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
                JOIN enrolling_unit n ON n.id = e.unit_id
                JOIN trade_union u ON u.id = n.union_id
                LEFT JOIN share_setting x
                    ON x.year = e.year AND x.plan_type = v.plan_type AND x.unit_id = e.unit_id
                LEFT JOIN share_setting d
                    ON d.year = e.year AND d.plan_type = v.plan_type AND d.district_id = \(district.id)
                        AND d.unit_id IS NULL
            WHERE e.year = \(plan.year) AND e.ordinal = 0 AND v.plan_type = \(plan.type) AND e.status IN \(list: statuses)
                AND \(UnionScope(district.path).covers("u.path"))
                AND v.district_fen <> coalesce(x.district_fen, d.district_fen, \(plan.defaultDistrictShare))
            ORDER BY e.id
            """
        ).map { try $0.get("id") }
    }

    /// How many handed-in, unlocked lists of a plan there are in a district.
    public func openLists(_ plan: Plan, district: Union) throws -> Int {
        let statuses = UnitEnrolment.Status.allCases.filter(\.isRepriced)
        return try transaction.value(
            """
            SELECT count(*) FROM unit_enrolment e
                JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
                JOIN enrolling_unit n ON n.id = e.unit_id
                JOIN trade_union u ON u.id = n.union_id
            WHERE e.year = \(plan.year) AND e.ordinal = 0 AND v.plan_type = \(plan.type) AND e.status IN \(list: statuses)
                AND \(UnionScope(district.path).covers("u.path"))
            """) ?? 0
    }

    /// Keeps the next version of a list: the same people, other rates.
    public func reprice(
        _ version: EnrolmentVersion, as next: EnrolmentVersion, sealing seal: any FieldSealing
    ) throws {
        var fingerprint = RosterFingerprint(rates: next.rates, planType: next.plan)
        try transaction.forEach(
            """
            SELECT person_id, card_id FROM enrolment_person
            WHERE version_id = \(version.id) AND bucket = 'enrolling' ORDER BY person_id
            """
        ) { row in fingerprint.add(person: try row.get("person_id"), card: try row.get("card_id")) }
        try RosterStore(transaction).insert(next, fingerprint: fingerprint.text, sealing: seal)
        try transaction.execute(
            """
            INSERT INTO enrolment_person (version_id, person_id, member_id, bucket, card_id)
            SELECT \(next.id), person_id, member_id, bucket, card_id FROM enrolment_person
            WHERE version_id = \(version.id)
            """)
        try ReviewMarkStore(transaction).copy(from: version.id, to: next.id)
        try EnrolmentTallyStore(transaction).changing([next.enrolment], at: next.submittedAt) {
            try transaction.update(
                """
                UPDATE unit_enrolment SET current_version = \(next.number), updated_at = \(next.submittedAt),
                    version = version + 1
                WHERE id = \(next.enrolment) AND current_version = \(version.number)
                    AND status IN ('submitted', 'endorsed', 'approved')
                """)
        }
    }
}
