import DatabaseKit
import Domain

extension VerificationStore {
    /// I6: the people, cards, plan and rates of every version are those whose fingerprint was taken when it was made.
    public func versionsWhoseSnapshotDiffers() throws -> [String] {
        var differing: [String] = []
        var id: Int64?
        var stored = ""
        var fingerprint: RosterFingerprint?
        func compare() {
            if let id, let fingerprint, fingerprint.text != stored { differing.append("enrolment_version \(id)") }
        }
        try transaction.forEach(
            """
            SELECT v.id, v.fingerprint, v.plan_type, v.city_fen, v.district_fen, v.base_fen,
                coalesce(p.recorded_as, p.person_id) AS person_id, p.card_id
            FROM enrolment_version v
            LEFT JOIN enrolment_person p ON p.version_id = v.id AND p.bucket = 'enrolling'
            ORDER BY v.id, coalesce(p.recorded_as, p.person_id)
            """
        ) { row in
            let next: Int64 = try row.get("id")
            if next != id {
                compare()
                id = next
                stored = try row.get("fingerprint")
                let rates = Rates(
                    city: try row.get("city_fen"), district: try row.get("district_fen"), base: try row.get("base_fen"))
                fingerprint = RosterFingerprint(rates: rates, planType: try row.get("plan_type"))
            }
            let person: ID<Person>? = try row.get("person_id")
            if let person { fingerprint?.add(person: person, card: try row.get("card_id")) }
        }
        compare()
        return differing
    }

    /// I7: districts hand in within the window of the year.
    public func submissionsOutsideTheirWindow() throws -> [String] {
        try records(
            """
            SELECT s.id, 'district_submission' AS what FROM district_submission s
            LEFT JOIN plan_window w ON w.year = s.year AND w.activity = 'district-submission'
            WHERE s.kind = 'centralised' AND (w.activity IS NULL OR s.submitted_on < w.starts_on
                OR (s.submitted_on > w.ends_on AND NOT EXISTS (
                    SELECT 1 FROM window_extension x JOIN trade_union u ON u.id = x.union_id
                    WHERE x.year = s.year AND x.activity = w.activity AND x.ends_on >= s.submitted_on
                        AND x.set_at <= s.submitted_at
                        AND (x.union_id = s.district_id OR u.kind = 'city-federation'))))
            ORDER BY s.id
            """)
    }

    /// I9: an import was applied by one recorded act, and one that was not has none.
    public func importsWhoseActsDiffer() throws -> [String] {
        try records(
            """
            SELECT i.id, 'member_import' AS what FROM member_import i
            LEFT JOIN (SELECT subject_id, count(*) AS n FROM event
                WHERE subject = \(EventSubject.memberImport) AND action = \(ImportEvent.applied.rawValue)
                GROUP BY subject_id) a ON a.subject_id = i.id
            WHERE coalesce(a.n, 0) <> CASE i.status WHEN 'applied' THEN 1 ELSE 0 END
                OR (i.status = 'applied') <> (i.applied_at IS NOT NULL)
            ORDER BY i.id
            """)
    }
}
