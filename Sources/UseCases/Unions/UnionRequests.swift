import DatabaseKit
public import Domain
import Store
import Wording

/// 组织审核管理: changes of the tree that unions ask for and their superiors decide (domain, section 3).
public struct UnionRequests: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// One request as a list says it.
    public struct Line: Codable, Hashable, Sendable {
        public let id: ID<UnionRequest>
        public let kind: UnionRequest.Kind
        public let status: UnionRequest.Status
        public let unionKind: UnionKind
        public let unionName: String
        public let superiorName: String?
        public let requesterName: String
        public let deciderName: String
        public let note: String?
        public let requestedAt: Instant
        public let decidedAt: Instant?
        public let reason: String?

        init(_ listed: UnionRequestStore.Listed) {
            (id, kind, status) = (listed.request.id, listed.request.kind, listed.request.status)
            (unionKind, unionName) = (listed.unionKind, listed.unionName)
            (superiorName, requesterName) = (listed.superiorName, listed.requesterName)
            (deciderName, note, reason) = (listed.deciderName, listed.note, listed.reason)
            (requestedAt, decidedAt) = (listed.requestedAt, listed.decidedAt)
        }
    }

    public struct List: Sendable {
        public let lines: [Line]
        public let total: Int
        public let page: ListPage
        public let waiting: Int
    }

    public func list(_ part: UnionRequestPart, page: ListPage, _ occasion: Occasion) async throws -> List {
        _ = try occasion.actor.authority.scope(for: .askUnionRequests)
        if part == .requested, page.number == 1 { try await platform.read(.unionRequestReturned, occasion) }
        return try await platform.database.read { [platform] transaction in
            let store = UnionRequestStore(transaction, platform.seal)
            let total = try store.count(part, for: occasion.actor)
            let page = page.within(total)
            return List(
                lines: try store.list(part, for: occasion.actor, page: page).map(Line.init), total: total, page: page,
                waiting: try store.count(.waiting, for: occasion.actor))
        }
    }

    /// A request with what it changes, what may be done with it, and what happened.
    public struct Record: Sendable {
        public let line: Line
        public let union: ID<Union>?
        /// What it was when it was asked for; nil for a new union.
        public let before: OrganisationParticulars?
        public let after: OrganisationParticulars?
        /// 上级 now; nil for one that the actor does not see.
        public let currentSuperior: String?
        public let commands: Set<UnionRequest.Command>
        /// Why it could not be approved now.
        public let obstacle: Refusal?
        /// What is wrong with the particulars as they would be kept now.
        public let problems: OrganisationProblems
        public let history: [Entry]

        public struct Entry: Sendable {
            public let at: Instant
            public let account: String
            public let action: String
        }
    }

    public func find(_ id: ID<UnionRequest>, _ occasion: Occasion) async throws -> Record {
        try await platform.read(.unionRequestReturned, subject: id.rawValue, occasion)
        return try await platform.database.read { [platform] transaction in
            let found = try find(id, occasion, transaction)
            let commands = UnionRequest.Command.allCases.filter {
                found.request.refusal(of: $0, by: occasion.actor) == nil
            }
            let writer = UnionRequestWriter(transaction, platform.seal, occasion)
            let union = try found.request.union.flatMap { try UnionStore(transaction).find($0) }
            let superior = try union?.parent.flatMap { try UnionStore(transaction).find($0) }
            let isOpen = found.request.status == .open
            return Record(
                line: Line(found), union: union.flatMap { occasion.actor.path.contains($0.path) ? $0.id : nil },
                before: found.before, after: found.after,
                currentSuperior: superior.flatMap { occasion.actor.path.contains($0.path) ? $0.name : nil },
                commands: Set(commands), obstacle: isOpen ? try writer.obstacle(to: found) : nil,
                problems: isOpen ? try writer.problems(of: found) : OrganisationProblems(),
                history: try EventStore(transaction).history(of: .unionRequest, id.rawValue).map {
                    Record.Entry(at: $0.at, account: $0.account, action: $0.action)
                })
        }
    }

    public struct Receipt: Codable, Hashable, Sendable {
        public let id: ID<UnionRequest>
        /// Who decides.
        public let decider: String
    }

    /// Approves, returns or withdraws a request; approving carries it out in the same transaction.
    ///
    /// - Parameter reason: why it is returned; without one returning is refused.
    /// - Throws: the refusal that stands in the way of carrying it out, `OrganisationProblems`.
    public func perform(
        _ command: UnionRequest.Command, on id: ID<UnionRequest>, reason: String? = nil, _ occasion: Occasion
    ) async throws -> Receipt {
        try await platform.once("\(command.rawValue)-union-request", occasion) { [platform] transaction in
            let found = try find(id, occasion, transaction)
            try UnionRequestWriter(transaction, platform.seal, occasion).perform(command, on: found, reason: reason)
            return Receipt(id: id, decider: found.deciderName)
        }
    }

    // MARK: Several at once

    public enum Decision: String, Hashable, Sendable, CaseIterable {
        case accept, `return`

        var command: UnionRequest.Command {
            switch self {
            case .accept: .accept
            case .return: .return
            }
        }
    }

    /// What came of one request.
    public struct Outcome: Codable, Hashable, Sendable {
        public let line: Line
        public let result: Result
        /// What is in the way, in words.
        public let obstacle: String?

        init(_ line: Line, _ result: Result, obstacle: String? = nil) {
            (self.line, self.result, self.obstacle) = (line, result, obstacle)
        }

        public enum Result: String, Codable, Hashable, Sendable {
            case done
            /// It was withdrawn or decided meanwhile.
            case decided
            /// Another account has to decide what this one has asked for.
            case ownWork = "own-work"
            /// What is in the way stands on its page.
            case obstructed
        }
    }

    /// The chosen requests, before they are decided.
    public func chosen(_ ids: [ID<UnionRequest>], _ occasion: Occasion) async throws -> [Line] {
        try await platform.database.read { try chosen(ids, occasion, $0).map(Line.init) }
    }

    /// Decides several; what the rules refuse is left and named.
    ///
    /// - Throws: `Refusal.notFound` when one of them is not there for the account, `.nothingSelected`,
    ///   `.tooManySelected`, `.reasonMissing`.
    public func decide(
        _ decision: Decision, _ ids: [ID<UnionRequest>], reason: String? = nil, _ occasion: Occasion
    ) async throws -> [Outcome] {
        try await platform.once("\(decision.rawValue)-union-requests", occasion) { [platform] transaction in
            if decision == .return, reason == nil { throw Refusal.reasonMissing }
            let writer = UnionRequestWriter(transaction, platform.seal, occasion)
            return try chosen(ids, occasion, transaction).map { found -> Outcome in
                let line = Line(found)
                switch found.request.refusal(of: decision.command, by: occasion.actor) {
                case nil: break
                case .changedMeanwhile?: return Outcome(line, .decided)
                case .notAllowed(_, .ownWork)?: return Outcome(line, .ownWork)
                case .some(let refusal): throw refusal
                }
                // Judged anew for each: one that was approved before it may stand in the way.
                if decision == .accept {
                    if let obstacle = try writer.obstacle(to: found) {
                        return Outcome(line, .obstructed, obstacle: obstacle.wording)
                    }
                    let problems = try writer.problems(of: found).entries
                    guard problems.isEmpty else {
                        let words = problems.map { $0.problem.wording(of: $0.field) }.joined(separator: "；")
                        return Outcome(line, .obstructed, obstacle: words)
                    }
                }
                try writer.perform(decision.command, on: found, reason: reason)
                return Outcome(line, .done)
            }
        }
    }

    // MARK: Parts

    private func chosen(
        _ ids: [ID<UnionRequest>], _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> [UnionRequestStore.Listed] {
        let wanted = Set(ids)
        guard !wanted.isEmpty else { throw Refusal.nothingSelected }
        guard wanted.count <= UnionRequest.decisionLimit else {
            throw Refusal.tooManySelected(limit: UnionRequest.decisionLimit)
        }
        let found = try UnionRequestStore(transaction, platform.seal).find(Array(wanted))
        guard found.count == wanted.count else { throw Refusal.notFound }
        for one in found { try occasion.actor.authority.require(.decideUnionRequests, on: one.request.decider) }
        return found
    }

    /// Both who has asked and who decides see a request; for anybody else it is not there.
    private func find(
        _ id: ID<UnionRequest>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> UnionRequestStore.Listed {
        guard let found = try UnionRequestStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.askUnionRequests, on: found.request.requester)
        return found
    }
}
