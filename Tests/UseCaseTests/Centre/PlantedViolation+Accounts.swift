import DatabaseKit
import Store

/// Who is made out to be, to hold, or to have done what he did not.
extension PlantedViolation {
    static let accounts = [
        PlantedViolation("I8", "an account was made by a recorded act", "an account is put in") { transaction in
            let account = try transaction.newKey()
            try transaction.execute(
                """
                INSERT INTO account (id, name, display_name, union_id, password_hash, password_changed_at, created_at)
                SELECT \(account), 'invented', display_name, union_id, password_hash, password_changed_at, created_at
                FROM account WHERE id = (SELECT min(id) FROM account)
                """)
            return "account \(account)"
        },
        PlantedViolation("I8", "an account holds the roles that it was given", "a clerk becomes a reviewer") {
            transaction in
            let account = try clerk(transaction)
            try transaction.execute("INSERT INTO account_role (account_id, role) VALUES (\(account), 'reviewer')")
            return "account \(account)"
        },
        PlantedViolation("I8", "an account holds the roles that it was given", "a clerk's role is taken away") {
            transaction in
            let account = try clerk(transaction)
            try transaction.execute("DELETE FROM account_role WHERE account_id = \(account)")
            return "account \(account)"
        },
        PlantedViolation("I8", "an account holds the roles that it was given", "a clerk becomes the centre") {
            transaction in
            let account = try clerk(transaction)
            try transaction.execute("UPDATE account_role SET role = 'centre' WHERE account_id = \(account)")
            return "account \(account)"
        },
        PlantedViolation("I8", "an account holds the roles that it was given", "a clerk's role gets a last day") {
            transaction in
            let account = try clerk(transaction)
            try transaction.execute(
                "UPDATE account_role SET valid_until = '2099-12-31' WHERE account_id = \(account)")
            return "account \(account)"
        },
        PlantedViolation(
            "I8", "nobody acts with a role that he was not given", "a clerk is said to have acted as the centre"
        ) { transaction in
            let event = try event("prepare", transaction)
            try transaction.execute("UPDATE event SET actor_roles = 'centre' WHERE id = \(event)")
            return "event \(event)"
        },
        PlantedViolation("I8", "nobody acts for a union that is not his", "a clerk is said to have acted for the city")
        {
            transaction in
            let event = try event("prepare", transaction)
            try transaction.execute(
                """
                UPDATE event SET actor_path = (SELECT path FROM trade_union WHERE kind = 'city-federation')
                WHERE id = \(event)
                """)
            return "event \(event)"
        },
        PlantedViolation(
            "I8", "nobody acts beyond his role and scope", "a clerk is said to have prepared another union's list"
        ) { transaction in
            let event = try event("prepare", transaction)
            try transaction.execute(
                """
                UPDATE event SET subject_path = (SELECT path FROM trade_union WHERE kind = 'city-federation')
                WHERE id = \(event)
                """)
            return "event \(event)"
        },
        PlantedViolation(
            "I8", "nobody acts beyond his role and scope", "a clerk is said to have approved his own list"
        ) { transaction in
            let event = try event("prepare", transaction)
            try transaction.execute("UPDATE event SET action = 'approve' WHERE id = \(event)")
            return "event \(event)"
        },
        PlantedViolation("I8", "nobody passed a list of his own", "a list was passed by whoever handed it in") {
            transaction in
            let event = try event("approve", transaction)
            try transaction.execute(
                """
                UPDATE event SET account_id = (SELECT s.account_id FROM event s
                    WHERE s.subject = event.subject AND s.subject_id = event.subject_id AND s.action = 'submit'
                        AND s.id < event.id ORDER BY s.id DESC LIMIT 1)
                WHERE id = \(event)
                """)
            return "event \(event)"
        },
        PlantedViolation("I12", "an account is in use as was last recorded", "an account is disabled by nobody") {
            transaction in
            let account = try clerk(transaction)
            try transaction.execute("UPDATE account SET status = 'disabled' WHERE id = \(account)")
            return "account \(account)"
        },
        PlantedViolation("I12", "a second factor is in use as was last recorded", "a second factor is taken away") {
            transaction in
            let account: Int64 =
                try transaction.value("SELECT min(id) FROM account WHERE totp_sealed IS NOT NULL") ?? 0
            try transaction.execute("UPDATE account SET totp_sealed = NULL WHERE id = \(account)")
            return "account \(account)"
        },
        PlantedViolation("I12", "a password is the one that was last set", "an account gets another's password") {
            transaction in
            let account = try clerk(transaction)
            try transaction.execute(
                "UPDATE account SET password_hash = 'scrypt$4$8$1$AAAA$AAAA' WHERE id = \(account)")
            return "account \(account)"
        },
    ]

    private static func clerk(_ transaction: any Transaction) throws -> Int64 {
        try transaction.value("SELECT min(account_id) FROM account_role WHERE role = 'clerk'") ?? 0
    }

    /// The first time that this was done to a list.
    private static func event(_ action: String, _ transaction: any Transaction) throws -> Int64 {
        try transaction.value(
            """
            SELECT min(id) FROM event WHERE subject = 'enrolment' AND action = \(action) AND account_id IS NOT NULL
            """) ?? 0
    }
}
