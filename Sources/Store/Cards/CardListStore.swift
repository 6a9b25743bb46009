public import DatabaseKit
public import Domain

/// 卡片信息管理: the members of the class 关联企业 with their cards.
public struct CardListStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// Whose members are listed.
    public enum Scope: Sendable {
        /// One unit's, in a subtree that contains it.
        case unit(ID<EnrollingUnit>, UnionScope)
        case subtree(UnionScope)

        public var subtree: UnionScope {
            switch self {
            case .unit(_, let scope), .subtree(let scope): scope
            }
        }

        /// So many are counted: a unit's own people all, those of a subtree as far as ``MemberListStore/bound``.
        var bound: Int {
            switch self {
            case .unit: Int(Int32.max)
            case .subtree: MemberListStore.bound
            }
        }
    }

    // MARK: Reading

    /// Whether the filter is answered: as in 会员信息, a district or the city is not looked through for one character.
    public static func answers(_ filter: CardFilter, in scope: Scope) -> Bool {
        guard case .subtree(let subtree) = scope, filter.card == nil, few(filter.state, scope) == nil else {
            return true
        }
        return MemberListStore.answers(filter.person, in: subtree)
    }

    public func count(_ filter: CardFilter, in scope: Scope) throws -> BoundedCount {
        guard Self.answers(filter, in: scope) else { return BoundedCount(counted: 0, bound: scope.bound) }
        return BoundedCount(counted: try transaction.value(counting(filter, in: scope)) ?? 0, bound: scope.bound)
    }

    /// A part of the list, union by union in the tree's order, the earlier members first; a part that is empty is the
    /// first.
    public func list(
        _ filter: CardFilter, in scope: Scope, _ part: CardHolderPart, size: Int
    ) throws -> CardHolderListing {
        var part = part
        var found = try rows(filter, in: scope, part, limit: size + 1)
        if found.isEmpty, part != .first {
            part = .first
            found = try rows(filter, in: scope, part, limit: size + 1)
        }
        var shown = Array(found.prefix(size))
        let rest = found.count > size
        let (isMoreBefore, isMoreAfter): (Bool, Bool)
        switch part {
        case .first: (isMoreBefore, isMoreAfter) = (false, rest)
        case .after: (isMoreBefore, isMoreAfter) = (true, rest)
        case .before:
            shown.reverse()
            (isMoreBefore, isMoreAfter) = (rest, true)
        }
        return CardHolderListing(
            shown, total: try count(filter, in: scope),
            previous: isMoreBefore ? shown.first.map(CardHolderKey.init) : nil,
            next: isMoreAfter ? shown.last.map(CardHolderKey.init) : nil)
    }

    /// Everybody of the list in its order, one at a time, however many.
    public func forEach(
        _ filter: CardFilter, in scope: Scope, limit: Int, _ body: (CardHolder) throws -> Void
    ) throws {
        guard Self.answers(filter, in: scope) else { return }
        try transaction.forEach(selecting(filter, in: scope, .first, limit: limit)) { try body(holder($0)) }
    }

    private func rows(
        _ filter: CardFilter, in scope: Scope, _ part: CardHolderPart, limit: Int
    ) throws -> [CardHolder] {
        guard Self.answers(filter, in: scope) else { return [] }
        return try transaction.query(selecting(filter, in: scope, part, limit: limit)).map(holder)
    }

    private func holder(_ row: Row) throws -> CardHolder {
        let person: ID<Person> = try row.get("person_id")
        let document: ID<IdentityDocument> = try row.get("document_id")
        let phone: [UInt8]? = try row.get("phone_sealed")
        return CardHolder(
            member: try row.get("member_id"), number: try row.get("number"), name: try row.get("name"),
            document: IdentityDocument(
                type: try row.get("document_type"),
                number: try seal.open(try row.get("document_sealed"), in: .documentNumber, row: document.rawValue),
                expiry: try row.get("expiry")),
            phone: try phone.flatMap {
                PhoneNumber(rawValue: try seal.open($0, in: .phone, row: person.rawValue))
            },
            union: try row.get("union_id"), unionName: try row.get("union_name"),
            workplace: try row.get("workplace"), card: try card(row), life: try life(row),
            batchNumber: try row.get("batch_number"))
    }

    private func card(_ row: Row) throws -> CardHolder.Card? {
        let id: ID<ServiceCard>? = try row.get("card_id")
        let sealed: [UInt8]? = try row.get("card_sealed")
        guard let id, let sealed,
            let number = BankCardNumber(rawValue: try seal.open(sealed, in: .cardNumber, row: id.rawValue))
        else { return nil }
        return CardHolder.Card(number: number, status: try row.get("card_status"), issuedOn: try row.get("issued_on"))
    }

    /// Of the card in the row; without one, of a lost one.
    private func life(_ row: Row) throws -> CardLife? {
        let status: ServiceCard.Status? = try row.get("card_status")
        if let status { return CardLife(status, replacementAsked: try row.get("replacement_on")) }
        let lost: Int = try row.get("lost_cards")
        return lost > 0 ? .lost : nil
    }
}

