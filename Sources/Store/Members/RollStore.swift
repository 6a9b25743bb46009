public import DatabaseKit
public import Domain

/// The roll of a union read in one go, to be held against a roster.
public struct RollStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// Whose members are read.
    public enum Part: Sendable {
        case wholeUnion
        /// The members of one unit and class.
        case unit(ID<EnrollingUnit>, MemberCategory, flexibleKind: String?)
    }

    /// A member with one of his documents; who has renewed his document comes once for each.
    public struct Entry: Sendable {
        public let member: ID<Member>
        public let version: Int
        public let known: PersonStore.Known
        public let documentIndex: DocumentIndex
        /// Without the address, which is sealed.
        public let particulars: MemberStore.Particulars
        public let address: [UInt8]?
    }

    /// The open members in the order in which they joined.
    public func forEach(_ part: Part, of union: ID<Union>, _ body: (Entry) throws -> Void) throws {
        try transaction.forEach(
            """
            SELECT m.id, m.version, m.unit_id, m.enterprise_id, m.category, m.flexible_kind, m.workplace, m.label,
                m.household, m.post, m.address_sealed, p.id, p.name, p.sex, p.phone_index, d.id, d.type,
                d.number_index, d.expiry, d.standing
            FROM member m JOIN person p ON p.id = m.person_id JOIN identity_document d ON d.person_id = p.id
            WHERE m.union_id = \(union) AND m.left_on IS NULL AND \(Self.condition(part))
            ORDER BY m.id
            """
        ) { row in
            let standing: String = try row.get(19)
            try body(
                Entry(
                    member: try row.get(0), version: try row.get(1),
                    known: PersonStore.Known(
                        id: try row.get(11), name: try row.get(12), sex: try row.get(13), phoneIndex: try row.get(14),
                        document: try row.get(15), expiry: try row.get(18), isCurrent: standing == "current",
                        replacedOn: nil),
                    documentIndex: DocumentIndex(type: try row.get(16), index: try row.get(17)),
                    particulars: MemberStore.Particulars(
                        unit: try row.get(2), enterprise: try row.get(3), category: try row.get(4),
                        flexibleKind: try row.get(5), workplace: try row.get(6), label: try row.get(7),
                        household: try row.get(8), post: try row.get(9)),
                    address: try row.get(10)))
        }
    }

    private static func condition(_ part: Part) -> SQL {
        switch part {
        case .wholeUnion: "1 = 1"
        case .unit(let unit, let category, let kind):
            "m.unit_id = \(unit) AND m.category = \(category) AND coalesce(m.flexible_kind, '') = \(kind ?? "")"
        }
    }

    /// The telephone numbers of people, whole.
    public func phones(of people: [ID<Person>]) throws -> [ID<Person>: PhoneNumber] {
        guard !people.isEmpty else { return [:] }
        var phones: [ID<Person>: PhoneNumber] = [:]
        try transaction.forEach(
            "SELECT id, phone_sealed FROM person WHERE id IN \(list: people) AND phone_sealed IS NOT NULL"
        ) { row in
            let person: ID<Person> = try row.get(0)
            phones[person] = PhoneNumber(
                rawValue: try seal.open(try row.get(1), in: .phone, row: person.rawValue))
        }
        return phones
    }

    /// Versions and persons of those members who have not left.
    public func standing(of members: [ID<Member>]) throws -> [ID<Member>: Standing] {
        guard !members.isEmpty else { return [:] }
        var found: [ID<Member>: Standing] = [:]
        try transaction.forEach(
            "SELECT id, version, person_id FROM member WHERE id IN \(list: members) AND left_on IS NULL"
        ) { found[try $0.get(0)] = Standing(version: try $0.get(1), person: try $0.get(2)) }
        return found
    }

    public struct Standing: Sendable {
        public let version: Int
        public let person: ID<Person>
    }
}
