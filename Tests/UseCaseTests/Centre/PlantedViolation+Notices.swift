import DatabaseKit

/// Versions and the notices that speak of them.
extension PlantedViolation {
    static let versions = [
        PlantedViolation(
            "I5", "versions are 1…n, the last is current",
            "an older version is made the current one"
        ) { transaction in
            let enrolment: Int64 =
                try transaction.value("SELECT min(id) FROM unit_enrolment WHERE current_version > 1") ?? 0
            try transaction.execute(
                "UPDATE unit_enrolment SET current_version = current_version - 1 WHERE id = \(enrolment)")
            return "unit_enrolment \(enrolment)"
        },
        PlantedViolation(
            "I5", "every version and batch has its notice",
            "a version has lost its notice"
        ) { transaction in
            let version = try version(transaction)
            try transaction.execute("DELETE FROM notice WHERE version_id = \(version)")
            return "enrolment_version \(version)"
        },
        PlantedViolation(
            "I5", "a notice says what its version says",
            "a notice speaks of more people than its version"
        ) { transaction in
            let version = try version(transaction)
            let (notice, heads) = try notice(of: version, transaction)
            try transaction.execute(
                """
                UPDATE notice SET facts = replace(facts, \("\"heads\":\(heads)"), \("\"heads\":\(heads + 1)"))
                WHERE id = \(notice)
                """)
            return "notice \(notice)"
        },
        PlantedViolation(
            "I5", "a notice says what its version says",
            "a district's notice cannot be read any more"
        ) { transaction in
            let batch = try batch(transaction)
            let notice: Int64 =
                try transaction.value("SELECT id FROM notice WHERE submission_id = \(batch)") ?? 0
            try transaction.execute("UPDATE notice SET facts = '{}' WHERE id = \(notice)")
            return "notice \(notice)"
        },
    ]

    static let districtNotices = [
        PlantedViolation("I5", "every version and batch has its notice", "a batch has lost its notice") { transaction in
            let batch = try batch(transaction)
            try transaction.execute("DELETE FROM notice WHERE submission_id = \(batch)")
            return "district_submission \(batch)"
        }
    ]

    private static func notice(of version: Int64, _ transaction: any Transaction) throws -> (Int64, Int) {
        let row = try transaction.first(
            """
            SELECT n.id, v.heads FROM notice n JOIN enrolment_version v ON v.id = n.version_id WHERE v.id = \(version)
            """)
        return (try row?.get("id") ?? 0, try row?.get("heads") ?? 0)
    }
}
