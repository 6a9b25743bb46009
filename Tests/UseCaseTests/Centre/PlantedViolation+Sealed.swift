import DatabaseKit
import Store

/// What somebody with the engine's own tools would do to what only the platform's keys can write.
extension PlantedViolation {
    static let contents = [
        PlantedViolation(
            "I12", "every sealed value opens in its own row", "a card gets the sealed number of another one"
        ) { transaction in
            let card: Int64 = try transaction.value("SELECT min(id) FROM service_card") ?? 0
            try transaction.execute(
                """
                UPDATE service_card SET number_sealed = (SELECT o.number_sealed FROM service_card o
                    WHERE o.id = (SELECT max(id) FROM service_card)) WHERE id = \(card)
                """)
            return "service_card \(card)"
        },
        PlantedViolation(
            "I12", "every sealed value opens in its own row", "a byte of somebody's sealed phone is changed"
        ) { transaction in
            let person: Int64 = try transaction.value("SELECT min(id) FROM person WHERE phone_sealed IS NOT NULL") ?? 0
            var sealed: [UInt8] = try transaction.value("SELECT phone_sealed FROM person WHERE id = \(person)") ?? []
            if let last = sealed.popLast() { sealed.append(last ^ 1) }
            try transaction.execute("UPDATE person SET phone_sealed = \(sealed) WHERE id = \(person)")
            return "person \(person)"
        },
        PlantedViolation("I12", "every sealed value opens in its own row", "a stored file is emptied") { transaction in
            let file: Int64 = try transaction.value("SELECT min(id) FROM stored_file") ?? 0
            try transaction.execute("UPDATE stored_file SET sealed = \([UInt8]()) WHERE id = \(file)")
            return "stored_file \(file)"
        },
        PlantedViolation("I12", "an index is that of its number", "somebody is found by another number") {
            transaction in
            let document: Int64 = try transaction.value("SELECT min(id) FROM identity_document") ?? 0
            try transaction.execute(
                "UPDATE identity_document SET number_index = \(otherIndex) WHERE id = \(document)")
            return "identity_document \(document)"
        },
        PlantedViolation("I12", "an index is that of its number", "somebody is found by the end of another phone") {
            transaction in
            let person: Int64 = try transaction.value("SELECT min(id) FROM person WHERE phone_sealed IS NOT NULL") ?? 0
            try transaction.execute("UPDATE person SET phone_tail_index = \(otherIndex) WHERE id = \(person)")
            return "person \(person)"
        },
        PlantedViolation("I12", "an index is that of its number", "a card is found by another number") { transaction in
            let card: Int64 = try transaction.value("SELECT min(id) FROM service_card") ?? 0
            try transaction.execute("UPDATE service_card SET number_index = \(otherIndex) WHERE id = \(card)")
            return "service_card \(card)"
        },
        PlantedViolation("I12", "a file is the one that was recorded", "a voucher is said to have another hash") {
            transaction in
            let file: Int64 = try transaction.value("SELECT min(file_id) FROM payment_voucher_file") ?? 0
            try transaction.execute("UPDATE stored_file SET sha256 = \(otherIndex) WHERE id = \(file)")
            return "stored_file \(file)"
        },
        PlantedViolation(
            "I12", "a file is the one that was recorded", "a batch is said to have been ordered with another file"
        ) { transaction in
            let batch: Int64 =
                try transaction.value("SELECT min(id) FROM card_batch WHERE order_file_id IS NOT NULL") ?? 0
            try transaction.execute("UPDATE card_batch SET order_file_hash = \(otherIndex) WHERE id = \(batch)")
            let file: Int64 = try transaction.value("SELECT order_file_id FROM card_batch WHERE id = \(batch)") ?? 0
            return "stored_file \(file)"
        },
        PlantedViolation("I12", "a row says what the platform last wrote", "somebody gets another name") {
            transaction in
            let person: Int64 = try transaction.value("SELECT max(id) FROM person") ?? 0
            try transaction.execute("UPDATE person SET name = '会员改' WHERE id = \(person)")
            return "person \(person)"
        },
        PlantedViolation(
            "I12", "a row says what the platform last wrote", "a list is given the fingerprint of other people"
        ) { transaction in
            let version = try version(transaction)
            try transaction.execute("UPDATE enrolment_version SET fingerprint = 'x' WHERE id = \(version)")
            return "enrolment_version \(version)"
        },
        PlantedViolation("I12", "a row says what the platform last wrote", "a batch may be paid later") { transaction in
            let batch = try batch(transaction)
            try transaction.execute("UPDATE district_submission SET voucher_due = '2030-01-01' WHERE id = \(batch)")
            return "district_submission \(batch)"
        },
        PlantedViolation("I12", "a row says what the platform last wrote", "a voucher was decided by somebody else") {
            transaction in
            let voucher: Int64 =
                try transaction.value("SELECT min(id) FROM payment_voucher WHERE decided_by IS NOT NULL") ?? 0
            try transaction.execute(
                """
                UPDATE payment_voucher SET decided_by = (SELECT min(a.id) FROM account a
                    WHERE a.id <> payment_voucher.decided_by) WHERE id = \(voucher)
                """)
            return "payment_voucher \(voucher)"
        },
    ]

    static let errands = [
        PlantedViolation("I12", "what waits for somebody is open", "a voucher that was decided waits again") {
            transaction in
            let todo: Int64 = try transaction.value("SELECT min(id) FROM todo WHERE kind = 'decide-voucher'") ?? 0
            try transaction.execute("UPDATE todo SET closed_at = NULL WHERE id = \(todo)")
            return "todo \(todo)"
        },
        PlantedViolation("I12", "what is open waits for somebody", "a batch waits for a voucher and nobody is told") {
            transaction in
            let batch = try batch(transaction)
            try transaction.execute("UPDATE district_submission SET status = 'awaiting-voucher' WHERE id = \(batch)")
            return "district_submission \(batch)"
        },
    ]

    private static let otherIndex = [UInt8](repeating: 7, count: 32)
}
