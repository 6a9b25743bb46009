import DatabaseKit
public import Domain
import Store
import Wording

/// 批量删除申请: who ends many memberships in a day asks, and a second authorised person consents.
public struct MassRemovals: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// A request that waits, as a list says it.
    public struct Line: Sendable {
        public let request: MassRemoval
        public let unionName: String
        public let asker: String
        public let askedAt: Instant
    }

    /// So many are listed.
    static let listed = 50

    /// Those that wait in the actor's subtree, the newest first; they are few.
    public func open(_ occasion: Occasion) async throws -> [Line] {
        let scope = try occasion.actor.authority.scope(for: .consentRemovals)
        return try await platform.database.read { transaction in
            try MassRemovalStore(transaction).open(in: scope, limit: Self.listed, at: occasion.now).map {
                Line(request: $0.request, unionName: $0.unionName, asker: $0.asker, askedAt: $0.askedAt)
            }
        }
    }

    /// A request, whom it is about, and what the actor may do with it.
    public struct Sheet: Sendable {
        /// With its state at this moment.
        public let request: MassRemoval
        public let unionName: String
        public let asker: String
        public let askedAt: Instant
        public let decider: String?
        public let decidedAt: Instant?
        public let reason: String?
        public let commands: Set<MassRemoval.Command>
        /// Nil when nothing waits any more.
        public let waiting: Waiting?
    }

    /// Whom an act that waits is about.
    public struct Waiting: Sendable {
        /// A page of those who would go.
        public let people: [Face]
        public let total: Int
        public let page: ListPage
        /// What hangs on the memberships.
        public let consequences: TransferConsequences
        /// What else would be done with it, and to how many; of a comparison.
        public let besides: [(words: String, people: Int)]
    }

    /// One of the people; the number is masked.
    public struct Face: Sendable {
        public let name: String
        public let document: String
        public let workplace: String
        public let reason: RemovalReason
        public let consequences: TransferConsequences
    }

    /// - Parameter page: of those who would go, so that whoever consents can look at everybody.
    public func find(
        _ id: ID<MassRemoval>, page: ListPage = ListPage(), _ occasion: Occasion
    ) async throws -> Sheet {
        let record = try await platform.database.read { try Self.find(id, occasion, $0) }
        if record.request.askedBy == occasion.actor.account {
            try await platform.read(.readRemovalsAnswer, subject: id.rawValue, occasion)
        }
        return try await platform.database.read { [platform] transaction in
            let record = try Self.find(id, occasion, transaction)
            let request = record.request.standing(at: occasion.now)
            return Sheet(
                request: request, unionName: record.unionName, asker: record.asker, askedAt: record.askedAt,
                decider: record.decider, decidedAt: record.decidedAt, reason: record.reason,
                commands: Set(
                    MassRemoval.Command.allCases.filter { request.refusal(of: $0, by: occasion.actor) == nil }),
                waiting: request.status == .open
                    ? try Self.waiting(of: request, page, platform.seal, on: occasion.today, transaction) : nil)
        }
    }

    // MARK: Deciding

    public struct Receipt: Codable, Sendable {
        /// What has waited.
        public let act: MassRemoval.Act
    }

    /// The second person consents, and the act is done for whoever has asked, as it would have been at once: a comparison
    /// is left to the worker, a batch is done in pieces and can be gone on with when it is cut off.
    ///
    /// - Throws: `Refusal.notConfirmed`, `.massRemoval`, `.changedMeanwhile`.
    public func accept(_ id: ID<MassRemoval>, _ remark: String, _ occasion: Occasion) async throws {
        try occasion.requireConfirmation()
        let remark = remark.trimmed(to: MassRemoval.reasonLimit + 1)
        guard remark.count <= MassRemoval.reasonLimit else { throw Refusal.reasonMissing }
        let receipt = try await decide(.accept, id, remark.presence, occasion) { [platform] record, transaction in
            let asker = try Self.asker(of: record, occasion, transaction)
            switch record.request.act {
            case .batch: break
            case .comparison(let comparison):
                let comparisons = MemberComparisons(platform)
                _ = try comparisons.begin(
                    try comparisons.open(comparison, asker, transaction), waiting: .short, asker, transaction)
            }
        }
        switch receipt.act {
        case .comparison: break
        case .batch(let batch):
            let asker = try await platform.database.read { transaction in
                try Self.asker(of: try Self.find(id, occasion, transaction), occasion, transaction)
            }
            try await MemberBatches(platform).proceed(batch, asker)
        }
    }

    /// - Throws: `Refusal.reasonMissing`, `.massRemoval(.own)`, `.changedMeanwhile`.
    public func giveBack(_ id: ID<MassRemoval>, _ reason: String, _ occasion: Occasion) async throws {
        let reason = reason.trimmed(to: MassRemoval.reasonLimit + 1)
        guard !reason.isEmpty, reason.count <= MassRemoval.reasonLimit else { throw Refusal.reasonMissing }
        _ = try await decide(.return, id, reason, occasion) { _, _ in }
    }

    /// Whoever has asked takes it back; nobody is deleted.
    ///
    /// - Throws: `Refusal.massRemoval(.notOwn)`, `.changedMeanwhile`.
    public func withdraw(_ id: ID<MassRemoval>, _ occasion: Occasion) async throws {
        _ = try await decide(.withdraw, id, nil, occasion) { _, _ in }
    }

    /// Ends what nobody has answered in its time, and tells whoever has asked.
    static func lapse(at now: Instant, _ transaction: any Transaction, from origin: String) throws {
        let todos = TodoStore(transaction)
        for record in try MassRemovalStore(transaction).lapse(before: now) {
            let request = record.request
            try todos.close(.consentRemovals, subjects: [request.id.rawValue], at: now)
            try todos.open(
                .readRemovalsAnswer, for: record.union, subject: request.id.rawValue, name: record.asker,
                amount: request.people, at: now)
            try EventStore(transaction).recordVisitor(
                MassRemoval.Command.lapse.rawValue, on: .massRemoval, request.id.rawValue, at: request.path,
                detail: "people=\(request.people)", from: origin, now)
        }
    }

    private func decide(
        _ command: MassRemoval.Command, _ id: ID<MassRemoval>, _ reason: String?, _ occasion: Occasion,
        _ follow: @escaping @Sendable (MassRemovalStore.Record, any Transaction) throws -> Void
    ) async throws -> Receipt {
        try await platform.once("\(command.rawValue)-mass-removal", occasion) { transaction in
            let record = try Self.find(id, occasion, transaction)
            var request = record.request.standing(at: occasion.now)
            try request.perform(command, by: occasion.actor)
            let (store, todos) = (MassRemovalStore(transaction), TodoStore(transaction))
            try todos.close(.consentRemovals, subjects: [id.rawValue], at: occasion.moment)
            if command == .withdraw {
                try store.withdraw(id)
            } else {
                try store.decide(id, as: request.status, reason, by: occasion.actor.account, at: occasion.now)
                try todos.open(
                    .readRemovalsAnswer, for: record.union, subject: id.rawValue, name: record.asker,
                    amount: request.people, at: occasion.moment)
            }
            try EventStore(transaction).record(
                command.rawValue, on: .massRemoval, id.rawValue, at: request.path,
                from: record.request.status.rawValue, to: request.status.rawValue, detail: "people=\(request.people)",
                occasion)
            try follow(record, transaction)
            return Receipt(act: request.act)
        }
    }

    // MARK: Steps

    private static func find(
        _ id: ID<MassRemoval>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> MassRemovalStore.Record {
        guard let record = try MassRemovalStore(transaction).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.consentRemovals, on: record.request.path)
        return record
    }

    /// The occasion of whoever has asked, now that it is done.
    ///
    /// - Throws: `Refusal.massRemoval(.askerGone)` when he may delete nobody any more.
    private static func asker(
        of record: MassRemovalStore.Record, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> Occasion {
        let found = try AccountStore(transaction).actor(record.request.askedBy, on: occasion.now.day)
        guard let asker = found, asker.authority.allows(.removeMembers, on: record.request.path) else {
            throw Refusal.massRemoval(.askerGone)
        }
        return Occasion(actor: asker, today: occasion.today, now: occasion.now, origin: record.origin)
    }

    private static func waiting(
        of request: MassRemoval, _ page: ListPage, _ seal: any FieldSealing, on today: CalendarDay,
        _ transaction: any Transaction
    ) throws -> Waiting {
        let candidates = TransferCandidateStore(transaction)
        let (members, besides) = try leaving(by: request, seal, transaction)
        let page = page.within(members.count)
        let shown = members.dropFirst(page.offset).prefix(page.size)
        let each = try candidates.consequences(ofEach: shown.map(\.member), on: today)
        let faces = Dictionary(
            try candidates.faces(shown.map(\.member), seal).map { ($0.member, $0) },
            uniquingKeysWith: { first, _ in first })
        return Waiting(
            people: shown.compactMap { member, reason in
                faces[member].map { face in
                    Face(
                        name: face.name, document: face.document.masked, workplace: face.workplace, reason: reason,
                        consequences: each[member] ?? TransferConsequences())
                }
            }, total: members.count, page: page,
            consequences: try candidates.consequences(of: members.map(\.member), on: today), besides: besides)
    }

    private typealias Leaving = (
        members: [(member: ID<Member>, reason: RemovalReason)], besides: [(words: String, people: Int)]
    )

    private static func leaving(
        by request: MassRemoval, _ seal: any FieldSealing, _ transaction: any Transaction
    ) throws -> Leaving {
        switch request.act {
        case .batch(let id):
            guard let reason = request.reasons.keys.first else { return ([], []) }
            let lines = try MemberBatchStore(transaction).waiting(in: id, limit: MemberBatch.limit)
            return (lines.map { ($0.member, reason) }, [])
        case .comparison(let id):
            let store = ComparisonLineStore(transaction, seal)
            var members: [(member: ID<Member>, reason: RemovalReason)] = []
            for decision in ComparisonPart.missing.decisions {
                guard let reason = decision.removal else { continue }
                members += try store.members(planned: decision, of: id).map { ($0, reason) }
            }
            let others = try store.tallies(of: id).compactMap { tally -> (words: String, people: Int)? in
                guard tally.effect == nil, let decision = tally.decision, decision.removal == nil else { return nil }
                return (words: decision.wording(in: tally.part), people: tally.lines)
            }
            return (members, others)
        }
    }
}
