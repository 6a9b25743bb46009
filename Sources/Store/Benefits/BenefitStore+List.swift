import DatabaseKit
public import Domain

/// Which payments are wanted.
public struct BenefitFilter: Hashable, Sendable {
    public var name: String?
    /// Blind indexes of a document number, one for each kind of document that it may be.
    public var documents: [[UInt8]]?
    public var person: ID<Person>?
    /// Part of the unit's name or of its organisation code.
    public var unit: String?
    public var year: Int?
    public var kind: String?
    public var from: CalendarDay?
    /// The last day included.
    public var through: CalendarDay?
    /// Nil for all, also those that do not hold any more.
    public var standing: BenefitPayment.Standing?

    public init() {}
}

/// 给付信息查询: lists and sums of a scope (domain 5.8).
extension BenefitStore {
    /// The payments of a scope, the latest first; a part that is empty is the first.
    public func list(
        in scope: UnionScope, _ filter: BenefitFilter, _ part: BenefitPart, size: Int
    ) throws -> BenefitListing {
        var part = part
        var found = try rows(in: scope, filter, part, limit: size + 1)
        if found.isEmpty, part != .first {
            part = .first
            found = try rows(in: scope, filter, part, limit: size + 1)
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
        return BenefitListing(
            shown, total: try count(in: scope, filter),
            previous: isMoreBefore ? shown.first.map(BenefitKey.init) : nil,
            next: isMoreAfter ? shown.last.map(BenefitKey.init) : nil)
    }

    /// Rows beside a key, the nearest first.
    private func rows(
        in scope: UnionScope, _ filter: BenefitFilter, _ part: BenefitPart, limit: Int
    ) throws -> [BenefitPayment] {
        var parts = Self.conditions(scope, filter)
        var order: SQL = "b.paid_on DESC, b.id DESC"
        switch part {
        case .first: break
        case .after(let key):
            parts.append("(b.paid_on < \(key.paidOn) OR (b.paid_on = \(key.paidOn) AND b.id < \(key.id)))")
        case .before(let key):
            parts.append("(b.paid_on > \(key.paidOn) OR (b.paid_on = \(key.paidOn) AND b.id > \(key.id)))")
            order = "b.paid_on, b.id"
        }
        return try transaction.query(
            """
            \(Self.columns) \(Self.from) \(Self.document)
            WHERE \(SQL.joined(parts, separator: " AND ")) ORDER BY \(order) LIMIT \(limit)
            """
        ).map(payment)
    }

    public func count(in scope: UnionScope, _ filter: BenefitFilter) throws -> Int {
        try transaction.value(
            "SELECT count(*) AS n \(Self.from) WHERE \(SQL.joined(Self.conditions(scope, filter), separator: " AND "))"
        ) ?? 0
    }

    /// What the payments of the list that hold add up to, by kind.
    public func totals(in scope: UnionScope, _ filter: BenefitFilter) throws -> BenefitTotals {
        let parts = Self.conditions(scope, filter) + ["b.status = 'paid'"]
        return BenefitTotals(
            try transaction.query(
                """
                SELECT b.kind, count(*) AS n, CAST(sum(b.amount_fen) AS BIGINT) AS amount \(Self.from)
                WHERE \(SQL.joined(parts, separator: " AND ")) GROUP BY b.kind
                """
            ).map {
                BenefitTotals.Part(
                    kind: try $0.get("kind"), count: try $0.get("n"), amount: try $0.get("amount"))
            })
    }

    /// Hands over the payments of the list one by one, the latest first.
    public func forEach(
        in scope: UnionScope, _ filter: BenefitFilter, limit: Int, _ body: (BenefitPayment) throws -> Void
    ) throws {
        try transaction.forEach(
            """
            \(Self.columns) \(Self.from) \(Self.document)
            WHERE \(SQL.joined(Self.conditions(scope, filter), separator: " AND "))
            ORDER BY b.paid_on DESC, b.id DESC LIMIT \(limit)
            """
        ) { try body(try payment($0)) }
    }

    /// Every kind that was ever paid.
    public func kinds() throws -> [String] {
        try transaction.query("SELECT DISTINCT name FROM benefit_kind ORDER BY name").map { try $0.get("name") }
    }

    /// The years that payments may be of: those of the platform, and every year with a payment; the newest first.
    public func years() throws -> [Int] {
        try transaction.query(
            "SELECT year FROM plan_year UNION SELECT year FROM benefit_kind ORDER BY year DESC"
        ).map { try $0.get("year") }
    }

    private static func conditions(_ scope: UnionScope, _ filter: BenefitFilter) -> [SQL] {
        var parts: [SQL] = [scope.covers("u.path")]
        if let standing = filter.standing { parts.append("b.status = \(standing)") }
        if let person = filter.person { parts.append("b.person_id = \(person)") }
        if let name = filter.name { parts.append("p.name = \(name)") }
        if let year = filter.year { parts.append("b.year = \(year)") }
        if let kind = filter.kind { parts.append("b.kind = \(kind)") }
        if let from = filter.from { parts.append("b.paid_on >= \(from)") }
        if let through = filter.through { parts.append("b.paid_on <= \(through)") }
        if let unit = filter.unit {
            let pattern = "%" + ReviewStore.escaped(unit) + "%"
            parts.append("(n.name LIKE \(pattern) ESCAPE '!' OR n.organisation_code LIKE \(pattern) ESCAPE '!')")
        }
        if let documents = filter.documents {
            parts.append(
                """
                EXISTS (SELECT 1 FROM identity_document i
                    WHERE i.person_id = b.person_id AND i.number_index IN \(list: documents))
                """)
        }
        return parts
    }
}
