public import DatabaseKit
public import Domain

/// Issued cards, and the members of the workbench with theirs.
public struct ServiceCardStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// Whose members are listed.
    public enum Scope: Sendable {
        case unit(ID<EnrollingUnit>)
        case subtree(UnionScope)

        var condition: SQL {
            switch self {
            case .unit(let unit): "m.unit_id = \(unit)"
            case .subtree(let scope): scope.covers("u.path")
            }
        }
    }

    // MARK: Reading

    public func count(_ possession: CardPossession?, in scope: Scope) throws -> Int {
        try transaction.value("SELECT count(*) AS members \(tables) WHERE \(condition(possession, scope))") ?? 0
    }

    public func list(_ possession: CardPossession?, in scope: Scope, offset: Int, limit: Int) throws -> [CardHolder] {
        try transaction.query(
            """
            SELECT m.id, m.number, p.name, d.id, d.type, d.number_sealed, d.expiry, u.name, m.workplace, c.id,
                c.number_sealed, c.status, c.issued_on,
                (SELECT min(b.number) FROM card_batch_line l JOIN card_batch b ON b.id = l.batch_id
                    JOIN member o ON o.id = l.member_id
                    WHERE o.person_id = p.id AND CASE WHEN c.id IS NULL THEN l.status = 'pending'
                        ELSE l.card_id = c.id END),
                c.replacement_on,
                (SELECT count(*) FROM service_card s WHERE s.person_id = p.id AND s.status = 'lost')
            \(tables)
            JOIN identity_document d ON d.person_id = p.id AND d.standing = 'current'
            WHERE \(condition(possession, scope)) ORDER BY u.path, m.number LIMIT \(limit) OFFSET \(offset)
            """
        ).map(holder)
    }

    /// How many open members of a union's subtree belong to each class, and to which of them the unit's own.
    public func members(in scope: UnionScope) throws -> [MemberCategory: Int] {
        var counts: [MemberCategory: Int] = [:]
        for row in try transaction.query(
            """
            SELECT m.category, count(*) AS members FROM member m JOIN trade_union u ON u.id = m.union_id
            WHERE m.left_on IS NULL AND \(scope.covers("u.path")) GROUP BY m.category
            """)
        {
            counts[try row.get(0)] = try row.get(1)
        }
        return counts
    }

    private var tables: SQL {
        """
        FROM member m JOIN person p ON p.id = m.person_id JOIN trade_union u ON u.id = m.union_id
        LEFT JOIN service_card c ON c.person_id = p.id AND c.status = 'issued'
        """
    }

    private func condition(_ possession: CardPossession?, _ scope: Scope) -> SQL {
        let held: SQL =
            switch possession {
            case .with: "c.id IS NOT NULL"
            case .without: "c.id IS NULL"
            case nil: "1 = 1"
            }
        return """
            m.left_on IS NULL AND m.category = \(MemberCategory.enterprise) AND \(scope.condition) AND \(held)
            """
    }

    private func holder(_ row: Row) throws -> CardHolder {
        let document: ID<IdentityDocument> = try row.get(3)
        let expiry: String? = try row.get(6)
        let id: ID<ServiceCard>? = try row.get(9)
        let sealed: [UInt8]? = try row.get(10)
        var card: CardHolder.Card?
        if let id, let sealed,
            let number = BankCardNumber(rawValue: try seal.open(sealed, in: .cardNumber, row: id.rawValue))
        {
            card = CardHolder.Card(number: number, status: try row.get(11), issuedOn: try row.get(12))
        }
        return CardHolder(
            member: try row.get(0), number: try row.get(1), name: try row.get(2),
            document: IdentityDocument(
                type: try row.get(4),
                number: try seal.open(try row.get(5), in: .documentNumber, row: document.rawValue),
                expiry: expiry.flatMap { IdentityDocument.Expiry(rawValue: $0) }),
            unionName: try row.get(7), workplace: try row.get(8), card: card, life: try life(row),
            batchNumber: try row.get(13))
    }

    /// Of the card in the row; without one, of a lost one.
    private func life(_ row: Row) throws -> CardLife? {
        let status: ServiceCard.Status? = try row.get(11)
        if let status { return CardLife(status, replacementAsked: try row.get(14)) }
        let lost: Int = try row.get(15)
        return lost > 0 ? .lost : nil
    }

    // MARK: Writing

    /// Which of these numbers are already somebody's.
    public func taken(_ numbers: [BankCardNumber]) throws -> Set<BankCardNumber> {
        let byIndex = Dictionary(
            numbers.map { (seal.index($0.rawValue, for: .cardNumber), $0) }, uniquingKeysWith: { first, _ in first })
        var taken: Set<BankCardNumber> = []
        for piece in chunks(Array(byIndex.keys)) {
            for row in try transaction.query(
                "SELECT number_index FROM service_card WHERE number_index IN \(list: piece)")
            {
                let index: [UInt8] = try row.get(0)
                if let number = byIndex[index] { taken.insert(number) }
            }
        }
        return taken
    }

    /// Issues cards and gives their keys by person; nobody may have one yet.
    public func issue(
        _ cards: [ID<Person>: BankCardNumber], on day: CalendarDay
    ) throws -> [ID<Person>: ID<ServiceCard>] {
        var keys: [ID<Person>: ID<ServiceCard>] = [:]
        var issued = Insertion(
            "INSERT INTO service_card (id, person_id, union_id, number_sealed, number_index, status, issued_on)",
            columns: 7)
        let unions = try unions(of: Array(cards.keys))
        for (person, number) in cards.sorted(by: { $0.key < $1.key }) {
            let id = try transaction.newID(ServiceCard.self)
            keys[person] = id
            issued.append(
                id, person, unions[person], try seal.seal(number.rawValue, in: .cardNumber, row: id.rawValue),
                seal.index(number.rawValue, for: .cardNumber), ServiceCard.Status.issued, day)
        }
        try transaction.insert(issued)
        try MemberDayStore(transaction).add(
            cardsOf: Dictionary(unions.values.map { ($0, 1) }, uniquingKeysWith: +), on: day)
        return keys
    }

    /// Of which union each is a member; the card is counted there, wherever he goes later.
    private func unions(of people: [ID<Person>]) throws -> [ID<Person>: ID<Union>] {
        var unions: [ID<Person>: ID<Union>] = [:]
        for part in people.inParts {
            try transaction.forEach(
                """
                SELECT person_id, union_id FROM member WHERE person_id IN \(list: part) AND left_on IS NULL
                ORDER BY id DESC
                """
            ) { unions[try $0.get(0)] = try $0.get(1) }
        }
        return unions
    }
}
