import DatabaseKit
public import Domain

/// 待办会员列表 as it is looked at: counted by the database, and read a page at a time from a place in it.
///
/// What stands in the way is asked in SQL as ``CardRule`` asks it; `CardCandidateListTests` holds the two together.
extension CardCandidateStore {
    /// One page, with the members beside whom the pages before and after it lie; nil where there is none.
    public struct Listing: Sendable {
        public let candidates: [Candidate]
        public let previous: ID<Member>?
        public let next: ID<Member>?
    }

    /// How those of a unit who need a card divide.
    public func counts(in unit: EnrollingUnit, _ rule: CardRule) throws -> CardCandidateCounts {
        let row = try transaction.first(counting(in: unit, rule))
        guard let row else { return CardCandidateCounts(ready: 0, obstructed: 0, ordered: 0) }
        let (total, waiting, blocked): (Int, Int, Int) = (try row.get(0), try row.get(1), try row.get(2))
        return CardCandidateCounts(
            ready: total - waiting - blocked, obstructed: blocked, ordered: waiting, replacements: try row.get(3),
            requested: try row.get(4))
    }

    /// How many a part has, or of them a search finds.
    public func count(_ filter: CardCandidateFilter, in unit: EnrollingUnit, _ rule: CardRule) throws -> Int {
        try transaction.value("SELECT count(*) \(Self.tables(where: [condition(filter, in: unit, rule)]))") ?? 0
    }

    /// A page in the order in which they joined; one that has become empty is the first.
    public func list(
        _ filter: CardCandidateFilter, in unit: EnrollingUnit, _ rule: CardRule, at place: MemberPlace, size: Int
    ) throws -> Listing {
        var place = place
        var found = try candidates(selecting(filter, in: unit, rule, at: place, limit: size + 1))
        if found.isEmpty, place != .first {
            place = .first
            found = try candidates(selecting(filter, in: unit, rule, at: place, limit: size + 1))
        }
        var shown = Array(found.prefix(size))
        let rest = found.count > size
        let (isMoreBefore, isMoreAfter): (Bool, Bool)
        switch place {
        case .first: (isMoreBefore, isMoreAfter) = (false, rest)
        case .after: (isMoreBefore, isMoreAfter) = (true, rest)
        case .before:
            shown.reverse()
            (isMoreBefore, isMoreAfter) = (rest, true)
        }
        return Listing(
            candidates: shown, previous: isMoreBefore ? shown.first?.id : nil,
            next: isMoreAfter ? shown.last?.id : nil)
    }

    // MARK: Statements

    func counting(in unit: EnrollingUnit, _ rule: CardRule) -> SQL {
        """
        SELECT count(*), coalesce(sum(waits), 0), coalesce(sum(CASE WHEN waits = 0 THEN blocked ELSE 0 END), 0),
            coalesce(sum(CASE WHEN need = 'replacement' THEN 1 ELSE 0 END), 0),
            coalesce(sum(CASE WHEN need = 'requested' THEN 1 ELSE 0 END), 0)
        FROM (SELECT CASE WHEN \(Self.waits) THEN 1 ELSE 0 END AS waits,
            CASE WHEN \(Self.isBlocked(rule)) THEN 1 ELSE 0 END AS blocked, \(Self.need) AS need
            \(Self.tables(where: [Self.needing(in: unit)]))) AS found
        """
    }

    func selecting(
        _ filter: CardCandidateFilter, in unit: EnrollingUnit, _ rule: CardRule, at place: MemberPlace, limit: Int
    ) -> SQL {
        let (beside, order): ([SQL], SQL) =
            switch place {
            case .first: ([], "m.id")
            case .after(let member): (["m.id > \(member)"], "m.id")
            case .before(let member): (["m.id < \(member)"], "m.id DESC")
            }
        let conditions = beside + [condition(filter, in: unit, rule), "u.id = m.union_id"]
        return """
            SELECT \(Self.columns) \(Self.tables(where: conditions, and: "CROSS JOIN trade_union u"))
            ORDER BY \(order) LIMIT \(limit)
            """
    }

