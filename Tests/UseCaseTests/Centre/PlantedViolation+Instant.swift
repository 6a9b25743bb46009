import DatabaseKit
import Store

extension PlantedViolation {
    private static func instantList(_ transaction: any Transaction) throws -> Int64 {
        try transaction.value("SELECT id FROM unit_enrolment WHERE ordinal > 0 ORDER BY id LIMIT 1") ?? 0
    }

    static let instant = [
        PlantedViolation("I2", "an instant list costs what its term costs", "half a year is paid in full") {
            transaction in
            let list = try instantList(transaction)
            try transaction.execute(
                "UPDATE plan SET half_premium_fen = 1300, half_city_fen = 600 WHERE year = 2024 AND type = 'A'")
            try transaction.execute("UPDATE unit_enrolment SET starts_on = '2024-07-01' WHERE id = \(list)")
            return "unit_enrolment \(list)"
        },
        PlantedViolation("I7", "an instant batch is made within its year", "a batch of the year before last") {
            transaction in
            let batch: Int64 =
                try transaction.value("SELECT id FROM district_submission WHERE kind = 'instant' LIMIT 1") ?? 0
            try transaction.execute("UPDATE district_submission SET submitted_on = '2023-12-30' WHERE id = \(batch)")
            return "district_submission \(batch)"
        },
        PlantedViolation("I9", "an instant list covers from its own day on", "somebody is covered too early") {
            transaction in
            let list = try instantList(transaction)
            try transaction.execute(
                """
                UPDATE coverage SET starts_on = '2024-01-02' WHERE id = (
                    SELECT min(c.id) FROM coverage c JOIN enrolment_version v ON v.id = c.version_id
                    WHERE v.enrolment_id = \(list))
                """)
            return "unit_enrolment \(list)"
        },
    ]
}
