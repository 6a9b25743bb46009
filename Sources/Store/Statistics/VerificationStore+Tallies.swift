import DatabaseKit
import Domain

extension VerificationStore {
    /// I12: what is kept of a unit's people who could be enrolled is what counting them anew gives.
    public func unitsWhoseTallyDiffers() throws -> [String] {
        try records(
            """
            SELECT n.id, 'enrolling_unit' AS what FROM enrolling_unit n JOIN trade_union u ON u.id = n.union_id
                LEFT JOIN unit_tally t ON t.unit_id = n.id
                LEFT JOIN (SELECT m.unit_id, count(*) AS members FROM member m WHERE m.left_on IS NULL
                    AND m.category IN \(list: MemberCategory.allCases.filter(\.isInWorkbench)) GROUP BY m.unit_id) c
                    ON c.unit_id = n.id
            WHERE coalesce(t.members, 0) <> coalesce(c.members, 0) OR t.path <> u.path
            ORDER BY n.id
            """)
    }

    /// I12: what is kept of a union's lists by state is what counting them anew gives, and its days add up to those that
    /// stand.
    public func unionsWhoseListsDiffer() throws -> [String] {
        try records(
            """
            SELECT u.id, 'trade_union' AS what FROM trade_union u WHERE u.path IN (
                SELECT c.path FROM (
                    SELECT t.path, t.year, t.status, t.units, t.heads, t.city_fen AS city, t.district_fen AS district,
                        t.base_fen AS base
                    FROM enrolment_tally t
                    UNION ALL
                    SELECT u.path, e.year, e.status, -1, -coalesce(v.heads, 0), -coalesce(v.heads * v.city_fen, 0),
                        -coalesce(v.heads * v.district_fen, 0), -coalesce(v.heads * v.base_fen, 0)
                    \(EnrolmentTallyStore.from) WHERE e.ordinal = 0
                ) AS c GROUP BY c.path, c.year, c.status
                HAVING sum(c.units) <> 0 OR sum(c.heads) <> 0 OR sum(c.city) <> 0 OR sum(c.district) <> 0
                    OR sum(c.base) <> 0
                UNION
                SELECT d.path FROM (
                    SELECT t.path, t.year, t.units, t.heads FROM enrolment_day t
                    UNION ALL
                    SELECT u.path, e.year, -1, -coalesce(v.heads, 0)
                    \(EnrolmentTallyStore.from) WHERE e.ordinal = 0 AND \(EnrolmentTallyStore.stands)
                ) AS d GROUP BY d.path, d.year HAVING sum(d.units) <> 0 OR sum(d.heads) <> 0)
            ORDER BY u.id
            """)
    }
}
