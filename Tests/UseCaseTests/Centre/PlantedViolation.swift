import DatabaseKit
import Domain
import Store

/// A change past the platform that breaks one invariant, and the record that must be named for it.
struct PlantedViolation: Sendable, CustomStringConvertible {
    let invariant: String
    let description: String
    let plant: @Sendable (any Transaction) throws -> String

    init(_ invariant: String, _ description: String, _ plant: @escaping @Sendable (any Transaction) throws -> String) {
        self.invariant = invariant
        self.description = "\(invariant): \(description)"
        self.plant = plant
    }
}

extension PlantedViolation {
    static let all = buckets + money + policies + versions + workflows + keeping

    /// The locked version of the manual's unit.
    private static func version(_ transaction: any Transaction) throws -> Int64 {
        try transaction.value(
            """
            SELECT v.id FROM enrolment_version v JOIN unit_enrolment e ON e.id = v.enrolment_id
            WHERE e.status = 'in-force' AND v.version = e.current_version ORDER BY v.id LIMIT 1
            """) ?? 0
    }

    private static func enrolment(_ transaction: any Transaction, _ status: String = "in-force") throws -> Int64 {
        try transaction.value("SELECT id FROM unit_enrolment WHERE status = \(status) ORDER BY id LIMIT 1") ?? 0
    }

    private static func batch(_ transaction: any Transaction) throws -> Int64 {
        try transaction.value("SELECT id FROM district_submission ORDER BY id LIMIT 1") ?? 0
    }

    private static func enrolled(in version: Int64, _ transaction: any Transaction) throws -> Int64 {
        try transaction.value(
            """
            SELECT person_id FROM enrolment_person WHERE version_id = \(version) AND bucket = 'enrolling'
            ORDER BY person_id LIMIT 1
            """) ?? 0
    }

    private static let buckets = [
        PlantedViolation("I1", "somebody is moved to another bucket of a submitted list") { transaction in
            let version = try version(transaction)
            let person = try enrolled(in: version, transaction)
            try transaction.execute(
                """
                UPDATE enrolment_person SET bucket = 'no-card' WHERE version_id = \(version) AND person_id = \(person)
                """)
            return "enrolment_version \(version)"
        },
        PlantedViolation("I1", "somebody is taken out of a submitted list") { transaction in
            let version = try version(transaction)
            let person = try enrolled(in: version, transaction)
            try transaction.execute(
                "DELETE FROM enrolment_person WHERE version_id = \(version) AND person_id = \(person)")
            return "enrolment_version \(version)"
        },
    ]

    private static let money = [
        PlantedViolation("I2", "the city pays a fen more than the plan says") { transaction in
            let version = try version(transaction)
            try transaction.execute("UPDATE enrolment_version SET city_fen = city_fen + 1 WHERE id = \(version)")
            return "enrolment_version \(version)"
        },
        PlantedViolation("I2", "money moves between payers of a batch") { transaction in
            let batch = try batch(transaction)
            try transaction.execute(
                """
                UPDATE district_submission SET city_fen = city_fen - 1, base_fen = base_fen + 1 WHERE id = \(batch)
                """)
            return "district_submission \(batch)"
        },
        PlantedViolation("I2", "the credit is more than is owed") { transaction in
            let batch = try batch(transaction)
            try transaction.execute(
                "UPDATE district_submission SET credit_fen = premium_fen + 1 WHERE id = \(batch)")
            return "district_submission \(batch)"
        },
    ]

