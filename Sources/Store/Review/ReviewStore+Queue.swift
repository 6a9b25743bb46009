import DatabaseKit
public import Domain

/// The queue of a reviewer: part by part, beside a list, by marks, and what may be passed at once.
extension ReviewStore {
    /// One part of the queue; a part that is empty is the first.
    public func queue(
        _ statuses: [UnitEnrolment.Status], in scope: UnionScope, year: Int, _ filter: ReviewFilter,
        _ part: ReviewPart, size: Int
    ) throws -> ReviewListing {
        let conditions = Self.conditions(statuses, scope, year, filter)
        var part = part
        var found = try rows(conditions, part, limit: size + 1)
        if found.isEmpty, part != .first {
            part = .first
            found = try rows(conditions, part, limit: size + 1)
        }
        var shown = try entries(Array(found.prefix(size)))
        let rest = found.count > size
        let total: Int = try transaction.value("SELECT count(*) AS n \(Self.from) WHERE \(conditions)") ?? 0
        switch part {
        case .first: return listing(shown, total, previous: nil, next: rest ? shown.last : nil)
        case .after: return listing(shown, total, previous: shown.first, next: rest ? shown.last : nil)
        case .before:
            shown.reverse()
            return listing(shown, total, previous: rest ? shown.first : nil, next: shown.last)
        }
    }

    private func listing(
        _ entries: [ReviewEntry], _ total: Int, previous: ReviewEntry?, next: ReviewEntry?
    ) -> ReviewListing {
        ReviewListing(
            entries, total: total, previous: previous.map(ReviewKey.init), next: next.map(ReviewKey.init))
    }

    /// Rows beside a key, the nearest first.
    private func rows(_ conditions: SQL, _ part: ReviewPart, limit: Int) throws -> [Row] {
        let beside: (condition: SQL, order: SQL) =
            switch part {
            case .first: ("", "v.submitted_at, e.id")
            case .after(let key): ("AND \(Self.after(key))", "v.submitted_at, e.id")
            case .before(let key): ("AND \(Self.before(key))", "v.submitted_at DESC, e.id DESC")
            }
        return try transaction.query(
            """
            \(Self.select) \(Self.from) \(Self.lastYear) WHERE \(conditions) \(beside.condition)
            ORDER BY \(beside.order) LIMIT \(limit)
            """)
    }

    /// Where a list stands in the queue and what stands beside it, whether or not it is in the queue itself.
    public func place(
        of key: ReviewKey, _ statuses: [UnitEnrolment.Status], in scope: UnionScope, year: Int, _ filter: ReviewFilter
    ) throws -> ReviewPlace {
        let conditions = Self.conditions(statuses, scope, year, filter)
        func neighbour(_ side: SQL, _ order: SQL) throws -> ID<UnitEnrolment>? {
            try transaction.value(
                "SELECT e.id \(Self.from) WHERE \(conditions) AND \(side) ORDER BY \(order) LIMIT 1")
        }
        let row = try transaction.first(
            """
            SELECT count(*) AS total, coalesce(sum(CASE WHEN \(Self.before(key)) THEN 1 ELSE 0 END), 0) AS earlier
            \(Self.from) WHERE \(conditions)
            """)
        let earlier: Int = try row?.get("earlier") ?? 0
        return ReviewPlace(
            position: earlier + 1, total: try row?.get("total") ?? 0,
            previous: try neighbour(Self.before(key), "v.submitted_at DESC, e.id DESC"),
            next: try neighbour(Self.after(key), "v.submitted_at, e.id"))
    }

    private static func after(_ key: ReviewKey) -> SQL {
        "(v.submitted_at, e.id) > (\(key.submittedAt), \(key.enrolment))"
    }

    private static func before(_ key: ReviewKey) -> SQL {
        "(v.submitted_at, e.id) < (\(key.submittedAt), \(key.enrolment))"
    }

    // MARK: Marks

    /// How many waiting lists carry each mark.
    public func marks(
        _ statuses: [UnitEnrolment.Status], in scope: UnionScope, year: Int
    ) throws -> [ReviewMark: Int] {
        let conditions = Self.conditions(statuses, scope, year, ReviewFilter())
        var counts: [ReviewMark: Int] = [:]
        for row in try transaction.query(
            """
            SELECT r.mark AS mark, count(*) AS lists FROM review_mark r
            WHERE r.version_id IN (SELECT v.id \(Self.from) WHERE \(conditions)) GROUP BY r.mark
            UNION ALL
            SELECT 'outdated' AS mark, count(*) AS lists \(Self.from)
            WHERE \(conditions) AND e.outdated_since IS NOT NULL
            """)
        {
            let lists: Int = try row.get("lists")
            if lists > 0 { counts[try row.get("mark")] = lists }
        }
        return counts
    }

    /// The lists without a mark that this reviewer may pass now.
    public func clear(
        for turn: ReviewTurn, in scope: UnionScope, year: Int, _ filter: ReviewFilter
    ) throws -> [ReviewedVersion] {
        try transaction.query(
            """
            SELECT e.id, v.version \(Self.from) WHERE \(Self.clear(turn, scope, year, filter))
            ORDER BY v.submitted_at, e.id
            """
        ).map { ReviewedVersion(enrolment: try $0.get("id"), version: try $0.get("version")) }
    }

    /// What they add up to.
    public func clearTotals(
        for turn: ReviewTurn, in scope: UnionScope, year: Int, _ filter: ReviewFilter
    ) throws -> DistrictTotals {
        try totals(where: Self.clear(turn, scope, year, filter))
    }

    private static func clear(
        _ turn: ReviewTurn, _ scope: UnionScope, _ year: Int, _ filter: ReviewFilter
    ) -> SQL {
        var parts = [
            conditions(turn.waiting, scope, year, filter), Self.marked(.none),
            "(e.submitted_by IS NULL OR e.submitted_by <> \(turn.account))",
        ]
        // What `ReviewTurn.refusal` says of one list.
        if turn.levels == .both, turn.kind.isDistrictLevel {
            parts.append("(e.status = 'endorsed' OR NOT \(Self.hasLevelTwo))")
        }
        return SQL.joined(parts, separator: " AND ")
    }
}
