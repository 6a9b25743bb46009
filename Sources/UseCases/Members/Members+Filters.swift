import DatabaseKit
public import Domain
import Foundation
import Store
import Vault

/// What an account keeps of the list: filters by name and number, filters with a name, the columns it likes.
extension Members {
    private static let listName = "members"

    /// A filter that was kept, and what became of the numbers if it came from a list of them.
    public struct Kept: Hashable, Sendable {
        public let filter: MemberFilter
        public let numbers: NumberSelection?
    }

    /// Keeps what must not stand in an address and gives the token that may.
    ///
    /// - Parameter numbers: of the selection in the filter, to be told again with it.
    public func keep(
        _ filter: MemberFilter, numbers: NumberSelection? = nil, _ occasion: Occasion
    ) async throws -> String {
        try occasion.actor.authority.require(.viewMembers, on: occasion.actor.path)
        let text = try KeptFilter(filter, numbers).text
        let token = Token.random().text
        try await platform.database.write { [platform] transaction in
            try SavedFilterStore(transaction, platform.seal).save(
                text, token: token, list: Self.listName, for: occasion.actor.account, at: occasion.now)
        }
        return token
    }

    /// A kept filter; nil for a token that is not this account's or has grown old.
    public func kept(_ token: String, _ occasion: Occasion) async throws -> Kept? {
        let text = try await platform.database.read { [platform] transaction in
            try SavedFilterStore(transaction, platform.seal).find(
                token, list: Self.listName, for: occasion.actor.account)
        }
        return try text.map { try KeptFilter(text: $0) }.map { Kept(filter: $0.filter, numbers: $0.numbers) }
    }

    /// Selects the open members of a subtree by the numbers of their documents, whatever kind these are.
    ///
    /// - Parameter union: nil for the actor's own.
    /// - Returns: the token of a filter that lists them.
    public func select(
        _ numbers: [String], under union: ID<Union>? = nil, _ occasion: Occasion
    ) async throws -> String {
        let token = Token.random().text
        try await platform.database.write { [platform] transaction in
            guard let top = try UnionStore(transaction).find(union ?? occasion.actor.union) else {
                throw Refusal.notFound
            }
            try occasion.actor.authority.require(.viewMembers, on: top.path)
            let store = SavedFilterStore(transaction, platform.seal)
            var members: Set<ID<Member>> = []
            var missing: [String] = []
            for start in stride(from: 0, to: numbers.count, by: Self.numbersAtOnce) {
                let part = numbers[start..<min(start + Self.numbersAtOnce, numbers.count)]
                let indexes = part.map { DocumentIndex.candidates(for: $0, platform.seal) }
                let found = try store.members(with: indexes.flatMap(\.self), in: UnionScope(top.path))
                for (number, candidates) in zip(part, indexes) {
                    let holders = candidates.flatMap { found[$0] ?? [] }
                    if holders.isEmpty { missing.append(NumberSelection.masked(number)) }
                    members.formUnion(holders)
                }
            }
            var filter = MemberFilter()
            filter.selection = token
            let selection = NumberSelection(asked: numbers.count, found: members.count, missing: missing)
            try store.save(
                try KeptFilter(filter, selection).text, token: token, list: Self.listName,
                for: occasion.actor.account, at: occasion.now)
            try store.select(members, token: token)
        }
        return token
    }

    private static let numbersAtOnce = 1_000

    // MARK: Named filters

    /// A filter that the account has given a name.
    public struct NamedFilter: Sendable {
        public let token: String
        public let name: String
        public let filter: MemberFilter
    }

    /// Filters that an account may name.
    public static let namedFilterLimit = 20

    public enum NamingOutcome: Sendable {
        case named
        /// The account has ``namedFilterLimit`` already.
        case tooMany
    }

