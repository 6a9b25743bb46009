import DatabaseKit
public import Domain
import Spreadsheet
import Store
import Wording

/// Acts on several members of 会员信息 at once: 修改标签, 删除 (ux pattern 2).
public struct MemberBatches: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    // MARK: Choosing

    /// Keeps the members that were ticked and gives the token for the pages that follow.
    public func keep(_ members: [ID<Member>], for kind: MemberBatch.Kind, _ occasion: Occasion) async throws -> String {
        try await choice(kind).keep(members, occasion)
    }

    /// Keeps everybody whom the filter finds.
    ///
    /// - Parameter expected: how many the list showed.
    /// - Throws: `Refusal.countChanged` when there are more or fewer now.
    public func keep(
        allOf filter: MemberFilter, under union: ID<Union>?, expected: Int, for kind: MemberBatch.Kind,
        _ occasion: Occasion
    ) async throws -> String {
        try await choice(kind).keep(allOf: filter, under: union, expected: expected, occasion)
    }

    private func choice(_ kind: MemberBatch.Kind) -> MemberChoice {
        switch kind {
        case .label: MemberChoice(platform: platform, list: "batch-label", action: .editMembers)
        case .removal: MemberChoice(platform: platform, list: "batch-removal", action: .removeMembers)
        }
    }

    /// Everything that is shown before the act.
    public struct Draft: Sendable {
        public let people: Int
        /// The first of them.
        public let first: [Face]
        public let consequences: TransferConsequences
        /// People of whom a transfer is asked for and not decided; it lapses with the membership.
        public let transferring: Int
        /// Labels by name with the number of people who carry them; nil for none.
        public let labels: [(name: String?, people: Int)]
        /// The labels that can be given.
        public let offered: [DictionaryEntry]
        /// Who would have to consent to so many deletions; nil when nobody.
        public let consenter: MassRemovalConsenter?
    }

    /// One of the people; the number is masked.
    public struct Face: Sendable {
        public let name: String
        public let document: String
        public let workplace: String
        public let label: String?
        public let consequences: TransferConsequences
    }

    /// People whom the confirmation names.
    static let namedPeople = 20

    public func draft(_ token: String, _ kind: MemberBatch.Kind, _ occasion: Occasion) async throws -> Draft {
        let choice = choice(kind)
        let members = try await choice.members(token, occasion)
        return try await platform.database.read { [platform] transaction in
            let candidates = try choice.candidates(members, occasion, transaction)
            let store = TransferCandidateStore(transaction)
            let batches = MemberBatchStore(transaction)
            let vocabulary = try Vocabulary(DictionaryStore(transaction))
            let named = Array(members.sorted().prefix(Self.namedPeople))
            let labels = try batches.label(ofEach: named)
            let each = try store.consequences(ofEach: named, on: occasion.today)
            let carried = try batches.labels(of: members).map { code, people in
                (name: vocabulary.name(of: code, in: .label), people: people)
            }
            return Draft(
                people: candidates.count,
                first: try store.faces(named, platform.seal).map {
                    Face(
                        name: $0.name, document: $0.document.masked, workplace: $0.workplace,
                        label: vocabulary.name(of: labels[$0.member], in: .label),
                        consequences: each[$0.member] ?? TransferConsequences())
                }, consequences: try store.consequences(of: members, on: occasion.today),
                transferring: candidates.count { !$0.asked.isEmpty },
                labels: carried.sorted { ($0.people, $0.name ?? "") > ($1.people, $1.name ?? "") },
                offered: vocabulary.offered(.label),
                consenter: kind == .removal
                    ? try MassRemovalGate(transaction, occasion).consenter(for: members.count) : nil)
        }
    }

    // MARK: Acting

    public struct Receipt: Codable, Sendable {
        public let id: ID<MemberBatch>
        /// The request to a second person for which the act waits; nil for one that can be done.
        public let held: ID<MassRemoval>?
    }

    /// Notes the act for everybody behind the token, once for a form; `proceed` does it.
    ///
    /// - Throws: `Refusal.massRemoval(.nobodyElse)` for more deletions than one account may do in a day where nobody else
    ///   could consent; `Refusal.reasonMissing` for 误录 and 重复 without a note, `Refusal.notFound` for a label that is not
    ///   offered.
    public func begin(
        _ act: MemberBatch.Act, note: String? = nil, _ token: String, _ occasion: Occasion
    ) async throws -> Receipt {
        let choice = choice(act.kind)
        let members = try await choice.members(token, occasion)
        return try await platform.once("begin-member-batch", occasion) { [platform] transaction in
            switch act {
            case .label(let code?):
                guard try Vocabulary(DictionaryStore(transaction)).offered(.label).contains(where: { $0.code == code })
                else { throw Refusal.notFound }
            case .removalRequest: if note == nil { throw Refusal.reasonMissing }
            case .label(nil), .removal: break
            }
            _ = try choice.candidates(members, occasion, transaction)
            let standing = try members.inPieces.reduce(into: [ID<Member>: RollStore.Standing]()) { all, piece in
                all.merge(try RollStore(transaction, platform.seal).standing(of: piece)) { first, _ in first }
            }
            let id = try MemberBatchStore(transaction).insert(
                act, note: note.map { String($0.prefix(MemberBatch.noteLimit)) },
                members.map { (id: $0, version: standing[$0]?.version ?? 0) }, for: occasion.actor.union,
                by: occasion.author, at: occasion.now)
            switch act {
            case .label, .removalRequest: return Receipt(id: id, held: nil)
            case .removal(let reason):
                return Receipt(
                    id: id,
                    held: try MassRemovalGate(transaction, occasion).pass(.batch(id), [reason: members.count]))
            }
        }
    }

    /// Members per transaction, so that the write lock is held only for some milliseconds.
    static let piece = 500

    /// Does what is left of an act, some hundred members in one transaction together with what became of them.
    ///
    /// Who stops the server in the middle loses nothing and repeats nothing: it goes on with those who are left.
    ///
    /// - Throws: `Refusal.massRemoval(.notConsented)` for what waits for a second person, or did so in vain.
    public func proceed(_ id: ID<MemberBatch>, _ occasion: Occasion) async throws {
        while true {
            let done = try await platform.database.write { [platform] transaction in
                let batch = try batch(id, occasion, transaction)
                let request = try MassRemovalStore(transaction).find(of: id)?.request
                guard request == nil || request?.status == .accepted else {
                    throw Refusal.massRemoval(.notConsented)
                }
                let store = MemberBatchStore(transaction)
                let waiting = try store.waiting(in: id, limit: Self.piece)
                guard !waiting.isEmpty else { return 0 }
                let writer = MemberBatchWriter(transaction, platform.seal, occasion)
                let results = try writer.perform(batch, waiting, choice(batch.act.kind))
                try store.finish(results, of: id)
                return results.count
            }
            guard done == Self.piece else { return }
        }
    }

    private func batch(
        _ id: ID<MemberBatch>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> MemberBatch {
        guard let found = try MemberBatchStore(transaction).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.editMembers, on: found.path)
        return found.batch
    }
}

