import DatabaseKit
public import Domain
import Store
import Wording

/// 字典管理: the words that the city keeps for members and unions (domain, section 1: dictionaries).
///
/// A word is never deleted: people may have it. It is retired, and then nobody can be given it any more.
public struct Dictionaries: Sendable {
    let platform: Platform

    public init(_ platform: Platform) {
        self.platform = platform
    }

    /// A word with the version that a form about it was made of.
    public struct Word: Sendable {
        public let entry: DictionaryEntry
        public let version: Int
    }

    /// What was done to a dictionary, the newest first.
    public struct Step: Sendable {
        public let at: Instant
        public let account: String
        public let act: Act?
        /// The word before and after.
        public let before: String?
        public let after: String?
    }

    /// What can be done to a word; the names of its events.
    public enum Act: String, Hashable, Sendable, CaseIterable {
        case add, rename, move, retire, offer
    }

    public struct Sheet: Sendable {
        public let dictionary: MemberDictionary
        public let words: [Word]
        public let history: [Step]
    }

    public struct Receipt: Codable, Sendable {
        public let name: String
    }

    public func sheet(_ dictionary: MemberDictionary, _ occasion: Occasion) async throws -> Sheet {
        try occasion.actor.authority.require(.keepDictionaries, on: occasion.actor.path)
        return try await platform.database.read { transaction in
            let kept = try DictionaryStore(transaction).kept(dictionary)
            let words =
                kept.isEmpty
                ? dictionary.initialEntries.map { Word(entry: $0, version: 1) }
                : kept.map { Word(entry: $0.entry, version: $0.version) }
            return Sheet(
                dictionary: dictionary, words: words,
                history: try EventStore(transaction).history(of: .dictionary, dictionary.number).map {
                    Step(
                        at: $0.at, account: $0.account, act: Act(rawValue: $0.action), before: $0.from, after: $0.to)
                })
        }
    }

    // MARK: Acts

    /// - Throws: `DictionaryRefusal`.
    public func add(_ name: String, to dictionary: MemberDictionary, _ occasion: Occasion) async throws -> Receipt {
        try await act(.add, on: dictionary, occasion) { words, transaction in
            guard words.count < DictionaryEntry.limit else {
                throw DictionaryRefusal.tooMany(limit: DictionaryEntry.limit)
            }
            let name = try Self.checked(name, among: words, but: nil)
            let entry = DictionaryEntry(code: "w\(try transaction.newKey())", name: name)
            try DictionaryStore(transaction).put([entry], in: dictionary)
            return (before: nil, after: name)
        }
    }

    public func rename(
        _ code: String, of dictionary: MemberDictionary, to name: String, version: Int, _ occasion: Occasion
    ) async throws -> Receipt {
        try await act(.rename, on: dictionary, occasion) { words, transaction in
            let word = try Self.find(code, version, words)
            let name = try Self.checked(name, among: words, but: code)
            let entry = DictionaryEntry(code: code, name: name, standing: word.entry.standing)
            try DictionaryStore(transaction).set(entry, at: word.position, in: dictionary, version: version)
            return (before: word.entry.name, after: name)
        }
    }

    /// Retires a word, or offers it again.
    public func set(
        _ standing: DictionaryEntry.Standing, of code: String, in dictionary: MemberDictionary, version: Int,
        _ occasion: Occasion
    ) async throws -> Receipt {
        let act: Act =
            switch standing {
            case .offered: .offer
            case .retired: .retire
            }
        return try await self.act(act, on: dictionary, occasion) { words, transaction in
            let word = try Self.find(code, version, words)
            let others = words.filter { $0.entry.code != code && $0.entry.standing == .offered }
            if standing == .retired, others.isEmpty { throw DictionaryRefusal.lastWord }
            let entry = DictionaryEntry(code: code, name: word.entry.name, standing: standing)
            try DictionaryStore(transaction).set(entry, at: word.position, in: dictionary, version: version)
            return (before: word.entry.name, after: word.entry.name)
        }
    }

    /// Exchanges a word with its neighbour; the first stays first, the last stays last.
    public func move(
        _ code: String, of dictionary: MemberDictionary, _ move: DictionaryMove, version: Int, _ occasion: Occasion
    ) async throws -> Receipt {
        try await act(.move, on: dictionary, occasion) { words, transaction in
            let word = try Self.find(code, version, words)
            guard let place = words.firstIndex(where: { $0.entry.code == code }) else { throw Refusal.notFound }
            let other = move == .up ? place - 1 : place + 1
            guard words.indices.contains(other) else { return (before: word.entry.name, after: word.entry.name) }
            let (store, neighbour) = (DictionaryStore(transaction), words[other])
            try store.set(word.entry, at: neighbour.position, in: dictionary, version: word.version)
            try store.set(neighbour.entry, at: word.position, in: dictionary, version: neighbour.version)
            return (before: word.entry.name, after: word.entry.name)
        }
    }

    /// Reads the dictionary, lets the act change it, and records it; a dictionary that nobody has filled gets its
    /// initial words first.
    private func act(
        _ act: Act, on dictionary: MemberDictionary, _ occasion: Occasion,
        _ body:
            @escaping @Sendable ([DictionaryStore.Kept], any Transaction) throws -> (before: String?, after: String?)
    ) async throws -> Receipt {
        try occasion.actor.authority.require(.keepDictionaries, on: occasion.actor.path)
        return try await platform.once("dictionary-\(act.rawValue)", occasion) { transaction in
            let store = DictionaryStore(transaction)
            if try store.kept(dictionary).isEmpty { try store.put(dictionary.initialEntries, in: dictionary) }
            let (before, after) = try body(try store.kept(dictionary), transaction)
            try EventStore(transaction).record(
                act.rawValue, on: .dictionary, dictionary.number, at: occasion.actor.path, from: before, to: after,
                occasion)
            return Receipt(name: after ?? "")
        }
    }

    private static func find(
        _ code: String, _ version: Int, _ words: [DictionaryStore.Kept]
    ) throws(Refusal) -> DictionaryStore.Kept {
        guard let word = words.first(where: { $0.entry.code == code }) else { throw .notFound }
        guard word.version == version else { throw .changedMeanwhile }
        return word
    }

    private static func checked(
        _ typed: String, among words: [DictionaryStore.Kept], but code: String?
    ) throws(DictionaryRefusal) -> String {
        let name = typed.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !name.isEmpty else { throw .nameMissing }
        guard name.count <= DictionaryEntry.nameLimit else { throw .nameTooLong(limit: DictionaryEntry.nameLimit) }
        guard !words.contains(where: { $0.entry.name == name && $0.entry.code != code }) else { throw .nameTaken }
        return name
    }
}

extension MemberDictionary {
    /// Stands for the dictionary in the events about it.
    fileprivate var number: Int64 {
        switch self {
        case .label: 1
        case .household: 2
        case .post: 3
        case .flexibleKind: 4
        case .economicType: 5
        case .industry: 6
        }
    }
}
