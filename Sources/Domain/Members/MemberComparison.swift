/// A whole roster held against the platform (会员比对; manual 2023, part 1, 三, 方式二).
public struct MemberComparison: Hashable, Sendable {
    public let id: ID<MemberComparison>
    public let union: ID<Union>
    public let unionPath: UnionPath
    public let enterprise: ID<Enterprise>?
    public let category: MemberCategory
    public let flexibleKind: String?
    public let extent: ComparisonExtent
    public let fileName: String
    public let status: Status
    /// Nil for one that goes on, or has come to its end.
    public let halt: Halt?
    public let execution: Execution
    public let counts: ComparisonCounts
    /// Lines that have been carried out; what became of them is kept longer than the others.
    public let executed: Int
    public let createdAt: Instant
    public let createdBy: String
    public let version: Int

    public enum Status: String, Hashable, Sendable, CaseIterable, Codable {
        case comparing, compared
        /// Its lines are thrown away; the counts stay.
        case expired
    }

    /// Why it has come to no result.
    public enum Halt: String, Hashable, Sendable, CaseIterable, Codable {
        /// Waits until the clerk has said which sheet is read, and what its columns are.
        case columns
        /// By the clerk.
        case givenUp = "given-up"
        /// The file could not be read to the end.
        case interrupted
    }

    /// Whether somebody works on what was decided.
    public enum Execution: Hashable, Sendable {
        case idle, underWay
        /// So many would go that a second person has to consent first (`MassRemoval`).
        case held
    }

    /// What a list says of it (比对状态).
    public enum State: String, Hashable, Sendable, CaseIterable {
        case arranging, comparing, compared
        /// What was decided is carried out piece by piece; nothing else is decided meanwhile.
        case executing
        /// What was decided waits for a second person; nothing else is decided meanwhile.
        case held
        /// Nothing may be decided on half a comparison, so nothing is left of it.
        case interrupted
        case givenUp = "given-up"
        case expired
    }

    public var state: State {
        switch (status, halt) {
        case (.comparing, .columns): .arranging
        case (.comparing, _): .comparing
        case (.compared, _):
            switch execution {
            case .idle: .compared
            case .underWay: .executing
            case .held: .held
            }
        case (.expired, .givenUp): .givenUp
        case (.expired, .interrupted): .interrupted
        case (.expired, nil), (.expired, .columns): .expired
        }
    }

    /// Whether its columns may be put otherwise: as long as nothing was done by how they are read.
    public var canBeArranged: Bool {
        switch state {
        case .arranging: true
        case .compared: executed == 0
        case .comparing, .executing, .held, .interrupted, .givenUp, .expired: false
        }
    }

    public init(
        id: ID<MemberComparison>, union: ID<Union>, unionPath: UnionPath, enterprise: ID<Enterprise>?,
        category: MemberCategory, flexibleKind: String?, extent: ComparisonExtent, fileName: String, status: Status,
        halt: Halt? = nil, execution: Execution = .idle, counts: ComparisonCounts, executed: Int = 0,
        createdAt: Instant, createdBy: String,
        version: Int
    ) {
        self.id = id
        self.union = union
        self.unionPath = unionPath
        self.enterprise = enterprise
        self.category = category
        self.flexibleKind = flexibleKind
        self.extent = extent
        self.fileName = fileName
        self.status = status
        self.halt = halt
        self.execution = execution
        self.counts = counts
        self.executed = executed
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.version = version
    }
}

/// Whom a roster names completely, so that whoever is not on it is missing.
public enum ComparisonExtent: String, Hashable, Sendable, CaseIterable, Codable {
    /// All members of the union, whatever their class; nobody is moved to another unit by it.
    case wholeUnion = "whole-union"
    /// The members of the class and unit that were chosen.
    case unit
}

/// How many of a comparison's people stand where.
///
/// Rows of the file = new + changed + same + failed; the missing are on the platform alone.
public struct ComparisonCounts: Hashable, Sendable, Codable {
    public var new = 0
    public var changed = 0
    public var same = 0
    public var failed = 0
    public var missing = 0

    public init() {}

    public var fileRows: Int { new + changed + same + failed }

    public subscript(_ part: ComparisonPart) -> Int {
        switch part {
        case .new: new
        case .missing: missing
        case .changed: changed
        case .failed: failed
        }
    }

    /// The counts of lines that are kept: whatever else stands in the file says what the platform says.
    public init(_ lines: [ComparisonPart: Int], fileRows: Int) {
        new = lines[.new, default: 0]
        changed = lines[.changed, default: 0]
        failed = lines[.failed, default: 0]
        missing = lines[.missing, default: 0]
        same = fileRows - new - changed - failed
    }
}

/// One line of a comparison: a row of the file, or a member who is not in it.
public enum ComparisonLine {}

/// Where a page of results begins: behind this line.
public struct ComparisonPlace: Hashable, Sendable {
    public let part: ComparisonPart
    public let position: Int

    public init(_ part: ComparisonPart, _ position: Int) { (self.part, self.position) = (part, position) }

    /// As an address carries it.
    public init?(_ text: String) {
        let halves = text.split(separator: "-", maxSplits: 1)
        guard halves.count == 2, let part = ComparisonPart(rawValue: String(halves[0])), let position = Int(halves[1])
        else { return nil }
        (self.part, self.position) = (part, position)
    }

    public var text: String { "\(part.rawValue)-\(position)" }
}

/// Lines of a group of which nothing is decided and that a decision for all leaves out.
public struct ComparisonReserve: Hashable, Sendable {
    /// Missing members whose name stands on a row that cannot be read: nobody leaves unlooked at.
    public let namesakes: Int
    /// New people who have been asked for before: they are waited for.
    public let awaited: Int

    public init(namesakes: Int = 0, awaited: Int = 0) { (self.namesakes, self.awaited) = (namesakes, awaited) }

    public func lines(leftOutBy decision: ComparisonDecision) -> Int {
        if decision.leaves { return namesakes }
        return decision == .import ? awaited : 0
    }
}

/// How many lines of a group have the same decision and effect.
public struct ComparisonTally: Hashable, Sendable {
    public let part: ComparisonPart
    public let decision: ComparisonDecision?
    public let effect: ComparisonEffect?
    public let lines: Int

    public init(part: ComparisonPart, decision: ComparisonDecision?, effect: ComparisonEffect?, lines: Int) {
        self.part = part
        self.decision = decision
        self.effect = effect
        self.lines = lines
    }
}

/// What a list of comparisons is narrowed to (manual: 比对表名, 操作账号, 比对状态).
public struct ComparisonFilter: Hashable, Sendable {
    /// Part of the file's name.
    public var fileName: String?
    /// Part of the account's name or of its holder's.
    public var account: String?
    public var state: MemberComparison.State?

    public init(fileName: String? = nil, account: String? = nil, state: MemberComparison.State? = nil) {
        (self.fileName, self.account, self.state) = (fileName, account, state)
    }

    public var isEmpty: Bool { self == ComparisonFilter() }
}
