import DatabaseKit
public import Domain
import Store

/// Rows that are changed one by one, or a page of them, before the confirmation.
extension MemberImports {
    /// A staged row as it was read, with what is wrong with it.
    public struct EditedRow: Sendable {
        public let memberImport: MemberImport
        public let row: MemberRow
        public let problems: [MemberProblem]
        public let outcome: ImportOutcome
        public let isLeftOut: Bool
        /// The number that was probably meant, where one can be computed.
        public let suggestion: String?
        /// The next row that is kept out; nil behind the last.
        public let next: Int?
        public let vocabulary: Vocabulary
    }

    /// - Throws: `Refusal.changedMeanwhile` for an import that no longer waits for its confirmation.
    public func row(_ number: Int, of id: ID<MemberImport>, _ occasion: Occasion) async throws -> EditedRow {
        try await platform.database.read { [platform] transaction in
            let found = try find(id, occasion, transaction)
            guard found.status == .staged else { throw Refusal.changedMeanwhile }
            let imports = MemberImportStore(transaction, platform.seal)
            guard let staged = try imports.row(number, of: id) else { throw Refusal.notFound }
            let (row, problems) = try StagedText.read(staged)
            let cell = row[.documentNumber]
            return EditedRow(
                memberImport: found, row: row, problems: problems, outcome: staged.outcome,
                isLeftOut: staged.isLeftOut,
                suggestion: NumberDamage.recognise(cell.text, in: cell.form)?.suggestion(for: cell.text),
                next: try imports.nextFailed(after: number, of: id),
                vocabulary: try Vocabulary(DictionaryStore(transaction)))
        }
    }

    /// Puts these texts into a row and judges it again, with the rows that it met before or meets now.
    ///
    /// A row that was left out comes back.
    ///
    /// - Returns: what the row would do now.
    public func edit(
        _ number: Int, of id: ID<MemberImport>, _ texts: [MemberColumn: String], _ occasion: Occasion
    ) async throws -> ImportOutcome {
        let edited = try await edit([number: texts], of: id, occasion)
        return edited.outcomes[number] ?? .skipped
    }

    /// What changing rows has come to; the same for every time its form is sent.
    public struct Edited: Codable, Sendable {
        /// What the rows would do now.
        public let outcomes: [Int: ImportOutcome]
        /// How many of them are no longer what they were.
        public let changed: Int
    }

    /// Puts texts into rows, as `edit(_:of:_:_:)` does into one: all in one transaction, each judged by itself, so that
    /// a wrong one keeps what was typed and holds up no other.
    ///
    /// - Throws: `Refusal.notFound` when one of the rows is not there, or when they are more than a page shows.
    public func edit(
        _ texts: [Int: [MemberColumn: String]], of id: ID<MemberImport>, _ occasion: Occasion
    ) async throws -> Edited {
        try await put(Array(texts.keys), of: id, .edit, "edit-import-rows", occasion) { row, _ in
            var edited = row
            // A cell that stays as it was keeps what is known of it: a number in it has lost digits.
            for (column, text) in texts[row.number] ?? [:] where text != row[column].text {
                edited[column] = MemberRow.Cell(text)
                // The consent was to the other name, or to that of another person.
                if column == .name || column == .documentNumber { edited.nameChoice = nil }
            }
            return .judged(edited)
        }
    }

    /// Leaves a row out.
    public func leaveOut(_ number: Int, of id: ID<MemberImport>, _ occasion: Occasion) async throws {
        _ = try await put([number], of: id, .leaveOut(nil), "leave-out-import-row", occasion) { row, _ in .leftOut(row)
        }
    }

    /// Takes a row back that was left out.
    public func takeBack(_ number: Int, of id: ID<MemberImport>, _ occasion: Occasion) async throws {
        _ = try await put([number], of: id, .takeBack, "take-back-import-row", occasion) { row, _ in .judged(row) }
    }

    /// What becomes of a row.
    enum Put {
        case untouched
        case judged(MemberRow)
        case leftOut(MemberRow)
    }

