public import Domain
import Markup

/// What stands in the table of an import's rows, and how its forms name it.
extension ImportRunPage {
    /// Rows that the same act would mend.
    public struct Group: Sendable {
        let repair: MemberProblem.Repair
        let rows: Int

        public init(_ repair: MemberProblem.Repair, rows: Int) { (self.repair, self.rows) = (repair, rows) }
    }

    /// A row of the file with what is said of one of its cells, or nothing.
    public struct Line: Sendable {
        public let row: Int
        public let name: String
        public let outcome: ImportOutcome
        /// What mends the row first; its other problems stand under the same heading.
        public let group: MemberProblem.Repair?
        /// All of the same column.
        public let problems: [MemberProblem]
        /// What stands in the cell, masked.
        public let found: String
        /// What stands in the cell, whole, where it can be typed anew; nil where it cannot.
        public let text: String?
        /// The number that was probably meant.
        public let suggestion: String?
        /// Whether the clerk agrees that the row renames a member.
        public let nameChoice: NameChoice?

        public init(
            row: Int, name: String, outcome: ImportOutcome, group: MemberProblem.Repair?, problems: [MemberProblem],
            found: String, text: String? = nil, suggestion: String? = nil,
            nameChoice: NameChoice? = nil
        ) {
            self.row = row
            self.name = name
            self.outcome = outcome
            self.group = group
            self.problems = problems
            self.found = found
            self.text = text
            self.suggestion = suggestion
            self.nameChoice = nameChoice
        }

        var column: MemberColumn? { problems.first?.column }

        /// The name that the roll has, where the row would change it.
        var rollName: String? {
            for case .nameWouldChange(let name) in problems { return name }
            return nil
        }
    }

    /// Names of the query's fields.
    public enum Field {
        public static let rows = "rows"
        public static let group = "group"
        public static let after = "after"
        /// A row of the file.
        public static let number = "number"
        /// A repair for all the rows that it mends.
        public static let repair = "repair"
        /// What is said of a row's name: 14:take.
        public static let name = "name"
        /// What is said of all names of which nothing has been said.
        public static let names = "names"
        /// Where to go once what has been typed is kept.
        public static let target = "target"
        /// The act that is undone.
        public static let act = "act"

        /// What is typed into a cell of the table.
        public static func cell(_ row: Int, _ column: MemberColumn) -> String { "cell-\(row)-\(column.rawValue)" }
        /// What stood in the cell when the page was made.
        public static func former(_ row: Int, _ column: MemberColumn) -> String { "was-\(row)-\(column.rawValue)" }
    }
}
