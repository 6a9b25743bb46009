public import DatabaseKit
public import Domain

/// The social-insurance registers: who is insured, retired or dead, as of which day (domain, section 7).
public struct RegisterStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// What the registers say of one document, the gravest first: deceased, retired, insured.
    public struct Standing: Hashable, Sendable {
        public let status: SocialInsuranceStatus
        public let asOf: CalendarDay

        public init(status: SocialInsuranceStatus, asOf: CalendarDay) {
            self.status = status
            self.asOf = asOf
        }
    }

    /// What the registers say of the documents; of the others they say nothing.
    public func standings(of documents: [DocumentIndex]) throws -> [DocumentIndex: Standing] {
        guard !documents.isEmpty else { return [:] }
        var standings: [DocumentIndex: Standing] = [:]
        try transaction.forEach(
            """
            SELECT document_type, number_index, kind, as_of FROM register_entry
            WHERE document_type IN \(list: Set(documents.map(\.type)))
                AND number_index IN \(list: documents.map(\.index))
            """
        ) { row in
            let document = DocumentIndex(type: try row.get(0), index: try row.get(1))
            let standing = Standing(status: try row.get(2), asOf: try row.get(3))
            if let known = standings[document], known.status.gravity >= standing.status.gravity { return }
            standings[document] = standing
        }
        return standings
    }

    // MARK: Loading a list

    /// Takes entries of a list; an entry that is known gets the later day, and keeps the one before.
    public func put(
        _ documents: [DocumentIndex], kind: RegisterKind, asOf: CalendarDay, of list: ID<RegisterList>
    ) throws {
        try transaction.executeMany(
            documents.lazy.map { document -> SQL in
                """
                INSERT INTO register_entry (document_type, number_index, kind, as_of, import_id)
                VALUES (\(document.type), \(document.index), \(kind), \(asOf), \(list))
                ON CONFLICT (document_type, number_index, kind) DO UPDATE SET as_of = excluded.as_of,
                    before_as_of = register_entry.as_of, import_id = excluded.import_id
                WHERE register_entry.as_of < excluded.as_of
                """
            })
    }

    /// The people of the city who hold one of the documents.
    public func people(with documents: [DocumentIndex]) throws -> [ID<Person>] {
        guard !documents.isEmpty else { return [] }
        var people: [ID<Person>] = []
        try transaction.forEach(
            """
            SELECT person_id FROM identity_document
            WHERE type IN \(list: Set(documents.map(\.type))) AND number_index IN \(list: documents.map(\.index))
            """
        ) { people.append(try $0.get(0)) }
        return people
    }

    /// Brings the people's status in line with a list that names them; a graver status stands.
    ///
    /// - Returns: how many people's status became another.
    public func apply(_ kind: RegisterKind, asOf: CalendarDay, to people: [ID<Person>]) throws -> Int {
        guard !people.isEmpty else { return 0 }
        let status = kind.status
        let overruled = SocialInsuranceStatus.allCases.filter { $0.gravity < status.gravity }
        try transaction.execute(
            """
            UPDATE person SET social_insurance_as_of = \(asOf)
            WHERE id IN \(list: people) AND social_insurance = \(status) AND social_insurance_as_of < \(asOf)
            """)
        return try transaction.execute(
            """
            UPDATE person SET social_insurance = \(status), social_insurance_as_of = \(asOf), version = version + 1
            WHERE id IN \(list: people) AND social_insurance IN \(list: overruled)
            """)
    }

    /// Those of the people whose status such a list would change.
    public func peopleToChange(_ kind: RegisterKind, among people: [ID<Person>]) throws -> [ID<Person>] {
        guard !people.isEmpty else { return [] }
        let overruled = SocialInsuranceStatus.allCases.filter { $0.gravity < kind.status.gravity }
        var found: [ID<Person>] = []
        try transaction.forEach(
            """
            SELECT id FROM person WHERE id IN \(list: people) AND social_insurance IN \(list: overruled) ORDER BY id
            """
        ) { found.append(try $0.get(0)) }
        return found
    }

    /// Lists that are handed in and not locked, of units that these people belong to or that name them.
    public func openEnrolments(of people: [ID<Person>]) throws -> [ID<UnitEnrolment>] {
        guard !people.isEmpty else { return [] }
        return try transaction.query(
            """
            SELECT DISTINCT e.id FROM member m JOIN unit_enrolment e ON e.unit_id = m.unit_id
            WHERE m.person_id IN \(list: people) AND m.left_on IS NULL AND e.ordinal = 0
                AND e.status IN ('submitted', 'endorsed', 'approved')
            ORDER BY e.id
            """
        ).map { try $0.get("id") }
    }

    /// The units that these people belong to.
    public func units(of people: [ID<Person>]) throws -> [ID<EnrollingUnit>] {
        guard !people.isEmpty else { return [] }
        return try transaction.query(
            """
            SELECT DISTINCT unit_id FROM member WHERE person_id IN \(list: people) AND left_on IS NULL ORDER BY unit_id
            """
        ).map { try $0.get(0) }
    }

    /// Lists of these units that are handed in and not locked.
    public func openEnrolments(in units: [ID<EnrollingUnit>]) throws -> [ID<UnitEnrolment>] {
        try units.inParts.flatMap { part in
            try transaction.query(
                """
                SELECT id FROM unit_enrolment
                WHERE unit_id IN \(list: part) AND ordinal = 0 AND status IN ('submitted', 'endorsed', 'approved')
                ORDER BY id
                """
            ).map { try $0.get(0) }
        }
    }

    /// - Parameter id: under which what it has changed was kept.
    public func record(
        _ id: ID<RegisterList>, _ kind: RegisterKind, asOf: CalendarDay, counts: RegisterCounts,
        by account: ID<Account>?, on today: CalendarDay, at now: Instant
    ) throws {
        try transaction.execute(
            """
            INSERT INTO register_import (id, kind, as_of, rows, unreadable, matched, changed, at, account_id,
                recorded, loaded_on)
            VALUES (\(id), \(kind), \(asOf), \(counts.rows), \(counts.unreadable), \(counts.matched),
                \(counts.changed), \(now), \(account), 1, \(today))
            """)
    }
}

extension RegisterKind: SQLBindable, SQLReadable {}
