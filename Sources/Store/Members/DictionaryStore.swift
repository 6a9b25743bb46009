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
            SELECT dictionary, code, name FROM dictionary_entry
            WHERE dictionary IN \(list: MemberDictionary.allCases) ORDER BY dictionary, position, code
            """)
        for row in rows {
            let dictionary: MemberDictionary = try row.get("dictionary")
            entries[dictionary, default: []].append(
                DictionaryEntry(code: try row.get("code"), name: try row.get("name")))
        }
        return entries
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