    /// Gives a filter a name; one of the same name is replaced.
    public func name(
        _ name: String, _ filter: MemberFilter, _ occasion: Occasion
    ) async throws -> NamingOutcome {
        try occasion.actor.authority.require(.viewMembers, on: occasion.actor.path)
        let text = try KeptFilter(filter, nil).text
        let token = Token.random().text
        return try await platform.database.write { [platform] transaction in
            let store = SavedFilterStore(transaction, platform.seal)
            let account = occasion.actor.account
            let names = try store.named(list: Self.listName, for: account).map(\.name)
            guard names.count < Self.namedFilterLimit || names.contains(name) else { return .tooMany }
            try store.name(name, text, token: token, list: Self.listName, for: account, at: occasion.now)
            return .named
        }
    }

    /// Throws a named filter away and gives its name.
    public func forget(_ token: String, _ occasion: Occasion) async throws -> String {
        let name = try await platform.database.write { [platform] transaction in
            try SavedFilterStore(transaction, platform.seal).forget(
                token, list: Self.listName, for: occasion.actor.account)
        }
        guard let name else { throw Refusal.notFound }
        return name
    }

    func named(_ occasion: Occasion, _ transaction: any Transaction) throws -> [NamedFilter] {
        try SavedFilterStore(transaction, platform.seal).named(list: Self.listName, for: occasion.actor.account).map {
            NamedFilter(token: $0.token, name: $0.name, filter: try KeptFilter(text: $0.filter).filter)
        }
    }

    // MARK: Columns

    /// Remembers the columns that the account wants to see; nil for those of an account that has not chosen.
    public func choose(_ columns: Set<MemberListColumn>?, _ occasion: Occasion) async throws {
        try occasion.actor.authority.require(.viewMembers, on: occasion.actor.path)
        try await platform.database.write { transaction in
            let store = ListColumnStore(transaction)
            let account = occasion.actor.account
            if let columns {
                let names = MemberListColumn.allCases.filter(columns.contains).map(\.rawValue)
                try store.choose(names, of: Self.listName, for: account)
            } else {
                try store.forget(list: Self.listName, for: account)
            }
        }
    }

    func chosenColumns(_ occasion: Occasion, _ transaction: any Transaction) throws -> Set<MemberListColumn> {
        let names = try ListColumnStore(transaction).columns(of: Self.listName, for: occasion.actor.account)
        return names.map { Set($0.compactMap(MemberListColumn.init)) } ?? MemberListColumn.standard
    }
}

/// A filter as it is kept.
struct KeptFilter: Codable {
    var name: String?
    var document: String?
    var phone: String?
    var label: String?
    var union: String?
    var workplace: String?
    var source: MemberSource?
    var card: ElectronicCard?
    var category: MemberCategory?
    var kind: String?
    var household: String?
    var post: String?
    var pending: PendingRequests.Kind?
    var standing: MemberFilter.Standing?
    var selection: String?
    var numbers: NumberSelection?

    init(_ filter: MemberFilter, _ numbers: NumberSelection?) {
        (name, document, phone) = (filter.name, filter.document, filter.phone?.text)
        (label, union, workplace) = (filter.label, filter.union, filter.workplace)
        (source, card, category) = (filter.source, filter.electronicCard, filter.category)
        (kind, household, post) = (filter.flexibleKind, filter.household, filter.post)
        (pending, standing) = (filter.pending, filter.standing)
        (selection, self.numbers) = (filter.selection, numbers)
    }

    init(text: String) throws {
        self = try JSONDecoder().decode(KeptFilter.self, from: Data(text.utf8))
    }

    var text: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }

    var filter: MemberFilter {
        var filter = MemberFilter()
        (filter.name, filter.document, filter.phone) = (
            name, document, phone.flatMap { MemberFilter.PhoneCondition($0) }
        )
        (filter.label, filter.union, filter.workplace) = (label, union, workplace)
        (filter.source, filter.electronicCard, filter.category) = (source, card, category)
        (filter.flexibleKind, filter.household, filter.post) = (kind, household, post)
        (filter.pending, filter.standing, filter.selection) = (pending, standing, selection)
        return filter
    }
}
