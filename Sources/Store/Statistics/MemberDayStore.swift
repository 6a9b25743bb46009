public import DatabaseKit
public import Domain

/// What each day has brought to each union, kept by the acts that change memberships and issue cards.
///
/// A day of a union is what its rows say, so that it can be counted anew at any time: transferring a member moves
/// nothing, for he joined where he joined; a membership that was a mistake is taken out of its day again.
public struct MemberDayStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    // MARK: What counts

    private static let isGenuine: SQL = "coalesce(m.leave_reason, '') NOT IN ('mistaken', 'duplicate')"

    /// Whether the membership `m` counts as joining on its first day.
    static let hasJoined: SQL = "m.source <> 'transfer' AND \(isGenuine)"

    /// Whether the electronic card of `m` was activated in this membership, and not carried over from an earlier one.
    static let hasActivated: SQL = """
        m.electronic_card = 'active' AND \(isGenuine) AND (m.electronic_card_on > m.joined_on
            OR (m.electronic_card_on = m.joined_on AND m.source <> 'transfer'))
        """

    // MARK: Keeping

    func add(_ joining: [MemberStore.Joining], source: MemberSource, on day: CalendarDay) throws {
        guard source != .transfer else { return }
        let numbers = Dictionary(joining.map { ($0.union, 1) }, uniquingKeysWith: +)
        try add(numbers.mapValues { JoiningFigures(joined: $0) }, on: day)
    }

    /// - Parameter numbers: how many cards were issued to members of each union.
    func add(cardsOf numbers: [ID<Union>: Int], on day: CalendarDay) throws {
        try add(numbers.mapValues { JoiningFigures(cards: $0) }, on: day)
    }

    /// Always in the same order, so that two acts do not wait for each other.
    private func add(_ figures: [ID<Union>: JoiningFigures], on day: CalendarDay) throws {
        for (union, figure) in figures.sorted(by: { $0.key < $1.key }) {
            try transaction.execute(
                """
                INSERT INTO member_day (path, day, joined, activated, cards)
                SELECT u.path, \(day), \(figure.joined), 0, \(figure.cards) FROM trade_union u WHERE u.id = \(union)
                ON CONFLICT (path, day) DO UPDATE SET joined = member_day.joined + excluded.joined,
                    cards = member_day.cards + excluded.cards
                """)
        }
    }

    /// Adds memberships to their days, as they are now, or takes them out.
    ///
    /// - Parameter sign: `1` or `-1`.
    func count(_ members: ArraySlice<ID<Member>>, _ sign: SQL) throws {
        try transaction.execute(
            """
            INSERT INTO member_day (path, day, joined, activated, cards)
            SELECT c.path, c.day, \(sign) * sum(c.joined), \(sign) * sum(c.activated), 0 FROM (
                SELECT u.path, m.joined_on AS day, 1 AS joined, 0 AS activated
                FROM member m JOIN trade_union u ON u.id = m.union_id
                WHERE m.id IN \(list: members) AND \(Self.hasJoined)
                UNION ALL
                SELECT u.path, m.electronic_card_on, 0, 1 FROM member m JOIN trade_union u ON u.id = m.union_id
                WHERE m.id IN \(list: members) AND \(Self.hasActivated)
            ) AS c GROUP BY c.path, c.day ORDER BY c.path, c.day
            ON CONFLICT (path, day) DO UPDATE SET joined = member_day.joined + excluded.joined,
                activated = member_day.activated + excluded.activated
            """)
    }

    // MARK: Reading

    public func figures(of union: Union, _ days: DayWindow) throws -> JoiningFigures {
        let row = try transaction.first("SELECT \(Self.sums) FROM (\(rows(of: union, days))) AS c")
        return try row.map { try Self.figures($0, from: 0) } ?? JoiningFigures()
    }

    /// What each union directly under one has with everything under it, by path; the union's own rows under its own.
    ///
    /// Unions without any are left out.
    public func subordinates(of union: Union, _ days: DayWindow) throws -> [UnionPath: JoiningFigures] {
        var figures: [UnionPath: JoiningFigures] = [:]
        try transaction.forEach(
            "SELECT c.place, \(Self.sums) FROM (\(rows(of: union, days))) AS c GROUP BY c.place"
        ) { figures[try $0.get(0)] = try Self.figures($0, from: 1) }
        return figures
    }

    /// What each month or year has brought; those without any are left out.
    ///
    /// - Parameter step: by unions there are no periods.
    public func periods(of union: Union, _ days: DayWindow, _ step: JoiningStep) throws -> [String: JoiningFigures] {
        let period: SQL
        switch step {
        case .union: return [:]
        case .month: period = "substr(c.day, 1, 7)"
        case .year: period = "substr(c.day, 1, 4)"
        }
        var figures: [String: JoiningFigures] = [:]
        try transaction.forEach(
            "SELECT \(period) AS period, \(Self.sums) FROM (\(rows(of: union, days))) AS c GROUP BY \(period)"
        ) { figures[try $0.get(0)] = try Self.figures($0, from: 1) }
        return figures
    }

    private static let sums: SQL = """
        CAST(coalesce(sum(c.joined), 0) AS BIGINT) AS joined, CAST(coalesce(sum(c.activated), 0) AS BIGINT) AS activated,
        CAST(coalesce(sum(c.cards), 0) AS BIGINT) AS cards
        """

    private static func figures(_ row: Row, from place: Int) throws -> JoiningFigures {
        JoiningFigures(
            joined: try row.get(place), activated: try row.get(place + 1), cards: try row.get(place + 2))
    }

    /// The days of a subtree, with the place of each row on the level below the union.
    ///
    /// The city and its districts have more rows than a span of days has, other unions fewer: one of the two conditions is
    /// written so that its index cannot be taken for the other's.
    func rows(of union: Union, _ days: DayWindow) -> SQL {
        let (own, level) = (union.path.text.utf8.count, union.path.text.utf8.count + UnionPath.levelLength)
        let condition: SQL =
            union.kind == .cityFederation || union.kind.isDistrictLevel
            ? """
            t.day >= \(days.from) AND t.day <= \(days.through)
                AND substr(t.path, 1, CAST(\(own) AS INTEGER)) = \(union.path)
            """
            : """
            \(UnionScope(union.path).covers("t.path"))
                AND substr(t.day, 1, 10) >= \(days.from) AND substr(t.day, 1, 10) <= \(days.through)
            """
        return """
            SELECT substr(t.path, 1, CAST(\(level) AS INTEGER)) AS place, t.day, t.joined, t.activated, t.cards
            FROM member_day t WHERE \(condition)
            """
    }
}
