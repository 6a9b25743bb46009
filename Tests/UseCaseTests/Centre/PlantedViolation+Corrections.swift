import DatabaseKit
import Store

/// What can be wrong with corrections of locked lists.
extension PlantedViolation {
    static let corrections: [PlantedViolation] = [
        PlantedViolation(
            "I9", "coverage is voided by a correction alone", "somebody's coverage is voided without a correction"
        ) { transaction in
            let coverage = try covered(transaction)
            try transaction.execute("UPDATE coverage SET status = 'voided' WHERE id = \(coverage)")
            return "coverage \(coverage)"
        },
        PlantedViolation(
            "I9", "coverage is voided by a correction alone", "whoever was removed is still claimed"
        ) { transaction in
            let coverage = try covered(transaction)
            _ = try correction(coverage, transaction)
            try transaction.execute("UPDATE coverage SET status = 'voided' WHERE id = \(coverage)")
            return "coverage \(coverage)"
        },
        PlantedViolation("I2", "a removal is refunded in full", "a removal has no refund") { transaction in
            let correction = try correction(try covered(transaction), transaction)
            return "enrolment_correction \(correction)"
        },
        PlantedViolation(
            "I8", "nobody decided on his own correction", "the same account asks and passes on"
        ) { transaction in
            let correction = try correction(try covered(transaction), transaction)
            try transaction.execute(
                """
                UPDATE enrolment_correction SET requested_by = (SELECT min(id) FROM account),
                    endorsed_by = (SELECT min(id) FROM account) WHERE id = \(correction)
                """)
            return "enrolment_correction \(correction)"
        },
    ]

    private static func covered(_ transaction: any Transaction) throws -> Int64 {
        try transaction.value(
            "SELECT min(id) FROM coverage WHERE version_id = \(try version(transaction)) AND status = 'in-force'") ?? 0
    }

    private static func correction(_ coverage: Int64, _ transaction: any Transaction) throws -> Int64 {
        let id = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO enrolment_correction (id, number, kind, coverage_id, before_sealed, note, status, requested_at)
            VALUES (\(id), 'GZ202402010001', 'removal', \(coverage), \([UInt8(1)]), '误报', 'accepted', 0)
            """)
        return id
    }
}
