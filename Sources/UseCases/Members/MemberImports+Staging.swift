import DatabaseKit
public import Domain
import Store
import Vault

extension MemberImports {
    public struct Upload: Sendable {
        public let name: String
        public let bytes: [UInt8]

        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// How long whoever asks is ready to wait.
    public enum Patience: Sendable {
        /// Until it is done.
        case whole
        /// About a second: longer work is left to the worker (`RosterJobs`).
        case short

        /// Rows that are dealt with at once.
        var rows: Int {
            switch self {
            case .whole: .max
            case .short: 2_000
            }
        }

        /// Lines of a comparison that are carried out at once.
        var lines: Int {
            switch self {
            case .whole: .max
            case .short: ComparisonWriter.piece
            }
        }
    }

    /// Reads and judges a file and keeps its rows, sealed, until the import is confirmed; the roll is not touched.
    ///
    /// The file is read twice: once for what is repeated in it, once for its rows. The second reading goes on where it
    /// was cut off. Of a file whose columns nothing tells no row is read until the clerk has said what they are
    /// (`arrange`).
    ///
    /// - Throws: `MemberFileRefusal` for a file that is not taken, and then nothing is stored.
    public func stage(
        _ upload: Upload, as importClass: ImportClass, waiting patience: Patience = .whole, _ occasion: Occasion
    ) async throws -> ID<MemberImport> {
        try await stage(upload, as: importClass, nil, waiting: patience, occasion)
    }

    /// - Parameter layout: the columns as the clerk has put them; nil for what the file and earlier ones tell.
    func stage(
        _ upload: Upload, as importClass: ImportClass, _ layout: ColumnLayout?, waiting patience: Patience,
        _ occasion: Occasion
    ) async throws -> ID<MemberImport> {
        let plan = try await platform.database.read { transaction in
            try ImportPlan(union: Self.union(of: occasion, transaction), importClass, occasion, transaction)
        }
        let reader = try await RosterColumns(platform, plan).reader(of: upload.bytes, layout)
        let arranged = reader.layout
        let isReadable = arranged.lacking.isEmpty
        let (repeats, rows) = try isReadable ? plan.repeats(reader) : (FileRepeats(), rows: 0)
        let begun = Begun(nonce: Token.random().text, id: nil)
        let staged = try await platform.once(Self.stagingAct, occasion) { [platform] transaction in
            let imports = MemberImportStore(transaction, platform.seal)
            let unit = try UnionStore(transaction).unit(of: plan.target.union, enterprise: plan.target.enterprise)
            let id = try imports.begin(
                union: plan.target.union.id, unit: unit.id, enterprise: plan.target.enterprise?.id,
                category: plan.target.category, flexibleKind: plan.target.flexibleKind,
                fileName: String(upload.name.suffix(200)), status: isReadable ? .reading : .staged,
                by: occasion.author, at: occasion.now)
            let sources = ImportSourceStore(transaction, platform.seal)
            try sources.insert(arranged, upload.bytes, of: id)
            if isReadable { try sources.rememberForReturn(arranged, for: plan.target.union.id) }
            try EventStore(transaction).record(
                ImportEvent.staged.rawValue, on: .memberImport, id.rawValue, at: plan.target.union.path, occasion)
            if isReadable {
                try RosterJobStore(transaction).insert(
                    .read, of: .memberImport(id), total: rows, asked: occasion, patience)
                // Before the worker can see that there is something to do.
                if rows > patience.rows { platform.firstReadings.keep(repeats, by: plan.rules, of: .memberImport(id)) }
            }
            return Begun(nonce: begun.nonce, id: id.rawValue)
        }
        let id = ID<MemberImport>(staged.id ?? 0)
        // The same form sent twice: whoever came first stages the rows.
        guard staged.nonce == begun.nonce, isReadable, rows <= patience.rows else { return id }
        try await stageRows(of: upload.bytes, arranged, plan, repeats, id, after: 0) { occasion.now }
        return id
    }

    /// The act of a form that stages a file.
    private static let stagingAct = "stage-member-import"

    private struct Begun: Codable, Sendable {
        let nonce: String
        let id: Int64?
    }

    /// The import that the same form has led to before.
    func made(by occasion: Occasion) async throws -> ID<MemberImport>? {
        let begun: Begun? = try await platform.answer(to: Self.stagingAct, occasion)
        return begun?.id.map { ID($0) }
    }

    /// Goes on with an import whose reading was cut off, or has not begun.
    func read(_ id: ID<MemberImport>, _ occasion: Occasion, _ clock: RealClock) async throws {
        let (source, plan, last) = try await platform.database.read { [platform] transaction in
            let found = try find(id, occasion, transaction)
            guard found.status == .reading, let source = try ImportSourceStore(transaction, platform.seal).find(id)
            else { throw Refusal.changedMeanwhile }
            return (
                source, try ImportPlan(found, occasion, transaction),
                try MemberImportStore(transaction, platform.seal).lastRow(of: id)
            )
        }
        let repeats =
            try platform.firstReadings.take(.memberImport(id), by: plan.rules)
            ?? plan.repeats(plan.reader(of: source.bytes, source.layout)).0
        try await stageRows(of: source.bytes, source.layout, plan, repeats, id, after: last, clock)
    }

    /// Keeps the rows of a file: some are read and judged while those before them are compared with the roll, and those
    /// before these are written.
    ///
    /// Only the last keeps others from writing.
    private func stageRows(
        of bytes: [UInt8], _ layout: ColumnLayout, _ plan: ImportPlan, _ repeats: FileRepeats, _ id: ID<MemberImport>,
        after last: Int, _ clock: RealClock
    ) async throws {
        let rows = plan.prepared(bytes, layout, repeats, platform.seal)
        // The unit was made with the import.
        let target = try await platform.database.read { try plan.target.withUnit($0) }
        try await withThrowingTaskGroup(of: Void.self) { [platform, seen = SeenPeople()] writing in
            var done = 0
            while let prepared = try await rows.following() {
                done += prepared.count
                let wanted = prepared.filter { $0.judged.row.number > last }
                let (staged, counts) = try await platform.database.read { transaction in
                    let resolver = RosterResolver(
                        transaction: transaction, seal: platform.seal, target: target, seen: seen)
                    // Rows from before a cut have named people, too.
                    if wanted.count < prepared.count {
                        try resolver.pass(prepared.filter { $0.judged.row.number <= last })
                    }
                    let resolved = try resolver.resolve(wanted)
                    var counts = ImportCounts()
                    for resolution in resolved { counts.count(resolution) }
                    return (try resolved.map { try MemberImportStore.StagedRow($0, plan.defaults) }, counts)
                }
                guard !staged.isEmpty else { continue }
                // The rows before are in, or none of these follow.
                try await writing.waitForAll()
                writing.addTask { [reached = done, lease = RosterJobs.lease(from: clock())] in
                    try await platform.database.write { transaction in
                        guard try RosterJobStore(transaction).advance(.memberImport(id), to: reached, until: lease)
                        else {
                            throw Refusal.changedMeanwhile
                        }
                        try MemberImportStore(transaction, platform.seal).append(staged, counts: counts, to: id)
                    }
                }
            }
            try await writing.waitForAll()
        }
        try await platform.database.write { [platform] transaction in
            try MemberImportStore(transaction, platform.seal).set(.staged, of: id, from: .reading)
            try RosterJobStore(transaction).delete(.memberImport(id))
        }
    }
}
