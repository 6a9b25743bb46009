public import DatabaseKit

extension Transaction {
    /// Makes lists that a test has changed by itself known to the monitor, each on the day of its current version.
    public func countLists() throws {
        let lists: SQL = """
            FROM unit_enrolment e JOIN enrolling_unit n ON n.id = e.unit_id JOIN trade_union u ON u.id = n.union_id
                LEFT JOIN enrolment_version v ON v.enrolment_id = e.id AND v.version = e.current_version
            WHERE e.ordinal = 0
            """
        try execute("DELETE FROM enrolment_tally")
        try execute("DELETE FROM enrolment_day")
        try execute(
            """
            INSERT INTO enrolment_tally (path, year, status, units, heads, city_fen, district_fen, base_fen)
            SELECT u.path, e.year, e.status, count(*), coalesce(sum(v.heads), 0),
                coalesce(sum(v.heads * v.city_fen), 0), coalesce(sum(v.heads * v.district_fen), 0),
                coalesce(sum(v.heads * v.base_fen), 0)
            \(lists) GROUP BY u.path, e.year, e.status
            """)
        try execute(
            """
            INSERT INTO enrolment_day (path, year, day, units, heads)
            SELECT u.path, e.year, v.submitted_on, count(*), sum(v.heads)
            \(lists) AND e.status IN ('submitted', 'endorsed', 'approved', 'locked', 'in-force')
            GROUP BY u.path, e.year, v.submitted_on
            """)
    }
}
