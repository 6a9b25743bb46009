import DatabaseKit
public import Domain
import Store

extension Members {
    /// A kind of flexible employment with how many open members of the actor's subtree are of it.
    public struct FlexibleKind: Sendable {
        public let entry: DictionaryEntry
        public let members: Int
    }

    /// 灵活就业管理: every kind, in the dictionary's order; retired ones only while somebody is of them.
    public func flexibleKinds(_ occasion: Occasion) async throws -> [FlexibleKind] {
        let scope = try occasion.actor.authority.scope(for: .viewMembers)
        return try await platform.database.read { transaction in
            let counts = try MemberTallyStore(transaction).flexibleKinds(in: scope)
            return try Vocabulary(DictionaryStore(transaction))[.flexibleKind].map {
                FlexibleKind(entry: $0, members: counts[$0.code] ?? 0)
            }.filter { $0.entry.standing == .offered || $0.members > 0 }
        }
    }
}
