/// What is done with an import, or the file of a comparison, while nobody has to wait for it.
public enum ImportTask: Hashable, Sendable {
    /// Its file is read and its rows are staged.
    case read
    /// This repair is carried out for all rows that it mends.
    case repair(MemberProblem.Repair)
    /// The rows of this repair are left out.
    case leaveOut(MemberProblem.Repair)
    /// The rows of which nobody has said whether they rename a member get this answer.
    case chooseName(NameChoice)
    /// The last act is undone.
    case undo
    /// The rows are written into the roll; of a comparison, what was decided is carried out.
    case apply

    /// As it is stored.
    public var word: String {
        switch self {
        case .read: "read"
        case .repair: "repair"
        case .leaveOut: "leave-out"
        case .chooseName(.take): "take-names"
        case .chooseName(.keep): "keep-names"
        case .undo: "undo"
        case .apply: "apply"
        }
    }

    public var repair: MemberProblem.Repair? {
        switch self {
        case .read, .chooseName, .undo, .apply: nil
        case .repair(let repair), .leaveOut(let repair): repair
        }
    }

    /// The act that it is a part of; nil for a task that changes no row, or takes an act back.
    public var act: ImportAct.Kind? {
        switch self {
        case .read, .undo, .apply: nil
        case .repair(let repair): .repair(repair)
        case .leaveOut(let repair): .leaveOut(repair)
        case .chooseName(let choice): .chooseName(choice)
        }
    }

    public init?(word: String, repair: MemberProblem.Repair?) {
        switch (word, repair) {
        case ("read", nil): self = .read
        case ("take-names", nil): self = .chooseName(.take)
        case ("keep-names", nil): self = .chooseName(.keep)
        case ("undo", nil): self = .undo
        case ("apply", nil): self = .apply
        case ("repair", let repair?): self = .repair(repair)
        case ("leave-out", let repair?): self = .leaveOut(repair)
        case _: return nil
        }
    }
}

/// A list of members that somebody works on while nobody has to wait for it.
public enum RosterList: Hashable, Sendable {
    case memberImport(ID<MemberImport>)
    /// A roster that is held against the platform; it is read, and what was decided of it is carried out.
    case comparison(ID<MemberComparison>)
}

/// A task for a list, who asked for it, and how far it is.
public struct RosterJob: Hashable, Sendable {
    public let list: RosterList
    public let task: ImportTask
    public let account: ID<Account>?
    public let today: CalendarDay
    public let origin: String
    public let total: Int
    public let done: Int
    /// How often somebody has taken it up.
    public let attempts: Int

    public init(
        list: RosterList, task: ImportTask, account: ID<Account>?, today: CalendarDay, origin: String, total: Int,
        done: Int, attempts: Int
    ) {
        self.list = list
        self.task = task
        self.account = account
        self.today = today
        self.origin = origin
        self.total = total
        self.done = done
        self.attempts = attempts
    }
}
