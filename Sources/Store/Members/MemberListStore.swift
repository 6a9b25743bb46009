public import DatabaseKit
public import Domain

/// The roll as people look at it: lists of a subtree, and one member with all that is known.
public struct MemberListStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// One member of a list, numbers open; whoever shows him masks them.
    public struct Listed: Sendable {
        public let member: Member
        public let unionName: String
        public let unionCode: String
        public let unionPath: UnionPath
        public let electronicCard: ElectronicCard
    }

    /// A list counts and reaches so many rows; who wants more narrows it down.
    public static let bound = 10_000

    public func count(_ filter: MemberFilter, in scope: UnionScope) throws -> BoundedCount {
        let counted: Int =
            try transaction.value(
                """
                SELECT count(*) AS members FROM (SELECT m.id FROM \(tables(filter))
                    WHERE \(condition(filter, scope)) LIMIT \(Self.bound + 1)) AS found
                """) ?? 0
        return BoundedCount(counted: counted, bound: Self.bound)
    }

    /// A page of the members of a subtree, union by union in the tree's order, the earlier members first.
    public func list(_ filter: MemberFilter, in scope: UnionScope, page: ListPage) throws -> [Listed] {
        guard page.offset < Self.bound else { return [] }
        return try transaction.query(
            """
            \(Self.columns) FROM \(tables(filter))
            JOIN identity_document d ON d.person_id = p.id AND d.standing = 'current'
            WHERE \(condition(filter, scope)) ORDER BY u.path, m.id LIMIT \(page.size) OFFSET \(page.offset)
            """
        ).map(listed)
    }

    /// These members, those who have left among them.
    public func listed(_ ids: [ID<Member>]) throws -> [ID<Member>: Listed] {
        guard !ids.isEmpty else { return [:] }
        let members = try transaction.query(
            """
            \(Self.columns) FROM member m JOIN trade_union u ON u.id = m.union_id JOIN person p ON p.id = m.person_id
            JOIN identity_document d ON d.person_id = p.id AND d.standing = 'current'
            WHERE m.id IN \(list: ids)
            """
        ).map(listed)
        return Dictionary(members.map { ($0.member.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// A member who has not left, with everything the platform keeps of him.
    public struct Record: Sendable {
        public let listed: Listed
        public let unitName: String
        public let label: String?
        public let household: String?
        public let post: String?
        public let address: String?
        public let birth: CalendarDay?
        public let joinedOn: CalendarDay
        public let socialInsuranceAsOf: CalendarDay?
    }

    public func find(_ id: ID<Member>) throws -> Record? {
        let row = try transaction.first(
            """
            \(Self.columns), n.name AS unit_name, m.household, m.post, m.address_sealed, p.birth_day, m.joined_on,
                p.social_insurance_as_of
            FROM member m JOIN trade_union u ON u.id = m.union_id JOIN enrolling_unit n ON n.id = m.unit_id
            JOIN person p ON p.id = m.person_id
            JOIN identity_document d ON d.person_id = p.id AND d.standing = 'current'
            WHERE m.id = \(id) AND m.left_on IS NULL
            """)
        return try row.map {
            let sealed: [UInt8]? = try $0.get("address_sealed")
            return Record(
                listed: try listed($0), unitName: try $0.get("unit_name"), label: try $0.get("label"),
                household: try $0.get("household"), post: try $0.get("post"),
                address: try sealed.map { try seal.open($0, in: .address, row: id.rawValue) },
                birth: try $0.get("birth_day"), joinedOn: try $0.get("joined_on"),
                socialInsuranceAsOf: try $0.get("social_insurance_as_of"))
        }
    }
}

// MARK: - Conditions

extension MemberListStore {
    private static let columns: SQL = """
        SELECT m.id, m.number, m.unit_id, m.category, m.workplace, m.label, m.source, m.note, m.electronic_card,
            m.union_id, u.name AS union_name, u.code AS union_code, u.path,
            p.id AS person_id, p.name, p.sex, p.phone_sealed, p.social_insurance,
            d.id AS document_id, d.type, d.number_sealed, d.expiry
        """

    private func tables(_ filter: MemberFilter) -> SQL {
        "trade_union u JOIN member m ON m.union_id = u.id JOIN person p ON p.id = m.person_id"
    }

    private func condition(_ filter: MemberFilter, _ scope: UnionScope) -> SQL {
        var parts: [SQL] = [scope.covers("u.path"), "m.left_on IS NULL"]
        if let name = filter.name { parts.append("p.name >= \(name) AND p.name < \(name + "\u{10FFFF}")") }
        if let number = filter.document {
            let candidates = DocumentIndex.candidates(for: number, seal)
            parts.append(
                """
                p.id IN (SELECT person_id FROM identity_document
                    WHERE type IN \(list: Set(candidates.map(\.type))) AND number_index IN \(list: candidates.map(\.index)))
                """)
        }
        switch filter.phone {
        case .whole(let phone): parts.append("p.phone_index = \(seal.index(phone.rawValue, for: .phone))")
        case .tail(let digits): parts.append("p.phone_tail_index = \(seal.index(digits, for: .phoneTail))")
        case nil: break
        }
        if let label = filter.label { parts.append("m.label = \(label)") }
        if let union = filter.union {
            parts.append("(u.code = \(union) OR u.name LIKE \(union.asLikePattern) ESCAPE '\\')")
        }
        if let workplace = filter.workplace {
            parts.append("m.workplace LIKE \(workplace.asLikePattern) ESCAPE '\\'")
        }
        if let source = filter.source { parts.append("m.source = \(source)") }
        if let card = filter.electronicCard { parts.append("m.electronic_card = \(card)") }
        if let category = filter.category { parts.append("m.category = \(category)") }
        return SQL.joined(parts, separator: " AND ")
    }

    private func listed(_ row: Row) throws -> Listed {
        let person: ID<Person> = try row.get("person_id")
        let document: ID<IdentityDocument> = try row.get("document_id")
        let phone: [UInt8]? = try row.get("phone_sealed")
        let number = try seal.open(try row.get("number_sealed"), in: .documentNumber, row: document.rawValue)
        let member = Member(
            id: try row.get("id"), number: try row.get("number"),
            person: Person(
                id: person, name: try row.get("name"), sex: try row.get("sex"),
                document: IdentityDocument(type: try row.get("type"), number: number, expiry: try row.get("expiry")),
                phone: try phone.flatMap {
                    PhoneNumber(rawValue: try seal.open($0, in: .phone, row: person.rawValue))
                },
                socialInsurance: try row.get("social_insurance")),
            union: try row.get("union_id"), unit: try row.get("unit_id"), category: try row.get("category"),
            workplace: try row.get("workplace"), label: try row.get("label"), source: try row.get("source"),
            note: try row.get("note"))
        return Listed(
            member: member, unionName: try row.get("union_name"), unionCode: try row.get("union_code"),
            unionPath: try row.get("path"), electronicCard: try row.get("electronic_card"))
    }
}