    private static let policies = [
        PlantedViolation("I3", "somebody is covered twice") { transaction in
            try transaction.execute("DROP INDEX coverage_active")
            let coverage: Int64 = try transaction.value("SELECT min(id) FROM coverage") ?? 0
            let person: Int64 = try transaction.value("SELECT person_id FROM coverage WHERE id = \(coverage)") ?? 0
            try transaction.execute(
                """
                INSERT INTO coverage (id, year, person_id, unit_id, version_id, plan_type, starts_on, ends_on, status)
                SELECT \(try transaction.newKey()), year, person_id, unit_id, version_id, plan_type, starts_on, ends_on,
                    status FROM coverage WHERE id = \(coverage)
                """)
            return "person \(person)"
        },
        PlantedViolation("I3", "somebody stands on the lists of two units") { transaction in
            let first = try version(transaction)
            let person = try enrolled(in: first, transaction)
            try transaction.execute(
                """
                INSERT INTO enrolment_person (version_id, person_id, member_id, bucket, card_id)
                SELECT (SELECT max(v.id) FROM enrolment_version v JOIN unit_enrolment e ON e.id = v.enrolment_id
                    WHERE e.status = 'in-force' AND v.version = e.current_version),
                    person_id, member_id, bucket, card_id
                FROM enrolment_person WHERE version_id = \(first) AND person_id = \(person)
                """)
            return "person \(person)"
        },
        PlantedViolation("I4", "one person of a unit is covered by another plan") { transaction in
            let version = try version(transaction)
            try transaction.execute(
                """
                UPDATE coverage SET plan_type = 'B+'
                WHERE id = (SELECT min(id) FROM coverage WHERE version_id = \(version))
                """)
            return "unit_enrolment \(try enrolment(of: version, transaction))"
        },
        PlantedViolation("I4", "the unit's plan changes after the lock") { transaction in
            let enrolment = try enrolment(transaction)
            try transaction.execute("UPDATE unit_enrolment SET plan_type = 'B+' WHERE id = \(enrolment)")
            return "unit_enrolment \(enrolment)"
        },
    ]

    private static func enrolment(of version: Int64, _ transaction: any Transaction) throws -> Int64 {
        try transaction.value("SELECT enrolment_id FROM enrolment_version WHERE id = \(version)") ?? 0
    }

    private static let versions = [
        PlantedViolation("I5", "an older version is made the current one") { transaction in
            let enrolment: Int64 =
                try transaction.value("SELECT min(id) FROM unit_enrolment WHERE current_version > 1") ?? 0
            try transaction.execute(
                "UPDATE unit_enrolment SET current_version = current_version - 1 WHERE id = \(enrolment)")
            return "unit_enrolment \(enrolment)"
        },
        PlantedViolation("I5", "a version has lost its notice") { transaction in
            let version = try version(transaction)
            try transaction.execute("DELETE FROM notice WHERE version_id = \(version)")
            return "enrolment_version \(version)"
        },
        PlantedViolation("I5", "a notice speaks of more people than its version") { transaction in
            let version = try version(transaction)
            let (notice, heads) = try notice(of: version, transaction)
            try transaction.execute(
                """
                UPDATE notice SET facts = replace(facts, \("\"heads\":\(heads)"), \("\"heads\":\(heads + 1)"))
                WHERE id = \(notice)
                """)
            return "notice \(notice)"
        },
        PlantedViolation("I5", "a district's notice cannot be read any more") { transaction in
            let batch = try batch(transaction)
            let notice: Int64 =
                try transaction.value("SELECT id FROM notice WHERE submission_id = \(batch)") ?? 0
            try transaction.execute("UPDATE notice SET facts = '{}' WHERE id = \(notice)")
            return "notice \(notice)"
        },
    ]

    private static func notice(of version: Int64, _ transaction: any Transaction) throws -> (Int64, Int) {
        let row = try transaction.first(
            """
            SELECT n.id, v.heads FROM notice n JOIN enrolment_version v ON v.id = n.version_id WHERE v.id = \(version)
            """)
        return (try row?.get("id") ?? 0, try row?.get("heads") ?? 0)
    }

