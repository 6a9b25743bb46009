import DatabaseKit
public import Domain
import Store

/// Rows that are changed one by one before the confirmation.
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
        try await put(number, of: id, "edit-import-row", occasion) { row in
            var edited = row
            // A cell that stays as it was keeps what is known of it: a number in it has lost digits.
            for (column, text) in texts where text != row[column].text { edited[column] = MemberRow.Cell(text) }
            return .judged(edited)
        }
    }

    /// Leaves a row out.
    public func leaveOut(_ number: Int, of id: ID<MemberImport>, _ occasion: Occasion) async throws {
        _ = try await put(number, of: id, "leave-out-import-row", occasion) { .leftOut($0) }
    }

    /// Takes a row back that was left out.
    public func takeBack(_ number: Int, of id: ID<MemberImport>, _ occasion: Occasion) async throws {
        _ = try await put(number, of: id, "take-back-import-row", occasion) { .judged($0) }
    }

    private enum Put {
        case judged(MemberRow)
        case leftOut(MemberRow)
    }

    private func put(
        _ number: Int, of id: ID<MemberImport>, _ act: String, _ occasion: Occasion,
        _ change: @escaping @Sendable (MemberRow) -> Put
    ) async throws -> ImportOutcome {
        try await platform.once(act, occasion) { [platform] transaction in
            let found = try find(id, occasion, transaction)
            guard found.status == .staged else { throw Refusal.changedMeanwhile }
            let imports = MemberImportStore(transaction, platform.seal)
            guard let staged = try imports.row(number, of: id) else { throw Refusal.notFound }
            let plan = try ImportPlan(found, occasion, transaction)
            var own: JudgedRow?
            var written: [MemberImportStore.StagedRow] = []
            switch change(try StagedText.read(staged).row) {
            case .judged(var row):
                if row[.sex].text.isEmpty { plan.defaults.fill(&row, [.sex]) }
                own = plan.rules.judge(row)
            case .leftOut(let row): written.append(try .init(leftOut: row))
            }
            let neighbours = try neighbours(of: staged, own, imports, plan, id)
            let target = try plan.target.withUnit(transaction)
            let resolved = try RosterResolver(transaction: transaction, seal: platform.seal, target: target)
                .resolve(neighbours.judged)
            written += try resolved.map { try .init($0, plan.defaults) }
            try imports.replace(written, of: id)
            try imports.shift(
                from: ImportCounts([staged] + neighbours.before), to: ImportCounts(written), of: id)
            try EventStore(transaction).record(
                ImportEvent.revised.rawValue, on: .memberImport, id.rawValue, at: found.unionPath,
                detail: "\(act) \(number)", occasion)
            return written.first { $0.number == number }?.outcome ?? .skipped
        }
    }

    /// The row itself and those whose verdict hangs on it, judged again.
    ///
    /// - Returns: what is judged, and the other rows as they are stored.
    private func neighbours(
        of staged: MemberImportStore.StagedRow, _ own: JudgedRow?, _ imports: MemberImportStore, _ plan: ImportPlan,
        _ id: ID<MemberImport>
    ) throws -> (judged: [JudgedRow], before: [MemberImportStore.StagedRow]) {
        let keys = own?.candidate.map { MemberImportStore.StagedRow.Keys(PersonStore.Indexes($0, platform.seal)) }
        let touched = try imports.rows(sharing: [staged.keys, keys].compactMap(\.self), of: id)
            .filter { $0.number != staged.number }
        // What these meet besides decides their verdict too.
        let met = try imports.rows(sharing: (touched.compactMap(\.keys) + [keys].compactMap(\.self)), of: id)
            .filter { $0.number != staged.number }
        var judged: [Int: JudgedRow] = [:]
        for row in met { judged[row.number] = plan.rules.judge(try StagedText.read(row).row) }
        for row in touched where judged[row.number] == nil {
            judged[row.number] = plan.rules.judge(try StagedText.read(row).row)
        }
        if let own { judged[staged.number] = own }
        var repeats = FileRepeats()
        for number in judged.keys.sorted() { judged[number].map { repeats.note($0) } }
        let wanted = Set(touched.map(\.number) + [staged.number])
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
