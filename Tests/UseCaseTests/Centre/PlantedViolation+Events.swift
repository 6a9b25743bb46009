import DatabaseKit
import Store

/// What somebody with the engine's own tools would do to the audit log.
extension PlantedViolation {
    static let auditLog = [
        PlantedViolation("I12", "no event was changed", "an event has another author") { transaction in
            let event = try someEvent(transaction)
            try transaction.execute("UPDATE event SET account_id = account_id + 1 WHERE id = \(event)")
            return "event \(event)"
        },
        PlantedViolation("I12", "no event was removed", "an event is deleted") { transaction in
            let event = try someEvent(transaction)
            let link: Int64 = try transaction.value("SELECT link_id FROM event WHERE id = \(event)") ?? 0
            try transaction.execute("DELETE FROM event WHERE id = \(event)")
            return "event_link \(link)"
        },
        PlantedViolation("I12", "no event was removed", "an event is deleted with its link") { transaction in
            let event = try someEvent(transaction)
            let link = try transaction.first(
                """
                SELECT id, chain, position FROM event_link WHERE id =
                    (SELECT link_id FROM event WHERE id = \(event))
                """)
            guard let link else { return "no link" }
            try transaction.execute("DELETE FROM event WHERE id = \(event)")
            try transaction.execute("DELETE FROM event_link WHERE id = \(try link.get("id") as Int64)")
            return "event_chain \(try link.get("chain") as String) \(try link.get("position") as Int64)"
        },
        PlantedViolation("I12", "no event was put in", "an event is invented") { transaction in
            let key = try transaction.newKey()
            try transaction.execute(
                """
                INSERT INTO event (id, at, day, actor_path, actor_roles, origin, subject, subject_id, subject_path,
                    action, link_id)
                SELECT \(key), at, day, actor_path, actor_roles, origin, subject, subject_id, subject_path, action, 0
                FROM event WHERE id = \(try someEvent(transaction))
                """)
            return "event \(key)"
        },
    ]

    /// An event that is alone in its link.
    private static func someEvent(_ transaction: any Transaction) throws -> Int64 {
        try transaction.value(
            """
            SELECT e.id FROM event e JOIN event_link l ON l.id = e.link_id
            WHERE l.events = 1 AND e.account_id IS NOT NULL ORDER BY e.id LIMIT 1
            """) ?? 0
    }
}