// MARK: - Statements

/// From the unit or the unions down, or from the people up when the filter names them or their cards; the order of the
/// tables is written down, as in ``MemberListStore``.
extension CardListStore {
    func counting(_ filter: CardFilter, in scope: Scope) -> SQL {
        """
        SELECT count(*) AS members FROM (SELECT m.id FROM \(tables(filter, scope))
            WHERE \(SQL.joined(conditions(filter, scope), separator: " AND ")) LIMIT \(scope.bound + 1)) AS found
        """
    }

    func selecting(_ filter: CardFilter, in scope: Scope, _ part: CardHolderPart, limit: Int) -> SQL {
        // The place comes first: of two ranges of one index SQLite takes the first.
        let (place, order): ([SQL], SQL) =
            switch part {
            case .first: ([], Self.order(scope))
            case .after(let key): (Self.beside(key, ">", scope), Self.order(scope))
            case .before(let key): (Self.beside(key, "<", scope), Self.reverse(scope))
            }
        let parts = place + conditions(filter, scope) + ["d.person_id = p.id", "d.standing = 'current'"]
        return """
            SELECT m.id AS member_id, m.number, m.workplace, m.union_id, u.name AS union_name, p.id AS person_id, p.name,
                p.phone_sealed, d.id AS document_id, d.type AS document_type, d.number_sealed AS document_sealed,
                d.expiry, c.id AS card_id, c.number_sealed AS card_sealed, c.status AS card_status, c.issued_on,
                c.replacement_on,
                (SELECT min(b.number) FROM card_batch_line l JOIN card_batch b ON b.id = l.batch_id
                    JOIN member o ON o.id = l.member_id
                    WHERE o.person_id = p.id AND CASE WHEN c.id IS NULL THEN l.status = 'pending'
                        ELSE l.card_id = c.id END) AS batch_number,
                (SELECT count(*) FROM service_card s WHERE s.person_id = p.id AND s.status = 'lost') AS lost_cards
            FROM \(tables(filter, scope)) CROSS JOIN identity_document d
            WHERE \(SQL.joined(parts, separator: " AND ")) ORDER BY \(order) LIMIT \(limit)
            """
    }

    // MARK: The order, and a place in it

    private static func order(_ scope: Scope) -> SQL {
        switch scope {
        case .unit: "m.id"
        case .subtree: "u.path, m.id"
        }
    }

    private static func reverse(_ scope: Scope) -> SQL {
        switch scope {
        case .unit: "m.id DESC"
        case .subtree: "u.path DESC, m.id DESC"
        }
    }

    private static func beside(_ key: CardHolderKey, _ sign: SQL, _ scope: Scope) -> [SQL] {
        switch scope {
        case .unit: return ["m.id \(sign) \(key.member)"]
        case .subtree:
            let path: SQL = "(SELECT k.path FROM trade_union k WHERE k.id = \(key.union))"
            return ["u.path \(sign)= \(path)", "(u.path <> \(path) OR m.id \(sign) \(key.member))"]
        }
    }

