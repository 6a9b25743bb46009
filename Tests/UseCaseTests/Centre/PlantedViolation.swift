import DatabaseKit
import Store

/// A change past the platform that breaks one invariant, and the record that must be named for it.
struct PlantedViolation: Sendable, CustomStringConvertible {
    let invariant: String
    /// The rule that must find it, so that no other check can stand in.
    let rule: String
    let description: String
    let plant: @Sendable (any Transaction) throws -> String

    init(
        _ invariant: String, _ rule: String, _ description: String,
        _ plant: @escaping @Sendable (any Transaction) throws -> String
    ) {
        self.invariant = invariant
        self.rule = rule
        self.description = "\(invariant): \(description)"
        self.plant = plant
    }
}

extension PlantedViolation {
    static let all =
        buckets + money + shares + policies + versions + districtNotices + workflows + keeping + memberships
        + conflicts + payments + auditLog + instant + corrections + contents + errands + accounts

    /// The locked version of the manual's unit.
    static func version(_ transaction: any Transaction) throws -> Int64 {
        try transaction.value(
            """
            SELECT v.id FROM enrolment_version v JOIN unit_enrolment e ON e.id = v.enrolment_id
            WHERE e.status = 'in-force' AND v.version = e.current_version ORDER BY v.id LIMIT 1
            """) ?? 0
    }

    static func enrolment(_ transaction: any Transaction, _ status: String = "in-force") throws -> Int64 {
        try transaction.value("SELECT id FROM unit_enrolment WHERE status = \(status) ORDER BY id LIMIT 1") ?? 0
    }

    static func batch(_ transaction: any Transaction) throws -> Int64 {
        try transaction.value("SELECT id FROM district_submission ORDER BY id LIMIT 1") ?? 0
    }

    static func enrolled(in version: Int64, _ transaction: any Transaction) throws -> Int64 {
        try transaction.value(
            """
            SELECT person_id FROM enrolment_person WHERE version_id = \(version) AND bucket = 'enrolling'
            ORDER BY person_id LIMIT 1
            """) ?? 0
    }

    static let buckets = [
        PlantedViolation(
            "I1", "buckets equal the people",
            "somebody is moved to another bucket of a submitted list"
        ) { transaction in
            let version = try version(transaction)
            let person = try enrolled(in: version, transaction)
            try transaction.execute(
                """
                UPDATE enrolment_person SET bucket = 'no-card' WHERE version_id = \(version) AND person_id = \(person)
                """)
            return "enrolment_version \(version)"
        },
        PlantedViolation("I1", "buckets equal the people", "somebody is taken out of a submitted list") { transaction in
            let version = try version(transaction)
            let person = try enrolled(in: version, transaction)
            try transaction.execute(
                "DELETE FROM enrolment_person WHERE version_id = \(version) AND person_id = \(person)")
            return "enrolment_version \(version)"
        },
    ]

    static let money = [
        PlantedViolation(
            "I2", "shares add up to the premium",
            "the city pays a fen more than the plan says"
        ) { transaction in
            let version = try version(transaction)
            try transaction.execute("UPDATE enrolment_version SET city_fen = city_fen + 1 WHERE id = \(version)")
            return "enrolment_version \(version)"
        },
        PlantedViolation(
            "I2", "batch equals the sum of its units",
            "money moves between payers of a batch"
        ) { transaction in
            let batch = try batch(transaction)
            try transaction.execute(
                """
                UPDATE district_submission SET city_fen = city_fen - 1, base_fen = base_fen + 1 WHERE id = \(batch)
                """)
            return "district_submission \(batch)"
        },
        PlantedViolation("I2", "batch equals the sum of its units", "the credit is more than is owed") { transaction in
            let batch = try batch(transaction)
            try transaction.execute(
                "UPDATE district_submission SET credit_fen = premium_fen + 1 WHERE id = \(batch)")
            return "district_submission \(batch)"
        },
    ]

    static let policies = [
        PlantedViolation("I3", "one active policy per person and year", "somebody is covered twice") { transaction in
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
        PlantedViolation(
            "I3", "nobody on two current lists",
            "somebody stands on the lists of two units"
        ) { transaction in
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
        PlantedViolation(
            "I4", "one plan per unit and year",
            "one person of a unit is covered by another plan"
        ) { transaction in
            let version = try version(transaction)
            try transaction.execute(
                """
                UPDATE coverage SET plan_type = 'B+'
                WHERE id = (SELECT min(id) FROM coverage WHERE version_id = \(version))
                """)
            return "unit_enrolment \(try enrolment(of: version, transaction))"
        },
        PlantedViolation("I4", "one plan per unit and year", "the unit's plan changes after the lock") { transaction in
            let enrolment = try enrolment(transaction)
            try transaction.execute("UPDATE unit_enrolment SET plan_type = 'B+' WHERE id = \(enrolment)")
            return "unit_enrolment \(enrolment)"
        },
    ]

    static func enrolment(of version: Int64, _ transaction: any Transaction) throws -> Int64 {
        try transaction.value("SELECT enrolment_id FROM enrolment_version WHERE id = \(version)") ?? 0
    }
}