    /// From the union's members down, in their order; the order of the tables is written down, as in ``MemberListStore``.
    private static func tables(where conditions: [SQL], and more: SQL = "") -> SQL {
        let joined: [SQL] = ["p.id = m.person_id", "d.person_id = p.id", "d.standing = 'current'"]
        return """
            FROM member m CROSS JOIN person p CROSS JOIN identity_document d \(more)
            WHERE \(SQL.joined(conditions + joined, separator: " AND "))
            """
    }

    private func condition(_ filter: CardCandidateFilter, in unit: EnrollingUnit, _ rule: CardRule) -> SQL {
        let blocked = Self.isBlocked(rule)
        let part: [SQL] =
            switch filter.part {
            case .open: ["NOT \(Self.waits)"]
            case .ready: ["NOT \(Self.waits)", "NOT \(blocked)"]
            case .obstructed: ["NOT \(Self.waits)", blocked]
            case .ordered: [Self.waits]
            case .replacements: [Self.replaced]
            case .requested: ["\(Self.need) = 'requested'"]
            case .applying: []
            }
        let whole = filter.part == .applying ? Self.applying(in: unit.union) : Self.needing(in: unit)
        return .joined([whole] + part + Self.search(filter), separator: " AND ")
    }

    private static func search(_ filter: CardCandidateFilter) -> [SQL] {
        let number = filter.number.map { MemberListStore.begins("m.number", $0) }
        let name = filter.name.map { name -> SQL in
            "p.name LIKE \(MemberListStore.containing(name)) ESCAPE '\\'"
        }
        return [number, name].compactMap { $0 }
    }

    /// In a batch, of whatever union.
    private static let waits: SQL = """
        EXISTS (SELECT 1 FROM member o JOIN card_batch_line l ON l.member_id = o.id
            WHERE o.person_id = p.id AND l.status = 'pending')
        """

    /// What stands in the way beside a batch; of those who need a card nobody has one or has left.
    private static func isBlocked(_ rule: CardRule) -> SQL {
        let length: SQL =
            switch rule.address.measure {
            case .characters: "m.address_characters"
            case .chinese: "m.address_chinese"
            }
        return """
            (p.social_insurance = 'deceased' OR p.social_insurance = 'retired' OR d.expiry IS NULL
                OR (d.expiry <> 'long-term' AND d.expiry < \(rule.today))
                OR coalesce(\(length), 0) < \(rule.address.least))
            """
    }
}

// MARK: - How long addresses are

extension CardCandidateStore {
    /// Whether a union has an address whose length nobody has written down: it came before the lengths were kept.
    public func hasUnmeasuredAddress(in union: ID<Union>) throws -> Bool {
        try transaction.first("SELECT id FROM member WHERE \(Self.unmeasured(union)) LIMIT 1") != nil
    }

    /// Writes down how long addresses are that came before their lengths were kept.
    ///
    /// - Parameter union: whose members'; nil is everybody's.
    /// - Returns: how many were measured; fewer than the limit when none is left.
    public func measureAddresses(in union: ID<Union>?, limit: Int) throws -> Int {
        let members = try transaction.query(
            "SELECT id, address_sealed FROM member WHERE \(Self.unmeasured(union)) LIMIT \(limit)"
        ).map { row -> (id: ID<Member>, length: AddressLength) in
            let id: ID<Member> = try row.get(0)
            return (id, AddressLength(try seal.open(try row.get(1), in: .address, row: id.rawValue)))
        }
        try transaction.executeMany(
            members.map { member -> SQL in
                """
                UPDATE member SET address_characters = \(member.length.characters),
                    address_chinese = \(member.length.chinese)
                WHERE id = \(member.id) AND address_characters IS NULL
                """
            })
        return members.count
    }

    private static func unmeasured(_ union: ID<Union>?) -> SQL {
        let all: SQL = "address_sealed IS NOT NULL AND address_characters IS NULL"
        guard let union else { return all }
        return "\(all) AND union_id = \(union)"
    }
}
