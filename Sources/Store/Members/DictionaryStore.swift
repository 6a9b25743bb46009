public import DatabaseKit
public import Domain

/// The city's dictionaries of words for members.
public struct DictionaryStore {
    let transaction: any Transaction

    public init(_ transaction: any Transaction) {
        self.transaction = transaction
    }

    /// Every dictionary's entries in their order; a dictionary without entries is left out.
    public func all() throws -> [MemberDictionary: [DictionaryEntry]] {
        var entries: [MemberDictionary: [DictionaryEntry]] = [:]
        let rows = try transaction.query(
            """
            SELECT dictionary, code, name, standing FROM dictionary_entry
            WHERE dictionary IN \(list: MemberDictionary.allCases) ORDER BY dictionary, position, code
            """)
        for row in rows {
            let dictionary: MemberDictionary = try row.get("dictionary")
            entries[dictionary, default: []].append(
                DictionaryEntry(
                    code: try row.get("code"), name: try row.get("name"), standing: try row.get("standing")))
        }
        return entries
    }

    /// A word as the dictionary's keeper sees it.
    public struct Kept: Sendable {
        public let entry: DictionaryEntry
        public let position: Int
        public let version: Int
    }

    /// The words of a dictionary in their order; empty for one that nobody has filled.
    public func kept(_ dictionary: MemberDictionary) throws -> [Kept] {
        try transaction.query(
            """
            SELECT code, name, standing, position, version FROM dictionary_entry
            WHERE dictionary = \(dictionary) ORDER BY position, code
            """
        ).map {
            Kept(
                entry: DictionaryEntry(
                    code: try $0.get("code"), name: try $0.get("name"), standing: try $0.get("standing")),
                position: try $0.get("position"), version: try $0.get("version"))
        }
    }

    /// Writes a word as it is now, at its place.
    ///
    /// - Throws: `StaleVersion` when it was changed since it was read.
    public func set(_ entry: DictionaryEntry, at position: Int, in dictionary: MemberDictionary, version: Int) throws {
        try transaction.update(
            """
            UPDATE dictionary_entry SET name = \(entry.name), standing = \(entry.standing), position = \(position),
                version = version + 1
            WHERE dictionary = \(dictionary) AND code = \(entry.code) AND version = \(version)
            """)
    }

    /// Adds the entries behind those that are there; the name of a known code is replaced.
    public func put(_ entries: [DictionaryEntry], in dictionary: MemberDictionary) throws {
        let last: Int =
            try transaction.value(
                "SELECT coalesce(max(position), 0) FROM dictionary_entry WHERE dictionary = \(dictionary)") ?? 0
        for (offset, entry) in entries.enumerated() {
            try transaction.execute(
                """
                INSERT INTO dictionary_entry (dictionary, code, name, position)
                VALUES (\(dictionary), \(entry.code), \(entry.name), \(last + offset + 1))
                ON CONFLICT (dictionary, code) DO UPDATE SET name = excluded.name
                """)
        }
    }
}
