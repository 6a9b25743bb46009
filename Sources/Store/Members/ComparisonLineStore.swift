public import DatabaseKit
public import Domain

/// The lines of comparisons; what they hold of the file is sealed.
public struct ComparisonLineStore {
    let transaction: any Transaction
    let seal: any FieldSealing

    public init(_ transaction: any Transaction, _ seal: any FieldSealing) {
        self.transaction = transaction
        self.seal = seal
    }

    /// What a line says, before it has a key.
    public struct Draft: Sendable {
        public let part: ComparisonPart
        /// The row of the file; for missing members their place in the roll.
        public let position: Int
        public let outcome: ImportOutcome?
        public let member: ID<Member>?
        public let memberVersion: Int?
        /// A row of the file with the member's name whose number cannot be read.
        public let namesakeRow: Int?
        public let cells: String?
        public let changes: String?
        /// What mends a row that is kept out.
        public let repair: MemberProblem.Repair?

        public init(
            _ part: ComparisonPart, position: Int, outcome: ImportOutcome?, member: ID<Member>? = nil,
            memberVersion: Int? = nil, namesakeRow: Int? = nil, cells: String? = nil, changes: String? = nil,
            repair: MemberProblem.Repair? = nil
        ) {
            self.part = part
            self.position = position
            self.outcome = outcome
            self.member = member
            self.memberVersion = memberVersion
            self.namesakeRow = namesakeRow
            self.cells = cells
            self.changes = changes
            self.repair = repair
        }
    }

    /// A line as it is kept.
    public struct Line: Sendable {
        public let id: ID<ComparisonLine>
        public let said: Draft
        public let decision: ComparisonDecision?
        public let effect: ComparisonEffect?
    }

    // MARK: Writing

    public func append(_ drafts: [Draft], to comparison: ID<MemberComparison>) throws {
        var lines = Insertion(
            """
            INSERT INTO member_comparison_line (id, comparison_id, part, position, outcome, member_id,
                member_version, namesake_row, cells_sealed, changes_sealed, repair)
            """, columns: 11)
        lines.reserve(drafts.count)
        let keyed = try drafts.map { (key: try transaction.newKey(), draft: $0) }
        let sealed = try keyed.mapConcurrently { [seal] key, draft in
            (
                cells: try draft.cells.map { try seal.seal($0, in: .comparedRow, row: key) },
                changes: try draft.changes.map { try seal.seal($0, in: .comparedChanges, row: key) }
            )
        }
        for ((key, draft), sealed) in zip(keyed, sealed) {
            lines.append(
                key, comparison, draft.part, draft.position, draft.outcome, draft.member, draft.memberVersion,
                draft.namesakeRow, sealed.cells, sealed.changes, draft.repair)
        }
        try transaction.insert(lines)
    }

    /// Which lines of one group something is decided of.
    public enum Choice: Sendable {
        case lines([ID<ComparisonLine>])
        /// All of which nothing is decided; a final decision leaves out members whose name stands on a row that
        /// cannot be read.
        case undecided
        /// All of which something is decided and not done.
        case decided
    }

    /// Notes a decision, or takes it back; lines that are done stay as they are.
    ///
    /// - Returns: how many lines it was noted for.
    public func decide(
        _ decision: ComparisonDecision?, _ choice: Choice, of part: ComparisonPart, in id: ID<MemberComparison>
    ) throws -> Int {
        var parts: [SQL] = ["comparison_id = \(id)", "part = \(part)", "effect IS NULL"]
        switch choice {
        case .lines(let lines): parts.append("id IN \(list: lines)")
        case .undecided:
            parts.append("decision IS NULL")
            if decision?.leaves == true { parts.append("namesake_row IS NULL") }
        case .decided: parts.append("decision IS NOT NULL")
        }
        // Who has been asked for is waited for.
        if decision == .import { parts.append("outcome <> 'skipped'") }
        return try transaction.execute(
            """
            UPDATE member_comparison_line SET decision = \(decision)
            WHERE \(SQL.joined(parts, separator: " AND "))
            """)
    }

    /// Says what became of lines.
    public func finish(_ effects: [(line: ID<ComparisonLine>, effect: ComparisonEffect)]) throws {
        try transaction.executeMany(
            effects.lazy.map { line, effect -> SQL in
                "UPDATE member_comparison_line SET effect = \(effect) WHERE id = \(line) AND effect IS NULL"
            })
    }

    /// Replaces the row of a line that the rules no longer let in, so that it says why.
    public func replace(_ cells: String, of line: ID<ComparisonLine>) throws {
        try transaction.execute(
            """
            UPDATE member_comparison_line
            SET cells_sealed = \(try seal.seal(cells, in: .comparedRow, row: line.rawValue)) WHERE id = \(line)
            """)
    }

    /// Carries out what changes nothing.
    ///
    /// - Returns: how many lines stay as they are.
    public func keepAll(of id: ID<MemberComparison>) throws -> Int {
        try transaction.execute(
            """
            UPDATE member_comparison_line SET effect = 'kept'
            WHERE comparison_id = \(id) AND decision = 'keep' AND effect IS NULL
            """)
    }

    // MARK: Where reading was cut off

    /// The last row of the file that has a line; 0 before the first.
    public func lastRow(of id: ID<MemberComparison>) throws -> Int {
        try transaction.value(
            """
            SELECT max(position) FROM member_comparison_line
            WHERE comparison_id = \(id) AND part IN ('new', 'changed', 'failed')
            """) ?? 0
    }

    /// The last missing member who has a line, and his place among them.
    public func lastMissing(of id: ID<MemberComparison>) throws -> (member: ID<Member>, position: Int)? {
        try transaction.first(
            """
            SELECT member_id, position FROM member_comparison_line
            WHERE comparison_id = \(id) AND part = 'missing' ORDER BY position DESC LIMIT 1
            """
        ).map { (try $0.get(0), try $0.get(1)) }
    }

    /// How many lines there are of each group.
    public func counts(of id: ID<MemberComparison>) throws -> [ComparisonPart: Int] {
        var counts: [ComparisonPart: Int] = [:]
        try transaction.forEach(
            "SELECT part, count(*) AS lines FROM member_comparison_line WHERE comparison_id = \(id) GROUP BY part"
        ) { counts[try $0.get(0)] = try $0.get(1) }
        return counts
    }

    // MARK: Reading

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