    /// - Parameter change: is given a row and what is wrong with it.
    func put(
        _ numbers: [Int], of id: ID<MemberImport>, _ kind: ImportAct.Kind, _ act: String, _ occasion: Occasion,
        _ change: @escaping @Sendable (MemberRow, [MemberProblem]) -> Put
    ) async throws -> Edited {
        guard numbers.count <= Self.previewRows else { throw Refusal.notFound }
        return try await platform.once(act, occasion) { [platform] transaction in
            let found = try find(id, occasion, transaction)
            guard found.status == .staged else { throw Refusal.changedMeanwhile }
            guard !numbers.isEmpty else { return Edited(outcomes: [:], changed: 0) }
            let imports = MemberImportStore(transaction, platform.seal)
            let named = try imports.rows(numbers, of: id)
            guard named.count == Set(numbers).count else { throw Refusal.notFound }
            let plan = try ImportPlan(found, occasion, transaction)
            var staged: [MemberImportStore.StagedRow] = []
            var own: [JudgedRow] = []
            var changed: [MemberImportStore.StagedRow] = []
            var written: [MemberImportStore.StagedRow] = []
            for before in named {
                let (row, problems) = try StagedText.read(before)
                let put = change(row, problems)
                if case .untouched = put { continue }
                staged.append(before)
                switch put {
                case .untouched: break
                case .judged(var edited):
                    if edited[.sex].text.isEmpty { plan.defaults.fill(&edited, [.sex]) }
                    own.append(plan.rules.judge(edited))
                    if edited != row || before.isLeftOut { changed.append(before) }
                case .leftOut(let row):
                    written.append(try .init(leftOut: row))
                    if !before.isLeftOut { changed.append(before) }
                }
            }
            let neighbours = try neighbours(of: staged, own, imports, plan, id)
            let target = try plan.target.withUnit(transaction)
            let resolved = try RosterResolver(transaction: transaction, seal: platform.seal, target: target)
                .resolve(neighbours.judged)
            written += try resolved.map { try .init($0, plan.defaults) }
            try imports.replace(written, of: id)
            try imports.shift(
                from: ImportCounts(staged + neighbours.before), to: ImportCounts(written), of: id)
            try note(changed, kind, of: id, transaction)
            try EventStore(transaction).record(
                ImportEvent.revised.rawValue, on: .memberImport, id.rawValue, at: found.unionPath,
                detail: ([act] + numbers.sorted().map(String.init)).joined(separator: " "), occasion)
            let outcomes = written.filter { numbers.contains($0.number) }.map { ($0.number, $0.outcome) }
            return Edited(
                outcomes: Dictionary(outcomes, uniquingKeysWith: { first, _ in first }), changed: changed.count)
        }
    }

    /// Keeps the rows as they were before the act that has changed them.
    private func note(
        _ changed: [MemberImportStore.StagedRow], _ kind: ImportAct.Kind, of id: ID<MemberImport>,
        _ transaction: any Transaction
    ) throws {
        guard !changed.isEmpty else { return }
        let acts = ImportActStore(transaction, platform.seal)
        let act = try acts.begin(kind, of: id)
        try acts.keep(changed, before: act, of: id)
        try acts.finish(act, of: id)
    }

    /// The rows themselves and those whose verdict hangs on them, judged again.
    ///
    /// - Parameter own: the rows as they are now; one that is left out is not among them.
    /// - Returns: what is judged, and the other rows as they are stored.
    private func neighbours(
        of staged: [MemberImportStore.StagedRow], _ own: [JudgedRow], _ imports: MemberImportStore,
        _ plan: ImportPlan, _ id: ID<MemberImport>
    ) throws -> (judged: [JudgedRow], before: [MemberImportStore.StagedRow]) {
        let numbers = Set(staged.map(\.number))
        let keys = own.compactMap(\.candidate).map {
            MemberImportStore.StagedRow.Keys(PersonStore.Indexes($0, platform.seal))
        }
        let touched = try imports.rows(sharing: staged.compactMap(\.keys) + keys, of: id)
            .filter { !numbers.contains($0.number) }
        // What these meet besides decides their verdict too.
        let met = try imports.rows(sharing: touched.compactMap(\.keys) + keys, of: id)
            .filter { !numbers.contains($0.number) }
        var judged: [Int: JudgedRow] = [:]
        for row in met + touched where judged[row.number] == nil {
            judged[row.number] = plan.rules.judge(try StagedText.read(row).row)
        }
        for row in own { judged[row.row.number] = row }
        var repeats = FileRepeats()
        for number in judged.keys.sorted() { judged[number].map { repeats.note($0) } }
        let wanted = numbers.union(touched.map(\.number))
        let again = judged.keys.sorted().filter(wanted.contains).compactMap { judged[$0] }
        return (again.map { $0.with(repeats.problems(of: $0)) }, touched)
    }
}

extension ImportCounts {
    /// What these rows count for.
    fileprivate init(_ rows: [MemberImportStore.StagedRow]) {
        self.init()
        for row in rows {
            count(row.outcome)
            if row.outcome != .failed, row.group != nil { warnings += 1 }
        }
    }
}
