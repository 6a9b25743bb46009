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

    /// How many lines are decided and not done.
    public func waiting(of id: ID<MemberComparison>) throws -> Int {
        try transaction.value(
            """
            SELECT count(*) AS lines FROM member_comparison_line
            WHERE comparison_id = \(id) AND decision IS NOT NULL AND effect IS NULL
            """) ?? 0
    }

    /// The units of those of whose lines something was carried out; who was entered is not among them.
    public func units(doneOf id: ID<MemberComparison>) throws -> [ID<EnrollingUnit>] {
        try transaction.query(
            """
            SELECT DISTINCT m.unit_id FROM member_comparison_line l JOIN member m ON m.id = l.member_id
            WHERE l.comparison_id = \(id) AND l.effect IS NOT NULL AND l.effect <> 'kept'
            ORDER BY m.unit_id
            """
        ).map { try $0.get(0) }
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
}
