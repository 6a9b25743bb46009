public import DatabaseKit
public import Domain

/// Takes a register list back: its people return to what was known of them before, its entries go.
public struct RegisterUndoStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    // MARK: Keeping what was

    /// Only the last list of a kind can be taken back; what the ones before have changed is forgotten.
    public func forgetOthers(of kind: RegisterKind, than id: ID<RegisterList>) throws {
        try transaction.execute(
            """
            DELETE FROM register_change WHERE import_id IN (
                SELECT id FROM register_import WHERE kind = \(kind) AND id <> \(id) AND recorded = 1)
            """)
        try transaction.execute(
            "UPDATE register_import SET recorded = 0 WHERE kind = \(kind) AND id <> \(id) AND recorded = 1")
    }

    /// Keeps what is known of the people whom a list is about to change.
    public func keep(
        _ people: [ID<Person>], before kind: RegisterKind, asOf: CalendarDay, as id: ID<RegisterList>
    ) throws {
        guard !people.isEmpty else { return }
        let overruled = SocialInsuranceStatus.allCases.filter { $0.gravity < kind.status.gravity }
        try transaction.execute(
            """
            INSERT INTO register_change (import_id, person_id, before_status, before_as_of)
            SELECT \(id), id, social_insurance, social_insurance_as_of FROM person
            WHERE id IN \(list: people) AND (social_insurance IN \(list: overruled)
                OR (social_insurance = \(kind.status) AND social_insurance_as_of < \(asOf)))
            ON CONFLICT (import_id, person_id) DO NOTHING
            """)
    }

    // MARK: Looking

    /// Whether what the list has changed was kept, and no other of its kind came after it.
    public func isRecorded(_ id: ID<RegisterList>) throws -> Bool {
        try transaction.value("SELECT recorded FROM register_import WHERE id = \(id)") ?? 0 == 1
    }

    /// To what the people would return, as far as their status changes.
    public func returning(_ list: RegisterList) throws -> [SocialInsuranceStatus: Int] {
        var counts: [SocialInsuranceStatus: Int] = [:]
        for row in try transaction.query(
            """
            SELECT r.status, count(*) AS people FROM (
                SELECT CASE WHEN c.before_status = 'deceased' OR \(Self.isNamed("deceased", besides: list)) THEN 'deceased'
                    WHEN c.before_status = 'retired' OR \(Self.isNamed("retired", besides: list)) THEN 'retired'
                    WHEN c.before_status = 'insured' OR \(Self.isNamed("insured", besides: list)) THEN 'insured'
                    ELSE c.before_status END AS status
                FROM register_change c JOIN person p ON p.id = c.person_id
                WHERE c.import_id = \(list.id) AND p.social_insurance = \(list.kind.status)
                    AND c.before_status <> \(list.kind.status) AND NOT \(Self.hasGone(list, "p.id"))) AS r
            GROUP BY r.status
            """)
        {
            counts[try row.get("status")] = try row.get("people")
        }
        return counts
    }

    /// People who were taken off the rolls since because of the list; they stay as they are.
    public func gone(_ list: RegisterList) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS people FROM register_change c
            WHERE c.import_id = \(list.id) AND \(Self.hasGone(list, "c.person_id"))
            """) ?? 0
    }

    public func entries(_ id: ID<RegisterList>) throws -> Int {
        try transaction.value("SELECT count(*) AS n FROM register_entry WHERE import_id = \(id)") ?? 0
    }

    /// Whether a list of this kind, which is not that of the one taken back, names the person `p`.
    private static func isNamed(_ kind: String, besides list: RegisterList) -> SQL {
        guard kind != list.kind.rawValue else { return "1 = 0" }
        return """
            EXISTS (SELECT 1 FROM identity_document d JOIN register_entry e
                    ON e.document_type = d.type AND e.number_index = d.number_index
                WHERE d.person_id = p.id AND e.kind = \(kind))
            """
    }

    private static func hasGone(_ list: RegisterList, _ person: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM member g JOIN register_import i ON i.id = \(list.id)
            WHERE g.person_id = \(person) AND g.leave_reason = \(list.kind.rawValue) AND g.left_on >= i.loaded_on)
        """
    }

    // MARK: Taking back

    /// Returns the next people to what they were; a graver status that has come since stays.
    ///
    /// - Returns: whose status became another, and whether there are more.
    public func returnPeople(
        of list: RegisterList, limit: Int
    ) throws -> (changed: [ID<Person>], more: Bool) {
        let people: [ID<Person>] = try transaction.query(
            """
            SELECT person_id FROM register_change WHERE import_id = \(list.id) ORDER BY person_id LIMIT \(limit)
            """
        ).map { try $0.get("person_id") }
        guard !people.isEmpty else { return ([], false) }
        let kept: SQL = "FROM register_change c WHERE c.import_id = \(list.id) AND c.person_id"
        // A later list of another kind would return them to what this one said.
        try transaction.execute(
            """
            UPDATE register_change SET before_as_of = (SELECT c.before_as_of \(kept) = register_change.person_id),
                before_status = (SELECT c.before_status \(kept) = register_change.person_id)
            WHERE import_id <> \(list.id) AND person_id IN \(list: people) AND before_status = \(list.kind.status)
            """)
        let changed: [ID<Person>] = try transaction.query(
            """
            SELECT c.person_id FROM register_change c JOIN person p ON p.id = c.person_id
            WHERE c.import_id = \(list.id) AND c.person_id IN \(list: people)
                AND p.social_insurance = \(list.kind.status) AND c.before_status <> \(list.kind.status)
                AND NOT \(Self.hasGone(list, "p.id"))
            """
        ).map { try $0.get("person_id") }
        try transaction.execute(
            """
            UPDATE person SET social_insurance_as_of = (SELECT c.before_as_of \(kept) = person.id),
                social_insurance = (SELECT c.before_status \(kept) = person.id), version = version + 1
            WHERE id IN \(list: people) AND social_insurance = \(list.kind.status)
                AND NOT \(Self.hasGone(list, "person.id"))
            """)
        try transaction.execute(
            "DELETE FROM register_change WHERE import_id = \(list.id) AND person_id IN \(list: people)")
        try applyOthers(than: list, to: changed)
        return (changed, people.count == limit)
    }

    /// What one list says of some people.
    private struct Mention: Hashable {
        let kind: RegisterKind
        let asOf: CalendarDay
        /// nil for one that cannot be taken back.
        let list: ID<RegisterList>?
    }

    /// Lists of another kind that stand: one that came while a graver held has changed nothing then, and does so now.
    ///
    /// The lesser first, so that each is taken back to what the ones below it say.
    private func applyOthers(than list: RegisterList, to people: [ID<Person>]) throws {
        guard !people.isEmpty else { return }
        var mentions: [Mention: [ID<Person>]] = [:]
        try transaction.forEach(
            """
            SELECT DISTINCT d.person_id, e.kind, e.as_of, i.id
            FROM identity_document d
                JOIN register_entry e ON e.document_type = d.type AND e.number_index = d.number_index
                LEFT JOIN register_import i ON i.id = e.import_id AND i.recorded = 1
            WHERE d.person_id IN \(list: people) AND e.kind <> \(list.kind)
            """
        ) { row in
            let mention = Mention(kind: try row.get(1), asOf: try row.get(2), list: try row.get(3))
            mentions[mention, default: []].append(try row.get(0))
        }
        let register = RegisterStore(transaction)
        let ordered = mentions.sorted {
            ($0.key.kind.status.gravity, $0.key.asOf) < ($1.key.kind.status.gravity, $1.key.asOf)
        }
        for (mention, people) in ordered {
            if let list = mention.list { try keep(people, before: mention.kind, asOf: mention.asOf, as: list) }
            _ = try register.apply(mention.kind, asOf: mention.asOf, to: people)
        }
    }

    /// Takes the next entries back, and what they have told of people who joined since.
    ///
    /// - Returns: whose status became another, and whether there are more.
    public func takeEntries(
        of list: RegisterList, limit: Int
    ) throws -> (changed: [ID<Person>], more: Bool) {
        let documents = try transaction.query(
            "SELECT document_type, number_index FROM register_entry WHERE import_id = \(list.id) LIMIT \(limit)"
        ).map { DocumentIndex(type: try $0.get("document_type"), index: try $0.get("number_index")) }
        guard !documents.isEmpty else { return ([], false) }
        let named: SQL = """
            import_id = \(list.id) AND document_type IN \(list: Set(documents.map(\.type)))
                AND number_index IN \(list: documents.map(\.index))
            """
        try transaction.execute("DELETE FROM register_entry WHERE before_as_of IS NULL AND \(named)")
        try transaction.execute(
            """
            UPDATE register_entry SET as_of = before_as_of, before_as_of = NULL, import_id = NULL WHERE \(named)
            """)
        return (try newcomers(documents, of: list), documents.count == limit)
    }

    /// Who joined after the list was taken has his status from its entries alone: now the other lists tell it.
    private func newcomers(_ documents: [DocumentIndex], of list: RegisterList) throws -> [ID<Person>] {
        let register = RegisterStore(transaction)
        let people = try register.people(with: documents)
        guard !people.isEmpty else { return [] }
        var held: [ID<Person>: [DocumentIndex]] = [:]
        try transaction.forEach(
            """
            SELECT p.id, d.type, d.number_index FROM person p JOIN identity_document d ON d.person_id = p.id
            WHERE p.id IN \(list: people) AND p.social_insurance = \(list.kind.status)
                AND p.social_insurance_as_of = \(list.asOf) AND NOT \(Self.hasGone(list, "p.id"))
            """
        ) { row in
            held[try row.get(0), default: []].append(DocumentIndex(type: try row.get(1), index: try row.get(2)))
        }
        let standings = try register.standings(of: held.values.flatMap { $0 })
        var groups: [RegisterStore.Standing?: [ID<Person>]] = [:]
        for (person, documents) in held {
            let best = documents.compactMap { standings[$0] }.max { $0.status.gravity < $1.status.gravity }
            groups[best, default: []].append(person)
        }
        for (standing, people) in groups {
            try transaction.execute(
                """
                UPDATE person SET social_insurance = \(standing?.status ?? .unverified),
                    social_insurance_as_of = \(standing?.asOf), version = version + 1
                WHERE id IN \(list: people)
                """)
        }
        return groups.filter { $0.key?.status != list.kind.status }.values.flatMap { $0 }.sorted()
    }

    /// - Returns: false when it was ended already.
    public func finish(_ id: ID<RegisterList>, reason: String, at now: Instant) throws -> Bool {
        try transaction.execute(
            """
            UPDATE register_import SET status = \(RegisterList.Status.undone), recorded = 0, undone_at = \(now),
                undone_reason = \(reason)
            WHERE id = \(id) AND status = \(RegisterList.Status.applied)
            """) == 1
    }
}
