import DatabaseKit
import Store

/// Steps, windows, and what must be kept.
extension PlantedViolation {
    static let workflows = [
        PlantedViolation(
            "I6", "state approved has no recorded step",
            "a list is approved without anybody's act"
        ) { transaction in
            let enrolment = try enrolment(transaction, "left-out")
            try transaction.execute("UPDATE unit_enrolment SET status = 'approved' WHERE id = \(enrolment)")
            return "unit_enrolment \(enrolment)"
        },
        PlantedViolation(
            "I6", "step lock is not legal",
            "a recorded step is one that the workflow does not know"
        ) { transaction in
            let enrolment = try enrolment(transaction)
            try transaction.execute(
                """
                UPDATE event SET action = 'lock' WHERE subject = 'enrolment' AND subject_id = \(enrolment)
                    AND action = 'approve'
                """)
            return "unit_enrolment \(enrolment)"
        },
        PlantedViolation(
            "I6", "step submit is not legal",
            "a batch that owes something begins complete"
        ) { transaction in
            let batch = try batch(transaction)
            try transaction.execute(
                """
                UPDATE event SET to_status = 'completed' WHERE subject = 'submission' AND subject_id = \(batch)
                    AND action = 'submit'
                """)
            return "district_submission \(batch)"
        },
        PlantedViolation(
            "I6", "state completed has no recorded step",
            "a batch is completed without an accepted voucher"
        ) { transaction in
            let batch = try batch(transaction)
            try transaction.execute(
                "DELETE FROM event WHERE subject = 'submission' AND subject_id = \(batch) AND action = 'accept'")
            return "district_submission \(batch)"
        },
        PlantedViolation(
            "I6", "state produced has no recorded step",
            "a card batch is produced without its steps"
        ) { transaction in
            let batch: Int64 = try transaction.value("SELECT min(id) FROM card_batch") ?? 0
            try transaction.execute(
                "DELETE FROM event WHERE subject = 'card-batch' AND subject_id = \(batch) AND from_status IS NOT NULL")
            return "card_batch \(batch)"
        },
        PlantedViolation("I6", "snapshot unchanged since submission", "a locked list has another card") { transaction in
            let version = try version(transaction)
            let person = try enrolled(in: version, transaction)
            try transaction.execute(
                """
                UPDATE enrolment_person SET card_id = NULL WHERE version_id = \(version) AND person_id = \(person)
                """)
            return "enrolment_version \(version)"
        },
        PlantedViolation("I7", "submit outside its window", "a list was handed in before its window") { transaction in
            let enrolment = try enrolment(transaction)
            try transaction.execute(
                """
                UPDATE event SET day = '2023-10-31' WHERE subject = 'enrolment' AND subject_id = \(enrolment)
                    AND action = 'submit'
                """)
            return "unit_enrolment \(enrolment)"
        },
        PlantedViolation(
            "I7", "batch handed in within its window",
            "a district handed in after its window"
        ) { transaction in
            let batch = try batch(transaction)
            try transaction.execute(
                "UPDATE district_submission SET submitted_on = '2024-01-01' WHERE id = \(batch)")
            return "district_submission \(batch)"
        },
        PlantedViolation(
            "I7", "upload-voucher outside its window",
            "a voucher came after its last day"
        ) { transaction in
            let batch = try batch(transaction)
            try transaction.execute(
                """
                UPDATE event SET day = '2024-03-01' WHERE subject = 'submission' AND subject_id = \(batch)
                    AND action = 'upload-voucher'
                """)
            return "district_submission \(batch)"
        },
    ]

    static let keeping = [
        PlantedViolation("I9", "claims equal the current list", "a list that was left out claims somebody") {
            transaction in
            let enrolment = try enrolment(transaction, "left-out")
            try transaction.execute(
                """
                INSERT INTO enrolment_claim (year, person_id, enrolment_id)
                SELECT 2024, min(p.person_id), \(enrolment) FROM enrolment_person p
                JOIN enrolment_version v ON v.id = p.version_id WHERE v.enrolment_id = \(enrolment)
                    AND NOT EXISTS (SELECT 1 FROM enrolment_claim k WHERE k.year = 2024 AND k.person_id = p.person_id)
                """)
            return "unit_enrolment \(enrolment)"
        },
        PlantedViolation("I9", "coverage equals the locked list", "a policy lapses by itself") { transaction in
            let version = try version(transaction)
            try transaction.execute(
                """
                UPDATE coverage SET status = 'lapsed' WHERE id =
                    (SELECT min(id) FROM coverage WHERE version_id = \(version))
                """)
            return "unit_enrolment \(try enrolment(of: version, transaction))"
        },
        PlantedViolation("I9", "an import is applied by one act", "an import is applied without an act") {
            transaction in
            let run: Int64 = try transaction.value("SELECT min(id) FROM member_import") ?? 0
            try transaction.execute("DELETE FROM event WHERE subject = 'member-import' AND subject_id = \(run)")
            return "member_import \(run)"
        },
        PlantedViolation("I9", "claims equal the current list", "a claim is lost") { transaction in
            let enrolment = try enrolment(transaction)
            try transaction.execute(
                """
                DELETE FROM enrolment_claim WHERE enrolment_id = \(enrolment) AND person_id =
                    (SELECT min(person_id) FROM enrolment_claim WHERE enrolment_id = \(enrolment))
                """)
            return "unit_enrolment \(enrolment)"
        },
        PlantedViolation("I9", "coverage equals the locked list", "a policy is lost") { transaction in
            let version = try version(transaction)
            try transaction.execute(
                "DELETE FROM coverage WHERE id = (SELECT min(id) FROM coverage WHERE version_id = \(version))")
            return "unit_enrolment \(try enrolment(of: version, transaction))"
        },
        PlantedViolation("I9", "lists keep step with their batch", "a locked list has left its batch") { transaction in
            let enrolment = try enrolment(transaction)
            try transaction.execute("UPDATE unit_enrolment SET submission_id = NULL WHERE id = \(enrolment)")
            return "unit_enrolment \(enrolment)"
        },
        PlantedViolation("I9", "card batch equals its lines", "a card order is forgotten") { transaction in
            let batch: Int64 = try transaction.value("SELECT min(id) FROM card_batch") ?? 0
            try transaction.execute(
                """
                DELETE FROM card_batch_line WHERE batch_id = \(batch) AND member_id =
                    (SELECT min(member_id) FROM card_batch_line WHERE batch_id = \(batch))
                """)
            return "card_batch \(batch)"
        },
        PlantedViolation("I10", "one version per submission", "one submission is recorded twice") { transaction in
            let enrolment = try enrolment(transaction)
            try transaction.execute(
                """
                INSERT INTO event (id, at, day, account_id, actor_path, actor_roles, origin, subject, subject_id,
                    subject_path, action, link_id)
                SELECT \(try transaction.newKey()), at, day, account_id, actor_path, actor_roles, origin, subject,
                    subject_id, subject_path, action, link_id
                FROM event WHERE id = (SELECT min(id) FROM event WHERE subject = 'enrolment'
                    AND subject_id = \(enrolment) AND action = 'submit')
                """)
            return "unit_enrolment \(enrolment)"
        },
        PlantedViolation("I11", "rows add up", "an import counts a row that is not in its file") { transaction in
            let run: Int64 = try transaction.value("SELECT min(id) FROM member_import") ?? 0
            try transaction.execute(
                "UPDATE member_import SET rows = rows + 1, new_count = new_count + 1 WHERE id = \(run)")
            return "member_import \(run)"
        },
        PlantedViolation("I11", "rows add up", "a row of an import changes its outcome") { transaction in
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
