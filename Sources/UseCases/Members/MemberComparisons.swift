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
    static let chunk = 1_000
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

    /// Reads a whole roster past the platform's roll and keeps what differs, sealed.
    ///
    /// The file is read twice, as an import reads it: once for what is repeated in it, once for its rows.
    ///
    /// - Parameter importClass: where new people of the file belong; with the extent `unit` also whom the file names.
    /// - Throws: `MemberFileRefusal` for a file that is not taken, and then nothing is stored.
    public func compare(
        _ upload: MemberImports.Upload, as importClass: ImportClass, _ extent: ComparisonExtent, _ occasion: Occasion
    ) async throws -> ID<MemberComparison> {
        let plan = try await platform.database.read { transaction in
            try ImportPlan(union: Self.union(of: occasion, transaction), importClass, occasion, transaction)
        }
        let reader = try plan.reader(of: upload.bytes)
        reader.layout = try await MemberImports(platform).remembered(reader.layout, of: plan.target.union.id)
        let layout = reader.layout
        guard layout.lacking.isEmpty else { throw MemberFileRefusal.columnsMissing(layout.lacking) }
        // Whoever is on another sheet would be taken for gone.
        guard layout.otherLists.isEmpty else { throw MemberFileRefusal.severalLists(layout.otherLists) }
        let (repeats, _) = try plan.repeats(reader)
        let nonce = Token.random().text
        let begun = try await platform.once("compare-members", occasion) { transaction in
            let store = ComparisonStore(transaction)
            let union = plan.target.union.id
            try Self.purge(union, at: occasion.now, transaction)
            let id = try store.begin(
                union: union, enterprise: plan.target.enterprise?.id, category: plan.target.category,
                flexibleKind: plan.target.flexibleKind, extent: extent, fileName: String(upload.name.suffix(200)),
                by: occasion.author, at: occasion.now)
            return Begun(nonce: nonce, id: id)
        }
        // The same form sent twice: whoever came first reads the rows.
        guard begun.nonce == nonce else { return begun.id }
        let counts = try await lines(of: upload.bytes, layout, plan, extent, repeats, begun.id)
        try await platform.database.write { [platform] transaction in
            try ComparisonStore(transaction).finish(begun.id, counts)
            // In the file's own columns what is wrong can be marked.
            if counts.failed > 0 {
                try ComparisonSourceStore(transaction, platform.seal).insert(layout, upload.bytes, of: begun.id)
            }
            try EventStore(transaction).record(
                ComparisonEvent.compared.rawValue, on: .memberComparison, begun.id.rawValue,
                at: plan.target.union.path, detail: counts.detail, occasion)
        }
        return begun.id
    }

    private struct Begun: Codable, Sendable {
        let nonce: String
        let id: ID<MemberComparison>
    }

    private func lines(
        of bytes: [UInt8], _ layout: ColumnLayout, _ plan: ImportPlan, _ extent: ComparisonExtent,
        _ repeats: FileRepeats, _ id: ID<MemberComparison>
    ) async throws -> ComparisonCounts {
        let rows = plan.prepared(bytes, layout, repeats, platform.seal)
        let placement = Placement(target: plan.target, extent: extent)
        var roll = try await platform.database.read { [platform] transaction in
            var roll = Roll(placement: placement)
            if let part = placement.part {
                try RollStore(transaction, platform.seal).forEach(part, of: plan.target.union.id) { roll.take($0) }
            }
            return roll
        }
        var counts = ComparisonCounts()
        var others: [PreparedRow] = []
        while let prepared = try await rows.following() {
            for row in prepared {
                switch try roll.meet(row, platform.seal) {
                case .same: counts.same += 1
                case .other(let row): others.append(row)
                }
            }
            if others.count >= Self.chunk {
                counts = counts + (try await append(others, plan, extent, to: id))
                others = []
            }
        }
        counts = counts + (try await append(others, plan, extent, to: id))
        let missing = roll.missing()
        for start in stride(from: 0, to: missing.count, by: Self.chunk) {
            let drafts = Array(missing[start..<min(start + Self.chunk, missing.count)])
            try await platform.database.write { [platform] transaction in
                try ComparisonLineStore(transaction, platform.seal).append(drafts, to: id)
            }
        }
        counts.missing = missing.count
        return counts
    }

    private func append(
        _ rows: [PreparedRow], _ plan: ImportPlan, _ extent: ComparisonExtent, to id: ID<MemberComparison>
    ) async throws -> ComparisonCounts {
        guard !rows.isEmpty else { return ComparisonCounts() }
        return try await platform.database.write { [platform] transaction in
            let resolved = try RosterResolver(
                transaction: transaction, seal: platform.seal, target: plan.target, extent: extent, names: .ofRow
            ).resolve(rows)
            let drafts = try ComparedRows(transaction, platform.seal).drafts(resolved, plan.defaults)
            try ComparisonLineStore(transaction, platform.seal).append(drafts, to: id)
            var counts = ComparisonCounts()
            for resolution in resolved { counts.count(resolution.outcome) }
            return counts
        }
    }

    // MARK: Clearing

    /// Throws away what has had its time, in every union, also where nobody compares again.
    public func clear(at now: Instant) async throws {
        let overdue = try await platform.database.read { transaction in
            try ComparisonStore(transaction).overdue(
                before: now.adding(days: -Self.retention), results: now.adding(days: -Self.resultRetention))
        }
        for union in overdue {
            try await platform.database.write { try Self.purge(union, at: now, $0) }
        }
    }

    private static func purge(_ union: ID<Union>, at now: Instant, _ transaction: any Transaction) throws {
        try ComparisonStore(transaction).purge(
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

    /// A comparison whose lines are at hand.
    func compared(
        _ id: ID<MemberComparison>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> MemberComparison {
        let found = try find(id, occasion, transaction)
        guard found.status == .compared else { throw Refusal.changedMeanwhile }
        return found
    }
}

extension ComparisonCounts {
    /// The numbers alone, for the event.
    var detail: String { "new=\(new) changed=\(changed) same=\(same) failed=\(failed) missing=\(missing)" }
}
