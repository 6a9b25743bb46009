import DatabaseKit
public import Domain
import Store

extension MemberImports {
    /// A staged import before its confirmation, or one that is done.
    public struct Preview: Sendable {
        public let memberImport: MemberImport
        public let enterpriseName: String?
        public let flexibleKind: String?
        /// How the file's columns are read; nil after the confirmation, when the file is gone.
        public let layout: ColumnLayout?
        /// Repairs and how many rows each would mend, errors first.
        public let groups: [Group]
        /// Rows that the clerk has left out.
        public let leftOut: Int
        /// Rows that would rename a member, and of which nobody has said whether they shall.
        public let undecidedNames: Int
        /// What was done with its rows last; nil when nothing was, or nothing can be undone any more.
        public let lastAct: ImportAct?
        /// The words of the columns that have a list.
        public let vocabulary: Vocabulary
        /// What is under way with it; nil when nothing is.
        public let progress: Progress?
        public let rows: [Row]
        /// The row to go on behind; nil at the end.
        public let next: Int?

        public struct Progress: Sendable {
            public let task: ImportTask
            public let done: Int
            public let total: Int
        }

        public struct Group: Sendable {
            public let repair: MemberProblem.Repair
            public let rows: Int
        }

        /// One row with what is wrong with it; contents are masked.
        public struct Row: Sendable {
            public let number: Int
            public let name: String
            public let outcome: ImportOutcome
            public let group: MemberProblem.Repair?
            public let findings: [Finding]
            /// Whether the clerk agrees that it renames a member.
            public let nameChoice: NameChoice?
            /// What stands in the cells that something is said of, whole: whoever may see it has uploaded it.
            ///
            /// Empty for a row that goes in, or of an import that no longer waits for its confirmation.
            public let cells: [MemberColumn: String]
            /// The number that was probably meant, where one can be computed.
            public let suggestion: String?
        }

        public struct Finding: Sendable {
            public let problem: MemberProblem
            public let found: String
        }
    }

    /// Rows per page of a preview.
    static let previewRows = 100

    /// - Parameters:
    ///   - wanted: all rows, those with a problem, or the failed ones.
    ///   - group: only rows that this repair would mend.
    public func preview(
        _ id: ID<MemberImport>, rows wanted: ImportRows, group: MemberProblem.Repair?, after: Int,
        _ occasion: Occasion
    ) async throws -> Preview {
        try await platform.database.read { transaction in
            let found = try find(id, occasion, transaction)
            let imports = MemberImportStore(transaction, platform.seal)
            let counts = try imports.groups(of: id)
            let staged = try imports.rows(wanted, group: group, of: id, after: after, limit: Self.previewRows + 1)
            let isOpen = found.status == .staged
            let rows = try staged.prefix(Self.previewRows).map { try Self.row($0, isOpen ? .open : .closed) }
            let vocabulary = try Vocabulary(DictionaryStore(transaction))
            return Preview(
                memberImport: found,
                enterpriseName: try found.enterprise.flatMap { try UnionStore(transaction).enterprise($0)?.name },
                flexibleKind: vocabulary.name(of: found.flexibleKind, in: .flexibleKind),
                layout: try ImportSourceStore(transaction, platform.seal).layout(of: id),
                groups: MemberProblem.Repair.allCases.compactMap { repair in
                    counts[repair].map { Preview.Group(repair: repair, rows: $0) }
                },
                leftOut: found.counts[.skipped] > 0 ? try imports.count(.leftOut, of: id) : 0,
                undecidedNames: counts[.chooseName] == nil ? 0 : try imports.undecidedNames(of: id),
                lastAct: isOpen ? try ImportActStore(transaction, platform.seal).last(of: id) : nil,
                vocabulary: vocabulary, progress: try progress(of: found, transaction),
                rows: rows, next: staged.count > rows.count ? rows.last?.number : nil)
        }
    }

    /// The writing of the roll cannot be seen in the database before it is done.
    private func progress(of found: MemberImport, _ transaction: any Transaction) throws -> Preview.Progress? {
        guard found.status.isUnderWay, let job = try RosterJobStore(transaction).find(.memberImport(found.id)) else {
            return nil
        }
        let done = platform.runningImports.done(found.id) ?? job.done
        return Preview.Progress(task: job.task, done: min(done, job.total), total: job.total)
    }

    private enum Standing {
        case open, closed
    }

    private static func row(_ staged: MemberImportStore.StagedRow, _ standing: Standing) throws -> Preview.Row {
        let (row, problems) = try StagedText.read(staged)
        let isEditable = standing == .open && staged.outcome == .failed
        let columns = isEditable ? Set(problems.map(\.column)) : []
        let cell = row[.documentNumber]
        return Preview.Row(
            number: row.number, name: row[.name].text, outcome: staged.outcome, group: staged.group,
            findings: problems.map { Preview.Finding(problem: $0, found: row.masked($0.column)) },
            nameChoice: staged.nameChoice,
            cells: Dictionary(uniqueKeysWithValues: columns.map { ($0, row[$0].text) }),
            suggestion: columns.contains(.documentNumber)
                ? NumberDamage.recognise(cell.text, in: cell.form)?.suggestion(for: cell.text) : nil)
    }

    /// The union's imports, the latest first (查看导入结果).
    public struct Runs: Sendable {
        public let imports: [MemberImport]
        public let total: Int
        public let page: ListPage
    }

    public func runs(_ page: ListPage, _ occasion: Occasion) async throws -> Runs {
        try await platform.database.read { transaction in
            let scope = try occasion.actor.authority.scope(for: .importMembers)
            let imports = MemberImportStore(transaction, platform.seal)
            let total = try imports.count(in: scope)
            let page = page.within(total)
            return Runs(imports: try imports.list(in: scope, page: page), total: total, page: page)
        }
    }
}
