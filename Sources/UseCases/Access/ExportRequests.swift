import DatabaseKit
public import Domain
import Store
import Wording

/// 批量导出申请: who takes many people out in a file asks, and a second authorised person consents (security, section 2).
public struct ExportRequests: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Which people a file is to hold.
    public enum Selection: Sendable {
        case members(MemberFilter, under: ID<Union>?)
        case cards(Cards.Search, enterprise: ID<Enterprise>?)
        case benefits(Benefits.Search)
        case coverages(Coverages.Search, enterprise: ID<Enterprise>?)
        case coverageSearch(CoverageSearches.Search)
        /// What a comparison says of people on the platform.
        case comparison(ID<MemberComparison>, MemberComparisons.PeopleFile)
        /// What came of an act on many members.
        case memberBatch(ID<MemberBatch>)

        var list: ExportRequest.List {
            switch self {
            case .members, .comparison, .memberBatch: .members
            case .cards: .cards
            case .benefits: .benefits
            case .coverages, .coverageSearch: .coverage
            }
        }
    }

    /// A request as pages say it.
    public struct Line: Sendable {
        /// With its state at this moment.
        public let request: ExportRequest
        public let asker: String
        public let unionName: String
        public let askedAt: Instant
        public let decider: String?
        public let decidedAt: Instant?
        public let reason: String?
        public let fetched: Int

        init(_ record: ExportRequestStore.Record, at now: Instant) {
            (request, asker, unionName) = (record.request.standing(at: now), record.asker, record.unionName)
            (askedAt, decider, decidedAt) = (record.askedAt, record.decider, record.decidedAt)
            (reason, fetched) = (record.reason, record.fetched)
        }
    }

    // MARK: Reading

    public struct List: Sendable {
        public let lines: [Line]
        public let total: Int
        public let page: ListPage
    }

    public func list(_ part: ExportRequestPart, page: ListPage, _ occasion: Occasion) async throws -> List {
        let scope = try occasion.actor.authority.scope(for: .viewExports)
        return try await platform.database.read { [platform] transaction in
            let store = ExportRequestStore(transaction, platform.seal)
            let total = try store.count(part, in: scope, at: occasion.now)
            let page = page.within(total)
            return List(
                lines: try store.list(part, in: scope, page: page, at: occasion.now).map {
                    Line($0, at: occasion.now)
                }, total: total, page: page)
        }
    }

    /// A request with what it is about and what the actor may do with it.
    public struct Sheet: Sendable {
        public let line: Line
        /// The conditions in words; empty for the whole list, and once the request is over.
        public let conditions: [String]
        public let commands: Set<ExportRequest.Command>
    }

    public func find(_ id: ID<ExportRequest>, _ occasion: Occasion) async throws -> Sheet {
        let record = try await platform.database.read { try find(id, occasion, $0) }
        if record.request.askedBy == occasion.actor.account {
            try await platform.read(.readExportAnswer, subject: id.rawValue, occasion)
        }
        return try await platform.database.read { [platform] transaction in
            let record = try find(id, occasion, transaction)
            let line = Line(record, at: occasion.now)
            let asked = try ExportRequestStore(transaction, platform.seal).conditions(of: id).map {
                try AskedExport(text: $0)
            }
            return Sheet(
                line: line, conditions: asked?.words ?? [],
                commands: Set(
                    ExportRequest.Command.allCases.filter { line.request.refusal(of: $0, by: occasion.actor) == nil }))
        }
    }

    // MARK: Asking

    public struct Receipt: Codable, Hashable, Sendable {
        public let id: ID<ExportRequest>
        public let people: Int
    }

    /// Leaves for a second person what an export could not hand out by itself.
    ///
    /// - Parameters:
    ///   - people: as many as the export found (`ConsentNeeded`).
    ///   - conditions: of the list, in words, for the second person.
    /// - Throws: `Refusal.notConfirmed` for whole numbers without proof of who asks; `.exportConsent` when nobody could
    ///   consent, or too many wait.
    public func ask(
        _ selection: Selection, _ numbers: AlertRule.Numbers, for purpose: ExportPurpose, people: Int,
        conditions: [String], _ occasion: Occasion
    ) async throws -> Receipt {
        try occasion.actor.authority.require(.exportMembers, on: occasion.actor.path)
        switch numbers {
        case .masked: break
        case .whole: try occasion.requireConfirmation()
        }
        let text = try AskedExport(selection, words: conditions).text
        return try await platform.once("ask-export", occasion) { [platform] transaction in
            let store = ExportRequestStore(transaction, platform.seal)
            let actor = occasion.actor
            guard try store.waiting(of: actor.account, at: occasion.now) < ExportRequest.waitingLimit else {
                throw Refusal.exportConsent(.tooManyWaiting)
            }
            let consenter = try AccountStore(transaction).second(
                for: .consentExports, at: actor.path, besides: actor.account, on: occasion.now.day)
            guard let consenter else { throw Refusal.exportConsent(.nobodyElse) }
            let id = try store.insert(
                ExportRequestStore.Draft(
                    selection.list, numbers, purpose: purpose, people: people, conditions: text),
                of: actor.union, by: actor.account,
                expiring: occasion.now.adding(days: ExportRequest.waitingDays), at: occasion.now)
            try TodoStore(transaction).open(
                .consentExport, for: consenter, subject: id.rawValue, name: "\(actor.unionName) \(actor.displayName)",
                amount: people, at: occasion.moment)
            try EventStore(transaction).record(
                "ask-export", on: .exportRequest, id.rawValue, at: actor.path,
                to: ExportRequest.Status.waiting.rawValue,
                detail: "people=\(people) numbers=\(numbers.rawValue) purpose=\(purpose.rawValue)", occasion)
            return Receipt(id: id, people: people)
        }
    }

    // MARK: Deciding

    /// The second person consents; from now on the file may be fetched for a short time.
    ///
    /// - Throws: `Refusal.notConfirmed`, `.exportConsent(.own)`, `.changedMeanwhile`.
    public func consent(_ id: ID<ExportRequest>, _ reason: String, _ occasion: Occasion) async throws {
        try occasion.requireConfirmation()
        let reason = reason.trimmed(to: ExportRequest.reasonLimit + 1)
        guard reason.count <= ExportRequest.reasonLimit else { throw Refusal.reasonMissing }
        try await decide(.consent, id, occasion) { [platform] transaction in
            try ExportRequestStore(transaction, platform.seal).consent(
                id, reason.presence, expiring: occasion.now.adding(days: ExportRequest.fetchingDays),
                by: occasion.actor.account, at: occasion.now)
        }
    }

    /// - Throws: `Refusal.reasonMissing`, `.exportConsent(.own)`, `.changedMeanwhile`.
    public func refuse(_ id: ID<ExportRequest>, _ reason: String, _ occasion: Occasion) async throws {
        let reason = reason.trimmed(to: ExportRequest.reasonLimit + 1)
        guard !reason.isEmpty, reason.count <= ExportRequest.reasonLimit else { throw Refusal.reasonMissing }
        try await decide(.refuse, id, occasion) { [platform] transaction in
            try ExportRequestStore(transaction, platform.seal).refuse(
                id, reason, by: occasion.actor.account, at: occasion.now)
        }
    }

    /// Whoever has asked needs it no more.
    ///
    /// - Throws: `Refusal.exportConsent(.notOwn)`, `.changedMeanwhile`.
    public func withdraw(_ id: ID<ExportRequest>, _ occasion: Occasion) async throws {
        try await decide(.withdraw, id, occasion) { [platform] transaction in
            try ExportRequestStore(transaction, platform.seal).withdraw(id)
        }
    }

    private func decide(
        _ command: ExportRequest.Command, _ id: ID<ExportRequest>, _ occasion: Occasion,
        _ write: @escaping @Sendable (any Transaction) throws -> Void
    ) async throws {
        _ = try await platform.once("\(command.rawValue)-export", occasion) { transaction -> Bool in
            let record = try find(id, occasion, transaction)
            var request = record.request.standing(at: occasion.now)
            try request.perform(command, by: occasion.actor)
            try write(transaction)
            let todos = TodoStore(transaction)
            try todos.close(
                [.consentExport, .readExportAnswer], subject: id.rawValue, at: occasion.moment)
            if command != .withdraw,
                let asker = try AccountStore(transaction).managed(request.askedBy, on: occasion.now.day)
            {
                try todos.open(
                    .readExportAnswer, for: asker.account.union, subject: id.rawValue, name: record.asker,
                    amount: request.people, at: occasion.moment)
            }
            try EventStore(transaction).record(
                "\(command.rawValue)-export", on: .exportRequest, id.rawValue, at: request.path,
                from: record.request.status.rawValue, to: request.status.rawValue, detail: "people=\(request.people)",
                occasion)
            return true
        }
    }

    // MARK: Fetching

    /// Makes the file for whoever has asked, of the list as it is now; it may be fetched again while the consent holds.
    ///
    /// - Throws: `Refusal.exportConsent`, `.changedMeanwhile`, `.notConfirmed`; what the export itself throws.
    public func fetch(_ id: ID<ExportRequest>, _ occasion: Occasion) async throws -> Members.ExportFile {
        let (record, text) = try await platform.database.read { [platform] transaction in
            (
                try find(id, occasion, transaction),
                try ExportRequestStore(transaction, platform.seal).conditions(of: id)
            )
        }
        var request = record.request.standing(at: occasion.now)
        try request.perform(.fetch, by: occasion.actor)
        guard let text, let decider = record.decider else { throw Refusal.changedMeanwhile }
        let export = PeopleExport(
            detail: request.detail, occasion: occasion, leave: .consented(request, by: decider))
        let besides: @Sendable (any Transaction) throws -> Void = { [platform] transaction in
            try ExportRequestStore(transaction, platform.seal).fetch(id, at: occasion.now)
        }
        switch try AskedExport(text: text).selection {
        case .members(let filter, let under):
            return try await Members(platform).export(filter, under: under, export, besides)
        case .cards(let search, let enterprise):
            return try await Cards(platform).export(search, enterprise: enterprise, export, besides)
        case .benefits(let search):
            let file = try await Benefits(platform).export(search, export, besides)
            return Members.ExportFile(name: file.name, bytes: file.bytes)
        case .coverages(let search, let enterprise):
            let file = try await Coverages(platform).export(search, enterprise: enterprise, export, besides)
            return Members.ExportFile(name: file.name, bytes: file.bytes)
        case .coverageSearch(let search):
            let file = try await CoverageSearches(platform).export(search, export, besides)
            return Members.ExportFile(name: file.name, bytes: file.bytes)
        case .comparison(let id, let file):
            let made = try await MemberComparisons(platform).file(file, of: id, export, besides)
            return Members.ExportFile(name: made.fileName, bytes: made.bytes)
        case .memberBatch(let id):
            return Members.ExportFile(
                name: MemberBatchWorkbook.fileName,
                bytes: try await MemberBatches(platform).file(id, export, besides))
        }
    }

    private func find(
        _ id: ID<ExportRequest>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> ExportRequestStore.Record {
        guard let record = try ExportRequestStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.viewExports, on: record.request.path)
        return record
    }
}
