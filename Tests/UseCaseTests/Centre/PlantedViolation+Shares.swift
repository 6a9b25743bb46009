import DatabaseKit
import Store

extension PlantedViolation {
    static let shares = [
        PlantedViolation("I2", "splits fit and are as recorded", "a district's share is more than the premium") {
            transaction in
            let batch = try batch(transaction)
            let id = try transaction.newKey()
            try transaction.execute(
                """
                INSERT INTO share_setting (id, year, plan_type, district_id, district_fen, set_at)
                SELECT \(id), p.year, p.type, s.district_id, p.premium_fen + 1, 1
                FROM district_submission s JOIN plan p ON p.year = s.year
                WHERE s.id = \(batch) AND p.position = (SELECT min(o.position) FROM plan o WHERE o.year = p.year)
                """)
            return "share_setting \(id)"
        },
        PlantedViolation("I2", "lists carry the rates in force", "a list goes back with rates of its own") {
            transaction in
            let version = try version(transaction)
            let enrolment: Int64 =
                try transaction.value("SELECT enrolment_id FROM enrolment_version WHERE id = \(version)") ?? 0
            try transaction.execute(
                """
                UPDATE enrolment_version SET district_fen = district_fen - 1, base_fen = base_fen + 1
                WHERE id = \(version)
                """)
            try transaction.execute("UPDATE unit_enrolment SET status = 'approved' WHERE id = \(enrolment)")
            return "unit_enrolment \(enrolment)"
        },
        PlantedViolation("I2", "no credit is used twice", "more of a credit is used than there was") { transaction in
            let batch = try batch(transaction)
            let (credit, use) = (try transaction.newKey(), try transaction.newKey())
            try transaction.execute(
                """
                INSERT INTO credit (id, district_id, from_year, amount_fen, reason, at)
                SELECT \(credit), district_id, 2018, 100, 'refund', 1 FROM district_submission WHERE id = \(batch)
                """)
            try transaction.execute(
                """
                INSERT INTO credit_use (id, credit_id, submission_id, amount_fen, at)
                VALUES (\(use), \(credit), \(batch), 200, 1)
                """)
            return "credit \(credit)"
        },
        PlantedViolation("I2", "credit of a batch equals its parts", "a batch has a credit from nowhere") {
            transaction in
            let batch = try batch(transaction)
            try transaction.execute("UPDATE district_submission SET credit_fen = credit_fen + 1 WHERE id = \(batch)")
            return "district_submission \(batch)"
        },
    ]
}
