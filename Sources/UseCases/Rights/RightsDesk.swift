import DatabaseKit
public import Domain
import Store

/// 个人信息请求: taken in from a person, answered within fifteen working days (security, section 2).
public struct RightsDesk: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// A request as pages say it.
    public struct Line: Sendable {
        public let request: RightsRequest
        public let memberName: String
        public let memberNumber: String
        public let unionName: String
        public let text: String?
        public let answer: String?
        public let recordedAt: Instant
        public let answeredAt: Instant?

        init(_ listed: RightsStore.Listed) {
            (request, memberName, memberNumber) = (listed.request, listed.memberName, listed.memberNumber)
            (unionName, text, answer) = (listed.unionName, listed.text, listed.answer)
            (recordedAt, answeredAt) = (listed.recordedAt, listed.answeredAt)
        }
    }

    public struct List: Sendable {
        public let lines: [Line]
        public let total: Int
        public let page: ListPage
    }

    public func list(_ part: RightsPart, page: ListPage, _ occasion: Occasion) async throws -> List {
        let scope = try occasion.actor.authority.scope(for: .keepRights)
        return try await platform.database.read { [platform] transaction in
            let store = RightsStore(transaction, platform.seal)
            let total = try store.count(part, in: scope)
            let page = page.within(total)
            return List(
                lines: try store.list(part, in: scope, page: page).map(Line.init), total: total, page: page)
        }
    }

    /// A request with its history.
    public struct Record: Sendable {
        public let line: Line
        public let history: [(at: Instant, account: String, action: String)]
    }

    public func find(_ id: ID<RightsRequest>, _ occasion: Occasion) async throws -> Record {
        try await platform.database.read { transaction in
            let found = try found(id, occasion, transaction)
            return Record(
                line: Line(found),
                history: try EventStore(transaction).history(of: .rightsRequest, id.rawValue).map {
                    (at: $0.at, account: $0.account, action: $0.action)
                })
        }
    }

    // MARK: Taking in

    /// Finds a person by his member number or the number of a document; who has left has his rights as well.
    ///
    /// - Returns: nil for nobody within the account's unions.
    public func seek(_ typed: String, _ occasion: Occasion) async throws -> ID<Member>? {
        let scope = try occasion.actor.authority.scope(for: .keepRights)
        let number = typed.trimmed(to: 50)
        let documents = DocumentSearch.indexes(of: number, platform.seal)
        return try await platform.database.read { [platform] in
            try RightsStore($0, platform.seal).member(number, documents, in: scope)
        }
    }

    /// Whom a request is to be about.
    public struct Subject: Sendable {
        public let member: ID<Member>
        public let name: String
        public let number: String
        public let unionName: String
        /// By when he is to be answered when it is taken in today.
        public let due: CalendarDay
    }

    public func subject(_ member: ID<Member>, _ occasion: Occasion) async throws -> Subject {
        try await platform.database.read { [platform] transaction in
            guard let found = try MemberListStore(transaction, platform.seal).find(member, .ended) else {
                throw Refusal.notFound
            }
            try occasion.actor.authority.require(.keepRights, on: found.listed.unionPath)
            return Subject(
                member: member, name: found.listed.member.person.name, number: found.listed.member.number,
                unionName: found.listed.unionName, due: try Self.due(occasion.today, transaction))
        }
    }

    public struct Receipt: Codable, Hashable, Sendable {
        public let id: ID<RightsRequest>
        public let number: String
        public let due: CalendarDay
    }

    /// - Parameter receivedOn: when the person has asked; the clock begins that day.
    /// - Throws: `Refusal.reasonMissing` without what was asked, `.dayMissing` for a day to come.
    public func record(
        _ kind: RightsRequest.Kind, of member: ID<Member>, _ text: String, receivedOn: CalendarDay,
        _ occasion: Occasion
    ) async throws -> Receipt {
        let text = text.trimmed(to: RightsRequest.textLimit + 1)
        guard !text.isEmpty, text.count <= RightsRequest.textLimit else { throw Refusal.reasonMissing }
        guard receivedOn <= occasion.today else { throw Refusal.dayMissing }
        return try await platform.once("record-rights", occasion) { [platform] transaction in
            guard let found = try MemberListStore(transaction, platform.seal).find(member, .ended) else {
                throw Refusal.notFound
            }
            try occasion.actor.authority.require(.keepRights, on: found.listed.unionPath)
            let due = try Self.due(receivedOn, transaction)
            let number = RightsRequest.number(
                on: occasion.today, serial: try transaction.nextNumber(in: "QL\(occasion.today.compact)"))
            let id = try RightsStore(transaction, platform.seal).insert(
                kind, number: number, member: member, union: occasion.actor.union, text: text,
                receivedOn: receivedOn, due: due, by: occasion.author, at: occasion.moment)
            try TodoStore(transaction).open(
                .answerRights, for: occasion.actor.union, subject: id.rawValue, name: number, amount: 1, due: due,
                at: occasion.moment)
            try EventStore(transaction).record(
                RightsRequest.recorded, on: .rightsRequest, id.rawValue, at: occasion.actor.path,
                to: RightsRequest.Status.open.rawValue, detail: "number=\(number) kind=\(kind.rawValue)", occasion)
            return Receipt(id: id, number: number, due: due)
        }
    }

    static func due(_ day: CalendarDay, _ transaction: any Transaction) throws -> CalendarDay {
        try PlanYearStore(transaction).workingDays().day(RightsRequest.workingDays, workingDaysAfter: day)
    }

    // MARK: Answering

    /// Says what was done, or why nothing is.
    ///
    /// A consent that is taken back ends with the answer, and the member's sign-ins with it: he is asked anew before his
    /// own pages are shown again (Personal Information Protection Law, article 15).
    ///
    /// - Throws: `Refusal.reasonMissing` without a text, `.changedMeanwhile` for one that is answered.
    public func answer(
        _ command: RightsRequest.Command, _ id: ID<RightsRequest>, _ text: String, _ occasion: Occasion
    ) async throws -> Receipt {
        let text = text.trimmed(to: RightsRequest.textLimit + 1)
        guard !text.isEmpty, text.count <= RightsRequest.textLimit else { throw Refusal.reasonMissing }
        return try await platform.once("answer-rights", occasion) { [platform] transaction in
            let found = try found(id, occasion, transaction)
            var request = found.request
            try request.perform(command)
            try RightsStore(transaction, platform.seal).close(
                id, as: request.status, answer: text, by: occasion.author, at: occasion.moment)
            if request.kind == .withdrawal, request.status == .fulfilled {
                try OwnRecordStore(transaction, platform.seal).withdrawConsent(of: found.person, at: occasion.now)
                try OwnSessionStore(transaction).keepNewest(0, of: found.person)
            }
            try TodoStore(transaction).close([.answerRights], subject: id.rawValue, at: occasion.moment)
            try EventStore(transaction).record(
                command.rawValue, on: .rightsRequest, id.rawValue, at: request.path,
                from: found.request.status.rawValue, to: request.status.rawValue, detail: "number=\(request.number)",
                occasion)
            return Receipt(id: id, number: request.number, due: request.due)
        }
    }

    func found(
        _ id: ID<RightsRequest>, _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> RightsStore.Listed {
        guard let found = try RightsStore(transaction, platform.seal).find(id) else { throw Refusal.notFound }
        try occasion.actor.authority.require(.keepRights, on: found.request.path)
        return found
    }
}