    private static let workflows = [
        PlantedViolation("I6", "a list is approved without anybody's act") { transaction in
            let enrolment = try enrolment(transaction, "left-out")
            try transaction.execute("UPDATE unit_enrolment SET status = 'approved' WHERE id = \(enrolment)")
            return "unit_enrolment \(enrolment)"
        },
        PlantedViolation("I6", "a recorded step is one that the workflow does not know") { transaction in
            let enrolment = try enrolment(transaction)
            try transaction.execute(
                """
                UPDATE event SET action = 'lock' WHERE subject = 'enrolment' AND subject_id = \(enrolment)
                    AND action = 'approve'
                """)
            return "unit_enrolment \(enrolment)"
        },
        PlantedViolation("I6", "a batch is completed without an accepted voucher") { transaction in
            let batch = try batch(transaction)
            try transaction.execute(
                "DELETE FROM event WHERE subject = 'submission' AND subject_id = \(batch) AND action = 'accept'")
            return "district_submission \(batch)"
        },
        PlantedViolation("I6", "a card batch is produced without its steps") { transaction in
            let batch: Int64 = try transaction.value("SELECT min(id) FROM card_batch") ?? 0
            try transaction.execute(
                "DELETE FROM event WHERE subject = 'card-batch' AND subject_id = \(batch) AND from_status IS NOT NULL")
            return "card_batch \(batch)"
        },
        PlantedViolation("I6", "a locked list has another card") { transaction in
            let version = try version(transaction)
            let person = try enrolled(in: version, transaction)
            try transaction.execute(
                """
                UPDATE enrolment_person SET card_id = NULL WHERE version_id = \(version) AND person_id = \(person)
                """)
            return "enrolment_version \(version)"
        },
        PlantedViolation("I7", "a list was handed in before its window") { transaction in
            let enrolment = try enrolment(transaction)
            try transaction.execute(
                """
                UPDATE event SET day = '2023-10-31' WHERE subject = 'enrolment' AND subject_id = \(enrolment)
                    AND action = 'submit'
                """)
            return "unit_enrolment \(enrolment)"
        },
        PlantedViolation("I7", "a district handed in after its window") { transaction in
            let batch = try batch(transaction)
            try transaction.execute(
                "UPDATE district_submission SET submitted_on = '2024-01-01' WHERE id = \(batch)")
            return "district_submission \(batch)"
        },
        PlantedViolation("I7", "a voucher came after its last day") { transaction in
            let batch = try batch(transaction)
            try transaction.execute(
                """
                UPDATE event SET day = '2024-03-01' WHERE subject = 'submission' AND subject_id = \(batch)
                    AND action = 'upload-voucher'
                """)
            return "district_submission \(batch)"
        },
    ]

    private static let keeping = [
        PlantedViolation("I9", "a claim is lost") { transaction in
            let enrolment = try enrolment(transaction)
            try transaction.execute(
                """
                DELETE FROM enrolment_claim WHERE enrolment_id = \(enrolment) AND person_id =
                    (SELECT min(person_id) FROM enrolment_claim WHERE enrolment_id = \(enrolment))
                """)
            return "unit_enrolment \(enrolment)"
        },
        PlantedViolation("I9", "a policy is lost") { transaction in
            let version = try version(transaction)
            try transaction.execute(
                "DELETE FROM coverage WHERE id = (SELECT min(id) FROM coverage WHERE version_id = \(version))")
            return "unit_enrolment \(try enrolment(of: version, transaction))"
        },
        PlantedViolation("I9", "a locked list has left its batch") { transaction in
            let enrolment = try enrolment(transaction)
            try transaction.execute("UPDATE unit_enrolment SET submission_id = NULL WHERE id = \(enrolment)")
            return "unit_enrolment \(enrolment)"
        },
        PlantedViolation("I9", "a card order is forgotten") { transaction in
            let batch: Int64 = try transaction.value("SELECT min(id) FROM card_batch") ?? 0
            try transaction.execute(
                """
                DELETE FROM card_batch_line WHERE batch_id = \(batch) AND member_id =
                    (SELECT min(member_id) FROM card_batch_line WHERE batch_id = \(batch))
                """)
            return "card_batch \(batch)"
        },
        PlantedViolation("I10", "one submission is recorded twice") { transaction in
            let enrolment = try enrolment(transaction)
            try transaction.execute(
                """
                INSERT INTO event (id, at, day, account_id, actor_path, actor_roles, origin, subject, subject_id,
                    subject_path, action)
                SELECT \(try transaction.newKey()), at, day, account_id, actor_path, actor_roles, origin, subject,
                    subject_id, subject_path, action
                FROM event WHERE id = (SELECT min(id) FROM event WHERE subject = 'enrolment'
                    AND subject_id = \(enrolment) AND action = 'submit')
                """)
            return "unit_enrolment \(enrolment)"
        },
        PlantedViolation("I11", "an import counts a row that is not in its file") { transaction in
            let run: Int64 = try transaction.value("SELECT min(id) FROM member_import") ?? 0
            try transaction.execute(
                "UPDATE member_import SET rows = rows + 1, new_count = new_count + 1 WHERE id = \(run)")
            return "member_import \(run)"
        },
        PlantedViolation("I11", "a row of an import changes its outcome") { transaction in
            let run: Int64 = try transaction.value("SELECT min(id) FROM member_import") ?? 0
            try transaction.execute(
                """
                UPDATE member_import_row SET outcome = 'failed' WHERE import_id = \(run)
                    AND number = (SELECT min(number) FROM member_import_row WHERE import_id = \(run))
                """)
            return "member_import \(run)"
        },
    ]
}