// MARK: - Results

extension MemberBatches {
    /// What became of everybody.
    public struct Record: Sendable {
        public let batch: MemberBatch
        /// The name of the label that was given.
        public let label: String?
        /// How many came to what; nil for those who are still to be done.
        public let counts: [MemberBatchOutcome?: Int]
        public let lines: [Line]
        public let page: ListPage
        /// The request to a second person that it has waited for; nil for what nobody was asked about.
        public let request: MassRemoval?
    }

    public struct Line: Sendable {
        /// Nil for who is no member any more.
        public let member: ID<Member>?
        public let request: ID<RemovalRequest>?
        public let outcome: MemberBatchOutcome?
        public let name: String
        public let document: String

        init(_ line: MemberBatchStore.Line) {
            member = line.isMember ? line.member : nil
            (request, outcome, name) = (line.request, line.outcome, line.name)
            document = line.document.masked
        }
    }

    public func find(_ id: ID<MemberBatch>, page: ListPage, _ occasion: Occasion) async throws -> Record {
        try await platform.database.read { [platform] transaction in
            let batch = try batch(id, occasion, transaction)
            let store = MemberBatchStore(transaction)
            let page = page.within(batch.people)
            var label: String?
            if case .label(let code) = batch.act {
                label = try Vocabulary(DictionaryStore(transaction)).name(of: code, in: .label)
            }
            return Record(
                batch: batch, label: label, counts: try store.counts(of: id),
                lines: try store.lines(of: id, after: page.offset, limit: page.size, platform.seal).map(Line.init),
                page: page,
                request: try MassRemovalStore(transaction).find(of: id)?.request.standing(at: occasion.now))
        }
    }

    /// Everybody's result as a workbook; numbers masked.
    ///
    /// - Throws: `ConsentNeeded` for more people than one account may take out in a day by itself.
    public func file(_ id: ID<MemberBatch>, _ occasion: Occasion) async throws -> [UInt8] {
        try await file(id, PeopleExport(detail: .masked, occasion: occasion)) { _ in }
    }

    /// - Parameter besides: what else is written in the transaction that records the export.
    func file(
        _ id: ID<MemberBatch>, _ export: PeopleExport,
        _ besides: @escaping @Sendable (any Transaction) throws -> Void
    ) async throws -> [UInt8] {
        let occasion = export.occasion
        let (found, bytes) = try await platform.database.read { [platform] transaction in
            let batch = try batch(id, occasion, transaction)
            try export.require(rows: batch.people, transaction)
            let store = MemberBatchStore(transaction)
            let bytes = try WorkbookBytes.write(created: occasion.now) { writer in
                let sheet = try writer.addSheet(
                    SheetPlan(
                        name: MemberBatchWorkbook.sheet,
                        columns: MemberBatchWorkbook.columns.map { SheetColumn($0, width: 24, kind: .text) },
                        freezing: .header(columns: 1)))
                try export.noteConsent(on: sheet)
                try sheet.header()
                var position = 0
                while true {
                    let lines = try store.lines(of: id, after: position, limit: Self.piece, platform.seal)
                    guard let last = lines.last else { break }
                    for line in lines {
                        let texts = [
                            line.name, line.document.type.wording, line.document.masked,
                            line.outcome?.wording(of: batch.act) ?? MemberBatchWorkbook.waiting,
                            line.outcome?.advice(of: batch.act) ?? "",
                        ]
                        try sheet.row(texts.map { $0.isEmpty ? .empty : .text($0) })
                    }
                    position = last.position
                }
            }
            return (batch, bytes)
        }
        try await platform.database.write { transaction in
            try export.record(found.people, of: .memberList, (occasion.actor.union, occasion.actor.path), transaction)
            try besides(transaction)
        }
        return bytes
    }
}

extension [ID<Member>] {
    /// Pieces that one statement takes.
    fileprivate var inPieces: [[ID<Member>]] {
        stride(from: 0, to: count, by: MemberBatches.piece).map {
            Array(self[$0..<Swift.min($0 + MemberBatches.piece, count)])
        }
    }
}
