public import DatabaseKit
public import Domain

/// The people behind the numbers of the equation and of submitted lists.
///
/// A unit has thousands of people at most and its statement places all of them anyway, so its lists page by offset.
public struct RosterPeopleStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// People of the basis as they stand now, in the order in which they joined the platform.
    public func people(of basis: Basis, _ filter: RosterFilter, _ range: ListRange) throws -> Listing<RosterPerson> {
        let condition = Self.condition(filter, in: basis.year)
        let total: Int =
            try transaction.value(
                "\(BasisStore.placed(basis)) SELECT count(*) AS people FROM placed WHERE \(condition)") ?? 0
        let offset = range.offset < total ? range.offset : 0
        let rows = try transaction.query(
            """
            \(BasisStore.placed(basis)) SELECT placed.*, NULL AS left_on, \(Self.documents)
            FROM placed \(Self.documentJoins) WHERE \(condition)
            ORDER BY placed.member_id LIMIT \(range.limit) OFFSET \(offset)
            """)
        return Listing(entries: try rows.map(person), total: total, offset: offset)
    }

    /// One person of the basis.
    public func person(_ member: ID<Member>, in basis: Basis) throws -> RosterPerson? {
        try transaction.first(
            """
            \(BasisStore.placed(basis)) SELECT placed.*, NULL AS left_on, \(Self.documents)
            FROM placed \(Self.documentJoins) WHERE placed.member_id = \(member)
            """
        ).map(person)
    }

    /// The people of a submitted list as they stood then, with the card that was theirs.
    public func people(
        of version: ID<EnrolmentVersion>, bucket: Bucket?, _ range: ListRange
    ) throws -> Listing<RosterPerson> {
        let condition: SQL = if let bucket { "placed.bucket = \(bucket)" } else { "1 = 1" }
        let total: Int =
            try transaction.value(
                "\(Self.snapshot(version)) SELECT count(*) AS people FROM placed WHERE \(condition)") ?? 0
        let offset = range.offset < total ? range.offset : 0
        let rows = try transaction.query(
            """
            \(Self.snapshot(version)) SELECT placed.*, \(Self.documents)
            FROM placed \(Self.documentJoins) WHERE \(condition)
            ORDER BY placed.member_id LIMIT \(range.limit) OFFSET \(offset)
            """)
        return Listing(entries: try rows.map(person), total: total, offset: offset)
    }

    // MARK: Differences

    /// Who would come and go if the list were submitted again now, with where he stood and where he stands.
    public func changes(
        between version: ID<EnrolmentVersion>, and basis: Basis, limit: Int
    ) throws -> [ListedChange] {
        let added = try transaction.query(
            """
            \(BasisStore.placed(basis)) SELECT placed.*, b.bucket AS before_bucket, placed.bucket AS now_bucket,
                NULL AS left_on, \(Self.documents)
            FROM placed LEFT JOIN enrolment_person b
                ON b.version_id = \(version) AND b.person_id = placed.person_id
            \(Self.documentJoins)
            WHERE placed.bucket = 'enrolling' AND (b.bucket IS NULL OR b.bucket <> 'enrolling')
            ORDER BY placed.member_id LIMIT \(limit)
            """)
        let removed = try transaction.query(
            """
            \(BasisStore.placed(basis)), earlier AS (\(Self.snapshotRows(version)))
            SELECT earlier.*, n.bucket AS now_bucket, 'enrolling' AS before_bucket, n.exclusion, n.exclusion_note,
                n.excluded_at, n.answer, n.answered_at, n.confirmed_at, \(Self.documents)
            FROM earlier LEFT JOIN placed n ON n.person_id = earlier.person_id
            \(Self.earlierDocumentJoins)
            WHERE earlier.bucket = 'enrolling' AND (n.bucket IS NULL OR n.bucket <> 'enrolling')
            ORDER BY earlier.member_id LIMIT \(limit)
            """)
        return try (added + removed).prefix(limit).map(change)
    }

    /// The first people on both lists who have another card now.
    public func otherCards(
        than version: ID<EnrolmentVersion>, in basis: Basis, limit: Int
    ) throws -> [RosterPerson] {
        try transaction.query(
            """
            \(BasisStore.placed(basis)) SELECT placed.*, NULL AS left_on, \(Self.documents)
            FROM placed \(LastYearStore.onBoth(version)) \(Self.documentJoins)
            ORDER BY placed.member_id LIMIT \(limit)
            """
        ).map(person)
    }

    /// Who came and went from one submitted list to a later one.
    public func changes(
        from earlier: ID<EnrolmentVersion>, to later: ID<EnrolmentVersion>, limit: Int
    ) throws -> [ListedChange] {
        let added = try transaction.query(
            """
            \(Self.snapshot(later)) SELECT placed.*, b.bucket AS before_bucket, placed.bucket AS now_bucket,
                \(Self.documents)
            FROM placed LEFT JOIN enrolment_person b
                ON b.version_id = \(earlier) AND b.person_id = placed.person_id
            \(Self.documentJoins)
            WHERE placed.bucket = 'enrolling' AND (b.bucket IS NULL OR b.bucket <> 'enrolling')
            ORDER BY placed.member_id LIMIT \(limit)
            """)
        let removed = try transaction.query(
            """
            \(Self.snapshot(earlier)) SELECT placed.*, 'enrolling' AS before_bucket, n.bucket AS now_bucket,
                \(Self.documents)
            FROM placed LEFT JOIN enrolment_person n ON n.version_id = \(later) AND n.person_id = placed.person_id
            \(Self.documentJoins)
            WHERE placed.bucket = 'enrolling' AND (n.bucket IS NULL OR n.bucket <> 'enrolling')
            ORDER BY placed.member_id LIMIT \(limit)
            """)
        return try (added + removed).prefix(limit).map(change)
    }

    // MARK: Parts of statements

    static func condition(_ filter: RosterFilter, in year: PlanYear) -> SQL {
        var parts: [SQL] = []
        switch filter.selection {
        case .everybody: parts.append("1 = 1")
        case .bucket(let bucket): parts.append("placed.bucket = \(bucket)")
        case .awaitingConfirmation: parts.append(BasisStore.awaitsConfirmation)
        case .confirmed: parts.append("placed.confirmed_at IS NOT NULL")
        case .instant(let entry, let lockedOn): parts.append(InstantStore.condition(entry, lockedOn: lockedOn))
        case .members(let members): parts.append("placed.member_id IN \(list: members)")
        case .retirementAge:
            parts.append(
                """
                (placed.bucket = 'suspected-retired'
                    OR (placed.answer IS NOT NULL AND placed.social_insurance NOT IN ('retired', 'deceased')))
                """)
        }
        if let number = filter.number {
            parts.append("placed.number LIKE \(pattern(number) + "%") ESCAPE '!'")
        }
        if let name = filter.name {
            parts.append("placed.name LIKE \("%" + pattern(name) + "%") ESCAPE '!'")
        }
        if let documents = filter.documents {
            parts.append(
                """
                EXISTS (SELECT 1 FROM identity_document i
                    WHERE i.person_id = placed.person_id AND i.number_index IN \(list: documents))
                """)
        }
        return SQL.joined(parts, separator: " AND ")
    }

    private static func pattern(_ text: String) -> String {
        text.reduce(into: "") { pattern, character in
            if character == "%" || character == "_" || character == "!" { pattern.append("!") }
            pattern.append(character)
        }
    }

    private static let documents: SQL = """
        d.id AS document_id, d.type AS document_type, d.number_sealed AS document_sealed,
            s.number_sealed AS card_sealed
        """

    private static let documentJoins: SQL = """
        JOIN identity_document d ON d.person_id = placed.person_id AND d.standing = 'current'
            LEFT JOIN service_card s ON s.id = placed.card_id
        """

    private static let earlierDocumentJoins: SQL = """
        JOIN identity_document d ON d.person_id = earlier.person_id AND d.standing = 'current'
            LEFT JOIN service_card s ON s.id = earlier.card_id
        """

    private static func snapshot(_ version: ID<EnrolmentVersion>) -> SQL {
        "WITH placed AS (\(snapshotRows(version)))"
    }

    /// A submitted list in the columns of `placed`; what has been answered since is not part of it.
    ///
    /// Of two records that stood on it and are one person's now, both are shown, under his document.
    private static func snapshotRows(_ version: ID<EnrolmentVersion>) -> SQL {
        """
        SELECT s.member_id, coalesce(p.merged_into, s.person_id) AS person_id, m.number, m.workplace, m.joined_on, m.left_on, p.name, p.statutory_day,
            s.card_id, c.issued_on, s.bucket
        FROM enrolment_person s
        JOIN member m ON m.id = s.member_id
        JOIN person p ON p.id = s.person_id
        LEFT JOIN service_card c ON c.id = s.card_id
        WHERE s.version_id = \(version)
        """
    }

    // MARK: Rows

    private func change(_ row: Row) throws -> ListedChange {
        let person = try person(row)
        return ListedChange(
            change: RosterChange(
                member: person.member, before: try row.get("before_bucket"), now: try row.get("now_bucket")),
            person: person)
    }

    private func person(_ row: Row) throws -> RosterPerson {
        let document: ID<IdentityDocument> = try row.get("document_id")
        let sealed: [UInt8] = try row.get("document_sealed")
        let number = try seal.open(sealed, in: .documentNumber, row: document.rawValue)
        return RosterPerson(
            member: try row.get("member_id"), number: try row.get("number"), name: try row.get("name"),
            document: IdentityDocument(type: try row.get("document_type"), number: number, expiry: nil),
            card: try card(row), bucket: try row.get("bucket"), workplace: try row.get("workplace"),
            facts: try facts(row))
    }

    private func card(_ row: Row) throws -> BankCardNumber? {
        let card: ID<ServiceCard>? = try row.get("card_id")
        let sealed: [UInt8]? = try row.get("card_sealed")
        guard let card, let sealed else { return nil }
        return BankCardNumber(rawValue: try seal.open(sealed, in: .cardNumber, row: card.rawValue))
    }

    private func facts(_ row: Row) throws -> RosterPerson.Facts {
        var facts = RosterPerson.Facts()
        facts.statutoryDay = try row.get("statutory_day")
        facts.joinedOn = try row.get("joined_on")
        facts.cardIssuedOn = try row.get("issued_on")
        facts.leftOn = try row.get("left_on")
        guard row.columns.position(of: "exclusion") != nil else { return facts }
        facts.exclusion = try row.get("exclusion")
        facts.exclusionNote = try row.get("exclusion_note")
        facts.excludedAt = try row.get("excluded_at")
        if row.columns.position(of: "put_back_at") != nil { facts.putBackAt = try row.get("put_back_at") }
        facts.answer = try row.get("answer")
        facts.answeredAt = try row.get("answered_at")
        facts.confirmedAt = try row.get("confirmed_at")
        if row.columns.position(of: "social_insurance_as_of") != nil {
            facts.register = RegisterMark(
                status: try row.get("social_insurance"), asOf: try row.get("social_insurance_as_of"))
        }
        return facts
    }
}
