import DatabaseKit
import Store

/// Who is a member of what, and what has moved him.
extension PlantedViolation {
    static let memberships = [
        PlantedViolation("I12", "one open membership per person", "somebody is a member of two unions") {
            transaction in
            let member: Int64 = try transaction.value("SELECT min(id) FROM member WHERE left_on IS NULL") ?? 0
            let person: Int64 = try transaction.value("SELECT person_id FROM member WHERE id = \(member)") ?? 0
            _ = try copy(member, to: try otherUnion(than: member, transaction), transaction)
            return "person \(person)"
        },
        PlantedViolation(
            "I12", "a union's number of members is kept", "a union is said to have a member more than it has"
        ) { transaction in
            let path: String = try transaction.value("SELECT min(path) FROM member_tally") ?? ""
            try transaction.execute("UPDATE member_tally SET members = members + 1 WHERE path = \(path)")
            return "trade_union \(try union(at: path, transaction))"
        },
        PlantedViolation(
            "I12", "a union's number of members is kept", "an electronic card is active that nobody has counted"
        ) { transaction in
            let member: Int64 = try transaction.value("SELECT min(id) FROM member WHERE left_on IS NULL") ?? 0
            try transaction.execute("UPDATE member SET electronic_card = 'active' WHERE id = \(member)")
            try transaction.execute(
                "UPDATE member_tally SET electronic_cards = 0 WHERE path = \(try path(of: member, transaction))")
            return "trade_union \(try union(at: try path(of: member, transaction), transaction))"
        },
        PlantedViolation(
            "I12", "a unit's number of people is kept", "a unit is said to have nobody to enrol"
        ) { transaction in
            let unit: Int64 = try transaction.value("SELECT min(unit_id) FROM unit_tally WHERE members > 0") ?? 0
            try transaction.execute("UPDATE unit_tally SET members = 0 WHERE unit_id = \(unit)")
            return "enrolling_unit \(unit)"
        },
        PlantedViolation(
            "I12", "a union's days are kept", "more people are said to have joined on a day than have"
        ) { transaction in
            let path: String = try transaction.value("SELECT min(path) FROM member_day") ?? ""
            try transaction.execute("UPDATE member_day SET joined = joined + 1 WHERE path = \(path)")
            return "trade_union \(try union(at: path, transaction))"
        },
        PlantedViolation(
            "I12", "a union's days are kept", "a service card was issued that nobody has counted"
        ) { transaction in
            let path: String =
                try transaction.value(
                    """
                    SELECT min(u.path) FROM service_card k JOIN trade_union u ON u.id = k.union_id
                    """) ?? ""
            try transaction.execute("UPDATE member_day SET cards = 0 WHERE path = \(path)")
            return "trade_union \(try union(at: path, transaction))"
        },
        PlantedViolation(
            "I12", "a union's lists are kept by state", "a union is said to have handed in a list more than it has"
        ) { transaction in
            let path: String = try transaction.value("SELECT min(path) FROM enrolment_tally WHERE units > 0") ?? ""
            try transaction.execute(
                "UPDATE enrolment_tally SET units = units + 1 WHERE path = \(path) AND units > 0")
            return "trade_union \(try union(at: path, transaction))"
        },
        PlantedViolation(
            "I12", "a union's lists are kept by state", "a list costs its district more than it has been counted with"
        ) { transaction in
            let version = try version(transaction)
            try transaction.execute(
                "UPDATE enrolment_version SET district_fen = district_fen + 1 WHERE id = \(version)")
            let path: String =
                try transaction.value(
                    """
                    SELECT u.path FROM enrolment_version v JOIN unit_enrolment e ON e.id = v.enrolment_id
                        JOIN enrolling_unit n ON n.id = e.unit_id JOIN trade_union u ON u.id = n.union_id
                    WHERE v.id = \(version)
                    """) ?? ""
            return "trade_union \(try union(at: path, transaction))"
        },
        PlantedViolation(
            "I12", "a union's lists are kept by state", "a day is said to have brought people whom it has not"
        ) { transaction in
            let path: String = try transaction.value("SELECT min(path) FROM enrolment_day") ?? ""
            try transaction.execute("UPDATE enrolment_day SET heads = heads + 1 WHERE path = \(path)")
            return "trade_union \(try union(at: path, transaction))"
        },
        PlantedViolation(
            "I12", "a union's number of enterprises is kept", "a union is said to cover an enterprise more"
        ) { transaction in
            let path: String = try transaction.value("SELECT min(path) FROM trade_union WHERE enterprises > 0") ?? ""
            try transaction.execute("UPDATE trade_union SET enterprises = enterprises + 1 WHERE path = \(path)")
            return "trade_union \(try union(at: path, transaction))"
        },
        PlantedViolation(
            "I12", "a union's numbers of subordinates are kept", "a committee more is said to stand under a union"
        ) { transaction in
            let path: String = try transaction.value("SELECT min(path) FROM union_tally") ?? ""
            try transaction.execute("UPDATE union_tally SET unions = unions + 1 WHERE path = \(path)")
            return "trade_union \(try union(at: path, transaction))"
        },
        PlantedViolation(
            "I12", "a member is found by his workplace", "a union has forgotten where its members work"
        ) { transaction in
            let member: Int64 = try transaction.value("SELECT min(id) FROM member WHERE left_on IS NULL") ?? 0
            try transaction.execute("DELETE FROM workplace WHERE path = \(try path(of: member, transaction))")
            return "member \(member)"
        },
        PlantedViolation(
            "I12", "a transfer has moved its person, or not",
            "a transfer is open though the membership has ended"
        ) { transaction in
            let transfer = try transfer(transaction)
            try transaction.execute(
                """
                UPDATE member SET left_on = '2023-11-20', leave_reason = 'retired'
                WHERE id = (SELECT member_id FROM membership_transfer WHERE id = \(transfer))
                """)
            return "membership_transfer \(transfer)"
        },
        PlantedViolation(
            "I12", "a transfer has moved its person, or not",
            "a transfer is accepted and the person has not left"
        ) { transaction in
            let transfer = try transfer(transaction)
            let member: Int64 =
                try transaction.value("SELECT member_id FROM membership_transfer WHERE id = \(transfer)") ?? 0
            let union = try otherUnion(than: member, transaction)
            let made = try copy(member, to: union, transaction)
            try transaction.execute(
                """
                UPDATE membership_transfer SET status = 'accepted', new_member_id = \(made), category = 'enterprise',
                    to_unit_id = (SELECT min(id) FROM enrolling_unit) WHERE id = \(transfer)
                """)
            return "membership_transfer \(transfer)"
        },
        PlantedViolation(
            "I12", "a deletion was approved, or has not been",
            "a deletion is approved and the member has not left"
        ) { transaction in
            let member: Int64 = try transaction.value("SELECT min(id) FROM member WHERE left_on IS NULL") ?? 0
            let request = try transaction.newKey()
            try transaction.execute(
                """
                INSERT INTO removal_request (id, member_id, person_id, union_id, ground, note, status, requested_at)
                SELECT \(request), id, person_id, union_id, 'mistaken', '误录', 'accepted', 0 FROM member
                WHERE id = \(member)
                """)
            return "removal_request \(request)"
        },
        PlantedViolation(
            "I6", "state returned has no recorded step",
            "a transfer is returned without anybody's act"
        ) { transaction in
            let transfer = try transfer(transaction)
            try transaction.execute("UPDATE membership_transfer SET status = 'returned' WHERE id = \(transfer)")
            return "membership_transfer \(transfer)"
        },
    ]

