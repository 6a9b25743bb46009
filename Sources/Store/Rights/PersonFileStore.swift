public import DatabaseKit
public import Domain

/// What the unions of a scope keep of one person, for the copy that he has a right to.
public struct PersonFileStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    public struct Particulars: Sendable {
        public let name: String
        public let sex: Sex
        public let birth: CalendarDay?
        public let phone: String?
        public let insurance: SocialInsuranceStatus
        public let insuranceAsOf: CalendarDay?
    }

    public struct Document: Sendable {
        public let type: DocumentType
        public let number: String
        public let expiry: IdentityDocument.Expiry?
        public let isCurrent: Bool
    }

    public struct Membership: Sendable {
        public let member: ID<Member>
        public let number: String
        public let union: String
        public let unit: String
        public let workplace: String
        public let address: String?
        public let joinedOn: CalendarDay
        public let leftOn: CalendarDay?
    }

    public struct Payment: Sendable {
        public let year: Int
        public let kind: String
        public let amount: Money
        public let paidOn: CalendarDay
        public let reference: String
    }

    public struct Happening: Sendable {
        public let at: Instant
        public let action: String
        public let by: String
    }

    public func particulars(of person: ID<Person>) throws -> Particulars? {
        try transaction.first(
            """
            SELECT name, sex, birth_day, phone_sealed, social_insurance, social_insurance_as_of FROM person
            WHERE id = \(person)
            """
        ).map { row in
            let phone: [UInt8]? = try row.get("phone_sealed")
            return Particulars(
                name: try row.get("name"), sex: try row.get("sex"), birth: try row.get("birth_day"),
                phone: try phone.map { try seal.open($0, in: .phone, row: person.rawValue) },
                insurance: try row.get("social_insurance"), insuranceAsOf: try row.get("social_insurance_as_of"))
        }
    }

    /// The current one first.
    public func documents(of person: ID<Person>) throws -> [Document] {
        try transaction.query(
            """
            SELECT id, type, number_sealed, expiry, standing FROM identity_document WHERE person_id = \(person)
            ORDER BY CASE WHEN standing = 'current' THEN 0 ELSE 1 END, id
            """
        ).map { row in
            let standing: String = try row.get("standing")
            let expiry: String? = try row.get("expiry")
            return Document(
                type: try row.get("type"),
                number: try seal.open(try row.get("number_sealed"), in: .documentNumber, row: try row.get("id")),
                expiry: expiry.flatMap { IdentityDocument.Expiry(rawValue: $0) }, isCurrent: standing == "current")
        }
    }

    public func memberships(of person: ID<Person>, in scope: UnionScope) throws -> [Membership] {
        try transaction.query(
            """
            SELECT m.id, m.number, u.name AS union_name, n.name AS unit_name, m.workplace, m.address_sealed,
                m.joined_on, m.left_on
            FROM member m JOIN trade_union u ON u.id = m.union_id JOIN enrolling_unit n ON n.id = m.unit_id
            WHERE m.person_id = \(person) AND \(scope.covers("u.path")) ORDER BY m.joined_on, m.id
            """
        ).map { row in
            let id: ID<Member> = try row.get("id")
            let address: [UInt8]? = try row.get("address_sealed")
            return Membership(
                member: id, number: try row.get("number"), union: try row.get("union_name"),
                unit: try row.get("unit_name"), workplace: try row.get("workplace"),
                address: try address.map { try seal.open($0, in: .address, row: id.rawValue) },
                joinedOn: try row.get("joined_on"), leftOn: try row.get("left_on"))
        }
    }

    public func payments(to person: ID<Person>, in scope: UnionScope) throws -> [Payment] {
        try transaction.query(
            """
            SELECT b.year, b.kind, b.amount_fen, b.paid_on, b.reference
            FROM benefit_payment b JOIN enrolling_unit n ON n.id = b.unit_id JOIN trade_union u ON u.id = n.union_id
            WHERE b.person_id = \(person) AND b.status = 'paid' AND \(scope.covers("u.path"))
            ORDER BY b.paid_on, b.id
            """
        ).map {
            Payment(
                year: try $0.get("year"), kind: try $0.get("kind"), amount: try $0.get("amount_fen"),
                paidOn: try $0.get("paid_on"), reference: try $0.get("reference"))
        }
    }

    /// What has happened to these memberships, who has seen his numbers included, the earliest first.
    public func happenings(to members: [ID<Member>]) throws -> [Happening] {
        guard !members.isEmpty else { return [] }
        return try transaction.query(
            """
            SELECT e.at, e.action, coalesce(t.name, '') AS by_union FROM event e
                LEFT JOIN trade_union t ON t.path = e.actor_path
            WHERE e.subject = \(EventSubject.member) AND e.subject_id IN \(list: members) ORDER BY e.id
            """
        ).map { Happening(at: try $0.get("at"), action: try $0.get("action"), by: try $0.get("by_union")) }
    }
}
