public import DatabaseKit
public import Domain

/// Cards that were issued: who has which, and that nobody gets a number twice.
public struct ServiceCardStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
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
            """
            INSERT INTO service_card (id, person_id, union_id, number_sealed, number_index, number_tail_index, status,
                issued_on, seal)
            """, columns: 9)
        let unions = try unions(of: Array(cards.keys))
        for (person, number) in cards.sorted(by: { $0.key < $1.key }) {
            let id = try transaction.newID(ServiceCard.self)
            keys[person] = id
            issued.append(
                id, person, unions[person], try seal.seal(number.rawValue, in: .cardNumber, row: id.rawValue),
                seal.index(number.rawValue, for: .cardNumber), seal.index(number.lastFour, for: .cardTail),
                ServiceCard.Status.issued, day,
                SealedTable.serviceCard.seal(id.rawValue, [person.sqlValue, day.sqlValue], seal))
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

    /// Gives cards of before their last four digits were indexed that index.
    ///
    /// - Returns: how many got it; fewer than the limit when none is left.
    public func indexTails(limit: Int) throws -> Int {
        let cards = try transaction.query(
            "SELECT id, number_sealed FROM service_card WHERE number_tail_index IS NULL ORDER BY id LIMIT \(limit)"
        ).map { row -> (id: ID<ServiceCard>, tail: [UInt8]) in
            let id: ID<ServiceCard> = try row.get(0)
            let number = try seal.open(try row.get(1), in: .cardNumber, row: id.rawValue)
            return (id, seal.index(String(number.suffix(4)), for: .cardTail))
        }
        try transaction.executeMany(
            cards.map { card -> SQL in
                "UPDATE service_card SET number_tail_index = \(card.tail) WHERE id = \(card.id)"
            })
        return cards.count
    }
}
