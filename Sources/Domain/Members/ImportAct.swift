/// What was done with rows of an import before its confirmation; the last one can be undone, then the one before it.
public struct ImportAct: Hashable, Sendable {
    /// Counted within the import, from 1.
    public let number: Int
    public let kind: Kind
    /// Rows that it has changed.
    public let rows: Int
    /// Those of them that the rules let in since.
    public let mended: Int

    public enum Kind: Hashable, Sendable {
        /// Cells were typed anew.
        case edit
        case repair(MemberProblem.Repair)
        /// Rows were left out: one by one, or all of a group.
        case leaveOut(MemberProblem.Repair?)
        /// A row that was left out came back.
        case takeBack
        /// It was said whether members are renamed.
        case chooseName(NameChoice)

        /// As it is stored, beside the repair.
        public var word: String {
            switch self {
            case .edit: "edit"
            case .repair: "repair"
            case .leaveOut: "leave-out"
            case .takeBack: "take-back"
            case .chooseName(.take): "take-names"
            case .chooseName(.keep): "keep-names"
            }
        }

        public var repair: MemberProblem.Repair? {
            switch self {
            case .edit, .takeBack, .chooseName: nil
            case .repair(let repair): repair
            case .leaveOut(let repair): repair
            }
        }

        public init?(word: String, repair: MemberProblem.Repair?) {
            switch (word, repair) {
            case ("edit", nil): self = .edit
            case ("repair", let repair?): self = .repair(repair)
            case ("leave-out", let repair): self = .leaveOut(repair)
            case ("take-back", nil): self = .takeBack
            case ("take-names", nil): self = .chooseName(.take)
            case ("keep-names", nil): self = .chooseName(.keep)
            case _: return nil
            }
        }
    }

    public init(number: Int, kind: Kind, rows: Int, mended: Int) {
        self.number = number
        self.kind = kind
        self.rows = rows
        self.mended = mended
    }
}
