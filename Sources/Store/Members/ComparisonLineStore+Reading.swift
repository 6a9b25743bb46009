import DatabaseKit
public import Domain

extension ComparisonLineStore {
    /// Lines of a group in their order, behind `position`.
    ///
    /// - Parameter decision: only those that are decided so and not done; nil for all.
    public func lines(
        _ part: ComparisonPart, _ decision: ComparisonDecision? = nil, of id: ID<MemberComparison>,
        after position: Int, limit: Int
    ) throws -> [Line] {
        let isPlanned: SQL = decision.map { "AND \(Self.isPlanned($0))" } ?? ""
        return try transaction.query(
            """
            \(Self.select) WHERE comparison_id = \(id) AND part = \(part) AND position > \(position) \(isPlanned)
            ORDER BY position LIMIT \(limit)
            """
        ).map(line)
    }

    /// Rows that are kept out and that this repair would mend, in the order of the file, behind `position`.
    public func lines(
        mendedBy repair: MemberProblem.Repair, of id: ID<MemberComparison>, after position: Int, limit: Int
    ) throws -> [Line] {
        try transaction.query(
            """
            \(Self.select) WHERE comparison_id = \(id) AND repair = \(repair) AND position > \(position)
            ORDER BY position LIMIT \(limit)
            """
        ).map(line)
    }

    /// How many rows each repair would mend.
    public func repairs(of id: ID<MemberComparison>) throws -> [MemberProblem.Repair: Int] {
        var rows: [MemberProblem.Repair: Int] = [:]
        try transaction.forEach(
            """
            SELECT repair, count(*) AS rows FROM member_comparison_line
            WHERE comparison_id = \(id) AND repair IS NOT NULL GROUP BY repair
            """
        ) { rows[try $0.get(0)] = try $0.get(1) }
        return rows
    }

    /// The members who are missing and of whom this is decided and not done.
    public func members(planned decision: ComparisonDecision, of id: ID<MemberComparison>) throws -> [ID<Member>] {
        try transaction.query(
            """
            SELECT member_id FROM member_comparison_line
            WHERE comparison_id = \(id) AND part = 'missing' AND \(Self.isPlanned(decision)) ORDER BY position
            """
        ).map { try $0.get(0) }
    }

    /// The members who are missing and of whom nothing is decided, without those whose name stands on a row that cannot
    /// be read.
    public func undecidedMembers(of id: ID<MemberComparison>) throws -> [ID<Member>] {
        try transaction.query(
            """
            SELECT member_id FROM member_comparison_line
            WHERE comparison_id = \(id) AND part = 'missing' AND decision IS NULL AND effect IS NULL
                AND namesake_row IS NULL
            ORDER BY position
            """
        ).map { try $0.get(0) }
    }

    /// The lines of these members who are missing.
    public func lines(of members: [ID<Member>], in id: ID<MemberComparison>) throws -> [Line] {
        guard !members.isEmpty else { return [] }
        return try transaction.query(
            """
            \(Self.select) WHERE comparison_id = \(id) AND part = 'missing' AND member_id IN \(list: members)
            ORDER BY position
            """
        ).map(line)
    }

    /// How many of those who are to be imported are members of another union.
    public func moving(of id: ID<MemberComparison>) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) FROM member_comparison_line
            WHERE comparison_id = \(id) AND part = 'new' AND outcome = 'moved' AND \(Self.isPlanned(.import))
            """) ?? 0
    }

    /// Lines that were carried out, group by group, behind a place.
    public func results(
        _ effect: ComparisonEffect?, of id: ID<MemberComparison>, after place: ComparisonPlace?, limit: Int
    ) throws -> [Line] {
        var parts: [SQL] = ["comparison_id = \(id)", "effect IS NOT NULL"]
        if let effect { parts.append("effect = \(effect)") }
        if let place { parts.append("(part, position) > (\(place.part), \(place.position))") }
        return try transaction.query(
            "\(Self.select) WHERE \(SQL.joined(parts, separator: " AND ")) ORDER BY part, position LIMIT \(limit)"
        ).map(line)
    }

    private static func isPlanned(_ decision: ComparisonDecision) -> SQL { "decision = \(decision) AND effect IS NULL" }

    /// Lines that are decided and not done, besides those that stay as they are.
    public func toDo(
        _ part: ComparisonPart, of id: ID<MemberComparison>, after position: Int, limit: Int
    ) throws -> [Line] {
        try transaction.query(
            """
            \(Self.select) WHERE comparison_id = \(id) AND part = \(part) AND position > \(position)
                AND decision IS NOT NULL AND decision <> 'keep' AND effect IS NULL
            ORDER BY position LIMIT \(limit)
            """
        ).map(line)
    }

    /// What a decision for all of a group leaves out.
    public func reserve(_ part: ComparisonPart, of id: ID<MemberComparison>) throws -> ComparisonReserve {
        try transaction.first(
            """
            SELECT count(namesake_row) AS namesakes, count(CASE WHEN outcome = 'skipped' THEN 1 END) AS awaited
            FROM member_comparison_line
            WHERE comparison_id = \(id) AND part = \(part) AND decision IS NULL AND effect IS NULL
            """
        ).map { ComparisonReserve(namesakes: try $0.get(0), awaited: try $0.get(1)) } ?? ComparisonReserve()
    }

    public func tallies(of id: ID<MemberComparison>) throws -> [ComparisonTally] {
        try transaction.query(
            """
            SELECT part, decision, effect, count(*) AS lines FROM member_comparison_line
            WHERE comparison_id = \(id) GROUP BY part, decision, effect ORDER BY part, decision, effect
            """
        ).map {
            ComparisonTally(
                part: try $0.get("part"), decision: try $0.get("decision"), effect: try $0.get("effect"),
                lines: try $0.get("lines"))
        }
    }

    private static let select: SQL = """
        SELECT id, part, position, outcome, member_id, member_version, namesake_row, cells_sealed, changes_sealed,
            repair, decision, effect
        FROM member_comparison_line
        """

    private func line(_ row: Row) throws -> Line {
        let id: ID<ComparisonLine> = try row.get("id")
        let cells: [UInt8]? = try row.get("cells_sealed")
        let changes: [UInt8]? = try row.get("changes_sealed")
        return Line(
            id: id,
            said: Draft(
                try row.get("part"), position: try row.get("position"), outcome: try row.get("outcome"),
                member: try row.get("member_id"), memberVersion: try row.get("member_version"),
                namesakeRow: try row.get("namesake_row"),
                cells: try cells.map { try seal.open($0, in: .comparedRow, row: id.rawValue) },
                changes: try changes.map { try seal.open($0, in: .comparedChanges, row: id.rawValue) },
                repair: try row.get("repair")),
            decision: try row.get("decision"), effect: try row.get("effect"))
    }
}
