import DatabaseKit
public import Domain
import Store

/// 扫码入会: people ask by a union's code, the union decides (domain, section 2).
public struct JoinApplications: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    // MARK: Applying

    /// What the form behind a code offers.
    public struct Invitation: Sendable {
        public let union: Union
        public let enterprises: [Enterprise]
        public let words: Vocabulary
    }

    /// - Throws: `Refusal.notFound` for a code that is nobody's, has expired or was withdrawn.
    public func invitation(_ text: String, on today: CalendarDay) async throws -> Invitation {
        try await platform.database.read { transaction in
            let (_, union) = try Self.union(behind: text, on: today, transaction)
            return Invitation(
                union: union, enterprises: try UnionStore(transaction).enterprises(of: union.id),
                words: try Vocabulary(DictionaryStore(transaction)))
        }
    }

    /// Keeps an application of somebody who has agreed to the privacy notice; the event says to which version.
    ///
    /// Whether the person is known to the platform plays no part and is not told: the answer is the same for everybody,
    /// also for who has asked before.
    ///
    /// - Throws: `DraftRefusal.problems` for what the applicant can mend, `ImportTargetProblem`,
    ///   `Refusal.applicationsFull`, `Refusal.notFound`.
    public func submit(
        _ draft: MemberDraft, as importClass: ImportClass, consent: TransferConsent, by text: String,
        on today: CalendarDay, from address: String, at now: Instant
    ) async throws {
        try await platform.database.write { [platform] transaction in
            let (code, union) = try Self.union(behind: text, on: today, transaction)
            let vocabulary = try Vocabulary(DictionaryStore(transaction))
            let plan = try Self.plan(of: union, importClass, vocabulary, on: today, transaction)
            let target = plan.target
            let judged = plan.rules.judge(DraftRow(draft, of: union, vocabulary).row)
            guard let entry = judged.entry else { throw DraftRefusal.problems(judged.problems) }
            let store = JoinApplicationStore(transaction, platform.seal)
            let open = try store.countOpen(of: union.id)
            guard open < JoinApplication.mostOpen else { throw Refusal.applicationsFull }
            let made = try store.insert(
                JoinApplicationStore.Draft(
                    category: target.category, enterprise: target.enterprise?.id, flexibleKind: target.flexibleKind,
                    name: entry.name, document: entry.document, cells: try StagedText.write(judged.row, []),
                    consent: consent), by: code, at: now)
            guard let made else { return }
            try EventStore(transaction).recordVisitor(
                "ask", on: .joinApplication, made.rawValue, at: union.path,
                detail: "notice=\(PrivacyNotice.publicVersion)", from: address, now)
            try TodoStore(transaction).open(
                .decideApplication, for: union.id, subject: union.id.rawValue, name: union.name, amount: open + 1,
                at: now)
        }
    }

    /// What is wrong with what somebody says of himself, whatever he says of his work; nothing is kept.
    ///
    /// - Throws: `Refusal.notFound` as `invitation(_:on:)`.
    public func problems(
        of draft: MemberDraft, by text: String, on today: CalendarDay
    ) async throws -> [MemberProblem] {
        try await platform.database.read { transaction in
            let (_, union) = try Self.union(behind: text, on: today, transaction)
            let vocabulary = try Vocabulary(DictionaryStore(transaction))
            let plan = try Self.plan(of: union, .outsideEnterprise, vocabulary, on: today, transaction)
            let judged = plan.rules.judge(DraftRow(draft, of: union, vocabulary).row)
            return judged.entry == nil ? judged.problems : []
        }
    }

    private static func plan(
        of union: Union, _ importClass: ImportClass, _ vocabulary: Vocabulary, on today: CalendarDay,
        _ transaction: any Transaction
    ) throws -> ImportPlan {
        let target = try UnionStore(transaction).target(
            of: union, importClass, kinds: vocabulary.offered(.flexibleKind))
        return try ImportPlan(target, vocabulary, on: today, transaction)
    }

    private static func union(
        behind text: String, on today: CalendarDay, _ transaction: any Transaction
    ) throws -> (JoinCode, Union) {
        guard let code = try JoinCodeStore(transaction).find(text: text), code.state(on: today) == .valid,
            let union = try UnionStore(transaction).find(code.union)
        else { throw Refusal.notFound }
        return (code, union)
    }

    // MARK: Looking

    /// One application; numbers are masked.
    public struct Line: Sendable {
        public let id: ID<JoinApplication>
        public let status: JoinApplication.Status
        public let name: String
        public let category: MemberCategory
        /// The enterprise, or the kind of flexible work.
        public let place: String?
        public let submittedAt: Instant
        public let decidedAt: Instant?
        public let reason: String?
        public let member: ID<Member>?
        /// What was typed, masked; nil when it is decided.
        public let row: MemberRow?
        public let consent: TransferConsent

        init(_ listed: JoinApplicationStore.Listed, _ vocabulary: Vocabulary) throws {
            let application = listed.application
            id = application.id
            status = application.status
            name = listed.name
            category = application.category
            place = listed.enterpriseName ?? vocabulary.name(of: application.flexibleKind, in: .flexibleKind)
            submittedAt = listed.submittedAt
            decidedAt = listed.decidedAt
            reason = listed.reason
            member = listed.member
            row = try listed.cells.map { try StagedText.read($0, number: 1).row }
            consent = listed.consent
        }
    }

    public struct List: Sendable {
        public let lines: [Line]
        public let waiting: Int
        public let total: Int
        public let page: ListPage
    }

    public func list(_ part: JoinApplicationPart, page: ListPage, _ occasion: Occasion) async throws -> List {
        try await platform.database.read { [platform] transaction in
            try occasion.actor.authority.require(.decideApplications, on: occasion.actor.path)
            let store = JoinApplicationStore(transaction, platform.seal)
            let union = occasion.actor.union
            let total = try store.count(part, of: union)
            let page = page.within(total)
            let vocabulary = try Vocabulary(DictionaryStore(transaction))
            return List(
                lines: try store.list(part, of: union, page: page).map { try Line($0, vocabulary) },
                waiting: try store.countOpen(of: union), total: total, page: page)
        }
    }

    public func find(_ id: ID<JoinApplication>, _ occasion: Occasion) async throws -> Line {
        try await platform.database.read { transaction in
            try Line(find(id, occasion, transaction), Vocabulary(DictionaryStore(transaction)))
        }
    }

    // MARK: Deciding

    public struct Receipt: Codable, Sendable {
        public let member: ID<Member>?
        public let outcome: Members.FormOutcome
    }

    /// Takes the applicant: he is a member now, or the union that he belongs to has been asked for him.
    ///
    /// - Throws: `DraftRefusal` when the rules or the roll have something against it; the application stays open.
    public func accept(_ id: ID<JoinApplication>, _ occasion: Occasion) async throws -> Receipt {
        try await platform.once("accept-application", occasion) { [platform] transaction in
            let found = try find(id, occasion, transaction)
            var application = found.application
            try application.perform(.accept)
            guard let cells = found.cells, let union = try UnionStore(transaction).find(application.union) else {
                throw Refusal.notFound
            }
            let plan = try ImportPlan(union: union, try ImportClass(application), occasion, transaction)
            let receipt = try MemberAdmission(
                transaction: transaction, seal: platform.seal, union: union, plan: plan, occasion: occasion,
                source: .scan
            ).admit(try StagedText.read(cells, number: 1).row, found.consent)
            try close(application, .accept, member: receipt.member, reason: nil, occasion, transaction)
            return Receipt(member: receipt.member, outcome: receipt.outcome)
        }
    }

    /// - Parameter reason: what the clerk tells the applicant when he asks.
    public func giveBack(_ id: ID<JoinApplication>, reason: String, _ occasion: Occasion) async throws {
        _ = try await platform.once("return-application", occasion) { transaction in
            var application = try find(id, occasion, transaction).application
            try application.perform(.return)
            try close(application, .return, member: nil, reason: reason, occasion, transaction)
            return true
        }
    }

    private func close(
        _ application: JoinApplication, _ command: JoinApplication.Command, member: ID<Member>?, reason: String?,
        _ occasion: Occasion, _ transaction: any Transaction
    ) throws {
        let store = JoinApplicationStore(transaction, platform.seal)
        try store.close(
            application.id, as: application.status, member: member, reason: reason, by: occasion.author,
            at: occasion.now)
        let open = try store.countOpen(of: application.union)
        let todos = TodoStore(transaction)
        if open == 0 {
            try todos.close([.decideApplication], subject: application.union.rawValue, at: occasion.now)
        } else {
            try todos.open(
                .decideApplication, for: application.union, subject: application.union.rawValue,
                name: occasion.actor.unionName, amount: open, at: occasion.now)
        }
        try EventStore(transaction).record(
            command.rawValue, on: .joinApplication, application.id.rawValue, at: application.unionPath,
            from: JoinApplication.Status.open.rawValue, to: application.status.rawValue, occasion)
    }

    private func find(
        _ id: ID<JoinApplication>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> JoinApplicationStore.Listed {
        guard let found = try JoinApplicationStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.decideApplications, on: found.application.unionPath)
        return found
    }
}

extension ImportClass {
    /// The class that was applied for.
    fileprivate init(_ application: JoinApplication) throws {
        switch application.category {
        case .enterprise:
            guard let enterprise = application.enterprise else { throw Refusal.notFound }
            self = .enterprise(enterprise)
        case .outsideEnterprise: self = .outsideEnterprise
        case .flexible: self = .flexible(kind: application.flexibleKind ?? "")
        }
    }
}
