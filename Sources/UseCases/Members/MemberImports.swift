import DatabaseKit
public import Domain
import Store
import Vault

/// Imports of members: a file is staged, looked at, confirmed (manual 2023, part 1, 三; ux pattern 10).
public struct MemberImports: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Rows per transaction while staging, so that the write lock is held only for some milliseconds (security,
    /// section 5).
    static let chunk = 1_000
    /// Days after which staged rows are thrown away.
    static let retention: Int64 = 7

    // MARK: Before the upload

    /// What the clerk chooses from before a file is taken.
    public struct Choices: Sendable {
        public let union: Union
        public let enterprises: [Enterprise]
        public let flexibleKinds: [DictionaryEntry]
    }

    public func choices(_ occasion: Occasion) async throws -> Choices {
        try await platform.database.read { transaction in
            let union = try Self.union(of: occasion, transaction)
            return Choices(
                union: union, enterprises: try UnionStore(transaction).enterprises(of: union.id),
                flexibleKinds: try Vocabulary(DictionaryStore(transaction))[.flexibleKind])
        }
    }

    /// The import template, filled with the union's own name and the city's words.
    public func template(_ occasion: Occasion) async throws -> [UInt8] {
        let (union, vocabulary) = try await platform.database.read { transaction in
            (try Self.union(of: occasion, transaction), try Vocabulary(DictionaryStore(transaction)))
        }
        return try MemberTemplate(union: union, vocabulary: vocabulary).bytes(at: occasion.now)
    }

    // MARK: Staging

    public struct Upload: Sendable {
        public let name: String
        public let bytes: [UInt8]

        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// Reads and judges a file and keeps its rows, sealed, until the import is confirmed; the roll is not touched.
    ///
    /// The file is read twice: once for what is repeated in it, once for its rows. An import whose reading was cut off
    /// stays `discarded` and cannot be confirmed. Of a file whose columns nothing tells no row is read until the clerk
    /// has said what they are (`arrange`).
    ///
    /// - Throws: `MemberFileRefusal` for a file that is not taken, and then nothing is stored.
    public func stage(
        _ upload: Upload, as importClass: ImportClass, _ occasion: Occasion
    ) async throws -> ID<MemberImport> {
        try await stage(upload, as: importClass, nil, occasion)
    }

    /// - Parameter layout: the columns as the clerk has put them; nil for what the file and earlier ones tell.
    func stage(
        _ upload: Upload, as importClass: ImportClass, _ layout: ColumnLayout?, _ occasion: Occasion
    ) async throws -> ID<MemberImport> {
        let plan = try await platform.database.read { transaction in
            try ImportPlan(union: Self.union(of: occasion, transaction), importClass, occasion, transaction)
        }
        let reader = try plan.reader(of: upload.bytes, layout)
        if layout == nil { reader.layout = try await remembered(reader.layout, of: plan.target.union.id) }
        let arranged = reader.layout
        let isReadable = arranged.lacking.isEmpty
        guard isReadable || arranged.canBeArranged else { throw MemberFileRefusal.columnsMissing(arranged.lacking) }
        let repeats = isReadable ? try plan.repeats(reader) : FileRepeats()
        let begun = Begun(nonce: Token.random().text, id: nil)
        let staged = try await platform.once("stage-member-import", occasion) { [platform] transaction in
            let imports = MemberImportStore(transaction, platform.seal)
            let unit = try UnionStore(transaction).unit(of: plan.target.union, enterprise: plan.target.enterprise)
            try imports.purge(of: plan.target.union.id, before: occasion.now.adding(days: -Self.retention))
            let id = try imports.begin(
                union: plan.target.union.id, unit: unit.id, enterprise: plan.target.enterprise?.id,
                category: plan.target.category, flexibleKind: plan.target.flexibleKind,
                fileName: String(upload.name.suffix(200)), status: .discarded, by: occasion.author, at: occasion.now)
            try ImportSourceStore(transaction, platform.seal).insert(arranged, upload.bytes, of: id)
            return Begun(nonce: begun.nonce, id: id.rawValue)
        }
        let id = ID<MemberImport>(staged.id ?? 0)
        // The same form sent twice: whoever came first stages the rows.
        guard staged.nonce == begun.nonce else { return id }
        if isReadable { try await stageRows(of: upload.bytes, arranged, plan, repeats, id) }
        try await platform.database.write { [platform] transaction in
            try MemberImportStore(transaction, platform.seal).finishStaging(id)
            try EventStore(transaction).record(
                ImportEvent.staged.rawValue, on: .memberImport, id.rawValue, at: plan.target.union.path, occasion)
        }
        return id
    }

    private struct Begun: Codable, Sendable {
        let nonce: String
        let id: Int64?
    }

    private func stageRows(
        of bytes: [UInt8], _ layout: ColumnLayout, _ plan: ImportPlan, _ repeats: FileRepeats, _ id: ID<MemberImport>
    ) async throws {
        let reader = try plan.reader(of: bytes, layout)
        while let rows = try reader.next(Self.chunk) {
            let judged = plan.judge(rows, repeats)
            try await platform.database.write { [platform] transaction in
                let target = try plan.target.withUnit(transaction)
                let resolved = try RosterResolver(transaction: transaction, seal: platform.seal, target: target)
                    .resolve(judged)
                var counts = ImportCounts()
                for resolution in resolved { counts.count(resolution) }
                try MemberImportStore(transaction, platform.seal).append(
                    resolved.map { try MemberImportStore.StagedRow($0) }, counts: counts, to: id)
            }
        }
    }

    // MARK: Deciding

    /// What an import did; the same for every time its form is sent.
    public struct Receipt: Codable, Sendable {
        public let id: ID<MemberImport>
        public let counts: ImportCounts
    }

    /// Writes the good rows into the roll in one transaction; failed ones are left.
    ///
    /// The rows are compared with the roll again: what has changed since the preview is done as it is now, and rows
    /// that no longer fit are among the failed ones.
    public func confirm(_ id: ID<MemberImport>, _ occasion: Occasion) async throws -> Receipt {
        try await platform.once("confirm-member-import", occasion) { transaction in
            let imports = MemberImportStore(transaction, platform.seal)
            let staged = try find(id, occasion, transaction)
            switch staged.status {
            case .applied: return Receipt(id: id, counts: staged.counts)
            case .discarded: throw Refusal.changedMeanwhile
            case .staged: break
            }
            if try ImportSourceStore(transaction, platform.seal).layout(of: id)?.lacking.isEmpty == false {
                throw Refusal.changedMeanwhile
            }
            let plan = try ImportPlan(staged, occasion, transaction)
            let target = try plan.target.withUnit(transaction)
            guard let unit = target.unit else { throw Refusal.notFound }
            let resolver = RosterResolver(transaction: transaction, seal: platform.seal, target: target)
            let writer = RosterWriter(
                transaction: transaction, seal: platform.seal, union: target.union, unit: unit, target: target,
                occasion: occasion)
            var counts = ImportCounts()
            counts.count(.failed, times: staged.counts[.failed])
            var last = 0
            while true {
                let rows = try imports.rows(.standing, of: id, after: last, limit: Self.chunk)
                guard let end = rows.last else { break }
                last = end.number
                let resolved = try resolver.resolve(try rows.map { plan.rules.judge(try StagedText.read($0).row) })
                try writer.write(resolved)
                for (row, resolution) in zip(rows, resolved) {
                    counts.count(resolution)
                    if resolution.outcome != row.outcome {
                        try imports.correct(row.number, of: id, to: .init(resolution))
                    }
                }
            }
            try imports.finish(id, counts: counts, version: staged.version, at: occasion.now)
            try EventStore(transaction).record(
                ImportEvent.applied.rawValue, on: .memberImport, id.rawValue, at: staged.unionPath,
                detail: counts.detail, occasion)
            return Receipt(id: id, counts: counts)
        }
    }

    public func discard(_ id: ID<MemberImport>, _ occasion: Occasion) async throws {
        _ = try await platform.once("discard-member-import", occasion) { transaction in
            let staged = try find(id, occasion, transaction)
            switch staged.status {
            case .discarded: return Receipt(id: id, counts: staged.counts)
            case .applied: throw Refusal.changedMeanwhile
            case .staged: break
            }
            try MemberImportStore(transaction, platform.seal).discard(id, version: staged.version)
            try EventStore(transaction).record(
                ImportEvent.discarded.rawValue, on: .memberImport, id.rawValue, at: staged.unionPath, occasion)
            return Receipt(id: id, counts: staged.counts)
        }
    }

    // MARK: Scope

    static func union(of occasion: Occasion, _ transaction: any Transaction) throws -> Union {
        try occasion.actor.authority.require(.importMembers, on: occasion.actor.path)
        guard let union = try UnionStore(transaction).find(occasion.actor.union) else { throw Refusal.notFound }
        return union
    }

    func find(
        _ id: ID<MemberImport>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> MemberImport {
        guard let found = try MemberImportStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.importMembers, on: found.unionPath)
        return found
    }
}

extension ImportCounts {
    /// The numbers alone, for the event.
    var detail: String {
        ImportOutcome.allCases.map { "\($0.rawValue)=\(self[$0])" }.joined(separator: " ")
    }
}
