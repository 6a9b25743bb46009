import DatabaseKit
public import Domain
import Store

/// 更正申请: asked for by the unit, looked at by its district, decided by the centre.
public struct Corrections: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// One correction as a list says it.
    public struct Line: Codable, Hashable, Sendable {
        public let id: ID<EnrolmentCorrection>
        public let number: String
        public let kind: EnrolmentCorrection.Kind
        public let status: EnrolmentCorrection.Status
        public let before: CorrectedIdentity
        public let after: CorrectedIdentity?
        public let memberNumber: String
        public let unitName: String
        public let year: Int
        public let plan: String
        public let enrolment: String
        public let batch: String
        /// What a removal refunds to the district, in fen.
        public let refund: Int64
        public let note: String
        public let reason: String?
        public let requestedAt: Instant
        public let decidedAt: Instant?

        init(_ listed: CorrectionStore.Listed) {
            let (correction, place) = (listed.correction, listed.place)
            (id, number, kind, status) = (correction.id, correction.number, correction.kind, correction.status)
            (before, after, note, reason) = (listed.before, listed.after, listed.note, listed.reason)
            (memberNumber, unitName, year) = (place.memberNumber, place.unitName, place.year)
            (plan, enrolment, batch) = (place.plan, place.enrolmentNumber, place.batch)
            refund = correction.kind == .removal ? place.paid.fen : 0
            (requestedAt, decidedAt) = (listed.requestedAt, listed.decidedAt)
        }
    }

    public struct List: Sendable {
        public let lines: [Line]
        public let total: Int
        public let page: ListPage
        public let waiting: Int
    }

    public func list(_ part: CorrectionPart, page: ListPage, _ occasion: Occasion) async throws -> List {
        _ = try occasion.actor.authority.scope(for: .viewCorrections)
        return try await platform.database.read { [platform] transaction in
            let store = CorrectionStore(transaction, platform.seal)
            let total = try store.count(part, for: occasion.actor)
            let page = page.within(total)
            return List(
                lines: try store.list(part, for: occasion.actor, page: page).map(Line.init), total: total, page: page,
                waiting: try store.count(.waiting, for: occasion.actor))
        }
    }

    /// A correction with what may be done with it, and what happened.
    public struct Record: Sendable {
        public let line: Line
        public let commands: Set<EnrolmentCorrection.Command>
        /// Why it could not be carried out now.
        public let obstacle: CorrectionObstacle?
        public let history: [Entry]

        public struct Entry: Sendable {
            public let at: Instant
            public let account: String
            public let action: String
        }
    }

    public func find(_ id: ID<EnrolmentCorrection>, _ occasion: Occasion) async throws -> Record {
        let record = try await platform.database.read { [platform] transaction in
            let found = try find(id, occasion, transaction)
            let commands = EnrolmentCorrection.Command.allCases.filter {
                found.correction.refusal(of: $0, by: occasion.actor) == nil
            }
            let writer = CorrectionWriter(transaction, platform.seal, occasion)
            return Record(
                line: Line(found), commands: Set(commands),
                obstacle: found.correction.status.isOpen ? try writer.obstacle(toAccepting: found) : nil,
                history: try EventStore(transaction).history(of: .correction, id.rawValue).map {
                    Record.Entry(at: $0.at, account: $0.account, action: $0.action)
                })
        }
        try await platform.read(.correctionReturned, subject: id.rawValue, occasion)
        return record
    }

    // MARK: Asking

    /// The person whom a correction is to be about.
    public struct Sheet: Sendable {
        public let coverage: ID<Coverage>
        public let identity: CorrectedIdentity
        public let memberNumber: String
        public let unitName: String
        public let year: Int
        public let plan: String
        public let enrolment: String
        public let status: CoverageStatus
        /// Why nothing can be asked for about him.
        public let obstacle: CorrectionObstacle?
    }

    /// Finds somebody of the unit's locked lists by his member number or the number of a document.
    ///
    /// - Throws: `Refusal.correction(.notListed)`; `.notLocked` for somebody whose list can still be taken back.
    public func seek(_ typed: String, _ occasion: Occasion) async throws -> ID<Coverage> {
        let scope = try occasion.actor.authority.scope(for: .askCorrections)
        let number = typed.trimmed(to: 50)
        let documents = DocumentSearch.indexes(of: number, platform.seal)
        return try await platform.database.read { [platform] transaction in
            let store = CorrectionStore(transaction, platform.seal)
            // A list that is not locked is a newer one than any coverage that has ended.
            if let found = try store.coverage(of: number, documents, in: scope),
                try store.place(of: found)?.status.isActive == true
            {
                return found
            }
            if try store.isListed(number, documents, in: scope) { throw Refusal.correction(.notLocked) }
            guard let ended = try store.coverage(of: number, documents, in: scope) else {
                throw Refusal.correction(.notListed)
            }
            return ended
        }
    }

    /// - Throws: `Refusal.correction` when nothing can be corrected about this coverage.
    public func sheet(_ coverage: ID<Coverage>, _ occasion: Occasion) async throws -> Sheet {
        let sheet = try await subject(coverage, occasion)
        if let obstacle = sheet.obstacle { throw Refusal.correction(obstacle) }
        return sheet
    }

    /// The person, whether or not anything can be corrected about him now: what was typed is shown again beside why not.
    public func subject(_ coverage: ID<Coverage>, _ occasion: Occasion) async throws -> Sheet {
        try await platform.database.read { [platform] transaction in
            let writer = CorrectionWriter(transaction, platform.seal, occasion)
            let place = try writer.place(coverage)
            return Sheet(
                coverage: coverage, identity: try writer.identity(of: place), memberNumber: place.memberNumber,
                unitName: place.unitName, year: place.year, plan: place.plan, enrolment: place.enrolmentNumber,
                status: place.status, obstacle: try writer.obstacle(toAskingAbout: place))
        }
    }

    /// What is asked for.
    public enum Wish: Sendable {
        case identity(name: String, type: DocumentType, number: String)
        case removal

        var kind: EnrolmentCorrection.Kind {
            switch self {
            case .identity: .identity
            case .removal: .removal
            }
        }
    }

    public struct Receipt: Codable, Hashable, Sendable {
        public let id: ID<EnrolmentCorrection>
        public let number: String
    }

    /// - Throws: `CorrectionProblem`; `Refusal.correction`.
    public func ask(
        _ wish: Wish, about coverage: ID<Coverage>, note: String, _ occasion: Occasion
    ) async throws -> Receipt {
        try await platform.once("ask-correction", occasion) { [platform] transaction in
            try CorrectionWriter(transaction, platform.seal, occasion).ask(wish, about: coverage, note: note)
        }
    }

    // MARK: Deciding

    /// - Parameter reason: why it is returned; without one returning is refused.
    /// - Throws: `Refusal.correction` with what stands in the way of carrying it out, `CorrectionProblem`.
    public func perform(
        _ command: EnrolmentCorrection.Command, on id: ID<EnrolmentCorrection>, reason: String? = nil,
        _ occasion: Occasion
    ) async throws -> Receipt {
        try await platform.once("\(command.rawValue)-correction", occasion) { [platform] transaction in
            let found = try find(id, occasion, transaction)
            try CorrectionWriter(transaction, platform.seal, occasion).perform(command, on: found, reason: reason)
            return Receipt(id: id, number: found.correction.number)
        }
    }

    public enum Decision: String, Hashable, Sendable, CaseIterable {
        /// The district passes it on, the centre carries it out.
        case accept
        case `return`
    }

    /// What came of one correction.
    public struct Outcome: Codable, Hashable, Sendable {
        public let line: Line
        public let result: Result

        public enum Result: String, Codable, Hashable, Sendable {
            case done
            /// It was withdrawn or decided meanwhile, or it is not this level's turn.
            case decided
            case ownWork = "own-work"
            /// What is in the way stands on its page.
            case obstructed
        }
    }

    /// The chosen corrections, before they are decided.
    public func chosen(_ ids: [ID<EnrolmentCorrection>], _ occasion: Occasion) async throws -> [Line] {
        try await platform.database.read { try chosen(ids, occasion, $0).map(Line.init) }
    }

    /// Decides several; what the rules refuse is left and named.
    ///
    /// - Throws: `Refusal.notFound` when one of them is not there for the account, `.nothingSelected`,
    ///   `.tooManySelected`, `.reasonMissing`.
    public func decide(
        _ decision: Decision, _ ids: [ID<EnrolmentCorrection>], reason: String? = nil, _ occasion: Occasion
    ) async throws -> [Outcome] {
        try await platform.once("\(decision.rawValue)-corrections", occasion) { [platform] transaction in
            if decision == .return, reason == nil { throw Refusal.reasonMissing }
            if let reason, EnrolmentCorrection.holdsNumber(reason) { throw CorrectionProblem.numberInText }
            let writer = CorrectionWriter(transaction, platform.seal, occasion)
            return try chosen(ids, occasion, transaction).map { found -> Outcome in
                let line = Line(found)
                let command = decision.command(for: occasion.actor)
                switch found.correction.refusal(of: command, by: occasion.actor) {
                case nil: break
                case .changedMeanwhile?, .notAllowed(_, .level)?: return Outcome(line: line, result: .decided)
                case .notAllowed(_, .ownWork)?: return Outcome(line: line, result: .ownWork)
                case .some(let refusal): throw refusal
                }
                if command == .accept, try !writer.canAccept(found) { return Outcome(line: line, result: .obstructed) }
                try writer.perform(command, on: found, reason: reason)
                return Outcome(line: line, result: .done)
            }
        }
    }

    // MARK: Parts

    private func chosen(
        _ ids: [ID<EnrolmentCorrection>], _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> [CorrectionStore.Listed] {
        let wanted = Set(ids)
        guard !wanted.isEmpty else { throw Refusal.nothingSelected }
        guard wanted.count <= EnrolmentCorrection.decisionLimit else {
            throw Refusal.tooManySelected(limit: EnrolmentCorrection.decisionLimit)
        }
        let found = try CorrectionStore(transaction, platform.seal).find(Array(wanted))
        guard found.count == wanted.count else { throw Refusal.notFound }
        for one in found { try occasion.actor.authority.require(.decideCorrections, on: one.correction.path) }
        return found
    }

    private func find(
        _ id: ID<EnrolmentCorrection>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> CorrectionStore.Listed {
        guard let found = try CorrectionStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.viewCorrections, on: found.correction.path)
        return found
    }
}

extension Corrections.Decision {
    /// What agreeing means at the actor's level.
    func command(for actor: Actor) -> EnrolmentCorrection.Command {
        switch self {
        case .accept: actor.kind == .cityFederation ? .accept : .endorse
        case .return: .return
        }
    }
}