    // MARK: Tables and conditions

    private func tables(_ filter: CardFilter, _ scope: Scope) -> SQL {
        let cards: SQL = "LEFT JOIN service_card c ON c.person_id = p.id AND c.status = 'issued'"
        if let people = people(filter, scope) {
            return "(\(people)) AS named CROSS JOIN person p CROSS JOIN member m CROSS JOIN trade_union u \(cards)"
        }
        return switch scope {
        case .unit: "member m CROSS JOIN trade_union u CROSS JOIN person p \(cards)"
        case .subtree: "trade_union u CROSS JOIN member m CROSS JOIN person p \(cards)"
        }
    }

    private var members: MemberListStore { MemberListStore(transaction, seal) }

    /// The people whom the filter names so narrowly, by themselves or by their cards, that they are looked up first.
    private func people(_ filter: CardFilter, _ scope: Scope) -> SQL? {
        members.people(filter.person, scope.subtree) ?? filter.card.map(holders) ?? Self.few(filter.state, scope)
    }

    private func holders(of card: CardFilter.CardCondition) -> SQL {
        switch card {
        case .whole(let number):
            "SELECT person_id AS id FROM service_card WHERE number_index = \(seal.index(number.rawValue, for: .cardNumber))"
        case .tail(let digits):
            """
            SELECT DISTINCT person_id AS id FROM service_card
            WHERE number_tail_index = \(seal.index(digits, for: .cardTail))
            """
        }
    }

    /// Cards of a state that few have, where the members would be many.
    private static func few(_ state: CardPossession?, _ scope: Scope) -> SQL? {
        guard case .subtree(let subtree) = scope, MemberListStore.isWide(subtree) else { return nil }
        return switch state {
        case .beingReplaced: "SELECT DISTINCT person_id AS id FROM service_card WHERE replacement_on IS NOT NULL"
        case .lost: "SELECT DISTINCT person_id AS id FROM service_card WHERE status = 'lost'"
        case .ordered:
            """
            SELECT DISTINCT o.person_id AS id FROM card_batch_line l CROSS JOIN member o
            WHERE l.status = 'pending' AND o.id = l.member_id
            """
        case .with, .inUse, .without, .notYet, nil: nil
        }
    }

    private func conditions(_ filter: CardFilter, _ scope: Scope) -> [SQL] {
        var person = filter.person
        person.category = .enterprise
        var parts = [members.condition(person, scope.subtree)]
        if case .unit(let unit, _) = scope { parts.append("m.unit_id = \(unit)") }
        if members.people(filter.person, scope.subtree) == nil, people(filter, scope) != nil {
            parts.append("p.id = named.id")
        }
        if let number = filter.number { parts.append(MemberListStore.begins("m.number", number)) }
        if let card = filter.card { parts.append("p.id IN (\(holders(of: card)))") }
        if let state = filter.state { parts.append(Self.condition(state)) }
        return parts
    }

    private static func condition(_ state: CardPossession) -> SQL {
        let waits: SQL = """
            EXISTS (SELECT 1 FROM member o JOIN card_batch_line l ON l.member_id = o.id
                WHERE o.person_id = p.id AND l.status = 'pending')
            """
        let lost: SQL = "EXISTS (SELECT 1 FROM service_card s WHERE s.person_id = p.id AND s.status = 'lost')"
        return switch state {
        case .with: "c.id IS NOT NULL"
        case .inUse: "c.id IS NOT NULL AND c.replacement_on IS NULL"
        case .beingReplaced: "c.replacement_on IS NOT NULL"
        case .without: "c.id IS NULL"
        case .ordered: "c.id IS NULL AND \(waits)"
        case .lost: "c.id IS NULL AND \(lost) AND NOT \(waits)"
        case .notYet: "c.id IS NULL AND NOT \(lost) AND NOT \(waits)"
        }
    }
}
