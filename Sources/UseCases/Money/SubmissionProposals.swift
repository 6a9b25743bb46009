import DatabaseKit
public import Domain
import Store

/// 提交复核: one officer proposes what is handed in to the centre, a second one of the district confirms (domain 5.5).
public struct SubmissionProposals: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// How many proposals a district is shown.
    static let shown = 10

    /// A proposal as a list says it.
    public struct Line: Sendable {
        public let proposal: SubmissionProposal
        public let units: Int
        public let heads: Int
        public let premium: Money
        public let fingerprint: String
        public let proposer: String
        public let proposedAt: Instant
        public let decider: String?
        public let decidedAt: Instant?
        public let reason: String?
        public let submission: ID<DistrictSubmission>?

        init(_ record: SubmissionProposalStore.Record) {
            (proposal, units, heads, premium) = (record.proposal, record.units, record.heads, record.premium)
            (fingerprint, proposer, proposedAt) = (record.fingerprint, record.proposer, record.proposedAt)
            (decider, decidedAt, reason) = (record.decider, record.decidedAt, record.reason)
            submission = record.submission
        }
    }

    // MARK: The rule

    /// How the district hands in, and what has been proposed.
    public struct Desk: Sendable {
        public let district: Union
        public let rule: SubmissionRule
        /// Why the account may not hand in by itself.
        public let alone: Refusal?
        public let lines: [Line]
        /// Accounts of the district that could hand in.
        public let officers: Int
    }

    /// A proposal that has become untrue falls away before it is shown.
    public func desk(_ occasion: Occasion) async throws -> Desk {
        try occasion.actor.authority.require(.submitToCentre, on: occasion.actor.path)
        try await letFall(occasion)
        return try await platform.database.read { [platform] transaction in
            let (district, year) = try Submissions.place(occasion, transaction)
            let rules = SubmissionRuleStore(transaction)
            let rule = try rules.rule(of: district.id)
            return Desk(
                district: district, rule: rule, alone: rule.refusal(toHandInAloneBy: occasion.actor.account),
                lines: try SubmissionProposalStore(transaction, platform.seal).list(
                    of: district.id, year: year.year, limit: Self.shown
                ).map(Line.init), officers: try rules.officers(of: district.id, on: occasion.now.day))
        }
    }

    /// Decides whether a second person is asked for.
    ///
    /// - Throws: `Refusal.reasonMissing`, `.notConfirmed`, `.secondPerson`; `StaleVersion` when somebody has decided
    ///   since the form was shown.
    public func set(
        _ occasion: Occasion, _ control: SubmissionControl, reason: String, stamp: Int
    ) async throws -> SubmissionControl {
        try occasion.actor.authority.require(.submitToCentre, on: occasion.actor.path)
        try occasion.requireConfirmation()
        let reason = reason.trimmed(to: SubmissionRule.reasonLimit + 1)
        guard !reason.isEmpty, reason.count <= SubmissionRule.reasonLimit else { throw Refusal.reasonMissing }
        return try await platform.once("set-submission-control", occasion) { [platform] transaction in
            guard let district = try UnionStore(transaction).find(occasion.actor.union), district.kind.isDistrictLevel
            else { throw Refusal.notAllowed(.submitToCentre, .level) }
            let store = SubmissionRuleStore(transaction)
            let before = try store.rule(of: district.id)
            if control == .twoPeople,
                try store.officers(of: district.id, on: occasion.now.day) < SubmissionRule.accountsNeeded
            {
                throw Refusal.secondPerson(.nobodyElse)
            }
            if try SubmissionProposalStore(transaction, platform.seal).waiting(in: district.id) != nil {
                throw Refusal.secondPerson(.waiting)
            }
            try store.set(
                control, reason: reason, of: district.id, stamp: stamp, by: occasion.actor.account,
                at: occasion.moment)
            try EventStore(transaction).record(
                "set-submission-control", on: .union, district.id.rawValue, at: district.path,
                from: before.control.rawValue, to: control.rawValue, detail: reason, occasion)
            return control
        }
    }

    // MARK: Proposing

    public struct Receipt: Codable, Hashable, Sendable {
        public let id: ID<SubmissionProposal>
        public let heads: Int
    }

    /// Leaves what would be handed in for a second person; nothing is locked.
    ///
    /// - Throws: what `Submissions.submit` throws; `Refusal.secondPerson(.waiting)` while another one waits.
    public func propose(
        _ occasion: Occasion, contact: SubmissionContact, expecting expected: ExpectedTotals
    ) async throws -> Receipt {
        try occasion.actor.authority.require(.submitToCentre, on: occasion.actor.path)
        try await letFall(occasion)
        return try await platform.once("propose-submission", occasion) { [platform] transaction in
            let (district, year) = try Submissions.place(occasion, transaction)
            try year.require(.districtSubmission, on: occasion.today)
            let desk = ProposalDesk(transaction, platform.seal, occasion)
            try expected.check(
                try LockStore(transaction).totalsAfterStriking(in: UnionScope(district.path), year: year.year))
            let lists = try desk.listsNow(of: district.path, year: year.year)
            let id = try desk.store.insert(
                lists, fingerprint: ProposalDesk.fingerprint(of: lists), contact: try ProposalDesk.text(of: contact),
                district: district.id, year: year.year, by: occasion.actor.account, at: occasion.moment)
            try TodoStore(transaction).open(
                .confirmProposal, for: district.id, subject: id.rawValue, name: occasion.actor.displayName,
                amount: expected.heads, due: year.windows[.districtSubmission]?.through, at: occasion.moment)
            try EventStore(transaction).record(
                "propose", on: .submissionProposal, id.rawValue, at: district.path,
                to: SubmissionProposal.Status.waiting.rawValue,
                detail: "units=\(expected.units);heads=\(expected.heads)", occasion)
            return Receipt(id: id, heads: expected.heads)
        }
    }

    // MARK: Deciding

    /// What the second person compares.
    public struct Sheet: Sendable {
        public let line: Line
        public let lists: [ProposedList]
        /// As long as it waits.
        public let contact: SubmissionContact?
        /// Why the actor may not confirm it; nil when he may.
        public let confirming: Refusal?
        public let withdrawing: Refusal?
        /// What has changed since it was proposed, of one that has fallen away too.
        public let changes: [ProposalChange]
    }

    public func sheet(_ occasion: Occasion, _ id: ID<SubmissionProposal>) async throws -> Sheet {
        _ = try await platform.database.read { try find(id, occasion, $0) }
        try await letFall(occasion)
        return try await platform.database.read { [platform] transaction in
            let record = try find(id, occasion, transaction)
            let desk = ProposalDesk(transaction, platform.seal, occasion)
            let status = record.proposal.status
            return Sheet(
                line: Line(record), lists: try desk.store.lists(of: id), contact: try desk.contact(of: id),
                confirming: record.proposal.refusal(of: .confirm, by: occasion.actor),
                withdrawing: record.proposal.refusal(of: .withdraw, by: occasion.actor),
                changes: status == .overtaken ? try desk.staleness(of: record).changes : [])
        }
    }

    /// What came of confirming.
    public enum Outcome: Codable, Hashable, Sendable {
        case submitted(Submissions.Receipt)
        /// The lists are not those that were proposed; nothing was handed in.
        case overtaken
    }

    /// The second person confirms: the lists are locked and handed in, in one transaction.
    ///
    /// - Throws: `Refusal.notConfirmed`, `.secondPerson(.own)`, `.changedMeanwhile`, those of the lock.
    public func confirm(_ occasion: Occasion, _ id: ID<SubmissionProposal>) async throws -> Outcome {
        try occasion.requireConfirmation()
        return try await platform.once("confirm-proposal", occasion) { [platform] transaction in
            let record = try find(id, occasion, transaction)
            var proposal = record.proposal
            try proposal.perform(.confirm, by: occasion.actor)
            let desk = ProposalDesk(transaction, platform.seal, occasion)
            if try desk.overtakeIfStale(record) { return .overtaken }
            let (district, year) = try Submissions.place(occasion, transaction)
            guard year.year == proposal.year, let contact = try desk.contact(of: id) else {
                throw Refusal.changedMeanwhile
            }
            let receipt = try DistrictLock(transaction, platform.seal, occasion, district: district, year: year)
                .perform(contact, expecting: ExpectedTotals(units: record.units, heads: record.heads))
            try desk.close(record, as: proposal.status, event: "second", submission: receipt.submission)
            return .submitted(receipt)
        }
    }

    /// The second person sends it back to whoever has proposed it.
    ///
    /// - Throws: `Refusal.reasonMissing`, `.secondPerson(.own)`, `.changedMeanwhile`.
    public func refuse(_ occasion: Occasion, _ id: ID<SubmissionProposal>, reason: String) async throws {
        let reason = reason.trimmed(to: SubmissionProposal.reasonLimit + 1)
        guard !reason.isEmpty, reason.count <= SubmissionProposal.reasonLimit else { throw Refusal.reasonMissing }
        try await end(.refuse, occasion, id, reason: reason)
    }

    /// Whoever has proposed takes it back.
    public func withdraw(_ occasion: Occasion, _ id: ID<SubmissionProposal>) async throws {
        try await end(.withdraw, occasion, id)
    }

    private func end(
        _ command: SubmissionProposal.Command, _ occasion: Occasion, _ id: ID<SubmissionProposal>,
        reason: String? = nil
    ) async throws {
        _ = try await platform.once("\(command.rawValue)-proposal", occasion) { [platform] transaction -> Bool in
            let record = try find(id, occasion, transaction)
            var proposal = record.proposal
            try proposal.perform(command, by: occasion.actor)
            try ProposalDesk(transaction, platform.seal, occasion).close(
                record, as: proposal.status, event: command.rawValue, reason: reason)
            return true
        }
    }

    // MARK: Parts

    private func find(
        _ id: ID<SubmissionProposal>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> SubmissionProposalStore.Record {
        guard let record = try SubmissionProposalStore(transaction, platform.seal).find(id) else {
            throw Refusal.notFound
        }
        try occasion.actor.authority.require(.submitToCentre, on: record.proposal.path)
        guard record.proposal.district == occasion.actor.union else { throw Refusal.notFound }
        return record
    }

    /// Lets the district's waiting proposal fall when it is not true any more; nothing is written as long as it is.
    private func letFall(_ occasion: Occasion) async throws {
        let isStale = try await platform.database.read { [platform] transaction -> Bool in
            let desk = ProposalDesk(transaction, platform.seal, occasion)
            guard let record = try desk.store.waiting(in: occasion.actor.union) else { return false }
            let (changes, refusal) = try desk.staleness(of: record)
            return !changes.isEmpty || refusal != nil
        }
        guard isStale else { return }
        try await platform.database.write { [platform] transaction in
            let desk = ProposalDesk(transaction, platform.seal, occasion)
            guard let record = try desk.store.waiting(in: occasion.actor.union) else { return }
            try desk.overtakeIfStale(record)
        }
    }
}
