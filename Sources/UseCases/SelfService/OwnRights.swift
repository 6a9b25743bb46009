import DatabaseKit
public import Domain
import Store

/// 个人信息请求 from a member's own pages: he asks, and reads what was answered (个人信息保护法, articles 44 to 50).
public struct OwnRights: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    private static let shown = 20

    /// What the member has asked, himself or at his union's desk, and what he may ask now.
    public struct Overview: Sendable {
        public let lines: [RightsDesk.Line]
        /// Of each kind one waits at a time.
        public let mayAsk: Set<RightsRequest.Kind>
        /// By when he is to be answered when he asks today.
        public let due: CalendarDay
    }

    public func overview(_ occasion: OwnOccasion) async throws -> Overview {
        try await platform.database.read { [platform] transaction in
            let store = RightsStore(transaction, platform.seal)
            let person = occasion.oneself.person
            return Overview(
                lines: try store.list(of: person, limit: Self.shown).map(RightsDesk.Line.init),
                mayAsk: Set(RightsRequest.Kind.allCases).subtracting(try store.waiting(of: person)),
                due: try RightsDesk.due(occasion.today, transaction))
        }
    }

    public enum Outcome: Hashable, Sendable {
        case asked(number: String, due: CalendarDay)
        /// One of the kind waits already; a form sent twice comes here as well.
        case waiting
    }

    /// Asks the union of the newest membership, whose desk answers.
    ///
    /// - Throws: `Refusal.reasonMissing` without what is asked; `.notFound` for somebody who is no member.
    public func ask(
        _ kind: RightsRequest.Kind, _ text: String, _ occasion: OwnOccasion
    ) async throws -> Outcome {
        let text = text.trimmed(to: RightsRequest.textLimit + 1)
        guard !text.isEmpty, text.count <= RightsRequest.textLimit else { throw Refusal.reasonMissing }
        return try await platform.database.write { [platform] transaction in
            let store = RightsStore(transaction, platform.seal)
            let records = OwnRecordStore(transaction, platform.seal)
            let person = occasion.oneself.person
            if try store.waiting(of: person).contains(kind) { return .waiting }
            guard let membership = try records.memberships(of: person).first,
                let union = try records.union(of: membership.member)
            else { throw Refusal.notFound }
            let due = try RightsDesk.due(occasion.today, transaction)
            let number = RightsRequest.number(
                on: occasion.today, serial: try transaction.nextNumber(in: "QL\(occasion.today.compact)"))
            let moment = occasion.now.moved(to: occasion.today)
            let id = try store.insert(
                kind, number: number, member: membership.member, union: union, text: text,
                receivedOn: occasion.today, due: due, by: nil, at: moment)
            try TodoStore(transaction).open(
                .answerRights, for: union, subject: id.rawValue, name: number, amount: 1, due: due, at: moment)
            try EventStore(transaction).record(
                RightsRequest.recorded, on: .rightsRequest, id.rawValue, at: membership.path,
                to: RightsRequest.Status.open.rawValue, occasion)
            return .asked(number: number, due: due)
        }
    }
}
