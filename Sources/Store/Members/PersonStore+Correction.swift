import DatabaseKit
public import Domain

/// A person was written down wrongly.
extension PersonStore {
    /// Puts name and document right.
    ///
    /// A wrong number never was the person's, so it does not go on finding him, as an earlier document would; that it
    /// was there stays in the history of the change. What follows from the number is told by the new one: a day of
    /// birth that only the wrong number told goes with it, as the last day of a document of another kind.
    public func correct(_ person: ID<Person>, from before: CorrectedIdentity, to after: CorrectedIdentity) throws {
        if before.name != after.name { try amend([Amendment(of: person, name: after.name)]) }
        guard before.document.key != after.document.key else { return }
        let row = try transaction.first(
            """
            SELECT d.id, p.sex, p.birth_day FROM identity_document d JOIN person p ON p.id = d.person_id
            WHERE d.person_id = \(person) AND d.standing = 'current'
            """)
        guard let row else { throw StaleVersion() }
        let id: ID<IdentityDocument> = try row.get("id")
        let index = DocumentIndex(after.document, seal)
        // The right one may be one that he had before.
        try transaction.execute(
            """
            DELETE FROM identity_document WHERE person_id = \(person) AND standing = 'earlier' AND type = \(index.type)
                AND number_index = \(index.index)
            """)
        let seals = RowSealStore(transaction, seal)
        try seals.changing(.identityDocument, [id.rawValue]) {
            try transaction.update(
                """
                UPDATE identity_document SET type = \(index.type), number_index = \(index.index),
                    expiry = CASE WHEN type = \(index.type) THEN expiry ELSE NULL END,
                    number_sealed = \(try seal.seal(after.number, in: .documentNumber, row: id.rawValue))
                WHERE id = \(id)
                """)
        }
        let known: Sex = try row.get("sex")
        let sex = after.document.sex ?? known
        let born: CalendarDay? = try row.get("birth_day")
        let birth = after.document.birth ?? (before.document.birth == nil ? born : nil)
        let days = StatutoryDays(sex: sex, birth: birth)
        try seals.changing(.person, [person.rawValue]) {
            try transaction.update(
                """
                UPDATE person SET sex = \(sex), birth_day = \(birth), statutory_day = \(days.first),
                    second_statutory_day = \(days.second), version = version + 1
                WHERE id = \(person)
                """)
        }
    }

    /// The name and the document of a person as they stand.
    public func identity(of person: ID<Person>) throws -> CorrectedIdentity? {
        try transaction.first(
            """
            SELECT p.name, d.id, d.type, d.number_sealed FROM person p
                JOIN identity_document d ON d.person_id = p.id AND d.standing = 'current'
            WHERE p.id = \(person)
            """
        ).map { row in
            let id: Int64 = try row.get("id")
            return CorrectedIdentity(
                name: try row.get("name"),
                document: IdentityDocument(
                    type: try row.get("type"),
                    number: try seal.open(try row.get("number_sealed"), in: .documentNumber, row: id), expiry: nil))
        }
    }
}
