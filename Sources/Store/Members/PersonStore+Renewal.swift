import DatabaseKit
public import Domain

/// A person gets another document; the earlier ones are kept and still find him.
extension PersonStore {
    /// - Parameters:
    ///   - known: the row of a document that the person had before; nil for one that is new to the city.
    ///   - day: from which the document before counts as replaced.
    public func renew(
        _ person: ID<Person>, _ entry: MemberEntry, _ indexes: Indexes, known: ID<IdentityDocument>?,
        on day: CalendarDay
    ) throws {
        try transaction.execute(
            """
            UPDATE identity_document SET standing = 'earlier', replaced_on = \(day)
            WHERE person_id = \(person) AND standing = 'current'
            """)
        let document = entry.document
        let seals = RowSealStore(transaction, seal)
        if let known {
            try transaction.update(
                """
                UPDATE identity_document SET standing = 'current', replaced_on = NULL,
                    expiry = coalesce(\(document.expiry), expiry)
                WHERE id = \(known) AND person_id = \(person)
                """)
        } else {
            let id = try transaction.newID(IdentityDocument.self)
            try transaction.execute(
                """
                INSERT INTO identity_document (id, person_id, type, number_sealed, number_index, expiry)
                VALUES (\(id), \(person), \(document.type),
                    \(try seal.seal(document.number, in: .documentNumber, row: id.rawValue)),
                    \(indexes.document.index), \(document.expiry))
                """)
            try seals.add(to: .identityDocument, [id.rawValue])
        }
        let birth = document.birth
        let days = entry.statutoryDays(birth: birth)
        try seals.changing(.person, [person.rawValue]) {
            try transaction.execute(
                """
                UPDATE person SET birth_day = coalesce(birth_day, \(birth)),
                    statutory_day = coalesce(statutory_day, \(days.first)),
                    second_statutory_day = coalesce(second_statutory_day, \(days.second)), version = version + 1
                WHERE id = \(person)
                """)
        }
    }

    /// A document that a newer one has replaced, and the one that counts now.
    public struct Replacement: Sendable {
        public let on: CalendarDay?
        public let present: IdentityDocument
    }

    /// What has replaced a typed number, whatever kind of document it is of; only of these people.
    public func replacement(of typed: String, among people: [ID<Person>]) throws -> Replacement? {
        guard !people.isEmpty else { return nil }
        let candidates = DocumentIndex.candidates(for: typed, seal)
        return try transaction.first(
            """
            SELECT e.replaced_on, d.id, d.type, d.number_sealed, d.expiry
            FROM identity_document e JOIN identity_document d ON d.person_id = e.person_id AND d.standing = 'current'
            WHERE e.type IN \(list: Set(candidates.map(\.type))) AND e.number_index IN \(list: candidates.map(\.index))
                AND e.standing = 'earlier' AND e.person_id IN \(list: people)
            """
        ).map { row in
            let document: Int64 = try row.get("id")
            return Replacement(
                on: try row.get("replaced_on"),
                present: IdentityDocument(
                    type: try row.get("type"),
                    number: try seal.open(try row.get("number_sealed"), in: .documentNumber, row: document),
                    expiry: try row.get("expiry")))
        }
    }
}
