import DatabaseKit
import Store

/// Who wants whom on his list.
extension PlantedViolation {
    static let conflicts = [
        PlantedViolation("I9", "an open conflict can be decided", "a conflict is open about a list that is locked") {
            transaction in
            let version = try version(transaction)
            let person = try enrolled(in: version, transaction)
            let id = try transaction.newKey()
            try transaction.execute(
                """
                INSERT INTO claim_conflict (id, year, person_id, holder_id, holder_member_id, claimant_id,
                    claimant_member_id, raised_at)
                SELECT \(id), e.year, \(person), e.id, p.member_id, o.id, p.member_id, 1
                FROM enrolment_version v JOIN unit_enrolment e ON e.id = v.enrolment_id
                    JOIN enrolment_person p ON p.version_id = v.id AND p.person_id = \(person)
                    JOIN unit_enrolment o ON o.id = (SELECT max(x.id) FROM unit_enrolment x
                        WHERE x.status = 'in-force' AND x.id <> e.id)
                WHERE v.id = \(version)
                """)
            return "claim_conflict \(id)"
        }
    ]
}
