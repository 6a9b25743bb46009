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
        public let flexibleKind: String?
        public let household: String?
        public let post: String?
        public let joinedOn: CalendarDay
        /// Since when and why he is a member no more; nil for a member.
        public let left: FormerMembership?
    }

    /// A list counts and reaches so many rows; who wants more narrows it down.
    public static let bound = 10_000

    /// Whether the filter is answered in this subtree: a district or the city is not looked through for one character.
    public static func answers(_ filter: MemberFilter, in scope: UnionScope) -> Bool {
        !(filter.isNamedTooShortly && isWide(scope))
    }

    public func count(_ filter: MemberFilter, in scope: UnionScope) throws -> BoundedCount {
        guard Self.answers(filter, in: scope) else { return BoundedCount(counted: 0, bound: Self.bound) }
        let counted: Int = try transaction.value(counting(filter, in: scope)) ?? 0
        return BoundedCount(counted: counted, bound: Self.bound)
    }

    /// A page of the members of a subtree, union by union in the tree's order, the earlier members first.
    public func list(_ filter: MemberFilter, in scope: UnionScope, page: ListPage) throws -> [Listed] {
        guard page.offset < Self.bound, Self.answers(filter, in: scope) else { return [] }
        return try transaction.query(listing(filter, in: scope, page: page)).map(listed)
    }

    /// Every member of the list in its order, one at a time, however many.
    public func forEach(
        _ filter: MemberFilter, in scope: UnionScope, limit: Int, _ body: (Listed) throws -> Void
    ) throws {
        guard Self.answers(filter, in: scope) else { return }
        try transaction.forEach(selecting(filter, in: scope, limit: limit)) { try body(listed($0)) }
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

    /// Keys of everybody whom the filter finds, at most `limit`.
    public func ids(_ filter: MemberFilter, in scope: UnionScope, limit: Int) throws -> [ID<Member>] {
        guard Self.answers(filter, in: scope) else { return [] }
        return try transaction.query(
            choosing(filter, in: scope, limit: limit)
        ).map { try $0.get(0) }
    }

    /// A membership with everything the platform keeps of the person.
    public struct Record: Sendable {
        public let listed: Listed
        public let unitName: String
        public let address: String?
        public let birth: CalendarDay?
        public let enterprise: ID<Enterprise>?
        public let version: MemberVersion
        public let socialInsuranceAsOf: CalendarDay?
    }

    /// Whether a membership that has ended is found too.
    public enum Reach: Sendable {
        case open, ended
    }

    public func find(_ id: ID<Member>, _ reach: Reach = .open) throws -> Record? {
        let isOpen: SQL =
            switch reach {
            case .open: "AND m.left_on IS NULL"
            case .ended: ""
            }
        let row = try transaction.first(
            """
            \(Self.columns), n.name AS unit_name, m.address_sealed, p.birth_day, p.social_insurance_as_of, m.enterprise_id,
                m.version AS member_version, p.version AS person_version
            FROM member m JOIN trade_union u ON u.id = m.union_id JOIN enrolling_unit n ON n.id = m.unit_id
            JOIN person p ON p.id = m.person_id
            JOIN identity_document d ON d.person_id = p.id AND d.standing = 'current'
            WHERE m.id = \(id) \(isOpen)
            """)
        return try row.map {
            let sealed: [UInt8]? = try $0.get("address_sealed")
            return Record(
                listed: try listed($0), unitName: try $0.get("unit_name"),
                address: try sealed.map { try seal.open($0, in: .address, row: id.rawValue) },
                birth: try $0.get("birth_day"), enterprise: try $0.get("enterprise_id"),
                version: MemberVersion(member: try $0.get("member_version"), person: try $0.get("person_version")),
                socialInsuranceAsOf: try $0.get("social_insurance_as_of"))
        }
    }
}

// MARK: - Rows

extension MemberListStore {
    static let columns: SQL = """
        SELECT m.id, m.number, m.unit_id, m.category, m.workplace, m.label, m.source, m.note, m.electronic_card,
            m.flexible_kind, m.household, m.post, m.joined_on, m.left_on, m.leave_reason,
            m.union_id, u.name AS union_name, u.code AS union_code, u.path,
            p.id AS person_id, p.name, p.sex, p.phone_sealed, p.social_insurance,
            d.id AS document_id, d.type, d.number_sealed, d.expiry
        """

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
            unionPath: try row.get("path"), electronicCard: try row.get("electronic_card"),
            flexibleKind: try row.get("flexible_kind"), household: try row.get("household"),
            post: try row.get("post"), joinedOn: try row.get("joined_on"), left: try former(row))
    }

    private func former(_ row: Row) throws -> FormerMembership? {
        let reason: String? = try row.get("leave_reason")
        let day: CalendarDay? = try row.get("left_on")
        return day.map { FormerMembership(on: $0, reason.flatMap(Departure.init) ?? .other) }
    }
}
