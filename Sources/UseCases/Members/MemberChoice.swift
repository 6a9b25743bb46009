import DatabaseKit
import Domain
import Foundation
import Store
import Vault

/// Members who were chosen from the list for one kind of act, kept behind a token for the pages that follow.
struct MemberChoice {
    let platform: Platform
    /// Whose tokens these are; a token of another kind of act finds nothing.
    let list: String
    /// What the account must be allowed to do with each of them.
    let action: Action

    /// Keeps the members that were ticked.
    func keep(_ members: [ID<Member>], _ occasion: Occasion) async throws -> String {
        guard !members.isEmpty else { throw Refusal.nothingSelected }
        guard members.count <= TransferRun.limit else { throw Refusal.tooManySelected(limit: TransferRun.limit) }
        let chosen = Set(members).sorted()
        try await platform.database.read { transaction in
            _ = try candidates(chosen, occasion, transaction)
        }
        return try await save(chosen, occasion)
    }

    /// Keeps everybody whom the filter finds.
    ///
    /// - Parameter expected: how many the list showed.
    /// - Throws: `Refusal.countChanged` when there are more or fewer now.
    func keep(
        allOf filter: MemberFilter, under union: ID<Union>?, expected: Int, _ occasion: Occasion
    ) async throws -> String {
        let members = try await platform.database.read { [platform, action] transaction in
            guard let top = try UnionStore(transaction).find(union ?? occasion.actor.union) else {
                throw Refusal.notFound
            }
            try occasion.actor.authority.require(action, on: top.path)
            let store = MemberListStore(transaction, platform.seal)
            return try store.ids(filter, in: UnionScope(top.path), limit: TransferRun.limit + 1)
        }
        guard members.count <= TransferRun.limit else { throw Refusal.tooManySelected(limit: TransferRun.limit) }
        guard !members.isEmpty else { throw Refusal.nothingSelected }
        guard members.count == expected else {
            throw Refusal.countChanged(expected: expected, actual: members.count)
        }
        return try await save(members, occasion)
    }

    private func save(_ members: [ID<Member>], _ occasion: Occasion) async throws -> String {
        let text = String(decoding: try JSONEncoder().encode(members), as: UTF8.self)
        let token = Token.random().text
        try await platform.database.write { [platform, list] transaction in
            try SavedFilterStore(transaction, platform.seal).save(
                text, token: token, list: list, for: occasion.actor.account, at: occasion.now)
        }
        return token
    }

    /// The members behind a token of the account.
    func members(_ token: String, _ occasion: Occasion) async throws -> [ID<Member>] {
        let text = try await platform.database.read { [platform, list] transaction in
            try SavedFilterStore(transaction, platform.seal).find(token, list: list, for: occasion.actor.account)
        }
        guard let text else { throw Refusal.notFound }
        return try JSONDecoder().decode([ID<Member>].self, from: Data(text.utf8))
    }

    /// All of them, or none: another union's member is not there.
    func candidates(
        _ members: [ID<Member>], _ occasion: Occasion, _ transaction: any Transaction
    ) throws -> [TransferCandidate] {
        let candidates = try TransferCandidateStore(transaction).candidates(members)
        guard candidates.count == members.count else { throw Refusal.notFound }
        for path in Set(candidates.map(\.path)) {
            try occasion.actor.authority.require(action, on: path)
        }
        return candidates
    }
}