    private static func union(at path: String, _ transaction: any Transaction) throws -> Int64 {
        try transaction.value("SELECT id FROM trade_union WHERE path = \(path)") ?? 0
    }

    private static func path(of member: Int64, _ transaction: any Transaction) throws -> String {
        try transaction.value(
            "SELECT u.path FROM member m JOIN trade_union u ON u.id = m.union_id WHERE m.id = \(member)") ?? ""
    }

    private static func otherUnion(than member: Int64, _ transaction: any Transaction) throws -> Int64 {
        try transaction.value(
            """
            SELECT min(id) FROM trade_union WHERE kind = 'union-committee'
                AND id <> (SELECT union_id FROM member WHERE id = \(member))
            """) ?? 0
    }

    private static func copy(_ member: Int64, to union: Int64, _ transaction: any Transaction) throws -> Int64 {
        let copy = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO member (id, number, person_id, union_id, unit_id, category, workplace, source, joined_on)
            SELECT \(copy), 'copied', person_id, \(union), unit_id, category, workplace, source, joined_on
            FROM member WHERE id = \(member)
            """)
        return copy
    }

    /// An open one, as it is asked for.
    private static func transfer(_ transaction: any Transaction) throws -> Int64 {
        let member: Int64 = try transaction.value("SELECT min(id) FROM member WHERE left_on IS NULL") ?? 0
        let transfer = try transaction.newKey()
        try transaction.execute(
            """
            INSERT INTO membership_transfer (id, member_id, person_id, from_union_id, to_union_id, initiator,
                superior_from, requested_at)
            SELECT \(transfer), id, person_id, union_id, \(try otherUnion(than: member, transaction)), 'receiving',
                '2023-11-27', 0
            FROM member WHERE id = \(member)
            """)
        return transfer
    }
}
