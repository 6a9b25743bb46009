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
            let rows = try staged.prefix(Self.previewRows).map(Self.row)
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
                progress: try progress(of: found, transaction),
                rows: rows, next: staged.count > rows.count ? rows.last?.number : nil)
        }
    }

    /// The writing of the roll cannot be seen in the database before it is done.
    private func progress(of found: MemberImport, _ transaction: any Transaction) throws -> Preview.Progress? {
        guard found.status.isUnderWay, let job = try ImportJobStore(transaction).find(found.id) else { return nil }
        let done = platform.runningImports.done(found.id) ?? job.done
        return Preview.Progress(task: job.task, done: min(done, job.total), total: job.total)
    }

    private static func row(_ staged: MemberImportStore.StagedRow) throws -> Preview.Row {
        let (row, problems) = try StagedText.read(staged)
        return Preview.Row(
            number: row.number, name: row[.name].text, outcome: staged.outcome, group: staged.group,
            findings: problems.map { Preview.Finding(problem: $0, found: row.masked($0.column)) })
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

    /// The failed rows as a workbook that can be mended and uploaded again.
    public func failedRows(
        _ id: ID<MemberImport>, _ occasion: Occasion
    ) async throws -> (fileName: String, bytes: [UInt8]) {
        let (found, union, vocabulary, rows) = try await platform.database.read { transaction in
            let found = try find(id, occasion, transaction)
            guard let union = try UnionStore(transaction).find(found.union) else { throw Refusal.notFound }
            let imports = MemberImportStore(transaction, platform.seal)
            let rows = try imports.rows(.failed, of: id, limit: found.counts[.failed]).map(StagedText.read)
            return (found, union, try Vocabulary(DictionaryStore(transaction)), rows)
        }
        let template = MemberTemplate(union: union, vocabulary: vocabulary)
        return (MemberTemplate.failedFileName(of: found.fileName), try template.bytes(at: occasion.now, mending: rows))
    }
}
