import DatabaseKit
public import Domain
import Store

extension RegisterLists {
    /// What taking a list back would do.
    public struct Undoing: Sendable {
        public let list: RegisterList
        /// To what its people return, as far as their status changes.
        public let returning: [SocialInsuranceStatus: Int]
        /// People whose membership has ended since because of the list; they stay as they are.
        public let gone: Int
        /// What is kept for people who join later, and goes.
        public let entries: Int
        /// Why it cannot be taken back.
        public let refusal: Refusal?

        public var people: Int { returning.values.reduce(0, +) }
    }

    public func undoing(_ occasion: Occasion, _ id: ID<RegisterList>) async throws -> Undoing {
        try Self.require(occasion)
        return try await platform.database.read { transaction in
            let list = try find(id, transaction)
            let store = RegisterUndoStore(transaction)
            return Undoing(
                list: list, returning: try store.returning(list), gone: try store.gone(list),
                entries: try store.entries(id), refusal: try Self.refusal(toUndo: list, transaction))
        }
    }

    /// Takes the last list of its kind back: everybody returns to what was known before it, its entries go, and lists
    /// that are handed in are looked at again.
    ///
    /// In chunks; one that was cut off is simply taken back again.
    ///
    /// - Throws: `Refusal.reasonMissing`, `.registerNotLast`.
    public func undo(_ occasion: Occasion, _ id: ID<RegisterList>, reason: String) async throws -> RegisterList {
        try Self.require(occasion)
        let reason = reason.trimmed(to: RegisterList.reasonLimit + 1)
        guard !reason.isEmpty, reason.count <= RegisterList.reasonLimit else { throw Refusal.reasonMissing }
        let list = try await platform.database.read { transaction in
            let list = try find(id, transaction)
            if list.status != .undone, let refusal = try Self.refusal(toUndo: list, transaction) { throw refusal }
            return list
        }
        guard list.status != .undone else { return list }
        let registers = Registers(platform)
        var changed = 0
        for part in [Part.people, .entries] {
            var more = true
            while more {
                let (people, lists, isMore) = try await platform.database.write { transaction in
                    let taken = try part.take(from: list, RegisterUndoStore(transaction))
                    return (
                        taken.changed.count, try RegisterStore(transaction).openEnrolments(of: taken.changed),
                        taken.more
                    )
                }
                changed += people
                more = isMore
                try await registers.refresh(lists, occasion)
            }
        }
        return try await platform.database.write { [changed] transaction in
            guard try RegisterUndoStore(transaction).finish(id, reason: reason, at: occasion.now) else {
                return try find(id, transaction)
            }
            var counts = list.counts
            counts.changed = changed
            try Registers.recordEvent(.undone, id.rawValue, list.kind, list.asOf, counts, occasion, transaction)
            return try find(id, transaction)
        }
    }

    private enum Part {
        case people, entries

        func take(
            from list: RegisterList, _ store: RegisterUndoStore
        ) throws -> (changed: [ID<Person>], more: Bool) {
            switch self {
            case .people: try store.returnPeople(of: list, limit: Registers.chunk)
            case .entries: try store.takeEntries(of: list, limit: Registers.chunk)
            }
        }
    }

    private static func refusal(toUndo list: RegisterList, _ transaction: any Transaction) throws -> Refusal? {
        guard list.status == .applied else { return .changedMeanwhile }
        return try RegisterUndoStore(transaction).isRecorded(list.id) ? nil : .registerNotLast(list.kind)
    }
}
