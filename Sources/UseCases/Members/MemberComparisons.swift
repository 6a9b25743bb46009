import DatabaseKit
public import Domain
import Store
import Vault

/// 会员比对: the whole roster against the platform, as one screen (manual 2023, part 1, 三, 方式二; ux pattern 11).
///
/// The roll is not touched before what was decided is carried out.
public struct MemberComparisons: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Lines per transaction, so that the write lock is held only for some milliseconds.
    static let chunk = 500
    /// Days after which lines are thrown away.
    public static let retention: Int64 = 7
    /// Days after which what was carried out is thrown away too.
    public static let resultRetention: Int64 = 365

    // MARK: Before the upload

    public func choices(_ occasion: Occasion) async throws -> MemberImports.Choices {
        try await platform.database.read { transaction in
            let union = try Self.union(of: occasion, transaction)
            return MemberImports.Choices(
                union: union, enterprises: try UnionStore(transaction).enterprises(of: union.id),
                flexibleKinds: try Vocabulary(DictionaryStore(transaction))[.flexibleKind])
        }
    }

    /// 下载比对模板: the import's template, because what is missing on the platform is imported from the same file.
    public func template(_ occasion: Occasion) async throws -> [UInt8] {
        let (union, vocabulary) = try await platform.database.read { transaction in
            (try Self.union(of: occasion, transaction), try Vocabulary(DictionaryStore(transaction)))
        }
        return try MemberTemplate(union: union, vocabulary: vocabulary).bytes(at: occasion.now)
    }

    // MARK: Comparing

    /// Takes a whole roster, reads it past the platform's roll and keeps what differs, sealed.
    ///
    /// The file is read twice, as an import reads it: once for what is repeated in it, once for its rows (`read`). Of a
    /// file whose columns nothing tells, or with several lists, no row is read until the clerk has said what they are
    /// (`arrange`): whoever is on another sheet would be taken for gone.
    ///
    /// - Parameter importClass: where new people of the file belong; with the extent `unit` also whom the file names.
    /// - Throws: `MemberFileRefusal` for a file that is not taken, and then nothing is stored.
    public func compare(
        _ upload: MemberImports.Upload, as importClass: ImportClass, _ extent: ComparisonExtent,
        waiting patience: MemberImports.Patience = .whole, _ occasion: Occasion
    ) async throws -> ID<MemberComparison> {
        let plan = try await platform.database.read { transaction in
            try ImportPlan(union: Self.union(of: occasion, transaction), importClass, occasion, transaction)
        }
        return try await compare(upload, plan, extent, nil, waiting: patience, occasion)
    }

    /// - Parameter layout: the sheet and the columns as the clerk has put them; nil for what the file and earlier ones
    ///   tell.
    func compare(
        _ upload: MemberImports.Upload, _ plan: ImportPlan, _ extent: ComparisonExtent, _ layout: ColumnLayout?,
        waiting patience: MemberImports.Patience, _ occasion: Occasion
    ) async throws -> ID<MemberComparison> {
        let reader = try await RosterColumns(platform, plan).reader(of: upload.bytes, layout)
        let arranged = reader.layout
        let isReadable = arranged.lacking.isEmpty && (layout != nil || arranged.otherLists.isEmpty)
        let (repeats, rows) = try isReadable ? plan.repeats(reader) : (FileRepeats(), rows: 0)
        let nonce = Token.random().text
        let begun = try await platform.once(Self.act, occasion) { [platform] transaction in
            let union = plan.target.union
            try Self.expire(union.id, at: occasion.now, transaction)
            _ = try ComparisonStore(transaction).clearLines(of: union.id, amount: Self.chunk)
            let id = try ComparisonStore(transaction).begin(
                union: union.id, enterprise: plan.target.enterprise?.id, category: plan.target.category,
                flexibleKind: plan.target.flexibleKind, extent: extent, fileName: String(upload.name.suffix(200)),
                halt: isReadable ? nil : .columns, by: occasion.author, at: occasion.now)
            try ComparisonSourceStore(transaction, platform.seal).insert(arranged, upload.bytes, of: id)
            try EventStore(transaction).record(
                ComparisonEvent.uploaded.rawValue, on: .memberComparison, id.rawValue, at: union.path, occasion)
            if isReadable {
                try ImportSourceStore(transaction, platform.seal).rememberForReturn(arranged, for: union.id)
                try RosterJobStore(transaction).insert(
                    .read, of: .comparison(id), total: rows, asked: occasion, patience)
                // Before the worker can see that there is something to do.
                if rows > patience.rows { platform.firstReadings.keep(repeats, by: plan.rules, of: .comparison(id)) }
            }
            return Begun(nonce: nonce, id: id)
        }
        // The same form sent twice: whoever came first reads the rows.
        guard begun.nonce == nonce, isReadable, rows <= patience.rows else { return begun.id }
        let source = ImportSourceStore.Source(layout: arranged, bytes: upload.bytes)
        try await keep(linesOf: source, plan, extent, repeats, begun.id, occasion) { occasion.now }
        return begun.id
    }

    /// The act of a form that makes a comparison.
    private static let act = "compare-members"

    private struct Begun: Codable, Sendable {
        let nonce: String
        let id: ID<MemberComparison>
    }

    /// The comparison that the same form has led to before.
    func made(by occasion: Occasion) async throws -> ID<MemberComparison>? {
        let begun: Begun? = try await platform.answer(to: Self.act, occasion)
        return begun?.id
    }

    // MARK: Giving up

    /// Gives a comparison up that has no result yet, also while its file is read; nothing of it is kept.
    ///
    /// - Throws: `Refusal.changedMeanwhile` when it has come to its result.
    public func discard(_ id: ID<MemberComparison>, _ occasion: Occasion) async throws {
        _ = try await platform.once("discard-comparison", occasion) { transaction in
            let found = try find(id, occasion, transaction)
            switch found.state {
            case .givenUp: break
            case .compared, .executing, .held, .interrupted, .expired: throw Refusal.changedMeanwhile
            case .arranging, .comparing: try Self.discard(found, occasion, transaction)
            }
            return id
        }
        try await clearEnded()
    }

    static func discard(
        _ comparison: MemberComparison, _ occasion: Occasion, _ transaction: any Transaction
    ) throws {
        try ComparisonStore(transaction).end(comparison.id, as: .givenUp, version: comparison.version)
        try EventStore(transaction).record(
            ComparisonEvent.discarded.rawValue, on: .memberComparison, comparison.id.rawValue,
            at: comparison.unionPath, occasion)
    }

    /// Throws away the lines of what was ended before it had a result, some at a time.
    func clearEnded() async throws {
        var cleared = 1
        while cleared > 0 {
            cleared = try await platform.database.write { try ComparisonStore($0).clearEnded(amount: Self.chunk) }
        }
    }

    // MARK: Clearing

    /// Throws away what has had its time, in every union, also where nobody compares again.
    public func clear(at now: Instant) async throws {
        try await clearEnded()
        let overdue = try await platform.database.read { transaction in
            try ComparisonStore(transaction).overdue(
                before: now.adding(days: -Self.retention), results: now.adding(days: -Self.resultRetention))
        }
        for union in overdue {
            try await platform.database.write { try Self.expire(union, at: now, $0) }
            var hasMore = true
            while hasMore {
                hasMore = try await platform.database.write {
                    try ComparisonStore($0).clearLines(of: union, amount: Self.chunk)
                }
            }
        }
    }

    private static func expire(_ union: ID<Union>, at now: Instant, _ transaction: any Transaction) throws {
        try ComparisonStore(transaction).expire(
            of: union, before: now.adding(days: -retention), results: now.adding(days: -resultRetention))
    }

    // MARK: Scope

    static func union(of occasion: Occasion, _ transaction: any Transaction) throws -> Union {
        try occasion.actor.authority.require(.compareMembers, on: occasion.actor.path)
        guard let union = try UnionStore(transaction).find(occasion.actor.union) else { throw Refusal.notFound }
        return union
    }

    /// A comparison of the actor's subtree.
    func find(
        _ id: ID<MemberComparison>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> MemberComparison {
        guard let found = try ComparisonStore(transaction).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.compareMembers, on: found.unionPath)
        return found
    }

    /// A comparison of whose lines something may be decided: nothing is being carried out.
    func open(
        _ id: ID<MemberComparison>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> MemberComparison {
        let found = try compared(id, occasion, transaction)
        guard found.state == .compared else { throw Refusal.changedMeanwhile }
        return found
    }

    /// A comparison whose lines are at hand.
    func compared(
        _ id: ID<MemberComparison>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> MemberComparison {
        let found = try find(id, occasion, transaction)
        guard found.status == .compared else { throw Refusal.changedMeanwhile }
        return found
    }
}
