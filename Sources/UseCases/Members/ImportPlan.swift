import DatabaseKit
import Dispatch
import Domain
import Store
import Synchronization
import Wording

/// Everything that judging a file needs, read once: where its rows go, and by which rules.
struct ImportPlan: Sendable {
    let target: ImportTarget
    let rules: MemberRules
    let defaults: RowDefaults

    init(
        union: Union, _ importClass: ImportClass, _ occasion: Occasion, _ transaction: any Transaction
    ) throws {
        let vocabulary = try Vocabulary(DictionaryStore(transaction))
        try self.init(
            UnionStore(transaction).target(of: union, importClass, kinds: vocabulary.offered(.flexibleKind)),
            vocabulary,
            occasion, transaction)
    }

    /// The plan of an import that was staged before.
    init(_ staged: MemberImport, _ occasion: Occasion, _ transaction: any Transaction) throws {
        let unions = UnionStore(transaction)
        guard let union = try unions.find(staged.union) else { throw Refusal.notFound }
        let enterprise = try staged.enterprise.flatMap { try unions.enterprise($0) }
        let target = ImportTarget(
            union: union, enterprise: enterprise, category: staged.category, flexibleKind: staged.flexibleKind,
            unit: try unions.unit(staged.unit))
        try self.init(target, Vocabulary(DictionaryStore(transaction)), occasion, transaction)
    }

    init(
        _ target: ImportTarget, _ vocabulary: Vocabulary, _ occasion: Occasion, _ transaction: any Transaction
    ) throws {
        try self.init(target, vocabulary, on: occasion.today, transaction)
    }

    init(
        _ target: ImportTarget, _ vocabulary: Vocabulary, on today: CalendarDay, _ transaction: any Transaction
    ) throws {
        self.target = target
        let year = try PlanYearStore(transaction).current(on: today)
        defaults = RowDefaults(
            unionName: target.union.name, unionCode: target.union.code,
            documentType: DocumentType.residentIdentityCard.wording,
            sexes: Dictionary(uniqueKeysWithValues: Sex.allCases.map { ($0, $0.wording) }), today: today)
        rules = MemberRules(
            unionName: target.union.name, unionCode: target.union.code,
            addressRule: year?.addressRule ?? .moreThanSixChineseCharacters, today: today,
            vocabulary: vocabulary.words)
    }

    /// A file at its first row.
    ///
    /// - Parameter layout: how its columns are read; nil for what their headers and contents tell.
    /// - Throws: `MemberFileRefusal` for a file that is not taken.
    func reader(of bytes: [UInt8], _ layout: ColumnLayout? = nil) throws -> MemberFileReader {
        let reader = try reader(of: bytes, sheet: layout?.sheet)
        if let layout { reader.layout = reader.layout.remembering(layout.columns) }
        return reader
    }

    /// - Parameter sheet: which sheet is read; nil for the one that holds a list.
    func reader(of bytes: [UInt8], sheet: String?) throws -> MemberFileReader {
        guard !bytes.isEmpty else { throw MemberFileRefusal.empty }
        return try MemberFileReader(bytes, defaults, sheet: sheet)
    }

    /// The first pass over a file: the next rows are read while these are judged on another thread.
    ///
    /// - Throws: `MemberFileRefusal` for a file that is not taken, `.noRows` for one without a member in it.
    /// - Returns: what is repeated, and how many rows there are.
    func repeats(_ reader: MemberFileReader) throws -> (FileRepeats, rows: Int) {
        let notes = Notes()
        let judging = DispatchGroup()
        var count = 0
        while let rows = try reader.next(MemberImports.chunk) {
            count += rows.count
            judging.wait()
            DispatchQueue.global().async(group: judging) { [rules] in notes.add(rows.lazy.map(rules.judge)) }
        }
        judging.wait()
        if count == 0 { throw MemberFileRefusal.noRows }
        return (notes.repeats, count)
    }

    /// What a first pass finds, noted on another thread than the one that reads.
    private final class Notes: Sendable {
        private let found = Mutex(FileRepeats())

        func add(_ rows: some Sequence<JudgedRow>) {
            found.withLock { found in
                for row in rows { found.note(row) }
            }
        }

        /// To be asked when all rows are noted.
        var repeats: FileRepeats {
            found.withLock { found in
                found.forgetSingles()
                return found
            }
        }
    }

    /// The second pass over a file, on a thread of its own: some rows at a time, while earlier ones are written.
    func prepared(
        _ bytes: [UInt8], _ layout: ColumnLayout, _ repeats: FileRepeats, _ seal: any FieldSealing
    ) -> Ahead<[PreparedRow]> {
        Ahead {
            let reader = try reader(of: bytes, layout)
            return {
                try reader.next(MemberImports.chunk)?.map { row in
                    let judged = rules.judge(row)
                    return PreparedRow(judged.with(repeats.problems(of: judged)), seal)
                }
            }
        }
    }

    /// Rows that were staged before, judged again by themselves.
    func prepared(_ staged: [MemberImportStore.StagedRow], _ seal: any FieldSealing) throws -> [PreparedRow] {
        try staged.mapConcurrently { PreparedRow(rules.judge(try StagedText.read($0).row), seal) }
    }
}

extension ImportTarget {
    /// The target with its unit, which is made if nobody has needed it before.
    func withUnit(_ transaction: any Transaction) throws -> ImportTarget {
        guard unit == nil else { return self }
        var target = self
        target.unit = try UnionStore(transaction).unit(of: union, enterprise: enterprise)
        return target
    }
}
