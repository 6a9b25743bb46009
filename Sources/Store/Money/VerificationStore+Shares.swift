import DatabaseKit
import Domain

extension VerificationStore {
    /// I2: a split fits between the city's share and the premium, and is what its last recorded change says.
    public func splitsOutOfStep() throws -> [String] {
        try transaction.query(
            """
            SELECT s.id FROM share_setting s JOIN plan p ON p.year = s.year AND p.type = s.plan_type
            WHERE s.district_fen + p.city_fen > p.premium_fen
                OR EXISTS (SELECT 1 FROM share_change c
                    WHERE c.year = s.year AND c.plan_type = s.plan_type AND c.district_id = s.district_id
                        AND coalesce(c.unit_id, 0) = coalesce(s.unit_id, 0) AND c.at = s.set_at
                        AND coalesce(c.after_fen, -1) <> s.district_fen
                        AND NOT EXISTS (SELECT 1 FROM share_change o
                            WHERE o.year = c.year AND o.plan_type = c.plan_type AND o.district_id = c.district_id
                                AND coalesce(o.unit_id, 0) = coalesce(c.unit_id, 0) AND o.at = c.at
                                AND o.after_fen = s.district_fen))
            ORDER BY s.id
            """
        ).map {
            let id: Int64 = try $0.get("id")
            return "share_setting \(id)"
        }
    }

    /// I2: a list that is handed in and not locked has the rates that hold for its unit now.
    public func listsAtOtherRates() throws -> [String] {
        try transaction.query(
            """
            SELECT e.id FROM unit_enrolment e
                JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
                JOIN plan p ON p.year = e.year AND p.type = v.plan_type
                JOIN enrolling_unit n ON n.id = e.unit_id
                JOIN trade_union u ON u.id = n.union_id
                JOIN trade_union t ON t.kind IN ('district-federation', 'industry-bureau')
                    AND t.path = substr(u.path, 1, 10)
                LEFT JOIN share_setting x
                    ON x.year = e.year AND x.plan_type = v.plan_type AND x.unit_id = e.unit_id
                LEFT JOIN share_setting d
                    ON d.year = e.year AND d.plan_type = v.plan_type AND d.district_id = t.id AND d.unit_id IS NULL
            WHERE e.ordinal = 0 AND e.status IN ('submitted', 'endorsed', 'approved')
                AND v.district_fen <> coalesce(x.district_fen, d.district_fen, p.default_district_fen)
            ORDER BY e.id
            """
        ).map {
            let id: Int64 = try $0.get("id")
            return "unit_enrolment \(id)"
        }
    }
}
