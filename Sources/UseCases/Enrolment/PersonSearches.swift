import DatabaseKit
public import Domain
import Foundation
import Store
import Vault

/// Searches by name and number, kept on the server so that they never stand in an address (ux, pattern 1).
public struct PersonSearches: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// Which list a kept search belongs to; a token of another list finds nothing.
    public enum List: String, Sendable {
        case confirmations, lookUp = "look-up", coverage, cards, cardCandidates = "card-candidates", benefits
    }

    /// Keeps a search and gives the token under which the account finds it again; nil for an empty one.
    public func keep(
        _ search: Confirmations.Search, of list: List, _ occasion: Occasion
    ) async throws -> String? {
        guard !search.isEmpty else { return nil }
        let text = String(decoding: try JSONEncoder().encode(search), as: UTF8.self)
        let token = Token.random().text
        try await platform.database.write { transaction in
            try SavedFilterStore(transaction, platform.seal).save(
                text, token: token, list: list.rawValue, for: occasion.actor.account, at: occasion.now)
        }
        return token
    }

    /// The search behind a token; an empty one for a token that is not this account's or has grown old.
    public func find(_ token: String?, of list: List, _ occasion: Occasion) async throws -> Confirmations.Search {
        guard let token else { return Confirmations.Search() }
        let text = try await platform.database.read { transaction in
            try SavedFilterStore(transaction, platform.seal).find(
                token, list: list.rawValue, for: occasion.actor.account)
        }
        guard let text else { return Confirmations.Search() }
        return try JSONDecoder().decode(Confirmations.Search.self, from: Data(text.utf8))
    }
}
